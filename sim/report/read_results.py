"""Runs and comparisons read back from their folders, as the results that they were."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from sim.kernel.catalogue import catalogue
from sim.kernel.errors import RunError, ScenarioError
from sim.kernel.state import Array
from sim.report.files import MANIFEST
from sim.results import Comparison, Health, OutcomeResult, Results, SeriesResult, compare_results
from sim.results.tables import FAN
from sim.scenario.load import load_text

PACT_STATES = 4


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a folder of results.

    Raises RunError where there is none, or it cannot be read.
    """
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RunError(f"{folder} holds no {MANIFEST}, so it is not the folder of a run.") from error
    except (OSError, ValueError) as error:
        raise RunError(f"{path} cannot be read ({error}). Run the command again that made the folder.") from error
    if not isinstance(found, dict):
        raise RunError(f"{path} is no manifest. Run the command again that made the folder.")
    return found


def read_run(folder: Path) -> Results:
    """The results in a folder of `run --out`. The weekly states of the pact are not kept there, so that its shares are
    NaN, nor is what was permitted.

    Raises RunError where the folder is not one of a run, or is incomplete.
    """
    manifest = read_manifest(folder)
    try:
        return _results(folder, manifest)
    except (KeyError, TypeError, AttributeError, FileNotFoundError, ScenarioError) as error:
        raise RunError(
            f"{folder} is incomplete, or was made by another version of this program ({_short(error)}). "
            f"Run it again: {manifest.get('command', 'trilateral run FILE --out DIR')}"
        ) from error


def _short(error: Exception) -> str:
    return f"no {error}" if isinstance(error, KeyError) else str(error).splitlines()[0]


def _results(folder: Path, manifest: Mapping[str, Any]) -> Results:
    scenario = load_text(manifest["scenario_yaml"], f"{folder / MANIFEST}")
    worlds = {} if manifest["streamed"] else _columns(folder / "worlds.parquet")
    outcomes = {
        key: OutcomeResult(key, **_numbers(record), values=worlds.get(key))
        for key, record in manifest["outcomes"].items()
    }
    health = manifest["provenance"]["health"]
    levers = _columns(folder / "levers.parquet")
    return Results(
        scenario=scenario,
        seed=int(manifest["seed"]),
        worlds=int(manifest["worlds"]),
        weeks=int(manifest["weeks"]),
        outcomes=MappingProxyType(outcomes),
        series=MappingProxyType(_series(_columns(folder / "weekly.parquet"))),
        pulls=MappingProxyType({key: levers["share"][levers["lever"] == key] for key in _distinct(levers["lever"])}),
        permitted=MappingProxyType({}),
        pact=np.full((PACT_STATES, int(manifest["weeks"])), np.nan),
        inputs=MappingProxyType({key: column for key, column in worlds.items() if key in scenario.uncertain}),
        health=Health(health["non_finite"], health["unconverged"], health["forced_missed"]),
        provenance=MappingProxyType(dict(manifest["provenance"])),
        streamed=bool(manifest["streamed"]),
    )


def _numbers(record: Mapping[str, Any]) -> dict[str, Any]:
    """An outcome's record with NaN where JSON had no number."""
    return {name: np.nan if value is None else value for name, value in record.items()}


def _series(weekly: Mapping[str, Array]) -> dict[str, SeriesResult]:
    found = {}
    for key in _distinct(weekly["series"]):
        where = weekly["series"] == key
        fan, mean = np.stack([weekly[name][where] for name in FAN], axis=1), weekly["mean"][where]
        field = catalogue().fields[key.split(".", 1)[0]]
        label, unit = str(weekly["label"][where][0]), str(weekly["unit"][where][0])
        found[key] = SeriesResult(key, label, unit, field.low, field.high, None, _kept(fan, mean))
    return found


def _kept(fan: Array, mean: Array) -> Any:
    return lambda: (fan, mean)


def _distinct(names: Array) -> list[str]:
    return list(dict.fromkeys(names.tolist()))


def _columns(path: Path) -> dict[str, Array]:
    import pyarrow.parquet as parquet

    table = parquet.read_table(path)
    return {name: table[name].to_numpy() for name in table.column_names}


def read_comparison(folder: Path) -> Comparison:
    """The comparison in a folder of `compare --out`.

    Raises RunError where the folder is not one of a comparison, or is incomplete.
    """
    names = read_manifest(folder).get("folders")
    if not isinstance(names, list) or len(names) < 2:
        raise RunError(f"{folder} is not the folder of a comparison.")
    return compare_results(*(read_run(folder / str(name)) for name in names))
