"""Anything as plain words and numbers, for JSON: nothing but mappings, lists, text, finite numbers and nothing."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum

import numpy as np


def to_json(value: object) -> str:
    """One JSON text. Numbers that are not finite become null, since JSON has no word for them."""
    return json.dumps(plain(value), indent=2, allow_nan=False)


def plain(value: object) -> object:
    """The same content in mappings, lists, text, finite numbers, true, false and null."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (Sequence, set, frozenset)):
        return [plain(item) for item in value]
    return str(value)
