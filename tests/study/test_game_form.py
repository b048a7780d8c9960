"""The week's game as a normal form: laws of it, games that everybody knows, and the world that it is taken from."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.decision.equilibrium import TOLERANCE, Ally, Game, Mediator, solve
from sim.engine.chunk import Task, run_chunk
from sim.engine.model import CrisisModel
from sim.kernel.errors import RunError
from sim.kernel.state import Array
from sim.kernel.worlds import Worlds
from sim.scenario.change import with_changes
from sim.scenario.load import load_scenario
from sim.study.game_form.agents import chances_of, everyone, normal_form, players_among
from sim.study.game_form.best_replies import pure_equilibria, reply_shares
from sim.study.game_form.fixed_point import fixed_point
from sim.study.game_form.moment import moment
from sim.study.game_form.normal_form import NormalForm, logit, logit_residual
from sim.study.game_form.smaller_game import heard_features, with_known_types
from sim.study.game_form.week_game import WeekGame, week_game
from tests.laws.games import nothing_expected, random_game, tables

SEEDS = st.integers(0, 2**32 - 1)


def form_of(game: Game) -> NormalForm:
    """A game in which every lever may be pulled."""
    may = [np.ones(len(player.base), dtype=bool) for player in game.players]
    return normal_form(game, everyone(game, may), [[lever.name for lever in table.levers] for table in tables()])


def found(scenario: str, week: int, world: int = 0, levers: int | None = None, known: bool = False) -> WeekGame:
    return week_game(moment(load_scenario(scenario), week, world), levers, known)


@given(SEEDS)
def test_the_solver_finds_a_fixed_point_of_logit_choice(seed: int) -> None:
    game = random_game(seed, 1)
    form = form_of(game)
    agents = players_among(everyone(game, [np.ones(len(player.base), dtype=bool) for player in game.players]))
    assert len(agents) == 12
    assert logit_residual(form, chances_of(game, fixed_point(game), agents)) < 1e-8


@given(SEEDS)
def test_payoffs_are_what_the_governments_make_of_what_all_do(seed: int) -> None:
    """In any profile: own value, and how much the moves of the others, each with its weight, attract."""
    game = random_game(seed, 1)
    luck = np.random.default_rng(seed)
    agents = everyone(game, [np.ones(len(player.base), dtype=bool) for player in game.players])
    profile = tuple(int(luck.integers(len(agent.rows))) for agent in agents)
    moved = nothing_expected(1)
    for agent, strategy in zip(agents, profile, strict=True):
        heard = heard_features(game.players[agent.government])[:, agent.rows[strategy]]
        moved[agent.government, :, 0] += agent.weight * heard
    payoffs = form_of(game).against(profile)
    for agent, payoff in zip(agents, payoffs, strict=True):
        player = game.players[agent.government]
        attraction = np.broadcast_to(game.attraction(agent.government, moved), player.base.shape)
        whole = (player.base + attraction)[list(agent.rows), agent.type, 0]
        np.testing.assert_allclose(payoff, whole, rtol=1e-9, atol=1e-9)


def test_a_payoff_worked_out_by_hand() -> None:
    """Seoul may hold or give notice (escalation 0.6), Tokyo hold or threaten (escalation 0.5), each through its cabinet
    door, which opens with chance 0.4 and 0.5. Spirals cost Seoul 2 and Tokyo 1 per unit of escalation on both sides.

    Notice against a threat: 1 - 2 x 0.6 x (0.5 x 0.5) = 0.7. A threat against a notice: 0.3 - 1 x 0.5 x (0.4 x 0.6)
    = 0.18. Against holding: 1 and 0.3.
    """
    nobody = np.zeros((2, 2, 1))

    def ally(escalation: float, own: float, door: float, spiral: float) -> Ally:
        features = np.array([[0.0] * 4, [escalation, 0.0, 0.0, 0.0]])
        listen = np.array([[1.0, 1.0], [0.0, escalation], *[[0.0, 0.0]] * 6])  # the routine door leads nowhere
        listen[4, 0] = 1.0
        doors = nobody.copy()
        doors[0, 0] = door  # the low type, for sure, through the cabinet door
        nothing = np.zeros(1)
        answers = (np.array([-spiral]), np.zeros((2, 1)), nothing, nothing, np.zeros((3, 1)))
        return Ally(features, listen, np.array([[[0.0], [0.0]], [[own], [own]]]), doors, answers)

    idle = np.array([[1.0], *[[0.0]] * 3, [1.0], *[[0.0]] * 3])
    washington = Mediator(
        np.zeros((1, 3)), idle, np.zeros((1, 2, 1)), nobody, (np.zeros((2, 1)), np.zeros(1), np.zeros(1))
    )
    game = Game(ally(0.6, 1.0, 0.4, 2.0), ally(0.5, 0.3, 0.5, 1.0), washington)
    may = [np.ones(count, dtype=bool) for count in (2, 2, 1)]
    form = normal_form(game, everyone(game, may), (["hold", "notice"], ["hold", "threat"], ["hold"]))
    assert form.players == ("Seoul, low resolve, cabinet", "Tokyo, low resolve, cabinet")
    np.testing.assert_allclose(form.table[0], [[0.0, 0.0], [1.0, 0.7]])
    np.testing.assert_allclose(form.table[1], [[0.0, 0.3], [0.0, 0.18]])
    assert pure_equilibria(form.table) == [(1, 1)]


def polymatrix(seed: int, shape: tuple[int, ...], spread: int = 3) -> NormalForm:
    """A random game whose payoffs are small whole numbers, so that there are ties."""
    luck = np.random.default_rng(seed)
    own = tuple(luck.integers(-spread, spread + 1, count).astype(float) for count in shape)
    pairs = tuple(
        tuple(
            np.zeros((a, b)) if i == j else luck.integers(-spread, spread + 1, (a, b)).astype(float)
            for j, b in enumerate(shape)
        )
        for i, a in enumerate(shape)
    )
    names = tuple(tuple(f"s{row}" for row in range(count)) for count in shape)
    return NormalForm(tuple(f"p{player}" for player in range(len(shape))), names, own, pairs)


SHAPES = st.lists(st.integers(1, 3), min_size=2, max_size=4).map(tuple)


@given(SEEDS, SHAPES)
def test_pure_equilibria_are_those_that_trying_everything_finds(seed: int, shape: tuple[int, ...]) -> None:
    form = polymatrix(seed, shape)

    def gains(profile: tuple[int, ...], player: int) -> bool:
        others = [(*profile[:player], other, *profile[player + 1 :]) for other in range(shape[player])]
        worth = [form.table[(player, *other)] for other in others]
        return max(worth) > worth[profile[player]]

    by_hand = [
        profile
        for profile in itertools.product(*map(range, shape))
        if not any(gains(profile, player) for player in range(len(shape)))
    ]
    assert pure_equilibria(form.table) == by_hand


@given(SEEDS, SHAPES)
def test_the_table_and_the_sums_agree(seed: int, shape: tuple[int, ...]) -> None:
    form = polymatrix(seed, shape)
    luck = np.random.default_rng(seed)
    chances = [luck.dirichlet(np.ones(count)) for count in shape]
    for player, values in enumerate(form.values(chances)):
        expected = form.table[player]
        for axis in reversed(range(len(shape))):
            if axis != player:
                expected = np.tensordot(expected, chances[axis], axes=(axis, 0))
        np.testing.assert_allclose(values, expected, atol=1e-12)


@given(SEEDS, SHAPES)
def test_no_more_of_a_change_comes_back_than_the_bound_says(seed: int, shape: tuple[int, ...]) -> None:
    form = polymatrix(seed, shape)
    luck = np.random.default_rng(seed)
    before, after = ([luck.dirichlet(np.ones(count)) for count in shape] for _ in range(2))
    changed = max(float(np.abs(a - b).sum()) for a, b in zip(before, after, strict=True))
    for a, b in zip(form.values(before), form.values(after), strict=True):
        assert float(np.abs(logit(a) - logit(b)).sum()) <= form.contraction * changed + 1e-12


def two(first: list[list[int]], second: list[list[int]]) -> Array:
    """The table of a game of two, both seen as (first player's strategy, second's)."""
    return np.array([first, second], dtype=float)


def test_games_that_everybody_knows() -> None:
    pennies = two([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    dilemma = two([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    roads = two([[2, 0], [0, 1]], [[1, 0], [0, 2]])
    assert pure_equilibria(pennies) == []
    assert pure_equilibria(dilemma) == [(1, 1)]
    assert pure_equilibria(roads) == [(0, 0), (1, 1)]


def test_a_dominant_lever_is_the_best_reply_to_everything() -> None:
    """Own values 0 and 5, and no more than 3 + 3 to gain or lose by what the other does: 5 > 0 whatever that is."""
    form = NormalForm(
        ("p", "q"),
        (("a", "b"), ("a", "b")),
        (np.array([0.0, 5.0]), np.zeros(2)),
        ((np.zeros((2, 2)), np.array([[2.0, -2.0], [-2.0, 2.0]])), (np.zeros((2, 2)), np.zeros((2, 2)))),
    )
    first, second = reply_shares(form)
    assert first.tolist() == [0.0, 1.0]
    assert second.tolist() == [1.0, 1.0]  # who does not care plays a best reply whatever it does


def test_the_moment_is_that_of_the_run() -> None:
    """World 5 of a run of 20, looked at in week 30, is the same world as the moment shows."""
    scenario, week, world = load_scenario("baseline"), 30, 5
    seen: dict[str, Array] = {}

    def look(model: CrisisModel) -> None:
        if model.week.index == week:
            seen["before"] = model.state.arena[: model.state.recorded_rows, world].copy()
        if model.week.index == week + 1:
            seen["base"] = model.decision.reasoning.game.tokyo.base[:, :, world].copy()
            seen["move"] = model.state.move[:, world].copy()

    run_chunk(Task(with_changes(scenario, {"weeks": 40}), scenario.seed, Worlds.consecutive(20)), look=look)
    at = moment(scenario, week, world)
    np.testing.assert_allclose(list(at.before.values()), seen["before"], rtol=1e-6)
    np.testing.assert_allclose(at.reasoning.game.tokyo.base[:, :, 0], seen["base"], rtol=1e-5, atol=1e-6)
    assert at.pulled == tuple(seen["move"].astype(int))


@pytest.mark.parametrize(("scenario", "week"), [("baseline", 3), ("autumn_2019", 55), ("mutual_compromise", 60)])
def test_what_a_run_plays_by_is_close_to_the_exact_equilibrium(scenario: str, week: int) -> None:
    assert found(scenario, week).slack < TOLERANCE


def test_single_precision_and_few_sweeps_come_close_in_any_game() -> None:
    game = random_game(3, 64, sway=0.3)
    exact, quick = fixed_point(game), solve(game, nothing_expected(64))
    assert np.abs(exact.expected - quick.expected).max() < TOLERANCE


def test_levers_that_stay_are_the_likeliest_and_those_that_may_be_pulled() -> None:
    """All that is left out is less likely than what stays, and a white-list removal waits for export controls."""
    week = found("baseline", 8, levers=3)
    tokyo = {lever.name for lever in week.kept[1]}
    assert "hold" in tokyo
    assert len(tokyo) == 3
    assert "whitelist_removal" not in tokyo | {lever.name for lever in week.left_out["tokyo"]}
    fewer = found("baseline", 8, levers=2)
    assert {lever.name for lever in fewer.kept[1]} < tokyo


def test_chances_of_the_smaller_game_add_up_and_those_of_the_whole_do_not_exceed_them() -> None:
    week = found("history_2018_2023", 55, 3)
    for here, whole in zip(week.chances, week.whole, strict=True):
        assert here.sum() == pytest.approx(1.0)
        assert whole.sum() <= 1.0 + 1e-12


def test_known_types_leave_one_of_each_government() -> None:
    week = found("baseline", 8, known=True)
    assert {agent.government for agent in week.agents} == {0, 1, 2}
    for agent in week.agents:
        assert bool(agent.type) == week.moment.high[agent.government]
    game = with_known_types(random_game(1, 1), (True, False, True))
    assert game.tokyo.doors[:, 1].tolist() == [[0.0], [0.0]]


def test_certain_beliefs_leave_one_type_too() -> None:
    """Seoul's prior of 1 is never doubted, so that the low type is nobody's concern."""
    scenario = with_changes(load_scenario("baseline"), {"seoul.resolve": 1.0})
    week = week_game(moment(scenario, 12, 0), 3)
    assert {agent.type for agent in week.agents if agent.government == 0} == {1}
    assert {agent.type for agent in week.agents if agent.government == 1} == {0, 1}


@pytest.mark.parametrize(
    ("week", "world", "lesson"),
    [
        (104, 0, "--week 104: 'Baseline: the crisis as the agents would play it' has weeks 0 to 103"),
        (-1, 0, "has weeks 0 to 103"),
        (3, 500, "has worlds 0 to 499"),
        (3, -1, "have more with --set worlds=N"),
    ],
)
def test_weeks_and_worlds_that_are_none(week: int, world: int, lesson: str) -> None:
    scenario = load_scenario("baseline")
    with pytest.raises(RunError, match=lesson):
        moment(scenario, week, world)


@pytest.mark.parametrize(
    ("levers", "lesson"),
    [(1, "a choice takes two at least"), (12, r"profiles; a table holds at most 20,000\. Ask for fewer levers")],
)
def test_numbers_of_levers_that_make_no_table(levers: int, lesson: str) -> None:
    with pytest.raises(RunError, match=lesson):
        found("baseline", 8, levers=levers)


def test_a_week_in_which_nobody_may_do_anything_is_no_game() -> None:
    scenario = load_scenario("baseline")
    names = {table.capital: [lever.name for lever in table.levers[1:]] for table in tables()}
    banned = with_changes(scenario, {f"levers.{capital}.ban": levers for capital, levers in names.items()})
    with pytest.raises(RunError, match="is no game: nobody can do anything but hold"):
        week_game(moment(banned, 2, 0))
