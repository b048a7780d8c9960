"""Executors do the same work, whoever dies on the way."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernel.errors import RunError
from sim.study.executors import TRIES, Executor, Processes, Serial, local

MANY = 12


def square(number: int) -> int:
    return number * number


def touchy(piece: tuple[str, int]) -> int:
    """Kills its process the first time that it meets seven, and every time that it meets eleven."""
    folder, number = piece
    before = Path(folder) / "seven"
    if number == 11 or (number == 7 and not before.exists()):
        before.touch()
        os._exit(1)
    return number


def wrong(number: int) -> int:
    raise KeyError(f"piece {number}")


@pytest.mark.parametrize("executor", [Serial(), Processes(2)])
def test_every_piece_comes_back_once_with_its_place(executor: Executor) -> None:
    assert sorted(executor.run(square, range(5, 5 + MANY))) == [(n, (n + 5) ** 2) for n in range(MANY)]


@settings(max_examples=5)
@given(st.lists(st.integers(-100, 100), max_size=20))
def test_processes_do_what_one_does(numbers: list[int]) -> None:
    assert sorted(Processes(2).run(square, numbers)) == sorted(Serial().run(square, numbers))


def test_pieces_are_taken_only_a_few_ahead() -> None:
    taken: list[int] = []

    def pieces() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    coming = Processes(2).run(square, pieces())
    for _ in range(3):
        next(coming)
    assert len(taken) < 12
    coming.close()  # type: ignore[attr-defined]


def test_a_piece_whose_process_dies_is_tried_again_and_then_given_up(tmp_path: Path) -> None:
    pieces = [(str(tmp_path), number) for number in range(MANY)]
    found = dict(Processes(2).run(touchy, pieces, lost=lambda piece: -piece[1]))
    assert (tmp_path / "seven").exists()
    assert found == {**{number: number for number in range(MANY)}, 11: -11}


@pytest.mark.slow
def test_where_nothing_can_be_given_up_it_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=f"died {TRIES} times.*fewer --workers"):
        list(Processes(2).run(touchy, [(str(tmp_path), 11)]))


@pytest.mark.parametrize("executor", [Serial(), Processes(2)])
def test_what_the_work_raises_is_raised(executor: Executor) -> None:
    with pytest.raises(KeyError, match="piece"):
        list(executor.run(wrong, [1, 2]))


def test_one_worker_is_this_process() -> None:
    assert isinstance(local(1), Serial)
    assert isinstance(local(3), Processes)
