"""The History page's browser part: fans with real readings over them, the record's events, and the branch day."""

from __future__ import annotations

from pathlib import Path

from sim.ui import component

HERE = Path(__file__).parent
SHARED = ("dom", "axes", "fan", "pact", "words", "turning")
SCRIPTS = ("tip", "panel", "pact_panel", "timeline", "branch_day", "choosing", "tables", "history")


def markup() -> str:
    return _read("history.html")


def styles() -> str:
    """The colours and the charts of the Explore page, and what only this page has."""
    return component.palette() + (component.HERE / "fan.css").read_text(encoding="utf-8") + _read("history.css")


def script() -> str:
    """All scripts as one module, in the order in which they lean on one another."""
    shared = ((component.HERE / f"{name}.js").read_text(encoding="utf-8") for name in SHARED)
    return "\n".join([*shared, *(_read(f"{name}.js") for name in SCRIPTS)])


def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
