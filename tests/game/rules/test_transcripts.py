"""Games written down line by line: the rules answer as they did."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.transcripts.replaying import FILES, replayed


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_rules_answer_as_it_is_written(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "->" in text
    assert "!!" in text
    assert replayed(text) == text
