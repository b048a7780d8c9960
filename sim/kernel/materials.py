"""The three controlled chemicals, which licences, stocks and suppliers are counted by."""

from __future__ import annotations

from dataclasses import replace

from sim.kernel.bounds import constant
from sim.kernel.quantity import Parameter
from sim.kernel.state import Array

NAMES = {"hydrogen_fluoride": "hydrogen fluoride", "photoresist": "photoresists", "polyimide": "fluorinated polyimide"}
MATERIALS = tuple(NAMES)
COUNT = constant(len(MATERIALS))


def per_material(place: str, record: Parameter, *defaults: float) -> tuple[Parameter, ...]:
    """The same parameter of a place declared for each material, with a default of its own."""
    return tuple(
        replace(
            record,
            key=f"{place}.{material}_{record.key}",
            label=f"{record.label}, {NAMES[material]}",
            default=default,
        )
        for material, default in zip(MATERIALS, defaults, strict=True)
    )


def mean_over_materials(values: Array) -> Array:
    """The mean over the three materials, shape (world,), of (material, world)."""
    first, second, third = values
    found: Array = (first + second + third) / COUNT
    return found


def keys_of(place: str, name: str) -> tuple[str, ...]:
    """The keys of such a parameter, in the order of the materials."""
    return tuple(f"{place}.{material}_{name}" for material in MATERIALS)
