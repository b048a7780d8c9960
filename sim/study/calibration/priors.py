"""What was thought possible before looking at the data: a range for each parameter, all of it alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sim.kernel.catalogue import catalogue
from sim.kernel.state import Array


@dataclass(frozen=True, slots=True)
class Prior:
    """A parameter that may lie anywhere between `low` and `high`, in the parameter's own unit."""

    key: str
    low: float
    high: float


def declared(keys: Iterable[str]) -> tuple[Prior, ...]:
    """The declared range of each parameter. It was set wide, and not around what came out later."""
    known = catalogue().parameters
    return tuple(Prior(key, known[key].low, known[key].high) for key in keys)


def values_at(priors: Sequence[Prior], shares: Array) -> Mapping[str, Array]:
    """The values that lie so far into their ranges: shares from 0 to 1, (point, parameter), as (point,) by key."""
    return {prior.key: prior.low + (prior.high - prior.low) * shares[:, column] for column, prior in enumerate(priors)}
