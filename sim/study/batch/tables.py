"""The tables of a batch as Parquet bytes: worlds, weekly bands, counts of large cases, and full series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet

from sim.kernel.state import Array
from sim.summary import Sketch

FAN = ("p5", "p25", "p50", "p75", "p95")
COMPRESSION = "zstd"


def packed(columns: Mapping[str, Any]) -> bytes:
    """A table as the bytes of a Parquet file; the same columns give the same bytes."""
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.table(dict(columns)), sink, compression=COMPRESSION)
    return bytes(sink.getvalue().to_pybytes())


def words(values: Sequence[str], times: int = 1) -> pa.DictionaryArray:
    """A column of words, each standing `times` times in a row, kept as numbers with a list of words."""
    places = np.repeat(np.arange(len(values), dtype=np.int32), times)
    return pa.DictionaryArray.from_arrays(pa.array(places), pa.array(list(values)))


def bands_table(cases: Sequence[int], series: Sequence[str], fans: Array, means: Array) -> dict[str, Any]:
    """One row a case, series and week. `fans` is (case, series, week, 5), `means` (case, series, week)."""
    count, rows, weeks = means.shape
    names = np.tile(np.repeat(np.arange(rows, dtype=np.int32), weeks), count)
    columns: dict[str, Any] = {
        "case": np.repeat(np.asarray(cases, dtype=np.int32), rows * weeks),
        "series": pa.DictionaryArray.from_arrays(pa.array(names), pa.array(list(series))),
        "week": np.tile(np.arange(weeks, dtype=np.int16), count * rows),
    }
    for place, name in enumerate(FAN):
        columns[name] = fans[..., place].ravel().astype(np.float32)
    return columns | {"mean": means.ravel().astype(np.float32)}


def counts_table(sketch: Sketch) -> dict[str, Any]:
    """A sketch of weekly series with its bins, one row a series and week."""
    rows = len(sketch.low)
    flat = pa.array(sketch.counts.ravel().astype(np.int32))
    return {
        "low": sketch.low,
        "width": sketch.width,
        "total": sketch.total,
        "squares": sketch.squares,
        "worlds": np.full(rows, sketch.worlds, dtype=np.int64),
        "counts": pa.FixedSizeListArray.from_arrays(flat, sketch.bins),
    }


def sketch_of(table: pa.Table, shape: tuple[int, ...]) -> Sketch:
    """The sketch that a table of counts holds; `shape` is (series, week)."""
    counts = table["counts"].combine_chunks()
    bins = counts.type.list_size
    found = {name: np.array(table[name].to_numpy()) for name in ("low", "width", "total", "squares", "worlds")}
    return Sketch(
        shape,
        found["low"],
        found["width"],
        np.asarray(counts.values.to_numpy(), dtype=np.int64).reshape(-1, bins),
        found["total"],
        found["squares"],
        int(found["worlds"][0]),
    )
