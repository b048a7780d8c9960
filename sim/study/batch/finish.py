"""The last step of a batch: what only all jobs together can tell, such as the mean of a case or its weekly bands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet

from sim.kernel.catalogue import catalogue
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.results import summarise_outcome
from sim.study.batch.places import CASES, OUTCOMES, bands_path, counts_folder
from sim.study.batch.plan import Family, Plan
from sim.study.batch.store import Store
from sim.study.batch.tables import FAN, bands_table, packed, sketch_of
from sim.study.batch.work import Failure, Health

DONE, FAILED = "done", "failed"
MOST_VALUES = 8_000_000  # of outcomes held at a time: 32 MB
ALL_BROKE = "every world broke down in the arithmetic"


def finish(plan: Plan, store: Store, reached: Mapping[int, int], unread: Sequence[Mapping[str, Any]]) -> None:
    """Write the tables of cases and outcomes, and the weekly bands of large cases. May be done again and again.

    `reached` is how many worlds each case has; `unread` are the rows of files that could not be read as scenarios.
    """
    health, failures = health_by_case(store), failures_by_case(store)
    outcomes = outcome_rows(plan, store, reached, tuple(catalogue().outcomes))
    store.put(OUTCOMES, packed(_columns(sorted(outcomes, key=lambda row: int(row["case"])))))
    rows = [_case_row(plan, case, reached, health, failures) for case in range(plan.cases)]
    blank = dict.fromkeys(rows[0]) if rows else {}
    store.put(CASES, packed(_columns([*rows, *({**blank, **row} for row in unread)])))
    for case, family, _ in plan.numbered():
        if plan.is_large(family) and case not in failures:
            _merge_bands(plan, store, case, family)


def health_by_case(store: Store) -> dict[int, list[Health]]:
    """The health of every slice that was played, by case."""
    found: dict[int, list[Health]] = {}
    for job in sorted(store.done):
        for item in store.done[job].health:
            found.setdefault(item.case, []).append(item)
    return found


def failures_by_case(store: Store) -> dict[int, Failure]:
    """Why cases failed; the first failure of each."""
    found: dict[int, Failure] = {}
    for job in sorted(store.done):
        for item in store.done[job].failures:
            found.setdefault(item.case, item)
    return found


def _case_row(
    plan: Plan,
    case: int,
    reached: Mapping[int, int],
    health: Mapping[int, Sequence[Health]],
    failures: Mapping[int, Failure],
) -> dict[str, Any]:
    family, place = plan.of(case)
    scenario = family.scenario_of(place)
    slices = health.get(case, ())
    worlds = sum(item.count for item in slices)
    broken = sum(item.non_finite for item in slices)
    failure = failures.get(case)
    if failure is None and worlds and broken == worlds:
        failure = Failure(case, "run", ALL_BROKE)
    values = family.values_of(place)
    return {
        "case": case,
        "scenario": family.name,
        "title": scenario.title,
        **{key: values.get(key) for key in swept_inputs(plan)},
        "seed": family.seed_of(place),
        "worlds": reached[case] if failure is None else worlds,
        "weeks": scenario.weeks,
        "hash": scenario.digest,
        "status": DONE if failure is None else FAILED,
        "stage": failure.stage if failure else None,
        "cause": failure.cause if failure else None,
        "non_finite": broken,
        "unconverged": sum(item.unconverged * item.count for item in slices) / max(worlds, 1),
        "forced_missed": _missed(slices, worlds),
    }


def swept_inputs(plan: Plan) -> tuple[str, ...]:
    """The inputs that differ from case to case somewhere in the batch."""
    return tuple(sorted({key for family in plan.families for key in family.points}))


def _missed(slices: Sequence[Health], worlds: int) -> str | None:
    """Forced levers that were impossible in some worlds, with their share, as words."""
    levers = dict.fromkeys(lever for item in slices for lever in item.missed)
    shares = {lever: sum(item.missed.get(lever, 0.0) * item.count for item in slices) / worlds for lever in levers}
    return ", ".join(f"{lever} {share:.3f}" for lever, share in sorted(shares.items())) or None


def outcome_rows(plan: Plan, store: Store, reached: Mapping[int, int], keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The mean, Monte Carlo error and quantiles of outcomes in some cases, over the worlds that stayed finite.

    Of each case the worlds that it has `reached` count, whatever more was played before a batch was broken off. Some
    outcomes of one file are in memory at a time. Cases without worlds are left out.
    """
    limits = np.zeros(plan.cases, dtype=np.int64)
    for case, worlds in reached.items():
        family, place = plan.of(case)
        limits[case] = family.first_of(place) + worlds
    at_once = max(MOST_VALUES // max(sum(reached.values()), 1), 1)
    for family in plan.families:
        for first in range(0, len(keys), at_once):
            for case, key, values in _by_case(store, family.name, keys[first : first + at_once], limits):
                yield {"case": case, "scenario": family.name, **_summary(catalogue().outcomes[key], values)}


def _summary(record: Outcome, values: Array) -> dict[str, Any]:
    found = summarise_outcome(record, values, np.isfinite(values))
    names = ("label", "unit", "mean", "mc_error", *FAN)
    return {"outcome": record.key, **{name: getattr(found, name) for name in names}}


def _by_case(store: Store, family: str, keys: Sequence[str], limits: Array) -> Iterator[tuple[int, str, Array]]:
    """The values of outcomes in the worlds below each case's limit, case by case, worlds in their order."""
    parts = sorted((store.folder / f"worlds/scenario={family}").glob("part-*.parquet"))
    if not parts:
        return
    names = ["case", "world", *keys]
    tables = [parquet.read_table(part, columns=names, partitioning=None) for part in parts]
    case, world = (np.concatenate([table[name].to_numpy() for table in tables]) for name in names[:2])
    order = np.argsort(case, kind="stable")
    order = order[world[order] < limits[case[order]]]
    case = case[order]
    edges = np.flatnonzero(np.diff(case)) + 1
    for key in keys:
        values = np.concatenate([table[key].to_numpy() for table in tables])[order]
        for start, some in zip([0, *edges.tolist()], np.split(values, edges), strict=True):
            if some.size:
                yield int(case[start]), key, some


def _merge_bands(plan: Plan, store: Store, case: int, family: Family) -> None:
    """The weekly bands of a large case from the counts of its slices, exact to one bin."""
    path = bands_path(family.name, case)
    if not plan.bands or (store.folder / path).exists():
        return
    shape = (len(plan.bands), family.scenario.weeks)
    parts = sorted((store.folder / counts_folder(case)).glob("from-*.parquet"))
    sketches = (sketch_of(parquet.read_table(part, partitioning=None), shape) for part in parts)
    total = next(sketches)
    for sketch in sketches:
        total.merge(sketch)
    table = bands_table([case], plan.bands, total.quantiles[np.newaxis], total.mean[np.newaxis])
    store.put(path, packed(table))


def _columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Rows as columns, with a type for each also where no row has a value."""
    names = list(rows[0]) if rows else []
    return {name: _column([row.get(name) for row in rows]) for name in names}


def _column(values: list[Any]) -> pa.Array:
    return pa.array(values) if any(value is not None for value in values) else pa.array(values, type=pa.string())
