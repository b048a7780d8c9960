"""The page of the evidence: whatever results lie in `evidence/` beside it, the fit first and the hindcast after it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sim.kernel.errors import RunError
from sim.report.document import Document, Section
from sim.report.evidence.calibration import calibration_sections
from sim.report.evidence.choice import choice_sections
from sim.report.evidence.hindcast import hindcast_sections
from sim.report.markdown import write_markdown

PAGE, FOLDER = "evidence.md", "evidence"
CALIBRATION, HINDCAST = "calibration.json", "hindcast.json"
Content = Mapping[str, Any]


def write_page(docs: Path) -> None:
    """Write the page anew into a folder, with its charts, from the results that lie in its folder `evidence`.

    Raises RunError where a result cannot be read or the disk refuses.
    """
    write_markdown(evidence_document(docs / FOLDER), docs / PAGE, FOLDER)


def evidence_document(folder: Path) -> Document:
    """Everything that the results of a folder say."""
    return Document(
        kind="evidence",
        title="What the data say",
        question="What did the record teach the model, how sure may one be of it, and would it have foretold the rest?",
        findings=(),
        setup=(),
        sections=(
            *_part(folder / CALIBRATION, _fit_sections, "The fit", "trilateral calibrate"),
            *_part(folder / HINDCAST, hindcast_sections, "The hindcast", "trilateral hindcast"),
        ),
    )


def _fit_sections(content: Content) -> list[Section]:
    choice = choice_sections(content["choice"]) if content["choice"] else []
    return [*calibration_sections(content), *choice]


def _part(file: Path, sections: Callable[[Content], list[Section]], heading: str, command: str) -> list[Section]:
    if not file.exists():
        return [Section(heading, (f"Not made yet: {command} makes it.",))]
    try:
        return sections(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RunError(
            f"{file} is no result of this program ({type(error).__name__}: {error}). Make it again: {command}."
        ) from error
