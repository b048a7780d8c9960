"""Parts that documents of several studies share: inputs with their evidence, outcomes, fans, errors, limits."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.kernel.catalogue import catalogue
from sim.kernel.quantity import Evidence
from sim.kernel.state import Array
from sim.report.charts.dots import Dot
from sim.report.charts.fan import HOW_TO_READ as READ_FAN
from sim.report.charts.fan import Fan, fan_chart
from sim.report.document import Chart, Column, Table
from sim.report.scale import Scale, scale_of
from sim.report.words import counted, is_event, joined, number, percent
from sim.report.write_document import file_stem
from sim.results import CONFIDENT, OutcomeResult
from sim.scenario.sample import inputs_of
from sim.scenario.scenario import Scenario
from sim.study.precision import WANTED, needed_worlds

DEFAULT_WATCH = ("p_lapse", "trilateral_cohesion")
MOST_WATCHED = 6
CLASSES = tuple(str(grade) for grade in Evidence)
EVIDENCE_NOTE = (
    "Evidence: 'data' is read off observations of 2018 to 2023, 'literature' is a range from published work, "
    "'judgement' is the authors' choice, for asking 'what if' and never 'estimated'."
)
LIMITS = (
    "This does not predict. The model is a structured argument: it says what follows if governments weigh things as "
    "assumed here. Do not read a probability as a betting rate.",
    "The intervals say how sure the numbers are within the model, from the number of worlds played. They say nothing "
    "about whether the model is right.",
    "Do not take an outcome that hangs on a judgement for a finding: move that number over its range first and see "
    "whether the answer stays.",
)


@dataclass(frozen=True, slots=True)
class Varied:
    """An input that was not one number: which one, over which range it went, how, and how good its evidence is."""

    key: str
    label: str
    unit: str
    low: float
    high: float
    evidence: str
    how: str = ""


def input_name(key: str, label: str) -> str:
    """An input's label with whose it is: 'Resolve (Seoul)'."""
    place = key.split(".", 1)[0].replace("_", " ").title()
    return f"{label} ({place})"


def varied_inputs(scenario: Scenario) -> list[Varied]:
    """The inputs that a scenario leaves uncertain, each over the range of its distribution."""
    known = inputs_of(scenario, catalogue())
    return [
        Varied(key, known[key].label, known[key].unit, spread.low, spread.high, str(known[key].grade), spread.dist)
        for key, spread in scenario.uncertain.items()
    ]


def inputs_table(inputs: Sequence[Varied], title: str = "Inputs that varied") -> Table:
    """Inputs with their ranges and evidence."""
    columns = (Column("Input"), Column("Unit"), Column("From"), Column("To"), Column("How"), Column("Evidence"))
    rows = tuple(
        (input_name(item.key, item.label), item.unit, item.low, item.high, item.how, item.evidence) for item in inputs
    )
    return Table("inputs", title, columns, rows, EVIDENCE_NOTE)


def evidence_sentence(inputs: Sequence[Varied]) -> str:
    """How good the evidence of the inputs that varied is."""
    if not inputs:
        return "No input varied: the worlds differ in their luck alone."
    found = Counter(item.evidence for item in inputs)
    told = [(word, found[word]) for word in CLASSES if found[word]]
    count = counted(len(inputs), "input")
    if len(told) == 1:
        whose = "its range rests" if len(inputs) == 1 else "their ranges rest"
        return f"{count} varied; {whose} on {told[0][0]}."
    parts = [f"{some} {'rests' if some == 1 else 'rest'} on {word}" for word, some in told]
    return f"{count} varied; of their ranges, {joined(parts)}."


def settings_table(scenario: Scenario) -> Table | None:
    """The parameters that a scenario sets to a number of its own, None where there are none."""
    known = catalogue().parameters
    rows = tuple(
        (input_name(key, known[key].label), value, known[key].default, known[key].unit, str(known[key].grade))
        for key, value in scenario.values.items()
        if key in known and key not in scenario.uncertain
    )
    if not rows:
        return None
    columns = (Column("Input"), Column("Set to"), Column("Default"), Column("Unit"), Column("Evidence"))
    return Table("settings", "Numbers that the scenario sets", columns, rows, EVIDENCE_NOTE)


def watched(scenarios: Iterable[Scenario]) -> tuple[str, ...]:
    """The outcomes that scenarios watch, in their order; two that tell most where they watch none."""
    keys = dict.fromkeys(key for scenario in scenarios for key in scenario.watch)
    return tuple(keys or DEFAULT_WATCH)[:MOST_WATCHED]


def unique_names(titles: Sequence[str]) -> list[str]:
    """Titles told apart by a number where two are the same."""
    seen: Counter[str] = Counter()
    names = []
    for title in titles:
        seen[title] += 1
        names.append(title if seen[title] == 1 else f"{title} ({seen[title]})")
    return names


def events_table(outcomes: Mapping[str, OutcomeResult]) -> Table | None:
    """How often each event happens, None where the outcomes hold no event."""
    rows = []
    for key, outcome in outcomes.items():
        if is_event(key):
            scale = scale_of(key)
            rows.append((outcome.label, scale.factor * outcome.mean, scale.factor * outcome.mc_error))
    if not rows:
        return None
    columns = (Column("Event"), Column("Share", "% of worlds", 1), Column("Error", "percentage points", 1))
    note = "Error: the Monte Carlo error (one standard error) of the share."
    return Table("events", "How often it happens", columns, tuple(rows), note)


def amounts_table(outcomes: Mapping[str, OutcomeResult]) -> Table:
    """How much of each outcome that is more or less; ready text, since every row has its own decimals."""
    heads = ("Outcome", "Unit", "Mean", "Error", "5%", "25%", "50%", "75%", "95%")
    rows = []
    for key, outcome in outcomes.items():
        if not is_event(key):
            digits = scale_of(key).digits
            points = (outcome.p5, outcome.p25, outcome.p50, outcome.p75, outcome.p95)
            numbers = [number(outcome.mean, digits), number(outcome.mc_error, digits + 1)]
            rows.append((outcome.label, outcome.unit, *numbers, *(number(point, digits) for point in points)))
    note = (
        "Mean over worlds, its Monte Carlo error (one standard error), and the values that 5 to 95% of the worlds stay "
        "below."
    )
    return Table("amounts", "How much", tuple(Column(head) for head in heads), tuple(rows), note)


def precision_table(outcomes: Sequence[OutcomeResult], worlds: int) -> tuple[Table, str]:
    """How far each mean may be off, and how many worlds would bring that down; and this in a sentence."""
    columns = (
        Column("Outcome"),
        Column("Unit"),
        Column("Mean", "", 3),
        Column("Error", "", 3),
        Column("Worlds played"),
        Column("Worlds needed"),
    )
    rows, most, hardest = [], 0.0, ""
    for outcome in outcomes:
        scale = scale_of(outcome.key)
        needed = float(np.asarray(needed_for(outcome, worlds)))
        known = np.isfinite(needed)
        shown = int(needed) if known else None
        mean, error = scale.factor * outcome.mean, scale.factor * outcome.mc_error
        rows.append((scale.label, scale.unit, mean, error, worlds, shown))
        if known and needed > most:
            most, hardest = needed, scale.label
    note = (
        f"Worlds needed: for an error of {percent(WANTED)} of the width of the band that holds nine in ten worlds, or "
        f"of {100 * WANTED:.0f} percentage point for an event. An error of 0 means that all worlds agree."
    )
    table = Table("precision", "How far the means may be off", columns, tuple(rows), note)
    if not hardest:
        return table, "A single world has no error that could be known: play more worlds."
    enough = "were enough" if most <= worlds else f"are not enough for every outcome: {int(most):,} would be"
    sentence = (
        f"{counted(worlds, 'world')} {enough}, at an error of {100 * WANTED:.0f} percentage point for events and "
        f"{percent(WANTED)} of the spread for the others; {hardest} needs most."
    )
    return table, sentence


def needed_for(outcome: OutcomeResult, worlds: int) -> Array | float:
    """How many worlds an outcome's mean would need."""
    return needed_worlds(outcome.mean, outcome.mc_error, outcome.p5, outcome.p95, worlds, outcome.key)


def outcome_dot(name: str, scale: Scale, mean: float, mc_error: float, p5: float, p95: float, shown: str = "") -> Dot:
    """An outcome as a dot, on its scale. Events have no spread, for a world either has them or not."""
    low, high = interval(scale, mean, mc_error)
    ends = (math.nan, math.nan) if is_event(scale.key) else (p5, p95)
    return Dot(name, scale.factor * mean, low, high, shown or scale.shown(mean), *ends)


def interval(scale: Scale, mean: float, mc_error: float) -> tuple[float, float]:
    """The 95% interval of a mean, on its scale; that of a share stays between 0 and 100%."""
    low, high = (scale.factor * (mean + side * CONFIDENT * mc_error) for side in (-1.0, 1.0))
    return (max(low, 0.0), min(high, scale.factor)) if is_event(scale.key) else (low, high)


def fan_item(fans: Sequence[Fan], series: str, label: str, unit: str) -> Chart:
    """A chart of fans with a caption that says what the first of them shows, and how to read it."""
    title = f"{label} week by week"
    spec = fan_chart(fans, title=title, label=label, unit=unit)
    told = " ".join(_course(fan, unit) for fan in fans[:2])
    return Chart(file_stem("fan", series), title, f"{told} {READ_FAN}", spec)


def _course(fan: Fan, unit: str) -> str:
    middle = np.asarray(fan.points["p50"], dtype=float)
    if not np.isfinite(middle).any():
        return f"{fan.case}: no world stayed sound."
    lowest, highest = int(np.nanargmin(middle)), int(np.nanargmax(middle))
    low, high = fan.points["p5"][-1], fan.points["p95"][-1]
    return (
        f"{fan.case}: the middle world begins at {number(middle[0])}, is lowest in {fan.dates[lowest]:%B %Y} "
        f"({number(middle[lowest])}) and highest in {fan.dates[highest]:%B %Y} ({number(middle[highest])}), and ends "
        f"at {number(middle[-1])}, when nine in ten worlds lie between {number(low)} and {number(high)} ({unit})."
    )


def series_of(keys: Iterable[str]) -> list[str]:
    """The weekly series behind outcomes that are more or less; the states behind events make no fan."""
    known = catalogue().outcomes
    found = (known[key].series for key in keys if key in known and not is_event(key))
    return list(dict.fromkeys(series for series in found if series))


def series_words(key: str) -> tuple[str, str]:
    """Label and unit of a recorded series."""
    name, _, row = key.partition(".")
    field = catalogue().fields.get(name)
    if field is None:
        return key, ""
    return (f"{field.label} ({row.replace('_', ' ').capitalize()})" if row else field.label), field.unit
