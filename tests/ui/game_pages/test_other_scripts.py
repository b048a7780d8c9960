"""The browser parts of the game's other pages: one way in each, whole, self-contained, every colour defined."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sim.ui.component import game
from sim.ui.pages import board, white

PAGES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "play": (("form", "play"), ("front",)),
    "open": (("form", "open"), ("front",)),
    "board": (board.SCRIPTS, ("public", "board")),
    "white": (white.SCRIPTS, ("public", "white")),
    "alone": (("alone",), ("alone",)),
}
every_page = pytest.mark.parametrize("page", PAGES)


@every_page
def test_a_page_has_one_way_in(page: str) -> None:
    scripts, _ = PAGES[page]
    assert game.script(*scripts).count("export default") == 1


@every_page
def test_nothing_is_fetched_from_elsewhere(page: str) -> None:
    scripts, sheets = PAGES[page]
    text = game.script(*scripts) + game.styles(*sheets)
    assert set(re.findall(r"(?:https?:)?//[a-z][\w.-]+\.[a-z]{2,}", text)) <= {"http://www.w3.org"}
    assert "@import" not in text


@every_page
def test_every_colour_that_is_used_is_defined(page: str) -> None:
    scripts, sheets = PAGES[page]
    styles = game.styles(*sheets)
    named = set(re.findall(r"var\(--([a-z-]+)[,)]", styles + game.script(*scripts)))
    assert {name for name in named if not name.startswith("st-")} <= set(re.findall(r"--([a-z0-9-]+):", styles))


@every_page
def test_a_script_is_well_formed(page: str, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node here to read the script")
    file = tmp_path / "page.mjs"
    file.write_text(game.script(*PAGES[page][0]), encoding="utf-8")
    subprocess.run([node, "--check", str(file)], check=True)
