"""North Korea tests a nuclear weapon."""

from __future__ import annotations

from sim.kernel.quantity import Evidence, Quantity
from sim.kernel.records import Shock
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.shocks.posture import harden

SOURCE = "004_23131a2df6d52d71.txt (signed amid nuclear tests); timeline 2016-01-06 to 2017-09-03"


def happen(week: Week, size: Array | float, option: str | None = None) -> None:
    """The test counts as a launch and posture hardens. `size` is a number, (1,) or (world,)."""
    week.state.missile_order[...] += size
    harden(week, size)


SHOCK = Shock(
    key="dprk_nuclear_test",
    label="North Korean nuclear test",
    sentence="North Korea tests a nuclear weapon, which counts as a launch and hardens its posture for months.",
    size=Quantity(
        key="dprk_nuclear_test.size",
        label="Size of the test",
        unit="tests",
        default=1.0,
        low=0.0,
        high=2.0,
        help="0 is none, 1 a test like that of September 2017.",
        source=SOURCE,
        grade=Evidence.JUDGEMENT,
    ),
    source=SOURCE,
    grade=Evidence.JUDGEMENT,
    moves=("missile_order", "posture"),
    apply=happen,
    historic=("2013-02-12", "2016-01-06", "2016-09-09", "2017-09-03"),
)
