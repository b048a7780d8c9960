"""Results as tables, column by column: what data frames and Parquet files are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.kernel.catalogue import catalogue
from sim.kernel.errors import RunError, near_matches
from sim.kernel.quantity import Quantity
from sim.scenario.sample import inputs_of

if TYPE_CHECKING:
    import pandas as pd

    from sim.results import Comparison, Results

FAN = ("p5", "p25", "p50", "p75", "p95")
DIFFERENCE = ("difference", "mc_error", "low", "high", "z", "verdict")
Columns = dict[str, Any]


def worlds_columns(results: Results) -> Columns:
    """One row a world: the sampled inputs and the outcomes. Raises RunError where the run was streamed."""
    if results.streamed:
        raise RunError(not_kept(results, 'to_dataframe("outcomes") or to_dataframe("weekly")'))
    columns: Columns = {"world": np.arange(results.worlds, dtype=np.int64)}
    for key, values in results.inputs.items():
        columns[key] = np.broadcast_to(np.asarray(values), (results.worlds,))
    for key, outcome in results.outcomes.items():
        columns[key] = outcome.values
    return columns


def not_kept(results: Results, instead: str) -> str:
    """Why a streamed run has no single worlds, and what to ask for instead."""
    return (
        f"the run of {results.worlds:,} worlds was streamed: it kept no single world, but means, errors and quantiles. "
        f"Ask for {instead}, or run it again with stream=False, which keeps every world in memory."
    )


def weekly_columns(results: Results) -> Columns:
    """One row per recorded series and week: the fan at 5, 25, 50, 75 and 95% of worlds, and the mean."""
    series = list(results.series.values())
    dates = results.clock.dates()
    count = len(series)
    fans = np.concatenate([item.fan for item in series]) if series else np.empty((0, len(FAN)))
    columns: Columns = {
        "series": [item.key for item in series for _ in dates],
        "label": [item.label for item in series for _ in dates],
        "unit": [item.unit for item in series for _ in dates],
        "week": np.tile(np.arange(results.weeks), count),
        "date": dates * count,
    }
    columns |= {name: fans[:, place] for place, name in enumerate(FAN)}
    columns["mean"] = np.concatenate([item.mean for item in series]) if series else np.empty(0)
    return columns


def levers_columns(results: Results) -> Columns:
    """One row per lever and week: the share of worlds that pulled it."""
    dates = results.clock.dates()
    keys = [key for key in results.pulls if not key.endswith(".hold")]
    return {
        "lever": [key for key in keys for _ in dates],
        "capital": [key.split(".", 1)[0] for key in keys for _ in dates],
        "week": np.tile(np.arange(results.weeks), len(keys)),
        "date": dates * len(keys),
        "share": np.concatenate([results.pulls[key] for key in keys]) if keys else np.empty(0),
    }


def outcomes_columns(results: Results) -> Columns:
    """One row an outcome: mean, Monte Carlo error, and quantiles over the worlds."""
    found = list(results.outcomes.values())
    columns: Columns = {"outcome": [outcome.key for outcome in found]}
    for name in ("label", "unit", "mean", "mc_error", *FAN):
        columns[name] = [getattr(outcome, name) for outcome in found]
    return columns


def differences_columns(comparison: Comparison) -> Columns:
    """One row per arm and outcome: how the arm differs from the baseline under the same luck."""
    rows = [(place, arm, key) for place, arm in enumerate(comparison.arms, start=1) for key in arm.outcomes]
    columns: Columns = {
        "arm": [place for place, _, _ in rows],
        "title": [arm.results.scenario.title for _, arm, _ in rows],
        "outcome": [key for _, _, key in rows],
    }
    for name in DIFFERENCE:
        columns[name] = [getattr(arm.outcomes[key], name) for _, arm, key in rows]
    return columns


TABLES = {
    "worlds": worlds_columns,
    "weekly": weekly_columns,
    "levers": levers_columns,
    "outcomes": outcomes_columns,
}


def results_frame(results: Results, table: str) -> pd.DataFrame:
    """One of the tables of a run as a data frame. Raises RunError for a table that does not exist or was not kept."""
    if table not in TABLES:
        raise RunError(f"there is no table '{table}'. Write {_listed(TABLES)}.{near_matches(table, TABLES)}")
    frame = _frame(TABLES[table](results))
    frame.attrs = about(results)
    if table == "worlds":
        frame.attrs |= {"labels": _told(results, "label"), "units": _told(results, "unit")}
    return frame


def comparison_frame(comparison: Comparison) -> pd.DataFrame:
    """One row per arm and outcome, with label, unit, the baseline's mean and the arm's."""
    frame = _frame(differences_columns(comparison))
    before = [comparison.baseline.outcomes[key] for key in frame["outcome"]]
    after = [arm.results.outcomes[key].mean for arm in comparison.arms for key in arm.outcomes]
    place = frame.columns.get_loc("difference")
    columns = {
        "label": [outcome.label for outcome in before],
        "unit": [outcome.unit for outcome in before],
        "baseline": [outcome.mean for outcome in before],
        "mean": after,
    }
    for step, (name, values) in enumerate(columns.items()):
        frame.insert(place + step, name, values)
    frame.attrs = {**about(comparison.baseline), "arm_hashes": [arm.results.scenario.digest for arm in comparison.arms]}
    return frame


def _frame(columns: Columns) -> pd.DataFrame:
    """A data frame of these columns; days become dates that pandas can reckon with."""
    import pandas as pd

    frame = pd.DataFrame(columns)
    if "date" in frame:
        frame["date"] = pd.to_datetime(frame["date"])
    return frame


def about(results: Results) -> dict[str, Any]:
    """What was run, in words and numbers that files of all kinds can hold beside the data."""
    made_by = {key: value for key, value in results.provenance.items() if isinstance(value, (str, int, float))}
    return {
        **made_by,
        "title": results.scenario.title,
        "question": results.scenario.question,
        "scenario_hash": results.scenario.digest,
        "seed": results.seed,
        "worlds": results.worlds,
        "weeks": results.weeks,
        "streamed": int(results.streamed),
    }


def inputs_told(results: Results) -> dict[str, Quantity]:
    """What the sampled inputs of a run are: label, unit and range, by key."""
    known = inputs_of(results.scenario, catalogue())
    return {key: known[key] for key in results.inputs}


def _told(results: Results, name: str) -> dict[str, str]:
    return {key: getattr(record, name) for key, record in {**inputs_told(results), **results.outcomes}.items()}


def _listed(words: Iterable[str]) -> str:
    *first, last = (f"'{word}'" for word in words)
    return f"{', '.join(first)} or {last}"
