"""A batch from its plan to its last table, whoever does the work and however often it is broken off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as parquet

from sim.kernel.catalogue import catalogue
from sim.kernel.draws import BLOCK
from sim.kernel.plain import to_json
from sim.kernel.progress import Progress
from sim.kernel.state import Array
from sim.kernel.versions import versions
from sim.scenario.numbers import WORLDS
from sim.scenario.sample import inputs_of
from sim.scenario.write import to_yaml
from sim.study.batch.finish import FAILED, failures_by_case, finish, outcome_rows
from sim.study.batch.places import CASES, MANIFEST, counts_path, scenario_path
from sim.study.batch.plan import Job, Plan
from sim.study.batch.store import Store
from sim.study.batch.work import Failure, Order, Yield, work
from sim.study.executors import Executor, Serial
from sim.study.precision import error_share, needed_worlds

MOST_WORLDS = int(WORLDS.high)
GROWTH = 8
LOST = "the process that played it died; it may have run out of memory"


@dataclass(frozen=True)
class Unread:
    """A file that is no scenario, or whose design makes no sense: what was typed, at which stage, and why."""

    name: str
    file: str
    stage: str
    cause: str


@dataclass(frozen=True)
class Finished:
    """A batch that has come to its end: where it is, and how much of it failed."""

    folder: Path
    cases: int
    failed: int
    worlds: int
    short: int


def run_batch(
    plan: Plan,
    folder: Path,
    *,
    command: str = "",
    design: str = "",
    unread: Sequence[Unread] = (),
    executor: Executor | None = None,
    resume: bool = False,
    progress: Progress | None = None,
) -> Finished:
    """Play all cases of a plan and write what came of them to a folder, as it comes.

    `executor` does the work; the files are the same to the last byte whoever it is. `resume` goes on with what was
    broken off, and tries cases that failed once more. `progress(done, total)` counts world-weeks.
    Raises RunError where the folder is not free, holds another batch, or the disk refuses.
    """
    store = Store(folder)
    with store.held():
        manifest = _manifest(plan, command, design)
        store.begin(manifest, resume=resume)
        for family in plan.families:
            store.put(scenario_path(family.name), to_yaml(family.scenario).encode())
        reached = _play_rounds(plan, store, executor or Serial(), progress)
        finish(plan, store, reached, [_unread_row(item) for item in unread])
        table = parquet.read_table(folder / CASES, columns=["status"], partitioning=None)
        failed = table["status"].to_pylist().count(FAILED)
        found = Finished(folder, table.num_rows, failed, sum(reached.values()), len(_open(plan, store, reached)))
        store.put(MANIFEST, to_json({**manifest, "finished": _now(), **_totals(found)}).encode())
        store.drop_counts()
    return found


def _play_rounds(plan: Plan, store: Store, executor: Executor, progress: Progress | None) -> dict[int, int]:
    """Play all cases, and go on with those whose error is too large. Returns the worlds that each has reached."""
    reached: dict[int, int] = {}
    wanted = plan.first_round()
    jobs = done = 0
    while wanted:
        todo = plan.jobs(reached, wanted, jobs)
        total = done + sum(job.world_weeks for job in todo)
        for job in _play(plan, store, todo, executor):
            done += job.world_weeks
            if progress is not None:
                progress(done, total)
        jobs += len(todo)
        reached |= wanted
        wanted = _next_round(plan, store, reached)
    return reached


def _play(plan: Plan, store: Store, jobs: Sequence[Job], executor: Executor) -> Iterator[Job]:
    """Do the jobs that are not done yet, each job told of as it is done. First slices of large cases come first, for
    their bins are what the later ones count into."""
    by_number = {job.number: job for job in jobs}
    for job in jobs:
        if job.number in store.done:
            yield job
    todo = [job for job in jobs if job.number not in store.done]
    leading = [job for job in todo if any(piece.leads for piece in job.slices)]
    following = [job for job in todo if not any(piece.leads for piece in job.slices)]
    for some in (leading, following):
        orders = (_order(plan, store, job) for job in some)
        for _, found in executor.run(work, orders, lost=_lost):
            store.keep(found)
            yield by_number[found.job]


def _lost(order: Order) -> Yield:
    """What is left of a job whose process died again and again."""
    failures = tuple(Failure(piece.case, "run", LOST) for piece in order.job.slices)
    return Yield(order.job.number, order.job.worlds, {}, (), failures)


def _order(plan: Plan, store: Store, job: Job) -> Order:
    bins = {
        piece.case: found
        for piece in job.slices
        if not piece.leads and plan.bands and (found := _bins(plan, store, piece.case)) is not None
    }
    return Order(job, plan.inputs, plan.bands, plan.full, bins)


def _bins(plan: Plan, store: Store, case: int) -> tuple[Array, Array] | None:
    """The bins that the first slice of a case was counted into, None where that slice failed."""
    family, place = plan.of(case)
    path = store.folder / counts_path(case, family.first_of(place))
    if not path.exists():
        return None
    table = parquet.read_table(path, columns=["low", "width"], partitioning=None)
    return np.array(table["low"].to_numpy()), np.array(table["width"].to_numpy())


def _next_round(plan: Plan, store: Store, reached: Mapping[int, int]) -> dict[int, int]:
    """The worlds that each case still open should reach, in whole blocks, and not too many more at a time."""
    return {
        case: int(min(-(-min(needed, GROWTH * reached[case]) // BLOCK) * BLOCK, MOST_WORLDS))
        for case, needed in _open(plan, store, reached).items()
        if reached[case] < MOST_WORLDS
    }


def _open(plan: Plan, store: Store, reached: Mapping[int, int]) -> dict[int, float]:
    """Cases whose error is still larger than wanted, with the worlds that they would need."""
    if plan.until_error is None:
        return {}
    failed = failures_by_case(store)
    wanted: dict[int, float] = {}
    sound = {case: worlds for case, worlds in reached.items() if case not in failed}
    for row in outcome_rows(plan, store, sound, plan.outcomes):
        case, worlds = row["case"], reached[row["case"]]
        told = (row["mean"], row["mc_error"], row["p5"], row["p95"], worlds, row["outcome"])
        if not error_share(*told) <= plan.until_error:
            needed = float(np.asarray(needed_worlds(*told, wanted=plan.until_error)))
            least = needed if np.isfinite(needed) else 2.0 * worlds
            wanted[case] = max(wanted.get(case, worlds + 1.0), least)
    return wanted


def _manifest(plan: Plan, command: str, design: str) -> dict[str, object]:
    """What makes a batch: scenarios with their hashes, seeds, sizes, the design, versions and the command."""
    return {
        "kind": "batch",
        "command": command,
        "begun": _now(),
        "fingerprint": plan.fingerprint,
        "versions": versions(),
        "design": design,
        "scenarios": {
            family.name: {
                "title": family.scenario.title,
                "question": family.scenario.question,
                "file": family.file,
                "hash": family.scenario.digest,
                "seeds": list(family.seeds),
                "cases": len(family),
                "worlds": family.worlds,
                "weeks": family.scenario.weeks,
                "packed": family.packed,
                "own_luck": family.own_luck,
            }
            for family in plan.families
        },
        "inputs": {key: _input(plan, key) for key in plan.inputs},
        "outcomes": list(catalogue().outcomes),
        "kept": {"bands": list(plan.bands), "series": list(plan.full)},
        "until_error": plan.until_error,
        "until_error_of": list(plan.outcomes),
        "finished": None,
    }


def _input(plan: Plan, key: str) -> dict[str, object]:
    """What an input is: label, unit, and the range that it has in this batch."""
    scenarios = [family.scenario for family in plan.families]
    quantity = next(found[key] for found in (inputs_of(item, catalogue()) for item in scenarios) if key in found)
    points = [float(value) for family in plan.families for value in family.points.get(key, ())]
    spreads = [item.uncertain[key] for item in scenarios if key in item.uncertain]
    ends = [*points, *(end for spread in spreads for end in (spread.low, spread.high))]
    return {
        "label": quantity.label,
        "unit": quantity.unit,
        "low": min(ends),
        "high": max(ends),
        "evidence": str(quantity.grade),
        "source": quantity.source,
    }


def _totals(found: Finished) -> dict[str, object]:
    return {"cases": found.cases, "failed": found.failed, "worlds": found.worlds}


def _unread_row(item: Unread) -> dict[str, Any]:
    return {
        "case": None,
        "scenario": item.name,
        "title": item.file,
        "status": FAILED,
        "stage": item.stage,
        "cause": item.cause,
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
