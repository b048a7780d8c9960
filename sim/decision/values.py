"""What every move is worth to each type of each government this week, before and beside what others do."""

from __future__ import annotations

import numpy as np

from sim.decision.equilibrium import Ally, Mediator
from sim.decision.table import HEARD_CHANNELS, INTERPLAY_CHANNELS, LeverTable
from sim.kernel.inputs import Inputs
from sim.kernel.records import ALLIES, channels_of
from sim.kernel.state import Array
from sim.kernel.week import Week

REFERENCE_PATIENCE, REFERENCE_HORIZON = 0.97, 26.0
MASKED = 60.0


def discounted_life(half_life: Array, patience: Array, horizon: Array) -> Array:
    """How much of an impulse with this half-life counts over the horizon, 1 at the reference horizon and patience."""
    keep = np.exp2(-1.0 / half_life)

    def life(delta: Array | float, weeks: Array | float) -> Array:
        ratio = delta * keep
        return np.asarray((1.0 - ratio**weeks) / (1.0 - ratio))

    return np.asarray(life(patience, horizon) / life(REFERENCE_PATIENCE, REFERENCE_HORIZON))


class AllyValues:
    """The utility of Seoul or Tokyo, in pp of approval, times its precision of choice."""

    def __init__(self, table: LeverTable, inputs: Inputs) -> None:
        self.table = table
        self.row = ALLIES.index(table.capital)
        capital = table.capital
        self.w = {
            name: inputs[f"decision.{name}"]
            for name in (
                "grievance_weight", "hostility_dislike", "peace_weight", "principle_weight", "agreement_weight",
                "relief_weight", "security_weight", "coercion_weight", "nationalism_weight", "economy_weight",
                "spiral_cost", "defiance_cost", "exchange_gain", "humiliation_cost", "carrot_gain", "face_gain",
                "success_gain",
            )
        }
        self.audience_cost = inputs["relations.audience_cost"]
        self.face_saving = inputs["relations.face_saving"]
        self.fear_to_security = inputs["relations.fear_to_security"]
        self.dependence = inputs[f"{capital}.dependence"]
        self.precision = inputs[f"{capital}.precision"]
        self.low, self.high = inputs["relations.low_resolve"], inputs["relations.high_resolve"]
        patience, horizon = inputs.exact(f"{capital}.patience"), inputs.exact(f"{capital}.planning_horizon")
        lives = ("relations.grievance_half_life", "relations.hostility_half_life", "relations.strain_half_life")
        self.grievance_life, self.hostility_life, self.security_life = (
            inputs.cast(discounted_life(inputs.exact(key), patience, horizon)) for key in lives
        )
        channels = channels_of(capital)
        self.scale = [inputs[f"decision.scale_{channel}"] for channel in channels]
        self.cut = {channel: inputs[f"decision.scale_{channel}"] for channel in INTERPLAY_CHANNELS[capital]}
        self.heard_scale = [inputs[f"decision.scale_{channel}"] for channel in HEARD_CHANNELS[_other(capital)]]
        self.washington_scale = [inputs[f"decision.scale_us_{channel}"] for channel in HEARD_CHANNELS["washington"]]

    def player(self, week: Week, legal: Array, doors: tuple[Array, Array]) -> Ally:
        """This government's side of the week's game, (L, T, W); `legal` (L, W) is 1 where a lever may be pulled."""
        state, i, table = week.state, self.row, self.table
        worlds = state.arena.shape[1]
        heat = state.salience[i]
        weary = heat * (0.5 + state.fatigue[i])
        own_voice = (1.0 - state.resentment[i]) * self.precision
        audience = self.audience_cost * state.commitment[i] * heat
        face_value = (self.face_saving * audience + self.w["face_gain"]) * state.reception[i] * self.precision
        answers = self._answers(own_voice, face_value, weary, worlds)
        beta = self._own(week, audience, answers, weary)
        base = (table.features @ beta.reshape(7, -1)).reshape(len(table.levers), 2, worlds)
        base -= (table.cost * self.precision)[:, np.newaxis] if self.precision.size == 1 else (
            table.cost[:, :, np.newaxis] * self.precision
        )
        self._add_option_values(week, base, beta)
        base -= (MASKED * (1.0 - legal))[:, np.newaxis]
        cabinet, routine = doors
        belief = np.stack((1.0 - state.belief_high[i], state.belief_high[i]))
        return Ally(
            table.interplay, table.listen, base, belief * cabinet, belief * ((1.0 - cabinet) * routine), answers
        )

    def _answers(self, own_voice: Array, face_value: Array, weary: Array, worlds: int) -> tuple[Array, ...]:
        w, cut = self.w, self.cut
        pressed_scale = self.washington_scale[1 + self.row]
        exchange = np.empty((2, worlds), dtype=weary.dtype)
        humiliation = 0.5 * w["humiliation_cost"] * weary
        exchange[0] = w["exchange_gain"] + humiliation * self.low
        exchange[1] = w["exchange_gain"] + humiliation * self.high
        exchange *= self.precision * cut["concession"] * self.heard_scale[1]
        defiance = -w["defiance_cost"] * own_voice * pressed_scale
        ones = np.ones(worlds, dtype=weary.dtype)
        return (
            -w["spiral_cost"] * self.precision * cut["escalation"] * self.heard_scale[0] * ones,
            0.5 * defiance * cut["escalation"],
            exchange,
            w["carrot_gain"] * own_voice * cut["concession"] * pressed_scale,
            face_value * cut["concession"] * self.washington_scale[0],
            defiance * cut["security_damage"],
            w["success_gain"] * self.precision * cut["pressure"] * self.heard_scale[1] * ones,
        )

    def _own(self, week: Week, audience: Array, answers: tuple[Array, ...], weary: Array) -> Array:
        """Weights of the seven channels for both types, (7, 2, W), with the standing effort of Washington in them."""
        state, i, w = week.state, self.row, self.w
        beta = np.zeros((7, 2, state.arena.shape[1]), dtype=state.arena.dtype)
        trust = state.kept_promises[i] / (state.kept_promises[i] + state.broken_promises[i])
        success = state.coercion_success[i] / (state.coercion_success[i] + state.coercion_failure[i])
        concession = w["peace_weight"] * self.hostility_life * state.hostility[i] * (1.0 - state.fatigue[i]) * trust
        concession -= audience
        concession += w["agreement_weight"] * np.maximum(state.win_set_overlap, 0.0) * (1.0 - state.settled)
        concession += w["relief_weight"] * self.dependence * state.pressed[i]
        answer = w["grievance_weight"] * self.grievance_life * state.grievance[i]
        shame = w["principle_weight"] * (0.5 + state.salience[i]) + 0.5 * w["humiliation_cost"] * weary
        pride = w["nationalism_weight"] * state.salience[i] * state.hard_line[i]
        security = w["security_weight"] * self.security_life * state.threat
        security *= 1.0 + self.fear_to_security * state.abandonment_fear[i]
        for kind, resolve in enumerate((self.low, self.high)):
            beta[0, kind] = answer * resolve - w["hostility_dislike"] * state.hostility[i]
            beta[1, kind] = concession - shame * resolve
            beta[5, kind] = pride * resolve
        beta[2] = -security
        beta[4] = w["coercion_weight"] * success * state.stake[i]
        beta[6] = -w["economy_weight"]
        beta *= self.precision
        for channel, scale in enumerate(self.scale):
            beta[channel] *= scale
        _, defiance, _, carrot, face, damage, _ = answers
        beta[0] += defiance * state.us_pressure[i]
        beta[1] += carrot * state.us_pressure[i] + face * state.us_effort
        beta[2] += damage * state.us_pressure[i]
        return beta

    def _add_option_values(self, week: Week, base: Array, beta: Array) -> None:
        table = self.table
        for row, lever in enumerate(table.levers):
            if lever.has_appeal:
                base[row] += self.precision * lever.appeal(week)
        if table.pact_rows:
            charge = beta[5] * (week.state.pact_politics - 1.0)
            appeal = table.features[table.pact_rows, 5]
            base[table.pact_rows] += appeal[:, np.newaxis, np.newaxis] * charge


class WashingtonValues:
    """The utility of Washington, in pp of approval or its equivalent, times its precision of choice."""

    def __init__(self, table: LeverTable, inputs: Inputs) -> None:
        self.table = table
        names = (
            "us_mediation_value", "us_distraction_cost", "us_pressure_on_seoul", "us_pressure_on_tokyo", "us_anger",
            "us_assurance_value", "us_assurance_cost", "us_bridge_value", "us_gain_value", "us_gain_threat",
            "us_concession_gain", "us_escalation_cost", "us_damage_response", "us_pressure_response",
        )
        self.w = {name: inputs[f"decision.{name}"] for name in names}
        self.hands_off = inputs["washington.hands_off"]
        self.precision = inputs["washington.precision"]
        self.cares = (inputs["washington.transactional_value"], inputs["washington.engaged_value"])
        self.scale = [inputs[f"decision.scale_us_{channel}"] for channel in channels_of("washington")]
        ally_scales = [inputs[f"decision.scale_{name}"] for name in ("concession", "escalation", "security_damage", "pressure")]
        own = (self.scale[0], self.scale[0], self.scale[1], self.scale[2])
        responses = (
            self.w["us_concession_gain"], -self.w["us_escalation_cost"],
            self.w["us_damage_response"], self.w["us_pressure_response"],
        )
        self.answers = [
            response * self.precision * mine * theirs
            for response, mine, theirs in zip(responses, own, ally_scales, strict=True)
        ]

    def player(self, week: Week, legal: Array, doors: tuple[Array, Array]) -> Mediator:
        """Washington's side of the week's game; shapes as for the allies."""
        state, table = week.state, self.table
        worlds = state.arena.shape[1]
        base = (table.features @ self._own(week).reshape(7, -1)).reshape(len(table.levers), 2, worlds)
        base -= (table.cost[:, :, np.newaxis] * self.precision)
        for row, lever in enumerate(table.levers):
            if lever.has_appeal:
                base[row] += self.precision * lever.appeal(week)
        base -= (MASKED * (1.0 - legal))[:, np.newaxis]
        cabinet, routine = doors
        belief = np.stack((1.0 - state.belief_high[2], state.belief_high[2]))
        ones = np.ones(worlds, dtype=base.dtype)
        answers = tuple(answer * ones for answer in self.answers)
        return Mediator(
            table.interplay, table.listen, base, belief * cabinet, belief * ((1.0 - cabinet) * routine), answers
        )

    def _own(self, week: Week) -> Array:
        state, w = week.state, self.w
        beta = np.zeros((7, 2, state.arena.shape[1]), dtype=state.arena.dtype)
        notice = (state.pact_state == 1.0).astype(beta.dtype)
        lapsed = (state.pact_state == 3.0).astype(beta.dtype)
        disunity = w["us_mediation_value"] * (1.0 - state.cohesion) * (0.5 + state.threat)
        reluctance = w["us_distraction_cost"] * state.distraction[2] + self.hands_off
        over_pact = w["us_pressure_on_seoul"] * notice * (0.5 + state.deadline_nearness)
        anger = w["us_anger"] * (1.0 - state.us_goodwill)
        fear = 0.5 * w["us_assurance_value"] * (state.abandonment_fear[0] + state.abandonment_fear[1])
        for kind, care in enumerate(self.cares):
            beta[0, kind] = care * disunity - reluctance
            beta[1, kind] = care * over_pact + anger[0]
            beta[2, kind] = care * w["us_pressure_on_tokyo"] * state.export_controls + anger[1]
            beta[3, kind] = care * fear - w["us_assurance_cost"]
            beta[5, kind] = care * w["us_bridge_value"] * lapsed
            beta[6, kind] = w["us_gain_value"] * (1.0 - care) - w["us_gain_threat"] * state.threat
        beta *= self.precision
        for channel, scale in enumerate(self.scale):
            beta[channel] *= scale
        return beta


def _other(capital: str) -> str:
    return "tokyo" if capital == "seoul" else "seoul"
