"""One input at a time: the outcome with it at either end of its range and all else as the scenario has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.kernel.state import Array
from sim.results import mean_difference
from sim.study.sensitivity.inputs import Input
from sim.study.sensitivity.model import Model
from sim.study.sensitivity.records import Swing


def swung(
    model: Model, inputs: Sequence[Input], worlds: int
) -> tuple[dict[str, dict[str, Swing]], Mapping[str, Array]]:
    """The swings of these inputs, by outcome and input, and the outcomes of the scenario itself, (world,).

    Differences are paired world by world under the same luck.
    """
    itself = {key: values[0] for key, values in model({}, worlds).items()}
    found: dict[str, dict[str, Swing]] = {key: {} for key in itself}
    for item in inputs:
        low, high = item.ends()
        for key, values in model({item.key: np.array([low, high])}, worlds).items():
            found[key][item.key] = Swing(
                input=item.key,
                low=low,
                high=high,
                at_low=mean_difference(values[0] - itself[key]),
                at_high=mean_difference(values[1] - itself[key]),
                across=mean_difference(values[1] - values[0]),
            )
    return found, itself
