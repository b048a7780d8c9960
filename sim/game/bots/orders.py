"""An order that fits a desk: levers that may be pulled, in weeks of their own, within the political capital."""

from __future__ import annotations

from random import Random
from typing import Any

from sim.game.bots.wish import Plain

LEAST_DOSE = 0.1
HUNDREDTH = 0.01


def random_order(view: Plain, luck: Random) -> list[Plain]:
    """Lines of an order, none where nothing may be done or can be paid."""
    desk, purse = view["desk"], float(view["brief"]["balance"])
    lines: list[Plain] = []
    taken: set[int] = set()
    levers = [lever for lever in desk["levers"] if lever["weeks"]]
    for lever in luck.sample(levers, min(luck.randint(0, desk["most"]), len(levers))):
        weeks = [week for week in lever["weeks"] if week not in taken]
        dose = _dose(lever, purse, luck)
        if weeks and dose >= LEAST_DOSE:
            week = luck.choice(weeks)
            taken.add(week)
            purse -= lever["cost"] * dose
            lines.append({"lever": lever["lever"], "week": week, "doses": _doses(lever, dose, luck)})
    return lines


def _dose(lever: Plain, purse: float, luck: Random) -> float:
    """A dose in hundredths that can be paid."""
    most = min(purse / lever["cost"], 1.0) if lever["cost"] > 0.0 else 1.0
    return max(int(most * luck.uniform(0.3, 1.0) / HUNDREDTH), 0) * HUNDREDTH


def _doses(lever: Plain, dose: float, luck: Random) -> dict[str, Any]:
    """One part at the full dose, which is what is paid for; the others at any lower one."""
    parts = [part["key"] for part in lever["parts"]]
    full = luck.choice(parts)
    return {part: dose if part == full else round(dose * luck.random(), 2) for part in parts}
