"""What every lever must hold, whoever adds it: it is told in words, does what it declares and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.decision.signals import FEATURES
from sim.engine.chunk import Chunk
from sim.engine.model import CrisisModel
from sim.kernel.catalogue import catalogue
from sim.kernel.quantity import Evidence
from sim.kernel.records import CAPITALS, ONCE, Lever, Tempo, channels_of
from sim.scenario.scenario import Forced, Policy, Scenario
from tests.contracts.records import (
    LEVERS,
    NOTICE_SEASON,
    PULLED,
    WORLDS,
    anywhere,
    columns,
    fields_of_rows,
    fill,
    is_sentence,
    module_of,
    per_world,
)
from tests.laboratory import all_fields, bench, same_bits

FOLDER = Path(sim.__file__).parent / "levers"
every_lever = pytest.mark.parametrize("lever", LEVERS.values(), ids=LEVERS.keys())
every_move = pytest.mark.parametrize("lever", PULLED.values(), ids=PULLED.keys())
STANDING = {key: lever for key, lever in LEVERS.items() if lever.lift is not None}
every_standing_measure = pytest.mark.parametrize("lever", STANDING.values(), ids=STANDING.keys())
SPLIT_ROUNDING = 0.051


def full(lever: Lever, worlds: int, dose: float = 1.0) -> np.ndarray:
    return np.full((len(lever.parts), worlds), dose, dtype=np.float32)


def test_every_file_is_a_lever() -> None:
    files = {f"{file.parent.name}.{file.stem}" for file in FOLDER.glob("*/*.py") if file.stem != "__init__"}
    assert files == set(LEVERS)


@every_lever
def test_its_key_is_its_file(lever: Lever) -> None:
    assert module_of("levers", lever.key).LEVER is lever


@every_lever
def test_it_is_told_in_words(lever: Lever) -> None:
    assert lever.label
    assert is_sentence(lever.sentence)
    assert is_sentence(lever.clock)
    assert lever.source
    assert isinstance(lever.grade, Evidence)
    assert bool(lever.needs) == lever.has_precondition
    assert not lever.needs or is_sentence(lever.needs)
    assert (module_of("levers", lever.key).__doc__ or "").strip().endswith(".")


@every_lever
def test_its_numbers_make_sense(lever: Lever) -> None:
    assert lever.owner in CAPITALS
    assert set(lever.features) <= set(channels_of(lever.owner))
    assert all(-1.0 <= value <= 1.0 for value in lever.features.values())
    assert isinstance(lever.tempo, Tempo)
    assert lever.political_cost >= 0.0
    assert 0 <= lever.cooldown <= ONCE
    assert len({part.key for part in lever.parts}) == len(lever.parts)


@every_lever
def test_its_parts_add_up_to_the_whole(lever: Lever) -> None:
    for channel in channels_of(lever.owner):
        parts = sum(part.features.get(channel, 0.0) for part in lever.parts)
        assert parts == pytest.approx(lever.features.get(channel, 0.0), abs=SPLIT_ROUNDING)


@every_lever
def test_each_part_has_a_dose_that_can_be_off(lever: Lever) -> None:
    for part in lever.parts:
        dose = lever.dose_of(part)
        assert (dose.low, dose.default, dose.high) == (0.0, 0.0, 1.0)


@every_lever
def test_what_it_names_is_declared(lever: Lever) -> None:
    fields = set(catalogue().fields)
    assert set(lever.reads) <= fields
    assert set(lever.moves) <= fields
    assert lever.window is None or lever.window in catalogue().windows
    assert lever.has_effect == bool(lever.moves)


@every_lever
def test_off_is_off(lever: Lever) -> None:
    week = anywhere(lever.key)
    before = week.state.arena.copy()
    lever.effect(week, full(lever, WORLDS, 0.0))
    assert same_bits(week.state.arena, before)


@every_move
def test_on_is_on(lever: Lever) -> None:
    """It shows: in what it does at once, or in the features by which others perceive it."""
    week = anywhere(lever.key)
    before = week.state.arena.copy()
    lever.effect(week, full(lever, WORLDS))
    moved = fields_of_rows(week, (week.state.arena != before).any(axis=1))
    assert moved or any(lever.features.values())
    assert not lever.has_effect or moved


@every_move
def test_it_touches_only_what_it_declares(lever: Lever) -> None:
    week = anywhere(lever.key)
    before = week.state.arena.copy()
    doses = np.random.default_rng(1).random((len(lever.parts), WORLDS)).astype(np.float32)
    lever.effect(week, doses)
    assert fields_of_rows(week, (week.state.arena != before).any(axis=1)) <= set(lever.moves)


@every_move
@pytest.mark.parametrize("dose", [0.0, 0.37, 1.0])
def test_state_stays_whole(lever: Lever, dose: float) -> None:
    """Shapes and types stay, everything is finite, and declared bounds hold."""
    week = anywhere(lever.key)
    shape, kind = week.state.arena.shape, week.state.arena.dtype
    lever.effect(week, full(lever, WORLDS, dose))
    assert (week.state.arena.shape, week.state.arena.dtype) == (shape, kind)
    assert np.isfinite(week.state.arena).all()
    assert week.state.out_of_bounds() == []


@every_lever
def test_it_says_yes_or_no_and_gives_a_finite_worth(lever: Lever) -> None:
    week = anywhere(lever.key)
    possible, appeal = per_world(lever.possible(week), WORLDS), per_world(lever.appeal(week), WORLDS)
    assert np.isin(possible, (0.0, 1.0)).all()
    assert np.isfinite(appeal).all()
    assert np.abs(appeal).max() < 30.0


@every_move
def test_asking_changes_nothing(lever: Lever) -> None:
    week = anywhere(lever.key)
    before = week.state.arena.copy()
    lever.possible(week)
    lever.appeal(week)
    assert same_bits(week.state.arena, before)


@every_move
def test_worlds_do_not_leak(lever: Lever) -> None:
    """With doses that differ by world, each world equals itself run alone."""
    week = anywhere(lever.key, 16)
    doses = np.random.default_rng(2).random((len(lever.parts), 16)).astype(np.float32)
    doses[:, ::3] = 0.0
    possible, appeal = per_world(lever.possible(week), 16), per_world(lever.appeal(week), 16)
    alone = [columns(week, np.array([world])) for world in range(16)]
    lever.effect(week, doses)
    for world, lone in enumerate(alone):
        assert per_world(lever.possible(lone), 1)[0] == possible[world]
        assert per_world(lever.appeal(lone), 1)[0] == appeal[world]
        lever.effect(lone, doses[:, [world]])
        assert same_bits(lone.state.arena[:, 0].copy(), week.state.arena[:, world].copy())


@every_move
def test_shuffled_worlds_give_shuffled_results(lever: Lever) -> None:
    week = anywhere(lever.key)
    order = np.random.default_rng(3).permutation(WORLDS)
    shuffled = columns(week, order)
    doses = np.random.default_rng(4).random((len(lever.parts), WORLDS)).astype(np.float32)
    assert same_bits(per_world(lever.possible(shuffled), WORLDS), per_world(lever.possible(week), WORLDS)[order])
    assert same_bits(per_world(lever.appeal(shuffled), WORLDS), per_world(lever.appeal(week), WORLDS)[order])
    lever.effect(week, doses)
    lever.effect(shuffled, doses[:, order])
    assert same_bits(shuffled.state.arena, np.ascontiguousarray(week.state.arena[:, order]))


@every_standing_measure
def test_what_it_began_can_be_ended(lever: Lever) -> None:
    week = bench(worlds=4, dtype=np.float32)
    before = week.state.arena.copy()
    assert lever.lift is not None
    lever.effect(week, full(lever, 4))
    begun = week.state.arena.copy()
    lever.lift(week, np.zeros(4, dtype=np.float32))
    assert same_bits(week.state.arena, begun)
    lever.lift(week, np.array([1, 1, 0, 0], dtype=np.float32))
    standing = [row for row in range(len(before)) if begun[row, 0] > before[row, 0]]
    assert standing
    assert (week.state.arena[standing, :2] == before[standing, :2]).all()
    assert same_bits(week.state.arena[:, 2:].copy(), begun[:, 2:].copy())


def forced_week(lever: Lever | None, dose: float = 1.0) -> CrisisModel:
    """One week of the notice season from states all over the place, with one lever forced or none."""
    force = ()
    if lever is not None:
        force = (Forced(lever.key, NOTICE_SEASON, {part.key: dose for part in lever.parts}),)
    policies = {
        capital: Policy("script", tuple(item for item in force if item.lever.startswith(f"{capital}.")))
        for capital in CAPITALS
    }
    scenario = Scenario(title="one week", start=NOTICE_SEASON, weeks=1, policies=policies)
    model = CrisisModel(scenario, WORLDS)
    known = {field.key: getattr(model.state, field.key) for field in all_fields()}
    fill(known, seed=20190729)
    for capital in CAPITALS:
        model.state.row(f"wait.{capital}.hold")[...] = 0.0  # holding needs no rest
    model.step()
    assert np.isfinite(model.state.arena).all()
    return model


@pytest.fixture(scope="module")
def quiet_week() -> CrisisModel:
    return forced_week(None)


@every_move
def test_forced_at_dose_nothing_it_is_absent(lever: Lever, quiet_week: CrisisModel) -> None:
    changed = (forced_week(lever, 0.0).state.arena != quiet_week.state.arena).any(axis=1)
    assert fields_of_rows(quiet_week.week, changed) == set()


@every_move
def test_forced_in_a_legal_week_it_moves_something(lever: Lever, quiet_week: CrisisModel) -> None:
    model = forced_week(lever)
    declared = {*lever.moves, *(signal.key for signal in FEATURES)}
    changed = fields_of_rows(model.week, (model.state.arena != quiet_week.state.arena).any(axis=1))
    assert model.state.row(f"moves.{lever.key}.{lever.parts[0].key}").any()
    assert changed & declared


@every_move
def test_agents_respect_its_clock(lever: Lever, chunk_of: Callable[[str, int], Chunk]) -> None:
    """Over a run in which agents decide, no world pulls it sooner than its cooldown allows or out of season."""
    record = chunk_of("baseline", 512).record
    row = catalogue().levers_of(lever.owner).index(lever)
    pulled = record[f"move.{lever.owner}"] == row
    weeks, worlds = np.nonzero(pulled)
    for world in np.unique(worlds):
        gaps = np.diff(np.sort(weeks[worlds == world]))
        assert (gaps >= lever.cooldown).all()
    if lever.window is not None:
        opens = catalogue().windows[lever.window].opens
        for week in np.unique(weeks):
            first = record.clock.first_day(int(week))
            assert any(opens(first + timedelta(days=day)) for day in range(7))
