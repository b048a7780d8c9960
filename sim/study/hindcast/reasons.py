"""Why forecasts of a question came out as they did: written by hand, after looking, by the question's key."""

from __future__ import annotations

REASONS: dict[str, str] = {}
