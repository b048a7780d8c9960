"""Parameters that a file sets, and inputs that it calls uncertain or sweeps over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod
from typing import Any

from sim.data.fitted import fitted
from sim.kernel.errors import near_matches
from sim.kernel.quantity import Quantity
from sim.scenario.layer import Layer
from sim.scenario.numbers import MOST_SWEPT
from sim.scenario.places import shown
from sim.scenario.sections import paths
from sim.scenario.uncertain import Uncertain

KNOWN_DISTS = {"uniform": ("low", "high"), "normal": ("mean", "sd"), "triangular": ("mode",)}
ENDS = ("low", "high")
MEANINGLESS = {
    "uniform": ("mean", "sd", "mode"),
    "normal": ("mode",),
    "triangular": ("mean", "sd"),
}


def own_values(layer: Layer) -> dict[str, float]:
    """The parameters that the file itself sets, by key."""
    found: dict[str, float] = {}
    for path, parameter in paths(layer.known):
        around: Any = layer.own
        for step in path[:-1]:
            around = around.get(step, {})
        if path[-1] in around:
            found[parameter.key] = around[path[-1]]
    return found


def values_of(layer: Layer) -> dict[str, float]:
    """All parameters that differ from their defaults: the file's own before those of its fitted set, before those
    extended."""
    inherited = dict(layer.base.values) if layer.base else {}
    together = inherited | _fitted_values(layer) | own_values(layer)
    return {key: value for key, value in together.items() if value != layer.known.parameters[key].default}


def _fitted_values(layer: Layer) -> dict[str, float]:
    """The middle of the fitted set that the file names, for the parameters that there are."""
    if "fitted" not in layer.own:
        return {}
    found = fitted(layer.own["fitted"]).values
    return {key: value for key, value in found.items() if key in layer.known.parameters}


def uncertain_of(layer: Layer) -> dict[str, Uncertain]:
    """What is sampled in every world. A value set by the file puts an end to an uncertainty that it extends."""
    inherited = dict(layer.base.uncertain) if layer.base else {}
    settled = layer.fixed_doses.union(own_values(layer))
    found = {
        key: spread
        for key, spread in inherited.items()
        if key not in settled and (key in layer.known.parameters or _is_dose(layer, key))
    }
    for key, written in layer.own.get("uncertain", {}).items():
        if written is None:
            found.pop(key, None)
            continue
        quantity = input_quantity(layer, "uncertain", key)
        spread = _spread(layer, key, written, quantity) if quantity is not None else None
        if spread is not None:
            found[key] = spread
    return found


def input_quantity(layer: Layer, section: str, key: str) -> Quantity | None:
    """The parameter or the dose that a key of `uncertain` or `sweep` names; None, with a complaint, for neither."""
    parameter = layer.known.parameters.get(key)
    if parameter is not None:
        return parameter
    lever_key, _, part_key = key.rpartition(".")
    lever = layer.lever(lever_key)
    if lever is None:
        near = near_matches(key, [*layer.known.parameters, *_doses(layer)])
        layer.complain(
            (section, key),
            f"{shown(key)} is neither a parameter nor the dose of a lever.{near} "
            "Write place.name (seoul.resolve) or capital.lever.part (tokyo.export_controls.dose).",
            at_key=True,
        )
        return None
    part = next((part for part in lever.parts if part.key == part_key), None)
    if part is None:
        words = ", ".join(f"{lever_key}.{part.key}" for part in lever.parts)
        layer.complain((section, key), f"{lever_key} has no part {shown(part_key)}. Write {words}.", at_key=True)
        return None
    if not layer.forced(lever_key) and layer.clock is not None:
        layer.complain(
            (section, key),
            f"a dose can vary only where the lever is forced, and {lever_key} is not. "
            f"Write it under levers.{lever.owner}.force, or remove this line.",
            at_key=True,
        )
        return None
    return lever.dose_of(part)


def _doses(layer: Layer) -> Iterator[str]:
    for lever in (*layer.known.levers.values(), *layer.custom):
        yield from (f"{lever.key}.{part.key}" for part in lever.parts)


def _is_dose(layer: Layer, key: str) -> bool:
    lever_key = key.rpartition(".")[0]
    return bool(layer.forced(lever_key))


def _spread(layer: Layer, key: str, written: Mapping[str, Any], quantity: Quantity) -> Uncertain | None:
    """The distribution, if it is complete and lies within the range of what it is about."""
    path = ("uncertain", key)
    dist = written.get("dist", "normal" if "mean" in written else "triangular" if "mode" in written else "uniform")
    missing = [name for name in KNOWN_DISTS[dist] if name not in written]
    if missing:
        if not any((*path, name) in layer.left_out for name in missing):
            words = ", ".join(missing)
            layer.complain(path, f"a {dist} distribution needs {words}. Write {_example(dist, quantity)}.")
        return None
    idle = [name for name in MEANINGLESS[dist] if name in written]
    if idle:
        layer.complain((*path, idle[0]), f"a {dist} distribution has no {idle[0]}. Write {_example(dist, quantity)}.")
        return None
    low, high = written.get("low", quantity.low), written.get("high", quantity.high)
    if not _in_range(layer, key, written, quantity, low, high):
        return None
    own = {name: written[name] for name in KNOWN_DISTS[dist] if name not in ENDS}
    return Uncertain(dist, low, high, **own)


def _example(dist: str, quantity: Quantity) -> str:
    low, high, middle = quantity.low, quantity.high, quantity.default
    if dist == "uniform":
        return f"[{low:g}, {high:g}]"
    if dist == "normal":
        return f"{{dist: normal, mean: {middle:g}, sd: {(high - low) / 10:g}}}"
    return f"{{dist: triangular, low: {low:g}, mode: {middle:g}, high: {high:g}}}"


def _in_range(layer: Layer, key: str, written: Mapping[str, Any], quantity: Quantity, low: float, high: float) -> bool:
    path = ("uncertain", key)
    count = len(layer.complaints.problems)
    for name, value in (("low", low), ("high", high)):
        if name in written and not quantity.low <= value <= quantity.high:
            layer.complain(
                (*path, name),
                f"{name} is {value:g}, outside the range of {quantity.label.lower()}, {quantity.low:g} to "
                f"{quantity.high:g} ({quantity.unit}). Write a range inside it.",
            )
    if low > high:
        layer.complain(path, f"low ({low:g}) is above high ({high:g}). Write the lower number first.")
        return False
    for name in ("mean", "mode"):
        if name in written and not low <= written[name] <= high:
            layer.complain(
                (*path, name),
                f"{name} is {written[name]:g}, outside {low:g} to {high:g}. Write a {name} between the two.",
            )
    if "sd" in written and written["sd"] <= 0.0:
        layer.complain((*path, "sd"), f"sd is {written['sd']:g}, but a spread is a number above 0.")
    return len(layer.complaints.problems) == count


def sweep_of(layer: Layer) -> dict[str, tuple[float, ...]]:
    """The values to be tried in turn. A sweep belongs to its file and is not extended."""
    found = dict(layer.base.sweep) if layer.base and layer.change else {}
    for key, values in layer.own.get("sweep", {}).items():
        quantity = input_quantity(layer, "sweep", key)
        if quantity is None:
            continue
        if not values and not any(path[:2] == ("sweep", key) for path in layer.left_out):
            layer.complain(("sweep", key), "the list of values to try is empty. Write at least one number.")
        for index, value in enumerate(values):
            complaint = quantity.complaint(value)
            if complaint is not None:
                layer.complain(("sweep", key, index), complaint)
            elif value in values[:index]:
                layer.complain(("sweep", key, index), f"{value:g} stands twice in this list. Remove one of the two.")
        found[key] = tuple(values)
    runs = prod(len(values) for values in found.values())
    if runs > MOST_SWEPT:
        layer.complain(
            ("sweep",), f"trying each with each makes {runs:,} runs; {MOST_SWEPT:,} is the most. Try fewer values."
        )
    return found
