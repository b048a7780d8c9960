"""A run as an xarray Dataset: every number under its name, with its date, world, label and unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.kernel.errors import RunError
from sim.kernel.state import Array
from sim.results.tables import about, inputs_told, not_kept

if TYPE_CHECKING:
    import xarray as xr

    from sim.results import Results

SERIES = "weekly."


def results_dataset(results: Results) -> xr.Dataset:
    """Series (week, world), outcomes (world,) and inputs (world,), with coordinates and attributes.

    Raises RunError where xarray is missing, and where the run was streamed.
    """
    try:
        import xarray as xr
    except ImportError as error:
        raise RunError(
            "to_xarray needs the package xarray, which is not installed. "
            "Install it with: pip install 'trilateral[study]'. to_dataframe() works without it."
        ) from error
    if results.streamed:
        raise RunError(not_kept(results, 'to_dataframe("weekly") with the quantiles of every week'))
    weeks, worlds = np.arange(results.weeks), np.arange(results.worlds)
    dates = np.array(results.clock.dates(), dtype="datetime64[ns]")
    coordinates = {
        "week": ("week", weeks, {"long_name": "Week", "units": "weeks from the start"}),
        "date": ("week", dates, {"long_name": "First day of the week"}),
        "world": ("world", worlds, {"long_name": "World"}),
    }
    return xr.Dataset(_series(results) | _inputs(results) | _outcomes(results), coordinates, about(results))


def _series(results: Results) -> dict[str, Any]:
    """Series by week and world; a run that was read back from its folder has none."""
    return {
        f"{SERIES}{key}": (("week", "world"), _sealed(series.values), _attributes("series", series))
        for key, series in results.series.items()
        if series.values is not None
    }


def _inputs(results: Results) -> dict[str, Any]:
    return {
        key: ("world", np.broadcast_to(results.inputs[key], results.worlds), _attributes("input", quantity))
        for key, quantity in inputs_told(results).items()
    }


def _outcomes(results: Results) -> dict[str, Any]:
    return {
        key: ("world", _sealed(outcome.values), _attributes("outcome", outcome))
        for key, outcome in results.outcomes.items()
    }


def _sealed(values: Array | None) -> Array:
    """The same numbers, not copied and not to be written over: results do not change."""
    view = np.asarray(values).view()
    view.flags.writeable = False
    return view


def _attributes(kind: str, record: Any) -> dict[str, str]:
    return {"long_name": record.label, "units": record.unit, "kind": kind}
