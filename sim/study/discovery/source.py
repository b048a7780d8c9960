"""The worlds of a batch, as the table that is searched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.kernel.errors import RunError, near_matches
from sim.kernel.state import Array
from sim.scenario.scenario import Scenario
from sim.study.discovery.interest import Interest
from sim.study.discovery.sample import Sample, sample_of

if TYPE_CHECKING:
    from pandas import DataFrame

    from sim.study.batch import Batch


@dataclass(frozen=True, eq=False)
class Source:
    """One scenario of a batch. `inputs` and `values` of the outcome have shape (point, replicate), NaN where a world
    broke down or is not there; `designed` are the inputs that a design or a sweep gave; `spans` are the ends of what
    was tried of each input; with `own_luck`, no two points met the same luck."""

    name: str
    scenario: Scenario
    inputs: Mapping[str, Array]
    designed: tuple[str, ...]
    values: Array
    spans: Mapping[str, tuple[float, float]]
    own_luck: bool = False

    @property
    def broken(self) -> int:
        """How many worlds broke down."""
        there = np.isfinite(next(iter(self.inputs.values()))) if self.inputs else np.ones_like(self.values, dtype=bool)
        return int((there & ~np.isfinite(self.values)).sum())

    def sample(self, interest: Interest, keys: Sequence[str] = ()) -> Sample:
        """The table that is searched, over the inputs `keys` (default: all that vary).

        Raises RunError where one of them is unknown, or nothing varies.
        """
        for key in keys:
            if key not in self.inputs:
                raise RunError(
                    f"--inputs {key}: it was not varied in '{self.name}'.{near_matches(key, self.inputs)} "
                    f"What was: {', '.join(self.inputs) or 'nothing'}."
                )
        filled = {key: np.where(np.isfinite(found), found, found[:, :1]) for key, found in self.inputs.items()}
        hits = np.where(np.isfinite(self.values), interest.hits(self.values), np.nan)
        return sample_of(filled, hits, keys, shared_luck=not self.own_luck)


def source_of(batch: Batch, outcome: str, scenario: str | None = None) -> Source:
    """The worlds of one scenario of a batch. Raises RunError where it is not said which one is meant."""
    name = _chosen(tuple(batch.scenarios), scenario)
    cases = batch.cases[batch.cases["scenario"] == name]
    worlds = batch.worlds
    worlds = worlds[worlds["case"].isin(cases["case"])].merge(cases[["case", "seed"]], on="case")
    if outcome not in worlds:
        raise RunError(f"the batch has no {outcome}: it was made by another version. Run it again.")
    known = [key for key in batch.manifest["inputs"] if key in worlds and worlds[key].notna().any()]
    designed = tuple(key for key in known if key in cases and cases[key].nunique() > 1)
    place = _places(worlds, designed)
    varied = [key for key in known if worlds[key].nunique() > 1]
    inputs = {key: _table(worlds[key].to_numpy(dtype=np.float64), place) for key in varied}
    values = _table(worlds[outcome].to_numpy(dtype=np.float64), place)
    own_luck = bool(batch.manifest["scenarios"][name]["own_luck"])
    return Source(name, batch.scenarios[name], inputs, designed, values, _spans(batch, inputs), own_luck)


def _spans(batch: Batch, inputs: Mapping[str, Array]) -> dict[str, tuple[float, float]]:
    """What was tried of each input: as the manifest has it, else, where it speaks of several scenarios, as seen."""
    declared = batch.manifest["inputs"] if len(batch.scenarios) == 1 else {}
    seen = {key: (float(np.nanmin(found)), float(np.nanmax(found))) for key, found in inputs.items()}
    return seen | {key: (float(declared[key]["low"]), float(declared[key]["high"])) for key in seen if key in declared}


def _chosen(names: tuple[str, ...], asked: str | None) -> str:
    if asked is None and len(names) == 1:
        return names[0]
    if asked is None:
        raise RunError(f"the batch holds {len(names)} scenarios. Write --scenario with one of: {', '.join(names)}.")
    if asked not in names:
        raise RunError(
            f"--scenario {asked}: the batch has none of that name.{near_matches(asked, names)} "
            f"It holds: {', '.join(names)}."
        )
    return asked


def _places(worlds: DataFrame, designed: Sequence[str]) -> tuple[Array, Array]:
    """The point and the replicate of every world; a replicate has the same luck at all points if any has."""
    ordered = worlds.sort_values(["seed", "world"], kind="stable")
    if not designed:
        replicate = np.arange(len(worlds))
        return np.zeros(len(worlds), dtype=np.intp), _back(ordered.index.to_numpy(), replicate)
    groups = ordered.groupby(list(designed), sort=True)
    points, replicates = groups.ngroup().to_numpy(), groups.cumcount().to_numpy()
    order = ordered.index.to_numpy()
    return _back(order, points), _back(order, replicates)


def _back(order: Array, values: Array) -> Array:
    found = np.empty(len(order), dtype=np.intp)
    found[order] = values
    return found


def _table(values: Array, place: tuple[Array, Array]) -> Array:
    table = np.full((int(place[0].max()) + 1, int(place[1].max()) + 1), np.nan)
    table[place] = values
    return table
