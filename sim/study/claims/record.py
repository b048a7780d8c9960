"""What a claim is: who says what, what would be seen if it were right, and which worlds are compared to see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from sim.scenario.scenario import Scenario

CONTROL, TREATED = "control", "treated"
MODERATED = "_moderated"
EFFECT: Mapping[str, float] = MappingProxyType({TREATED: 1.0, CONTROL: -1.0})
INTERACTION: Mapping[str, float] = MappingProxyType(
    {TREATED + MODERATED: 1.0, CONTROL + MODERATED: -1.0, TREATED: -1.0, CONTROL: 1.0}
)


class Kind(StrEnum):
    """What a claim is to the model. `emergent`: its sign stands in no single equation. `wired`: its sign is an
    assumption that a switch can turn down, and the test says how far it travels. `fact`: it says how things stood.
    `design`: it says what the model must not do."""

    EMERGENT = "emergent"
    WIRED = "wired"
    FACT = "fact"
    DESIGN = "design"


class Expect(StrEnum):
    """What a claim says of a difference: its sign, that it is too small to matter, or which sign it has not."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    NOT_UP = "not_up"
    NOT_DOWN = "not_down"


class Evidence(StrEnum):
    """What of the record can tell the sides of a conflict apart: what the three capitals did, or when Pyongyang,
    Beijing and Moscow launched missiles and flew probes."""

    MOVES = "moves"
    LAUNCHES = "launches"


@dataclass(frozen=True, slots=True)
class Measured:
    """One number per world: a declared measure or an outcome, of some series or levers, over some weeks.

    `of` names what it is taken of; `then` and `within` (weeks) what must follow; `at_least` a level that must be
    reached. `first` and `last` are the first and last day that count, None for the ends of the horizon.
    """

    measure: str
    of: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    within: int | None = None
    at_least: float | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Prediction:
    """What is measured, how the arms are set against each other, and what the claim expects of it.

    `contrast` weighs the arms (treated less control, or a difference of differences); where `level` is given, the
    treated arm is set against that number instead. `variance` compares how far worlds of the same parameters differ
    from each other, not their mean. `floor` is the smallest difference worth talking about, set before looking.
    """

    measured: Measured
    expect: Expect
    floor: float
    contrast: Mapping[str, float]
    level: float | None = None
    variance: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "contrast", MappingProxyType(dict(self.contrast)))


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a fact or rule holds, and what was seen, in a sentence."""

    holds: bool
    seen: str


@dataclass(frozen=True, slots=True)
class Switch:
    """An assumption that makes a wired claim, at half its strength."""

    parameter: str
    half: float


@dataclass(frozen=True)
class Claim:
    """A claim of an article and its test. `arms` are the scenarios to be compared, by name; `halves` the same with
    every switch at half, empty where the claim has none. `sets` are the parameters that an arm sets, which no draw
    may overrule. A claim without tests and checks cannot be tested, and `because` says why not.

    `no_half` says why a wired claim has no half. `checks` are tests of facts and design rules by name. `changed` says
    what of the test was changed after its result had been seen, empty where nothing was.
    """

    id: str
    article: str
    speaker: str
    claim: str
    kind: Kind
    carrier: str
    base: str
    arms: Mapping[str, Scenario]
    halves: Mapping[str, Scenario]
    sets: frozenset[str]
    tests: tuple[Prediction, ...]
    checks: tuple[str, ...] = ()
    switches: tuple[Switch, ...] = ()
    no_half: str = ""
    same_as: tuple[str, ...] = ()
    words: str = ""
    because: str = ""
    changed: str = ""

    def __post_init__(self) -> None:
        for name in ("arms", "halves"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))


@dataclass(frozen=True, slots=True)
class Rival:
    """One side of a conflict: what it says, and the parameters under which it is right. Its arms are those of the
    conflict with these parameters."""

    name: str
    says: str
    arms: Mapping[str, Scenario]


@dataclass(frozen=True)
class Conflict:
    """Two claims that cannot both be right, as rival settings of the model: the same effect under each of them.

    `sets` are the parameters that any arm sets. `evidence` says what of the record can tell the sides apart, None
    where nothing can; `favoured` says so in words. `changed` says what was changed after its result had been seen.
    """

    id: str
    title: str
    claims: tuple[str, ...]
    base: str
    rivals: tuple[Rival, ...]
    sets: frozenset[str]
    measured: tuple[Measured, ...]
    words: str = ""
    evidence: Evidence | None = None
    favoured: str = ""
    because: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A file of claims or conflicts: whose they are, and when it was published."""

    name: str
    title: str
    published: str
    source: str
    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...] = ()
