"""Forecasts against what happened and against forecasts that need no model: everything a reader is told, as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from sim.kernel.state import Array
from sim.study.hindcast.arms import ABLATIONS, ARMS, FULL
from sim.study.hindcast.forecast import Forecast
from sim.study.hindcast.kept import Kept
from sim.study.hindcast.origins import HORIZONS, origins
from sim.study.hindcast.past import Past
from sim.study.hindcast.protocols import PROTOCOLS
from sim.study.hindcast.questions import QUESTIONS, Question
from sim.study.hindcast.readings import SERIES
from sim.study.hindcast.reasons import REASONS
from sim.study.hindcast.references import ENSEMBLES, REFERENCES, Reference
from sim.study.hindcast.scores import (
    SCORES,
    Interval,
    crps,
    interval,
    log_score,
    mean_score,
    reliability,
    skill,
    slope,
)

EFFECTIVE = 6
"""Windows of 52 weeks from origins 13 weeks apart overlap: five years and a quarter hold about six of their own."""
TOGETHER = 3
"""Origins in a row that the stricter bootstrap draws together: seventeen origins make about six such blocks."""
FEWEST_ORIGINS = 6
"""With fewer origins neither intervals nor verdicts are given: there would be too few to draw from."""
SURE = 0.8
SLOPES = (0.5, 1.5)
BRINK, BRINK_QUESTION, BRINK_RANGE = date(2019, 10, 7), "q4_pact_lapses", (0.1, 0.7)
AS_GOOD = ("q4_pact_lapses", "q7_cash_out")
Row = dict[str, Any]
DAYS = origins()


def judged(kept: Kept, past: Past) -> Row:
    """Truth, references, scores, reliability and pass marks of every protocol of which there are forecasts."""
    truth = truths(past)
    chances = {item.key: expected(item, past) for item in REFERENCES}
    found = [key for key in PROTOCOLS if kept.of(key, FULL.key)]
    return {
        "origins": DAYS,
        "horizons": HORIZONS,
        "effective": EFFECTIVE,
        "questions": [_described(item) for item in QUESTIONS],
        "series": [{"key": item.key, "label": item.label, "unit": item.unit, "words": item.words} for item in SERIES],
        "truth": _by_question(truth),
        "references": [
            {"key": item.key, "label": item.label, "words": item.words, "chances": _by_question(chances[item.key])}
            for item in REFERENCES
        ],
        "protocols": [Judgement(key, kept, past, truth, chances).content() for key in found],
    }


def truths(past: Past) -> Array:
    """What happened, (question, horizon, origin): 1, 0, or NaN where law and calendar leave nothing to ask."""

    known = {day: past.before(day) for day in DAYS}

    def answer(question: Question, weeks: int, day: date) -> float:
        asked = question.asked(known[day], day, weeks)
        return float(question.happened(past, day, weeks)) if asked else np.nan

    return _grid(answer)


def expected(reference: Reference, past: Past) -> Array:
    """What a reference says, (question, horizon, origin), of each origin's past alone."""
    known = {day: past.before(day) for day in DAYS}
    return _grid(lambda question, weeks, day: reference.chance(question, known[day], day, weeks))


def _grid(value: Callable[[Question, int, date], float]) -> Array:
    return np.array([[[value(item, weeks, day) for day in DAYS] for weeks in HORIZONS] for item in QUESTIONS])


def _described(item: Question) -> Row:
    words = {name: getattr(item, name) for name in ("key", "label", "words", "archive_says", "run_says", "open_when")}
    return {**words, "base_rate_since": item.since, "reason": REASONS.get(item.key, "")}


def _by_question(grid: Array) -> Row:
    return {item.key: values for item, values in zip(QUESTIONS, grid, strict=True)}


class Judgement:
    """The forecasts of a protocol, judged. Grids are (question, horizon, origin), of the origins that are out of
    sample."""

    def __init__(self, key: str, kept: Kept, past: Past, truth: Array, references: Mapping[str, Array]) -> None:
        self.protocol, self.past, self.seed = PROTOCOLS[key], past, kept.seed
        self.by_arm = {arm.key: kept.of(key, arm.key) for arm in self.protocol.arms}
        self.forecasts = self.by_arm[FULL.key]
        self.fair = [day for day, item in self.forecasts.items() if not item.in_sample]
        columns = [DAYS.index(day) for day in self.fair]
        self.truth = truth[..., columns]
        self.arms = {arm: chances_of(found, self.fair) for arm, found in self.by_arm.items() if found}
        self.references = {name: chances[..., columns] for name, chances in references.items()}
        self.model = self.arms[FULL.key]

    def content(self) -> Row:
        """Everything that is told of it."""
        skills = self.skills()
        line = self.reliability()
        return {
            "key": self.protocol.key,
            "label": self.protocol.label,
            "words": self.protocol.words,
            "origins": list(self.forecasts),
            "in_sample": [day for day, item in self.forecasts.items() if item.in_sample],
            "fits": [
                {
                    "origin": day,
                    "until": item.until,
                    "last_observation": item.last_observation,
                    "draws": item.fit,
                    "command": item.command,
                }
                for day, item in self.forecasts.items()
            ],
            "lost": sum(item.lost for found in self.by_arm.values() for item in found.values()),
            "cells": int(np.isfinite(self.scored(log_score, self.model)).sum()),
            "chances": _by_question(chances_of(self.forecasts, DAYS)),
            "skills": skills,
            "ablations": self.ablations(),
            "reliability": line,
            "numbers": self.numbers(),
            "courses": self.courses(),
            "marks": self.marks(skills, line),
        }

    def scored(self, score: Callable[[Array, Array], Array], chances: Array) -> Array:
        """Scores where something was asked and forecast, else NaN."""
        there = np.isfinite(chances) & np.isfinite(self.truth)
        return np.where(there, score(np.where(there, chances, 0.5), np.where(there, self.truth, 0.0)), np.nan)

    def skills(self) -> list[Row]:
        """Skill against every reference: over all, by question and by horizon."""
        rows = []
        for name, score in SCORES.items():
            ours = self.scored(score, self.model)
            for item in REFERENCES:
                theirs = self.scored(score, self.references[item.key])
                rows += [{"score": name, "against": item.key, **row} for row in self._scopes(ours, theirs)]
        return rows

    def _scopes(self, ours: Array, theirs: Array) -> list[Row]:
        every, weeks = slice(None), [*HORIZONS]
        rows = [{"question": "all", "horizon": "all", **self.compared(ours, theirs, together=TOGETHER)}]
        for place, item in enumerate(QUESTIONS):
            one = slice(place, place + 1)
            rows.append({"question": item.key, "horizon": "all", **self.compared(ours[one], theirs[one])})
        for place, horizon in enumerate(weeks):
            one = slice(place, place + 1)
            rows.append({"question": "all", "horizon": horizon, **self.compared(ours[every, one], theirs[every, one])})
        return rows

    def compared(self, ours: Array, theirs: Array, together: int = 0) -> Row:
        """Mean scores and skill with its 90 % interval; with `together`, also by blocks of so many origins."""
        cells = int((np.isfinite(ours) & np.isfinite(theirs)).sum())
        if not cells:
            return {"cells": 0, "ours": None, "theirs": None, **_told(Interval(np.nan, np.nan, np.nan, np.nan))}
        once = np.ones((1, len(self.fair)))
        both = np.where(np.isfinite(theirs), ours, np.nan), np.where(np.isfinite(ours), theirs, np.nan)
        found = self.interval(lambda weights: skill(ours, theirs, weights))
        row = {"cells": cells, "ours": mean_score(both[0], once)[0], "theirs": mean_score(both[1], once)[0]}
        row |= _told(found)
        if together:
            row["in_blocks"] = _told(self.interval(lambda weights: skill(ours, theirs, weights), together))
        return row

    def interval(self, statistic: Callable[[Array], Array], together: int = 1) -> Interval:
        """A statistic of weights of origins with its interval; without one where there are too few origins."""
        if len(self.fair) < FEWEST_ORIGINS:
            return Interval(float(statistic(np.ones((1, len(self.fair))))[0]), np.nan, np.nan, np.nan)
        return interval(statistic, len(self.fair), self.seed, together)

    def ablations(self) -> list[Row]:
        """What the model gains by each of its ideas: its skill against itself without it."""
        rows = []
        for name, score in SCORES.items():
            ours = self.scored(score, self.model)
            for arm in ABLATIONS:
                if arm.key in self.arms:
                    theirs = self.scored(score, self.arms[arm.key])
                    rows.append(
                        {
                            "score": name,
                            "arm": arm.key,
                            "label": ARMS[arm.key].label,
                            "words": ARMS[arm.key].words,
                            **self.compared(ours, theirs, together=TOGETHER),
                        }
                    )
        return rows

    def reliability(self) -> Row:
        """Bins of what was said against what came, and how steeply the one rises with the other."""
        there = np.isfinite(self.model) & np.isfinite(self.truth)
        if not there.any():
            return {"bins": [], "slope": None}
        chance, came = self.model[there], self.truth[there]
        place = np.nonzero(there)[2]
        found = self.interval(lambda weights: slope(chance, came, weights[:, place]))
        bins = [item._asdict() for item in reliability(chance, came)]
        return {"bins": bins, "slope": found.value, "low": found.low, "high": found.high}

    def numbers(self) -> list[Row]:
        """CRPS of every series against references that need no model."""
        rows = []
        for place, series in enumerate(SERIES):
            ours = self._crps(series.key)
            for against in ENSEMBLES:
                theirs = self._reference_crps(place, against)
                compared = self.compared(ours[np.newaxis], theirs[np.newaxis])
                rows.append({"series": series.key, "against": against, **compared})
        return rows

    def _crps(self, series: str) -> Array:
        found = [self.forecasts[day].readings[series] for day in self.fair]
        rows = [[item.crps if item is not None else np.nan for item in readings] for readings in found]
        return np.array(rows, dtype=np.float64).reshape(len(self.fair), len(HORIZONS)).T

    def _reference_crps(self, place: int, against: str) -> Array:
        grid = np.full((len(HORIZONS), len(self.fair)), np.nan)
        series = SERIES[place]
        for column, day in enumerate(self.fair):
            known = series.observed(self.past.before(day))
            for row, weeks in enumerate(HORIZONS):
                target = series.reading(self.past, day, weeks)
                members = ENSEMBLES[against](known, target) if target is not None else None
                if target is not None and members is not None:
                    grid[row, column] = crps(members, target.value)
        return grid

    def courses(self) -> list[Row]:
        """Forecasts of numbers beside what was observed."""
        return [
            {
                "series": series.key,
                "origin": day,
                "horizon": weeks,
                "in_sample": item.in_sample,
                "observed": found.observed,
                "low": found.low,
                "middle": found.middle,
                "high": found.high,
            }
            for series in SERIES
            for day, item in self.forecasts.items()
            for weeks, found in zip(HORIZONS, item.readings[series.key], strict=True)
            if found is not None
        ]

    def marks(self, skills: list[Row], line: Row) -> list[Row]:
        """The pass marks, set before anything was run: what is asked, what came, and whether it passed."""
        better = _row(skills, "all", "climatology")["better"]
        words = f"Better than climatology on the log score over all questions, with probability above {SURE:g}"
        marks = [self._mark(words, better, lambda value: value > SURE)]
        for key in AS_GOOD:
            label = next(item.label for item in QUESTIONS if item.key == key)
            words = f"Not worse than persistence on the log score: {label.lower()}"
            marks.append(self._mark(words, _row(skills, key, "persistence")["skill"], lambda value: value >= 0.0))
        words = f"Slope of reliability between {SLOPES[0]:g} and {SLOPES[1]:g}"
        marks.append(self._mark(words, line["slope"], lambda value: SLOPES[0] <= value <= SLOPES[1]))
        low, high = BRINK_RANGE
        words = f"Chance in October 2019 that the pact lapses within 13 weeks between {low:g} and {high:g}"
        marks.append(self._mark(words, self._brink(), lambda value: low <= value <= high))
        return marks

    def _mark(self, words: str, value: float | None, passes: Callable[[float], bool]) -> Row:
        """A pass mark; None for `passed` where there is too little to judge."""
        judged_by = value if value is not None and len(self.fair) >= FEWEST_ORIGINS else np.nan
        return {"words": words, "value": value, "passed": passes(judged_by) if np.isfinite(judged_by) else None}

    def _brink(self) -> float | None:
        item = self.forecasts.get(BRINK)
        return item.chances[BRINK_QUESTION][0] if item is not None else None


def chances_of(forecasts: Mapping[date, Forecast], days: Sequence[date]) -> Array:
    """Chances as a grid (question, horizon, origin) over some origins, NaN where nothing was forecast."""
    nothing = (np.nan,) * len(HORIZONS)
    by_day = [
        [forecasts[day].chances[item.key] if day in forecasts else nothing for item in QUESTIONS] for day in days
    ]
    grid = np.array(by_day, dtype=np.float64).reshape(len(days), len(QUESTIONS), len(HORIZONS))
    return grid.transpose(1, 2, 0)


def _told(found: Interval) -> Row:
    return {"skill": found.value, "low": found.low, "high": found.high, "better": found.above}


def _row(rows: list[Row], question: str, against: str) -> Row:
    return next(
        row
        for row in rows
        if (row["score"], row["question"], row["horizon"], row["against"]) == ("log", question, "all", against)
    )
