"""How many worlds are enough, in words and in a short table at the end of a run and of a comparison."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sim.kernel.records import is_event
from sim.report.tables import plain_table, titled
from sim.report.words import MISSING, SAME, counted, number
from sim.study.precision import MOST, Accuracy, Precision, largest_of, round_up

ERROR_DIGITS = 2
TITLE = "How many worlds"
MORE = "More worlds: --worlds N, or 'run' with --until-error."


def error_in_words(found: Accuracy) -> str:
    """'2.17 points' of an event's share of worlds, or '1.6% of the band' of an amount."""
    if not found.known:
        return MISSING
    written = number(100.0 * found.share, ERROR_DIGITS)
    return f"{written} points" if is_event(found.key) else f"{written}% of the band"


def wanted_in_words(wanted: float) -> str:
    """What an error of so much means, for events and for amounts."""
    size = f"{100.0 * wanted:g}"
    points = "percentage point" if size == "1" else "percentage points"
    return (
        f"An error of {wanted:g} is {size} {points} for an event, and for an amount {size}% of the band that holds "
        "nine in ten worlds (5% to 95%)."
    )


def worlds_in_words(needed: float, present: int) -> str:
    """So many worlds, rounded up to two digits; 'these are enough' where there are as many already."""
    if math.isnan(needed):
        return MISSING
    if needed <= present:
        return "these are enough"
    return f"over {MOST:,}" if needed > MOST else f"{round_up(needed):,}"


def telling_in_words(found: Accuracy) -> str:
    """How many worlds would tell a difference from zero."""
    if found.verdict != SAME:
        return "told already"
    if math.isnan(found.tell_apart):
        return "no difference" if found.error == 0.0 else MISSING
    return worlds_in_words(max(found.tell_apart, found.worlds + 1), found.worlds)


def worlds_needed(found: Precision) -> RenderableType:
    """The event and the amount with the largest errors, and how many worlds the wanted error takes."""
    table = _table(found.wanted)
    for item in leading(found.outcomes.values()):
        table.add_row(item.label, error_in_words(item), worlds_in_words(item.needed, item.worlds))
    return titled(TITLE, table, f"The largest errors. {wanted_in_words(found.wanted)} {MORE}")


def differences_needed(arms: Sequence[Precision]) -> RenderableType:
    """By arm, the differences with the largest errors and those that cannot be told apart, and what worlds would do."""
    legend = (
        "The largest errors of differences, and what cannot be told apart: how many worlds would tell it (in four of "
        f"five tries), if the difference is truly as found. {wanted_in_words(arms[0].wanted)} More worlds: --worlds N."
    )
    titles = [TITLE] if len(arms) == 1 else [f"{TITLE}: {arm.title}" for arm in arms]
    return Group(*(titled(title, _differences(arm)) for title, arm in zip(titles, arms, strict=True)), _faint(legend))


def _faint(words: str) -> RenderableType:
    return Text(words, style="dim")


def _differences(found: Precision) -> Table:
    table = _table(found.wanted)
    table.add_column("To tell from 0", justify="right")
    first = leading(found.outcomes.values())
    others = (item for item in found.outcomes.values() if item not in first and item.verdict == SAME)
    for item in (*first, *others):
        needed = worlds_in_words(item.needed, item.worlds)
        table.add_row(item.label, error_in_words(item), needed, telling_in_words(item))
    return table


def leading(found: Iterable[Accuracy]) -> list[Accuracy]:
    """The event and the amount with the largest errors, as far as any are known."""
    items = list(found)
    groups: Sequence[list[Accuracy]] = ([], [])
    for item in items:
        groups[0 if is_event(item.key) else 1].append(item)
    return [worst for worst in map(largest_of, groups) if worst is not None]


def _table(wanted: float) -> Table:
    table = plain_table()
    table.add_column("Outcome")
    table.add_column("Error now", justify="right")
    table.add_column(f"Worlds for {wanted:g}", justify="right")
    return table


def next_round(found: Precision, worlds: int, following: int) -> str:
    """What a round found and how many worlds the next one has."""
    return f"{_largest(found, worlds)} Going on with {following:,} worlds."


def rounds_done(found: Precision, worlds: int) -> str:
    """Where the rounds ended and why, and how the same run is had again."""
    again = f"The same run again: --worlds {worlds}."
    if found.largest is None:
        return f"No error is known with {counted(worlds, 'world')}, so more of them are not tried. {again}"
    if found.reached:
        return f"{_largest(found, worlds)} That is at most {found.wanted:g}. {again}"
    return (
        f"{_largest(found, worlds)} That is more than {found.wanted:g}, for which {found.needed:,.0f} worlds would be "
        f"needed; a run ends at {MOST:,}. {again}"
    )


def _largest(found: Precision, worlds: int) -> str:
    worst = found.largest
    assert worst is not None
    return f"{counted(worlds, 'world')}: the largest error is {error_in_words(worst)} ({worst.label})."
