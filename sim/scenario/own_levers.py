"""Levers that a file declares itself, in data: a teacher adds a lever without code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.kernel.quantity import Evidence
from sim.kernel.records import CAPITALS, Lever, Tempo
from sim.scenario.layer import Layer
from sim.scenario.numbers import COOLDOWN, POLITICAL_COST
from sim.scenario.places import shown

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
OWN_SOURCE = "declared in the scenario file"


def custom_levers_of(layer: Layer) -> tuple[Lever, ...]:
    """The levers of the file's own and those that it extends; a name written again replaces the older one."""
    found = {lever.key: lever for lever in (layer.base.custom_levers if layer.base else ())}
    for capital in CAPITALS:
        for name, written in layer.own.get("levers", {}).get(capital, {}).get("define", {}).items():
            if _may_be_called(layer, capital, name):
                found[f"{capital}.{name}"] = _lever(capital, name, written)
    return tuple(_numbered(layer, found))


def _may_be_called(layer: Layer, capital: str, name: str) -> bool:
    path = ("levers", capital, "define", name)
    if NAME.fullmatch(name) is None:
        layer.complain(
            path,
            f"{shown(name)} cannot be the name of a lever. Write small letters, digits and _, beginning with a "
            "letter, as in hot_line; the name for people goes into label.",
            at_key=True,
        )
        return False
    if f"{capital}.{name}" in layer.known.levers:
        layer.complain(
            path,
            f"{capital} has a lever called {shown(name)} already. Choose another name for yours, such as own_{name}.",
            at_key=True,
        )
        return False
    return True


def _lever(capital: str, name: str, written: Mapping[str, Any]) -> Lever:
    label = written.get("label") or name.replace("_", " ").capitalize()
    return Lever(
        key=f"{capital}.{name}",
        code="",
        label=label,
        sentence=written.get("sentence") or f"{label}.",
        tempo=Tempo(written.get("tempo", Tempo.ROUTINE)),
        features={channel: value for channel, value in written["features"].items() if value != 0.0},
        political_cost=written.get("political_cost", POLITICAL_COST.default),
        cooldown=written.get("cooldown", int(COOLDOWN.default)),
        clock="",
        source=written.get("source") or OWN_SOURCE,
        grade=Evidence.JUDGEMENT,
    )


def _numbered(layer: Layer, levers: Mapping[str, Lever]) -> list[Lever]:
    """Codes that follow on those of the catalogue, so that every lever has one: K12, K13 and so on."""
    numbered = []
    for capital in CAPITALS:
        codes = [lever.code for lever in layer.known.levers_of(capital)]
        letter = codes[0][0] if codes else capital[0].upper()
        following = max((int(code[1:]) for code in codes), default=-1) + 1
        own = [lever for lever in levers.values() if lever.owner == capital]
        numbered += [replace(lever, code=f"{letter}{following + index}") for index, lever in enumerate(own)]
    return numbered
