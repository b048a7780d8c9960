"""A Korean warship points its fire-control radar at a Japanese aircraft, or so Tokyo says."""

from __future__ import annotations

from sim.kernel.records import ALLIES, Shock
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.shocks.incidents import hurt, incident_size

SOURCE = "timeline 2018-12-20 and 2018-12-28"


def happen(week: Week, size: Array | float, option: str | None = None) -> None:
    """Tokyo is hurt. `size` is a number, (1,) or (world,)."""
    hurt(week, size, ALLIES.index("tokyo"))


SHOCK = Shock(
    key="radar_lock_on",
    label="Radar lock-on",
    sentence="Tokyo says that a Korean warship aimed its fire-control radar at a Japanese aircraft; Seoul denies it.",
    size=incident_size("radar_lock_on", "Gravity", 0.5, SOURCE),
    source=SOURCE,
    moves=("grievance", "hostility", "hard_line", "salience"),
    apply=happen,
    historic=("2018-12-20",),
)
