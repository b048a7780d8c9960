"""How many worlds are enough: what a folder of a run, a comparison or a batch says of its own errors."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.kernel.records import is_event
from sim.report.charts.worlds_needed import HOW_TO_READ, Needed, worlds_needed_chart
from sim.report.document import Chart, Column, Document, Section, Table
from sim.report.enough import error_in_words, telling_in_words, wanted_in_words, worlds_in_words
from sim.report.read_results import read_comparison, read_manifest, read_run
from sim.report.scale import scale_of
from sim.report.words import counted, what_was_run
from sim.study.precision import (
    MOST,
    Accuracy,
    Precision,
    check_error,
    chosen_outcomes,
    precision_of,
    precision_of_cases,
    precision_of_comparison,
    quantile_error,
    round_up,
)

if TYPE_CHECKING:
    from pandas import DataFrame

    from sim.results import Results

KIND = "precision"
TITLE = "How many worlds are enough"
QUESTION = "How far may the numbers be off because only so many worlds were played, and how many would do?"
LOW, HIGH = 0.05, 0.95
LIMITS = (
    "The error says how far a number may be off because only so many worlds were played. It does not say whether the "
    "model is right: more worlds make no assumption truer.",
    "An error found in few worlds is itself uncertain. Ask again after adding some.",
    "Where all worlds agree on an event, one world more of each kind is imagined, because worlds in which it never "
    "happened do not make it impossible.",
    "Where a few worlds lie so far from all others that the standard deviation is wider than the band, errors are "
    "shares of the standard deviation.",
)
EDGES = (
    "How far the edges of the band may be off, in the unit of the outcome: told by the worlds that stand around them, "
    "whatever their law is."
)
EXACT = "Errors are one standard error; the true mean lies within two of them in about 19 of 20 such runs."


def precision_document(folder: Path, wanted: float, names: Sequence[str] = ()) -> Document:
    """What the folder of a run, a comparison or a batch says of its errors, for the outcomes named or else for all.

    Raises RunError where the folder is none of these, the error is not between 0 and 1, or a name is no outcome.
    """
    check_error(wanted)
    manifest = read_manifest(folder)
    if manifest.get("kind") == "batch":
        return _of_batch(folder, wanted, names)
    if "folders" in manifest:
        return _of_comparison(folder, wanted, names)
    return _of_run(folder, wanted, names)


def _of_run(folder: Path, wanted: float, names: Sequence[str]) -> Document:
    results = read_run(folder)
    found = precision_of(results, wanted, names or tuple(results.outcomes))
    rows = tuple((*_row(item), item.needed) for item in _by_error(found))
    table = Table("precision", "Error of every mean", (*_columns("Mean"), _worlds(wanted)), rows, EXACT)
    section = Section("By outcome", (), (table, *_chart(found), *_edges(results, found)))
    findings = (*_largest(found), *_needed(found))
    return _document(findings, (results.scenario.title, what_was_run(results)), (section,), wanted, folder)


def _columns(value: str) -> tuple[Column, ...]:
    return tuple(map(Column, ("Outcome", "Unit", value, "Error", "Error on one scale")))


def _worlds(wanted: float) -> Column:
    return Column(f"Worlds for {wanted:g}")


def _row(item: Accuracy) -> tuple[object, ...]:
    scale = scale_of(item.key, item.label, item.unit)
    return item.label, scale.unit, scale.factor * item.value, scale.factor * item.error, error_in_words(item)


def _edges(results: Results, found: Precision) -> tuple[Table, ...]:
    """How sure the edges of the bands are; nothing where single worlds were not kept."""
    rows = []
    for key in found.outcomes:
        outcome = results.outcomes[key]
        if outcome.values is not None and not is_event(key):
            low, high = (quantile_error(outcome.values, level) for level in (LOW, HIGH))
            rows.append((outcome.label, outcome.unit, outcome.p5, low, outcome.p95, high))
    if not rows:
        return ()
    columns = tuple(map(Column, ("Outcome", "Unit", "5%", "Error", "95%", "Error ")))
    return (Table("edges", "Error of the edges of the band", columns, tuple(rows), EDGES),)


def _by_error(found: Precision) -> list[Accuracy]:
    """The outcome with the largest error first, those without a known one last."""
    return sorted(found.outcomes.values(), key=lambda item: -item.share if item.known else math.inf)


def _largest(found: Precision) -> tuple[str, ...]:
    worst = found.largest
    if worst is None:
        return ("No error is known: a single world has none. Play more worlds.",)
    known = [item for item in found.outcomes.values() if item.known]
    small = sum(item.share <= found.wanted for item in known)
    return (
        f"With {counted(worst.worlds, 'world')} the largest error is that of '{worst.label}': {error_in_words(worst)}. "
        f"{small} of {len(known)} outcomes have an error of at most {found.wanted:g}.",
    )


def _needed(found: Precision) -> tuple[str, ...]:
    worst = found.largest
    if worst is None:
        return ()
    if found.reached:
        return (f"{counted(worst.worlds, 'world')} are enough for an error of {found.wanted:g} in all of them.",)
    if found.needed > MOST:
        return (
            f"An error of {found.wanted:g} in all of them would take more than {MOST:,} worlds, the most there are.",
        )
    worlds = round_up(found.needed)
    return (f"An error of {found.wanted:g} in all of them takes about {worlds:,} worlds: --worlds {worlds}.",)


def _chart(found: Precision, name: str = "worlds_needed") -> tuple[Chart, ...]:
    rows = [Needed(item.label, item.needed, item.worlds) for item in _by_error(found) if item.known]
    return _drawn(rows, found.wanted, name)


def _drawn(rows: Sequence[Needed], wanted: float, name: str = "worlds_needed") -> tuple[Chart, ...]:
    if not rows:
        return ()
    title = f"Worlds needed for an error of {wanted:g}"
    return (Chart(name, title, HOW_TO_READ, worlds_needed_chart(rows, title=title)),)


def _of_comparison(folder: Path, wanted: float, names: Sequence[str]) -> Document:
    comparison = read_comparison(folder)
    arms = precision_of_comparison(comparison, wanted, names or tuple(comparison.baseline.outcomes))
    findings = [f"{arm.title}: {sentence}" for arm in arms for sentence in (*_largest(arm), *_needed(arm))]
    setup = (comparison.baseline.scenario.title, what_was_run(comparison.baseline))
    sections = [_arm_section(place, arm) for place, arm in enumerate(arms, start=1)]
    return _document(findings, setup, sections, wanted, folder)


def _arm_section(place: int, arm: Precision) -> Section:
    columns = (*_columns("Difference"), _worlds(arm.wanted), Column("Worlds to tell it from 0"))
    rows = tuple((*_row(item), item.needed, telling_in_words(item)) for item in _by_error(arm))
    note = (
        "Differences are paired world by world. Worlds to tell it from 0: so many would do it in four of five tries, "
        f"if the difference is truly as found. {EXACT}"
    )
    table = Table(f"precision_{place}", "Error of every difference", columns, rows, note)
    return Section(f"Against the baseline: {arm.title}", (), (table, *_chart(arm, f"worlds_needed_{place}")))


def _of_batch(folder: Path, wanted: float, names: Sequence[str]) -> Document:
    from sim.study.batch import read_batch

    batch = read_batch(folder)
    if names:
        chosen_outcomes(next(iter(batch.scenarios.values())), names)
    found = precision_of_cases(batch.cases, batch.outcomes, wanted, names)
    known = found[found["share"].notna()].sort_values(["needed", "share"], ascending=False, kind="stable")
    failed = int((batch.cases["status"] != "done").sum())
    played = int(batch.cases["worlds"].sum())
    setup = [f"{counted(len(batch.cases), 'case')} with {counted(played, 'world')} in all."]
    setup += [f"{counted(failed, 'case')} failed and {'is' if failed == 1 else 'are'} left out."] if failed else []
    worst = known.drop_duplicates("outcome")
    rows = [Needed(row.label, row.needed, row.worlds) for row in worst.itertuples()]
    sections = (
        Section("By outcome", ("The case in which each outcome needs most worlds.",), (_worst_table(worst, wanted),))
        if rows
        else Section("By outcome", ("No error is known: a single world has none. Play more worlds a case.",)),
        Section("Worlds needed", (), _drawn(rows, wanted)),
        Section("By case", ("The outcome that needs most worlds in each case.",), (_cases_table(known, wanted),)),
    )
    return _document(_batch_findings(known, wanted), setup, sections, wanted, folder)


def _batch_findings(known: DataFrame, wanted: float) -> tuple[str, ...]:
    if known.empty:
        return ("No error is known: a single world has none. Play more worlds a case.",)
    first, cases = _accuracy(known.iloc[0]), known["case"].nunique()
    enough = int((known.groupby("case")["share"].max() <= wanted).sum())
    in_words = worlds_in_words(first.needed, first.worlds)
    return (
        f"The largest error is that of '{first.label}' in case {known.iloc[0]['case']}: {error_in_words(first)} with "
        f"{counted(first.worlds, 'world')}. Worlds for {wanted:g}: {in_words}.",
        f"In {enough} of {counted(cases, 'case')} every error is at most {wanted:g}.",
    )


def _accuracy(row: object) -> Accuracy:
    names = ("outcome", "label", "unit", "worlds", "mean", "mc_error", "share", "needed")
    return Accuracy(*(getattr(row, name) for name in names))


def _worst_table(worst: DataFrame, wanted: float) -> Table:
    columns = tuple(map(Column, ("Outcome", "Case", "Scenario", "Worlds", "Error on one scale")))
    rows = tuple(
        (row.label, int(row.case), row.scenario, int(row.worlds), error_in_words(_accuracy(row)), row.needed)
        for row in worst.itertuples()
    )
    return Table("worst_case", "The worst case of every outcome", (*columns, _worlds(wanted)), rows, EXACT)


def _cases_table(known: DataFrame, wanted: float) -> Table:
    columns = tuple(map(Column, ("Case", "Scenario", "Worlds", "Outcome", "Error on one scale")))
    rows = tuple(
        (int(row.case), row.scenario, int(row.worlds), row.label, error_in_words(_accuracy(row)), row.needed)
        for row in known.drop_duplicates("case").itertuples()
    )
    return Table("cases", "Every case", (*columns, _worlds(wanted)), rows)


def _document(
    findings: Iterable[str], setup: Iterable[str], sections: Iterable[Section], wanted: float, folder: Path
) -> Document:
    told = (*setup, wanted_in_words(wanted))
    provenance = {"folder": str(folder), "error": wanted}
    return Document(KIND, TITLE, QUESTION, tuple(findings), told, tuple(sections), LIMITS, provenance)
