"""Reads the hand-worked cases: every YAML file of a folder, with the place of each case for its name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent
TOLERANCE = 1e-6


def cases_in(folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and content of each case: `seoul:4 seoul.gsomia_notice`."""
    for file in sorted((FOLDER / folder).glob("*.yaml")):
        content = YAML().load(file.read_text(encoding="utf-8"))
        for number, case in enumerate(content):
            line = content.lc.data[number][0] + 1
            title = case.get("lever") or case.get("phase") or case.get("title") or case.get("capital")
            yield f"{file.stem}:{line} {title}", case


def named(folder: str) -> dict[str, dict[str, Any]]:
    """All cases of a folder by name."""
    found = dict(cases_in(folder))
    if not found:
        raise ValueError(f"no cases in {folder}")
    return found
