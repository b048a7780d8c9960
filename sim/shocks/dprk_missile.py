"""North Korea fires missiles this week."""

from __future__ import annotations

from sim.kernel.quantity import Evidence, Quantity
from sim.kernel.records import Shock
from sim.kernel.state import Array
from sim.kernel.week import Week

SOURCE = "timeline 2019-05-04 to 2022-11-02 (public launch database)"


def happen(week: Week, size: Array | float, option: str | None = None) -> None:
    """A launch is added to this week's. `size` is a number, (1,) or (world,)."""
    week.state.missile_order[...] += size


SHOCK = Shock(
    key="dprk_missile",
    label="North Korean launch",
    sentence="North Korea launches ballistic missiles, beyond those that the model brings about by itself.",
    size=Quantity(
        key="dprk_missile.size",
        label="Size of the launch",
        unit="launches",
        default=1.0,
        low=0.0,
        high=2.0,
        help="0 is none, 1 a usual round of launches in one week, 2 an exceptional salvo.",
        source=SOURCE,
        grade=Evidence.JUDGEMENT,
    ),
    source=SOURCE,
    grade=Evidence.JUDGEMENT,
    moves=("missile_order",),
    apply=happen,
    historic=(
        "2019-05-04",
        "2019-07-25",
        "2019-08-16",
        "2019-10-02",
        "2019-10-31",
        "2019-11-28",
        "2022-03-24",
        "2022-10-04",
    ),
)
