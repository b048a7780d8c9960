"""A Korean court awards damages in a new forced-labour case."""

from __future__ import annotations

import numpy as np

from sim.kernel.records import ALLIES, Shock
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.shocks.incidents import anger, incident_size

SOURCE = "002_88698e6e37e21d87.txt; timeline 2018-10-30 and 2018-11-29"


def happen(week: Week, size: Array | float, option: str | None = None) -> None:
    """The ruling is news this week, and Tokyo is angry. `size` is a number, (1,) or (world,)."""
    np.maximum(week.state.court_flash, size, out=week.state.court_flash)
    anger(week, size, ALLIES.index("tokyo"))


SHOCK = Shock(
    key="court_ruling",
    label="Court ruling",
    sentence="A Korean court orders another Japanese firm to pay victims of wartime forced labour.",
    size=incident_size("court_ruling", "Gravity", 0.4, SOURCE),
    source=SOURCE,
    moves=("court_flash", "hostility", "hard_line"),
    apply=happen,
    historic=("2018-10-30", "2018-11-29", "2023-12-21"),
)
