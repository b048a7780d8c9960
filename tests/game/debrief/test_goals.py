"""Objectives: met or not, whose doing it was, and the points."""

from __future__ import annotations

import pytest

from sim.game.debrief.goals import AS_PLAYED, BAD_LUCK, GOOD_LUCK, OPEN, points, verdict
from tests.game.played import FEW, debriefed, played


@pytest.mark.parametrize(
    ("met", "chance", "found"),
    [
        (True, 0.8, AS_PLAYED),
        (False, 0.8, BAD_LUCK),
        (True, 0.2, GOOD_LUCK),
        (False, 0.2, AS_PLAYED),
        (True, 0.5, OPEN),
        (False, 0.5, OPEN),
        (True, 0.75, AS_PLAYED),
        (True, 0.25, GOOD_LUCK),
    ],
)
def test_judgement_or_luck(met: bool, chance: float, found: str) -> None:
    assert verdict(met, chance) == found


def test_objectives_of_the_played_game() -> None:
    found = {goal.objective.key: goal for goal in debriefed().goals}
    assert {key: goal.met for key, goal in found.items()} == {
        "kept": True,
        "quiet": False,
        "calm": True,
        "hands": False,
    }
    assert found["quiet"].chances == (0.0, 0.0, 0.0)
    assert found["quiet"].history == 0.0
    hands = found["hands"]
    assert 0.0 < hands.chances[0] < 1.0
    assert all(round(chance * FEW, 6) == round(chance * FEW) for chance in hands.chances)
    assert found["kept"].reasons == ((1, "Show them, says 민수"), (2, "Talk first"))


def test_points_by_team() -> None:
    assert points(debriefed().goals) == {"seoul": (3.0, 3.0), "tokyo": (2.0, 6.0), "washington": (0, 5.0)}


def test_values_are_those_of_the_last_report() -> None:
    outcomes = played()[0].last_report["outcomes"]
    assert all(goal.value == outcomes[goal.objective.outcome] for goal in debriefed().goals)
