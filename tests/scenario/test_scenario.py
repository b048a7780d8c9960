"""A scenario is a value: it never changes, travels between processes, and is known by its digest."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from sim.kernel.catalogue import Catalogue
from sim.scenario.load import load_text
from sim.scenario.scenario import Luck, Scenario, ShockEvent
from sim.scenario.uncertain import Uncertain
from tests.scenario.texts import FULL


@pytest.fixture
def full(small: Catalogue) -> Scenario:
    return load_text(FULL, "file.yaml", small)


def test_it_is_frozen(full: Scenario) -> None:
    with pytest.raises(FrozenInstanceError):
        full.weeks = 3  # type: ignore[misc]
    for mapping in (full.values, full.uncertain, full.policies, full.sweep, full.policies["tokyo"].force[0].doses):
        with pytest.raises(TypeError):
            mapping["x"] = 1  # type: ignore[index]


def test_it_travels(full: Scenario) -> None:
    assert pickle.loads(pickle.dumps(full)) == full
    assert copy.deepcopy(full) == full
    assert hash(full) == hash(pickle.loads(pickle.dumps(full)))


def test_what_changes_nothing_is_not_in_the_digest(full: Scenario) -> None:
    other = replace(full, title="x", question="y", sources=(), worlds=3, seed=4, sweep={}, watch=(), expect=())
    assert other.digest == full.digest
    assert len(full.digest) == 64


@pytest.mark.parametrize(
    "change",
    [
        {"start": date(2019, 7, 2)},
        {"weeks": 105},
        {"agents_from": None},
        {"values": {}},
        {"uncertain": {}},
        {"uncertain": {"seoul.resolve": Uncertain("uniform", 0.4, 0.8)}},
        {"decision_mode": "independent"},
        {"level": 3},
        {"policies": {}},
        {"custom_levers": ()},
        {"shocks": ()},
        {"luck": ()},
        {"luck": (Luck(date(2019, 9, 2), 38), Luck(date(2019, 12, 2), 0))},
        {"shocks": (ShockEvent("dprk_missile", date(2019, 10, 2), 0.7),)},
    ],
)
def test_what_changes_a_path_is_in_the_digest(change: dict[str, object], full: Scenario) -> None:
    assert replace(full, **change).digest != full.digest  # type: ignore[arg-type]


def test_order_and_whole_numbers_do_not_matter(full: Scenario) -> None:
    other = replace(full, shocks=tuple(reversed(full.shocks)), values={**full.values, "decision.precision": 1})
    assert other.digest == full.digest


def test_a_value_under_an_uncertain_key_does_not_matter(full: Scenario) -> None:
    assert replace(full, values={**full.values, "seoul.resolve": 0.1}).digest == full.digest


def test_every_capital_has_a_policy() -> None:
    assert set(Scenario(title="x", start=date(2019, 7, 1), weeks=1).policies) == {"seoul", "tokyo", "washington"}
