"""The pages in docs/ agree with the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim import load_scenario
from sim.report import model_page
from sim.scenario.schema import json_schema

DOCS = Path(__file__).parent.parent / "docs"
SCENARIOS_PAGE = (DOCS / "scenarios.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", SCENARIOS_PAGE, re.MULTILINE | re.DOTALL)


def test_the_tables_of_the_model_page_are_up_to_date() -> None:
    page = model_page.PAGE.read_text(encoding="utf-8")
    assert {found["name"] for found in model_page.MARKED.finditer(page)} == set(model_page.SECTIONS)
    assert model_page.refreshed(page) == page, "write them anew with: python -m sim.report.model_page"


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_of_scenarios_are_in_order(example: str, tmp_path: Path) -> None:
    file = tmp_path / "example.yaml"
    file.write_text(example, encoding="utf-8")
    load_scenario(file)


def test_every_key_of_a_scenario_is_explained() -> None:
    explained = set(re.findall(r"`([a-z_]+)`", "".join(re.findall(r"^### .*$", SCENARIOS_PAGE, re.MULTILINE))))
    assert explained == set(json_schema()["properties"])


def test_links_between_pages_lead_somewhere() -> None:
    for page in DOCS.glob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            assert target.startswith("http") or (DOCS / target).exists(), f"{page.name}: {target}"
