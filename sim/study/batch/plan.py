"""The plan of a batch: which cases there are, and in which jobs their worlds are played.

A *case* is a scenario at one point of a design under one seed, in some worlds. A *job* is what one worker does in one
go: the worlds of some cases, or some worlds of a large case. The plan follows from the scenarios and the options
alone, never from who does the work or how often it was broken off, so that a resumed batch is the same batch.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sim.engine.chunk import CHUNK
from sim.kernel.catalogue import catalogue
from sim.kernel.draws import BLOCK
from sim.kernel.state import Array
from sim.kernel.versions import versions
from sim.kernel.worlds import Worlds
from sim.scenario.at_point import at_point
from sim.scenario.sample import worlds_with
from sim.scenario.scenario import Scenario
from sim.study.design import Points, points_in

JOB = 2 * CHUNK
LEAD = CHUNK // 2  # the first worlds of a large case set the bins for which all its other jobs wait
FIXED_COST = 2 * BLOCK  # a case of fewer worlds takes about as long as one of so many


@dataclass(frozen=True)
class Family:
    """The cases of one file: its scenario at the points of a design, in `worlds` worlds each, under every seed.

    In a `packed` family many points share a chunk of worlds, which is far faster for points with few worlds. Else
    each case is run by itself and is, to the last bit, what `run` makes of its scenario. With `own_luck` each point
    has worlds of its own, so that the design meets as much luck as it has worlds; else all points meet worlds 0, 1,
    2 ..., so that two points differ by their inputs and not by luck.
    """

    name: str
    file: str
    scenario: Scenario
    points: Points
    seeds: tuple[int, ...]
    worlds: int
    packed: bool = False
    own_luck: bool = False

    def __len__(self) -> int:
        return points_in(self.points) * len(self.seeds)

    def seed_of(self, place: int) -> int:
        """The seed of the family's case at a place; all points come under the first seed, then under the next."""
        return self.seeds[place // points_in(self.points)]

    def first_of(self, place: int) -> int:
        """The first world of a case."""
        return (place % points_in(self.points)) * self.worlds if self.own_luck else 0

    def values_of(self, place: int) -> dict[str, float]:
        """What the point of a case gives to each input."""
        return {key: float(values[place % points_in(self.points)]) for key, values in self.points.items()}

    def scenario_of(self, place: int) -> Scenario:
        """The scenario of a case."""
        return at_point(self.scenario, self.values_of(place), catalogue())


@dataclass(frozen=True)
class Slice:
    """Some worlds of a case: `count` of them from world `first` on. `leads` says that no world of the case comes
    before them, `whole` that they are all it has."""

    case: int
    first: int
    count: int
    leads: bool
    whole: bool


@dataclass(frozen=True)
class Job:
    """What one worker does in one go: slices of cases of one family under one seed.

    `scenarios` hold the scenario of each slice, or a single one for all where the points are `given` by world:
    values of each input, one for each slice.
    """

    number: int
    family: str
    seed: int
    slices: tuple[Slice, ...]
    scenarios: tuple[Scenario, ...]
    given: Mapping[str, Array]

    @property
    def worlds(self) -> int:
        return sum(piece.count for piece in self.slices)

    @property
    def world_weeks(self) -> int:
        return self.worlds * self.scenarios[0].weeks

    def together(self) -> Worlds:
        """The worlds of all slices, with what the points give in each."""
        counts = [piece.count for piece in self.slices]
        luck = np.concatenate([np.arange(piece.first, piece.first + piece.count) for piece in self.slices])
        given = {key: np.repeat(values, counts) for key, values in self.given.items()}
        return worlds_with(self.scenarios[0], luck, given)


@dataclass(frozen=True)
class Plan:
    """All cases of a batch, family after family, and how they are played and kept.

    `bands` are the series whose weekly bands are kept; `full` those kept week by week in every world. With
    `until_error`, cases are played in rounds until the error of `outcomes` is reached.
    """

    families: tuple[Family, ...]
    bands: tuple[str, ...]
    full: tuple[str, ...] = ()
    until_error: float | None = None
    outcomes: tuple[str, ...] = ()

    @cached_property
    def _starts(self) -> Array:
        return np.cumsum([0, *(len(family) for family in self.families)])

    @property
    def cases(self) -> int:
        return int(self._starts[-1])

    def of(self, case: int) -> tuple[Family, int]:
        """The family of a case, and its place in it."""
        found = int(np.searchsorted(self._starts, case, side="right")) - 1
        return self.families[found], case - int(self._starts[found])

    def numbered(self) -> Iterator[tuple[int, Family, int]]:
        """Every case with its number, its family and its place in it."""
        for case in range(self.cases):
            yield case, *self.of(case)

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """Every input that differs between worlds or cases somewhere in the batch, in a fixed order."""
        found = {key for family in self.families for key in (*family.points, *family.scenario.uncertain)}
        return tuple(sorted(found))

    @property
    def world_weeks(self) -> int:
        """How much is played before any case is carried on for its error's sake."""
        return sum(len(family) * family.worlds * family.scenario.weeks for family in self.families)

    def is_large(self, family: Family) -> bool:
        """Whether the worlds of a case do not all come from one job, so that they are counted rather than sorted."""
        return self.until_error is not None or family.worlds > JOB

    def first_round(self) -> dict[int, int]:
        """The worlds of every case at the start."""
        return {case: family.worlds for case, family, _ in self.numbered()}

    def jobs(self, reached: Mapping[int, int], wanted: Mapping[int, int], number: int) -> list[Job]:
        """The jobs that carry each case from the worlds it has `reached` to those that are `wanted`.

        They are counted from `number` on.
        """
        jobs: list[Job] = []
        waiting: list[Slice] = []
        for piece in self._slices(reached, wanted):
            if waiting and not self._fits(waiting, piece):
                jobs.append(self._job(number + len(jobs), waiting))
                waiting = []
            waiting.append(piece)
        if waiting:
            jobs.append(self._job(number + len(jobs), waiting))
        return jobs

    def _slices(self, reached: Mapping[int, int], wanted: Mapping[int, int]) -> Iterator[Slice]:
        for case in sorted(wanted):
            begun, end = reached.get(case, 0), wanted[case]
            family, place = self.of(case)
            base, whole = family.first_of(place), not self.is_large(family)
            while begun < end:
                leads = begun == 0
                count = min(LEAD if leads and not whole else JOB, end - begun)
                yield Slice(case, base + begun, count, leads, whole)
                begun += count

    def _fits(self, waiting: Sequence[Slice], piece: Slice) -> bool:
        """Whether a slice may join others in a job: of the same family and seed, and not too much together."""
        (here, place), (there, other) = self.of(waiting[-1].case), self.of(piece.case)
        if here is not there or here.seed_of(place) != there.seed_of(other):
            return False
        least = 0 if here.packed else FIXED_COST
        return sum(max(item.count, least) for item in (*waiting, piece)) <= JOB

    def _job(self, number: int, slices: Sequence[Slice]) -> Job:
        family, first = self.of(slices[0].case)
        places = [self.of(piece.case)[1] for piece in slices]
        seed = family.seed_of(first)
        if not family.packed:
            scenarios = tuple(family.scenario_of(place) for place in places)
            return Job(number, family.name, seed, tuple(slices), scenarios, {})
        rows = [place % points_in(family.points) for place in places]
        given = {key: np.asarray(values)[rows] for key, values in family.points.items()}
        return Job(number, family.name, seed, tuple(slices), (replace(family.scenario, sweep={}),), given)

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of all that decides the results, versions included: two batches with the same are the same."""
        told = {
            "families": [_told(family) for family in self.families],
            "bands": self.bands,
            "full": self.full,
            "until_error": self.until_error,
            "outcomes": self.outcomes,
            "versions": {name: found for name, found in versions().items() if name != "python"},
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _told(family: Family) -> dict[str, object]:
    points = {key: np.asarray(values).tolist() for key, values in sorted(family.points.items())}
    return {
        "name": family.name,
        "hash": family.scenario.digest,
        "points": points,
        "seeds": family.seeds,
        "worlds": family.worlds,
        "packed": family.packed,
        "own_luck": family.own_luck,
    }
