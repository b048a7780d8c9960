"""What a batch says: its cases side by side, what swept inputs do, what failed, and how sure the numbers are."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.report.charts.dots import HOW_TO_READ as READ_DOTS
from sim.report.charts.dots import HOW_TO_READ_MEAN as READ_MEANS
from sim.report.charts.dots import Dot, dot_chart
from sim.report.charts.fan import Fan
from sim.report.charts.sweep import HOW_TO_READ as READ_SWEEP
from sim.report.charts.sweep import HOW_TO_READ_MEAN as READ_SWEPT_SHARE
from sim.report.charts.sweep import SweptPoint, sweep_chart
from sim.report.document import Chart, Column, Document, Section, Table
from sim.report.scale import Scale, scale_of
from sim.report.studies.parts import (
    EVIDENCE_NOTE,
    LIMITS,
    Varied,
    evidence_sentence,
    fan_item,
    input_name,
    interval,
    outcome_dot,
    series_of,
    series_words,
    unique_names,
    watched,
)
from sim.report.words import counted, day, is_event, joined, number, signed
from sim.report.write_document import file_stem
from sim.results import CONFIDENT
from sim.results.tables import FAN
from sim.study.precision import WANTED, error_share, needed_worlds

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from sim.study.batch import Batch

Numbers = np.ndarray[Any, np.dtype[np.float64]]
DONE = "done"
MOST_TITLES = 3
MOST_DOTS = 24
MOST_FANS = 8
MOST_ROWS = 40
MOST_VALUES = 12
BINS = 10
MOST_SWEPT = 6
MOST_QUESTIONS = 3
SURE = "How sure the numbers are"
COMMON_LUCK = "All cases of a seed meet the same luck in the same world: they differ by what was set and not by luck."
OWN_LUCK = "Each point has worlds of its own, so that its cases meet as much luck as they have worlds."
SAMPLED_LIMIT = (
    "Between the cases, only the swept inputs differ. Where several were swept, what is shown for one of them is an "
    "average over the values of the others."
)


def batch_document(folder: Path) -> Document:
    """What the batch in a folder says.

    Raises RunError where the folder is not one of a finished batch.
    """
    from sim.study.batch import read_batch

    told = _Told(read_batch(folder))
    return Document(
        kind="batch",
        title=told.title,
        question=" / ".join(told.questions[:MOST_QUESTIONS]),
        findings=tuple(_findings(told)),
        setup=tuple(_setup(told)),
        sections=tuple(_sections(told)),
        limits=(*LIMITS, *((SAMPLED_LIMIT,) if told.swept else ())),
        provenance=_provenance(told.manifest),
    )


@dataclass(frozen=True)
class _Effect:
    """What a swept input does to an outcome: from its lowest to its highest value, paired by world, with a 95%
    interval; and the points between."""

    input: Varied
    scale: Scale
    points: tuple[SweptPoint, ...]
    change: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        return self.low > 0 or self.high < 0


class _Told:
    """A batch with names for its cases."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.manifest = batch.manifest
        self.done = batch.cases[batch.cases["status"] == DONE].reset_index(drop=True)
        self.failed = batch.cases[batch.cases["status"] != DONE].reset_index(drop=True)
        self.outcomes = tuple(key for key in watched(batch.scenarios.values()) if key in self.manifest["outcomes"])

    @property
    def title(self) -> str:
        titles = unique_names([record["title"] for record in self.manifest["scenarios"].values()])
        cases = counted(len(self.batch.cases), "case")
        return f"{cases} of {joined(titles) if len(titles) <= MOST_TITLES else f'{len(titles)} scenario files'}"

    @property
    def questions(self) -> list[str]:
        found = (record.get("question", "") for record in self.manifest["scenarios"].values())
        return list(dict.fromkeys(question for question in found if question))

    @cached_property
    def swept(self) -> list[Varied]:
        """The inputs that differ from case to case."""
        return [item for item in self.varied if item.key in self.done.columns and self.done[item.key].nunique() > 1]

    @cached_property
    def varied(self) -> list[Varied]:
        columns = set(self.batch.cases.columns)
        return [
            Varied(key, item["label"], item["unit"], item["low"], item["high"], item["evidence"], how)
            for key, item in self.manifest["inputs"].items()
            for how in ("swept from case to case" if key in columns else "drawn in each world",)
        ]

    @cached_property
    def own_luck(self) -> bool:
        """Whether the points of some file met worlds of their own, so that cases differ by luck as well."""
        return any(record["own_luck"] for record in self.manifest["scenarios"].values())

    @cached_property
    def names(self) -> dict[int, str]:
        """A name for each case: its scenario's title, and what tells it from the others of that scenario."""
        return dict(zip(self.done["case"].astype(int), unique_names(list(self._case_names())), strict=True))

    def _case_names(self) -> Iterator[str]:
        seeds = {name: group["seed"].nunique() > 1 for name, group in self.done.groupby("scenario")}
        for row in self.done.to_dict("records"):
            told = [
                f"{input_name(item.key, item.label)} {row[item.key]:.3g}"
                for item in self.swept
                if math.isfinite(row[item.key])
            ]
            told += [f"seed {int(row['seed'])}"] if seeds[row["scenario"]] else []
            yield f"{row['title']}: {', '.join(told)}" if told else str(row["title"])

    @cached_property
    def measured(self) -> DataFrame:
        """Outcomes with the number of sound worlds behind each."""
        sound = self.done.set_index("case")["worlds"] - self.done.set_index("case")["non_finite"]
        table = self.batch.outcomes[self.batch.outcomes["case"].isin(sound.index)].copy()
        table["sound"] = table["case"].map(sound)
        return table

    def of(self, outcome: str) -> DataFrame:
        """The rows of an outcome, by case."""
        return self.measured[self.measured["outcome"] == outcome].sort_values("case")

    @cached_property
    def effects(self) -> list[_Effect]:
        found = (_effect(self, item, scale_of(key)) for key in self.outcomes for item in self.swept[:MOST_SWEPT])
        return [effect for effect in found if effect is not None]


def _effect(told: _Told, item: Varied, scale: Scale) -> _Effect | None:
    """The effect of a swept input on an outcome over all cases that sweep it. None where no worlds are known.

    Where all values of the input meet the same values of everything else, the ends are compared world by world, for
    the same world has the same luck in all cases of a seed. In a sampled design the other inputs differ too: there the
    cases are the sample, and the ends are two groups of them; where they share their luck, the few worlds that all of
    them met are a sample as well, and its error comes on top.
    """
    from sim.report.studies.columns import world_columns

    swept = told.done[told.done[item.key].notna()]
    worlds = world_columns(told.batch.folder, ("case", "world", scale.key), swept["case"].astype(int).tolist())
    others = [other.key for other in told.swept if other.key != item.key]
    known = swept[["case", "scenario", "seed", item.key, *others]]
    worlds = worlds.merge(known, on="case").dropna(subset=[scale.key])
    if worlds.empty:
        return None
    worlds["value"] = _binned(worlds[item.key].to_numpy(dtype=float))
    worlds["shown"] = worlds[scale.key].astype(float) * scale.factor
    by_case = [] if _crossed(swept, item.key, others) and not told.own_luck else [["value", "case"]]
    by_luck = [] if told.own_luck else [["value", "seed", "world"]]
    samples = [worlds.groupby(kinds)["shown"].mean() for kinds in (*by_case, *by_luck)]
    points = tuple(
        _point(float(value), [sample.xs(value, level="value") for sample in samples], group["shown"].to_numpy(), scale)
        for value, group in worlds.groupby("value")
    )
    change, error = _gap(samples, points[0].value, points[-1].value)
    return _Effect(item, scale, points, change, change - CONFIDENT * error, change + CONFIDENT * error)


def _crossed(cases: DataFrame, key: str, others: Sequence[str]) -> bool:
    """Whether every value of an input was tried with the same values of all else."""
    kept = ["scenario", "seed", *others]
    return bool((cases.groupby(kept, dropna=False)[key].nunique() == cases[key].nunique()).all())


def _gap(samples: Sequence[Series[float]], first: float, last: float) -> tuple[float, float]:
    """The mean at the last value less that at the first, and its standard error over all samples together.

    What stands at both values, such as a world that all cases met, is paired.
    """
    errors, changes = [], []
    for sample in samples:
        low, high = sample.xs(first, level="value"), sample.xs(last, level="value")
        paired = (high - low).dropna().to_numpy()
        errors.append(_error(paired) if paired.size else math.hypot(_error(low.to_numpy()), _error(high.to_numpy())))
        changes.append(float(high.mean() - low.mean()))
    return changes[0], math.hypot(*errors)


def _error(values: Numbers) -> float:
    """The standard error of a mean; unknown, and so without bounds, where there is one value."""
    return float(values.std(ddof=1)) / math.sqrt(values.size) if values.size > 1 else math.inf


def _binned(values: Numbers) -> Numbers:
    """Values as they are where there are few; else the middle of the tenth that each falls in."""
    distinct = np.unique(values)
    if distinct.size <= MOST_VALUES:
        return values
    edges = np.quantile(distinct, np.linspace(0.0, 1.0, BINS + 1))
    place = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, BINS - 1)
    middles: Numbers = ((edges[:-1] + edges[1:]) / 2.0)[place]
    return middles


def _point(value: float, samples: Sequence[Series[float]], worlds: Numbers, scale: Scale) -> SweptPoint:
    """The mean over cases or worlds, its 95% interval, and where nine in ten worlds lie."""
    mean, error = float(samples[0].mean()), math.hypot(*(_error(sample.to_numpy()) for sample in samples))
    low, high = interval(scale, mean / scale.factor, error / scale.factor) if math.isfinite(error) else (math.nan,) * 2
    ends = (math.nan, math.nan) if is_event(scale.key) else np.quantile(worlds, (0.05, 0.95)).tolist()
    return SweptPoint(scale.label, value, mean, low, high, *ends)


def _findings(told: _Told) -> Iterator[str]:
    if told.done.empty:
        yield "Every case failed: see the table of their causes."
        return
    for key in told.outcomes:
        yield from _range_sentence(told, scale_of(key))
    for effect in told.effects:
        if effect.clear:
            yield _effect_sentence(effect)
    quiet = [effect for effect in told.effects if not effect.clear]
    if quiet:
        pairs = counted(len(told.effects), "pair")
        yield f"In {len(quiet)} of {pairs} of input and outcome, no effect could be told apart."
    broken = int(told.done["non_finite"].sum())
    if broken:
        yield f"{counted(broken, 'world')} broke down in the arithmetic and are left out."
    if len(told.failed):
        yield f"{counted(len(told.failed), 'case')} of {len(told.batch.cases):,} failed: see the table of their causes."


def _range_sentence(told: _Told, scale: Scale) -> Iterator[str]:
    """Between which cases an outcome's mean lies."""
    rows = told.of(scale.key).dropna(subset=["mean"])
    if rows.empty:
        return
    if len(rows) > MOST_DOTS:
        low, high = (scale.with_unit(rows["mean"].quantile(share)) for share in (0.05, 0.95))
        yield (
            f"{scale.label} is {scale.with_unit(rows['mean'].mean())} on average; in nine of ten of the "
            f"{len(rows):,} cases its mean lies between {low} and {high}, part of which is luck."
        )
        return
    least, most = rows.loc[rows["mean"].idxmin()], rows.loc[rows["mean"].idxmax()]
    low, high = scale.with_unit(least["mean"]), scale.with_unit(most["mean"])
    if len(rows) == 1 or low == high:
        yield f"{scale.label}: {low} in {'the only case' if len(rows) == 1 else 'every case'}."
        return
    yield (
        f"{scale.label} is lowest, {low}, in '{told.names[int(least['case'])]}' and highest, {high}, in "
        f"'{told.names[int(most['case'])]}' (means over worlds)."
    )


def _effect_sentence(effect: _Effect) -> str:
    unit = "percentage points" if is_event(effect.scale.key) else effect.scale.unit
    digits = effect.scale.digits
    return (
        f"From {effect.points[0].value:.3g} to {effect.points[-1].value:.3g}, "
        f"{input_name(effect.input.key, effect.input.label)} changes {effect.scale.label} by "
        f"{signed(effect.change, digits)} (95%: {signed(effect.low, digits)} to {signed(effect.high, digits)} {unit})."
    )


def _setup(told: _Told) -> Iterator[str]:
    manifest = told.manifest
    worlds = 0 if told.done.empty else int(told.done["worlds"].sum())
    yield (
        f"{counted(len(told.batch.cases), 'case')}, of which {len(told.failed):,} failed; "
        f"{counted(worlds, 'world')} in all."
    )
    if manifest.get("design") and told.swept:
        yield f"Design of the swept inputs: {manifest['design']}."
    for name, scenario in told.batch.scenarios.items():
        record, clock = manifest["scenarios"][name], scenario.clock
        yield (
            f"{record['title']}: {counted(record['cases'], 'case')} of {counted(record['worlds'], 'world')}, "
            f"{counted(record['weeks'], 'week')} from {day(clock.start)} to {day(clock.end)}, "
            f"{'seed' if len(record['seeds']) == 1 else 'seeds'} {joined([str(seed) for seed in record['seeds']])}."
        )
    yield evidence_sentence(told.varied)
    yield OWN_LUCK if told.own_luck else COMMON_LUCK


def _sections(told: _Told) -> Iterator[Section]:
    if len(told.done):
        yield from _done_sections(told)
    if len(told.failed):
        yield Section("Cases that failed", (), (_failed_table(told),))


def _done_sections(told: _Told) -> Iterator[Section]:
    """What inputs do comes before the cases where these are too many to be seen one by one."""
    cases = Section("Outcomes by case", _too_many(told), (*_dot_charts(told), *_outcome_tables(told)))
    many = len(told.done) > MOST_DOTS
    if not many:
        yield cases
    if told.effects:
        charts = tuple(_sweep_item(effect) for effect in told.effects if effect.clear)
        undrawn = ("Pairs without a clear effect stand in the table only.",) if len(charts) < len(told.effects) else ()
        yield Section("What the swept inputs do", undrawn, (*charts, _effects_table(told)))
    fans = tuple(_fan_items(told))
    if fans:
        yield Section("Week by week", _some_cases(told), fans)
    if told.varied:
        yield Section("Inputs", (), (_inputs_table(told.varied),))
    if many:
        yield cases
    yield Section(SURE, (_precision_sentence(told),), (_precision_table(told),))


def _too_many(told: _Told) -> tuple[str, ...]:
    if len(told.done) <= MOST_DOTS:
        return ()
    return (f"With {len(told.done):,} cases, they stand in the table and not in charts.",)


def _some_cases(told: _Told) -> tuple[str, ...]:
    return () if len(told.done) <= MOST_FANS else ("Of each scenario, the first case is drawn.",)


def _dot_charts(told: _Told) -> Iterator[Chart]:
    if len(told.done) > MOST_DOTS:
        return
    for key in told.outcomes:
        scale, rows = scale_of(key), told.of(key).dropna(subset=["mean"])
        if rows.empty:
            continue
        dots = [_dot(told.names[int(row["case"])], row, scale) for row in rows.to_dict("records")]
        title = f"{scale.label} in each case"
        lowest, highest = min(dots, key=lambda dot: dot.mean), max(dots, key=lambda dot: dot.mean)
        caption = (
            f"Means from {lowest.shown} ({lowest.case}) to {highest.shown} ({highest.case}), {scale.unit}. "
            f"{READ_MEANS if is_event(key) else READ_DOTS}"
        )
        spec = dot_chart(dots, title=title, label=scale.label, unit=scale.unit)
        yield Chart(file_stem("cases", key), title, caption, spec)


def _dot(name: str, row: Mapping[Any, Any], scale: Scale) -> Dot:
    return outcome_dot(name, scale, row["mean"], row["mc_error"], row["p5"], row["p95"])


def _outcome_tables(told: _Told) -> Iterator[Table]:
    columns = (
        Column("Case"),
        Column("Scenario"),
        *(Column(input_name(item.key, item.label)) for item in told.swept),
        Column("Seed"),
        Column("Worlds"),
        *(Column(scale_of(key).label, scale_of(key).unit, scale_of(key).digits) for key in told.outcomes),
    )
    means = {key: told.of(key).set_index("case")["mean"] for key in told.outcomes}
    rows = tuple(
        (
            int(row["case"]),
            row["title"],
            *(_known(row[item.key]) for item in told.swept),
            str(int(row["seed"])),
            int(row["worlds"]),
            *(_known(scale_of(key).factor * means[key].get(row["case"], math.nan)) for key in told.outcomes),
        )
        for row in told.done.head(MOST_ROWS).to_dict("records")
    )
    note = "Means over worlds of the watched outcomes; a dash where an input is as its scenario has it."
    if len(told.done) > MOST_ROWS:
        note += (
            f" The first {MOST_ROWS:,} of {len(told.done):,} cases; cases.parquet and outcomes.parquet hold them all."
        )
    yield Table("cases", "Cases and their means", columns, rows, note)


def _known(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _sweep_item(effect: _Effect) -> Chart:
    name = input_name(effect.input.key, effect.input.label)
    title = f"{effect.scale.label} as {name} changes"
    spec = sweep_chart(
        effect.points,
        title=title,
        input_label=name,
        input_unit=effect.input.unit,
        label=effect.scale.label,
        unit=effect.scale.unit,
    )
    reading = READ_SWEPT_SHARE if is_event(effect.scale.key) else READ_SWEEP
    return Chart(
        file_stem("sweep", effect.scale.key, effect.input.key), title, f"{_effect_sentence(effect)} {reading}", spec
    )


def _effects_table(told: _Told) -> Table:
    columns = (
        Column("Input"),
        Column("From"),
        Column("To"),
        Column("Outcome"),
        Column("Unit"),
        Column("Change", "", 3),
        Column("From", "95%", 3),
        Column("To", "95%", 3),
        Column("Verdict"),
    )
    rows = tuple(
        (
            input_name(effect.input.key, effect.input.label),
            effect.points[0].value,
            effect.points[-1].value,
            effect.scale.label,
            effect.scale.unit,
            effect.change,
            effect.low,
            effect.high,
            ("higher" if effect.change > 0 else "lower") if effect.clear else "cannot tell apart",
        )
        for effect in told.effects
    )
    note = "The mean at the input's highest value less that at its lowest, world by world under the same luck."
    return Table("effects", "From the lowest to the highest value of each swept input", columns, rows, note)


def _fan_items(told: _Told) -> Iterator[Chart]:
    """Fans of the series behind the watched outcomes, in the first cases of the batch."""
    kept = [key for key in series_of(told.outcomes) if key in told.manifest["kept"]["bands"]]
    shown = _shown_cases(told)
    if not kept or not shown:
        return
    weekly = told.batch.weekly
    weekly = weekly[weekly["case"].isin(shown) & weekly["series"].isin(kept)]
    for key in kept:
        label, unit = series_words(key)
        fans = [_fan(told, case, rows) for case, rows in weekly[weekly["series"] == key].groupby("case")]
        if fans:
            yield fan_item(fans, key, label, unit)


def _shown_cases(told: _Told) -> list[int]:
    """All cases where they are few, else the first of each scenario."""
    if len(told.done) <= MOST_FANS:
        return [int(case) for case in told.done["case"]]
    return [int(case) for case in told.done.groupby("scenario", sort=False)["case"].first()][:MOST_FANS]


def _fan(told: _Told, case: Any, rows: DataFrame) -> Fan:
    scenario = told.batch.scenarios[str(rows["scenario"].iloc[0])]
    ordered = rows.sort_values("week")
    dates = [scenario.clock.first_day(int(week)) for week in ordered["week"]]
    return Fan(told.names[int(case)], dates, {name: ordered[name].astype(float).tolist() for name in FAN})


def _inputs_table(inputs: Sequence[Varied]) -> Table:
    columns = (Column("Input"), Column("Unit"), Column("From"), Column("To"), Column("How"), Column("Evidence"))
    rows = tuple(
        (input_name(item.key, item.label), item.unit, item.low, item.high, item.how, item.evidence) for item in inputs
    )
    return Table("inputs", "Inputs that varied", columns, rows, EVIDENCE_NOTE)


def _precision(told: _Told, key: str) -> tuple[DataFrame, Any, Any]:
    """The rows of an outcome, its error on the common scale and the worlds it needs, case by case."""
    rows = told.of(key)
    mean, error, low, high, count = (
        rows[name].to_numpy(dtype=float) for name in ("mean", "mc_error", "p5", "p95", "sound")
    )
    share, needed = error_share(mean, error, low, high, count, key), needed_worlds(mean, error, low, high, count, key)
    return rows, np.atleast_1d(share), np.atleast_1d(needed)


def _precision_table(told: _Told) -> Table:
    """For each watched outcome, its least certain case."""
    columns = (
        Column("Outcome"),
        Column("Unit"),
        Column("Least certain case"),
        Column("Error", "", 3),
        Column("Worlds played"),
        Column("Worlds needed"),
    )
    rows: list[tuple[Any, ...]] = []
    for key in told.outcomes:
        scale = scale_of(key)
        found, share, needed = _precision(told, key)
        if not np.isfinite(share).any():
            continue
        place = int(np.nanargmax(share))
        row = found.iloc[place]
        error = scale.factor * float(row["mc_error"])
        case = told.names[int(row["case"])]
        rows.append((scale.label, scale.unit, case, error, int(row["sound"]), int(needed[place])))
    note = (
        f"Worlds needed: in that case, for an error of {100 * WANTED:.0f} percentage point for an event, or of "
        f"{100 * WANTED:.0f}% of the width of the band that holds nine in ten worlds."
    )
    return Table("precision", "How far the means may be off", columns, tuple(rows), note)


def _precision_sentence(told: _Told) -> str:
    found = [(needed, rows) for key in told.outcomes for rows, _, needed in (_precision(told, key),)]
    known = [needed[np.isfinite(needed)] for needed, _ in found]
    if not any(part.size for part in known):
        return "Cases of a single world have no error that could be known: play more worlds."
    most = int(max(part.max() for part in known if part.size))
    short = {
        int(case) for needed, rows in found for case in rows["case"][np.nan_to_num(needed) > rows["sound"].to_numpy()]
    }
    if not short:
        return "Every case has worlds enough for an error of 1 percentage point, or of 1% of the spread."
    which = f"All {len(short):,}" if len(short) == len(told.done) else f"{len(short):,} of {len(told.done):,}"
    return (
        f"{which} cases would need more worlds for an error of 1 percentage "
        f"point, or of 1% of the spread; the one that needs most would take {number(most, 0)} worlds."
    )


def _failed_table(told: _Told) -> Table:
    columns = (Column("Scenario"), Column("Title or file"), Column("Stage"), Column("Cause"))
    rows = tuple(
        tuple(str(row[name]) for name in ("scenario", "title", "stage", "cause"))
        for row in told.failed.head(MOST_ROWS).to_dict("records")
    )
    more = len(told.failed) - len(rows)
    note = f"And {more:,} more, in cases.parquet." if more else ""
    return Table("failed", "Cases that failed", columns, rows, note)


def _provenance(manifest: Mapping[str, Any]) -> dict[str, object]:
    names = ("command", "begun", "finished", "fingerprint", "versions")
    hashes = {name: record["hash"] for name, record in manifest["scenarios"].items()}
    seeds = sorted({seed for record in manifest["scenarios"].values() for seed in record["seeds"]})
    return {**{name: manifest.get(name) for name in names}, "scenarios": hashes, "seeds": seeds}
