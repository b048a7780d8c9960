"""Whose luck world 0 has from which day on."""

from __future__ import annotations

from sim.scenario.days import comes_later, in_horizon
from sim.scenario.layer import Layer
from sim.scenario.places import Path
from sim.scenario.scenario import Luck


def luck_of(layer: Layer) -> tuple[Luck, ...]:
    """The changes of luck, own or extended; the file's own list replaces the extended one."""
    if "luck" not in layer.own:
        inherited = layer.base.luck if layer.base else ()
        return tuple(change for change in inherited if layer.clock is None or layer.clock.holds(change.at))
    found = [Luck(written["from"], written["world"]) for written in layer.own["luck"]]
    for index, change in enumerate(found):
        path: Path = ("luck", index, "from")
        if in_horizon(layer, path, change.at) and index:
            comes_later(layer, path, found[index - 1].at, change.at)
    return tuple(found)
