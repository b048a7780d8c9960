"""One entry of the register: what is known about a number or an event, and who uses it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What an entry is. `parameter`: a number of the model; `series`: figures of one kind over time; `observation`:
    one of them; `act`: something that is done again and again; `event`: one time that it was done."""

    PARAMETER = "parameter"
    SERIES = "series"
    OBSERVATION = "observation"
    ACT = "act"
    EVENT = "event"


class Sample(StrEnum):
    """What a fact may be used for: only what was known before the validation data begin may be fitted to."""

    CALIBRATION = "calibration"
    VALIDATION = "validation"
    BOTH = "calibration and validation"


@dataclass(frozen=True, slots=True)
class FittedRange:
    """What a fitted set leaves possible of a parameter: its median, and the range that holds 90 % of the draws."""

    name: str
    median: float
    low: float
    high: float


class How(StrEnum):
    """In what way something is used."""

    READ = "read by"
    SET = "set in"
    FITTED = "fitted in"
    TARGET = "fitted to in"
    RESOLVES = "resolves"
    CLAIM = "varied for claim"
    PLAYED = "played in"
    LEVER = "as lever"
    SHOCK = "as shock"


@dataclass(frozen=True, slots=True)
class Use:
    """One use of an entry: `who` is a key that can be looked up, `words` say more where there is more to say."""

    how: How
    who: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `group` is the place of a parameter, or the family of a series or an act.

    `value` is a default, a figure, or an intensity; None where there is none. `low` and `high` are the range in which
    a scenario may set a parameter, or between which a series was observed. `grade` is the evidence class of a
    parameter (data, literature, judgement), else how well a fact is known (high, medium, low); of a series or an act
    it is that of the fact known least. `first` and `last` are the days that a fact is about.
    """

    key: str
    kind: Kind
    label: str
    group: str
    grade: str
    source: str
    value: float | None = None
    unit: str = ""
    low: float | None = None
    high: float | None = None
    first: date | None = None
    last: date | None = None
    known_from: date | None = None
    sample: Sample | None = None
    note: str = ""
    fitted: tuple[FittedRange, ...] = ()
