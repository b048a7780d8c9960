"""Trilateral: Seoul, Tokyo and Washington in the Korea-Japan dispute, in many worlds at once."""

from __future__ import annotations

import os

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


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that the command line starts fast."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
