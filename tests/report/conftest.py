"""Folders of small runs, comparisons and batches, made once for all tests that read them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim import compare, load_scenario, run
from sim.report.files import write_comparison, write_results
from sim.scenario.change import with_changes
from sim.scenario.scenario import Scenario
from sim.study.batch import Family, Plan, Unread, run_batch

WEEKS, WORLDS = 20, 12
EVIL = "<script>alert('title')</script> & \"more\""


@pytest.fixture(scope="session")
def small() -> Scenario:
    """The baseline, short, with two uncertain inputs and a title that no page should run."""
    scenario = with_changes(load_scenario("baseline"), {"weeks": str(WEEKS), "worlds": str(WORLDS)})
    return replace(
        scenario,
        title=EVIL,
        question="Is it <b>safe</b>?",
        uncertain=load_uncertain(),
        watch=("p_notice", "trilateral_cohesion", "hostility"),
    )


def load_uncertain() -> dict[str, object]:
    from sim.scenario.uncertain import Uncertain

    return {"seoul.resolve": Uncertain("uniform", 0.2, 0.9)}


@pytest.fixture(scope="session")
def run_folder(small: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    write_results(run(small), folder, "trilateral run small.yaml", 1.0)
    return folder


@pytest.fixture(scope="session")
def comparison_folder(small: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("comparison")
    other = replace(small, values={"washington.engagement": 0.9})
    write_comparison(compare(small, other), folder, "trilateral compare a b", 1.0)
    return folder


@pytest.fixture(scope="session")
def batch_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[Family], list[Unread]], Path]:
    def make(families: list[Family], unread: list[Unread]) -> Path:
        folder = tmp_path_factory.mktemp("batch")
        run_batch(Plan(tuple(families), ("cohesion",)), folder, command="trilateral batch x", unread=unread)
        return folder

    return make


@pytest.fixture(scope="session")
def batch_folder(small: Scenario, batch_of: Callable[[list[Family], list[Unread]], Path]) -> Path:
    """A scenario at nine points of two inputs, the same scenario alone, and a file that is none."""
    points = {
        "washington.engagement": np.repeat([0.1, 0.5, 0.9], 2),
        "tokyo.resolve": np.tile([0.2, 0.9], 3),
    }
    families = [
        Family("alone", "alone.yaml", small, {}, (1,), WORLDS),
        Family("swept", "swept.yaml", replace(small, title="Swept"), points, (1,), WORLDS),
    ]
    return batch_of(families, [Unread("broken", "<img src=x>.yaml", "load", "=cmd|' /C calc'!A0")])
