"""The governments decide: opportunities open, all reason about all, each picks a lever, and the world sees it."""

from __future__ import annotations

import numpy as np

from sim.decision.doors import Doors
from sim.decision.equilibrium import HEARD, Answer, Game, reason_in_steps, solve
from sim.decision.plan import CapitalPlan, Order, Plan
from sim.decision.table import LeverTable
from sim.decision.values import AllyValues, WashingtonValues
from sim.kernel.draws import Law, Stream
from sim.kernel.participant import Participant, Setup
from sim.kernel.records import ALLIES, ALLY_CHANNELS, CAPITALS, WASHINGTON_CHANNELS
from sim.kernel.state import Array, Field
from sim.kernel.week import Week

DOORS = Stream("decision.doors", 6, Law.UNIFORM, "Whether cabinet and routine diplomacy take up the dispute.")
UNLIKELY = 1e-12


def _signal(key: str, label: str, rows: tuple[str, ...] = ALLIES, recorded: bool = False) -> Field:
    return Field(key, label, "feature", -3.0, 3.0, f"{label} of this week's moves.", rows, 0.0, recorded)


SIGNALS = (
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


def clocks(capital: str, levers: int) -> Stream:
    """The luck of a capital's own levers: an exponential clock each per world and week; the first to ring is pulled."""
    return Stream(f"decision.clocks.{capital}", levers, Law.EXPONENTIAL, f"The clocks of the levers of {capital}.")


def own_clock(lever: str) -> Stream:
    """The clock of a lever that a scenario adds, apart from the others so that it shifts none of them."""
    return Stream(f"decision.clock.{lever}", 1, Law.EXPONENTIAL, f"The clock of {lever}.")


def lever_fields(plan: Plan) -> tuple[Field, ...]:
    """State that depends on which levers there are: this week's doses per part, and weeks until each is free again."""
    parts = tuple(
        f"{lever.key}.{part.key}" for capital in plan.capitals for lever in capital.levers for part in lever.parts
    )
    levers = tuple(lever.key for capital in plan.capitals for lever in capital.levers)
    return (
        Field("moves", "Doses of this week's moves", "dose", 0.0, 1.0, "What was done this week.", parts),
        Field("wait", "Weeks until a lever is free", "weeks", 0.0, 10_000.0, "Cooldowns.", levers),
    )


class Decision(Participant):
    """Each week the three governments choose at once, expecting what each other's types would do."""

    KEY = "decision"
    LABEL = "Decisions of the three capitals"
    STREAMS = (DOORS,)
    FIELDS = (
        *SIGNALS,
        Field("escalation_seen", "Visible escalation", "index", 0.0, 3.0, "Escalation as seen.", ALLIES, 0.0, True),
        Field("escalation_stirring", "Escalation that stirs", "index", 0.0, 3.0, "As it stirs the own public.", ALLIES),
        Field("move", "Lever pulled", "row in the list of levers", 0.0, 60.0, "0 is hold.", CAPITALS, 0.0, True),
        Field("unconverged", "Unresolved reasoning", "0 or 1", 0.0, 1.0, "No equilibrium found.", (), 0.0, True),
    )

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def prepare(self, setup: Setup) -> None:
        inputs, state = setup.inputs, setup.state
        dtype = inputs.dtype
        self.tables = [LeverTable(capital.capital, capital.levers, dtype) for capital in self.plan.capitals]
        seoul, tokyo, washington = self.tables
        self.values = (AllyValues(seoul, inputs), AllyValues(tokyo, inputs), WashingtonValues(washington, inputs))
        self.doors = Doors(inputs)
        built_in = [len(plan.levers) - plan.added for plan in self.plan.capitals]
        self.clocks = [clocks(capital, count) for capital, count in zip(CAPITALS, built_in, strict=True)]
        self.own_clocks = [
            [own_clock(lever.key) for lever in table.levers[count:]]
            for table, count in zip(self.tables, built_in, strict=True)
        ]
        self.expected = np.zeros((3, HEARD, setup.worlds), dtype=dtype)
        self.learning = inputs["decision.learning_rate"]
        self.forgetting = inputs["decision.forgetting"]
        self.taught = inputs["decision.belief_from_mediation"]
        chances = ("seoul.resolve", "tokyo.resolve", "washington.engagement")
        self.prior = np.stack(np.broadcast_arrays(*(inputs[key] for key in chances)))
        self._wire(setup)
        self.missed = {lever.key: 0.0 for capital in self.plan.capitals for lever in capital.levers}
        self.forced_weeks = dict.fromkeys(self.missed, 0)
        self.levers_of_part = [row for row, _ in self._all_parts()]

    def _all_parts(self) -> list[tuple[int, str]]:
        found, first = [], 0
        for table in self.tables:
            found += [(first + row, part) for row, part in table.parts]
            first += len(table.levers)
        return found

    def _wire(self, setup: Setup) -> None:
        """The matrix from doses of parts to signals, and views of both in the arena."""
        state, inputs = setup.state, setup.inputs
        rows = list(state.row_keys)
        first, last = rows.index("escalation.seoul"), rows.index("us_gain")
        self.signals = state.arena[first : last + 1]
        counts = [len(table.parts) for table in self.tables]
        ally = len(ALLY_CHANNELS)
        wiring = np.zeros((last + 1 - first, sum(counts)))
        for capital, table in enumerate(self.tables):
            columns = slice(sum(counts[:capital]), sum(counts[: capital + 1]))
            where = slice(2 * ally, None) if capital == 2 else slice(capital, 2 * ally, 2)
            wiring[where, columns] = table.part_features().T
        self.wiring = inputs.cast(wiring)
        ally_scales = [inputs[f"decision.scale_{c}"] for c in ALLY_CHANNELS for _ in ALLIES]
        us_scales = [inputs[f"decision.scale_us_{c}"] for c in WASHINGTON_CHANNELS]
        self.scales = np.stack(np.broadcast_arrays(*ally_scales, *us_scales))
        lever_counts = [len(table.levers) for table in self.tables]
        self.lever_slices = [slice(sum(lever_counts[:k]), sum(lever_counts[: k + 1])) for k in range(3)]
        self.part_slices = [slice(sum(counts[:k]), sum(counts[: k + 1])) for k in range(3)]

    def choose(self, week: Week) -> None:
        """Opportunities open, the governments reason, and each picks a lever or holds; forced levers replace choices."""
        state = week.state
        np.maximum(state.wait - 1.0, 0.0, out=state.wait)
        legal = [self._legal(week, capital) for capital in range(3)]
        cabinet, routine = self.doors.chances(week)
        players = [
            values.player(week, legal[k] * self._free(week, k), (cabinet[k], routine[k]))
            for k, values in enumerate(self.values)
        ]
        answer = self._reason(Game(*players), state.arena.shape[1])  # type: ignore[arg-type]
        state.unconverged[...] = answer.unconverged
        pulled = np.zeros((sum(len(t.levers) for t in self.tables), state.arena.shape[1]), dtype=state.arena.dtype)
        luck = week.draw(DOORS)
        for k in range(3):
            if week.index >= self.plan.capitals[k].decides_from:
                through_cabinet = luck[2 * k] < cabinet[k]
                on_agenda = through_cabinet | (luck[2 * k + 1] < routine[k])
                pulled[self.lever_slices[k]] = self._pick(week, k, answer, on_agenda, through_cabinet)
        moves = state.moves
        np.take(pulled, self.levers_of_part, axis=0, out=moves)
        for k in range(3):
            self._lift(week, self.plan.capitals[k])
            self._force(week, k, legal[k], pulled, moves)
            moves[self.part_slices[k].start] = 0.0
        self._remember(week, pulled)
        self._learn(week, answer, pulled)

    def _legal(self, week: Week, capital: int) -> Array:
        """Which levers may be pulled, (L, W): preconditions, law, cooldown and bans; hold always."""
        table, plan = self.tables[capital], self.plan.capitals[capital]
        legal = np.ones((len(table.levers), week.state.arena.shape[1]), dtype=week.state.arena.dtype)
        for row, lever in enumerate(table.levers):
            if lever.name in plan.banned:
                legal[row] = 0.0
            elif lever.has_precondition:
                legal[row] = lever.possible(week)
        return legal

    def _reason(self, game: Game, worlds: int) -> Answer:
        if self.plan.mode == "equilibrium":
            answer = solve(game, self.expected)
            self.expected = answer.expected
            return answer
        steps = self.plan.level if self.plan.mode == "level_k" else 0
        return reason_in_steps(game, worlds, steps, self.expected.dtype)

    def _pick(self, week: Week, k: int, answer: Answer, on_agenda: Array, through_cabinet: Array) -> Array:
        """Which lever each world's government pulls, one-hot (L, W).

        The lever with the largest weight over an exponential clock: the Gumbel rule of logit choice, with the
        clocks addressed lever by lever so that arms of a comparison share them.
        """
        table = self.tables[k]
        weights = answer.weights[k]
        own = weights[:, 0] + week.state.type_high[k] * (weights[:, 1] - weights[:, 0])
        door = np.stack((on_agenda, through_cabinet)).astype(own.dtype)
        allowed = table.doors @ door
        allowed += table.hold
        own *= allowed
        luck = week.draw(self.clocks[k])
        own[: len(luck)] /= luck
        for row, stream in enumerate(self.own_clocks[k], start=len(luck)):
            own[row] /= week.draw(stream)[0]
        choice = own.argmax(axis=0)
        return np.asarray(choice == np.arange(len(table.levers))[:, np.newaxis], dtype=own.dtype)

    def _free(self, week: Week, k: int) -> Array:
        return np.asarray(week.state.wait[self.lever_slices[k]] <= 0.0)

    def _lift(self, week: Week, plan: CapitalPlan) -> None:
        for name in plan.lifts.get(week.index, ()):
            lever = next(lever for lever in plan.levers if lever.key == name)
            if lever.lift is not None:
                lever.lift(week, np.ones(week.state.arena.shape[1], dtype=week.state.arena.dtype))

    def _force(self, week: Week, k: int, legal: Array, pulled: Array, moves: Array) -> None:
        """Forced levers replace the government's own choice in every world where they are possible."""
        for order in self.plan.capitals[k].orders.get(week.index, ()):
            table = self.tables[k]
            row = table.rows[order.lever.split(".", 1)[1]]
            can = legal[row]
            self.missed[order.lever] += float((1.0 - can).sum())
            self.forced_weeks[order.lever] += 1
            levers, parts = self.lever_slices[k], self.part_slices[k]
            forced_before = self._forced_rows(week, k)
            keep = np.array([[float(name in forced_before)] for name in table.rows], dtype=moves.dtype)
            part_keep = np.array([[float(table.levers[r].name in forced_before)] for r, _ in table.parts], moves.dtype)
            pulled[levers] *= np.maximum(keep, 1.0 - can)
            moves[parts] *= np.maximum(part_keep, 1.0 - can)
            self._give(order, table, row, can, pulled[levers], moves[parts])

    def _forced_rows(self, week: Week, k: int) -> set[str]:
        orders = self.plan.capitals[k].orders.get(week.index, ())
        return {order.lever.split(".", 1)[1] for order in orders}

    @staticmethod
    def _give(order: Order, table: LeverTable, row: int, can: Array, pulled: Array, moves: Array) -> None:
        pulled[row] += can * (1.0 - pulled[row])
        for part, (lever, key) in enumerate(table.parts):
            if lever == row:
                moves[part] += can * (order.doses.get(key, np.zeros(1)) - moves[part])

    def _remember(self, week: Week, pulled: Array) -> None:
        """Cooldowns start, and the first lever that each capital pulled is noted for the record."""
        state = week.state
        for k, table in enumerate(self.tables):
            wait = state.wait[self.lever_slices[k]]
            mine = pulled[self.lever_slices[k]]
            wait += mine * (table.cooldown - wait)
            state.move[k] = mine[1:].argmax(axis=0) + 1
            state.move[k] *= mine[1:].max(axis=0)

    def _learn(self, week: Week, answer: Answer, pulled: Array) -> None:
        """Public moves tell about the mover's type; a credible mediator tells the truth; all slowly forget."""
        state = week.state
        for k, table in enumerate(self.tables):
            weights, totals = answer.weights[k], answer.totals[k]
            mine = pulled[self.lever_slices[k]] * table.public
            seen = mine[1:].max(axis=0)
            chance = np.empty((2, seen.size), dtype=weights.dtype)
            routine = table.routine[:, np.newaxis]
            for kind in range(2):
                hit = (weights[:, kind] * mine).sum(axis=0)
                routine_hit = (weights[:, kind] * (mine * routine)).sum(axis=0)
                chance[kind] = hit / totals[0, kind] + routine_hit / totals[1, kind]
            self._update_belief(state.belief_high[k], self.prior[k], chance, seen)
        truth = state.type_high - state.belief_high
        state.belief_high[:2] += self.taught * state.face[::-1] * truth[:2]

    def _update_belief(self, belief: Array, prior: Array, chance: Array, seen: Array) -> None:
        tempered = np.exp(self.learning * np.log(np.maximum(chance, UNLIKELY)))
        high = belief * tempered[1]
        posterior = high / (high + (1.0 - belief) * tempered[0] + UNLIKELY)
        belief += seen * (posterior - belief)
        belief += self.forgetting * (prior - belief)

    def reveal(self, week: Week) -> None:
        """Levers take effect, and this week's moves become signals that others perceive."""
        state = week.state
        for k, table in enumerate(self.tables):
            doses = state.moves[self.part_slices[k]]
            active = doses.any(axis=1)
            first = 0
            for lever in table.levers:
                last = first + len(lever.parts)
                if lever.has_effect and active[first:last].any():
                    lever.effect(week, doses[first:last])
                first = last
        np.matmul(self.wiring, state.moves, out=self.signals)
        self.signals *= self.scales
        np.minimum(state.visibility, 1.0, out=state.visibility)
        np.minimum(state.us_visibility, 1.0, out=state.us_visibility)
        np.multiply(np.maximum(state.escalation, 0.0), state.visibility, out=state.escalation_seen)
        self._charge_pact_moves(week)

    def _charge_pact_moves(self, week: Week) -> None:
        """Moves about the pact stir and please nationalists as far as the pact is politically charged."""
        state = week.state
        rows = [self.part_slices[0].start + part for part, (lever, _) in enumerate(self.tables[0].parts)
                if lever in self.tables[0].pact_rows]
        about_pact = state.moves[rows].max(axis=0) > 0.0
        charge = 1.0 + about_pact * (state.pact_politics - 1.0)
        state.escalation_stirring[...] = state.escalation_seen
        state.escalation_stirring[0] *= charge
        state.nationalism[0] *= charge
