"""The message to the browser: a head and raw floats, read back as they were written."""

from __future__ import annotations

import numpy as np
import pytest

from sim.ui.pack import pack, unpack


def test_what_is_packed_comes_back() -> None:
    fan = np.arange(15, dtype=np.float64).reshape(5, 3)
    line = np.array([[1.5, -2.5]])
    head, arrays = unpack(pack({"title": "Ä b", "moved": 1}, {"fan": fan, "line": line}))
    assert head == {"title": "Ä b", "moved": 1}
    np.testing.assert_array_equal(arrays["fan"], fan)
    np.testing.assert_array_equal(arrays["line"], line)


@pytest.mark.parametrize("length", range(5))
def test_numbers_start_on_a_word(length: int) -> None:
    message = pack({"x": "y" * length}, {"fan": np.ones((1, 2))})
    assert int.from_bytes(message[:4], "little") % 4 == 0
    assert unpack(message)[1]["fan"].tolist() == [[1.0, 1.0]]


def test_a_head_that_javascript_cannot_read_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        pack({"mean": float("nan")}, {})
