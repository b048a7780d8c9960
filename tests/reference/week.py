"""One week of one world: the mechanisms in their order."""

from __future__ import annotations

from tests.reference import (
    adversaries,
    choice,
    courts,
    leaders,
    opinion,
    pact,
    relations,
    settlement,
    shocks,
    supply,
)
from tests.reference.choice import Decided, Expected
from tests.reference.setting import Luck, Setting
from tests.reference.world import CAPITALS, World


def open_world(setting: Setting, luck: Luck) -> World:
    """The first day: declared values, then what the parameters and the luck of the first week say."""
    world, p = World.at_the_start(), setting.p
    world.wait = [0.0] * sum(len(rows) for rows in setting.tables)
    world.moves = [0.0] * sum(len(row.lever.parts) for rows in setting.tables for row in rows)
    leaders.open_offices(world, p, luck.draw("leaders.types", 0))
    courts.open_cases(world, p, luck.draw("courts.acceptance", 0)[0])
    supply.open_trade(world, p, luck.draw("licensing.delays", 0))
    pact.open_pact(world, p)
    adversaries.open_adversaries(world, p)
    relations.open_relations(world, p)
    opinion.open_opinion(world, p)
    relations.measure(world, p)
    return world


def before_decisions(world: World, setting: Setting, week: int, luck: Luck) -> None:
    """What happens to the capitals before they choose."""
    p = setting.p
    for shock, size, option in setting.shocks.get(week, ()):
        shocks.strike(world, p, shock, size, option)
    leaders.take_office(world, p, luck.draw("leaders.types", week))
    pact.consult_calendar(world, p, setting.first_day(week))
    courts.keep_time(world, setting, week, luck)
    courts.advance(world, p, setting.chance(luck, "courts.advance", week))
    adversaries.launch(world, p, setting.chance(luck, "pyongyang.launch", week))
    adversaries.probe(world, p, setting.chance(luck, "beijing_moscow.probe", week))
    relations.set_stakes(world, p)
    relations.be_heard(world, p)
    settlement.take_positions(world, p)


def decide(world: World, setting: Setting, week: int, luck: Luck, start: Expected) -> Decided:
    """The three capitals reason and move; the moves take effect and are seen."""
    clocks = [
        luck.clocks(capital, [row.lever for row in rows], week)
        for capital, rows in zip(CAPITALS, setting.tables, strict=True)
    ]
    dealt = choice.Luck(luck.draw("decision.doors", week), clocks)
    decided = choice.choose(
        world,
        setting.p,
        setting.tables,
        setting.plans,
        week,
        setting.first_day(week),
        dealt,
        start,
        setting.mode,
        setting.level,
    )
    choice.reveal(world, setting.p, setting.tables, decided.done)
    return decided


def after_decisions(world: World, setting: Setting, week: int, luck: Luck) -> None:
    """What the moves set off by the end of the week."""
    p, first_day = setting.p, setting.first_day(week)
    pact.carry_out(world, p)
    supply.carry_out(world, p)
    settlement.negotiate(world, p, setting.chance(luck, "cost_sharing.talks", week)[0])
    relations.accumulate(world, p)
    opinion.stir(world, p, first_day)
    opinion.swing(world, p)
    opinion.judge(world, p, luck.draw("approval.noise", week))
    relations.climate(world, p)
    relations.account(world, p)
    relations.tire(world, p)
    relations.remember(world, p)
    relations.feel(world, p)
    relations.learn_from_pressing(world, p)
    opinion.spread(world, p)
    supply.supply(world, p)
    supply.count_losses(world, p)
    settlement.bargain(world, p, setting.chance(luck, "settlement.luck", week))
    relations.quarrel(world, p, setting.chance(luck, "friction.leak", week)[0])
    pact.run_out(world, p, first_day)
    relations.measure(world, p)
    adversaries.profit(world, p)
    relations.grow_old(world, p)


def live(world: World, setting: Setting, week: int, luck: Luck, start: Expected) -> Decided:
    """One week of one world."""
    before_decisions(world, setting, week, luck)
    decided = decide(world, setting, week, luck, start)
    after_decisions(world, setting, week, luck)
    return decided
