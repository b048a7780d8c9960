"""The History page's browser part: complete, self-contained, and with no way for text to become markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sim.ui.component.history import HERE, SCRIPTS, markup, script, styles


def test_every_script_is_taken() -> None:
    assert {path.stem for path in HERE.glob("*.js")} == set(SCRIPTS)


def test_text_never_becomes_markup_and_nothing_is_fetched() -> None:
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
        assert way not in script()
    addresses = re.findall(r"(?:https?:)?//[a-z][\w.-]+\.[a-z]{2,}", script() + styles() + markup())
    assert set(addresses) <= {"http://www.w3.org"}


def test_every_part_and_colour_that_is_used_is_there() -> None:
    own = "".join((HERE / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    wanted = set(re.findall(r'\.part\("\.([\w-]+)"\)', own))
    assert wanted <= {name for names in re.findall(r'class="([^"]+)"', markup()) for name in names.split()}
    named = {name for name in re.findall(r"var\(--([a-z-]+)\)", styles() + script()) if not name.startswith("st-")}
    assert named <= set(re.findall(r"--([a-z0-9-]+):", styles())) | {"own", "share"}


def test_the_script_is_one_well_formed_module(tmp_path: Path) -> None:
    assert script().count("export default") == 1
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node here to read the script")
    file = tmp_path / "history.mjs"
    file.write_text(script(), encoding="utf-8")
    subprocess.run([node, "--check", str(file)], check=True)
