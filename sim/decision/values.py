"""What every move is worth to each type of each government this week, before and beside what others do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.decision.equilibrium import TYPES, Ally, Mediator
from sim.decision.permission import Choices
from sim.decision.table import LeverTable
from sim.kernel.bounds import HALF, ONE, positive
from sim.kernel.inputs import Inputs
from sim.kernel.records import ALLIES, ALLY_CHANNELS, WASHINGTON_CHANNELS
from sim.kernel.stages import PactState
from sim.kernel.state import Array
from sim.kernel.week import Week

REFERENCE_PATIENCE, REFERENCE_HORIZON = 0.97, 26.0
ESCALATION, CONCESSION, SECURITY, _VISIBILITY, PRESSURE, NATIONALISM, OWN_COST = range(len(ALLY_CHANNELS))
COST = len(ALLY_CHANNELS)


def discounted_life(half_life: Array, patience: Array, horizon: Array) -> Array:
    """How much of an impulse with this half-life counts over the horizon, 1 at the reference horizon and patience."""
    keep = np.exp2(-1.0 / half_life)

    def life(delta: Array | float, weeks: Array | float) -> Array:
        ratio = delta * keep
        return np.asarray((1.0 - ratio**weeks) / (1.0 - ratio))

    return np.asarray(life(patience, horizon) / life(REFERENCE_PATIENCE, REFERENCE_HORIZON))


class AllyValues:
    """The utilities of Seoul and Tokyo, in pp of approval, times their precision of choice.

    Both are worked out at once: arrays (ally, world), or (ally, type, world) where the types differ. Coefficients
    are multiplied out once, precision and column scales included.
    """

    def __init__(self, tables: tuple[LeverTable, LeverTable], inputs: Inputs) -> None:
        self.tables = tables
        self.features = [np.hstack((table.features, table.cost)) for table in tables]
        precision = inputs.exact_rows(*(f"{ally}.precision" for ally in ALLIES))
        scale = {channel: inputs.exact(f"decision.scale_{channel}") for channel in ALLY_CHANNELS}
        us_scale = {channel: inputs.exact(f"decision.scale_us_{channel}") for channel in WASHINGTON_CHANNELS}

        def weight(name: str, channel: str) -> Array:
            return np.asarray(inputs.exact(f"decision.{name}") * scale[channel] * precision)

        patience = inputs.exact_rows(*(f"{ally}.patience" for ally in ALLIES))
        horizon = inputs.exact_rows(*(f"{ally}.planning_horizon" for ally in ALLIES))

        def life(stock: str) -> Array:
            return discounted_life(inputs.exact(f"relations.{stock}_half_life"), patience, horizon)

        def heard(channel: str) -> Array:
            """Scale of the rival's channel, which is the same for both allies."""
            return scale[channel]

        cast = inputs.cast
        pressed_scale = np.stack([np.broadcast_to(us_scale[f"pressure_{ally}"], (inputs.worlds,)) for ally in ALLIES])
        self.answer = cast(weight("grievance_weight", "escalation") * life("grievance"))
        self.dislike = cast(weight("hostility_dislike", "escalation"))
        self.peace = cast(weight("peace_weight", "concession") * life("hostility"))
        self.audience = cast(inputs.exact("relations.audience_cost") * scale["concession"] * precision)
        self.agreement = cast(weight("agreement_weight", "concession"))
        dependence = inputs.exact_rows(*(f"{ally}.dependence" for ally in ALLIES))
        self.relief = cast(weight("relief_weight", "concession") * dependence)
        self.principle = cast(weight("principle_weight", "concession"))
        self.humiliation = cast(0.5 * weight("humiliation_cost", "concession"))
        self.security = cast(weight("security_weight", "security_damage") * life("strain"))
        self.coercion = cast(weight("coercion_weight", "pressure"))
        self.nationalism = cast(weight("nationalism_weight", "nationalism"))
        self.fear_to_security = inputs["relations.fear_to_security"]
        self.resolve = inputs.rows("relations.low_resolve", "relations.high_resolve")
        self.spiral = cast(-weight("spiral_cost", "escalation") * heard("escalation"))
        self.exchange = cast(weight("exchange_gain", "concession") * heard("concession"))
        self.returned = cast(0.5 * weight("humiliation_cost", "concession") * heard("concession"))
        self.success = cast(weight("success_gain", "pressure") * heard("concession"))
        defiance = -0.5 * weight("defiance_cost", "escalation") * pressed_scale
        carrot = weight("carrot_gain", "concession") * pressed_scale
        damage = -weight("defiance_cost", "security_damage") * pressed_scale
        self.under_pressure = cast(np.stack((defiance, carrot, damage)))
        mediated = us_scale["mediation"]
        # The stocks of effort and pressure are laid down in scaled features: they must not be scaled again.
        self.pressure_unscaled, self.effort_unscaled = cast(1.0 / pressed_scale), cast(1.0 / mediated)
        saved = inputs.exact("relations.face_saving") * inputs.exact("relations.audience_cost")
        self.face_saving = cast(saved * scale["concession"] * precision * mediated)
        self.face_gain = cast(weight("face_gain", "concession") * mediated)
        self.precision = cast(precision)
        self.beta = np.zeros((2, COST + 1, TYPES, inputs.worlds), dtype=inputs.dtype)
        self.beta[:, OWN_COST] = cast(-weight("economy_weight", "own_cost"))[:, np.newaxis]
        self.beta[:, COST] = -self.precision[:, np.newaxis]

    def players(self, week: Week, choices: Sequence[Choices], doors: Array) -> list[Ally]:
        """Both allies' sides of the week's game; `doors` (door, government, type, world) as `believed` says."""
        state = week.state
        heat = state.salience
        weary = heat * (HALF + state.fatigue)
        voice = ONE - state.resentment
        committed = state.commitment * heat
        face = (self.face_saving * committed + self.face_gain) * state.reception
        exchange = (self.returned * weary)[:, np.newaxis] * self.resolve
        exchange += self.exchange[:, np.newaxis]
        under_pressure = self.under_pressure * voice
        self._own(week, weary, committed, under_pressure, face)
        return [
            Ally(
                self.tables[i].interplay,
                self.tables[i].listen,
                self._base(week, i, choices[i]),
                doors[:, i],
                (self.spiral[i], exchange[i], face[i], self.success[i], under_pressure[:, i]),
            )
            for i in range(2)
        ]

    def _own(self, week: Week, weary: Array, committed: Array, under_pressure: Array, face: Array) -> None:
        """Weights of the channels for both types, Washington's standing effort and pressure included."""
        state, beta = week.state, self.beta
        defiant, obliging, careful = under_pressure * (state.us_pressure * self.pressure_unscaled)
        trust = state.kept_promises / (state.kept_promises + state.broken_promises)
        works = state.coercion_success / (state.coercion_success + state.coercion_failure)
        giving = self.peace * state.hostility * (ONE - state.fatigue) * trust
        giving -= self.audience * committed
        giving += self.agreement * (positive(state.win_set_overlap) * (ONE - state.settled))
        giving += self.relief * state.pressed
        giving += obliging
        giving += face * (state.us_effort * self.effort_unscaled)
        shame = self.principle * (HALF + state.salience)
        shame += self.humiliation * weary
        answer = self.answer * state.grievance
        calm = defiant
        calm -= self.dislike * state.hostility
        pride = self.nationalism * state.salience
        pride *= state.hard_line
        security = self.security * state.threat
        security *= ONE + self.fear_to_security * state.abandonment_fear
        careful -= security
        beta[:, SECURITY] = careful[:, np.newaxis]
        beta[:, PRESSURE] = (self.coercion * works * state.stake)[:, np.newaxis]
        resolve = self.resolve
        np.multiply(answer[:, np.newaxis], resolve, out=beta[:, ESCALATION])
        beta[:, ESCALATION] += calm[:, np.newaxis]
        np.subtract(giving[:, np.newaxis], shame[:, np.newaxis] * resolve, out=beta[:, CONCESSION])
        np.multiply(pride[:, np.newaxis], resolve, out=beta[:, NATIONALISM])

    def _base(self, week: Week, ally: int, choices: Choices) -> Array:
        table = self.tables[ally]
        beta = self.beta[ally]
        base: Array = (self.features[ally] @ beta.reshape(COST + 1, -1)).reshape(len(table.levers), TYPES, -1)
        add_option_values(week, table, base, choices, self.precision[ally])
        if table.pact_rows.stop:
            charge = beta[NATIONALISM] * (week.state.pact_politics - ONE)
            appeal = table.features[table.pact_rows, NATIONALISM]
            base[table.pact_rows] += appeal[:, np.newaxis, np.newaxis] * charge
        base += choices.barred[:, np.newaxis]
        return base


def add_option_values(week: Week, table: LeverTable, base: Array, choices: Choices, precision: Array) -> None:
    """What single levers are worth beyond their features, for both types alike, where anybody may pull them."""
    for row, lever in table.with_appeal:
        if choices.anywhere[row]:
            base[row] += precision * lever.appeal(week)


class WashingtonValues:
    """The utility of Washington, in pp of approval or its equivalent, times its precision of choice."""

    def __init__(self, table: LeverTable, inputs: Inputs) -> None:
        self.table = table
        self.features = np.hstack((table.features, table.cost))
        precision = inputs.exact("washington.precision")
        us = [inputs.exact(f"decision.scale_us_{channel}") for channel in WASHINGTON_CHANNELS]
        ally = {channel: inputs.exact(f"decision.scale_{channel}") for channel in ALLY_CHANNELS}
        cast = inputs.cast

        def weight(name: str, channel: int) -> Array:
            return cast(inputs.exact(f"decision.us_{name}") * us[channel] * precision)

        self.mediation = weight("mediation_value", 0)
        self.reluctance = weight("distraction_cost", 0)
        self.hands_off = cast(inputs.exact("washington.hands_off") * us[0] * precision)
        self.on_seoul, self.on_tokyo = weight("pressure_on_seoul", 1), weight("pressure_on_tokyo", 2)
        self.anger = inputs.rows("decision.us_anger", "decision.us_anger") * cast(
            np.stack([np.broadcast_to(us[channel] * precision, (inputs.worlds,)) for channel in (1, 2)])
        )
        self.assurance, self.assurance_cost = HALF * weight("assurance_value", 3), weight("assurance_cost", 3)
        self.bridge = weight("bridge_value", 5)
        self.care = inputs.rows("washington.transactional_value", "washington.engaged_value")
        self.own_gain = weight("gain_value", 6) * (ONE - self.care)
        self.gain_threat = weight("gain_threat", 6)
        self.precision = cast(precision)
        fought, given, damage, pressing = (
            np.broadcast_to(response, (inputs.worlds,))
            for response in (
                -weight("escalation_cost", 0) * cast(ally["escalation"]),
                weight("concession_gain", 0) * cast(ally["concession"]),
                weight("damage_response", 1) * cast(ally["security_damage"]),
                weight("pressure_response", 2) * cast(ally["pressure"]),
            )
        )
        self.answers = (np.stack((fought, given)), damage.copy(), pressing.copy())
        self.beta = np.zeros((COST + 1, TYPES, inputs.worlds), dtype=inputs.dtype)
        self.beta[COST] = -self.precision

    def player(self, week: Week, choices: Choices, doors: Array) -> Mediator:
        """Washington's side of the week's game; shapes as for the allies."""
        table = self.table
        self._own(week)
        base: Array = (self.features @ self.beta.reshape(COST + 1, -1)).reshape(len(table.levers), TYPES, -1)
        add_option_values(week, table, base, choices, self.precision)
        base += choices.barred[:, np.newaxis]
        return Mediator(table.interplay, table.listen, base, doors[:, 2], self.answers)

    def _own(self, week: Week) -> None:
        state, beta = week.state, self.beta
        disunity = self.mediation * (ONE - state.cohesion) * (HALF + state.threat)
        reluctance = self.reluctance * state.distraction[2] + self.hands_off
        over_pact = self.on_seoul * (state.pact_state == PactState.NOTICE) * (HALF + state.deadline_nearness)
        over_trade = self.on_tokyo * state.export_controls
        anger = self.anger * (ONE - state.us_goodwill)
        fear = self.assurance * (state.abandonment_fear[0] + state.abandonment_fear[1])
        lapsed = self.bridge * (state.pact_state == PactState.LAPSED)
        unhelpful = self.gain_threat * state.threat
        np.subtract(self.care * disunity, reluctance, out=beta[0])
        np.add(self.care * over_pact, anger[0], out=beta[1])
        np.add(self.care * over_trade, anger[1], out=beta[2])
        np.subtract(self.care * fear, self.assurance_cost, out=beta[3])
        np.multiply(self.care, lapsed, out=beta[5])
        np.subtract(self.own_gain, unhelpful, out=beta[6])
