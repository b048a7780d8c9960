"""The entries of the model's parameters, with what fitted sets leave possible of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.data.fitted import Fitted, fitted, fitted_names
from sim.kernel.catalogue import catalogue
from sim.study.evidence.entry import Entry, FittedRange, Kind

EDGES = (5.0, 95.0)


def parameter_entries() -> Iterator[Entry]:
    """Every parameter of the model, in the order in which they are declared."""
    sets = [fitted(name) for name in fitted_names()]
    for key, record in catalogue().parameters.items():
        yield Entry(
            key,
            Kind.PARAMETER,
            record.label,
            record.place,
            str(record.grade),
            record.source,
            value=record.default,
            unit=record.unit,
            low=record.low,
            high=record.high,
            note=record.help,
            fitted=tuple(_range(found, key) for found in sets if key in found.keys),
        )


def _range(found: Fitted, key: str) -> FittedRange:
    low, high = np.percentile(found.draws[:, found.keys.index(key)], EDGES)
    return FittedRange(found.name, found.middles[key], float(low), float(high))
