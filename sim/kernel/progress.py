"""How long work tells of itself: `progress(done, total)`, in whatever it counts."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
