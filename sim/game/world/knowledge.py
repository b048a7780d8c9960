"""Who knows what: the weekly series that newspapers print, those that only a capital has, and those an adviser reckons.

Which numbers are public is a judgement: what polls, customs, courts and spokesmen told at the time is, what a
government knows of its own nerves is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.kernel.catalogue import catalogue
from sim.kernel.state import Array

DIGITS = 4
PERCENT, OF_A_HUNDRED = "percent", "index 0-100"


@dataclass(frozen=True, slots=True)
class Known:
    """A recorded series as people read it: `times` takes the model's number to the one that is shown."""

    series: str
    label: str
    unit: str
    times: float = 1.0
    digits: int = 0

    @property
    def name(self) -> str:
        """The series without its capital."""
        return self.series.split(".", 1)[0]

    @property
    def described(self) -> dict[str, Any]:
        """Label, unit, range and digits, and what the model's number was taken times."""
        field = catalogue().fields[self.name]
        low, high = field.low * self.times, field.high * self.times
        words = {"label": self.label, "unit": self.unit}
        return {**words, "low": low, "high": high, "digits": self.digits, "times": self.times}

    def shown(self, values: Array) -> list[float]:
        """Values as they are shown, to four significant digits."""
        return rounded(values.astype(np.float64) * self.times)


def rounded(values: Iterable[float]) -> list[float]:
    """Plain numbers to four significant digits."""
    return [float(f"{value:.{DIGITS}g}") for value in values]


def _index(series: str, label: str) -> Known:
    return Known(series, label, OF_A_HUNDRED, 100.0)


PUBLIC = (
    _index("hostility.seoul", "Hostility of Seoul to Tokyo"),
    _index("hostility.tokyo", "Hostility of Tokyo to Seoul"),
    Known("approval.seoul", "Approval of the government in Seoul", PERCENT, digits=1),
    Known("approval.tokyo", "Approval of the government in Tokyo", PERCENT, digits=1),
    Known("boycott", "Koreans who boycott Japanese goods", PERCENT, 100.0, 1),
    Known("visitors_change", "Korean visitors to Japan, against a normal year", PERCENT, 100.0),
    Known("beer_change", "Beer from Japan, against a normal year", PERCENT, 100.0),
    _index("salience.seoul", "The dispute in Korean news"),
    _index("salience.tokyo", "The dispute in Japanese news"),
    _index("cohesion", "Trilateral cohesion"),
    Known("pact_state", "State of the pact", "0 in force, 1 notice, 2 suspended, 3 lapsed"),
    Known("court_stage.pnr", "Case of the steel maker", "0 ruling to 6 paid out"),
    Known("court_stage.mhi", "Case of Mitsubishi", "0 ruling to 6 paid out"),
    Known("export_controls", "Export controls on three chemicals", "percent of the full measure", 100.0),
    Known("whitelist_removed", "Korea off the white list", "percent of the full measure", 100.0),
    Known("loss_korea", "Loss of Korea so far", "USD million"),
    Known("loss_japan", "Loss of Japan so far", "USD million"),
    Known("provocation", "North Korean launches", "a week"),
    Known("probe", "Probes of the airspace", "a week"),
    Known("settled", "The forced-labour question is settled", "0 no, 1 yes"),
)

FATIGUE, FEAR = "How weary of the other side", "Fear of being left alone by Washington"
RESENTMENT, HARD_LINERS = "Resentment of Washington", "Hard-liners at home"
GRIEVANCE, TALKS = "What is still to be answered", "Intensity of the talks"


def _of_ally(capital: str) -> tuple[Known, ...]:
    return (
        _index(f"fatigue.{capital}", FATIGUE),
        _index(f"abandonment_fear.{capital}", FEAR),
        _index(f"resentment.{capital}", RESENTMENT),
        Known(f"hard_line.{capital}", HARD_LINERS, PERCENT, 100.0, 1),
        _index(f"grievance.{capital}", GRIEVANCE),
        _index("talks", TALKS),
    )


PRIVATE: Mapping[str, tuple[Known, ...]] = {
    "seoul": _of_ally("seoul"),
    "tokyo": _of_ally("tokyo"),
    "washington": (
        _index("us_effort", "Effort spent on the two allies"),
        _index("threat", "Threat from North Korea, by own intelligence"),
        _index("deterrence_gap", "Threat that is not offset"),
        _index("intelligence", "Intelligence that the two allies share"),
    ),
}

ADVISED: Mapping[str, tuple[str, ...]] = {
    "seoul": ("hostility.seoul", "hostility.tokyo", "approval.seoul", "boycott", "loss_korea", "cohesion"),
    "tokyo": ("hostility.seoul", "hostility.tokyo", "approval.tokyo", "visitors_change", "loss_japan", "cohesion"),
    "washington": ("hostility.seoul", "hostility.tokyo", "cohesion", "approval.seoul", "approval.tokyo", "provocation"),
}
_BY_SERIES = {known.series: known for known in PUBLIC}


def advised(capital: str) -> tuple[Known, ...]:
    """The public series that a capital's adviser reckons ahead."""
    return tuple(_BY_SERIES[series] for series in ADVISED[capital])


def labels() -> dict[str, dict[str, Any]]:
    """What public series, by their keys, and private ones, by their plain names, are called."""
    own = {known.name: known for found in PRIVATE.values() for known in found}
    return {key: known.described for key, known in {**_BY_SERIES, **own}.items()}
