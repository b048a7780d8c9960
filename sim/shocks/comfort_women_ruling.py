"""A Korean court orders the Japanese state to pay former comfort women."""

from __future__ import annotations

from sim.kernel.records import ALLIES, Shock
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.shocks.incidents import hurt, incident_size

SOURCE = "004_23131a2df6d52d71.txt; timeline 2021-01-08 and 2023-11-23"


def happen(week: Week, size: Array | float, option: str | None = None) -> None:
    """Tokyo is hurt. `size` is a number, (1,) or (world,)."""
    hurt(week, size, ALLIES.index("tokyo"))


SHOCK = Shock(
    key="comfort_women_ruling",
    label="Comfort-women ruling",
    sentence="A Korean court orders the Japanese state itself to pay women forced into its wartime brothels.",
    size=incident_size("comfort_women_ruling", "Gravity", 0.5, SOURCE),
    source=SOURCE,
    moves=("grievance", "hostility", "hard_line", "salience"),
    apply=happen,
    historic=("2021-01-08", "2023-11-23"),
)
