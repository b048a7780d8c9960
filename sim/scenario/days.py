"""When a scenario begins and ends, and whether something can happen on a day."""

from __future__ import annotations

from datetime import date, timedelta

from sim.kernel.clock import Clock
from sim.kernel.records import Window
from sim.scenario.layer import Layer
from sim.scenario.places import Path

LONGEST_SEARCH = 400


def clock_of(layer: Layer) -> Clock | None:
    """The horizon, own or extended; None, with a complaint, where it is not said."""
    own, base = layer.own.get("horizon", {}), layer.base
    start = own.get("start", base.start if base else None)
    weeks = own.get("weeks", base.weeks if base else None)
    if start is not None and weeks is not None:
        return Clock(start, weeks)
    missing = [name for name, value in (("start", start), ("weeks", weeks)) if value is None]
    excused = any(("horizon", name) in layer.left_out for name in missing) or ("horizon",) in layer.left_out
    if layer.complete and not excused:
        layer.complain(
            ("horizon",),
            f"the horizon lacks its {' and '.join(missing)}: when does it begin, and how many weeks does it last? "
            "Write horizon: {start: 2019-07-01, weeks: 104}, or extend a scenario that has one.",
            at_key=True,
        )
    return None


def agents_from_of(layer: Layer) -> date | None:
    """The day from which agents decide, own or extended; the day after the end where the record fills the horizon."""
    clock = layer.clock
    never = clock.end + timedelta(days=1) if clock is not None else date.max
    if "agents_from" not in layer.own:
        inherited = layer.base.agents_from if layer.base else None
        if inherited is None or (clock is not None and inherited < clock.start):
            return None
        return min(inherited, never)
    own: date | None = layer.own["agents_from"]
    if own is not None and own != never:
        in_horizon(layer, ("agents_from",), own)
    return own


def in_horizon(layer: Layer, path: Path, day: date) -> bool:
    """Complain of a day outside the horizon."""
    clock = layer.clock
    if clock is None or clock.holds(day):
        return True
    side = "before the horizon begins" if day < clock.start else "after the horizon ends"
    layer.complain(
        path,
        f"{day} lies {side}: it runs from {clock.start} to {clock.end} ({clock.weeks} weeks). "
        "Choose a day within it, or change horizon.",
    )
    return False


def ends_after(layer: Layer, path: Path, at: date, until: date) -> None:
    """Complain of an end that does not come in a later week than its beginning."""
    clock = layer.clock
    if until <= at:
        why = f"{until} is not after {at}, the day on which it begins"
    elif clock is not None and clock.week_of(until) == clock.week_of(at):
        why = f"{until} is in the same week as {at}, the day on which it begins, and weeks are the shortest time here"
    else:
        return
    layer.complain(path, f"{why}. Write a later day, or leave until out.")


def comes_later(layer: Layer, path: Path, before: date, day: date) -> None:
    """Complain of a day in a list that is not in a later week than the one before it."""
    clock = layer.clock
    if clock is not None and clock.week_of(day) <= clock.week_of(before):
        layer.complain(
            path,
            f"{day} is not in a later week than {before}, the day above it. "
            "Write the days in their order, one a week at most.",
        )


def in_window(layer: Layer, path: Path, lever: str, window: Window, day: date) -> None:
    """Complain of a day on which a lever is not legal, and name the nearest days on which it is."""
    if window.opens(day):
        return
    near = [found for found in (_nearest(window, day, -1), _nearest(window, day, 1)) if found is not None]
    legal = " and ".join(str(found) for found in near)
    advice = f"The nearest legal days are {legal}." if near else "No day near it is legal."
    law = window.words[:1].lower() + window.words[1:].rstrip(".")
    layer.complain(path, f"{lever} is not legal on {day}: {law}. {advice}")


def _nearest(window: Window, day: date, direction: int) -> date | None:
    days = (day + timedelta(days=direction * step) for step in range(1, LONGEST_SEARCH))
    return next((found for found in days if window.opens(found)), None)
