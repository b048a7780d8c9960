"""The pages of the app, one file each, found by walking this folder; each declares a Page called PAGE."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

# Pages that fill a projector or a phone, or are worked at under pressure, need the room of the menu.
HIDDEN_HEADER = """<style>
[data-testid="stHeader"] { display: none; }
[data-testid="stMainBlockContainer"] { padding-top: 0.6rem; padding-bottom: 0; }
</style>"""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the app: `place` orders the menu, `path` is its address, `render` draws it; pages that are not `listed`
    are reached by their address only."""

    place: int
    title: str
    path: str
    render: Callable[[], None]
    listed: bool = True


def pages() -> list[Page]:
    """Every page in the order of the menu."""
    modules = [importlib.import_module(found.name) for found in pkgutil.iter_modules(__path__, f"{__name__}.")]
    return sorted((module.PAGE for module in modules if hasattr(module, "PAGE")), key=lambda page: page.place)
