"""When one of Washington's levers is the answer, and when none is: worked by hand on small tables of values."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import numpy as np

from sim.study.choice.choose import Choice
from sim.study.choice.regret import regrets
from sim.study.claims.dominance import no_dominant_lever


def choice(values: list[list[float]]) -> Choice:
    """Two alternatives, worth so much in each state under every luck, (alternative, state)."""
    table = np.repeat(np.array(values)[:, :, np.newaxis], 4, axis=2)
    names = (SimpleNamespace(label="Hold"), SimpleNamespace(label="Visit"))
    return cast(Choice, SimpleNamespace(values=table, alternatives=names, regrets=regrets(table)))


def test_a_lever_that_is_best_in_three_states_of_four_dominates() -> None:
    found = no_dominant_lever(choice([[0, 0, 0, 1], [1, 1, 1, 0]]))
    assert not found.holds
    assert "Visit is best most often, in 75% of 4 states" in found.seen


def test_two_levers_that_share_the_states_leave_regret_either_way() -> None:
    """Each loses 1 point in half of the states: 0.5 on average, whichever is taken."""
    found = no_dominant_lever(choice([[0, 0, 1, 1], [1, 1, 0, 0]]))
    assert found.holds
    assert "by 0.50 points" in found.seen


def test_a_lever_that_never_loses_dominates_though_another_is_as_good() -> None:
    """Equal everywhere: the first is called best in all states and regretted nowhere."""
    assert not no_dominant_lever(choice([[1, 1, 1, 1], [1, 1, 1, 1]])).holds
