"""The fit for readers: what the data moved and what they did not, whether the fit can be trusted, and its charts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.report.document import Section

Content = Mapping[str, Any]


def calibration_sections(content: Content) -> list[Section]:
    """Everything that the fit says, what it means first. `content` is the file that the command wrote."""
    return []
