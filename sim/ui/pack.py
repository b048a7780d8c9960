"""Numbers on their way to the browser: a short JSON head, then all arrays as raw 32-bit floats."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping

import numpy as np

from sim.kernel.state import Array

WORD = 4


def pack(head: Mapping[str, object], arrays: Mapping[str, Array]) -> bytes:
    """One message: the head's length (unsigned 32 bit, little-endian), the head, and the arrays one after another.

    The head gains `arrays`: for each name, where its numbers start (in floats) and its shape.
    """
    places: dict[str, tuple[int, tuple[int, ...]]] = {}
    parts: list[bytes] = []
    start = 0
    for name, values in arrays.items():
        places[name] = (start, values.shape)
        parts.append(np.ascontiguousarray(values, dtype="<f4").tobytes())
        start += values.size
    text = json.dumps({**head, "arrays": places}, allow_nan=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % WORD)
    return struct.pack("<I", len(text)) + text + b"".join(parts)


def unpack(message: bytes) -> tuple[dict[str, object], dict[str, Array]]:
    """What `pack` was given, as the browser reads it."""
    (length,) = struct.unpack_from("<I", message)
    head = json.loads(message[WORD : WORD + length])
    numbers = np.frombuffer(message, dtype="<f4", offset=WORD + length)
    arrays = {
        name: numbers[start : start + int(np.prod(shape))].reshape(shape)
        for name, (start, shape) in head.pop("arrays").items()
    }
    return head, arrays
