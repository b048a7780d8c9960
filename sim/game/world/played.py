"""A room as a scenario: what was ordered, said and drawn, on top of the scenario that the game is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sim.game.rules.room import Move, Order, Room
from sim.game.rules.talk import TONES
from sim.kernel.catalogue import catalogue
from sim.kernel.clock import Clock
from sim.kernel.records import CAPITALS, Lever
from sim.scenario.scenario import Forced, Luck, Policy, Scenario, ShockEvent, Turn
from sim.study.turning_points import freed

STATEMENT = "public_statement"
WEEK = 7


def as_scenario(room: Room, base: Scenario) -> Scenario:
    """The game as a scenario whose world 0 is the lived world, to the last bit.

    It ends with the last resolved move, or with the present one where its orders are being carried out; before the
    first it is the record alone. Whatever the base leaves to its record after the opening is dropped: from then on
    people, standing orders and agents decide, as the hands of each move say.
    """
    count = moves_played(room)
    end = room.setup.first_day(count)
    record = _record(base, room.setup.opens)
    weeks = max((end - base.start).days // WEEK, 1)
    clock = replace(record, weeks=weeks).clock
    shocks = (event for event in (*record.shocks, *_struck(room, count)) if clock.holds(event.at))
    moves = enumerate(room.moves[:count])
    return replace(
        record,
        title=f"{room.setup.title}, room {room.code}",
        sources=(*base.sources, _origin(room, base, count)),
        weeks=weeks,
        policies={capital: _policy(room, record, capital, count) for capital in CAPITALS},
        shocks=tuple(shocks),
        luck=tuple(Luck(room.setup.first_day(index), move.luck) for index, move in moves if move.luck is not None),
        watch=room.setup.watch or base.watch,
    )


def moves_played(room: Room) -> int:
    """How many moves belong to the world: those resolved, and the present one in the phase in which it is."""
    answering = room.stage == "playing" and room.phase == "resolve" and room.move.report is None
    return len(room.resolved) + answering


def _origin(room: Room, base: Scenario, count: int) -> str:
    moves = "1 move" if count == 1 else f"{count} moves"
    return f"Game in room {room.code}: {moves} from {room.setup.opens} on, in the world of '{base.title}'"


def _record(base: Scenario, opens: date) -> Scenario:
    """The base up to the opening. Doses that vary in the record are taken as they are written, and what was expected
    of other worlds is forgotten."""
    ended = freed(base, opens)
    parameters = catalogue().parameters
    uncertain = {key: spread for key, spread in ended.uncertain.items() if key in parameters}
    policies = {capital: _until(policy, opens, base.clock) for capital, policy in ended.policies.items()}
    kept = tuple(change for change in ended.luck if change.at < opens)
    return replace(ended, policies=policies, uncertain=uncertain, luck=kept, sweep={}, expect=())


def _until(policy: Policy, opens: date, clock: Clock) -> Policy:
    """A policy whose record ends: what is forced before stays, and what would be lifted after stays in force. To do
    nothing at all is to have a script without lines."""
    first = clock.week_of(opens)
    forced = (item for item in policy.force if clock.week_of(item.at) < first)
    kept = tuple(replace(item, until=None) if item.until and item.until >= opens else item for item in forced)
    then = tuple(turn for turn in policy.then if turn.at < opens)
    return replace(policy, policy="script" if policy.policy == "hold" else policy.policy, force=kept, then=then)


def _policy(room: Room, record: Scenario, capital: str, count: int) -> Policy:
    """Who decides from which move on, and what was ordered."""
    policy = record.policies[capital]
    orders = tuple(
        forced
        for index, move in enumerate(room.moves[:count])
        if move.hands[capital] != "agent" and capital in move.orders
        for forced in _forced(room, index, move.orders[capital], record)
    )
    return replace(policy, force=(*policy.force, *orders), then=(*policy.then, *_turns(room, policy, capital, count)))


def _turns(room: Room, policy: Policy, capital: str, count: int) -> Iterator[Turn]:
    now = policy.then[-1].policy if policy.then else policy.policy
    for index, move in enumerate(room.moves[:count]):
        decides = "agent" if move.hands[capital] == "agent" else "script"
        if decides != now:
            yield Turn(room.setup.first_day(index), decides)
            now = decides


def _forced(room: Room, index: int, order: Order, record: Scenario) -> Iterator[Forced]:
    """The lines of an order, each on a legal day of its week. What the scenario forbids, or what has no legal day, is
    left out: it could not be carried out. Of a lever that stands there twice in a week the larger dose counts."""
    found: dict[tuple[str, date], Forced] = {}
    for line in order.lines:
        lever = room.levers[line.lever]
        day = _legal_day(lever, room.setup.day_of(index, line.week), record.clock)
        forbidden = lever.is_hold or lever.name in record.policies[lever.owner].ban
        if day is None or forbidden or not any(line.doses.values()):
            continue
        forced = Forced(lever.key, day, {part.key: line.doses.get(part.key, 0.0) for part in lever.parts})
        before = found.get((lever.key, day))
        if before is None or max(before.doses.values()) < max(forced.doses.values()):
            found[lever.key, day] = forced
    yield from found.values()


def _legal_day(lever: Lever, monday: date, clock: Clock) -> date | None:
    """The Monday, or else the first day of the world's week on which the law allows a lever."""
    window = catalogue().windows[lever.window] if lever.window is not None else None
    first = clock.first_day(clock.week_of(monday))
    days = (monday, *(first + timedelta(days=day) for day in range(WEEK)))
    return next((day for day in days if window is None or window.opens(day)), None)


def _struck(room: Room, count: int) -> Iterator[ShockEvent]:
    """Injects and public statements, on the first day of their move."""
    for index, move in enumerate(room.moves[:count]):
        day = room.setup.first_day(index)
        for card in move.injected:
            if card.shock is not None:
                size = catalogue().shocks[card.shock].size.default if card.size is None else card.size
                yield ShockEvent(card.shock, day, size, None, card.option)
        for spoken in room.statements:
            if spoken.move == index:
                yield ShockEvent(STATEMENT, day, TONES[spoken.tone][1], None, spoken.capital)


def followed_by(room: Room, move: Move, weeks: int) -> Room:
    """The room as it would be if a move of so many weeks followed on those resolved, and were carried out."""
    done = room.resolved
    setup = replace(room.setup, moves=(*room.setup.moves[: len(done)], weeks))
    return replace(room, setup=setup, moves=(*done, replace(move, report={})))
