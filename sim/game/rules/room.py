"""A room as it stands: who sits where, what was ordered, said and agreed, and what the world did. A value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from sim.game.rules.act import RuleError
from sim.game.setup.records import HANDS, Inject, Line, Setup
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS, Lever

STAGES = {
    "lobby": "people join and choose a table",
    "playing": "moves are being played",
    "debrief": "all is revealed",
    "closed": "nothing can be done any more",
}
OBSERVERS = "observer"
TABLES = (*CAPITALS, OBSERVERS)


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place. `team` is a capital, "observer", or None before one is chosen; `role` numbers the team's
    role cards; `gone` marks people who left or were removed."""

    id: str
    name: str
    team: str | None = None
    role: int = 0
    head: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """What a capital does in a move. `code` is the commitment shown to all when it was sealed: the hash of the order
    and `salt`, so that nobody can change it unseen. `by` is the seat that sealed, "" for a standing order."""

    lines: tuple[Line, ...]
    reasoning: str = ""
    by: str = ""
    salt: str = ""
    code: str = ""
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a member would order; the team sees it."""

    seat: str
    lines: tuple[Line, ...]
    reasoning: str


@dataclass(frozen=True, slots=True)
class Message:
    """Words in a channel. `by` is a seat or "white"; `name` and `team` as they were; `hidden` by the white cell."""

    number: int
    at: float
    move: int
    by: str
    name: str
    team: str | None
    channel: str
    text: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """What a government says to the world's press."""

    number: int
    move: int
    capital: str
    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise that a capital pulls a lever, or does not pull it, by the end of a move (counted from 0)."""

    capital: str
    lever: str
    does: bool
    by_move: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """An offer of one capital to others. `answers` by capital: accepted or refused."""

    id: str
    move: int
    capital: str
    to: tuple[str, ...]
    text: str
    commitments: tuple[Commitment, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    withdrawn: bool = False

    @property
    def accepted(self) -> bool:
        return not self.withdrawn and all(self.answers.get(capital) == "accepted" for capital in self.to)


@dataclass(frozen=True, slots=True)
class Slip:
    """A person's probability that the answer to a question is yes, given in a move."""

    seat: str
    team: str | None
    move: int
    question: str
    probability: float


@dataclass(frozen=True, slots=True)
class Belief:
    """How resolute (for Washington: how engaged) a person takes another government to be, in percent."""

    seat: str
    team: str
    move: int
    about: str
    percent: float


@dataclass(frozen=True, slots=True)
class Ruling:
    """How the white cell settles a move: "seeded" takes the draw as it fell, "quantile" the world nearest a percentile
    of `outcome`, "overruled" likewise but outside p10-p90, with a reason. `outcome` is one as it stands at the
    end of the move, or a public series in its last week."""

    how: str = "seeded"
    outcome: str = ""
    percentile: float = 50.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """One cycle, from brief to report. `balance` is every capital's political capital when it began; `injected` what
    was injected into it; `luck` whose luck the lived world has from its first day (None: as before); `report` what
    came of it, None before it is resolved."""

    hands: Mapping[str, str]
    balance: Mapping[str, float]
    orders: Mapping[str, Order] = field(default_factory=dict)
    injected: tuple[Inject, ...] = ()
    ruling: Ruling | None = None
    luck: int | None = None
    report: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Room:
    """Everything about a game that the rules know. `ends` is when the phase's time is up (seconds since 1970), None
    without a timer; `left` the seconds that remain of a paused phase. `opening` is the report of the record before
    the first move. `undone` keeps moves that were taken back."""

    code: str
    setup: Setup
    custom: tuple[Lever, ...] = ()
    seats: Mapping[str, Seat] = field(default_factory=dict)
    hands: Mapping[str, str] = field(default_factory=dict)
    stage: str = "lobby"
    phase: str = ""
    ends: float | None = None
    left: float | None = None
    locked: bool = False
    opening: Mapping[str, Any] | None = None
    moves: tuple[Move, ...] = ()
    undone: tuple[Move, ...] = ()
    messages: tuple[Message, ...] = ()
    statements: tuple[Statement, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    suggestions: Mapping[str, Suggestion] = field(default_factory=dict)
    slips: tuple[Slip, ...] = ()
    beliefs: tuple[Belief, ...] = ()
    notes: tuple[Message, ...] = ()
    deck: tuple[Inject, ...] = ()
    branched_from: str = ""
    number: int = 0

    @cached_property
    def levers(self) -> Mapping[str, Lever]:
        """Every lever of this game by its key: those of the model and those that the scenario adds."""
        return {**catalogue().levers, **{lever.key: lever for lever in self.custom}}

    @property
    def index(self) -> int:
        """The present move, counted from 0."""
        return len(self.moves) - 1

    @property
    def move(self) -> Move:
        """The present move."""
        if not self.moves:
            raise RuleError("the game has not begun yet.")
        return self.moves[-1]

    @property
    def resolved(self) -> tuple[Move, ...]:
        """The moves that the world has answered."""
        return tuple(move for move in self.moves if move.report is not None)

    @property
    def last_report(self) -> Mapping[str, Any]:
        """What is known of the world now: the report of the last resolved move, or of the opening."""
        done = self.resolved
        found = done[-1].report if done else self.opening
        if found is None:
            raise RuleError("the world of this room is still being prepared. Wait a moment.")
        return found

    @cached_property
    def last_pulled(self) -> Mapping[str, int]:
        """The week of the world in which each lever was last pulled, by whomever."""
        reports = (self.opening or {}, *(move.report or {} for move in self.resolved))
        return {item["lever"]: int(item["week"]) for report in reports for item in report.get("pulled", ())}

    @property
    def revealed(self) -> bool:
        """Whether the game is over and everything is open to those who were in it."""
        return self.stage in ("debrief", "closed") and bool(self.resolved)

    @property
    def weeks(self) -> int:
        """The length of the present move in weeks."""
        return self.setup.moves[self.index]

    def hand(self, capital: str) -> str:
        """Who plays a capital: human, agent or script."""
        return self.hands[capital]

    def team_of(self, seat: str) -> str | None:
        """The table of somebody who is in the room."""
        found = self.seats.get(seat)
        return found.team if found is not None and not found.gone else None

    def members(self, team: str) -> list[Seat]:
        """Who sits at a table, in the order in which they came."""
        return [seat for seat in self.seats.values() if seat.team == team and not seat.gone]

    def with_move(self, **changes: Any) -> Room:
        """The room with its present move changed."""
        return replace(self, moves=(*self.moves[:-1], replace(self.move, **changes)))


def new_room(code: str, setup: Setup, custom: tuple[Lever, ...] = ()) -> Room:
    """A room in which nothing has happened."""
    hands = {capital: team.hand for capital, team in setup.teams.items()}
    assert set(hands.values()) <= set(HANDS)
    return Room(code, setup, custom, hands=hands, deck=setup.injects)
