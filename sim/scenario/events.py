"""Shocks: what happens on a day and no capital chose."""

from __future__ import annotations

from datetime import date
from typing import Any

from sim.scenario.days import ends_after, in_horizon
from sim.scenario.layer import Layer
from sim.scenario.scenario import ShockEvent


def shocks_of(layer: Layer) -> tuple[ShockEvent, ...]:
    """The file's own shocks after those it extends; the same shock on the same day is taken from the file.

    A change to a scenario that names shocks replaces them all.
    """
    own = [
        event for index, written in enumerate(layer.own.get("shocks", ())) for event in _event(layer, index, written)
    ]
    replaced = {_address(event) for event in own}
    inherited = layer.base.shocks if layer.base and not (layer.change and "shocks" in layer.own) else ()
    kept = [event for event in inherited if _stays(layer, event) and _address(event) not in replaced]
    return (*kept, *own)


def _address(event: ShockEvent) -> tuple[str, date, str | None]:
    return event.shock, event.at, event.option


def _stays(layer: Layer, event: ShockEvent) -> bool:
    free = layer.own.get("agents_from")
    return (layer.clock is None or layer.clock.holds(event.at)) and (free is None or event.at < free)


def _event(layer: Layer, index: int, written: dict[str, dict[str, Any]]) -> list[ShockEvent]:
    if len(written) != 1:
        layer.complain(
            ("shocks", index),
            f"an entry of shocks names one thing that happens, not {len(written)}. "
            "Write each on a line of its own: - {dprk_missile: {at: 2019-10-02}}.",
        )
        return []
    ((key, words),) = written.items()
    shock, path = layer.known.shocks[key], ("shocks", index, key)
    in_horizon(layer, (*path, "at"), words["at"])
    if "until" in words:
        ends_after(layer, (*path, "until"), words["at"], words["until"])
    option = words[shock.option] if shock.option is not None else None
    return [ShockEvent(key, words["at"], words.get("size", shock.size.default), words.get("until"), option)]
