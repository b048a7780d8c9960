"""Tokyo approves schoolbooks that Koreans read as denial."""

from __future__ import annotations

from sim.kernel.records import ALLIES, Shock
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.shocks.incidents import hurt, incident_size

SOURCE = "yearly textbook screening in late March (from general knowledge)"


def happen(week: Week, size: Array | float, option: str | None = None) -> None:
    """Seoul is hurt. `size` is a number, (1,) or (world,)."""
    hurt(week, size, ALLIES.index("seoul"))


SHOCK = Shock(
    key="textbook",
    label="Textbooks",
    sentence="Tokyo approves schoolbooks that play down the past or claim the disputed islands.",
    size=incident_size("textbook", "Gravity", 0.25, SOURCE),
    source=SOURCE,
    moves=("grievance", "hostility", "hard_line", "salience"),
    apply=happen,
    historic=("2019-03-26", "2021-03-30"),
)
