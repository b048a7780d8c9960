"""What the world sees of this week's moves: levers take effect, and their features become signals."""

from __future__ import annotations

import numpy as np

from sim.decision.plan import Plan
from sim.decision.table import PACT_LEVERS
from sim.kernel.bounds import ONE, positive
from sim.kernel.inputs import Inputs
from sim.kernel.participant import Participant, Setup
from sim.kernel.records import ALLIES, ALLY_CHANNELS, CAPITALS, WASHINGTON_CHANNELS, Lever, channels_of
from sim.kernel.state import Array, Field
from sim.kernel.week import Week


def _signal(key: str, label: str, rows: tuple[str, ...] = ALLIES) -> Field:
    return Field(key, label, "feature", -3.0, 3.0, f"{label} of this week's moves.", rows)


# In the order of the arena, which the wiring from doses to signals follows: two rows for each channel of the allies,
# then the channels of Washington, whose pressure has a row for each ally.
FEATURES = (
    _signal("escalation", "Escalation"),
    _signal("concession", "Concession"),
    _signal("security_damage", "Damage to security cooperation"),
    _signal("visibility", "Visibility"),
    _signal("pressure", "Pressure on the rival"),
    _signal("nationalism", "Nationalist appeal"),
    _signal("own_cost", "Own economic cost"),
    _signal("us_mediation", "American mediation", ()),
    _signal("us_pressing", "American pressure on each ally"),
    _signal("us_assurance", "American assurance", ()),
    _signal("us_visibility", "Visibility of the American move", ()),
    _signal("us_bridging", "Work on the route through Washington", ()),
    _signal("us_gain", "Washington's own gain", ()),
)


class Signals(Participant):
    """Moves do what they do at once, and are perceived through their features, as far as they are visible."""

    KEY = "signals"
    LABEL = "What is seen of the moves"
    FIELDS = (
        *FEATURES,
        Field("escalation_seen", "Visible escalation", "index", 0.0, 3.0, "Escalation as seen.", ALLIES, 0.0, True),
        Field("escalation_stirring", "Escalation that stirs", "index", 0.0, 3.0, "As it stirs the own public.", ALLIES),
    )

    def __init__(self, plan: Plan) -> None:
        self._levers = [lever for capital in plan.capitals for lever in capital.levers]

    def prepare(self, setup: Setup) -> None:
        state, inputs = setup.state, setup.inputs
        names = list(state.row_keys)
        first, last = names.index("escalation.seoul"), names.index("us_gain") + 1
        self._features = state.arena[first:last]
        self._wires = self._wire(inputs)
        self._scales = inputs.rows(
            *(f"decision.scale_{channel}" for channel in ALLY_CHANNELS for _ in ALLIES),
            *(f"decision.scale_us_{channel}" for channel in WASHINGTON_CHANNELS),
        )
        rows = self._rows_of_levers()
        self._effects = [(lever, where) for lever, where in rows if lever.has_effect]
        pact = [where for lever, where in rows if lever.owner == "seoul" and lever.name in PACT_LEVERS]
        self._about_pact = [row for where in pact for row in range(where.start, where.stop)]

    def _rows_of_levers(self) -> list[tuple[Lever, slice]]:
        """The rows of `moves` that belong to each lever's parts."""
        found, first = [], 0
        for lever in self._levers:
            found.append((lever, slice(first, first + len(lever.parts))))
            first += len(lever.parts)
        return found

    def _wire(self, inputs: Inputs) -> list[tuple[Array, slice, Array]]:
        """For each capital the matrix from doses to signals, (signal, part), the rows of its parts and its signals.

        Three products take a third of the time of one with all moves, most of which would be zeros.
        """
        allies = len(ALLIES) * len(ALLY_CHANNELS)
        ours = [self._features[row : allies : len(ALLIES)] for row in range(len(ALLIES))]
        wires, first = [], 0
        for capital, signals in zip(CAPITALS, (*ours, self._features[allies:]), strict=True):
            parts = [part for lever in self._levers if lever.owner == capital for part in lever.parts]
            channels = channels_of(capital)
            wiring = np.array([[part.features.get(channel, 0.0) for part in parts] for channel in channels])
            wires.append((inputs.cast(wiring), slice(first, first + len(parts)), signals))
            first += len(parts)
        return wires

    def reveal(self, week: Week) -> None:
        """Levers take effect, and this week's moves become signals that others perceive."""
        state = week.state
        active = np.logical_or.reduce(state.moves, axis=1).tolist()
        for lever, where in self._effects:
            if any(active[where]):
                lever.effect(week, state.moves[where])
        for wiring, parts, signals in self._wires:
            np.matmul(wiring, state.moves[parts], out=signals)
        self._features *= self._scales
        np.minimum(state.visibility, ONE, out=state.visibility)
        np.minimum(state.us_visibility, ONE, out=state.us_visibility)
        np.multiply(positive(state.escalation), state.visibility, out=state.escalation_seen)
        self._charge_pact_moves(week)

    def _charge_pact_moves(self, week: Week) -> None:
        """Moves about the pact stir and please nationalists as far as the pact is politically charged."""
        state = week.state
        about_pact = np.logical_or.reduce(state.moves[self._about_pact], axis=0)
        charge = ONE + about_pact * (state.pact_politics - ONE)
        state.escalation_stirring[...] = state.escalation_seen
        state.escalation_stirring[0] *= charge
        state.nationalism[0] *= charge
