"""A room is a scenario: valid, the same each time, and its world 0 is the world that the class lived."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine.run import run
from sim.game.rules.room import Move, Order, Room, Statement
from sim.game.setup.opening import first_monday
from sim.game.setup.records import Inject, Line
from sim.game.world.knowledge import PUBLIC
from sim.game.world.lives import Engine
from sim.game.world.moves import ghosts
from sim.game.world.played import as_scenario
from sim.kernel.catalogue import catalogue
from sim.kernel.clock import Clock
from sim.kernel.records import CAPITALS
from sim.scenario.library import scenario_names
from sim.scenario.load import load_scenario, load_text
from sim.scenario.scenario import Forced, Luck, Policy, Scenario, ShockEvent, Turn
from sim.scenario.write import to_yaml
from tests.game.world.rooms import base, begun, sealed, setup, whole_game

HUMAN = dict.fromkeys(CAPITALS, "human")
BALANCE = dict.fromkeys(CAPITALS, 1.0)


def played(*moves: Move, scenario: Scenario | None = None, **changes: Any) -> Scenario:
    """What a room with these resolved moves is, without a world having answered."""
    game = setup(**changes)
    hands = dict(HUMAN)
    room = Room("ABCDEF", game, hands=hands, stage="playing", phase="report", moves=tuple(_done(one) for one in moves))
    return as_scenario(room, scenario or base())


def _done(move: Move) -> Move:
    return replace(move, report={})


def move(hands: dict[str, str] | None = None, luck: int | None = None, **orders: tuple[Line, ...]) -> Move:
    found = {capital: Order(lines) for capital, lines in orders.items()}
    return Move({**HUMAN, **(hands or {})}, BALANCE, found, luck=luck)


@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_that_comes_along_exports_a_file_in_order(name: str) -> None:
    scenario = load_scenario(name)
    opens = first_monday(scenario)
    orders = move(seoul=(Line("seoul.quiet_channel", {"dose": 0.5}, 2),), tokyo=(Line("tokyo.gesture", {"dose": 1.0}),))
    found = played(orders, move({"tokyo": "agent"}, luck=7), move(), scenario=scenario, opens=opens)
    assert load_text(to_yaml(found), "game.yaml") == found
    assert found.clock.end == opens + timedelta(weeks=6, days=-1)
    before = played(scenario=scenario, opens=opens)
    assert load_text(to_yaml(before), "game.yaml") == before


def test_orders_turns_luck_and_events_stand_on_their_days() -> None:
    """Moves of two weeks from Monday 5 August: the second begins on the 19th, its second week on the 26th."""
    quiet = Line("seoul.quiet_channel", {"dose": 0.5}, 2)
    card = Inject("launch", "A launch", "", shock="dprk_missile", size=0.5)
    told = Inject("words", "A letter", "")
    second = replace(move({"tokyo": "agent"}, luck=9, seoul=(quiet,)), injected=(card, told))
    found = played(move(), second, move({"seoul": "script"}))
    in_game = [one for one in found.policies["seoul"].force if one.at >= date(2019, 8, 5)]
    assert in_game == [Forced("seoul.quiet_channel", date(2019, 8, 26), {"dose": 0.5})]
    assert found.luck == (Luck(date(2019, 8, 19), 9),)
    first, later = date(2019, 8, 5), date(2019, 9, 2)
    assert found.policies["seoul"].then == (Turn(first, "script"),)
    by_turns = (Turn(first, "script"), Turn(date(2019, 8, 19), "agent"), Turn(later, "script"))
    assert found.policies["tokyo"].then == by_turns
    assert ShockEvent("dprk_missile", date(2019, 8, 19), 0.5) in found.shocks
    assert found.clock == Clock(date(2018, 10, 29), 46)


def test_statements_are_shocks_as_loud_as_their_tone() -> None:
    room = begun()
    words = (Statement(1, 0, "tokyo", "No.", "sharp"), Statement(2, 0, "seoul", "Calm.", "calm"))
    words += (Statement(3, 0, "tokyo", "No again.", "sharp"),)
    found = as_scenario(sealed(replace(room, statements=words)), base())
    day = date(2019, 8, 5)
    spoken = [one for one in found.shocks if one.shock == "public_statement" and one.at >= day]
    sharp = ShockEvent("public_statement", day, 1.0, None, "tokyo")
    assert spoken == [ShockEvent("public_statement", day, 0.25, None, "seoul"), sharp, sharp]
    assert load_text(to_yaml(found), "game.yaml") == found


def test_the_record_ends_where_the_game_opens() -> None:
    """The record of history knows the notice of August and the launches of autumn; a game from 5 August knows neither,
    but the elections and scandals that nobody in the dispute chose."""
    history = base("history_2018_2023")
    found = played(move(), move(), move(), move(), scenario=history)
    opens = date(2019, 8, 5)
    assert all(one.at < opens for policy in found.policies.values() for one in policy.force)
    assert found.agents_from == opens
    kept = {one.shock for one in found.shocks if one.at >= opens}
    assert "dprk_missile" not in kept
    assert "scandal" in kept
    assert {one.shock for one in history.shocks if one.at > opens} > kept


def test_a_capital_that_did_nothing_at_all_can_be_played() -> None:
    still = replace(base(), policies={**base().policies, "washington": Policy("hold")})
    found = played(move(washington=(Line("washington.reassurance", {"dose": 1.0}),)), scenario=still)
    assert found.policies["washington"] == Policy(
        "script", (Forced("washington.reassurance", date(2019, 8, 5), {"dose": 1.0}),)
    )


def test_what_cannot_be_written_is_left_out_and_doubles_are_one() -> None:
    """Notice is legal until 25 August, so a notice in the week of 26 August has no day; a lever twice in a week counts
    once, with its larger dose; an agent's capital has no orders."""
    notice = Line("seoul.gsomia_notice", {"dose": 1.0}, 2)
    twice = (*(Line("tokyo.gesture", {"dose": dose}) for dose in (0.3, 0.7)), Line("tokyo.hold", {"dose": 1.0}))
    late = move({"washington": "agent"}, seoul=(notice,), tokyo=twice, washington=(Line("washington.reassurance", {}),))
    found = played(move(), late)
    force = [one for policy in found.policies.values() for one in policy.force if one.at >= date(2019, 8, 5)]
    assert force == [Forced("tokyo.gesture", date(2019, 8, 19), {"dose": 0.7})]
    forbidden = replace(base(), policies={**base().policies, "tokyo": Policy("agent", ban=frozenset({"gesture"}))})
    assert not played(move(), late, scenario=forbidden).policies["tokyo"].force
    early = played(move(seoul=(notice,)))
    assert early.policies["seoul"].force[-1].at == date(2019, 8, 12)


def test_the_window_may_open_in_the_middle_of_a_week() -> None:
    """26 June 2019, the first legal day, is a Wednesday."""
    notice = Line("seoul.gsomia_notice", {"dose": 1.0})
    found = played(move(seoul=(notice,)), opens=date(2019, 6, 24), scenario=base("history_2018_2023"))
    assert found.policies["seoul"].force[-1].at == date(2019, 6, 26)
    assert load_text(to_yaml(found), "game.yaml") == found


def test_the_game_replays_to_the_last_bit() -> None:
    """Every report of a game, a percentile, an undone move and changed hands included, is world 0 of its export."""
    for room in whole_game():
        found = as_scenario(room, base())
        again = load_text(to_yaml(found), "game.yaml")
        assert again == found
        results, report = run(again, worlds=1), room.last_report
        assert {key: float(one.values[0]) for key, one in results.outcomes.items()} == report["outcomes"]
        for known in PUBLIC:
            values = results.series[known.series].values
            assert values is not None
            assert known.shown(values[-2:, 0]) == report["series"][known.series]
    assert [one.luck is None for one in whole_game()[-1].moves] == [True, False, True, True]
    assert whole_game()[-1].undone


def test_a_ghost_is_the_lived_world_with_anothers_luck() -> None:
    """Column k of the worlds that answer a move is world 0 of the scenario, with the luck of world k from then on."""
    room = whole_game()[1]
    room = replace(room, phase="resolve", moves=(*room.moves[:-1], replace(room.moves[-1], report=None, luck=None)))
    scenario = as_scenario(room, base())
    lives = ghosts(Engine(), room, scenario)
    assert lives.lucks[0] == 0
    for column in (0, 1, 127, 128, 399):
        luck = (Luck(date(2019, 8, 19), column),)
        alone = run(replace(scenario, luck=luck), worlds=1)
        for key, series in alone.series.items():
            assert series.values is not None
            np.testing.assert_array_equal(series.values[:, 0], lives.record[key][:, column], err_msg=key)
        for key, outcome in alone.outcomes.items():
            assert outcome.values is not None
            assert outcome.values[0] == lives.outcomes[key][column], key


def test_the_lived_luck_goes_on_in_later_moves() -> None:
    """After a percentile was chosen, the world that is shown as seeded goes on with the luck that was chosen."""
    chosen, later = whole_game()[1].moves[-1].luck, whole_game()[3]
    room = replace(later, phase="resolve", moves=(*later.moves[:-1], replace(later.moves[-1], report=None)))
    lives = ghosts(Engine(), room, as_scenario(room, base()))
    assert chosen is not None
    assert lives.lucks[0] == chosen


LINES = st.builds(
    lambda lever, dose, week: Line(lever.key, {part.key: dose for part in lever.parts}, week),
    st.sampled_from(list(catalogue().levers.values())),
    st.sampled_from([0.0, 0.25, 1.0]),
    st.integers(1, 2),
)


@st.composite
def some_moves(draw: st.DrawFn) -> list[Move]:
    """Moves with any hands, any lines, lawful or not, any luck and any cards."""
    found = []
    for _ in range(draw(st.integers(0, 4))):
        lines = draw(st.lists(LINES, max_size=6))
        orders = {one: tuple(line for line in lines if line.capital == one) for one in CAPITALS}
        hands = {one: draw(st.sampled_from(["human", "agent", "script"])) for one in CAPITALS}
        luck = draw(st.none() | st.integers(0, 399))
        cards = draw(st.lists(st.sampled_from(list(catalogue().shocks.values())), max_size=2))
        told = (Inject(one.key, "", "", shock=one.key, option=(one.choices or (None,))[0]) for one in cards)
        found.append(replace(move(hands, luck, **orders), injected=tuple(told)))
    return found


@given(some_moves(), st.sampled_from(["july_2019", "history_2018_2023", "notice_2019", "baseline"]))
@settings(max_examples=40, deadline=None)
def test_whatever_was_played_exports_a_file_in_order(moves: list[Move], name: str) -> None:
    found = played(*moves, scenario=base(name))
    assert load_text(to_yaml(found), "game.yaml") == found
    assert found == played(*moves, scenario=base(name))
    for capital in CAPITALS:
        for index, one in enumerate(moves):
            week = 40 + 2 * index
            assert found.decides(capital, week) == (one.hands[capital] == "agent")


def test_a_world_may_begin_in_the_middle_of_a_week() -> None:
    """Its weeks begin on Thursdays: the Monday of 5 August lies in the week from 1 August, the fifth from 4 July."""
    thursday = Scenario(title="Thursday", start=date(2019, 7, 4), weeks=30)
    notice = Line("seoul.gsomia_notice", {"dose": 1.0}, 2)
    found = played(move(seoul=(notice,)), move({"seoul": "agent"}), scenario=thursday)
    assert load_text(to_yaml(found), "game.yaml") == found
    assert found.weeks == 4 + 4
    assert found.clock.week_of(found.policies["seoul"].force[0].at) == 5
    assert [found.decides("seoul", week) for week in range(8)] == [True, True, True, True, False, False, True, True]
