"""Where things stand in the folder of a batch."""

from __future__ import annotations

MANIFEST = "manifest.json"
JOURNAL = "journal.jsonl"
CASES = "cases.parquet"
OUTCOMES = "outcomes.parquet"
COUNTS = "counts"


def part_path(table: str, family: str, job: int) -> str:
    """The part of a table (`worlds`, `weekly`, `series`) that a job writes."""
    return f"{table}/scenario={family}/part-{job:05d}.parquet"


def bands_path(family: str, case: int) -> str:
    """The weekly bands of a large case, made when all its jobs are done."""
    return f"weekly/scenario={family}/case-{case:06d}.parquet"


def counts_folder(case: int) -> str:
    """What is counted of a large case until its bands are made."""
    return f"{COUNTS}/case={case:06d}"


def counts_path(case: int, first: int) -> str:
    """What is counted of a large case from one of its worlds on."""
    return f"{counts_folder(case)}/from-{first:09d}.parquet"


def scenario_path(family: str) -> str:
    """The scenario of a family, in full."""
    return f"scenarios/{family}.yaml"
