"""Forecasts on disk, kept as they come, so that an interrupt loses none and a later run goes on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sim import __version__
from sim.data.fitted import Fitted, read_fitted, write_fitted
from sim.kernel.errors import RunError
from sim.kernel.plain import plain
from sim.kernel.whole_files import put_whole
from sim.study.hindcast.forecast import Forecast, Judged
from sim.study.hindcast.protocols import CHEAP, PROTOCOLS

FILE = "hindcast.json"
HELD_FIT = "hindcast_held_fit.json"
Key = tuple[str, str, date]


@dataclass
class Kept:
    """The forecasts of one hindcast, by protocol, arm and origin, in memory and, where a folder is given, on disk.

    Of the protocols `anew` nothing that an earlier run left is used.
    """

    worlds: int
    seed: int
    folder: Path | None = None
    anew: frozenset[str] = frozenset(PROTOCOLS)
    forecasts: dict[Key, Forecast] = field(default_factory=dict)

    @classmethod
    def beside(cls, worlds: int, seed: int, folder: Path, anew: Iterable[str]) -> Kept:
        """Begin some protocols anew; what an earlier run with the same numbers left of the others stays."""
        content = _read(folder / FILE)
        same = content is not None and (content["worlds"], content["seed"]) == (worlds, seed)
        found = [_forecast(row) for row in content["forecasts"]] if content is not None and same else []
        names = frozenset(anew)
        return cls(worlds, seed, folder, names, {_key(item): item for item in found if item.protocol not in names})

    @classmethod
    def resumed(cls, worlds: int, seed: int, folder: Path) -> Kept:
        """What an earlier run left in a folder. Raises RunError where nothing is there, or other numbers were used."""
        content = _read(folder / FILE)
        if content is None:
            raise RunError(f"--resume: there is no {folder / FILE} to go on with. Leave --resume out to begin anew.")
        for name, wanted in (("worlds", worlds), ("seed", seed)):
            if content[name] != wanted:
                raise RunError(
                    f"--resume: {folder / FILE} was made with --{name} {content[name]}, and --{name} {wanted} is asked "
                    f"for now. Write --{name} {content[name]}, or leave --resume out to begin anew."
                )
        found = [_forecast(row) for row in content["forecasts"]]
        return cls(worlds, seed, folder, frozenset(), {_key(item): item for item in found})

    def add(self, forecast: Forecast) -> None:
        """Keep one more."""
        self.forecasts[_key(forecast)] = forecast
        self.write()

    def of(self, protocol: str, arm: str) -> dict[date, Forecast]:
        """The forecasts of an arm under a protocol, by origin."""
        found = sorted(self.forecasts.items())
        return {origin: item for (kind, who, origin), item in found if (kind, who) == (protocol, arm)}

    def drop_other_fits(self, protocol: str, fit: str) -> None:
        """Forget what was forecast with other parameters than these."""
        wrong = [key for key, item in self.forecasts.items() if key[0] == protocol and item.fit != fit]
        for key in wrong:
            del self.forecasts[key]

    def held_fit(self) -> Fitted | None:
        """The one fit that an earlier run held fixed, where there is one."""
        if self.folder is None or CHEAP.key in self.anew or not (self.folder / HELD_FIT).is_file():
            return None
        return read_fitted(self.folder / HELD_FIT)

    def hold_fit(self, found: Fitted) -> None:
        """Keep the one fit that is held fixed."""
        if self.folder is not None:
            write_fitted(found, self.folder / HELD_FIT)

    def write(self, **judged: Any) -> None:
        """Put what is there on disk; `judged` is what was made of it."""
        if self.folder is not None:
            content = {**self.content(), **judged}
            put_whole(self.folder / FILE, f"{json.dumps(plain(content), allow_nan=False)}\n".encode())

    def content(self) -> dict[str, Any]:
        """Everything that is kept, as plain words and numbers."""
        rows = [asdict(item) for _, item in sorted(self.forecasts.items())]
        return {"version": __version__, "worlds": self.worlds, "seed": self.seed, "forecasts": rows}


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def _key(item: Forecast) -> Key:
    return item.protocol, item.arm, item.origin


def _forecast(row: dict[str, Any]) -> Forecast:
    days = {name: date.fromisoformat(row[name]) for name in ("origin", "until", "last_observation")}
    chances = {key: tuple(values) for key, values in row["chances"].items()}
    readings = {key: _judged(values) for key, values in row["readings"].items()}
    return Forecast(**{**row, **days, "chances": chances, "readings": readings})


def _judged(values: Iterable[dict[str, float] | None]) -> tuple[Judged | None, ...]:
    return tuple(Judged(**item) if item is not None else None for item in values)
