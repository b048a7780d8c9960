"""Parameters fitted to the record: draws from what the data leave possible, and how they were made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from sim.data.archive import EvidenceError
from sim.kernel.errors import near_matches
from sim.kernel.state import Array

FOLDER = Path(__file__).parent / "fitted"
SHIPPED = "shipped"


@dataclass(frozen=True, eq=False)
class Fitted:
    """Draws of some parameters, (draw, parameter), from what a record before the day `until` leaves possible.

    `last_observation` is the last day of which the fit knew anything; `command`, `seed`, `seconds` and `version` say
    how to make it again. `informed` are the parameters that the record tells something of, None for all of them: what
    it leaves as wide as it was stays in a run of one number each what the catalogue says, and only its draws are used.
    """

    name: str
    keys: tuple[str, ...]
    draws: Array
    until: date
    last_observation: date
    command: str
    seed: int
    seconds: float
    version: str
    informed: tuple[str, ...] | None = None

    @cached_property
    def middles(self) -> Mapping[str, float]:
        """The middle of what is possible, by parameter: its median over the draws, to six digits."""
        middle = np.median(self.draws, axis=0)
        return MappingProxyType({key: float(f"{value:.6g}") for key, value in zip(self.keys, middle, strict=True)})

    @cached_property
    def values(self) -> Mapping[str, float]:
        """The middles of the parameters that the record tells something of."""
        told = self.keys if self.informed is None else self.informed
        return MappingProxyType({key: self.middles[key] for key in told})

    def spread(self, count: int) -> Mapping[str, Array]:
        """So many draws in equal steps through all, by parameter, (draw,); all where there are fewer."""
        rows = np.unique(np.linspace(0, len(self.draws) - 1, count).round().astype(np.int64))
        return MappingProxyType({key: self.draws[rows, column] for column, key in enumerate(self.keys)})

    def for_worlds(self, luck: Array) -> Mapping[str, Array]:
        """The draw of each world, by parameter, (world,): world 0 has the first draw, and so on round and round."""
        rows = np.asarray(luck, dtype=np.int64) % len(self.draws)
        return MappingProxyType({key: self.draws[rows, column] for column, key in enumerate(self.keys)})


def fitted(name: str = SHIPPED) -> Fitted:
    """A fitted set that comes along. Raises EvidenceError where there is none of that name."""
    if name not in fitted_names():
        raise EvidenceError(
            f"there is no fitted set '{name}'.{near_matches(name, fitted_names())} "
            f"Those that come along are: {', '.join(fitted_names()) or 'none'}."
        )
    return read_fitted(FOLDER / f"{name}.json")


def fitted_names() -> tuple[str, ...]:
    """The fitted sets that come along."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


@cache
def read_fitted(path: Path) -> Fitted:
    """The fitted set of a file."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Fitted(
        path.stem,
        tuple(content["parameters"]),
        np.array([content["parameters"][key] for key in content["parameters"]], dtype=np.float64).T,
        date.fromisoformat(content["until"]),
        date.fromisoformat(content["last_observation"]),
        content["command"],
        content["seed"],
        content["seconds"],
        content["version"],
        tuple(content["informed"]),
    )


def write_fitted(found: Fitted, path: Path) -> None:
    """Keep a fitted set in a file that reads back to the same bits."""
    content: dict[str, Any] = {
        "until": found.until.isoformat(),
        "last_observation": found.last_observation.isoformat(),
        "command": found.command,
        "seed": found.seed,
        "seconds": found.seconds,
        "version": found.version,
        "informed": list(found.keys if found.informed is None else found.informed),
        "parameters": {key: found.draws[:, column].tolist() for column, key in enumerate(found.keys)},
    }
    lines = json.dumps(content, indent=1).replace("\n   ", " ").replace("\n  ]", "]")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(lines + "\n", encoding="utf-8")
