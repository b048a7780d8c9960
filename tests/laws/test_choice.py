"""Laws of the weekly choice: chances add up, nothing forbidden is done, and the limits of reason are what they are."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.decision.equilibrium import TOLERANCE, Answer, reason_in_steps, solve, sweep
from sim.kernel.draws import BLOCK
from sim.kernel.state import Array
from tests.laboratory import same_bits
from tests.laws.games import nothing_expected, players, random_game, tables

SEEDS = st.integers(0, 2**32 - 1)


def chances(answer: Answer, player: int, routine_only: bool) -> Array:
    """The chance of each lever once a door is open, (L, T, W)."""
    table = tables()[player]
    weights = answer.weights[rows_of(player)]
    if routine_only:
        weights = weights * table.routine.reshape(-1, 1, 1)
    return weights / answer.totals[player][1 if routine_only else 0]


def rows_of(player: int) -> slice:
    """Where the levers of a capital are in the list of all."""
    counts = [len(table.levers) for table in tables()]
    return slice(sum(counts[:player]), sum(counts[: player + 1]))


def softmax(values: Array) -> Array:
    """Logit choice written down as in a textbook."""
    shifted = np.exp(values - values.max(axis=0))
    return np.asarray(shifted / shifted.sum(axis=0))


@given(SEEDS, st.sampled_from([0.0, 1.0, 3.0]))
def test_chances_add_up_to_one(seed: int, sway: float) -> None:
    answer = solve(random_game(seed, 4, sway), nothing_expected(4))
    for player in range(3):
        for routine_only in (False, True):
            shares = chances(answer, player, routine_only)
            assert (shares >= 0.0).all()
            np.testing.assert_allclose(shares.sum(axis=0), 1.0, rtol=1e-12)


@given(SEEDS)
def test_who_minds_nobody_chooses_by_own_values_alone(seed: int) -> None:
    game = random_game(seed, 4, sway=0.0)
    answer = solve(game, nothing_expected(4))
    for number, player in enumerate(players(game)):
        np.testing.assert_allclose(chances(answer, number, False), softmax(player.base), rtol=1e-10)
    assert not answer.unconverged.any()


@given(SEEDS)
def test_what_is_expected_is_what_the_chances_say(seed: int) -> None:
    """The expected features of a move are sums over levers of chance times feature, door by door."""
    game = random_game(seed, 3, sway=0.0)
    answer = solve(game, nothing_expected(3))
    for number, (player, table) in enumerate(zip(players(game), tables(), strict=True)):
        features = table.listen[1:4]
        expected = sum(
            np.einsum("fl,lw->fw", features, chances(answer, number, routine)[:, kind] * door[kind])
            for kind in range(2)
            for routine, door in ((False, player.doors[0]), (True, player.doors[1]))
        )
        np.testing.assert_allclose(answer.expected[number], expected, rtol=1e-9, atol=1e-12)


def test_without_precision_every_lever_is_as_likely() -> None:
    game = random_game(1, 2, sway=0.0, sharpness=0.0)
    answer = solve(game, nothing_expected(2))
    for player, table in enumerate(tables()):
        np.testing.assert_allclose(chances(answer, player, False), 1.0 / len(table.levers), rtol=1e-12)


@given(SEEDS)
def test_with_great_precision_the_best_lever_is_taken(seed: int) -> None:
    luck = np.random.default_rng(seed)
    game = random_game(seed, 2, sway=0.0)
    for player in players(game):
        order = np.argsort(luck.random(player.base.shape), axis=0)
        player.base[...] = 20.0 * (order == 0)
    answer = solve(game, nothing_expected(2))
    for number, player in enumerate(players(game)):
        best = chances(answer, number, False).argmax(axis=0)
        assert (best == player.base.argmax(axis=0)).all()
        assert (chances(answer, number, False).max(axis=0) > 1.0 - 1e-6).all()


@given(SEEDS, st.floats(0.1, 1.5))
def test_an_equilibrium_answers_itself(seed: int, sway: float) -> None:
    """Where reasoning came to rest, reasoning once more changes nothing to speak of."""
    game = random_game(seed, BLOCK, sway)
    answer = solve(game, nothing_expected(BLOCK))
    _, _, again = sweep(game, answer.expected)
    calm = ~answer.unconverged
    assert calm.mean() > 0.9
    assert np.abs(again - answer.expected)[:, :, calm].max() < 4.0 * TOLERANCE


@given(SEEDS, st.floats(0.5, 4.0))
def test_no_world_minds_its_neighbours(seed: int, sway: float) -> None:
    """Any blocks of a game, solved alone, give the same answer to the last bit."""
    game = random_game(seed, 3 * BLOCK, sway, dtype=np.float32)
    whole = solve(game, nothing_expected(3 * BLOCK, np.float32))
    for block in range(3):
        columns = np.arange(block * BLOCK, (block + 1) * BLOCK)
        alone = solve(game.select(columns), nothing_expected(BLOCK, np.float32))
        assert same_bits(alone.expected, np.ascontiguousarray(whole.expected[:, :, columns]))
        assert (alone.unconverged == whole.unconverged[columns]).all()
        assert same_bits(alone.weights, np.ascontiguousarray(whole.weights[:, :, columns]))


def test_a_level_of_none_is_independence_and_each_level_answers_the_one_below() -> None:
    game = random_game(5, BLOCK)
    steps = [reason_in_steps(game, BLOCK, level, np.dtype(np.float64)) for level in range(4)]
    for player, own in enumerate(players(game)):
        np.testing.assert_allclose(chances(steps[0], player, False), softmax(own.base), rtol=1e-10)
    for below, above in itertools.pairwise(steps):
        _, _, answered = sweep(game, below.expected, simultaneous=True)
        np.testing.assert_array_equal(answered, above.expected)


@pytest.mark.parametrize("mode", ["equilibrium", "steps"])
def test_a_forbidden_lever_has_no_chance(mode: str) -> None:
    game = random_game(6, BLOCK)
    forbidden = 3
    for player in players(game):
        player.base[forbidden] -= 60.0
    start = nothing_expected(BLOCK)
    answer = solve(game, start) if mode == "equilibrium" else reason_in_steps(game, BLOCK, 2, np.dtype(np.float64))
    for player in range(3):
        assert chances(answer, player, False)[forbidden].max() < 1e-18
