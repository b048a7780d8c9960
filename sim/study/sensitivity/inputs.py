"""Which inputs are varied, and over which range: that of the catalogue, or the scenario's own where it has one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.kernel.catalogue import catalogue
from sim.kernel.errors import RunError, near_matches
from sim.kernel.quantity import Parameter, Quantity, Role
from sim.kernel.state import Array
from sim.scenario.sample import inputs_of
from sim.scenario.scenario import Scenario
from sim.scenario.uncertain import Uncertain

ALL, DISPOSITIONS, UNCERTAIN = "all", "dispositions", "uncertain"
LEAST_INPUTS = 2
WIDEST_SHARE = 0.025  # the ends of a range that thins out: 95 % of the worlds lie between them


@dataclass(frozen=True)
class Input:
    """An input that is varied. `spread` says how likely its values are; `evidence` how its declared range is known;
    `origin` whose range it is: `catalogue`, `scenario` or `dose`."""

    key: str
    label: str
    unit: str
    spread: Uncertain
    evidence: str
    origin: str

    def values(self, shares: Array) -> Array:
        """The values that shares of the range in [0, 1] stand for, by inverse distribution; same shape."""
        return self.spread.sample(shares)

    def ends(self) -> tuple[float, float]:
        """The low and the high end: of an even range its limits, of any other what holds 95 % of the worlds."""
        low, high = self.spread.sample(np.array(outermost(self.spread)))
        return float(low), float(high)


def outermost(spread: Uncertain) -> tuple[float, float]:
    """The shares at which a range is taken to end. Laws that thin out end where few worlds are left, for their limits
    may lie many standard deviations away."""
    return (0.0, 1.0) if spread.dist == "uniform" else (WIDEST_SHARE, 1.0 - WIDEST_SHARE)


def inputs_asked(scenario: Scenario, asked: Sequence[str], method: str) -> tuple[Input, ...]:
    """The inputs that are meant by keys, places (`courts`) and groups (`uncertain`, `dispositions`, `all`).

    Where nothing is asked: what the scenario calls uncertain; else every parameter for screening, and how the actors
    are inclined for indices. Inputs whose range is a single value are left out.
    Raises RunError for words that mean nothing, and where fewer than two inputs are left.
    """
    known = inputs_of(scenario, catalogue())
    words = asked or [_usual(scenario, method)]
    keys = dict.fromkeys(key for word in words for key in _meant(scenario, known, word))
    found = [_input(scenario, key, known[key]) for key in keys]
    varied = tuple(item for item in found if item.spread.low < item.spread.high)
    if len(varied) < LEAST_INPUTS:
        raise RunError(
            f"{len(varied) or 'no'} input to vary: sensitivity compares {LEAST_INPUTS} or more. "
            "Name more with --inputs, such as --inputs dispositions."
        )
    return varied


def _usual(scenario: Scenario, method: str) -> str:
    if scenario.uncertain:
        return UNCERTAIN
    return ALL if method == "morris" else DISPOSITIONS


def _meant(scenario: Scenario, known: Mapping[str, Quantity], word: str) -> Iterable[str]:
    if word == ALL:
        return known
    if word == DISPOSITIONS:
        return [key for key, item in known.items() if isinstance(item, Parameter) and item.role is Role.DISPOSITION]
    if word == UNCERTAIN:
        if not scenario.uncertain:
            raise RunError(
                f"'{scenario.title}' calls nothing uncertain. Write an `uncertain:` block in the file, "
                f"or --inputs {DISPOSITIONS} or {ALL}."
            )
        return scenario.uncertain
    if word in known:
        return [word]
    at_place = [key for key in known if key.startswith(f"{word}.")]
    if not at_place:
        near = near_matches(word, [*known, *catalogue().places, UNCERTAIN, DISPOSITIONS, ALL])
        raise RunError(
            f"there is no input '{word}' in '{scenario.title}'.{near} Write a parameter (seoul.resolve), the dose of a "
            f"forced lever (tokyo.export_controls.dose), a place (courts), {UNCERTAIN}, {DISPOSITIONS} or {ALL}."
        )
    return at_place


def _input(scenario: Scenario, key: str, quantity: Quantity) -> Input:
    own = scenario.uncertain.get(key)
    spread = own or Uncertain("uniform", quantity.low, quantity.high)
    origin = "scenario" if own else "catalogue" if isinstance(quantity, Parameter) else "dose"
    return Input(key, quantity.label, quantity.unit, spread, str(quantity.grade), origin)
