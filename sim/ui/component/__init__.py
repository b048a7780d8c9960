"""The page's browser part: sliders, fans, pact, strips and cards as one component, read from the files beside this."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
SCRIPTS = ("dom", "axes", "fan", "pact", "strips", "words", "turning", "slider", "levers", "page")


def markup() -> str:
    return (HERE / "fan.html").read_text(encoding="utf-8")


def palette() -> str:
    """The colours that all pages share, in light and dark."""
    return (HERE / "palette.css").read_text(encoding="utf-8")


def styles() -> str:
    return palette() + (HERE / "fan.css").read_text(encoding="utf-8")


def script() -> str:
    """All scripts as one module, in the order in which they lean on one another."""
    return "\n".join((HERE / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
