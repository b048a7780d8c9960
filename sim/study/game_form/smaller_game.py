"""A week's game made smaller and sharper: one world of it, in double precision, with fewer levers or known types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from sim.decision.equilibrium import HEARD, Game, Player
from sim.kernel.state import Array

NEGLIGIBLE = 1e-9  # a type or a door less likely than this is expected by nobody
Kind = TypeVar("Kind", bound=Player)


def in_double(game: Game, world: int) -> Game:
    """The game of one world, W = 1, with the very numbers that the run had, in double precision."""
    one = game.select(np.array([world]))
    return Game(_in_double(one.seoul), _in_double(one.tokyo), _in_double(one.washington))


def _in_double(player: Kind) -> Kind:
    return type(player)(
        _cast(player.features),
        _cast(player.listen),
        _cast(player.base),
        _cast(player.doors),
        tuple(map(_cast, player.answers)),
    )


def _cast(values: Array) -> Array:
    return np.asarray(values, dtype=np.float64)


def with_levers(game: Game, kept: Sequence[Sequence[int]]) -> Game:
    """The game in which each government has only these rows of its levers, hold among them."""
    return Game(
        _with_levers(game.seoul, kept[0]), _with_levers(game.tokyo, kept[1]), _with_levers(game.washington, kept[2])
    )


def _with_levers(player: Kind, kept: Sequence[int]) -> Kind:
    rows = list(kept)
    listen = np.ascontiguousarray(player.listen[:, rows])
    return type(player)(player.features[rows], listen, player.base[rows], player.doors, player.answers)


def with_doors(game: Game, doors: Sequence[Array]) -> Game:
    """The game with other chances that doors open times beliefs, (door, type, W) by government."""
    players = zip(game.players, doors, strict=True)
    return Game(*(_with_doors(player, open_) for player, open_ in players))  # type: ignore[arg-type]


def _with_doors(player: Kind, doors: Array) -> Kind:
    return type(player)(player.features, player.listen, player.base, doors, player.answers)


def without_the_negligible(game: Game) -> Game:
    """The game in which what is next to impossible is impossible: types that nobody believes in, doors that stay
    shut."""
    return with_doors(game, [np.where(player.doors > NEGLIGIBLE, player.doors, 0.0) for player in game.players])


def with_known_types(game: Game, high: Sequence[bool]) -> Game:
    """The game as if everybody knew each other's type: whether each government's is the high one."""
    doors = []
    for player, is_high in zip(game.players, high, strict=True):
        known = np.zeros_like(player.doors)
        known[:, int(is_high)] = player.doors.sum(axis=1)
        doors.append(known)
    return with_doors(game, doors)


def routine_rows(player: Player) -> Array:
    """Which levers pass through the routine door, (L,)."""
    return np.asarray(player.listen[1 + HEARD] > 0.0)


def heard_features(player: Player) -> Array:
    """What the others hear of each lever, (HEARD, L)."""
    return np.asarray(player.listen[1 : 1 + HEARD])
