"""Laws of sampling: over many worlds, levers are pulled as often as the chances of the equilibrium say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import numpy as np

from sim import load_scenario
from sim.decision import decide
from sim.decision.doors import Doors
from sim.decision.equilibrium import Answer, Game
from sim.engine.model import CrisisModel
from sim.kernel.records import CAPITALS
from sim.kernel.state import Array
from sim.kernel.week import Week
from tests.laws.games import tables

WORLDS = 1024
WEEKS = 60
RARE = 5.0
FAR = 4.5


@contextmanager
def overheard() -> Iterator[dict[str, object]]:
    """What the doors and the reasoning of the present week were."""
    heard: dict[str, object] = {}
    solve, chances = decide.solve, Doors.chances

    def solved(game: Game, start: Array) -> Answer:
        heard["answer"] = solve(game, start)
        return heard["answer"]  # type: ignore[return-value]

    def opened(doors: Doors, week: Week) -> tuple[Array, Array]:
        cabinet, routine = chances(doors, week)
        heard["cabinet"], heard["routine"] = cabinet.copy(), routine.copy()
        heard["type"] = week.state.type_high.copy()
        return cabinet, routine

    with patch.object(decide, "solve", solved), patch.object(Doors, "chances", opened):
        yield heard


def chances_of(heard: dict[str, object], capital: int, answer_weights: Array, totals: Array) -> Array:
    """The chance of every lever but holding in every world, (L - 1, W), doors and the leader's type included."""
    table = tables()[capital]
    kind = np.asarray(heard["type"])[capital].astype(int)
    columns = np.arange(WORLDS)
    own = answer_weights[:, kind, columns].astype(np.float64)
    cabinet = np.asarray(heard["cabinet"])[capital].astype(np.float64)
    routine = (1.0 - cabinet) * np.asarray(heard["routine"])[capital]
    share = cabinet * own / totals[0, kind, columns]
    share += routine * own * table.routine.reshape(-1, 1) / totals[1, kind, columns]
    return np.asarray(share[1:])


def test_levers_are_pulled_as_often_as_the_equilibrium_says() -> None:
    levers = [len(table.levers) for table in tables()]
    expected = [np.zeros(count - 1) for count in levers]
    variance = [np.zeros(count - 1) for count in levers]
    pulled = [np.zeros(count - 1) for count in levers]
    with overheard() as heard:
        model = CrisisModel(load_scenario("baseline"), WORLDS)
        for _ in range(WEEKS):
            model.step()
            answer = heard["answer"]
            assert isinstance(answer, Answer)
            for capital in range(len(CAPITALS)):
                weights = answer.weights[model.decision.lever_slices[capital]]
                share = chances_of(heard, capital, weights, answer.totals[capital])
                expected[capital] += share.sum(axis=1)
                variance[capital] += (share * (1.0 - share)).sum(axis=1)
                moves = model.state.move[capital].astype(int)
                pulled[capital] += np.bincount(moves, minlength=levers[capital])[1:]
    for capital, name in enumerate(CAPITALS):
        common = expected[capital] > RARE
        assert common.sum() >= 4
        scores = (pulled[capital] - expected[capital])[common] / np.sqrt(variance[capital][common])
        assert np.abs(scores).max() < FAR, (name, scores)
        assert (pulled[capital][expected[capital] < 1e-6] == 0).all()
