"""Who decides when, and what is forced: the scenario as the decision rule sees it."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from sim.kernel.records import Lever
from sim.kernel.state import Array


@dataclass(frozen=True, slots=True)
class Order:
    """A lever that is forced in one week: its key and the dose of each part, of shape () or (world,)."""

    lever: str
    doses: Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class CapitalPlan:
    """One capital: its levers (hold first, the scenario's `added` own ones last), the weeks in which it is `free` to
    decide for itself, its bans and orders by week, and the keys of standing measures that are lifted by week."""

    capital: str
    levers: tuple[Lever, ...]
    free: Container[int]
    added: int = 0
    banned: frozenset[str] = frozenset()
    orders: Mapping[int, Sequence[Order]] = field(default_factory=dict)
    lifts: Mapping[int, Sequence[str]] = field(default_factory=dict)

    def decides(self, week: int) -> bool:
        """Whether its own agent decides in a week, besides what is forced."""
        return week in self.free


@dataclass(frozen=True, slots=True)
class Plan:
    """The three capitals in the order of CAPITALS, and how they reason.

    `mode` is `equilibrium` (all anticipate all), `level_k` (each reasons `level` steps deep) or `independent`
    (nobody anticipates anybody).
    """

    capitals: tuple[CapitalPlan, ...]
    mode: str = "equilibrium"
    level: int = 2
