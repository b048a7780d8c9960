"""References are learned from an origin's past alone, by hand-worked rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from scipy.stats import poisson

from sim.data.archive import EvidenceError
from sim.study.hindcast.origins import HORIZONS, origins
from sim.study.hindcast.past import Past, whole_past
from sim.study.hindcast.questions import QUESTIONS, Question
from sim.study.hindcast.readings import Reading
from sim.study.hindcast.references import (
    REFERENCES,
    climatology,
    constant_hazard,
    last_value,
    past_values,
    persistence,
)

BEGIN = date(2018, 1, 1)
ORIGIN = date(2018, 12, 31)  # 52 weeks later


@pytest.fixture
def known() -> Past:
    return whole_past().before(ORIGIN)


def happening(*days: date, least: int = 1) -> Question:
    """A question whose days are told, asked since 1 January 2018."""
    return replace(QUESTIONS[0], days=lambda past: days, since=BEGIN, least=least)


def test_climatology_by_hand(known: Past) -> None:
    # Four windows of 13 weeks, one with the event: (1 + 1/2) / (4 + 1)
    assert climatology(happening(date(2018, 5, 1)), known, ORIGIN, 13) == pytest.approx(1.5 / 5)
    # No window of 52 weeks since July: nothing is known, and 1/2 is said
    late = replace(happening(), since=date(2018, 7, 1))
    assert climatology(late, known, ORIGIN, 52) == 0.5
    # Two events in the same window are not two windows; and two are asked for at least
    twice = happening(date(2018, 5, 1), date(2018, 5, 8), least=2)
    assert climatology(twice, known, ORIGIN, 13) == pytest.approx(1.5 / 5)


def test_persistence_by_hand(known: Past) -> None:
    # Windows of 13 weeks, the latest first: yes, no, no, no. One change in three pairs: wrong (1 + 1/2) / (3 + 1).
    assert persistence(happening(date(2018, 12, 1)), known, ORIGIN, 13) == pytest.approx(1 - 1.5 / 4)
    # no, no, no, yes
    assert persistence(happening(date(2018, 2, 1)), known, ORIGIN, 13) == pytest.approx(1.5 / 4)


def test_constant_hazard_by_hand(known: Past) -> None:
    # One event in 52 weeks: a gamma rate of shape 1.5; P(none in 13 weeks) = (52 / 65) ^ 1.5
    found = constant_hazard(happening(date(2018, 5, 1)), known, ORIGIN, 13)
    assert found == pytest.approx(1 - (52 / 65) ** 1.5)
    # With very many events the rate is known and the count is Poisson: 520 in 52 weeks, 10 a week
    many = happening(*[date(2018, 5, 1)] * 520, least=12)
    assert constant_hazard(many, known, ORIGIN, 1) == pytest.approx(poisson.sf(11, 10.0), abs=0.01)


def test_launches_of_years_before_are_spread_over_their_year() -> None:
    question = next(item for item in QUESTIONS if item.key == "q10_four_launches")
    day = date(2018, 1, 1)
    # 2012 to 2017 had 2, 3, 11, 7, 16 and 15 launch days: four of the years have four or more in 52 weeks.
    assert climatology(question, whole_past().before(day), day, 52) == pytest.approx(4.5 / 7)


def test_no_reference_reads_on() -> None:
    """What is said on an origin is the same whether the archive goes on or not, and an archive that ends cannot give
    what came later."""
    for day in (origins()[2], origins()[9]):
        known = whole_past().before(day)
        for question in QUESTIONS:
            for item in REFERENCES:
                for weeks in HORIZONS:
                    chance = item.chance(question, known, day, weeks)
                    assert 0.0 < chance <= 1.0
                    assert chance == item.chance(question, whole_past(), day, weeks), (question.key, item.key, day)
    with pytest.raises(EvidenceError):
        climatology(QUESTIONS[0], whole_past().before(origins()[2]), origins()[3], 13)


def test_ensembles_of_numbers_by_hand() -> None:
    days = [date(2018, 1, 31), date(2018, 2, 4), date(2018, 2, 13)]
    readings = tuple(Reading(day, day, value) for day, value in zip(days, (40.0, 44.0, 41.0), strict=True))
    target = Reading(date(2018, 3, 10), date(2018, 3, 10), 50.0)
    assert np.array_equal(np.sort(past_values(readings, target)), [40.0, 41.0, 44.0])
    # Steps +4 in 4 days and -3 in 9 days: 2 and -1 a root of a day; 25 days ahead: 5 times, both ways.
    assert np.sort(last_value(readings, target)) == pytest.approx([31.0, 36.0, 46.0, 51.0])
    assert last_value(readings[:2], target) is None
