"""A Korean court orders the Japanese state to pay former comfort women."""

from __future__ import annotations

import numpy as np

from sim.kernel.records import ALLIES, Shock
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.shocks.incidents import anger, incident_size

SOURCE = "004_23131a2df6d52d71.txt; timeline 2021-01-08 and 2023-11-23"


def happen(week: Week, size: Array | float, option: str | None = None) -> None:
    """The ruling is news this week, and Tokyo is angry. `size` is a number, (1,) or (world,)."""
    np.maximum(week.state.court_flash, size, out=week.state.court_flash)
    anger(week, size, ALLIES.index("tokyo"))


SHOCK = Shock(
    key="comfort_women_ruling",
    label="Comfort-women ruling",
    sentence="A Korean court orders the Japanese state itself to pay women forced into its wartime brothels.",
    size=incident_size("comfort_women_ruling", "Gravity", 0.35, SOURCE),
    source=SOURCE,
    moves=("court_flash", "hostility", "hard_line"),
    apply=happen,
    historic=("2021-01-08", "2023-11-23"),
)
