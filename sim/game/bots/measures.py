"""Many measured times as the three that are read: half of them, nearly all, the longest."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, 95th percentile and maximum of `count` values, in seconds; NaN where there were none."""

    count: int
    p50: float
    p95: float
    most: float

    def plain(self) -> dict[str, Any]:
        """For JSON: what was not measured is null."""
        found = {"p50": self.p50, "p95": self.p95, "max": self.most}
        return {"count": self.count, **{name: None if math.isnan(value) else value for name, value in found.items()}}


def spread(values: Sequence[float]) -> Spread:
    """How values are spread; a percentile is the smallest value that so many do not exceed."""
    if not values:
        return Spread(0, math.nan, math.nan, math.nan)
    ordered = sorted(values)
    return Spread(len(ordered), _percentile(ordered, 0.5), _percentile(ordered, 0.95), ordered[-1])


def _percentile(ordered: Sequence[float], share: float) -> float:
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]
