"""Claims are put to the test: every arm is run once in the same worlds, measured, and set against the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.data.archive import for_fitting
from sim.data.fitted import Fitted
from sim.engine.chunk import run_chunk, tasks
from sim.kernel.catalogue import catalogue
from sim.kernel.errors import RunError
from sim.kernel.progress import Progress
from sim.kernel.state import Array
from sim.kernel.worlds import Worlds
from sim.scenario.sample import check_given, worlds_with
from sim.scenario.scenario import DEFAULT_SEED, Scenario
from sim.study.claims.checks import CHECKS, Check
from sim.study.claims.conflicts import Weighed, weigh
from sim.study.claims.effect import Effect, contrasted, effect_of
from sim.study.claims.measures import measured_in
from sim.study.claims.record import EFFECT, Claim, Conflict, Finding, Measured, Prediction, Rival
from sim.study.claims.verdict import Verdict, share_as_expected, survives, verdict_of, verdict_of_all
from sim.study.executors import Executor, Serial

DRAWS, LUCKS = 20, 100
LEAST = 2


@dataclass(frozen=True, slots=True)
class Size:
    """How many worlds each arm has: so many draws of the fitted parameters, each under so many lucks of its own."""

    draws: int = DRAWS
    lucks: int = LUCKS
    seed: int = DEFAULT_SEED


@dataclass(frozen=True, slots=True)
class PredictionFinding:
    """What came out of one test. `share` is that of the draws at which the effect is as expected; `half` the effect
    with the switch of a wired claim at half."""

    test: Prediction
    effect: Effect
    verdict: Verdict
    share: float
    half: Effect | None = None


@dataclass(frozen=True, slots=True)
class ClaimFinding:
    """What came out for a claim. `survived` says whether what is supported stood with the switch at half, None where
    there is no switch or nothing is supported. `missed` is the share of worlds in which a forced lever could not be
    carried out, by lever, in the arm in which that was most."""

    claim: Claim
    tests: tuple[PredictionFinding, ...]
    checks: tuple[tuple[Check, Finding], ...]
    verdict: Verdict
    survived: bool | None
    missed: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RivalFinding:
    """The effect on one measure under one side of a conflict."""

    rival: Rival
    measured: Measured
    effect: Effect


@dataclass(frozen=True, slots=True)
class ConflictFinding:
    """What came out for a conflict: the effect on each measure under each side, and how likely the record before the
    validation data is under each; None where nothing in it can tell."""

    conflict: Conflict
    effects: tuple[RivalFinding, ...]
    weighed: Weighed | None = None


@dataclass(frozen=True)
class Findings:
    """All that was found, and how: the size of each arm, how many arms were run, and the fitted set drawn from."""

    claims: tuple[ClaimFinding, ...]
    conflicts: tuple[ConflictFinding, ...]
    size: Size
    draws: int
    arms: int
    fitted: Fitted


@dataclass(frozen=True, slots=True)
class _Key:
    """What makes two arms the same run: the scenario, and which fitted parameters are left to it."""

    digest: str
    left: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Played:
    """An arm after its run: the number of every world by what was measured, (draw, luck) with NaN where the world broke
    down, and the share of worlds in which each forced lever could not be carried out."""

    values: Mapping[Measured, Array]
    missed: Mapping[str, float]


Tables = dict[_Key, _Played]


@dataclass(slots=True)
class _Job:
    """An arm to run, what is given in its worlds, and what is to be measured."""

    scenario: Scenario
    seed: int
    worlds: Worlds
    wanted: dict[Measured, None] = field(default_factory=dict)


class _Plan:
    """The arms that claims and conflicts need, each once, with all that is measured of it."""

    def __init__(self, found: Fitted, size: Size) -> None:
        self.found, self.size = found, size
        self.draws = {key: values for key, values in found.spread(size.draws).items() if key in catalogue().parameters}
        self.rows = len(next(iter(self.draws.values()))) if self.draws else 1
        self.jobs: dict[_Key, _Job] = {}

    def add(self, arms: Mapping[str, Scenario], sets: Iterable[str], wanted: Sequence[Measured]) -> dict[str, _Key]:
        """Note what is to be measured of some arms that are compared with each other, and where to find it."""
        left = frozenset(set(sets).union(*(self._set_by(arm) for arm in arms.values())) & set(self.draws))
        keys = {name: _Key(arm.digest, left) for name, arm in arms.items() if wanted}
        for name, key in keys.items():
            job = self.jobs.setdefault(key, _Job(arms[name], self.size.seed, self._worlds(arms[name], left)))
            job.wanted |= dict.fromkeys(wanted)
        return keys

    def _set_by(self, scenario: Scenario) -> set[str]:
        """The fitted parameters that a scenario calls uncertain, or sets to neither the middle of the fit nor what they
        are where nothing is set."""
        known, middles = catalogue().parameters, self.found.middles
        return {
            key
            for key in self.draws
            if key in scenario.uncertain
            or scenario.values.get(key, known[key].default) not in (known[key].default, middles[key])
        }

    def _worlds(self, scenario: Scenario, left: frozenset[str]) -> Worlds:
        lucks = self.size.lucks
        given = {key: np.repeat(values, lucks) for key, values in self.draws.items() if key not in left}
        check_given(scenario, catalogue(), given)
        return worlds_with(scenario, np.arange(self.rows * lucks), given)


def put_to_test(
    claims: Sequence[Claim],
    conflicts: Sequence[Conflict],
    found: Fitted,
    *,
    size: Size | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Findings:
    """Run every arm in the same worlds and say what came out for each claim and conflict.

    World (d, l) of every arm has draw d of the fitted parameters, but for what the arms of the claim set themselves,
    and the same luck, its own (common random numbers). `progress(done, total)` counts world-weeks.
    Raises RunError where fewer than 2 draws or lucks are asked for.
    """
    size = size or Size()
    for name, count in (("draws", size.draws), ("lucks", size.lucks)):
        if count < LEAST:
            raise RunError(f"{name} is {count}: at least {LEAST} are needed, or nobody knows how sure an effect is.")
    plan = _Plan(found, size)
    whole = [plan.add(claim.arms, claim.sets, _wanted(claim)) for claim in claims]
    half = [plan.add(claim.halves, _with_switches(claim), _wanted(claim)) for claim in claims]
    sides = [[plan.add(rival.arms, side.sets, side.measured) for rival in side.rivals] for side in conflicts]
    tables = _run(plan, executor or Serial(), progress)
    judged = [
        _judged(claim, _Seen(tables, keys), _Seen(tables, halved))
        for claim, keys, halved in zip(claims, whole, half, strict=True)
    ]
    compared = [
        _compared(side, [_Seen(tables, keys) for keys in by_rival], weigh(side, for_fitting(), found, size.draws))
        for side, by_rival in zip(conflicts, sides, strict=True)
    ]
    return Findings(tuple(judged), tuple(compared), size, plan.rows, len(plan.jobs), found)


def _wanted(claim: Claim) -> list[Measured]:
    return [test.measured for test in claim.tests]


def _with_switches(claim: Claim) -> set[str]:
    return {*claim.sets, *(switch.parameter for switch in claim.switches)}


def _run(plan: _Plan, executor: Executor, progress: Progress | None) -> Tables:
    """What was measured in every arm, by arm."""
    keys, jobs = list(plan.jobs), list(plan.jobs.values())
    sizes = [len(job.worlds) * job.scenario.weeks for job in jobs]
    shape, done = (plan.rows, plan.size.lucks), 0
    tables: Tables = {}
    for place, played in executor.run(_play, jobs):
        values = {wanted: numbers.reshape(shape) for wanted, numbers in played.values.items()}
        tables[keys[place]] = _Played(values, played.missed)
        done += sizes[place]
        if progress is not None:
            progress(done, sum(sizes))
    return tables


def _play(job: _Job) -> _Played:
    """Run an arm chunk by chunk and measure its worlds, (world,)."""
    parts: dict[Measured, list[Array]] = {wanted: [] for wanted in job.wanted}
    missed: Counter[str] = Counter()
    for task in tasks(job.scenario, job.worlds, job.seed):
        chunk = run_chunk(task)
        for wanted, found in parts.items():
            found.append(np.where(chunk.finite, measured_in(chunk.record, wanted), np.nan))
        missed.update(chunk.tally.missed)
    values = {wanted: np.concatenate(found) for wanted, found in parts.items()}
    return _Played(values, {lever: count / len(job.worlds) for lever, count in missed.items()})


@dataclass(frozen=True, slots=True)
class _Seen:
    """Where the numbers of a claim's arms are to be found."""

    tables: Tables
    keys: Mapping[str, _Key]

    def of(self, wanted: Measured) -> dict[str, Array]:
        """The number of every world, (draw, luck), by arm."""
        return {name: self.tables[key].values[wanted] for name, key in self.keys.items()}

    @property
    def missed(self) -> dict[str, float]:
        """The share of worlds in which a forced lever could not be carried out, where it is largest."""
        worst: dict[str, float] = {}
        for key in self.keys.values():
            for lever, share in self.tables[key].missed.items():
                worst[lever] = max(share, worst.get(lever, 0.0))
        return worst


def _judged(claim: Claim, whole: _Seen, half: _Seen) -> ClaimFinding:
    tests = [_tried(test, whole, half) for test in claim.tests]
    checks = [(CHECKS[key], CHECKS[key].look()) for key in claim.checks]
    halved = [survives(test.half, test.test) for test in tests if test.half and test.verdict is Verdict.SUPPORTED]
    survived = all(halved) if halved else None
    passed = [Verdict.SUPPORTED if finding.holds else Verdict.REVERSED for _, finding in checks]
    verdict = verdict_of_all([*(test.verdict for test in tests), *passed], survived)
    return ClaimFinding(claim, tuple(tests), tuple(checks), verdict, survived, whole.missed)


def _tried(test: Prediction, whole: _Seen, half: _Seen) -> PredictionFinding:
    effect = effect_of(whole.of(test.measured), test)
    halved = effect_of(half.of(test.measured), test) if half.keys else None
    return PredictionFinding(test, effect, verdict_of(effect, test), share_as_expected(effect, test), halved)


def _compared(side: Conflict, by_rival: Sequence[_Seen], weighed: Weighed | None) -> ConflictFinding:
    effects = [
        RivalFinding(rival, measured, contrasted(seen.of(measured), EFFECT))
        for measured in side.measured
        for rival, seen in zip(side.rivals, by_rival, strict=True)
    ]
    return ConflictFinding(side, tuple(effects), weighed)
