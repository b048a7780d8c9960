"""It becomes known what the intelligence pact has been good for."""

from __future__ import annotations

import numpy as np

from sim.kernel.quantity import Evidence, Quantity
from sim.kernel.records import Shock
from sim.kernel.state import Array
from sim.kernel.week import Week

SOURCE = "000_15a09124d2c6ee77.txt (Botto)"


def happen(week: Week, size: Array | float, option: str | None = None) -> None:
    """The public sees more of the pact's use, up to all of it. `size` is a number, (1,) or (world,)."""
    shown = week.state.pact_publicity
    shown += size * week.inputs["decision.publicity_step"]
    np.minimum(shown, 1.0, out=shown)


SHOCK = Shock(
    key="publicise_intelligence",
    label="Pact's use made public",
    sentence="The press reports a case in which intelligence shared under the pact made a difference.",
    size=Quantity(
        key="publicise_intelligence.size",
        label="Strength of the report",
        unit="share of a full campaign",
        default=1.0,
        low=0.0,
        high=1.0,
        help="0 is nothing, 1 as much as a campaign by the government.",
        source=SOURCE,
        grade=Evidence.JUDGEMENT,
    ),
    source=SOURCE,
    grade=Evidence.JUDGEMENT,
    moves=("pact_publicity",),
    apply=happen,
)
