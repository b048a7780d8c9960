"""One person plays one capital against agents."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.game.setup.errors import SetupError
from sim.game.setup.read import read_room_text
from sim.game.setup.records import Setup
from sim.game.setup.solo import solo_game
from sim.kernel.records import CAPITALS
from tests.game.setup.written import SHORT
from tests.game.strategies import setups


@settings(max_examples=6)
@given(setups(), st.sampled_from(CAPITALS))
def test_alone_there_are_no_other_people_no_timers_and_no_white_cell(setup: Setup, capital: str) -> None:
    alone = solo_game(capital, setup)
    assert [name for name, team in alone.teams.items() if team.hand == "human"] == [capital]
    assert {team.hand for name, team in alone.teams.items() if name != capital} == {"agent"}
    assert not any(alone.minutes.values())
    assert not alone.options.adjudicated
    # Nothing else has changed.
    teams = {name: replace(team, hand=setup.teams[name].hand) for name, team in alone.teams.items()}
    assert replace(alone, teams=teams, minutes=setup.minutes, options=setup.options) == setup


def test_what_is_no_capital_cannot_be_played() -> None:
    setup = read_room_text(SHORT, "room.yaml")[0]
    with pytest.raises(SetupError, match="Did you mean tokyo"):
        solo_game("tokio", setup)
    with pytest.raises(SetupError, match="seoul, tokyo, washington"):
        solo_game("paris", setup)
