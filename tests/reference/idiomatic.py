"""The model as one would write it in Mesa: a model for each world, whose agents act week by week in plain Python.

It is the other side of the comparison of speed, and computes the same worlds as the vectorised engine.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import mesa

from sim.kernel.catalogue import catalogue
from sim.kernel.draws import Law
from sim.kernel.records import Lever
from sim.scenario.scenario import Scenario
from tests.reference import adversaries, choice, courts, leaders, opinion, pact, relations, settlement, shocks, supply
from tests.reference.setting import Luck, Setting, setting_of
from tests.reference.small_game import Government, equilibrium, wait_a_week
from tests.reference.week import open_world
from tests.reference.world import CAPITALS, World


class OwnLuck:
    """Luck from the model's own generators, as any Mesa model would have it."""

    def __init__(self, model: mesa.Model) -> None:
        self._random, self._rng = model.random, model.rng
        self._streams = {stream.key: (stream.rows, stream.law) for stream in catalogue().streams.values()}

    def draw(self, stream: str, week: int) -> list[float]:
        rows, law = self._streams[stream]
        if law is Law.UNIFORM:
            uniform = self._random.random
            return [uniform() for _ in range(rows)]
        gauss = self._random.gauss
        return [gauss(0.0, 1.0) for _ in range(rows)]

    def clocks(self, capital: str, levers: list[Lever], week: int) -> list[float]:
        found: list[float] = self._rng.standard_exponential(len(levers)).tolist()
        return found


def recorded_series() -> dict[str, Callable[[CrisisWorld], float]]:
    """How to read each recorded series off a model."""
    found: dict[str, Callable[[CrisisWorld], float]] = {}
    for field in catalogue().fields.values():
        if field.recorded:
            for row, name in enumerate(field.row_keys):
                found[name] = partial(_read, key=field.key, row=row if field.rows else None)
    return found


def _read(model: CrisisWorld, key: str, row: int | None) -> float:
    value = getattr(model.world, key)
    number: float = value if row is None else value[row]
    return number


class CrisisWorld(mesa.Model):
    """One world of the crisis. `.step()` is one week, and its data collector keeps the recorded series."""

    def __init__(
        self,
        scenario: Scenario,
        seed: int | Sequence[int] = 0,
        values: Mapping[str, float] | None = None,
        luck: Luck | None = None,
    ) -> None:
        super().__init__(rng=seed)
        self.setting: Setting = setting_of(scenario, values or {})
        self.luck: Luck = luck or OwnLuck(self)
        self.world: World = open_world(self.setting, self.luck)
        del self.world.moves
        self.week = 0
        self.expected = [[0.0] * 3 for _ in CAPITALS]
        self.datacollector = mesa.DataCollector(model_reporters=recorded_series())
        self.governments = [Capital(self, k) for k in range(len(CAPITALS))]
        self.pact, self.courts, self.mediator = Pact(self), Courts(self), Mediator(self)
        self.pyongyang, self.beijing_moscow = Pyongyang(self), BeijingMoscow(self)
        self.publics, self.industry, self.ministry = Publics(self), Industry(self), TradeMinistry(self)
        self.relations, self.table = Relations(self), SettlementTable(self)

    @property
    def p(self) -> Mapping[str, float]:
        return self.setting.p

    def chance(self, stream: str) -> list[float]:
        """This week's luck that decides whether something happens."""
        return self.setting.chance(self.luck, stream, self.week)

    def step(self) -> None:
        """One week: what befalls the capitals, what they choose, and what that sets off."""
        self._before()
        self._choose()
        self._after()
        self.datacollector.collect(self)
        self.week += 1

    def _before(self) -> None:
        for shock, size, option in self.setting.shocks.get(self.week, ()):
            shocks.strike(self.world, self.p, shock, size, option)
        leaders.take_office(self.world, self.p, self.luck.draw("leaders.types", self.week))
        self.pact.consult_calendar()
        self.courts.advance()
        self.pyongyang.act()
        self.beijing_moscow.act()
        self.relations.set_stakes()
        self.mediator.be_heard()
        self.table.take_positions()

    def _choose(self) -> None:
        world, first_day = self.world, self.setting.first_day(self.week)
        wait_a_week(world)
        sides = [capital.mind.take_stock(world, self.week, first_day) for capital in self.governments]
        weights, self.expected, open_still = equilibrium(sides, self.expected, self.p)
        world.unconverged = float(open_still)
        door_luck = self.luck.draw("decision.doors", self.week)
        done: dict[str, Mapping[str, float]] = {}
        for capital in self.governments:
            done.update(capital.decide(weights, door_luck))
        choice.learn_from_mediator(world, self.p)
        choice.reveal(world, self.p, self.setting.tables, done)

    def _after(self) -> None:
        self.pact.carry_out()
        self.ministry.grant()
        self.table.negotiate()
        self.mediator.accumulate()
        self.publics.judge()
        self.relations.react()
        self.publics.boycott()
        self.industry.produce()
        self.table.bargain()
        self.relations.quarrel()
        self.pact.run_out()
        self.relations.measure()
        self.beijing_moscow.profit()
        self.relations.grow_old()


def run_world(scenario: Scenario, seed: int, world: int, weeks: int) -> CrisisWorld:
    """One world of an ensemble from its first week on, with luck of its own."""
    model = CrisisWorld(scenario, seed=(seed, world))
    for _ in range(weeks):
        model.step()
    return model


class Part(mesa.Agent):
    """One actor or institution of one world."""

    model: CrisisWorld

    @property
    def world(self) -> World:
        return self.model.world


class Capital(Part):
    """A government that reasons about the two others."""

    def __init__(self, model: CrisisWorld, capital: int) -> None:
        super().__init__(model)
        first = sum(len(rows) for rows in model.setting.tables[:capital])
        self.mind = Government(capital, model.setting, first)
        self.levers = [row.lever for row in model.setting.tables[capital]]

    def decide(self, weights: list, door_luck: list[float]) -> dict[str, Mapping[str, float]]:  # type: ignore[type-arg]
        k, week = self.mind.capital, self.model.week
        clocks = self.model.luck.clocks(CAPITALS[k], self.levers, week)
        return self.mind.decide(self.world, week, weights[k], door_luck[2 * k : 2 * k + 2], clocks)


class Pact(Part):
    """The intelligence pact."""

    def consult_calendar(self) -> None:
        pact.consult_calendar(self.world, self.model.p, self.model.setting.first_day(self.model.week))

    def carry_out(self) -> None:
        pact.carry_out(self.world, self.model.p)

    def run_out(self) -> None:
        pact.run_out(self.world, self.model.p, self.model.setting.first_day(self.model.week))


class Courts(Part):
    """The Korean courts."""

    def advance(self) -> None:
        courts.keep_time(self.world, self.model.setting, self.model.week, self.model.luck)
        courts.advance(self.world, self.model.p, self.model.chance("courts.advance"))


class Pyongyang(Part):
    """North Korea."""

    def act(self) -> None:
        adversaries.launch(self.world, self.model.p, self.model.chance("pyongyang.launch"))


class BeijingMoscow(Part):
    """China and Russia."""

    def act(self) -> None:
        adversaries.probe(self.world, self.model.p, self.model.chance("beijing_moscow.probe"))

    def profit(self) -> None:
        """Every adversary counts its gain."""
        adversaries.profit(self.world, self.model.p)


class Mediator(Part):
    """Washington between the two."""

    def be_heard(self) -> None:
        relations.be_heard(self.world, self.model.p)

    def accumulate(self) -> None:
        relations.accumulate(self.world, self.model.p)


class TradeMinistry(Part):
    """The Japanese ministry that grants licences."""

    def grant(self) -> None:
        supply.carry_out(self.world, self.model.p)


class Publics(Part):
    """The two publics."""

    def judge(self) -> None:
        model = self.model
        opinion.stir(self.world, model.p, model.setting.first_day(model.week))
        opinion.swing(self.world, model.p)
        opinion.judge(self.world, model.p, model.luck.draw("approval.noise", model.week))

    def boycott(self) -> None:
        opinion.spread(self.world, self.model.p)


class Industry(Part):
    """Korean chip makers, and what the dispute costs on both sides."""

    def produce(self) -> None:
        supply.supply(self.world, self.model.p)
        supply.count_losses(self.world, self.model.p)


class SettlementTable(Part):
    """Where the forced-labour question and the bill for the troops are negotiated."""

    def take_positions(self) -> None:
        settlement.take_positions(self.world, self.model.p)

    def negotiate(self) -> None:
        luck = self.model.chance("cost_sharing.talks")
        settlement.negotiate(self.world, self.model.p, luck[0])

    def bargain(self) -> None:
        settlement.bargain(self.world, self.model.p, self.model.chance("settlement.luck"))


class Relations(Part):
    """Hostility, fatigue, fear and trust between the three."""

    def set_stakes(self) -> None:
        relations.set_stakes(self.world, self.model.p)

    def react(self) -> None:
        world, p = self.world, self.model.p
        for follow in (
            relations.climate,
            relations.account,
            relations.tire,
            relations.remember,
            relations.feel,
            relations.learn_from_pressing,
        ):
            follow(world, p)

    def quarrel(self) -> None:
        relations.quarrel(self.world, self.model.p, self.model.chance("friction.leak")[0])

    def measure(self) -> None:
        relations.measure(self.world, self.model.p)

    def grow_old(self) -> None:
        relations.grow_old(self.world, self.model.p)
