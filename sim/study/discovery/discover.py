"""Boxes of inputs in which the cases of interest are likely, each tested on worlds that the search never saw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from sim.kernel.errors import RunError
from sim.kernel.progress import Progress
from sim.study.discovery.box import Box, Candidates
from sim.study.discovery.interest import Mask
from sim.study.discovery.measures import Interval, chosen, lift, share
from sim.study.discovery.refine import importance, pruned, rounded
from sim.study.discovery.sample import Sample, check_enough
from sim.study.discovery.search import Method, boxes
from sim.study.discovery.trials import EdgeName, found_again, permutation_p
from sim.study.discovery.workbench import analysis
from sim.study.executors import Executor, Serial

MOST_BOXES = 3
MOST_SEARCHED = 5_000
FEWEST_CASES = 20
PERMUTATIONS = 199
RESAMPLES = 50
BELIEVED = 0.01
MOST_RESAMPLES = 0.5
SPLIT = 3


class Doubt(StrEnum):
    """Why a box is not believed."""

    NOTHING_HELD = "no limit held"
    LIFT = "no denser on the other half"
    CHANCE = "as sharp in shuffled worlds"


@dataclass(frozen=True)
class Quality:
    """How a box does among some worlds: its share of them (`mass`), and density, coverage and lift with intervals."""

    worlds: int
    mass: float
    density: Interval
    coverage: Interval
    lift: Interval


@dataclass(frozen=True)
class Found:
    """A box and what is known of it. `tested` is the half that the search never saw, `seen` the half it saw.

    `fresh_lift` looks at the test worlds that no earlier box holds. `again` says in what share of resamples each limit
    was found again; `dropped` which limits were not, and are therefore gone. `p_value` is the permutation test's, NaN
    where no limit is left to test or a further box fails already. `importance` is the density that is lost without
    each input. `place` is where the box stood among `candidates`. `doubts` is empty where the box is believed.
    """

    box: Box
    seen: Quality
    tested: Quality
    fresh_lift: Interval
    p_value: float
    again: Mapping[EdgeName, float]
    dropped: Mapping[EdgeName, float]
    importance: Mapping[str, float]
    candidates: Candidates
    place: int
    doubts: tuple[Doubt, ...] = ()

    @property
    def stable(self) -> bool:
        return not self.doubts


@dataclass(frozen=True)
class Discovery:
    """What a search found. `base` is the share of all worlds that is of interest; `boxes` hold and are believed;
    `rejected` is the last candidate, which is not (None where the search ended otherwise). `together` is the share
    of the tested cases of interest that lies in any of the boxes. `search` and `test` are the two halves."""

    sample: Sample
    search: Sample
    test: Sample
    method: Method
    density: float | None
    seed: int
    base: Interval
    boxes: tuple[Found, ...] = ()
    rejected: Found | None = None
    together: Interval = field(default=Interval(0.0, 0.0, 0.0))
    permutations: int = PERMUTATIONS
    resamples: int = RESAMPLES

    @property
    def cases(self) -> int:
        """How many worlds are of interest."""
        return int(self.sample.y.sum())

    @property
    def searched(self) -> bool:
        """Whether there were enough worlds of interest, and of others, for a search."""
        return bool(min(self.cases, len(self.sample.y) - self.cases) >= FEWEST_CASES)


def discover(
    sample: Sample,
    *,
    method: Method = Method.PRIM,
    density: float | None = None,
    seed: int = 0,
    permutations: int = PERMUTATIONS,
    resamples: int = RESAMPLES,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Discovery:
    """Up to three boxes in which the cases of interest are likelier than elsewhere, and hold on unseen worlds.

    The box that separates best (`phi`) is chosen among those that the search comes by, or the widest one with
    `density`; limits with a quasi-p value above 0.05, or set in less than half of the resamples, are given up; the
    others are rounded. Covered worlds are then taken away, and the search begins again.
    Raises RunError where nothing was varied enough, the workbench is missing, or no box reaches the density.
    """
    analysis(method)
    check_enough(sample)
    everything = np.ones(len(sample.y), dtype=bool)
    base = share(sample.y, everything, sample.clusters)
    first, second = sample.halves(np.random.default_rng([seed, SPLIT]))
    plain = Discovery(sample, first, second, method, density, seed, base, (), None, Interval(0.0, 0.0, 0.0))
    if not plain.searched or min(_rarest(first), _rarest(second)) < FEWEST_CASES // 4:
        return plain
    search = _Search(
        first.thinned(MOST_SEARCHED),
        second,
        method,
        density,
        seed,
        permutations,
        resamples,
        executor or Serial(),
        progress or (lambda done, total: None),
    )
    believed, rejected = search.run()
    union = _union([found.box for found in believed], second)
    together = share(union.astype(float), second.y > 0, second.clusters)
    return Discovery(
        sample,
        search.known,
        second,
        method,
        density,
        seed,
        base,
        tuple(believed),
        rejected,
        together,
        permutations,
        resamples,
    )


def _rarest(sample: Sample) -> int:
    return int(min(sample.y.sum(), (1 - sample.y).sum()))


def _union(boxes: list[Box], sample: Sample) -> Mask:
    inside = np.zeros(len(sample.y), dtype=bool)
    for box in boxes:
        inside |= box.inside(sample.keys, sample.x)
    return inside


@dataclass
class _Search:
    """One search: the half that is known, the half for tests, and how it is done."""

    known: Sample
    test: Sample
    method: Method
    density: float | None
    seed: int
    permutations: int
    resamples: int
    executor: Executor
    progress: Progress
    done: int = 0

    def run(self) -> tuple[list[Found], Found | None]:
        """The boxes that are believed, and the first that is not."""
        believed: list[Found] = []
        while len(believed) < MOST_BOXES:
            rest = self.known.without(_union([found.box for found in believed], self.known))
            if _rarest(rest) < FEWEST_CASES // 2:
                return believed, None
            found = self._box(rest, [found.box for found in believed])
            if found is None or not found.stable:
                return believed, found
            believed.append(found)
        return believed, None

    def _box(self, rest: Sample, earlier: list[Box]) -> Found | None:
        """The best box among what is left; None where later boxes do not reach the density."""
        candidates = boxes(rest, self.method, self.density)
        place = chosen(candidates, self.density)
        if place is None:
            if earlier:
                return None
            raise RunError(
                f"no box reaches a density of {self.density:g}: the densest has {candidates.density.max():.2f}. "
                "Outcomes hang on luck too, so few inputs make anything certain. Write a lower --density, or none."
            )
        box = pruned(candidates.box(place), rest)
        again = found_again(
            rest, self.method, self.density, self.resamples, self.seed + len(earlier), self.executor, self._watch
        )
        weak = [edge for edge in box if again.get((edge.key, edge.lower), 0.0) < MOST_RESAMPLES]
        dropped = {(edge.key, edge.lower): again.get((edge.key, edge.lower), 0.0) for edge in weak}
        for edge in weak:
            box = box.without(edge)
        box = rounded(box, rest)
        inside = box.inside(self.test.keys, self.test.x)
        fresh = lift(self.test.y, inside & ~_union(earlier, self.test), self.test.clusters)
        doubts = [Doubt.NOTHING_HELD] if not len(box) else [] if fresh.low > 1.0 else [Doubt.LIFT]
        worth_trying = len(box) and not (doubts and earlier)
        p_value = self._chance(rest, len(earlier)) if worth_trying else np.nan
        doubts += [Doubt.CHANCE] if p_value > BELIEVED else []
        kept = {(edge.key, edge.lower): again[edge.key, edge.lower] for edge in box}
        return Found(
            box,
            quality(box, self.known),
            quality(box, self.test),
            fresh,
            p_value,
            kept,
            dropped,
            importance(box, rest),
            candidates,
            place,
            tuple(doubts),
        )

    def _chance(self, rest: Sample, place: int) -> float:
        return permutation_p(rest, self.method, self.permutations, self.seed + place, self.executor, self._watch)

    def _watch(self, count: int) -> None:
        self.done += count
        total = MOST_BOXES * (self.permutations + self.resamples)
        self.progress(self.done, total)


def quality(box: Box, sample: Sample) -> Quality:
    """How a box does among these worlds."""
    inside = box.inside(sample.keys, sample.x)
    return Quality(
        len(sample.y),
        float(inside.mean()),
        share(sample.y, inside, sample.clusters),
        share(inside.astype(float), sample.y > 0, sample.clusters),
        lift(sample.y, inside, sample.clusters),
    )
