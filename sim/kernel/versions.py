"""The versions of what computed the numbers."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version


def versions() -> dict[str, str]:
    """The versions of what computed the numbers."""
    return {"python": platform.python_version()} | {name: _version(name) for name in ("trilateral", "numpy", "mesa")}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
