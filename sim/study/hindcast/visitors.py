"""Korean visitors to Japan against the same month a year before, from the archive's monthly numbers."""

from __future__ import annotations

from datetime import date

from sim.data.archive import Archive, Observation

MONTHLY = "kr_visitors_to_japan"
LAST_MONTH = date(2020, 1, 31)
"""The last month in which the dispute and not the epidemic decided who travelled."""


def yearly_change(known: Archive) -> tuple[tuple[Observation, float], ...]:
    """Every month of which the same month a year before is known too, with its change as a fraction, to LAST_MONTH."""
    months = {item.first: item for item in known.of(MONTHLY)}
    pairs = ((item, months.get(item.first.replace(year=item.first.year - 1))) for item in months.values())
    return tuple(
        (item, item.number / before.number - 1.0)
        for item, before in pairs
        if before is not None and item.last <= LAST_MONTH
    )


def deep_months(known: Archive, fall: float) -> tuple[date, ...]:
    """The last days of months in which visitors changed by less than `fall`, a negative fraction."""
    return tuple(item.last for item, change in yearly_change(known) if change < fall)
