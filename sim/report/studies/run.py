"""What a run, or a comparison of runs, says: read from its folder."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.kernel.records import CAPITALS
from sim.report.charts.dots import HOW_TO_READ as READ_DOTS
from sim.report.charts.dots import HOW_TO_READ_MEAN as READ_MEANS
from sim.report.charts.dots import LEGEND_MEAN, Dot, dot_chart
from sim.report.charts.fan import Fan
from sim.report.conditions import conditions_of
from sim.report.document import Chart, Column, Document, Section, Table
from sim.report.expectations import check_expectations
from sim.report.pulls import lever_use
from sim.report.read_results import read_comparison, read_manifest, read_run
from sim.report.scale import scale_of
from sim.report.studies.parts import (
    LIMITS,
    amounts_table,
    events_table,
    evidence_sentence,
    fan_item,
    inputs_table,
    outcome_dot,
    precision_table,
    series_of,
    settings_table,
    unique_names,
    varied_inputs,
    watched,
)
from sim.report.turns import turns_and_luck
from sim.report.words import (
    CAPITAL_NAMES,
    SAME,
    chance_note,
    comparison_summary,
    day,
    health_notes,
    is_event,
    number,
    percent,
    summary,
    too_small,
    what_was_run,
)
from sim.report.write_document import file_stem
from sim.results import Arm, Comparison, Difference, OutcomeResult, Results
from sim.results.tables import FAN

STREAMED = "The run was too large to keep each world: its quantiles are exact to a small bin."
ONE_SCENARIO = "It is one scenario: what another would have brought is for a comparison ('trilateral compare')."
COHESION = "trilateral_cohesion"


def run_document(folder: Path) -> Document:
    """What the run in a folder says.

    Raises RunError where the folder is not one of a run, or is incomplete.
    """
    results, manifest = read_run(folder), read_manifest(folder)
    scenario = results.scenario
    return Document(
        kind="run",
        title=scenario.title,
        question=scenario.question,
        findings=tuple(_run_findings(results)),
        setup=(f"{what_was_run(results)}.", *_who_decides(results), evidence_sentence(varied_inputs(scenario))),
        sections=tuple(_run_sections(results, manifest)),
        limits=(*LIMITS, ONE_SCENARIO, *((STREAMED,) if results.streamed else ())),
        provenance=_provenance(manifest, {"scenario": scenario.title, "hash": scenario.digest, "seed": results.seed}),
    )


def _provenance(manifest: Mapping[str, Any], what: Mapping[str, object]) -> dict[str, object]:
    """What made the numbers: hashes, seed, versions, command and time."""
    kept = {name: manifest[name] for name in ("command", "written", "seconds", "versions") if name in manifest}
    return {**what, **kept}


def _who_decides(results: Results) -> Iterator[str]:
    scenario = results.scenario
    if scenario.agents_from is not None and scenario.agents_from > scenario.start:
        yield f"Until {day(scenario.agents_from)} the capitals do what the scenario says; from then on they decide."
    yield from turns_and_luck(scenario)
    forced = {capital: len(scenario.policies[capital].force) for capital in CAPITALS}
    told = [f"{CAPITAL_NAMES[capital]} {count}" for capital, count in forced.items() if count]
    if told:
        yield f"Moves that the scenario forces: {', '.join(told)}."
    if scenario.shocks:
        yield f"Shocks that the scenario brings: {len(scenario.shocks)}."


def _run_findings(results: Results) -> Iterator[str]:
    yield summary(results)
    for key in watched([results.scenario]):
        outcome = results.outcomes.get(key)
        if outcome is not None and not is_event(key) and key != COHESION and math.isfinite(outcome.mean):
            yield _amount_sentence(outcome)
    for capital in CAPITALS:
        uses = lever_use(results, capital)
        if uses:
            use = uses[0]
            yield (
                f"What {CAPITAL_NAMES[capital]} does most: {use.lever.label}, {number(use.times, 1)} times in an "
                f"average world, half of them by {day(use.first)}."
            )
    yield from health_notes(results.health, results.worlds)


def _amount_sentence(outcome: OutcomeResult) -> str:
    scale = scale_of(outcome.key)
    return (
        f"{scale.label} is {scale.shown(outcome.p50)} in the middle world ({scale.unit}); half of the worlds lie "
        f"between {scale.shown(outcome.p25)} and {scale.shown(outcome.p75)}."
    )


def _run_sections(results: Results, manifest: Mapping[str, Any]) -> Iterator[Section]:
    scenario = results.scenario
    keys = [key for key in watched([scenario]) if key in results.outcomes]
    tables = [table for table in (events_table(results.outcomes), amounts_table(results.outcomes)) if table]
    yield Section("Outcomes", (), (*_event_chart(results), *tables))
    fans = [_fans([results], [scenario.title], series) for series in series_of(keys)]
    yield Section("Week by week", (), tuple(chart for chart in fans if chart))
    yield Section("What the capitals do", (), (_levers_table(results),))
    varied = varied_inputs(scenario)
    settings = settings_table(scenario)
    if varied or settings:
        yield Section("Inputs", (), (*((inputs_table(varied),) if varied else ()), *((settings,) if settings else ())))
    if scenario.expect:
        yield Section("What the scenario expects", (), (_expected_table(results, manifest),))
    table, sentence = precision_table(list(results.outcomes.values()), _sound(results))
    yield Section("How sure the numbers are", (sentence,), (table,))


def _sound(results: Results) -> int:
    return results.worlds - results.health.non_finite


def _event_chart(results: Results) -> list[Chart]:
    dots = []
    for key, outcome in results.outcomes.items():
        if is_event(key) and math.isfinite(outcome.mean):
            dots.append(_dot(outcome.label, outcome, percent(outcome.mean)))
    if not dots:
        return []
    title = "How often it happens"
    told = "; ".join(f"{dot.case}: {dot.shown}" for dot in dots)
    spec = dot_chart(dots, title=title, label="Share", unit="% of worlds", subtitle=LEGEND_MEAN)
    caption = f"{told} of worlds. {READ_MEANS}"
    return [Chart("events_chart", title, caption, spec)]


def _dot(name: str, outcome: OutcomeResult, shown: str = "") -> Dot:
    scale = scale_of(outcome.key)
    return outcome_dot(name, scale, outcome.mean, outcome.mc_error, outcome.p5, outcome.p95, shown)


def _fans(runs: Sequence[Results], names: Sequence[str], key: str) -> Chart | None:
    """The fans of a series, a run each; None where no run recorded it."""
    fans = [
        Fan(name, run.clock.dates(), {point: run.series[key].fan[:, place].tolist() for place, point in enumerate(FAN)})
        for name, run in zip(names, runs, strict=True)
        if key in run.series
    ]
    if not fans:
        return None
    series = runs[0].series[key]
    return fan_item(fans, key, series.label, series.unit)


def _levers_table(results: Results) -> Table:
    rows = tuple(
        (CAPITAL_NAMES[capital], use.lever.label, use.times, use.first.isoformat())
        for capital in CAPITALS
        for use in lever_use(results, capital)
    )
    columns = (Column("Capital"), Column("Lever"), Column("Times a world", "", 2), Column("Half of the pulls by"))
    return Table("levers", "Levers pulled, most used first", columns, rows)


def _expected_table(results: Results, manifest: Mapping[str, Any]) -> Table:
    tested = {item["outcome"]: item["tested"] for item in manifest["provenance"].get("expect", ())}
    rows = tuple(
        (
            scale_of(check.expectation.outcome).label,
            check.expectation.low,
            check.expectation.high,
            check.mean,
            ("holds" if check.holds else "does not hold") if tested.get(check.expectation.outcome) else "not tested",
        )
        for check in check_expectations(results)
    )
    columns = (Column("Outcome"), Column("From"), Column("To"), Column("Found", "", 3), Column("Verdict"))
    note = "Not tested: the scenario was changed on the command line, so its expectations were not written for it."
    return Table(
        "expected", "Expectations and what was found", columns, rows, note if "not tested" in str(rows) else ""
    )


def comparison_document(folder: Path) -> Document:
    """What the comparison in a folder says.

    Raises RunError where the folder is not one of a comparison, or is incomplete.
    """
    comparison, manifest = read_comparison(folder), read_manifest(folder)
    baseline = comparison.baseline
    names = unique_names([baseline.scenario.title, *(arm.results.scenario.title for arm in comparison.arms)])
    what = {
        "baseline": {"title": names[0], "hash": baseline.scenario.digest},
        "compared": [
            {"title": name, "hash": arm.results.scenario.digest}
            for name, arm in zip(names[1:], comparison.arms, strict=True)
        ],
        "seed": baseline.seed,
    }
    return Document(
        kind="compare",
        title=f"{names[0]}, compared with {'; '.join(names[1:])}",
        question=baseline.scenario.question,
        findings=tuple(_comparison_findings(comparison, names[1:])),
        setup=tuple(_comparison_setup(comparison, names)),
        sections=tuple(_comparison_sections(comparison, names)),
        limits=(*LIMITS, chance_note(len(baseline.outcomes)) or "With few outcomes, few differences mislead."),
        provenance=_provenance(manifest, what),
    )


def _comparison_findings(comparison: Comparison, names: Sequence[str]) -> Iterator[str]:
    for name, arm in zip(names, comparison.arms, strict=True):
        yield f"{name}, against the baseline: {comparison_summary(comparison.baseline, arm)}"
    for run in (comparison.baseline, *(arm.results for arm in comparison.arms)):
        for note in health_notes(run.health, run.worlds):
            yield f"{run.scenario.title}: {note}"


def _comparison_setup(comparison: Comparison, names: Sequence[str]) -> Iterator[str]:
    yield f"Each scenario: {what_was_run(comparison.baseline)}."
    yield "All scenarios meet the same luck in every world, so a difference is the policy and not the luck."
    for name, shared in zip(names[1:], conditions_of(comparison), strict=True):
        for note in shared.notes:
            yield f"{name}: {note}"
    yield evidence_sentence(varied_inputs(comparison.baseline.scenario))


def _comparison_sections(comparison: Comparison, names: Sequence[str]) -> Iterator[Section]:
    runs = [comparison.baseline, *(arm.results for arm in comparison.arms)]
    keys = [key for key in watched(run.scenario for run in runs) if key in comparison.baseline.outcomes]
    differences = [_difference_chart(comparison, names[1:], key) for key in keys]
    levels = [_level_chart(runs, names, key) for key in keys]
    yield Section("Differences from the baseline", (), tuple(differences))
    for place, (name, arm) in enumerate(zip(names[1:], comparison.arms, strict=True), start=1):
        yield Section(f"Every outcome: {name}", (), (_differences_table(comparison.baseline, arm, place, name),))
    yield Section("Outcomes in each scenario", (), tuple(levels))
    fans = [_fans(runs, names, series) for series in series_of(keys)]
    yield Section("Week by week", (), tuple(chart for chart in fans if chart))
    varied = varied_inputs(comparison.baseline.scenario)
    if varied:
        yield Section("Inputs", (), (inputs_table(varied),))


def _difference_chart(comparison: Comparison, names: Sequence[str], key: str) -> Chart:
    scale = scale_of(key)
    dots, told = [], []
    for name, arm in zip(names, comparison.arms, strict=True):
        found = arm.outcomes[key]
        mean, low, high = (scale.factor * value for value in (found.difference, found.low, found.high))
        dots.append(Dot(name, mean, low, high, scale.shown_change(found.difference)))
        told.append(f"{name}: {_verdict(key, found, scale.shown_change(found.difference))}")
    title = f"{scale.label}: difference from the baseline"
    unit = "percentage points" if is_event(key) else scale.unit
    spec = dot_chart(dots, title=title, label="Difference", unit=unit, zero_line=True)
    caption = (
        f"{'; '.join(told)} ({unit}). The bar is the 95% interval of the difference; where it covers the dashed line "
        "at zero, the two cannot be told apart."
    )
    return Chart(file_stem("difference", key), title, caption, spec)


def _verdict(key: str, found: Difference, shown: str) -> str:
    if found.verdict == SAME:
        return SAME
    return f"{shown}, {found.verdict}{' but too small to matter' if too_small(key, found) else ''}"


def _level_chart(runs: Sequence[Results], names: Sequence[str], key: str) -> Chart:
    scale = scale_of(key)
    dots = [_dot(name, run.outcomes[key]) for name, run in zip(names, runs, strict=True)]
    told = "; ".join(f"{dot.case}: {dot.shown}" for dot in dots)
    spec = dot_chart(dots, title=f"{scale.label} in each scenario", label=scale.label, unit=scale.unit)
    caption = f"{told} ({scale.unit}). {READ_MEANS if is_event(key) else READ_DOTS}"
    return Chart(file_stem("level", key), f"{scale.label} in each scenario", caption, spec)


def _differences_table(baseline: Results, arm: Arm, place: int, name: str) -> Table:
    rows = []
    for key, before in baseline.outcomes.items():
        scale, found, after = scale_of(key), arm.outcomes[key], arm.results.outcomes[key]
        verdict = f"{found.verdict}, too small to matter" if too_small(key, found) else found.verdict
        change = [scale.factor * value for value in (found.difference, found.low, found.high)]
        rows.append((scale.label, scale.unit, scale.factor * before.mean, scale.factor * after.mean, *change, verdict))
    columns = (
        Column("Outcome"),
        Column("Unit"),
        Column("Baseline", "", 3),
        Column("Here", "", 3),
        Column("Difference", "", 3),
        Column("From", "95%", 3),
        Column("To", "95%", 3),
        Column("Verdict"),
    )
    note = (
        "Paired differences, world by world under the same luck, with 95% intervals. 'Cannot tell apart': the interval "
        "covers zero. 'Too small to matter': below the least difference worth talking about."
    )
    return Table(f"differences_{place}", f"{name}: differences from the baseline", columns, tuple(rows), note)
