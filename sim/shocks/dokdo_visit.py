"""A Korean leader sets foot on the disputed islands."""

from __future__ import annotations

from sim.kernel.records import ALLIES, Shock
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.shocks.incidents import hurt, incident_size

SOURCE = "004_23131a2df6d52d71.txt (Liancourt Rocks); timeline 2012-08-10 and 2021-11-17"


def happen(week: Week, size: Array | float, option: str | None = None) -> None:
    """Tokyo is hurt. `size` is a number, (1,) or (world,)."""
    hurt(week, size, ALLIES.index("tokyo"))


SHOCK = Shock(
    key="dokdo_visit",
    label="Dokdo visit",
    sentence="A prominent Korean visits the Dokdo/Takeshima islands, which both countries claim.",
    size=incident_size("dokdo_visit", "Gravity", 0.5, SOURCE),
    source=SOURCE,
    moves=("grievance", "hostility", "hard_line", "salience"),
    apply=happen,
    historic=("2012-08-10", "2021-11-16"),
)
