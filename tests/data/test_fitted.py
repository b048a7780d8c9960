"""Fitted sets: files that read back to the same bits, medians, and draws dealt to worlds."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.data.archive import VALIDATION_FROM, EvidenceError
from sim.data.fitted import Fitted, fitted, fitted_names, read_fitted, write_fitted
from sim.kernel.catalogue import catalogue
from sim.kernel.state import Array

KEYS = ("relations.rally", "seoul.resolve")
numbers = st.floats(allow_nan=False, allow_infinity=False)


def made(draws: Array, name: str = "trial") -> Fitted:
    return Fitted(name, KEYS, draws, date(2020, 7, 1), date(2020, 6, 30), "trilateral calibrate", 7, 1.5, "0.1.0")


@given(arrays(np.float64, st.tuples(st.integers(1, 20), st.just(2)), elements=numbers))
def test_a_file_reads_back_to_the_same_bits(draws: Array) -> None:
    written = made(draws)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "inner" / "trial.json"
        write_fitted(written, path)
        found = read_fitted(path)
    assert found.draws.tobytes() == written.draws.tobytes()
    for name in ("name", "keys", "until", "last_observation", "command", "seed", "seconds", "version"):
        assert getattr(found, name) == getattr(written, name)


def test_the_middle_is_the_median_of_the_draws() -> None:
    """Of 1, 2 and 9 the median is 2; of 0.1, 0.4 and 0.2 it is 0.2."""
    found = made(np.array([[1.0, 0.1], [2.0, 0.4], [9.0, 0.2]]))
    assert dict(found.values) == {"relations.rally": 2.0, "seoul.resolve": 0.2}


@given(st.integers(1, 12), st.integers(1, 30))
def test_a_spread_takes_draws_from_end_to_end_and_each_once(count: int, wanted: int) -> None:
    found = made(np.stack([np.arange(count, dtype=np.float64), np.arange(count) + 0.5], axis=1))
    rows = found.spread(wanted)["relations.rally"]
    assert len(rows) == min(count, wanted)
    assert (np.diff(rows) > 0).all()
    assert rows[0] == 0.0
    assert wanted == 1 or rows[-1] == count - 1
    assert (found.spread(wanted)["seoul.resolve"] - rows == 0.5).all()


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=40))
def test_a_world_has_the_draw_of_its_luck_whichever_worlds_run_beside_it(luck: list[int]) -> None:
    found = made(np.arange(14, dtype=np.float64).reshape(7, 2))
    together = found.for_worlds(np.array(luck))
    for place, one in enumerate(luck):
        alone = found.for_worlds(np.array([one]))
        assert all(together[key][place] == alone[key][0] for key in KEYS)
        assert together["relations.rally"][place] == found.draws[one % 7, 0]


def test_an_unknown_set_is_answered_with_those_there_are() -> None:
    with pytest.raises(EvidenceError, match=r"no fitted set 'shiped'. Did you mean shipped\?.* are: .*shipped"):
        fitted("shiped")


@pytest.mark.parametrize("name", fitted_names())
def test_a_set_that_comes_along_has_seen_no_validation_data_and_keeps_to_the_ranges(name: str) -> None:
    found = fitted(name)
    assert found.until <= VALIDATION_FROM
    assert found.last_observation < VALIDATION_FROM
    assert found.draws.shape[1] == len(found.keys) == len(set(found.keys))
    for column, key in enumerate(found.keys):
        record = catalogue().parameters[key]
        assert (found.draws[:, column] >= record.low).all(), key
        assert (found.draws[:, column] <= record.high).all(), key
