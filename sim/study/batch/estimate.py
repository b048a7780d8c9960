"""What a batch will take, said before it starts: cases, worlds, seconds and megabytes."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from sim.engine.chunk import CHUNK
from sim.engine.run import run
from sim.kernel.catalogue import catalogue
from sim.kernel.draws import BLOCK
from sim.scenario.scenario import Scenario
from sim.study.batch.plan import JOB, Family, Plan
from sim.study.design import points_in

FEW, MANY = BLOCK, 8 * BLOCK
MOST_WEEKS = 104
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
    calls, world = _pace(plan.families[0].scenario)
    seconds = sum(
        family.scenario.weeks * (_chunks(family) * calls + len(family) * family.worlds * world)
        for family in plan.families
    )
    jobs = len(plan.jobs({}, plan.first_round(), 0)) if plan.cases <= JOB else plan.cases
    return Estimate(plan.cases, worlds, plan.world_weeks, seconds / min(workers, max(jobs, 1)), _megabytes(plan))


def _chunks(family: Family) -> float:
    """How many chunks of worlds the cases of a file are played in."""
    if family.packed:
        return len(family) * family.worlds / CHUNK
    return float(len(family) * -(-family.worlds // CHUNK))


def _pace(scenario: Scenario) -> tuple[float, float]:
    """Seconds of a week for a chunk of any size, and for every world in it: a line through two trials."""
    short = replace(scenario, weeks=min(scenario.weeks, MOST_WEEKS), sweep={})
    few, many = (min(_seconds(short, worlds) for _ in range(2)) for worlds in (FEW, MANY))
    world = max(many - few, 0.0) / (MANY - FEW)
    return max(few - FEW * world, 0.0) / short.weeks, world / short.weeks


def _seconds(scenario: Scenario, worlds: int) -> float:
    began = time.perf_counter()
    run(scenario, worlds=worlds, stream=False)
    return time.perf_counter() - began


def _megabytes(plan: Plan) -> float:
    columns = len(plan.inputs) + len(catalogue().outcomes)
    total = 0.0
    for family in plan.families:
        weeks = family.scenario.weeks
        total += len(family) * family.worlds * (columns * BYTES_A_VALUE + len(plan.full) * weeks * BYTES_A_WEEK)
        total += points_in(family.points) * len(family.seeds) * len(plan.bands) * weeks * BYTES_A_BAND
    return total / 1e6
