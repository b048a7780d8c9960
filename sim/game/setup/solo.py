"""One person alone plays one capital against the model's own governments."""

from __future__ import annotations

from dataclasses import replace

from sim.game.setup.errors import SetupError
from sim.game.setup.records import PHASES, Setup
from sim.kernel.errors import near_matches
from sim.kernel.records import CAPITALS


def solo_game(capital: str, setup: Setup) -> Setup:
    """The same game with one capital in human hands and agents in the others, without timers and without a white cell.

    Raises SetupError for what is no capital.
    """
    if capital not in CAPITALS:
        near = near_matches(capital, CAPITALS) or f" Choose one of: {', '.join(CAPITALS)}."
        raise SetupError(f"'{capital}' is no capital that one can play.{near}")
    teams = {name: replace(team, hand="human" if name == capital else "agent") for name, team in setup.teams.items()}
    return replace(
        setup,
        teams=teams,
        minutes=dict.fromkeys(PHASES, 0.0),
        options=replace(setup.options, adjudicated=False),
    )
