"""Batches: many cases of many scenario files, played by whoever is there, and kept as they come."""

from __future__ import annotations

from sim.study.batch.estimate import Estimate, estimate
from sim.study.batch.family import family_of, name_of, plan_of
from sim.study.batch.plan import Family, Plan
from sim.study.batch.read import Batch, read_batch
from sim.study.batch.run import Finished, Unread, run_batch

__all__ = [
    "Batch",
    "Estimate",
    "Family",
    "Finished",
    "Plan",
    "Unread",
    "estimate",
    "family_of",
    "name_of",
    "plan_of",
    "read_batch",
    "run_batch",
]
