"""How values show themselves in a notebook: lower floors do not know the words of reports, so the top says who does."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

_writers: dict[str, tuple[str, str]] = {}


def shown_by(writers: Mapping[str, tuple[str, str]]) -> None:
    """Say which function (module and name) writes the HTML of a type; it is imported when a notebook first asks."""
    _writers.update(writers)


class Shown:
    """Something that notebooks show as a small page instead of as text."""

    def _repr_html_(self) -> str | None:
        writer = _writers.get(type(self).__name__)
        if writer is None:
            return None
        module, name = writer
        found: str = getattr(import_module(module), name)(self)
        return found
