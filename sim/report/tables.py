"""Readable tables of a run and of a comparison, as rich renderables; printing is left to the caller."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS
from sim.kernel.state import Array
from sim.report.pulls import LeverUse, lever_use
from sim.report.turns import turns_and_luck
from sim.report.words import (
    CAPITAL_NAMES,
    MISSING,
    PACT_STATES,
    bound,
    chance_note,
    comparison_summary,
    day,
    digits_for,
    health_notes,
    is_event,
    number,
    percent,
    signed,
    summary,
    too_small,
    what_was_run,
)

if TYPE_CHECKING:
    from sim.report.conditions import Conditions
    from sim.report.expectations import Checked
    from sim.results import Arm, Comparison, Difference, OutcomeResult, Results

BAR_CELLS = 20
COURSE_CELLS = 16
WIDE = 110
EIGHTHS = " ▏▎▍▌▋▊▉█"
LEVELS = "▁▂▃▄▅▆▇█"
LEVERS_SHOWN = 6
PACT_STYLES = ("green", "yellow", "cyan", "red")
WATCHED = "* watched by this scenario."
NOT_TESTED = "What the scenario expects: not tested, because the scenario was changed on the command line."
VERDICT_STYLES = {"higher": "bold", "lower": "bold", "cannot tell apart": "dim"}


def bar(share: float, cells: int = BAR_CELLS) -> str:
    """A share between 0 and 1 as a bar, exact to an eighth of a cell."""
    if not math.isfinite(share):
        return ""
    filled = round(min(max(share, 0.0), 1.0) * cells * 8)
    full, rest = divmod(filled, 8)
    return "█" * full + (EIGHTHS[rest] if rest else "")


def course(values: Sequence[float] | Array, cells: int = COURSE_CELLS) -> str:
    """How a series went over the weeks, from its lowest to its highest value."""
    known = np.asarray(values, dtype=float)
    if known.size == 0 or not np.isfinite(known).all():
        return ""
    picked = [float(part.mean()) for part in np.array_split(known, min(cells, known.size))]
    low, high = min(picked), max(picked)
    if high - low <= 1e-9 * max(1.0, abs(high)):
        return LEVELS[0] * len(picked)
    return "".join(LEVELS[round((value - low) / (high - low) * (len(LEVELS) - 1))] for value in picked)


def run_report(results: Results, checked: Sequence[Checked], width: int, tested: bool = True) -> RenderableType:
    """All that a run says: its title, a summary, outcomes, the pact at the end, levers, expectations, health.

    Where the scenario was changed, its expectations are not `tested`: they were written for the file as it is.
    """
    parts: list[RenderableType] = [heading(results), Text(summary(results)), events_table(results)]
    parts += [outcomes_table(results, width), pact_at_end(results)]
    parts += levers_tables(results)
    if checked:
        parts.append(expectations_table(checked) if tested else Text(NOT_TESTED))
    notes = health_notes(results.health, results.worlds)
    if notes:
        parts.append(Group(*(Text(f"Note: {note}", style="yellow") for note in notes)))
    return _spaced(parts)


def _spaced(parts: Iterable[RenderableType]) -> RenderableType:
    return Group(*(Padding(part, (0, 0, 1, 0)) for part in parts))


def heading(results: Results) -> RenderableType:
    """The title, the question, what was run, and who decides by turns."""
    scenario = results.scenario
    lines = [Text(scenario.title, style="bold")]
    if scenario.question:
        lines.append(Text(scenario.question, style="italic"))
    lines += [Text(line, style="dim") for line in (what_was_run(results), *turns_and_luck(scenario))]
    return Group(*lines)


def ordered(results: Results, watched: Sequence[str] | None = None) -> list[OutcomeResult]:
    """Outcomes with the watched ones first, as they are listed; the others by their labels."""
    first = [key for key in (results.scenario.watch if watched is None else watched) if key in results.outcomes]
    others = [outcome for key, outcome in results.outcomes.items() if key not in first]
    return [results.outcomes[key] for key in first] + sorted(others, key=lambda outcome: outcome.label.lower())


def _name(outcome: OutcomeResult, watched: Container[str]) -> Text:
    label = Text(outcome.label)
    if outcome.key in watched:
        label.append(" *", style="bold yellow")
    return label


def plain_table() -> Table:
    """A table without lines, whose cells stand close."""
    return Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))


def titled(title: str, table: Table, legend: str = "") -> RenderableType:
    """A table under its title; the title is no part of the table, so that it may be wider."""
    parts: list[RenderableType] = [Text(title, style="bold"), table]
    return Group(*parts, Text(legend, style="dim")) if legend else Group(*parts)


def events_table(results: Results) -> RenderableType:
    """Outcomes that happen or do not happen in a world: the share of worlds, with its Monte Carlo error."""
    table = plain_table()
    table.add_column("Event")
    table.add_column("Worlds", justify="right", no_wrap=True)
    table.add_column("±", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for outcome in ordered(results):
        if is_event(outcome.key):
            error = error_words(100 * outcome.mc_error, 1)
            name = _name(outcome, results.scenario.watch)
            table.add_row(name, percent(outcome.mean), error, bar(outcome.mean))
    return titled("How often it happens", table)


def error_words(value: float, digits: int) -> str:
    """A Monte Carlo error; a dash where all worlds agree, for then there is none to be seen."""
    if value == 0:
        return MISSING
    least = 10.0**-digits
    return f"< {least:.{digits}f}" if value < least / 2 else number(value, digits)


def digits_of(key: str) -> int:
    """How many decimals an outcome deserves, from its record."""
    record = catalogue().outcomes.get(key)
    return record.digits if record is not None else 2


def outcomes_table(results: Results, width: int) -> RenderableType:
    """Outcomes that are more or less: mean, Monte Carlo error, and where the worlds lie.

    Where the terminal is wide enough, units stand in a column of their own and the mean course over time is drawn.
    """
    wide = width >= WIDE
    table = plain_table()
    table.add_column("Outcome")
    if wide:
        table.add_column("Unit", style="dim", overflow="fold")
    for title in ("Mean", "±", "5%", "25%", "50%", "75%", "95%"):
        table.add_column(title, justify="right", no_wrap=True, style="bold" if title == "Mean" else "")
    if wide:
        table.add_column("Course", no_wrap=True, style="dim")
    for outcome in ordered(results):
        if is_event(outcome.key):
            continue
        digits = digits_of(outcome.key)
        name = _name(outcome, results.scenario.watch)
        if not wide:
            name.append(f" ({outcome.unit})", style="dim")
        points = (outcome.p5, outcome.p25, outcome.p50, outcome.p75, outcome.p95)
        numbers = [number(outcome.mean, digits), error_words(outcome.mc_error, digits + 1)]
        numbers += [number(point, digits) for point in points]
        if wide:
            table.add_row(name, outcome.unit, *numbers, _course_of(results, outcome.key))
        else:
            table.add_row(name, *numbers)
    legend = (
        "Mean over worlds, its Monte Carlo error (±, a dash where all worlds agree), and the values that 5 to 95% of "
        "worlds stay below."
    )
    if results.scenario.watch:
        legend += f" {WATCHED}"
    return titled("How much", table, legend)


def _course_of(results: Results, key: str) -> str:
    record = catalogue().outcomes.get(key)
    series = results.series.get(record.series) if record is not None and record.series else None
    return course(series.mean) if series is not None else ""


def pact_at_end(results: Results) -> RenderableType:
    """The intelligence pact in the last week: how many worlds end in each state, as one stacked bar."""
    shares = np.asarray(results.share("pact_state", (0, 1, 2, 3)))[:, -1]
    table = plain_table()
    table.add_column("State", no_wrap=True)
    table.add_column("Worlds", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for state, share, style in zip(PACT_STATES, shares, PACT_STYLES, strict=True):
        table.add_row(state, percent(float(share)), Text(bar(float(share)), style=style))
    return titled("The intelligence pact in the last week", table)


def levers_tables(results: Results) -> list[RenderableType]:
    """What each capital did most: the share of worlds that ever pulled a lever, and the middle first date."""
    return [_levers_table(results, capital) for capital in CAPITALS]


def _levers_table(results: Results, capital: str) -> RenderableType:
    name = CAPITAL_NAMES[capital]
    uses = lever_use(results, capital)
    if not uses:
        return Text(f"{name} pulls no lever in any world.")
    table = plain_table()
    table.add_column("Lever")
    table.add_column("Worlds", justify="right", no_wrap=True)
    table.add_column("Times", justify="right", no_wrap=True)
    table.add_column("First, middle of worlds", no_wrap=True)
    for use in uses[:LEVERS_SHOWN]:
        table.add_row(*_use_row(use))
    left = len(uses) - LEVERS_SHOWN
    return titled(f"What {name} does", table, f"and {left} more" if left > 0 else "")


def _use_row(use: LeverUse) -> tuple[str, str, str, str]:
    share = percent(use.share) if use.share is not None else MISSING
    return use.lever.label, share, number(use.times, 1), day(use.first)


def expectations_table(checked: Sequence[Checked]) -> RenderableType:
    """Whether the scenario's expectations held."""
    table = plain_table()
    for title in ("Outcome", "Between", "Found", ""):
        table.add_column(title, no_wrap=title != "Outcome")
    for check in checked:
        between = f"{check.expectation.low:g} and {check.expectation.high:g}"
        verdict = Text("holds", style="green") if check.holds else Text("does not hold", style="bold red")
        table.add_row(check.expectation.outcome, between, number(check.mean, 3), verdict)
    return titled("What the scenario expects", table)


def comparison_report(comparison: Comparison, width: int, conditions: Sequence[Conditions]) -> RenderableType:
    """Paired differences of every arm against the baseline; `conditions` say what else differs, arm by arm."""
    parts: list[RenderableType] = [heading(comparison.baseline)]
    for arm, shared in zip(comparison.arms, conditions, strict=True):
        parts.append(_arm_heading(arm))
        parts += [Text(f"Note: {note}", style="yellow") for note in shared.notes]
        parts.append(Text(comparison_summary(comparison.baseline, arm)))
        parts.append(differences_table(comparison.baseline, arm, width, not shared.differs))
        parts += _health_of(arm.results)
    parts += _health_of(comparison.baseline)
    return _spaced(parts)


def _health_of(results: Results) -> list[RenderableType]:
    notes = health_notes(results.health, results.worlds)
    return [Text(f"Note, {results.scenario.title}: {note}", style="yellow") for note in notes]


def _arm_heading(arm: Arm) -> RenderableType:
    lines = [Text(f"Compared with it: {arm.results.scenario.title}", style="bold")]
    if arm.results.scenario.question:
        lines.append(Text(arm.results.scenario.question, style="italic"))
    return Group(*lines)


def differences_table(baseline: Results, arm: Arm, width: int, policy_only: bool = True) -> RenderableType:
    """Every outcome: baseline, arm, their paired difference with a 95% interval, and whether it can be told apart.

    `policy_only` says whether the two scenarios share all but the policy, so that a difference can be put down to it.
    """
    wide = width >= WIDE
    table = plain_table()
    table.add_column("Outcome")
    columns = ("Baseline", "Here") if wide else ()
    for title in (*columns, "Difference", "95% interval"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("Verdict", no_wrap=True)
    watched = list(dict.fromkeys((*baseline.scenario.watch, *arm.results.scenario.watch)))
    for before in ordered(baseline, watched):
        difference, after = arm.outcomes[before.key], arm.results.outcomes[before.key]
        event = is_event(before.key)
        scale, digits, unit = (100.0, 1, "% of worlds") if event else (1.0, digits_of(before.key), before.unit)
        digits = digits_for(scale * difference.mc_error, digits)
        name = _name(before, watched)
        name.append(f" ({unit})", style="dim")
        levels = [number(scale * before.mean, digits), number(scale * after.mean, digits)] if wide else []
        gap = (bound if difference.verdict in ("higher", "lower") else signed)(scale * difference.difference, digits)
        interval = f"{bound(scale * difference.low, digits)} … {bound(scale * difference.high, digits)}"
        table.add_row(name, *levels, gap, interval, _verdict(before.key, difference))
    return titled("Differences from the baseline, world by world", table, _legend(arm, policy_only, bool(watched)))


def _verdict(key: str, difference: Difference) -> Text:
    if too_small(key, difference):
        return Text(f"{difference.verdict}, too small\nto matter", style="dim")
    return Text(difference.verdict, style=VERDICT_STYLES[difference.verdict])


def _legend(arm: Arm, policy_only: bool, watched: bool) -> str:
    sentences = [
        "Both scenarios meet the same luck in every world, so a difference is the policy."
        if policy_only
        else "Both scenarios meet the same luck in every world, but they differ in more than the policy: see the note.",
        "'Cannot tell apart': the interval covers zero.",
        "'Too small to matter': below the least difference worth talking about ('trilateral outcomes').",
        chance_note(len(arm.outcomes)),
        "* watched." if watched else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence)
