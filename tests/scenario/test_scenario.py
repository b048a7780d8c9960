"""A scenario is a value: it never changes, travels between processes, and is known by its digest."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from sim.kernel.catalogue import Catalogue
from sim.scenario.load import load_text
from sim.scenario.scenario import Luck, Policy, Scenario, ShockEvent, Turn, canonical
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
        {"policies": {"seoul": Policy("script", then=(Turn(date(2019, 10, 7), "agent"),))}},
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


@pytest.mark.parametrize(
    ("agents_from", "weeks"),
    [
        (None, [0, 1, 5, 6]),
        (date(2019, 7, 10), [1, 5, 6]),  # a Wednesday of week 1
        (date(2019, 8, 12), [6]),  # week 6, the second of the second turn
    ],
)
def test_a_capital_decides_by_turns_once_agents_may(agents_from: date | None, weeks: list[int]) -> None:
    """Script from week 2 on (a Sunday counts for its week, 15 to 21 July), agent again from week 5 on (5 August)."""
    turns = (Turn(date(2019, 8, 5), "agent"), Turn(date(2019, 7, 21), "script"))
    policies = {"seoul": Policy(then=turns), "tokyo": Policy("script")}
    scenario = Scenario(title="x", start=date(2019, 7, 1), weeks=7, agents_from=agents_from, policies=policies)
    assert [week for week in range(7) if scenario.decides("seoul", week)] == weeks
    assert not any(scenario.decides("tokyo", week) for week in range(7))
    assert [capital for capital, policy in scenario.policies.items() if policy.ever_agent] == ["seoul", "washington"]


def test_turns_and_luck_leave_the_digests_of_others_alone() -> None:
    """What existing files are known by must not change because files can say more."""
    words = canonical(Scenario(title="x", start=date(2019, 7, 1), weeks=1))
    assert "luck" not in words
    assert words["policies"]["seoul"] == {"policy": "agent", "force": [], "ban": []}  # type: ignore[index]


def test_every_capital_has_a_policy() -> None:
    assert set(Scenario(title="x", start=date(2019, 7, 1), weeks=1).policies) == {"seoul", "tokyo", "washington"}
