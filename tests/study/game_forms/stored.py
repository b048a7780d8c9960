"""Games of a week as plain numbers in a file, and back."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.decision.equilibrium import Ally, Game, Mediator, Player
from sim.study.game_form.agents import Agent, everyone, normal_form, players_among
from sim.study.game_form.normal_form import NormalForm

FIGURES = 9  # a game is stored, and solved by both, with so many figures


def stored_game(game: Game) -> dict[str, Any]:
    """The game of one world as lists of numbers, rounded to FIGURES."""
    return {name: _stored(player) for name, player in zip(("seoul", "tokyo", "washington"), game.players, strict=True)}


def _stored(player: Player) -> dict[str, Any]:
    numbers = {name: _rounded(getattr(player, name)) for name in ("features", "listen", "base", "doors")}
    return {**numbers, "answers": [_rounded(answer) for answer in player.answers]}


def _rounded(values: np.ndarray[Any, Any]) -> Any:
    flat = [float(f"{value:.{FIGURES}g}") for value in values.ravel()]
    return np.reshape(flat, values.shape).tolist()


def game_of(stored: dict[str, Any], dtype: type = np.float64) -> Game:
    """The game of one world from what was stored."""
    kinds = (Ally, Ally, Mediator)
    return Game(*(_player(kind, one, dtype) for kind, one in zip(kinds, stored.values(), strict=True)))  # type: ignore


def _player(kind: type[Player], stored: dict[str, Any], dtype: type) -> Player:
    numbers = (np.array(stored[name], dtype=dtype) for name in ("features", "listen", "base", "doors"))
    return kind(*numbers, tuple(np.array(answer, dtype=dtype) for answer in stored["answers"]))


def form_of(game: Game, levers: list[list[str]]) -> tuple[NormalForm, list[Agent]]:
    """A stored game, in which every lever may be pulled, as a normal form, and its players."""
    agents = everyone(game, [np.ones(len(names), dtype=bool) for names in levers])
    return normal_form(game, agents, levers), players_among(agents)


def in_single(game: Game) -> Game:
    """The game in single precision, as runs have it."""
    return game_of(stored_game(game), np.float32)
