"""Which worlds are of interest: those in which something happens, or in which an outcome lies beyond a threshold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from sim.kernel.catalogue import catalogue
from sim.kernel.errors import RunError, near_matches
from sim.kernel.records import Outcome, is_event
from sim.kernel.state import Array

HALF = 0.5
WORST_SHARE = 0.25
Mask = NDArray[np.bool_]


class Kind(StrEnum):
    """How a world becomes a case of interest."""

    HAPPENS = "happens"
    FAILS = "fails"
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Interest:
    """What makes a world a case of interest. `threshold` is in the outcome's unit; `worst` says that it was not
    given and is the edge of the worst quarter of the worlds."""

    outcome: str
    kind: Kind
    threshold: float = HALF
    worst: bool = False

    def hits(self, values: Array) -> Mask:
        """Whether each value is of interest, same shape; False where it is NaN."""
        above = self.kind in (Kind.HAPPENS, Kind.ABOVE)
        return np.asarray(values > self.threshold if above else values < self.threshold)


def interest_in(
    outcome: str, values: Array, *, above: float | None = None, below: float | None = None, fails: bool = False
) -> Interest:
    """The cases that are meant. Events: the worlds in which it happens, or (`fails`, or below 0.5) does not. Others:
    above or below a threshold, else the worst quarter of `values`.

    Raises RunError where the outcome does not exist or the question contradicts itself.
    """
    record = outcome_of(outcome)
    if above is not None and below is not None:
        raise RunError("both --above and --below are given. Write one of the two.")
    if is_event(outcome):
        return _event(outcome, above, below, fails)
    if fails:
        raise RunError(
            f"--not is for what happens or does not, as p_lapse. {record.label} is a number ({record.unit}): "
            "write --above or --below with a threshold."
        )
    if above is not None:
        return Interest(outcome, Kind.ABOVE, above)
    if below is not None:
        return Interest(outcome, Kind.BELOW, below)
    return _worst(record, values)


def outcome_of(key: str) -> Outcome:
    """The declared outcome. Raises RunError where there is none of that name."""
    known = catalogue().outcomes
    if key not in known:
        raise RunError(
            f"{key} is not an outcome.{near_matches(key, known)} `trilateral outcomes` lists them: {', '.join(known)}."
        )
    return known[key]


def _event(outcome: str, above: float | None, below: float | None, fails: bool) -> Interest:
    if above is not None and fails:
        raise RunError(
            "--not and --above are both given. Write --not alone for the worlds in which it does not happen."
        )
    threshold = above if above is not None else below
    if threshold is not None and not 0.0 <= threshold <= 1.0:
        raise RunError(
            f"{outcome} is 0 or 1 in each world, so {threshold:g} divides nothing. Leave the threshold out, "
            "or write --not for the worlds in which it does not happen."
        )
    return Interest(outcome, Kind.FAILS if fails or below is not None else Kind.HAPPENS)


def _worst(record: Outcome, values: Array) -> Interest:
    finite = values[np.isfinite(values)]
    if not record.better:
        raise RunError(
            f"readers differ on whether more or less of '{record.label}' is good, so there is no worst quarter. "
            f"Write --above or --below with a threshold in {record.unit}."
        )
    if not finite.size:
        return Interest(record.key, Kind.BELOW, np.nan, worst=True)
    higher = record.better == "higher"
    edge = float(np.quantile(finite, WORST_SHARE if higher else 1.0 - WORST_SHARE))
    return Interest(record.key, Kind.BELOW if higher else Kind.ABOVE, edge, worst=True)
