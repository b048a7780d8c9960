"""A small class of bots plays a whole game on a real server, and what is measured is what happened."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from sim.game.bots.process import Server, free_port
from sim.game.bots.rehearsal import Plan, Rehearsal, rehearse
from sim.game.bots.scripted import Part
from sim.game.bots.wish import Wish
from sim.game.setup.records import Options
from sim.game.store.store import Store
from sim.kernel.errors import RunError
from tests.game.host.worlds import SCENARIO
from tests.game.reports import small_setup

ROOT = Path(__file__).parents[3]
MINUTES = {"brief": 1.0, "negotiate": 1.0, "seal": 2.0, "report": 1.0}
FACTOR = 0.005  # a minute is 0.3 seconds


def on_a_slim_server(plan: Plan, folder: Path) -> Rehearsal:
    url, port = f"sqlite:///{folder / 'rooms.sqlite'}", free_port()
    command = [sys.executable, "-m", "tests.game.slim_server", str(port), url]
    store = Store.open(url)
    try:
        with Server(command, port, {"PYTHONPATH": str(ROOT)}, folder / "log") as server:
            return asyncio.run(rehearse(plan, server, store))
    finally:
        store.shut()


def test_a_class_plays_to_the_debrief_and_nothing_is_wrong(tmp_path: Path) -> None:
    """Two rooms of three moves with clocks: six moves are resolved, and at most three orders sealed in each. Eleven are
    shown what all are shown: seven seats, and a white cell and a board in each room."""
    setup = small_setup(minutes=MINUTES)
    found = on_a_slim_server(Plan(setup, SCENARIO, students=7, rooms=2, factor=FACTOR, pace=0.2), tmp_path)
    assert found.problems == ()
    assert found.resolves.count == 6
    assert 0 < found.seals.count <= found.acts.count < found.count
    assert 0.0 < found.acts.p50 <= found.acts.p95 <= found.acts.most < found.seconds
    assert found.updates.count > 11 * 6
    assert found.before is not None
    assert found.after is not None
    assert found.after.cpu > found.before.cpu


def test_a_transcript_is_played_without_clocks_and_the_white_cell_settles(tmp_path: Path) -> None:
    """The head of Seoul seals in the first move; the other capitals and moves have standing orders. Whoever follows a
    transcript does nothing else but sit down."""
    setup = small_setup(moves=(2, 2), options=Options(adjudicated=True))
    order = Wish("seal", {"lines": [{"lever": "seoul.quiet_channel", "dose": 0.5}], "reasoning": "Patience."})
    plan = Plan(setup, SCENARIO, students=3, pace=0.15, transcript=(Part(1, "seal", "seoul", 0, order),))
    found = on_a_slim_server(plan, tmp_path)
    assert found.problems == ()
    assert found.refused == ()
    assert (found.seals.count, found.resolves.count) == (1, 2)


def test_a_server_that_ends_at_once_shows_its_last_words(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-c", "raise SystemExit('no luck today')"]
    with pytest.raises(RunError, match=r"exit code 1\):\nno luck today"):
        Server(command, port, {}, tmp_path / "log").start()
