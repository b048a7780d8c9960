"""Turning points: each forced lever of a scenario left undone on its day, to see what hung on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import NormalDist

import numpy as np

from sim.engine.run import run
from sim.kernel.catalogue import catalogue
from sim.kernel.clock import Clock
from sim.kernel.errors import RunError, near_matches
from sim.kernel.progress import Progress
from sim.kernel.records import CAPITALS, DOSE, Lever
from sim.kernel.state import Array
from sim.kernel.worlds import Worlds
from sim.results import Difference, OutcomeResult, paired_difference
from sim.scenario.scenario import Forced, Policy, Scenario, Turn
from sim.study.executors import Executor, Serial

THEN = {
    "script": "everything else of the scenario stays as it is written",
    "agents": "all that is written for later is dropped, and from that day on the agents decide",
}
USUAL = (
    "p_notice",
    "p_suspend",
    "p_lapse",
    "trilateral_cohesion",
    "hostility",
    "boycott_peak",
    "economic_loss_korea",
    "p_settlement",
)
MISSED_MORE = 0.005
FEWEST_WORLDS = 2
WRONG = 0.05
TURNING = 5.0
TURNED, LITTLE, SMALL = "turning point", "mattered a little", "too small to matter"
UNSURE, NOTHING = "cannot tell apart", "changed nothing"
KINDS = {
    TURNED: f"moved an outcome clearly, and by {TURNING:g} times the least difference worth talking about or more",
    LITTLE: "moved an outcome clearly, and by less than that",
    SMALL: "moved an outcome clearly, but by less than is worth talking about",
    UNSURE: "the worlds with it and without it differ, but not clearly on average",
    NOTHING: "every watched outcome is the same to the last digit in every world",
}
HOLD = "hold"
# That no notice is given without a notice is no finding; what else follows from it is
BY_NAME = {"seoul.gsomia_notice": "p_notice", "seoul.gsomia_suspend_notice": "p_suspend"}
# Shocks of the record that courts, Pyongyang, Beijing, Moscow and officials bring about themselves once they are free,
# and what a government says
OWN_ACTS = ("court_stage", "dprk_missile", "probe_dokdo", "leak", "public_statement")


@dataclass(frozen=True, slots=True)
class Broken:
    """A lever forced on a later day that can be carried out in a smaller share of worlds, `lost` smaller, once
    another is left undone."""

    lever: Lever
    at: date
    lost: float


@dataclass(frozen=True)
class TurningPoint:
    """A forced lever left undone. `effects` are what leaving it undone does to each watched outcome (without it less
    with it), `before` and `after` its means with and without it. `missed` is the share of worlds in which the lever
    could not be carried out anyway, `broken` the later levers that this makes impossible."""

    lever: Lever
    forced: Forced
    effects: Mapping[str, Difference]
    before: Mapping[str, float]
    after: Mapping[str, float]
    same: bool
    missed: float
    broken: tuple[Broken, ...]

    def size(self, outcome: str) -> float:
        """An effect in units of the least difference worth talking about, without its sign."""
        return abs(self.effects[outcome].difference) / catalogue().outcomes[outcome].floor

    def told_apart(self, outcome: str, confidence: float) -> bool:
        """Whether an effect differs from zero, its error taken `confidence` times."""
        effect = self.effects[outcome]
        return bool(abs(effect.difference) > confidence * effect.mc_error)


@dataclass(frozen=True)
class TurningPoints:
    """All forced levers of a scenario in the order of their days, each left undone. `confidence` is how many standard
    errors an effect must reach to be told apart although so many are looked at (Bonferroni's bound)."""

    scenario: Scenario
    then: str
    seed: int
    worlds: int
    outcomes: tuple[str, ...]
    points: tuple[TurningPoint, ...]
    baseline: Mapping[str, OutcomeResult]
    confidence: float

    def ranked(self) -> list[TurningPoint]:
        """The points by their foremost clear effect, in units of what is worth talking about; the largest first."""
        return sorted(self.points, key=lambda point: (-self.weight(point), point.forced.at, point.lever.key))

    def weight(self, point: TurningPoint) -> float:
        """The size of a point's foremost clear effect, 0 where none is clear."""
        clear = self.clear(point)
        return point.size(clear[0]) if clear else 0.0

    def clear(self, point: TurningPoint) -> list[str]:
        """The outcomes that clearly hung on a lever, by more than is too small to matter, the largest first; what a
        lever does by its very name (a notice is given) comes last."""
        found = [key for key in self.outcomes if point.told_apart(key, self.confidence) and point.size(key) >= 1.0]
        return sorted(found, key=lambda key: (BY_NAME.get(point.lever.key) == key, -point.size(key)))

    def kind(self, point: TurningPoint) -> str:
        """What a lever turned out to be: one of KINDS."""
        if point.same:
            return NOTHING
        weight = self.weight(point)
        if weight:
            return TURNED if weight >= TURNING else LITTLE
        apart = any(point.told_apart(key, self.confidence) for key in self.outcomes)
        return SMALL if apart else UNSURE


@dataclass(frozen=True)
class _Piece:
    """A scenario to run, and the outcomes wanted of it."""

    scenario: Scenario
    worlds: int | Worlds
    seed: int
    outcomes: tuple[str, ...]

    @property
    def size(self) -> int:
        """World-weeks."""
        return self.scenario.weeks * (len(self.worlds) if isinstance(self.worlds, Worlds) else self.worlds)


@dataclass(frozen=True)
class _Played:
    """What came of a scenario: outcomes with their worlds, and by forced lever the share of worlds that pulled it in
    each week, (week,)."""

    outcomes: Mapping[str, OutcomeResult]
    pulls: Mapping[str, Array]


def turning_points(
    scenario: Scenario,
    *,
    then: str = "script",
    outcomes: Sequence[str] | None = None,
    worlds: int | Worlds | None = None,
    seed: int | None = None,
    since: date | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> TurningPoints:
    """Leave every forced lever undone on its day, one at a time, and say what differs under the same luck.

    With `then` "script" all else stays as written, and a lever is compared with the scenario itself. With "agents" the
    record ends on that day: the agents decide from its week on, and the same is played with the lever and without it,
    so that the difference is the lever. `outcomes` default to those that the scenario watches and the usual ones;
    `worlds` says how many or which ones; what is forced before the week of `since` is left alone. Raises RunError where
    nothing is forced, or a word is not known.
    """
    watched = _outcomes(scenario, outcomes)
    clock = scenario.clock
    first = clock.week_of(since) if since is not None else None
    forced = [item for capital in CAPITALS for item in scenario.policies[capital].force if not _idle(item)]
    forced = [item for item in forced if first is None or clock.week_of(item.at) >= first]
    forced.sort(key=lambda item: (item.at, item.lever))
    which, luck = scenario.worlds if worlds is None else worlds, scenario.seed if seed is None else seed
    count = len(which) if isinstance(which, Worlds) else which
    _check(scenario, then, forced, count, luck)
    pairs = []
    for item in forced:
        base = scenario if then == "script" else freed(scenario, item.at)
        pairs.append((done_or_held(base, item), undone(base, item)))
    wanted = list({arm.digest: arm for arm in (scenario, *(arm for pair in pairs for arm in pair))}.values())
    pieces = [_Piece(arm, which, luck, watched) for arm in wanted]
    played = dict(zip((arm.digest for arm in wanted), _all_played(pieces, executor, progress), strict=True))
    points = tuple(
        _point(item, with_it, (played[with_it.digest], played[without.digest]))
        for item, (with_it, without) in zip(forced, pairs, strict=True)
    )
    confidence = _confidence(len(points) * len(watched))
    return TurningPoints(scenario, then, luck, count, watched, points, played[scenario.digest].outcomes, confidence)


def freed(scenario: Scenario, day: date) -> Scenario:
    """The scenario in which the record ends on a day: what is forced later is dropped, and agents decide from then on.

    Later shocks that the model's own actors bring about (launches, probes, steps of courts, leaks), and what
    governments say, are dropped too; elections, new leaders, scandals and other things that nobody in the dispute
    chooses stay.
    """
    on_record = scenario.agents_from is not None and scenario.agents_from > day
    somebody_decides = any(policy.ever_agent for policy in scenario.policies.values())
    begins = on_record or (scenario.agents_from is None and not somebody_decides)
    policies = {}
    for capital, policy in scenario.policies.items():
        kept = tuple(item for item in policy.force if item.at <= day)
        freed_one = _decides_throughout(policy) if begins else _decides_from(policy, day, scenario.clock)
        policies[capital] = replace(freed_one, force=kept)
    shocks = tuple(event for event in scenario.shocks if event.at <= day or event.shock not in OWN_ACTS)
    return replace(scenario, policies=policies, shocks=shocks, agents_from=day if begins else scenario.agents_from)


def _decides_throughout(policy: Policy) -> Policy:
    return replace(policy, policy="agent" if policy.policy == "script" else policy.policy, then=())


def _decides_from(policy: Policy, day: date, clock: Clock) -> Policy:
    """A capital that decides for itself by turns does so for good from that day on; others stay as they are."""
    if not policy.then:
        return policy
    before = tuple(turn for turn in policy.then if clock.week_of(turn.at) < clock.week_of(day))
    return replace(policy, then=(*before, Turn(day, "agent")))


def done_or_held(scenario: Scenario, forced: Forced) -> Scenario:
    """The scenario in which a capital holds where a forced lever is impossible, as it does where it is left undone.

    Without this its agent would decide in those worlds, and a lever that was never pulled would seem to matter. Where
    no agent decides that week, or something else is forced on the capital, the scenario stays as it is.
    """
    capital, week = forced.lever.split(".", 1)[0], scenario.clock.week_of(forced.at)
    policy = scenario.policies[capital]
    others = tuple(item for item in policy.force if item != forced)
    if not scenario.decides(capital, week) or any(scenario.clock.week_of(item.at) == week for item in others):
        return scenario
    first_day = scenario.clock.first_day(week)  # of two orders in a week, the earlier that can be carried out counts
    orders = (replace(forced, at=first_day), _holding(capital, first_day + timedelta(days=6)))
    return replace(scenario, policies={**scenario.policies, capital: replace(policy, force=(*others, *orders))})


def _holding(capital: str, day: date) -> Forced:
    return Forced(f"{capital}.{HOLD}", day, {"dose": DOSE.high})


def undone(scenario: Scenario, forced: Forced) -> Scenario:
    """The scenario in which a capital holds on the day of a forced lever. Where something else is forced on it in the
    same week, it does only that."""
    capital = forced.lever.split(".", 1)[0]
    policy = scenario.policies[capital]
    kept = tuple(item for item in policy.force if item != forced)
    week = scenario.clock.week_of(forced.at)
    if not any(scenario.clock.week_of(item.at) == week for item in kept):
        kept = (*kept, _holding(capital, forced.at))
    return replace(scenario, policies={**scenario.policies, capital: replace(policy, force=kept)})


def _idle(item: Forced) -> bool:
    """Whether a forced entry does nothing: holding, or a dose of 0."""
    return item.name == HOLD or not any(item.doses.values())


def _outcomes(scenario: Scenario, asked: Sequence[str] | None) -> tuple[str, ...]:
    known = catalogue().outcomes
    for key in asked or ():
        if key not in known:
            raise RunError(
                f"--outcome {key}: there is no such outcome.{near_matches(key, known)} See 'trilateral outcomes'."
            )
    return tuple(dict.fromkeys(asked or (*scenario.watch, *USUAL)))


def _check(scenario: Scenario, then: str, forced: Sequence[Forced], worlds: int, seed: int) -> None:
    if then not in THEN:
        meanings = "; ".join(f"{word}: {meaning}" for word, meaning in THEN.items())
        raise RunError(f"--then {then}: write script or agents ({meanings}).{near_matches(then, THEN)}")
    if not forced:
        raise RunError(
            f"nothing is forced in '{scenario.title}', so there is no act to leave undone. Turning points are looked "
            "for among the levers that a scenario forces on a day: try history_2018_2023 or notice_2019, or write "
            "levers: {tokyo: {force: {export_controls: {at: 2019-07-04}}}} in the file."
        )
    if worlds < FEWEST_WORLDS:
        raise RunError(
            f"--worlds {worlds}: at least {FEWEST_WORLDS} worlds are needed to say how sure a difference is."
        )
    if seed < 0:
        raise RunError(f"seed is {seed}: a seed is a whole number from 0 on. Write for example 20190822.")


def _all_played(pieces: Sequence[_Piece], executor: Executor | None, progress: Progress | None) -> list[_Played]:
    """Every scenario played once, in order. `progress` counts world-weeks."""
    found: dict[int, _Played] = {}
    total = sum(piece.size for piece in pieces)
    done = 0
    for place, played in (executor or Serial()).run(_play, pieces):
        found[place] = played
        done += pieces[place].size
        if progress is not None:
            progress(done, total)
    return [found[place] for place in range(len(pieces))]


def _play(piece: _Piece) -> _Played:
    results = run(piece.scenario, worlds=piece.worlds, seed=piece.seed, stream=False)
    forced = {item.lever for policy in piece.scenario.policies.values() for item in policy.force}
    return _Played(
        {key: results.outcomes[key] for key in piece.outcomes}, {lever: results.pulls[lever] for lever in forced}
    )


def _point(item: Forced, with_it: Scenario, played: tuple[_Played, _Played]) -> TurningPoint:
    before, after = played
    week = with_it.clock.week_of(item.at)
    pairs = {key: (result, after.outcomes[key]) for key, result in before.outcomes.items()}
    return TurningPoint(
        lever=_lever(with_it, item.lever),
        forced=item,
        effects={key: paired_difference(*pair) for key, pair in pairs.items()},
        before={key: one.mean for key, (one, _) in pairs.items()},
        after={key: other.mean for key, (_, other) in pairs.items()},
        same=all(np.array_equal(_worlds(one), _worlds(other), equal_nan=True) for one, other in pairs.values()),
        missed=float(1.0 - before.pulls[item.lever][week]),
        broken=tuple(_broken(item, with_it, before, after)),
    )


def _worlds(result: OutcomeResult) -> Array:
    assert result.values is not None
    return result.values


def _broken(item: Forced, with_it: Scenario, before: _Played, after: _Played) -> Iterator[Broken]:
    """Later forced levers that are carried out in fewer worlds once one is left undone."""
    for policy in with_it.policies.values():
        for other in policy.force:
            week = with_it.clock.week_of(other.at)
            if other.at > item.at and not _idle(other):
                lost = float(before.pulls[other.lever][week] - after.pulls[other.lever][week])
                if lost > MISSED_MORE:
                    yield Broken(_lever(with_it, other.lever), other.at, lost)


def _lever(scenario: Scenario, key: str) -> Lever:
    own = {lever.key: lever for lever in scenario.custom_levers}
    return own.get(key) or catalogue().levers[key]


def _confidence(questions: int) -> float:
    """How many standard errors make an effect clear when so many are looked at: Bonferroni's bound for 95%."""
    return NormalDist().inv_cdf(1.0 - WRONG / (2 * questions))
