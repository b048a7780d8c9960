"""The browser part of a desk: complete, self-contained, and with no way for a stranger's text to become markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sim.ui.component import game
from sim.ui.pages.desk import SCRIPTS

DESK = game.script(*SCRIPTS)


def test_text_never_becomes_markup() -> None:
    for path in game.HERE.glob("*.js"):
        for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
            assert way not in path.read_text(encoding="utf-8"), path.name


def test_nothing_is_fetched_from_elsewhere() -> None:
    addresses = re.findall(r"(?:https?:)?//[a-z][\w.-]+\.[a-z]{2,}", DESK + game.styles("desk"))
    assert set(addresses) <= {"http://www.w3.org"}
    assert "@import" not in game.styles("desk")


def test_every_colour_that_is_used_is_defined() -> None:
    named = set(re.findall(r"var\(--([a-z-]+)[,)]", game.styles("desk") + DESK))
    defined = set(re.findall(r"--([a-z0-9-]+):", game.styles("desk"))) | {"above", "talk-above"}
    assert {name for name in named if not name.startswith("st-")} <= defined


def test_only_the_desk_itself_is_exported() -> None:
    assert DESK.count("export default") == 1


def test_what_pages_share_stands_without_them() -> None:
    assert "export default" not in game.script()


@pytest.mark.parametrize("own", [(), SCRIPTS])
def test_the_scripts_are_well_formed(own: tuple[str, ...], tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node here to read the script")
    file = tmp_path / "page.mjs"
    file.write_text(game.script(*own), encoding="utf-8")
    subprocess.run([node, "--check", str(file)], check=True)
