"""What the series and the acts of the record are called, in words, and what they are about."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sim.data.archive import FOLDER


@dataclass(frozen=True, slots=True)
class Named:
    """A series of observations, or an act: `label` says in words what it is, `family` what it is about."""

    key: str
    family: str
    label: str


@cache
def series_named() -> Mapping[str, Named]:
    """Every series by its key, in the order of letters."""
    return _named("series.csv", "series")


@cache
def acts_named() -> Mapping[str, Named]:
    """Every act by its key, in the order of letters."""
    return _named("acts.csv", "act")


def _named(file: str, column: str) -> Mapping[str, Named]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as rows:
        found = [Named(row[column], row["family"], row["label"]) for row in csv.DictReader(rows)]
    return MappingProxyType({item.key: item for item in sorted(found, key=lambda item: item.key)})
