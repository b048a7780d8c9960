"""How an announced defiance hardens Pyongyang's line."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim.kernel.participant import Participant
from sim.kernel.quantity import Evidence, Parameter
from sim.kernel.state import Array
from sim.kernel.week import Week


class Defiance(Participant):
    """How much an ultimatum or a nuclear test hardens Pyongyang's posture: a declaration only, read by the shocks."""

    KEY: ClassVar[str] = "defiance"
    LABEL: ClassVar[str] = "Pyongyang's defiance"
    PARAMETERS: ClassVar[tuple[Parameter, ...]] = (
        Parameter(
            key="pyongyang.posture_step",
            label="Posture after a defiance",
            unit="index 0-1",
            default=0.3,
            low=0.0,
            high=0.8,
            help="How much an ultimatum or a nuclear test hardens Pyongyang's posture.",
            source="002_88698e6e37e21d87.txt (a more aggressive tone); the size is the authors' choice",
            grade=Evidence.JUDGEMENT,
        ),
    )
    READ_WHEN_NEEDED = tuple(parameter.key for parameter in PARAMETERS)


def harden(week: Week, size: Array | float) -> None:
    """Posture hardens by `size` steps, up to its end. `size` is a number, (1,) or (world,)."""
    posture = week.state.posture
    posture += size * week.inputs["pyongyang.posture_step"]
    np.minimum(posture, 1.0, out=posture)
