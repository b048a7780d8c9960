"""What a batch will take, said before it starts: cases, worlds, seconds and megabytes."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from sim.engine.chunk import CHUNK
from sim.engine.run import run
from sim.kernel.catalogue import catalogue
from sim.scenario.scenario import Scenario
from sim.study.batch.plan import FIXED_COST, JOB, Plan
from sim.study.design import points_in

SHORT_TRIAL, LONG_TRIAL = 4, 16
WEEKS_AT_LEAST = LONG_TRIAL + 1
# Bytes on the disk, measured on batches of the scenarios that come along: of one input or outcome of a world, of one
# series' bands in a week (with few worlds a case, they take a quarter of it), and of one series' week in a world.
BYTES_A_VALUE = 1.4
BYTES_A_BAND = 17.0
BYTES_A_WEEK = 2.4


@dataclass(frozen=True)
class Estimate:
    """What a batch takes, on the disk at most; more only where cases are carried on for their error's sake."""

    cases: int
    worlds: int
    world_weeks: int
    seconds: float
    megabytes: float


def estimate(plan: Plan, workers: int) -> Estimate:
    """Play a little of the first scenario, and reckon what the whole takes with so many workers."""
    worlds = sum(len(family) * family.worlds for family in plan.families)
    fixed, weekly = _pace(plan.families[0].scenario)
    seconds = sum(
        len(family)
        * (fixed + weekly * family.scenario.weeks)
        * (family.worlds if family.packed else max(family.worlds, FIXED_COST))
        for family in plan.families
    )
    jobs = len(plan.jobs({}, plan.first_round(), 0)) if plan.cases <= JOB else plan.cases
    return Estimate(plan.cases, worlds, plan.world_weeks, seconds / min(workers, max(jobs, 1)), _megabytes(plan))


def _pace(scenario: Scenario) -> tuple[float, float]:
    """Seconds a world for a chunk's start, and for every week of it."""
    run(replace(scenario, weeks=1, sweep={}), worlds=1)
    short, long = (_seconds(scenario, weeks) for weeks in (SHORT_TRIAL, LONG_TRIAL))
    weekly = max(long - short, 0.0) / (LONG_TRIAL - SHORT_TRIAL)
    return max(short - SHORT_TRIAL * weekly, 0.0) / CHUNK, weekly / CHUNK


def _seconds(scenario: Scenario, weeks: int) -> float:
    began = time.perf_counter()
    run(replace(scenario, weeks=weeks, sweep={}), worlds=CHUNK, stream=False)
    return time.perf_counter() - began


def _megabytes(plan: Plan) -> float:
    columns = len(plan.inputs) + len(catalogue().outcomes)
    total = 0.0
    for family in plan.families:
        weeks = family.scenario.weeks
        total += len(family) * family.worlds * (columns * BYTES_A_VALUE + len(plan.full) * weeks * BYTES_A_WEEK)
        total += points_in(family.points) * len(family.seeds) * len(plan.bands) * weeks * BYTES_A_BAND
    return total / 1e6
