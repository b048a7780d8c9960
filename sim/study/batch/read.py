"""A batch read back from its folder, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.dataset as dataset

from sim.kernel.errors import RunError
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from sim.study.batch.places import CASES, OUTCOMES, scenario_path
from sim.study.batch.store import read_manifest

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Batch:
    """A finished batch. Tables are read when they are asked for.

    `cases`: a row a case, with what varies and how it went. `outcomes`: a row a case and outcome. `worlds`: a row a
    world with its inputs and outcomes. `weekly`: a row a case, series and week, with the bands. `series`: a row a
    world and week, where full series were kept.
    """

    folder: Path
    manifest: Mapping[str, Any]

    @cached_property
    def cases(self) -> DataFrame:
        return _table(self.folder / CASES)

    @cached_property
    def outcomes(self) -> DataFrame:
        return _table(self.folder / OUTCOMES)

    @cached_property
    def worlds(self) -> DataFrame:
        return _table(self.folder / "worlds").sort_values(["case", "world"], ignore_index=True)

    @cached_property
    def weekly(self) -> DataFrame:
        return _table(self.folder / "weekly").sort_values(["case", "series", "week"], ignore_index=True)

    @cached_property
    def series(self) -> DataFrame:
        return _table(self.folder / "series").sort_values(["case", "world", "week"], ignore_index=True)

    @cached_property
    def scenarios(self) -> dict[str, Scenario]:
        """The scenario of each file, by its name."""
        return {name: load_scenario(self.folder / scenario_path(name)) for name in self.manifest["scenarios"]}


def read_batch(folder: str | Path) -> Batch:
    """The batch in a folder. Raises RunError where there is none, or it was broken off."""
    place = Path(folder)
    manifest = read_manifest(place)
    if manifest is None or manifest.get("kind") != "batch":
        raise RunError(f"{place} is not the folder of a batch. Make one with: trilateral batch FILE --out {place}")
    if not manifest.get("finished"):
        raise RunError(f"the batch in {place} was broken off. Go on with it: {manifest['command']} --resume")
    return Batch(place, manifest)


def _table(place: Path) -> DataFrame:
    """A file, or a folder of files in partitions. Raises RunError where there is none."""
    if not place.exists():
        raise RunError(f"{place} is missing: the batch did not keep it, or it was moved.")
    return dataset.dataset(place, partitioning="hive").to_table().to_pandas()
