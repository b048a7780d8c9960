"""What every shock must hold: it is told in words, strikes where it says, and its size means what it says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.engine.events import Events
from sim.engine.model import CrisisModel
from sim.kernel.catalogue import catalogue
from sim.kernel.quantity import Evidence
from sim.kernel.records import CAPITALS, Shock
from sim.scenario.scenario import Policy, Scenario, ShockEvent
from tests.contracts.records import (
    NOTICE_SEASON,
    SHOCKS,
    WORLDS,
    anywhere,
    columns,
    fields_of_rows,
    is_sentence,
    module_of,
)
from tests.laboratory import bench, same_bits

FOLDER = Path(sim.__file__).parent / "shocks"
CASES = [(shock, option) for shock in SHOCKS.values() for option in (shock.choices or (None,))]
NAMES = [shock.key if option is None else f"{shock.key}-{option}" for shock, option in CASES]
every_shock = pytest.mark.parametrize("shock", SHOCKS.values(), ids=SHOCKS.keys())
every_kind = pytest.mark.parametrize(("shock", "option"), CASES, ids=NAMES)


def test_every_file_with_a_shock_is_found() -> None:
    names = {file.stem for file in FOLDER.glob("*.py")} - {"__init__"}
    assert {name for name in names if hasattr(module_of("shocks", name), "SHOCK")} == set(SHOCKS)


@every_shock
def test_its_key_is_its_file(shock: Shock) -> None:
    assert module_of("shocks", shock.key).SHOCK is shock


@every_shock
def test_it_is_told_in_words(shock: Shock) -> None:
    assert shock.label
    assert is_sentence(shock.sentence)
    assert shock.source
    assert isinstance(shock.grade, Evidence)
    assert is_sentence(shock.size.help)
    assert shock.size.unit
    assert shock.size.source
    assert all(date.fromisoformat(day).year > 2000 for day in shock.historic)


@every_shock
def test_its_size_can_be_nothing_and_is_something_by_default(shock: Shock) -> None:
    assert shock.size.low == 0.0
    assert 0.0 < shock.size.default <= shock.size.high


@every_shock
def test_what_it_names_is_declared(shock: Shock) -> None:
    assert shock.moves
    assert set(shock.moves) <= set(catalogue().fields)
    assert (shock.option is None) == (shock.choices == ())


@every_kind
def test_off_is_off(shock: Shock, option: str | None) -> None:
    week = anywhere(shock.key)
    before = week.state.arena.copy()
    shock.apply(week, 0.0, option)
    assert same_bits(week.state.arena, before)


@every_kind
def test_on_is_on_and_touches_only_what_it_declares(shock: Shock, option: str | None) -> None:
    for week in (anywhere(shock.key), bench(worlds=WORLDS, dtype=np.float32)):
        before = week.state.arena.copy()
        shock.apply(week, shock.size.default, option)
        moved = fields_of_rows(week, (week.state.arena != before).any(axis=1))
        assert moved
        assert moved <= set(shock.moves)


@every_shock
def test_every_field_that_it_declares_is_moved_by_one_of_its_kinds(shock: Shock) -> None:
    moved: set[str] = set()
    for option in shock.choices or (None,):
        week = bench(worlds=2, dtype=np.float32, state={"hostility": 0.3, "hard_line": 0.4})
        before = week.state.arena.copy()
        shock.apply(week, shock.size.high, option)
        moved |= fields_of_rows(week, (week.state.arena != before).any(axis=1))
    assert moved == set(shock.moves)


@every_kind
@pytest.mark.parametrize("end", ["low", "default", "high"])
def test_state_stays_whole(shock: Shock, option: str | None, end: str) -> None:
    week = bench(worlds=WORLDS, dtype=np.float32, state={"hostility": 0.9, "hard_line": 0.9, "salience": 0.9})
    shape = week.state.arena.shape
    shock.apply(week, getattr(shock.size, end), option)
    assert week.state.arena.shape == shape
    assert np.isfinite(week.state.arena).all()
    assert week.state.out_of_bounds() == []


@every_kind
def test_worlds_do_not_leak(shock: Shock, option: str | None) -> None:
    """With sizes that differ by world, each world equals itself alone, and shuffling worlds only shuffles."""
    week = anywhere(shock.key, 16)
    luck = np.random.default_rng(5)
    sizes = luck.uniform(shock.size.low, shock.size.high, 16).astype(np.float32)
    if shock.key == "court_stage":
        sizes = np.round(sizes)
    order = luck.permutation(16)
    alone = [columns(week, np.array([world])) for world in range(16)]
    shuffled = columns(week, order)
    shock.apply(week, sizes, option)
    shock.apply(shuffled, sizes[order], option)
    assert same_bits(shuffled.state.arena, np.ascontiguousarray(week.state.arena[:, order]))
    for world, lone in enumerate(alone):
        shock.apply(lone, sizes[[world]], option)
        assert same_bits(lone.state.arena[:, 0].copy(), week.state.arena[:, world].copy())


@pytest.mark.parametrize(
    ("capital", "hard_line"), [("seoul", (0.3, 0.307)), ("tokyo", (0.307, 0.3)), ("washington", (0.3, 0.3))]
)
def test_a_statement_is_heard_on_both_sides_and_hardens_the_rival(
    capital: str, hard_line: tuple[float, float]
) -> None:
    """Half of all front pages: attention 0.4 + 0.5 x 0.2 x 0.6 = 0.46; hard line 0.3 + 0.5 x 0.02 x 0.7 = 0.307."""
    week = bench(state={"salience": 0.4, "hard_line": 0.3})
    SHOCKS["public_statement"].apply(week, 0.5, capital)
    np.testing.assert_allclose(week.state.salience[:, 0], 0.46)
    np.testing.assert_allclose(week.state.hard_line[:, 0], hard_line)


def one_week(*events: ShockEvent) -> CrisisModel:
    policies = {capital: Policy("hold") for capital in CAPITALS}
    model = CrisisModel(Scenario(title="one week", start=NOTICE_SEASON, weeks=1, policies=policies, shocks=events), 128)
    model.step()
    return model


@pytest.fixture(scope="module")
def quiet_week() -> CrisisModel:
    return one_week()


@every_kind
def test_in_a_scenario_it_shows_and_at_size_nothing_it_is_absent(
    shock: Shock, option: str | None, quiet_week: CrisisModel
) -> None:
    def changed(size: float) -> set[str]:
        model = one_week(ShockEvent(shock.key, NOTICE_SEASON, size, None, option))
        return fields_of_rows(model.week, (model.state.arena != quiet_week.state.arena).any(axis=1))

    assert changed(shock.size.high)
    assert changed(0.0) == set()


@every_kind
def test_it_strikes_once_or_as_long_as_it_lasts(shock: Shock, option: str | None) -> None:
    weeks = 6
    scenario = Scenario(title="six weeks", start=NOTICE_SEASON, weeks=weeks)
    event = ShockEvent(shock.key, scenario.clock.first_day(1), 0.5, scenario.clock.first_day(3), option)
    struck: list[int] = []
    stand_in = Shock(**{
        name: getattr(shock, name) for name in (
            "key", "label", "sentence", "size", "source", "moves", "option", "choices", "lasts",
        )
    }, apply=lambda week, size, option: struck.append(week.index))
    events = Events((event,), {shock.key: stand_in}, scenario.clock)
    week = bench(day=scenario.start)
    for week.index in range(weeks):
        events.strike(week)
    assert struck == ([1, 2, 3] if shock.lasts else [1])
