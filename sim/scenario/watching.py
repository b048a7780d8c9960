"""Outcomes that a scenario watches, and ranges in which it expects them."""

from __future__ import annotations

from sim.scenario.layer import Layer
from sim.scenario.scenario import Expectation


def watch_of(layer: Layer) -> tuple[str, ...]:
    """The watched outcomes, own or extended, each once."""
    inherited = layer.base.watch if layer.base else ()
    return tuple(dict.fromkeys(layer.own.get("watch", inherited)))


def expect_of(layer: Layer) -> tuple[Expectation, ...]:
    """What the file expects. Expectations belong to their file and are not extended."""
    if "expect" not in layer.own:
        return layer.base.expect if layer.base and layer.change else ()
    found = []
    for index, written in enumerate(layer.own["expect"]):
        low, high = written["between"]
        outcome = layer.known.outcomes[written["outcome"]]
        if high < outcome.low or low > outcome.high:
            layer.complain(
                ("expect", index, "between"),
                f"{outcome.key} can never lie between {low:g} and {high:g}: it runs from {outcome.low:g} to "
                f"{outcome.high:g} ({outcome.unit}). Write a range in that unit.",
            )
        found.append(Expectation(outcome.key, low, high))
    return tuple(found)
