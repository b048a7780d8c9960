"""Results as files: Parquet tables that pandas reads, and a manifest that says what made them.

A folder written twice holds the second run. Everything is written beside its place first and then put there, the
manifest last: a reader never sees half a file, and a folder with a manifest is complete. A folder that holds other
things is refused.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sim.kernel.errors import RunError
from sim.kernel.plain import to_json
from sim.kernel.versions import versions
from sim.report.plain import comparison_object, outcome_object, provenance_object, scenario_object
from sim.results.tables import Columns, differences_columns, levers_columns, weekly_columns, worlds_columns
from sim.scenario.write import to_yaml

if TYPE_CHECKING:
    from sim.report.conditions import Conditions
    from sim.results import Comparison, Results
    from sim.scenario.scenario import Scenario

MANIFEST = "manifest.json"
DOCUMENT = "document.json"
TABLES = ("worlds.parquet", "weekly.parquet", "levers.parquet", "differences.parquet")


def check_folder(folder: Path) -> None:
    """Make sure that results may be written here, before an hour of computing.

    Raises RunError where the path is a file, or a folder with contents that are not a run's or a document's.
    """
    if folder.exists() and not folder.is_dir():
        raise RunError(f"{folder} is a file. Name a folder for the results, for example --out results.")
    ours = any((folder / name).exists() for name in (MANIFEST, DOCUMENT))
    if folder.is_dir() and any(folder.iterdir()) and not ours:
        raise RunError(
            f"{folder} holds other files and no {MANIFEST}, so it is not the folder of an earlier run. "
            "Name a new or an empty folder; a folder of an earlier run is written over."
        )
    parent = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not os.access(parent, os.W_OK):
        raise RunError(f"{folder} cannot be written: {parent} does not let you. Name a folder of your own.")


def write_results(
    results: Results, folder: Path, command: str, seconds: float, written: Scenario | None = None
) -> None:
    """Write `worlds`, `weekly` and `levers` as Parquet, and the manifest. A streamed run has no worlds to write.

    Raises RunError where the folder is not free for it or the disk refuses.
    """
    check_folder(folder)
    tables = {"weekly.parquet": weekly_columns(results), "levers.parquet": levers_columns(results)}
    if not results.streamed:
        tables["worlds.parquet"] = worlds_columns(results)
    _write(folder, tables, manifest(results, command, seconds, written))


def write_comparison(
    comparison: Comparison,
    folder: Path,
    command: str,
    seconds: float,
    conditions: Sequence[Conditions] = (),
    written: Sequence[Scenario] = (),
) -> None:
    """Write `differences` as Parquet with a manifest, and a folder of results for the baseline and every arm.

    `written` are the scenarios as their files have them, the baseline first.
    """
    check_folder(folder)
    runs = [comparison.baseline, *(arm.results for arm in comparison.arms)]
    names = ["baseline", *(f"arm_{place}" for place in range(1, len(runs)))]
    files: Sequence[Scenario | None] = written or [None] * len(runs)
    for name, results, file in zip(names, runs, files, strict=True):
        write_results(results, folder / name, command, seconds, file)
    record = {**comparison_object(comparison, conditions, files[0]), "folders": names, **_made(command, seconds)}
    _write(folder, {"differences.parquet": differences_columns(comparison)}, record)


def manifest(results: Results, command: str, seconds: float, written: Scenario | None = None) -> dict[str, object]:
    """What made these files: scenario, luck, size, versions, command, time; outcomes, and how healthy the run was."""
    return {
        "scenario": scenario_object(results.scenario),
        "scenario_yaml": to_yaml(results.scenario),
        "seed": results.seed,
        "worlds": results.worlds,
        "weeks": results.weeks,
        "streamed": results.streamed,
        "outcomes": {key: outcome_object(outcome) for key, outcome in results.outcomes.items()},
        **_made(command, seconds),
        "provenance": provenance_object(results, written),
    }


def _made(command: str, seconds: float) -> dict[str, object]:
    return {
        "versions": versions(),
        "command": command,
        "written": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(seconds, 3),
    }


def _write(folder: Path, tables: Mapping[str, Columns], record: Mapping[str, object]) -> None:
    """Write everything beside its place first, then put each file there in one step, the manifest last."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    waiting: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, columns in tables.items():
            waiting.append((folder / f".{name}.part", folder / name))
            parquet.write_table(pa.table(columns), waiting[-1][0])
        waiting.append((folder / f".{MANIFEST}.part", folder / MANIFEST))
        waiting[-1][0].write_text(to_json(record) + "\n", encoding="utf-8")
        for name in (MANIFEST, *TABLES):
            (folder / name).unlink(missing_ok=True)
        for part, place in waiting:
            os.replace(part, place)
    except OSError as error:
        raise RunError(f"the results could not be written to {folder}: {error.strerror or error}") from error
    finally:
        for part, _ in waiting:
            part.unlink(missing_ok=True)
