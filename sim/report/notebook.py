"""Runs, comparisons and scenarios as small pages for notebooks.

The pages take ink and paper from the notebook, light or dark, ask for nothing from the network, and carry their few
rules of style on the elements, because notebook sites strip style sheets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from sim.kernel.catalogue import catalogue
from sim.report.charts.style import BLUE
from sim.report.tables import digits_of, error_words, ordered
from sim.report.turns import turns_and_luck
from sim.report.words import (
    CAPITAL_NAMES,
    SAME,
    bound,
    chance_note,
    comparison_summary,
    counted,
    day,
    digits_for,
    health_notes,
    is_event,
    joined,
    number,
    percent,
    signed,
    summary,
    too_small,
    what_was_run,
)
from sim.scenario.write import to_yaml

if TYPE_CHECKING:
    from sim.results import Arm, Comparison, Difference, OutcomeResult, Results
    from sim.scenario.scenario import Scenario

BAR = 100
LISTED = 8
LINE = "1px solid rgba(128,128,128,.35)"
CELL = f"padding:2px 10px 2px 0;border:0;border-bottom:{LINE};background:none;vertical-align:top;"
RIGHT = f"{CELL}text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;"
LEFT = f"{CELL}text-align:left;"
FAINT = "opacity:.75;"
POINTS = ("p5", "p25", "p50", "p75", "p95")
FAN_HEADS = ("5%", "25%", "50%", "75%", "95%")
LEGEND = (
    "±: Monte Carlo error of the mean (of events in percentage points), a dash where all worlds agree. "
    "5% to 95%: the values that so many of the worlds stay below."
)
Cell = tuple[str, str]


def results_page(results: Results) -> str:
    """A run: title, question, what was run, what happens in a sentence or two, outcomes with error and quantiles."""
    scenario = results.scenario
    found = ordered(results)
    parts = [_heading(scenario.title, scenario.question, what_was_run(results)), _text(summary(results))]
    parts.append(_events([outcome for outcome in found if is_event(outcome.key)], scenario.watch))
    parts.append(_amounts([outcome for outcome in found if not is_event(outcome.key)], scenario.watch))
    parts += [_text(f"Note: {note}") for note in health_notes(results.health, results.worlds)]
    return _page([*parts, _text(LEGEND + _starred(scenario.watch), FAINT)])


def comparison_page(comparison: Comparison) -> str:
    """A comparison: what the baseline is, and for every arm the paired differences with interval and verdict."""
    baseline = comparison.baseline
    parts = [_heading(baseline.scenario.title, baseline.scenario.question, what_was_run(baseline))]
    for arm in comparison.arms:
        scenario = arm.results.scenario
        parts.append(_heading(f"Compared with it: {scenario.title}", scenario.question))
        parts += [_text(comparison_summary(baseline, arm)), _differences(baseline, arm)]
        parts += [_text(f"Note: {note}") for note in health_notes(arm.results.health, arm.results.worlds)]
    legend = "Differences are paired world by world under the same luck. 'Cannot tell apart': the interval covers zero."
    chance = chance_note(len(baseline.outcomes))
    return _page([*parts, _text(f"{legend} {chance}{_starred(baseline.scenario.watch)}", FAINT)])


def scenario_page(scenario: Scenario) -> str:
    """A scenario: title, question, horizon, what is forced, what happens, what is uncertain, and the whole file."""
    clock = scenario.clock
    size = (
        f"{counted(scenario.weeks, 'week')} from {day(clock.start)} to {day(clock.end)}, "
        f"{counted(scenario.worlds, 'world')}, seed {scenario.seed}"
    )
    known = catalogue()
    levers = {**known.levers, **{lever.key: lever for lever in scenario.custom_levers}}
    forced = {
        f"Forced in {CAPITAL_NAMES[capital]}": [f"{levers[item.lever].label} ({day(item.at)})" for item in policy.force]
        for capital, policy in scenario.policies.items()
    }
    events = [f"{known.shocks[event.shock].label} ({day(event.at)})" for event in scenario.shocks]
    lists = {**forced, "Happens": events, "Differs from world to world": list(scenario.uncertain)}
    parts = [_heading(scenario.title, scenario.question, size)]
    parts += [_text(f"{title}: {_first(items)}.") for title, items in lists.items() if items]
    parts += [_text(sentence) for sentence in turns_and_luck(scenario)]
    file = f"<details><summary>The whole scenario as a file</summary><pre>{escape(to_yaml(scenario))}</pre></details>"
    return _page([*parts, file])


def _first(items: Sequence[str]) -> str:
    more = len(items) - LISTED
    return joined(items if more <= 0 else [*items[:LISTED], f"{more} more"])


def _page(parts: Iterable[str]) -> str:
    return f'<div style="max-width:64em">{"".join(parts)}</div>'


def _heading(title: str, question: str, size: str = "") -> str:
    parts = [f'<div style="font-weight:bold;font-size:1.1em;margin-top:.4em">{escape(title)}</div>']
    if question:
        parts.append(f'<div style="font-style:italic">{escape(question)}</div>')
    if size:
        parts.append(f'<div style="{FAINT}">{escape(size)}</div>')
    return "".join(parts)


def _text(words: str, style: str = "") -> str:
    return f'<p style="margin:.5em 0;{style}">{escape(words)}</p>' if words else ""


def _starred(watched: Sequence[str]) -> str:
    return " * watched by the scenario." if watched else ""


def _table(heads: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> str:
    """A table of (text, style) cells; the text is HTML already."""
    top = "".join(f'<th scope="col" style="{style}font-weight:bold;">{text}</th>' for text, style in heads)
    lines = ("".join(f'<td style="{style}">{text}</td>' for text, style in row) for row in rows)
    body = "".join(f'<tr style="background:none">{line}</tr>' for line in lines)
    return (
        '<div style="overflow-x:auto"><table style="border-collapse:collapse;border:0;margin:.5em 0">'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _name(outcome: OutcomeResult, watched: Sequence[str], unit: str = "") -> Cell:
    star = " *" if outcome.key in watched else ""
    behind = f' <span style="{FAINT}">({escape(unit)})</span>' if unit else ""
    return f"{escape(outcome.label)}{star}{behind}", LEFT


def _events(outcomes: Sequence[OutcomeResult], watched: Sequence[str]) -> str:
    def row(outcome: OutcomeResult) -> list[Cell]:
        error = error_words(100 * outcome.mc_error, 1)
        return [
            _name(outcome, watched),
            (escape(percent(outcome.mean)), RIGHT),
            (escape(error), RIGHT),
            (_bar(outcome.mean), LEFT),
        ]

    heads = [("Event", LEFT), ("Worlds", RIGHT), ("±", RIGHT), ("", LEFT)]
    return _table(heads, map(row, outcomes)) if outcomes else ""


def _bar(share: float) -> str:
    """A share of the worlds as a bar in its frame; the number beside it says the same."""
    filled = f"width:{BAR * share:.1f}%" if share == share else "width:0"
    return (
        f'<div aria-hidden="true" style="width:{BAR}px;height:.7em;margin-top:.3em;outline:{LINE}">'
        f'<div style="height:100%;{filled};background:{BLUE}"></div></div>'
    )


def _amounts(outcomes: Sequence[OutcomeResult], watched: Sequence[str]) -> str:
    def row(outcome: OutcomeResult) -> list[Cell]:
        digits = digits_of(outcome.key)
        numbers = [number(outcome.mean, digits), error_words(outcome.mc_error, digits + 1)]
        numbers += [number(getattr(outcome, point), digits) for point in POINTS]
        return [_name(outcome, watched, outcome.unit), *((escape(text), RIGHT) for text in numbers)]

    heads = [("Outcome", LEFT), *((text, RIGHT) for text in ("Mean", "±", *FAN_HEADS))]
    return _table(heads, map(row, outcomes)) if outcomes else ""


def _differences(baseline: Results, arm: Arm) -> str:
    watched = tuple(dict.fromkeys((*baseline.scenario.watch, *arm.results.scenario.watch)))
    heads = ["Baseline", "Here", "Difference", "95% interval"]
    rows = [
        _difference_row(before, arm.results.outcomes[before.key], arm.outcomes[before.key], watched)
        for before in ordered(baseline, watched)
        if before.key in arm.outcomes
    ]
    return _table([("Outcome", LEFT), *((head, RIGHT) for head in heads), ("Verdict", LEFT)], rows)


def _difference_row(
    before: OutcomeResult, after: OutcomeResult, found: Difference, watched: Sequence[str]
) -> list[Cell]:
    event = is_event(before.key)
    scale, digits, unit = (100.0, 1, "% of worlds") if event else (1.0, digits_of(before.key), before.unit)
    digits = digits_for(scale * found.mc_error, digits)
    written: Callable[[float, int], str] = signed if found.verdict == SAME else bound
    numbers = [
        number(scale * before.mean, digits),
        number(scale * after.mean, digits),
        written(scale * found.difference, digits),
        f"{bound(scale * found.low, digits)} … {bound(scale * found.high, digits)}",
    ]
    verdict = f"{found.verdict}, too small to matter" if too_small(before.key, found) else found.verdict
    faint = FAINT if found.verdict == SAME or too_small(before.key, found) else ""
    return [_name(before, watched, unit), *((escape(text), RIGHT) for text in numbers), (escape(verdict), LEFT + faint)]
