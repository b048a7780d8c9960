"""Only the columns of a batch's worlds that are needed, for a batch may hold more worlds than memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.dataset as dataset

if TYPE_CHECKING:
    from pandas import DataFrame


def world_columns(folder: Path, columns: Sequence[str], cases: Sequence[int]) -> DataFrame:
    """Some columns of the worlds of some cases, a row a world."""
    worlds = dataset.dataset(folder / "worlds", partitioning="hive")
    return worlds.to_table(columns=list(columns), filter=dataset.field("case").isin(list(cases))).to_pandas()
