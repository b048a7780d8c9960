"""The pages of the app, one file each, found by walking this folder; each declares a Page called PAGE."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the app: `place` orders the menu, `path` is its address, `render` draws it."""

    place: int
    title: str
    path: str
    render: Callable[[], None]


def pages() -> list[Page]:
    """Every page in the order of the menu."""
    modules = [importlib.import_module(found.name) for found in pkgutil.iter_modules(__path__, f"{__name__}.")]
    return sorted((module.PAGE for module in modules if hasattr(module, "PAGE")), key=lambda page: page.place)
