"""The parameters of each world of a run: a default, a value from the file, or a draw from what is uncertain."""

from __future__ import annotations

import numpy as np

from sim.kernel.catalogue import Catalogue
from sim.kernel.draws import Draws, Law, Stream
from sim.kernel.state import Array
from sim.scenario.scenario import Scenario


def input_stream(key: str) -> Stream:
    """The luck of one uncertain input: its own stream, so that another uncertain input never shifts it."""
    return Stream(f"inputs.{key}", rows=1, law=Law.UNIFORM, help=f"Which value {key} takes in each world.")


def sampled_values(scenario: Scenario, catalogue: Catalogue, draws: Draws) -> dict[str, Array]:
    """Every parameter of the catalogue, shape (1,) where all worlds share it and (world,) where it is uncertain.

    The doses of forced levers that the scenario calls uncertain (`tokyo.export_controls.dose`) come along, by
    their own keys, shape (world,).
    """
    values: dict[str, Array] = {
        key: np.array([scenario.values.get(key, parameter.default)]) for key, parameter in catalogue.parameters.items()
    }
    for key, spread in scenario.uncertain.items():
        values[key] = spread.sample(draws.week(input_stream(key), 0)[0])
    return values
