"""What a lever, a shock, an outcome and a legal window declare: one record each, from which all else is derived."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from sim.kernel.quantity import Evidence, Quantity
from sim.kernel.state import Array

if TYPE_CHECKING:
    from sim.kernel.record import Record
    from sim.kernel.week import Week

CAPITALS = ("seoul", "tokyo", "washington")
ALLIES = ("seoul", "tokyo")

ALLY_CHANNELS = {
    "escalation": "How much the move escalates the dispute; negative calms it.",
    "concession": "How much it gives the other side.",
    "security_damage": "How much it harms security cooperation; negative repairs it.",
    "visibility": "How public it is: 0 sealed, 1 announced to the world.",
    "pressure": "How hard it presses on what the rival wants.",
    "nationalism": "How much it appeals to nationalists at home.",
    "own_cost": "What it costs the mover's own economy.",
}
WASHINGTON_CHANNELS = {
    "mediation": "How much mediating effort it brings.",
    "pressure_seoul": "How hard it presses Seoul.",
    "pressure_tokyo": "How hard it presses Tokyo.",
    "assurance": "How much it reassures both allies; negative unsettles them.",
    "visibility": "How public it is: 0 sealed, 1 announced to the world.",
    "bridging": "How much it improves the intelligence route through Washington.",
    "gain": "What Washington itself gains, in money or attention.",
}


def channels_of(capital: str) -> tuple[str, ...]:
    """The names of the feature channels of a capital's levers, in column order."""
    return tuple(WASHINGTON_CHANNELS if capital == "washington" else ALLY_CHANNELS)


class Tempo(StrEnum):
    """Which door a lever goes through: routine diplomacy, or a decision of cabinet or security council."""

    ROUTINE = "routine"
    STRUCTURAL = "structural"


DOSE = Quantity(
    key="dose",
    label="Dose",
    unit="share of the full measure",
    default=0.0,
    low=0.0,
    high=1.0,
    help="How much of the measure is taken: 0 is off, 1 is the measure as it was or would have been.",
    source="scale of this model",
)

ONCE = 10_000
EVENT = "p_"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a lever with a dose of its own; most levers have one part, called `dose`."""

    key: str
    label: str
    features: Mapping[str, float]


def _always(week: Week) -> Array | float:
    return 1.0


def _nothing(week: Week) -> Array | float:
    return 0.0


def _no_effect(week: Week, doses: Array) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Lever:
    """Something a government can do in a week.

    `features` are the channels through which others perceive it (see ALLY_CHANNELS, WASHINGTON_CHANNELS);
    left-out channels are 0. `political_cost` is in percentage points of approval (pp). `cooldown` is in weeks,
    ONCE for a lever that can be pulled a single time.
    `possible(week)` says in which worlds the preconditions hold (1 or 0, shape (world,)); `appeal(week)` is what
    the move is worth to its owner beyond its features (pp, (world,)); `effect(week, doses)` is what it does at
    once to the fields named in `moves`, doses having shape (part, world) and 0 where it was not pulled;
    `lift(week, where)` ends a standing measure in the worlds where `where` is 1.
    """

    key: str
    code: str
    label: str
    sentence: str
    tempo: Tempo
    features: Mapping[str, float]
    political_cost: float
    cooldown: int
    clock: str
    source: str
    grade: Evidence = Evidence.JUDGEMENT
    needs: str = ""
    window: str | None = None
    parts: tuple[Part, ...] = ()
    reads: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    possible: Callable[[Week], Array | float] = _always
    appeal: Callable[[Week], Array | float] = _nothing
    effect: Callable[[Week, Array], None] = _no_effect
    lift: Callable[[Week, Array], None] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "features", MappingProxyType(dict(self.features)))
        if not self.parts:
            object.__setattr__(self, "parts", (Part("dose", "Dose", self.features),))

    @property
    def owner(self) -> str:
        return self.key.split(".", 1)[0]

    @property
    def name(self) -> str:
        return self.key.split(".", 1)[1]

    @property
    def is_hold(self) -> bool:
        return self.name == "hold"

    @property
    def sealed(self) -> bool:
        """A sealed move is seen by nobody outside unless it leaks."""
        return self.features.get("visibility", 0.0) < 0.1

    @property
    def has_appeal(self) -> bool:
        return self.appeal is not _nothing

    @property
    def has_precondition(self) -> bool:
        return self.possible is not _always

    @property
    def has_effect(self) -> bool:
        return self.effect is not _no_effect

    def dose_of(self, part: Part) -> Quantity:
        """The declared dose of one part: its range, unit and off value."""
        return replace(DOSE, key=f"{self.key}.{part.key}", label=part.label, source=self.source, grade=self.grade)


@dataclass(frozen=True, slots=True)
class Window:
    """A time of year in which a lever is legal. `opens(day)` is the law; `words` say it to a reader."""

    key: str
    words: str
    opens: Callable[[date], bool]
    source: str


@dataclass(frozen=True, slots=True)
class Shock:
    """Something that happens to the actors and that no capital chooses (an inject).

    `apply(week, size, where)` writes into the fields named in `moves`; `size` is a number or (world,) array in
    the range of `size`. `option` names an extra word that the shock needs (`capital`, `case`), with its choices.
    """

    key: str
    label: str
    sentence: str
    size: Quantity
    source: str
    moves: tuple[str, ...]
    apply: Callable[..., None]
    grade: Evidence = Evidence.JUDGEMENT
    option: str | None = None
    choices: tuple[str, ...] = ()
    lasts: bool = False
    historic: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something we watch, one number per world. `measure(record)` returns shape (world,).

    `series` names the recorded weekly series that shows it over time; `better` says which direction most
    readers would call good ("higher", "lower" or "" where it depends on whom one asks); `floor` is the smallest
    difference worth talking about.
    """

    key: str
    label: str
    unit: str
    help: str
    low: float
    high: float
    measure: Callable[[Record], Array]
    better: str
    floor: float
    series: str | None = None
    digits: int = 2


def is_event(key: str) -> bool:
    """Whether an outcome is a yes or no in each world, so that its mean is a share of worlds."""
    return key.startswith(EVENT)
