"""A box as a scenario: what is uncertain, narrowed to the box, so that running it shows what happens there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil, floor, log10

from sim.kernel.catalogue import catalogue
from sim.scenario.sample import inputs_of
from sim.scenario.scenario import Scenario
from sim.scenario.uncertain import Uncertain
from sim.study.discovery.box import Box

UNIFORM = "uniform"
FIGURES = 1
HAIR = 1e-6  # numbers of a sweep that are round already stay what they are


@dataclass(frozen=True)
class Narrowed:
    """The scenario of a box. `even` are the inputs that a design gave and that it draws evenly between the limits;
    `moved` those whose likeliest value lay outside the box and now lies at its edge."""

    scenario: Scenario
    even: tuple[str, ...]
    moved: tuple[str, ...]


def narrowed(
    scenario: Scenario, box: Box, spans: Mapping[str, tuple[float, float]], *, title: str, question: str, outcome: str
) -> Narrowed:
    """The scenario with `uncertain` narrowed to the box. `spans` are the ends of every input that varied in the batch.

    A normal or triangular uncertainty keeps its law between narrower ends. What a design or a sweep gave becomes
    uncertain, evenly between its ends, inside the box where the box limits it.
    """
    uncertain = dict(scenario.uncertain)
    even = tuple(key for key in spans if key not in uncertain)
    known = inputs_of(scenario, catalogue())
    for key in even:
        low, high = _outwards(*spans[key])
        uncertain[key] = Uncertain(UNIFORM, max(low, known[key].low), min(high, known[key].high))
    found = {key: _narrow(spread, box.limits(key)) for key, spread in uncertain.items()}
    moved = tuple(key for key, spread in found.items() if _peak(spread) != _peak(uncertain[key]))
    watch = (outcome, *(key for key in scenario.watch if key != outcome))
    made = replace(scenario, title=title, question=question, uncertain=found, sweep={}, expect=(), watch=watch)
    return Narrowed(made, even, moved)


def _outwards(low: float, high: float) -> tuple[float, float]:
    """The round numbers around a range that points were drawn from: its own ends are only the outermost points."""
    if low == high:
        return low, high
    places = FIGURES - floor(log10(high - low))
    return floor(low * 10.0**places + HAIR) / 10.0**places, ceil(high * 10.0**places - HAIR) / 10.0**places


def _narrow(spread: Uncertain, limits: tuple[float | None, float | None]) -> Uncertain:
    low = spread.low if limits[0] is None else max(spread.low, limits[0])
    high = spread.high if limits[1] is None else min(spread.high, limits[1])
    if spread.mean is not None:
        return replace(spread, low=low, high=high, mean=min(max(spread.mean, low), high))
    if spread.mode is not None:
        return replace(spread, low=low, high=high, mode=min(max(spread.mode, low), high))
    return replace(spread, low=low, high=high)


def _peak(spread: Uncertain) -> float | None:
    return spread.mean if spread.mean is not None else spread.mode
