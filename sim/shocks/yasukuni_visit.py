"""A Japanese leader visits the shrine that honours convicted war criminals too."""

from __future__ import annotations

from sim.kernel.records import ALLIES, Shock
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.shocks.incidents import hurt, incident_size

SOURCE = "timeline 2013-12-26"


def happen(week: Week, size: Array | float, option: str | None = None) -> None:
    """Seoul is hurt. `size` is a number, (1,) or (world,)."""
    hurt(week, size, ALLIES.index("seoul"))


SHOCK = Shock(
    key="yasukuni_visit",
    label="Yasukuni visit",
    sentence="A Japanese leader visits the Yasukuni shrine, where convicted war criminals are honoured too.",
    size=incident_size("yasukuni_visit", "Gravity", 0.5, SOURCE),
    source=SOURCE,
    moves=("grievance", "hostility", "hard_line", "salience"),
    apply=happen,
    historic=("2013-12-26",),
)
