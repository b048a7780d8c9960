"""What a game is made of: moves, teams with their cards, injects, questions, and what the room allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from sim.kernel.records import CAPITALS

PHASES = {
    "brief": "Each team reads what its capital knows, and talks among itself.",
    "negotiate": "Capitals talk in channels, make statements and proposals.",
    "seal": "Each team settles its order and seals it.",
    "resolve": "The world answers the sealed orders.",
    "report": "Headlines and charts: what became public.",
}
HANDS = {
    "human": "people decide; without a sealed order the standing order counts",
    "agent": "the model's own government decides, week by week",
    "script": "the standing order is carried out, and nothing else",
}
WEEKS_OF_A_MOVE = (1, 13)


@dataclass(frozen=True, slots=True)
class Line:
    """One lever of an order: the dose of each part, and the week of the move, counted from 1, in which it is pulled."""

    lever: str
    doses: Mapping[str, float]
    week: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "doses", MappingProxyType({part: float(dose) for part, dose in self.doses.items()}))

    @property
    def capital(self) -> str:
        return self.lever.split(".", 1)[0]


@dataclass(frozen=True, slots=True)
class Role:
    """A card handed to one member of a team. The first role of a team is its head, who seals."""

    title: str
    card: str


@dataclass(frozen=True, slots=True)
class Objective:
    """Something a team wants of the world at the end of the game: an outcome at least or at most so high."""

    key: str
    text: str
    outcome: str
    points: float
    at_least: float | None = None
    at_most: float | None = None

    def met(self, value: float) -> bool:
        """Whether an outcome of the lived world satisfies it."""
        above = self.at_least is None or value >= self.at_least
        return above and (self.at_most is None or value <= self.at_most)


@dataclass(frozen=True, slots=True)
class Team:
    """A capital's table: its brief, role cards, objectives, standing order, and who plays it at the start."""

    capital: str
    title: str
    brief: str
    roles: tuple[Role, ...] = ()
    objectives: tuple[Objective, ...] = ()
    standing: tuple[Line, ...] = ()
    hand: str = "human"


@dataclass(frozen=True, slots=True)
class Condition:
    """A state of the lived world at the end of a move: a public weekly series above or below a value."""

    series: str
    above: float | None = None
    below: float | None = None

    def holds(self, value: float) -> bool:
        over = self.above is None or value > self.above
        return over and (self.below is None or value < self.below)


@dataclass(frozen=True, slots=True)
class Inject:
    """An event from the deck of the white cell, told to some capitals or to all, with or without a shock.

    `at_move` (counted from 1) or `when` arms it; without either it waits in the deck.
    """

    key: str
    title: str
    text: str
    to: tuple[str, ...] = CAPITALS
    shock: str | None = None
    size: float | None = None
    option: str | None = None
    at_move: int | None = None
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question for forecast slips, answered by the lived world when the game ends: yes where the outcome lies at
    least or at most so high."""

    key: str
    text: str
    outcome: str
    at_least: float | None = None
    at_most: float | None = None

    def answer(self, value: float) -> bool:
        """Whether the answer is yes for an outcome of the lived world."""
        above = self.at_least is None or value >= self.at_least
        return above and (self.at_most is None or value <= self.at_most)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A row of the marking rubric: what is marked, its points, and what weak, fair and good work looks like."""

    title: str
    points: float
    weak: str
    fair: str
    good: str


@dataclass(frozen=True, slots=True)
class Capital:
    """Political capital, in percentage points of approval that a team may spend on orders: at the start, per move,
    and at most. The income of a move rises and falls with the government's approval. A judgement."""

    start: float = 1.2
    income: float = 0.8
    most: float = 2.4


@dataclass(frozen=True, slots=True)
class Options:
    """What a room allows. `levers_a_move`: lines in an order. `adjudicated`: whether moves wait for the white cell to
    accept, choose or overrule. `forecasts`: slips per order at most. `statements`: public ones per team and move."""

    levers_a_move: int = 2
    adjudicated: bool = False
    forecasts: int = 3
    statements: int = 2
    names: bool = True
    leaks: bool = True


@dataclass(frozen=True, slots=True)
class Setup:
    """A whole game. `scenario` names the scenario that the world plays; `opens` is the first day of the first move;
    `moves` holds the weeks of each move; `minutes` the length of each phase, 0 for a phase without a timer."""

    title: str
    scenario: str
    opens: date
    moves: tuple[int, ...]
    teams: Mapping[str, Team]
    summary: str = ""
    length: str = ""
    minutes: Mapping[str, float] = field(default_factory=dict)
    capital: Capital = Capital()
    options: Options = Options()
    injects: tuple[Inject, ...] = ()
    questions: tuple[Question, ...] = ()
    script: tuple[str, ...] = ()
    rubric: tuple[Criterion, ...] = ()
    watch: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "teams", MappingProxyType({capital: self.teams[capital] for capital in CAPITALS}))
        minutes = {phase: float(self.minutes.get(phase, 0.0)) for phase in PHASES}
        object.__setattr__(self, "minutes", MappingProxyType(minutes))

    def first_day(self, move: int) -> date:
        """The Monday on which a move begins, moves counted from 0; for the number of moves, the day after the last."""
        return self.opens + timedelta(weeks=sum(self.moves[:move]))

    def day_of(self, move: int, week: int) -> date:
        """The first day of a week of a move, weeks counted from 1."""
        return self.first_day(move) + timedelta(weeks=week - 1)
