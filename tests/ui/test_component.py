"""The browser part: complete, self-contained, and with no way for a stranger's text to become markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sim.ui.component import HERE, SCRIPTS, markup, script, styles


def test_every_script_is_taken() -> None:
    assert {path.stem for path in HERE.glob("*.js")} == set(SCRIPTS)


def test_text_never_becomes_markup() -> None:
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert way not in script()


def test_nothing_is_fetched_from_elsewhere() -> None:
    addresses = re.findall(r"(?:https?:)?//[a-z][\w.-]+\.[a-z]{2,}", script() + styles() + markup())
    assert set(addresses) <= {"http://www.w3.org"}
    assert "@import" not in styles()


def test_every_part_that_the_script_looks_for_is_in_the_markup() -> None:
    wanted = set(re.findall(r'part\("\.([\w-]+)"\)', script()))
    there = {name for names in re.findall(r'class="([^"]+)"', markup()) for name in names.split()}
    assert wanted <= there


def test_every_colour_that_is_used_is_defined() -> None:
    named = set(re.findall(r"var\(--([a-z-]+)\)", styles() + script()))
    defined = set(re.findall(r"--([a-z0-9-]+):", styles())) | {"own"}
    assert {name for name in named if not name.startswith("st-")} <= defined


def test_the_script_is_one_module_with_one_way_in() -> None:
    assert script().count("export default") == 1
    assert "\n" in script()


def test_the_script_is_well_formed(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node here to read the script")
    file = tmp_path / "page.mjs"
    file.write_text(script(), encoding="utf-8")
    subprocess.run([node, "--check", str(file)], check=True)
