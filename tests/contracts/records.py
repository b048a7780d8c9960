"""What the contracts need to know of a record: where it is declared, and states in which it can act."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from datetime import date
from types import ModuleType
from zlib import crc32

import numpy as np

from sim.kernel.catalogue import catalogue
from sim.kernel.records import Lever, Shock
from sim.kernel.state import Array, Field
from sim.kernel.week import Week
from tests.laboratory import all_fields, bench

WORLDS = 256
UNBOUNDED = 60.0
NOTICE_SEASON = date(2019, 7, 29)
COUNTS = {
    "pact_state", "court_stage", "court_highest", "court_substage", "settled", "settlement_kind", "type_high",
    "pact_may", "treaty_steps", "wto_case", "cost_talks_broken", "move", "relapse", "accusation", "new_leader",
}
POSITIVE = {"kept_promises", "broken_promises", "coercion_success", "coercion_failure"}


def module_of(folder: str, path: str) -> ModuleType:
    """The module of a record from its key: `seoul.quiet_channel` in `levers` is sim.levers.seoul.quiet_channel."""
    return importlib.import_module(f"sim.{folder}.{path}")


def is_sentence(text: str) -> bool:
    """A full sentence: more than one word, from a capital letter or a figure to a full stop."""
    return len(text.split()) >= 2 and text[0] == text[0].upper() and text.rstrip().endswith((".", "?"))


def _values(field: Field, count: int, worlds: int, luck: np.random.Generator) -> Array:
    """Values of one field somewhere in its bounds: a third at each end, the others between; counts are whole."""
    high = min(field.high, UNBOUNDED)
    low = max(field.low, -UNBOUNDED)
    values = luck.uniform(low, high, (count, worlds))
    edge = luck.random((count, worlds))
    values = np.where(edge < 1 / 3, low, np.where(edge > 2 / 3, high, values))
    if field.key in COUNTS:
        values = np.round(luck.uniform(low, high, (count, worlds)))
    if field.key in POSITIVE:
        values = luck.uniform(1.0, 20.0, (count, worlds))
    return values


def fill(arena: Mapping[str, Array], seed: int) -> None:
    """Put every declared field somewhere within its bounds, differently in every world."""
    luck = np.random.default_rng(seed)
    for field in all_fields():
        rows = arena[field.key]
        values = _values(field, max(1, len(field.rows)), rows.shape[-1], luck)
        rows[...] = values if rows.ndim == 2 else values[0]


def anywhere(key: str, worlds: int = WORLDS) -> Week:
    """A week of the notice season in 2019 in which every world stands somewhere else, always the same for a key."""
    week = bench(day=NOTICE_SEASON, worlds=worlds, dtype=np.float32)
    fill({field.key: getattr(week.state, field.key) for field in all_fields()}, crc32(key.encode()))
    return week


def columns(week: Week, chosen: Array) -> Week:
    """The same week in some of its worlds only, in the order given."""
    part = bench(day=week.first_day, worlds=len(chosen), dtype=np.float32)
    part.state.arena[...] = week.state.arena[:, chosen]
    return part


def per_world(value: Array | float, worlds: int) -> Array:
    """An answer of a lever as one number per world."""
    return np.array(np.broadcast_to(np.asarray(value, dtype=np.float32), (worlds,)))


def fields_of_rows(week: Week, changed: Array) -> set[str]:
    """The fields to which the changed rows of the arena belong."""
    return {key.split(".", 1)[0] for key, moved in zip(week.state.row_keys, changed, strict=True) if moved}


LEVERS: dict[str, Lever] = dict(catalogue().levers)
PULLED = {key: lever for key, lever in LEVERS.items() if not lever.is_hold}
SHOCKS: dict[str, Shock] = dict(catalogue().shocks)
