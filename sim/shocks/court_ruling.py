"""A Korean court awards damages in a new forced-labour case."""

from __future__ import annotations

from sim.kernel.records import ALLIES, Shock
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.shocks.incidents import hurt, incident_size

SOURCE = "002_88698e6e37e21d87.txt; timeline 2018-10-30 and 2018-11-29"


def happen(week: Week, size: Array | float, option: str | None = None) -> None:
    """Tokyo is hurt. `size` is a number, (1,) or (world,)."""
    hurt(week, size, ALLIES.index("tokyo"))


SHOCK = Shock(
    key="court_ruling",
    label="Court ruling",
    sentence="A Korean court orders another Japanese firm to pay victims of wartime forced labour.",
    size=incident_size("court_ruling", "Gravity", 0.7, SOURCE),
    source=SOURCE,
    moves=("grievance", "hostility", "hard_line", "salience"),
    apply=happen,
    historic=("2018-10-30", "2018-11-29", "2023-12-21"),
)
