"""The decision rule against Gambit 16.7.0: the same games, the same equilibria.

What Gambit said is kept in `game_forms/gambit.json`; `game_forms/make.py` says how it was asked.
"""

from __future__ import annotations

import json
import re
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.decision.equilibrium import TOLERANCE, solve
from sim.kernel.state import Array
from sim.study.game_form.agents import chances_of
from sim.study.game_form.best_replies import pure_equilibria
from sim.study.game_form.fixed_point import fixed_point
from sim.study.game_form.gambit_file import gambit_text
from sim.study.game_form.normal_form import NormalForm, logit, logit_residual
from tests.laws.games import nothing_expected
from tests.study.game_forms.stored import form_of, game_of, in_single

KEPT = Path(__file__).with_name("game_forms") / "gambit.json"
STATES = json.loads(KEPT.read_text(encoding="utf-8"))["states"]
WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|([{}])|([^\s"{}]+)')
every_state = pytest.mark.parametrize("state", STATES, ids=[state["what"] for state in STATES])


def gap(ours: tuple[Array, ...], theirs: list[list[float]]) -> float:
    return max(float(np.abs(one - np.array(other)).max()) for one, other in zip(ours, theirs, strict=True))


def test_there_are_enough_states_of_every_size() -> None:
    sizes = [len(state["players"]) for state in STATES]
    assert len(STATES) >= 20
    assert {3, 4, 5, 6} <= set(sizes)
    assert {state["pact"] for state in STATES} >= {0, 1, 2}
    assert len({state["scenario"] for state in STATES}) >= 6


@every_state
def test_the_logit_equilibrium_is_the_one_that_gambit_finds(state: dict[str, Any]) -> None:
    """Gambit's own answer is first held against the table: it must be a fixed point of logit choice."""
    game = game_of(state["game"])
    form, agents = form_of(game, state["levers"])
    assert list(form.players) == state["players"]
    assert logit_residual(form, [np.array(chance) for chance in state["logit"]]) < 1e-8
    assert gap(chances_of(game, fixed_point(game), agents), state["logit"]) < 1e-6


@every_state
def test_pure_equilibria_are_those_that_gambit_finds(state: dict[str, Any]) -> None:
    form, _ = form_of(game_of(state["game"]), state["levers"])
    assert [list(profile) for profile in pure_equilibria(form.table)] == state["pure"]


@every_state
def test_runs_stop_close_to_what_gambit_finds(state: dict[str, Any]) -> None:
    """In single precision, after at most eight sweeps."""
    game = in_single(game_of(state["game"]))
    _, agents = form_of(game, state["levers"])
    answer = solve(game, nothing_expected(1, np.float32))
    assert not answer.unconverged.any()
    assert gap(chances_of(game, answer, agents), state["logit"]) < TOLERANCE


def test_what_others_do_matters_far_more_than_the_agreement() -> None:
    """Else the agreement would say nothing: chances by own values alone miss Gambit's by a thousand times more."""
    apart = []
    for state in STATES:
        form, _ = form_of(game_of(state["game"]), state["levers"])
        apart.append(gap(tuple(map(logit, form.own)), state["logit"]))
    assert min(apart) > 1e-4
    assert np.median(apart) > 1e-3


def read(text: str) -> tuple[str, list[str], list[list[str]], Array]:
    """A game in Gambit's payoff form: title, players, strategies, and the payoffs of all players in every profile."""
    words = [found.groups() for found in WORD.finditer(text)]
    quoted = [name for name, _, _ in words]
    assert [plain for _, _, plain in words[:3]] == ["NFG", "1", "R"]
    title = quoted[3]
    braces = [place for place, (_, brace, _) in enumerate(words) if brace]
    players = quoted[braces[0] + 1 : braces[1]]
    strategies = [quoted[one + 1 : end] for one, end in zip(braces[3:-1:2], braces[4:-1:2], strict=True)]
    shape = [len(names) for names in strategies]
    numbers = [float(plain) for _, _, plain in words[braces[-1] + 2 :]]
    assert len(numbers) == len(players) * prod(shape)
    payoffs = np.zeros((len(players), *shape))
    for place, payoff in enumerate(numbers):
        rest, player = divmod(place, len(players))
        profile = []
        for count in shape:  # the first player's strategy changes fastest
            rest, strategy = divmod(rest, count)
            profile.append(strategy)
        payoffs[(player, *profile)] = payoff
    return title, players, strategies, payoffs


@pytest.mark.parametrize("state", [state for state in STATES if state["what"].startswith("two doors")])
def test_what_is_written_for_gambit_reads_back_to_the_last_bit(state: dict[str, Any]) -> None:
    form, _ = form_of(game_of(state["game"]), state["levers"])
    title, players, strategies, payoffs = read(gambit_text(form, "A week"))
    assert (title, players) == ("A week", list(form.players))
    assert [tuple(names) for names in strategies] == list(form.strategies)
    np.testing.assert_array_equal(payoffs, form.table)


def test_names_with_quotation_marks_and_small_numbers_are_written_so_that_they_can_be_read() -> None:
    form = NormalForm(
        ('the "hawks"', "doves"),
        (("a", "b"), ("c",)),
        (np.array([1e-12, -2.5]), np.array([-0.0])),
        ((np.zeros((2, 2)), np.zeros((2, 1))), (np.zeros((1, 2)), np.zeros((1, 1)))),
    )
    text = gambit_text(form, "week", "comment")
    assert text == (
        'NFG 1 R "week" { "the \\"hawks\\"" "doves" }\n\n{ { "a" "b" }\n{ "c" }\n}\n"comment"\n\n'
        "0.000000000001 0\n-2.5 0\n"
    )
