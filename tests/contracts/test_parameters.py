"""What every parameter must hold: it is told in words, its range holds its default, and it moves something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import pytest

from sim import load_scenario, with_changes
from sim.engine.chunk import CHUNK, Chunk, Task, run_chunk
from sim.kernel.catalogue import catalogue
from sim.kernel.quantity import Evidence, Parameter, Role
from sim.kernel.state import Array
from sim.kernel.worlds import Worlds
from sim.scenario.scenario import Scenario
from tests.contracts.records import is_sentence
from tests.laboratory import inputs_by_world

PARAMETERS = dict(catalogue().parameters)
every_parameter = pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=PARAMETERS.keys())
EACH = 32
AT_ONCE = CHUNK // EACH


@every_parameter
def test_it_is_told_in_words(parameter: Parameter) -> None:
    assert parameter.label
    assert parameter.unit
    assert is_sentence(parameter.help)
    assert parameter.source
    assert isinstance(parameter.grade, Evidence)
    assert isinstance(parameter.role, Role)


@every_parameter
def test_its_range_holds_its_default(parameter: Parameter) -> None:
    assert parameter.low < parameter.high
    assert parameter.low <= parameter.default <= parameter.high
    assert parameter.complaint(parameter.default) is None
    for outside in (parameter.low - 1.0, parameter.high + 1.0, float("nan")):
        assert parameter.complaint(outside) is not None


def crisis(**changes: object) -> Scenario:
    return with_changes(load_scenario("baseline"), changes)


def week_of_baseline(week: int) -> date:
    return load_scenario("baseline").clock.first_day(week)


def courts_without_appeals() -> Scenario:
    """Fast courts, both cases far on; Seoul leans on the last appeal and in the end pays alone."""
    at = week_of_baseline
    return crisis(
        **{
            "courts.appeals": 0.5,
            "courts.pace": 2.0,
            "shocks": [
                {"court_stage": {"at": at(2), "case": "mhi", "size": 3}},
                {"court_stage": {"at": at(3), "case": "pnr", "size": 5}},
            ],
            "levers.seoul.policy": "script",
            "levers.seoul.force.court_restraint": {"at": at(5)},
            "levers.seoul.force.third_party_payment": {"at": at(20)},
        }
    )


def shortage() -> Scenario:
    """Controls that come, go and come again, with accidents between them, troops that leave, and elections."""
    at = week_of_baseline
    return crisis(
        **{
            "shocks": [
                {"court_stage": {"at": at(1), "case": "pnr", "size": 1}},
                *({"supply_accident": {"at": at(week), "size": 1.0}} for week in (6, 70)),
                {"troop_cut": {"at": at(10), "size": 0.5}},
                {"public_statement": {"at": at(12), "capital": "tokyo", "size": 1.0}},
                {"election": {"at": at(30), "capital": "seoul", "size": 1.0}},
                {"election": {"at": at(40), "capital": "tokyo", "size": 1.0}},
            ],
            "levers.tokyo.policy": "script",
            "levers.tokyo.force.export_controls": [
                {"at": at(4), "until": at(60)},
                {"at": at(75), "until": at(100)},
            ],
        }
    )


def proving_grounds() -> Mapping[str, Scenario]:
    """Runs in which between them every parameter has something to do, in the order in which they are tried."""
    return {
        "the baseline": crisis(weeks=60),
        "courts without appeals": courts_without_appeals(),
        "a shortage": shortage(),
        "liquidation and retaliation": with_changes(load_scenario("liquidation_and_retaliation"), {"weeks": 150}),
        "the record": load_scenario("history_2018_2023"),
        "a lapse": load_scenario("pact_lapses_2019"),
    }


def swept(scenario: Scenario, keys: list[str]) -> set[str]:
    """Those parameters whose low and high ends lead to different worlds under the same luck."""

    def at(end: str) -> Chunk:
        def spread(values: dict[str, Array], first: int, worlds: int) -> None:
            for place, key in enumerate(keys):
                values[key] = np.full(worlds, values[key].reshape(-1)[0])
                values[key][place * EACH : (place + 1) * EACH] = getattr(PARAMETERS[key], end)

        with inputs_by_world(spread):
            return run_chunk(Task(scenario, scenario.seed, Worlds.consecutive(len(keys) * EACH)))

    low, high = at("low").record.values, at("high").record.values
    differs = (low != high).any(axis=(0, 1))
    return {key for place, key in enumerate(keys) if differs[place * EACH : (place + 1) * EACH].any()}


def portions(keys: list[str]) -> Iterator[list[str]]:
    for first in range(0, len(keys), AT_ONCE):
        yield keys[first : first + AT_ONCE]


@pytest.mark.slow
def test_every_parameter_moves_something() -> None:
    """Some worlds hold one parameter at its low end, the same worlds then at its high end: something must differ."""
    idle = list(PARAMETERS)
    for scenario in proving_grounds().values():
        moved = set().union(*(swept(scenario, portion) for portion in portions(idle)), set())
        idle = [key for key in idle if key not in moved]
        if not idle:
            break
    assert idle == []


def test_a_parameter_may_differ_by_world_without_changing_a_world_that_keeps_the_default() -> None:
    """Values given per world, where they are the defaults, lead to the same worlds as values given once."""

    def per_world(values: dict[str, Array], first: int, worlds: int) -> None:
        for key, value in values.items():
            values[key] = np.full(worlds, value.reshape(-1)[0])

    scenario = crisis(weeks=60)
    task = Task(scenario, scenario.seed, Worlds.consecutive(128))
    once = run_chunk(task).record.values
    with inputs_by_world(per_world):
        spread = run_chunk(task).record.values
    paths = (once == spread).all(axis=(0, 1))
    assert np.abs(once - spread)[:, :, paths].max(initial=0.0) == 0.0
    assert paths.mean() > 0.9
