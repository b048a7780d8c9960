"""The browser part of a class game: what its pages share, and one script for each page, read from the files here."""

from __future__ import annotations

from pathlib import Path

from sim.ui import component

HERE = Path(__file__).parent
BLOCKS = ("dom", "axes")
SHARED = ("keep", "live", "clock", "talk", "charts")


def markup(page: str) -> str:
    """The empty frame of a page; its script fills it."""
    return f'<div class="game {page}"></div>\n'


def styles(*sheets: str) -> str:
    """The sheet that all pages of a game share, and sheets of a page's own."""
    return "\n".join([component.palette(), *(_read(f"{name}.css") for name in ("game", *sheets))])


def script(*own: str) -> str:
    """The scripts of a page as one module: what all share, then its own in the order in which they lean on another."""
    blocks = ((component.HERE / f"{name}.js").read_text(encoding="utf-8") for name in BLOCKS)
    return "\n".join([*blocks, *(_read(f"{name}.js") for name in (*SHARED, *own))])


def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
