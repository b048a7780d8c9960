"""Trilateral: Seoul, Tokyo and Washington in the Korea-Japan dispute, in many worlds at once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sim.kernel.shown import shown_by

if TYPE_CHECKING:
    from sim.engine.model import CrisisModel as CrisisModel
    from sim.engine.run import compare as compare
    from sim.engine.run import run as run
    from sim.kernel.catalogue import catalogue as catalogue
    from sim.kernel.errors import ScenarioError as ScenarioError
    from sim.kernel.errors import SimError as SimError
    from sim.results import Comparison as Comparison
    from sim.results import Results as Results
    from sim.scenario.change import with_changes as with_changes
    from sim.scenario.load import load_scenario as load_scenario
    from sim.scenario.scenario import Scenario as Scenario
    from sim.scenario.write import to_yaml as to_yaml

for _library in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_library, "1")  # before NumPy: a second BLAS thread only steals the other worker's core

__version__ = "0.1.0"

_HOMES = {
    "CrisisModel": "sim.engine.model",
    "Comparison": "sim.results",
    "Results": "sim.results",
    "Scenario": "sim.scenario.scenario",
    "ScenarioError": "sim.kernel.errors",
    "SimError": "sim.kernel.errors",
    "catalogue": "sim.kernel.catalogue",
    "compare": "sim.engine.run",
    "load_scenario": "sim.scenario.load",
    "run": "sim.engine.run",
    "to_yaml": "sim.scenario.write",
    "with_changes": "sim.scenario.change",
}
__all__ = sorted(_HOMES)

shown_by({name: ("sim.report.notebook", f"{name.lower()}_page") for name in ("Comparison", "Results", "Scenario")})


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that the command line starts fast."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
