"""Which levers the capitals pulled, in how many worlds, and when: read off a finished run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS, Lever
from sim.kernel.state import Array

if TYPE_CHECKING:
    from sim.results import Results


@dataclass(frozen=True, slots=True)
class LeverUse:
    """How a lever was used. `share` of worlds that ever pulled it (None where a streamed run did not keep its
    worlds), `times` it was pulled in an average world, and the middle `first` date over the worlds that pulled it."""

    lever: Lever
    share: float | None
    times: float
    first: date


def levers_by_capital(results: Results) -> dict[str, tuple[Lever, ...]]:
    """Each capital's levers in the order of their index in the recorded moves: the catalogue's, then the scenario's."""
    own = results.scenario.custom_levers
    return {
        capital: (*catalogue().levers_of(capital), *(lever for lever in own if lever.owner == capital))
        for capital in CAPITALS
    }


def lever_use(results: Results, capital: str) -> list[LeverUse]:
    """A capital's levers that were pulled in some world, most used first; holding is left out."""
    uses = []
    for index, lever in enumerate(levers_by_capital(results)[capital]):
        weekly = results.pulls.get(lever.key)
        if lever.is_hold or weekly is None or not np.any(weekly > 0):
            continue
        moves = results.series.get(f"move.{capital}")
        values = None if moves is None else moves.values
        if values is None:
            share, week = None, _middle_pull(weekly)
        else:
            share, week = _first_pulls(np.rint(values) == index, weekly)
        uses.append(LeverUse(lever, share, float(weekly.sum()), results.clock.first_day(week)))
    return sorted(uses, key=lambda use: (-(use.share if use.share is not None else use.times), use.first))


def _first_pulls(pulled: NDArray[np.bool_], weekly: Array) -> tuple[float, int]:
    """Share of worlds that ever pulled it and the median of their first weeks; `pulled` is (week, world).

    The record notes one lever a week. Where two were forced in the same week, the weekly shares know of the second.
    """
    ever = pulled.any(axis=0)
    share = float(max(ever.mean(), weekly.max()))
    if not ever.any():
        return share, _middle_pull(weekly)
    return share, int(np.median(pulled.argmax(axis=0)[ever]))


def _middle_pull(weekly: Array) -> int:
    """The week by which half of all pulls had been made."""
    total = np.cumsum(weekly)
    return int(np.searchsorted(total, total[-1] / 2))
