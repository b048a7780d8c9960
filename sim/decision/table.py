"""The levers of a capital as matrices: features, costs, doors, parts and cooldowns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.kernel.records import Lever, Tempo, channels_of

HEARD_CHANNELS = {
    "seoul": ("escalation", "concession", "security_damage"),
    "tokyo": ("escalation", "concession", "pressure"),
    "washington": ("mediation", "pressure_seoul", "pressure_tokyo"),
}
INTERPLAY_CHANNELS = {
    "seoul": ("escalation", "concession", "security_damage", "pressure"),
    "tokyo": ("escalation", "concession", "security_damage", "pressure"),
    "washington": ("mediation", "pressure_seoul", "pressure_tokyo"),
}
PACT_LEVERS = ("gsomia_notice", "gsomia_suspend_notice", "gsomia_terminate", "gsomia_normalise")


class LeverTable:
    """Constant matrices for one capital; row order is the order of `levers`, hold first."""

    def __init__(self, capital: str, levers: Sequence[Lever], dtype: np.dtype[Any]) -> None:
        self.capital = capital
        self.levers = tuple(levers)
        self.rows = {lever.name: row for row, lever in enumerate(self.levers)}
        channels = channels_of(capital)
        self.features = np.array(
            [[lever.features.get(channel, 0.0) for channel in channels] for lever in self.levers], dtype=dtype
        )
        self.cost = np.array([[lever.political_cost] for lever in self.levers], dtype=dtype)
        self.cooldown = np.array([[float(lever.cooldown)] for lever in self.levers], dtype=dtype)
        structural = np.array([lever.tempo is Tempo.STRUCTURAL for lever in self.levers])
        self.routine = (~structural).astype(dtype)
        self.interplay = np.ascontiguousarray(
            self.features[:, [channels.index(channel) for channel in INTERPLAY_CHANNELS[capital]]]
        )
        heard = self.features[:, [channels.index(channel) for channel in HEARD_CHANNELS[capital]]].T
        listen = np.vstack((np.ones(len(self.levers), dtype=dtype), heard))
        self.listen = np.ascontiguousarray(np.vstack((listen, listen * self.routine)), dtype=dtype)
        self.public = np.array([0.0 if lever.sealed else 1.0 for lever in self.levers], dtype=dtype)
        self.with_appeal = [(row, lever) for row, lever in enumerate(self.levers) if lever.has_appeal]
        self.pact_rows = self._pact_rows()

    def _pact_rows(self) -> slice:
        """The levers about the pact, which follow each other in the order of codes; empty where there are none."""
        found = [self.rows[name] for name in PACT_LEVERS if name in self.rows]
        return slice(found[0], found[-1] + 1) if found else slice(0, 0)

    @property
    def parts(self) -> list[tuple[int, str]]:
        """(lever row, part key) of every part, in order."""
        return [(row, part.key) for row, lever in enumerate(self.levers) for part in lever.parts]
