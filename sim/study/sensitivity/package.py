"""SALib, which makes designs and plain indices; it comes with an extra."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sim.kernel.errors import RunError


def salib(part: str) -> Any:
    """A part of SALib, such as `sample.morris`. Raises RunError where it is not installed."""
    try:
        return import_module(f"SALib.{part}")
    except ImportError as error:
        raise RunError(
            "sensitivity needs the package SALib, which is not installed. "
            "Write: pip install 'trilateral[study]', and run the command again."
        ) from error
