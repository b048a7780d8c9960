"""Arrows point down: which part of the package may know which other, read from the syntax trees."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "sim"
DOMAIN = ("actors", "institutions", "relations", "opinion", "decision", "levers", "shocks", "outcomes")
FLOORS = {
    "kernel": 0,
    **dict.fromkeys(DOMAIN, 1),
    "data": 1,
    "scenario": 2,
    "summary": 2,
    "results": 3,
    "engine": 4,
    "study": 5,
    "game": 6,
    "report": 7,
    "ui": 8,
    "cli": 9,
    "__main__": 10,
    "__init__": 11,
}
VERSION = "sim.__version__"
FILES = sorted(PACKAGE.rglob("*.py"))


def part_of(file: Path) -> str:
    """The folder or file directly under the package: `levers`, `results`, `__init__`."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything imported; `from sim import x` gives `sim.x`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: write the whole name instead of a relative import"
            for alias in node.names:
                yield node.lineno, f"sim.{alias.name}" if node.module == "sim" else str(node.module)


def part_imported(name: str) -> str | None:
    """The part of the package that an import reaches, None outside it; the public names stand on the top floor."""
    words = name.split(".")
    if words[0] != "sim":
        return None
    part = words[1] if len(words) > 1 else "__init__"
    return part if part in FLOORS else "__init__"


def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def test_every_part_has_a_floor() -> None:
    assert {part_of(file) for file in FILES} <= set(FLOORS)


def test_imports_point_down() -> None:
    wrong = []
    for file in FILES:
        here = part_of(file)
        for line, name in imports_of(tree_of(file)):
            there = part_imported(name)
            public_names = there == "__init__" and (here in ("cli", "ui") or name == VERSION)
            if there is not None and there != here and FLOORS[there] >= FLOORS[here] and not public_names:
                wrong.append(f"{file.relative_to(ROOT)}:{line}: {here} imports {name}")
    assert not wrong, "\n".join(wrong)


def test_streamlit_stays_in_the_app() -> None:
    wrong = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in FILES
        for line, name in imports_of(tree_of(file))
        if name.split(".")[0] == "streamlit" and part_of(file) != "ui"
    ]
    assert not wrong, "\n".join(wrong)


def test_only_the_command_line_prints() -> None:
    wrong = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in FILES
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        if part_of(file) != "cli"
    ]
    assert not wrong, "return the words and let sim/cli print them: " + ", ".join(wrong)


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sim.cli, sys; sys.argv = ['trilateral', '--help']; heavy = {'streamlit', 'pandas', 'mesa', 'numpy', "
        "'pyarrow', 'scipy', 'dask', 'vl_convert'}\n"
        "try: sim.cli.main()\n"
        "except SystemExit: print(*sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert "compare" in done.stdout
    assert done.stderr.split() == []
