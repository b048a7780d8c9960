"""Standing measures short of trade controls: retaliation, treaty steps, the WTO case, Korea's own list."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ONE
from sim.kernel.participant import Participant
from sim.kernel.state import Field
from sim.kernel.week import Week

LONG_AGO = 1000.0


class Measures(Participant):
    """Measures stand until they are lifted; their age is remembered."""

    KEY = "measures"
    LABEL = "Standing measures"
    FIELDS = (
        Field(
            "retaliation",
            "Retaliation",
            "dose 0-1",
            0.0,
            1.0,
            "Tokyo's retaliation for a cash-out.",
            ("tariffs", "ambassador_recall", "visa_limits"),
        ),
        Field("retaliation_age", "Weeks since retaliation", "weeks", 0.0, LONG_AGO, "Large where never.", (), LONG_AGO),
        Field("treaty_steps", "Steps under the 1965 treaty", "count", 0.0, 100.0, "Consultation, then arbitration."),
        Field("wto_case", "WTO case", "0 to 1", 0.0, 1.0, "Whether Seoul's case is running."),
        Field("japan_delisted", "Japan off Korea's list", "dose 0-1", 0.0, 1.0, "Seoul's own list removal."),
        Field("covid", "Travel stopped by the pandemic", "share", 0.0, 1.0, "Share of travel that is impossible."),
    )

    def grow_old(self, week: Week) -> None:
        """One more week since the last retaliation; what shocks set for this week only is cleared."""
        state = week.state
        state.retaliation_age += ONE
        np.minimum(state.retaliation_age, LONG_AGO, out=state.retaliation_age)
        state.covid[...] = 0.0
