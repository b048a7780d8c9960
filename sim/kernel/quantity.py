"""A number that knows what it is: label, unit, range, source and how good the evidence is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Evidence(StrEnum):
    """How a number is known. `data`: read off observations of 2018-2023, or identifiable from them; `literature`:
    range from published work; `judgement`: the authors' choice, for sensitivity analysis only."""

    DATA = "data"
    LITERATURE = "literature"
    JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A declared number. `default` lies inside [`low`, `high`], and the range is enforced at load."""

    key: str
    label: str
    unit: str
    default: float
    low: float
    high: float
    help: str
    source: str
    grade: Evidence = Evidence.JUDGEMENT

    def __post_init__(self) -> None:
        if not self.low <= self.default <= self.high:
            raise ValueError(f"{self.key}: default {self.default} lies outside [{self.low}, {self.high}]")

    def complaint(self, value: float) -> str | None:
        """Why `value` is not allowed, in words, or None where it is."""
        if not self.low <= value <= self.high:
            return (
                f"{value:g} is outside the range {self.low:g} to {self.high:g} ({self.unit}). "
                f"{self.help} Write a number in that range; the default is {self.default:g}."
            )
        return None


class Role(StrEnum):
    """What a parameter is for. `disposition`: how an actor is inclined (a slider on the first page);
    `initial`: where a state starts; `mechanism`: how strongly one thing moves another."""

    DISPOSITION = "disposition"
    INITIAL = "initial"
    MECHANISM = "mechanism"


@dataclass(frozen=True, slots=True)
class Parameter(Quantity):
    """A quantity that a scenario may set, sample or sweep. Its key is `place.name`, as written in the file."""

    role: Role = Role.MECHANISM

    @property
    def place(self) -> str:
        return self.key.split(".", 1)[0]

    @property
    def name(self) -> str:
        return self.key.split(".", 1)[1]


def for_each(places: tuple[str, ...], record: Parameter, *defaults: float) -> tuple[Parameter, ...]:
    """The same parameter declared for several actors, each with a default of its own (or the record's)."""
    values = defaults or (record.default,) * len(places)
    return tuple(
        replace(record, key=f"{place}.{record.key}", default=value) for place, value in zip(places, values, strict=True)
    )
