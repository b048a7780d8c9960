"""The governments decide: opportunities open, all reason about all, and each picks a lever or does as ordered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.decision.beliefs import Beliefs
from sim.decision.doors import Doors, believed
from sim.decision.equilibrium import HEARD, Answer, Game, reason_in_steps, solve
from sim.decision.odds import Odds
from sim.decision.permission import Choices, Permission
from sim.decision.plan import CapitalPlan, Order, Plan
from sim.decision.table import LeverTable
from sim.decision.values import AllyValues, WashingtonValues
from sim.kernel.bounds import ONE, ZERO
from sim.kernel.draws import Law, Stream
from sim.kernel.participant import Participant, Setup
from sim.kernel.records import CAPITALS, ONCE
from sim.kernel.state import Array, Field
from sim.kernel.week import Week

DOORS = Stream("decision.doors", 6, Law.UNIFORM, "Whether cabinet and routine diplomacy take up the dispute.")
LONGEST_WAIT = float(ONCE)


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
        Field("wait", "Weeks until a lever is free", "weeks", 0.0, LONGEST_WAIT, "Cooldowns.", levers),
    )


@dataclass(frozen=True, slots=True)
class Reasoning:
    """What went on in the three governments in a week, before anybody moved, also where others decided for them.

    `game` is as it stood before the choice, and `answer` is where the reasoning ended. `choices` say, by capital, what
    could be chosen; `cabinet` and `only_routine` (government, world) are the chances that the cabinet door opens and
    that only the routine door does.
    """

    game: Game
    answer: Answer
    choices: list[Choices]
    cabinet: Array
    only_routine: Array


class Decision(Participant):
    """Each week the three governments choose at once, expecting what each other's types would do.

    `reasoning` is that of the last week that was played.
    """

    KEY = "decision"
    LABEL = "Decisions of the three capitals"
    STREAMS = (DOORS,)
    FIELDS = (
        Field("move", "Lever pulled", "row in the list of levers", 0.0, 60.0, "0 is hold.", CAPITALS, 0.0, True),
        Field("unconverged", "Unresolved reasoning", "0 or 1", 0.0, 1.0, "No equilibrium found.", (), 0.0, True),
    )

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def prepare(self, setup: Setup) -> None:
        inputs = setup.inputs
        dtype = inputs.dtype
        self.tables = [LeverTable(capital.capital, capital.levers, dtype) for capital in self.plan.capitals]
        self.allies = AllyValues((self.tables[0], self.tables[1]), inputs)
        self.washington = WashingtonValues(self.tables[2], inputs)
        self.doors = Doors(inputs)
        self.odds = Odds(self.tables, setup.worlds)
        self.beliefs = Beliefs(self.tables, self.odds, inputs)
        built_in = [len(plan.levers) - plan.added for plan in self.plan.capitals]
        self.clocks = [clocks(capital, count) for capital, count in zip(CAPITALS, built_in, strict=True)]
        self.own_clocks = [
            [own_clock(lever.key) for lever in table.levers[count:]]
            for table, count in zip(self.tables, built_in, strict=True)
        ]
        self.expected = np.zeros((3, HEARD, setup.worlds), dtype=dtype)
        self.columns = np.arange(setup.worlds)
        self.choice = np.zeros((3, setup.worlds), dtype=np.int16)
        self._wire(setup)
        self.missed: dict[str, Array] = {}
        self.forced_weeks: dict[str, int] = {}

    def _all_parts(self) -> list[tuple[int, str]]:
        found, first = [], 0
        for table in self.tables:
            found += [(first + row, part) for row, part in table.parts]
            first += len(table.levers)
        return found

    def _wire(self, setup: Setup) -> None:
        """Which rows of levers and of their parts belong to whom."""
        inputs = setup.inputs
        counts = [len(table.parts) for table in self.tables]
        lever_counts = [len(table.levers) for table in self.tables]
        self.permission = Permission(self.plan.capitals, setup.worlds, inputs.dtype)
        self.legal: Array = np.ones((sum(lever_counts), setup.worlds), dtype=bool)
        self.lever_slices = self.permission.rows
        self.part_slices = [slice(sum(counts[:k]), sum(counts[: k + 1])) for k in range(3)]
        self.levers_of_part = np.array([row for row, _ in self._all_parts()])
        self.door_of_lever = self._door_of_lever()
        self.picked = np.zeros((sum(lever_counts), setup.worlds), dtype=bool)
        self.cooldowns = np.concatenate([table.cooldown for table in self.tables])
        numbers = [np.arange(count, dtype=self.choice.dtype) for count in lever_counts]
        self.lever_numbers = np.concatenate(numbers)[:, np.newaxis]

    def _door_of_lever(self) -> Array:
        """The door through which each lever passes: 0 to 2 are the agendas of the capitals, 3 to 5 their cabinets;
        holding has the last one, which is always open."""
        doors = np.empty(sum(len(table.levers) for table in self.tables), dtype=np.int64)
        for k, (rows, table) in enumerate(zip(self.lever_slices, self.tables, strict=True)):
            doors[rows] = np.where(table.routine > ZERO, k, 3 + k)
            doors[rows.start] = 6
        return doors

    def choose(self, week: Week) -> None:
        """Opportunities open, governments reason, and each picks a lever or holds; forced levers replace choices."""
        state = week.state
        wait = state.wait
        wait -= ONE
        wait.clip(ZERO, LONGEST_WAIT, out=wait)
        legal = self.legal = self.permission.legal(week)
        choices = self.permission.choices(legal, wait)
        cabinet, routine = self.doors.chances(week)
        only_routine = (ONE - cabinet) * routine
        doors = believed(state.belief_high, cabinet, only_routine)
        seoul, tokyo = self.allies.players(week, choices, doors)
        game = Game(seoul, tokyo, self.washington.player(week, choices[2], doors))
        answer = self._reason(game, state.arena.shape[1])
        self.reasoning = Reasoning(game, answer, choices, cabinet, only_routine)
        state.unconverged[...] = answer.unconverged
        self._pick_all(week, answer, cabinet, routine)
        for k, rows in enumerate(self.lever_slices):
            np.equal(self.choice[k], self.lever_numbers[rows], out=self.picked[rows])
        pulled = self.picked.astype(state.arena.dtype)
        pulled.take(self.levers_of_part, axis=0, out=state.moves, mode="clip")
        for k in range(3):
            self._lift(week, self.plan.capitals[k])
            self._force(week, k, legal[self.lever_slices[k]], pulled)
            state.moves[self.part_slices[k].start] = 0.0
        np.maximum(wait, pulled * self.cooldowns, out=wait)
        state.move[...] = self.choice
        self.beliefs.learn(week, self.choice, answer, cabinet, only_routine)

    def _reason(self, game: Game, worlds: int) -> Answer:
        if self.plan.mode == "equilibrium":
            answer = solve(game, self.expected)
            self.expected = answer.expected
            return answer
        steps = self.plan.level if self.plan.mode == "level_k" else 0
        return reason_in_steps(game, worlds, steps, self.expected.dtype)

    def _pick_all(self, week: Week, answer: Answer, cabinet: Array, routine: Array) -> None:
        """Which lever each government pulls in each world: row numbers, 0 where it holds or others decide.

        The lever with the largest weight over an exponential clock: the Gumbel rule of logit choice, with the
        clocks addressed lever by lever so that arms of a comparison share them. The row is found by comparing with
        the largest, which takes half the time of argmax over the short axis.
        """
        luck = week.draw(DOORS)
        doors = np.ones((7, self.columns.size), dtype=cabinet.dtype)
        through_cabinet = luck[::2] < cabinet
        doors[:3] = through_cabinet | (luck[1::2] < routine)
        doors[3:6] = through_cabinet
        own_type = week.state.type_high.astype(np.int64) * self.columns.size + self.columns
        early = doors.take(self.door_of_lever, axis=0)
        for k, rows in enumerate(self.lever_slices):
            weights = answer.weights[rows].reshape(rows.stop - rows.start, -1)
            early[rows] *= weights.take(own_type[k], axis=1)
            self._wait_for_clocks(week, k, early[rows])
            np.equal(early[rows], np.maximum.reduce(early[rows], axis=0), out=self.picked[rows])
        first = self.picked * self.lever_numbers
        for k, rows in enumerate(self.lever_slices):
            if self.plan.capitals[k].decides(week.index):
                np.maximum.reduce(first[rows], axis=0, out=self.choice[k])
            else:
                self.choice[k] = 0

    def _wait_for_clocks(self, week: Week, k: int, early: Array) -> None:
        """Divide the weights of a capital's levers, (L, W), by the times at which their clocks ring."""
        luck = week.draw(self.clocks[k])
        early[: len(luck)] /= luck
        for row, stream in enumerate(self.own_clocks[k], start=len(luck)):
            early[row] /= week.draw(stream)[0]

    def _lift(self, week: Week, plan: CapitalPlan) -> None:
        for name in plan.lifts.get(week.index, ()):
            lever = next(lever for lever in plan.levers if lever.key == name)
            if lever.lift is not None:
                lever.lift(week, np.ones(week.state.arena.shape[1], dtype=week.state.arena.dtype))

    def _force(self, week: Week, k: int, legal: Array, pulled: Array) -> None:
        """Forced levers replace the government's own choice in every world where they are possible.

        A dose of 0 is off: there the government decides as if nothing were forced.
        """
        orders = self.plan.capitals[k].orders.get(week.index, ())
        if not orders:
            return
        table, moves = self.tables[k], week.state.moves[self.part_slices[k]]
        mine = pulled[self.lever_slices[k]]
        targets = [table.rows[order.lever.split(".", 1)[1]] for order in orders]
        meant = [np.any(np.stack([dose > ZERO for dose in _alike(order)]), axis=0) for order in orders]
        done = [legal[row] * wanted for row, wanted in zip(targets, meant, strict=True)]
        replaced = np.maximum.reduce(done, axis=0)
        mine *= ONE - replaced
        moves *= ONE - replaced
        for order, row, wanted, can in reversed(list(zip(orders, targets, meant, done, strict=True))):
            self.missed[order.lever] = self.missed.get(order.lever, ZERO) + (ONE - legal[row]) * wanted
            self.forced_weeks[order.lever] = self.forced_weeks.get(order.lever, 0) + 1
            self.choice[k] = np.where(can > ZERO, row, self.choice[k])
            np.maximum(mine[row], can, out=mine[row])
            for part, (lever, key) in enumerate(table.parts):
                if lever == row:
                    moves[part] += can * (order.doses.get(key, ZERO) - moves[part])


def _alike(order: Order) -> list[Array]:
    """The doses of an order's parts, broadcast against each other."""
    return list(np.broadcast_arrays(*order.doses.values()))
