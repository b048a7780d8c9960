"""Many at once: each act has one place, each request counts once, each pass opens once; no kill loses an act."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import TypeVar

from sim.game.store.errors import Behind
from sim.game.store.records import StoredAct
from sim.game.store.store import Store
from tests.game.store.acts import SETUP, act

ROOT = Path(__file__).parents[3]
THREADS = 16
KILLS = 4
T = TypeVar("T")


def at_once(number: int, do: Callable[[int], T]) -> list[T]:
    """What each of so many threads gets that all begin together."""
    gate = Barrier(number)

    def waiting(place: int) -> T:
        gate.wait()
        return do(place)

    with ThreadPoolExecutor(number) as threads:
        return list(threads.map(waiting, range(number)))


def writer(url: str, code: str, name: str, count: int) -> subprocess.Popen[str]:
    """Another program that keeps acts in a room."""
    words = [sys.executable, "-m", "tests.game.store.writer", url, code, name, str(count)]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_of_many_acts_for_one_place_exactly_one_wins(store: Store) -> None:
    code = store.create_room(SETUP, seed=1, at=0.0).code
    for expected in range(5):

        def attempt(place: int, expected: int = expected) -> StoredAct | int:
            try:
                return store.append(code, expected, act(f"{expected}-{place}", by=f"seat {place}"))
            except Behind as behind:
                return behind.last

        got = at_once(THREADS, attempt)
        won = [each for each in got if isinstance(each, StoredAct)]
        assert [each.number for each in won] == [expected + 1]
        assert [each for each in got if isinstance(each, int)] == [expected + 1] * (THREADS - 1)
        assert store.acts(code, after=expected) == won


def test_a_request_sent_many_times_at_once_counts_once(store: Store) -> None:
    code = store.create_room(SETUP, seed=1, at=0.0).code
    for turn in range(5):
        got = at_once(THREADS, lambda place, turn=turn: store.append(code, turn, act(f"{turn}", at=float(place))))
        assert len({(each.number, each.at) for each in got}) == 1
        assert store.last_number(code) == turn + 1


def test_of_many_who_use_a_pass_at_once_one_gets_in(store: Store) -> None:
    code = store.create_room(SETUP, seed=1, at=0.0).code
    for turn in range(5):
        store.add_key(code, "tokyo", "pass", f"hash {turn}", at=0.0, expires=60.0, once=True)
        got = at_once(8, lambda place, turn=turn: store.use_once(f"hash {turn}", at=float(place)))
        assert sum(key is not None for key in got) == 1


def test_threads_in_rooms_of_their_own_do_not_wait_in_vain(store: Store) -> None:
    codes = [store.create_room(SETUP, seed=1, at=0.0).code for _ in range(THREADS)]

    def play(place: int) -> int:
        for number in range(10):
            store.append(codes[place], number, act(f"{number}"))
            assert store.last_number(codes[place]) == number + 1
        return len(store.acts(codes[place]))

    assert at_once(THREADS, play) == [10] * THREADS


def test_two_programs_that_play_in_one_room_take_turns(url: str) -> None:
    store = Store.open(url)
    code = store.create_room(SETUP, seed=1, at=0.0).code
    programs = {name: writer(url, code, name, 40) for name in ("seoul", "tokyo")}
    said = {name: program.communicate()[0].split() for name, program in programs.items()}
    assert [program.returncode for program in programs.values()] == [0, 0]
    acts = store.acts(code)
    assert [each.number for each in acts] == list(range(1, 81))
    assert sorted(each.request for each in acts) == sorted(f"{name}-{n}" for name in programs for n in range(40))
    for name in programs:
        own = [word for each in acts if each.by == name for word in (str(each.number), each.request)]
        assert said[name] == own
    store.shut()


def test_programs_that_open_a_new_database_at_once_make_its_tables_once(url: str) -> None:
    programs = [writer(url, "-", name, 2) for name in ("seoul", "tokyo")]
    for program in programs:
        program.communicate()
    assert [program.returncode for program in programs] == [0, 0]
    store = Store.open(url)
    assert [len(store.acts(room.code)) for room in store.rooms()] == [2, 2]
    store.shut()


def test_a_killed_program_loses_nothing_that_was_acknowledged(url: str) -> None:
    """Killed without warning, in the middle of whatever it does; what came through is there, once, and play goes on."""
    luck = random.Random(7)
    store = Store.open(url)
    code = store.create_room(SETUP, seed=1, at=0.0).code
    acknowledged: list[str] = []
    for kill in range(KILLS):
        program = writer(url, code, f"program {kill}", 100_000)
        assert program.stdout is not None
        said = [program.stdout.readline() for _ in range(luck.randrange(1, 20))]
        time.sleep(luck.random() * 0.01)
        program.kill()
        said += program.stdout.readlines()
        program.wait()
        program.stdout.close()
        acknowledged += said
        acts = store.acts(code)
        there = [f"{each.number} {each.request}\n" for each in acts]
        assert [each.number for each in acts] == list(range(1, len(acts) + 1))
        assert set(acknowledged) <= set(there)
        assert len({each.request for each in acts}) == len(acts)
        # What was on its way when the program was killed may have been kept without a word: one act a kill.
        assert len(acts) <= len(acknowledged) + kill + 1
        resent = store.append(code, 0, act(acts[-1].request, by=acts[-1].by))
        assert resent == acts[-1]
    store.shut()
