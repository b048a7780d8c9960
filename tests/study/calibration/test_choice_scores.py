"""How well moves were foretold: rules without strategy by hand, and the account of a fit."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from sim.data.archive import archive
from sim.kernel.plain import to_json
from sim.report.charts.save import svg
from sim.report.document import Chart, Table
from sim.report.evidence.choice import choice_sections
from sim.study.calibration.choice.account import account_of
from sim.study.calibration.choice.likelihood import FLOOR
from sim.study.calibration.choice.prior import BLOCK
from sim.study.calibration.choice.sampler import TINY, Choice, ChoiceSize, sample_choice
from sim.study.calibration.choice.scores import (
    Hindsight,
    any_lever,
    constant_activity,
    constant_hazard,
    hindsight,
)
from sim.study.calibration.choice.truths import ranks

UNTIL = date(2019, 3, 20)


def seen(allowed: list[list[int]]) -> Hindsight:
    """One government with three levers, hold first."""
    return Hindsight(("hold", "one", "two"), np.array([0]), np.full((3, 3), 1.0 / 3.0), np.array(allowed) > 0)


ALWAYS = [[1, 1, 1]] * 3
MOVES = np.array([[0], [1], [1]])


def test_a_constant_hazard_counts_what_was_done_before() -> None:
    """Hold, one, one. Every lever begins with a half: 0.5/1.5, then 0.5/2.5, then 1.5/3.5."""
    found = np.exp(constant_hazard(MOVES, seen(ALWAYS)))[:, 0]
    np.testing.assert_allclose(found, [0.5 / 1.5, 0.5 / 2.5, 1.5 / 3.5])


def test_a_constant_activity_counts_only_that_something_was_done() -> None:
    """Hold and move begin with a half each: 0.5/1; then 0.5/2, shared by two levers; then 1.5/3, shared by two."""
    found = np.exp(constant_activity(MOVES, seen(ALWAYS)))[:, 0]
    np.testing.assert_allclose(found, [0.5, 0.25 / 2, 0.5 / 2])


def test_forbidden_levers_are_left_out_and_a_forbidden_move_has_the_floor() -> None:
    """In week 2 lever two is forbidden, in week 3 lever one, which is pulled all the same."""
    world = seen([[1, 1, 1], [1, 1, 0], [1, 0, 1]])
    np.testing.assert_allclose(np.exp(any_lever(MOVES, world))[:, 0], [1 / 3, 1 / 2, FLOOR])
    np.testing.assert_allclose(np.exp(constant_hazard(MOVES, world))[:, 0], [0.5 / 1.5, 0.5 / 2.0, FLOOR])
    np.testing.assert_allclose(np.exp(constant_activity(MOVES, world))[:, 0], [0.5, 0.25, FLOOR])
    np.testing.assert_array_equal(world.permitted(MOVES)[:, 0], [True, True, False])


@pytest.fixture(scope="module")
def choice() -> Choice:
    return sample_choice(archive().before(UNTIL), {}, seed=7, size=TINY)


@pytest.fixture(scope="module")
def content(choice: Choice) -> dict[str, Any]:
    tiny = ChoiceSize(8, 1, 0, 1)
    return account_of(choice, archive().before(UNTIL), {}, size=tiny, ranks=ranks(2, 3, size=tiny, weeks=6))


def test_in_hindsight_all_levers_of_a_government_add_up_to_one(choice: Choice) -> None:
    found = hindsight(choice, {})
    for levers in np.split(np.arange(len(found.levers)), found.first_rows[1:]):
        np.testing.assert_allclose(found.chances[:, levers].sum(axis=1), 1.0, rtol=1e-5)
    assert (found.chances[~found.allowed] < 1e-6).all()
    assert found.allowed[:, found.first_rows].all()


def test_the_account_counts_every_move_and_every_bit(choice: Choice, content: dict[str, Any]) -> None:
    assert [move["lever"] for move in content["moves"]] == [
        "tokyo.treaty_arbitration",
        "tokyo.threaten_all_options",
        "washington.dprk_summitry",
    ]
    fitted = content["scores"][0]
    np.testing.assert_allclose(fitted["all"], -choice.foretold.sum() / np.log(2.0))
    np.testing.assert_allclose(fitted["all"], fitted["moves"] + fitted["holds"])
    np.testing.assert_allclose(fitted["all"], fitted["seoul"] + fitted["tokyo"] + fitted["washington"])
    assert len(content["weekly"]) == content["weeks"] == choice.coded.clock.weeks
    assert content["truths"]["count"] == 2
    assert np.array(content["truths"]["ranks"]).shape == (2, len(BLOCK))
    assert "NaN" not in to_json(content)


def test_the_account_is_told_in_words_tables_and_charts(content: dict[str, Any]) -> None:
    sections = choice_sections(content)
    words = " ".join(sentence for section in sections for sentence in section.sentences)
    assert "3 moves of the three capitals are coded in the 20 weeks" in words
    assert "not identified" in str(content["weights"])
    assert "the range that was thought possible before" in words
    items = [item for section in sections for item in section.items]
    for chart in (item for item in items if isinstance(item, Chart)):
        assert svg(chart.spec).startswith("<svg")
    for table in (item for item in items if isinstance(item, Table)):
        assert all(len(row) == len(table.columns) for row in table.rows), table.name


def test_without_any_move_there_is_something_to_say() -> None:
    early = archive().before(date(2018, 12, 1))
    tiny = ChoiceSize(8, 1, 0, 1)
    found = sample_choice(early, {}, seed=7, size=tiny)
    sections = choice_sections(account_of(found, early, {}, size=tiny))
    assert "0 moves" in sections[0].sentences[0]
