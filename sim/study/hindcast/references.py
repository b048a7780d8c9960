"""Forecasts that need no model: base rates, persistence, constant hazards, from what was known at the origin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from scipy.stats import binom, nbinom

from sim.data.archive import Observation
from sim.kernel.state import Array
from sim.study.hindcast.past import WEEK, Past
from sim.study.hindcast.questions import Question
from sim.study.hindcast.readings import Reading

JEFFREYS = 0.5
"""Both parameters of the Beta prior of a share, and the shape of the gamma prior of a rate (Jeffreys)."""
WEEKS_A_YEAR = 52
FEWEST = 3
Forecaster = Callable[[Question, Past, date, int], float]


@dataclass(frozen=True, slots=True)
class Reference:
    """A forecast that needs no model: a chance for a question, and an ensemble for a series of numbers."""

    key: str
    label: str
    words: str
    chance: Forecaster


def climatology(question: Question, past: Past, origin: date, weeks: int) -> float:
    """The share of earlier windows of that length in which the answer was yes, (yes + 1/2) / (windows + 1).

    Windows lie end to end back from the origin to `question.since`; counts by year from before that day are spread
    over their year.
    """
    answers = [float(answer) for answer in _answers(question, past, origin, weeks)]
    for year in _by_year(question, past):
        answers += [_spread(question.least, year.number, weeks)] * (WEEKS_A_YEAR // weeks)
    return (sum(answers) + JEFFREYS) / (len(answers) + 2 * JEFFREYS)


def persistence(question: Question, past: Past, origin: date, weeks: int) -> float:
    """The answer of the window before the origin, wrong as often as that answer was before: (changes + 1/2) /
    (pairs of windows + 1)."""
    answers = _answers(question, past, origin, weeks)
    if not answers:
        return JEFFREYS
    changes = sum(one != other for one, other in pairwise(answers))
    wrong = (changes + JEFFREYS) / (len(answers) - 1 + 2 * JEFFREYS)
    return 1.0 - wrong if answers[0] else wrong


def constant_hazard(question: Question, past: Past, origin: date, weeks: int) -> float:
    """The chance that something with a constant rate, learned from all its dates before the origin, happens often
    enough; the rate is uncertain as so few dates leave it (gamma, Jeffreys' prior)."""
    years = _by_year(question, past)
    times = sum(question.since <= day < origin for day in question.days(past)) + sum(year.number for year in years)
    span = (origin - question.since) / WEEK + WEEKS_A_YEAR * len(years)
    return float(nbinom.sf(question.least - 1, times + JEFFREYS, span / (span + weeks)))


def _spread(least: int, times: float, weeks: int) -> float:
    """The chance that at least so many of a year's events fall into a window of that year, each on any day alike."""
    return float(binom.sf(least - 1, times, weeks / WEEKS_A_YEAR))


def _answers(question: Question, past: Past, origin: date, weeks: int) -> list[bool]:
    """The answers of the windows that end at the origin, the latest first."""
    past.check_knows(origin, 0)
    count = (origin - question.since) // (weeks * WEEK)
    days = question.days(past)
    return [question.among(days, origin - number * weeks * WEEK, weeks) for number in range(1, count + 1)]


def _by_year(question: Question, past: Past) -> list[Observation]:
    """Counts of whole years before the question's windows begin."""
    if not question.yearly:
        return []
    return [item for item in past.archive.of(question.yearly) if item.last < question.since]


REFERENCES = (
    Reference(
        "climatology",
        "Climatology",
        "how often the answer was yes in earlier windows of the same length",
        climatology,
    ),
    Reference(
        "persistence",
        "Persistence",
        "the same answer as in the window before, with the error that this had until then",
        persistence,
    ),
    Reference(
        "hazard",
        "Constant hazard",
        "a constant rate, from all its dates until then",
        constant_hazard,
    ),
)


def past_values(readings: tuple[Reading, ...], target: Reading) -> Array | None:
    """What a series ever showed, as an ensemble; None where too little was known."""
    return np.array([item.value for item in readings]) if len(readings) >= FEWEST else None


def last_value(readings: tuple[Reading, ...], target: Reading) -> Array | None:
    """A walk on from the last reading, with steps as large as those before, as an ensemble; None where too little was
    known. A step is scaled by the root of the time that it takes."""
    if len(readings) < FEWEST:
        return None
    days = np.array([item.last.toordinal() for item in readings], dtype=np.float64)
    values = np.array([item.value for item in readings])
    steps = np.diff(values) / np.sqrt(np.maximum(np.diff(days), 1.0))
    ahead = np.sqrt(max(target.last.toordinal() - days[-1], 1.0))
    both_ways = np.concatenate([steps, -steps])
    return np.asarray(values[-1] + ahead * both_ways)


ENSEMBLES = {"climatology": past_values, "persistence": last_value}
