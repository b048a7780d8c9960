"""A scandal costs a government its standing."""

from __future__ import annotations

from sim.kernel.quantity import Evidence, Quantity
from sim.kernel.records import ALLIES, Shock
from sim.kernel.state import Array
from sim.kernel.week import Week

SOURCE = "Gallup Korea: 47.2 to 43.8 % in a week of September 2019"


def happen(week: Week, size: Array | float, option: str) -> None:
    """The government of the capital `option` loses `size` points. `size` is a number, (1,) or (world,)."""
    week.state.approval_shock[ALLIES.index(option)] -= size


SHOCK = Shock(
    key="scandal",
    label="Scandal",
    sentence="A scandal at home costs one of the two governments approval.",
    size=Quantity(
        key="scandal.size",
        label="Approval lost",
        unit="pp",
        default=3.4,
        low=0.0,
        high=15.0,
        help="Percentage points of approval lost this week; the default is the Cho Kuk affair.",
        source=SOURCE,
        grade=Evidence.DATA,
    ),
    source=SOURCE,
    grade=Evidence.JUDGEMENT,
    moves=("approval_shock",),
    apply=happen,
    option="capital",
    choices=ALLIES,
    historic=("2019-09-09",),
)
