"""What every state field must hold: words, a unit, and bounds that are never left."""

from __future__ import annotations

from zlib import crc32

import numpy as np
import pytest

from sim import load_scenario
from sim.engine.model import CrisisModel
from sim.kernel.catalogue import catalogue
from sim.kernel.state import Array, Field
from tests.contracts.records import is_sentence
from tests.laboratory import inputs_by_world

FIELDS = dict(catalogue().fields)
every_field = pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS.keys())
STEPPED = ("baseline", "history_2018_2023", "pact_lapses_2019", "cost_sharing_pressure")
WORLDS = 128


@every_field
def test_it_is_told_in_words(field: Field) -> None:
    assert field.key.isidentifier()
    assert field.label
    assert field.unit
    assert is_sentence(field.help)
    assert len(set(field.rows)) == len(field.rows)


@every_field
def test_it_starts_within_its_bounds(field: Field) -> None:
    initial = np.atleast_1d(np.asarray(field.initial))
    assert field.low < field.high
    assert (field.low <= initial).all()
    assert (initial <= field.high).all()


def left_bounds(model: CrisisModel) -> list[str]:
    """Rows that left their bounds or stopped being numbers in some week of a whole run, with that week."""
    found: list[str] = []
    for week in range(model.clock.weeks):
        model.step()
        broken = model.state.out_of_bounds()
        broken += [
            key for key, row in zip(model.state.row_keys, model.state.arena, strict=True) if not np.isfinite(row).all()
        ]
        found += [f"{key} in week {week}" for key in broken]
    return found


@pytest.mark.parametrize("name", STEPPED)
def test_bounds_hold_every_week(name: str) -> None:
    model = CrisisModel(load_scenario(name), WORLDS)
    assert left_bounds(model)[:20] == []
    assert model.state.arena.dtype == np.float32


def corners(values: dict[str, Array], first: int, worlds: int) -> None:
    """Every parameter at one end of its range or the other, differently in every world."""
    for key, parameter in catalogue().parameters.items():
        luck = np.random.default_rng((crc32(key.encode()), first))
        ends = np.where(luck.random(worlds) < 0.5, parameter.low, parameter.high)
        inside = luck.uniform(parameter.low, parameter.high, worlds)
        values[key] = np.where(luck.random(worlds) < 0.5, ends, inside)


@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize("name", ["baseline", "liquidation_and_retaliation", "hands_off_washington"])
def test_bounds_hold_where_every_parameter_is_at_its_end(name: str, end: str) -> None:
    """Each of these values may be written in a file, so all of them together may be."""

    def extreme(values: dict[str, Array], first: int, worlds: int) -> None:
        values.update({key: np.array([getattr(record, end)]) for key, record in catalogue().parameters.items()})

    with inputs_by_world(extreme):
        assert left_bounds(CrisisModel(load_scenario(name), WORLDS))[:20] == []


@pytest.mark.parametrize("name", ["baseline", "history_2018_2023"])
def test_bounds_hold_in_every_corner_of_the_parameters(name: str) -> None:
    with inputs_by_world(corners):
        model = CrisisModel(load_scenario(name), WORLDS)
        assert left_bounds(model)[:20] == []
