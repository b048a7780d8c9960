"""North Korea tests a nuclear weapon."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim.kernel.participant import Participant
from sim.kernel.quantity import Evidence, Parameter, Quantity
from sim.kernel.records import Shock
from sim.kernel.state import Array
from sim.kernel.week import Week

SOURCE = "004_23131a2df6d52d71.txt (signed amid nuclear tests); timeline 2016-01-06 to 2017-09-03"


class NuclearTests(Participant):
    """How much a nuclear test hardens Pyongyang's posture: a declaration only, read by the shock."""

    KEY: ClassVar[str] = "nuclear_tests"
    LABEL: ClassVar[str] = "Nuclear tests"
    PARAMETERS: ClassVar[tuple[Parameter, ...]] = (
        Parameter(
            key="pyongyang.nuclear_test_posture",
            label="Posture after a nuclear test",
            unit="index 0-1",
            default=0.3,
            low=0.0,
            high=0.8,
            help="How much a full nuclear test hardens Pyongyang's posture.",
            source="authors' choice: as much as an ultimatum",
            grade=Evidence.JUDGEMENT,
        ),
    )


def happen(week: Week, size: Array | float, option: str | None = None) -> None:
    """The test counts as a launch and posture hardens. `size` is a number, (1,) or (world,)."""
    week.state.missile_order[...] += size
    posture = week.state.posture
    posture += size * week.inputs["pyongyang.nuclear_test_posture"]
    np.minimum(posture, 1.0, out=posture)


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
