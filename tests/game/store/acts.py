"""Acts to try the store with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.game.store.records import StoredAct

SETUP = '{"game":1}'


def act(request: str = "", by: str = "tokyo", at: float = 5.0, kind: str = "say", **data: Any) -> StoredAct:
    """An act that is not kept yet; its number counts for nothing."""
    words: Mapping[str, Any] = data or {"words": "도쿄 東京 'quoted' \\ %s"}
    return StoredAct(0, at, by, kind, words, request)
