"""Documents of studies on standard output: on paper, or as JSON, and in a folder where that is wanted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.shell import say, terminal

if TYPE_CHECKING:
    from sim.report.document import Document


def show(document: Document, out: Path | None, as_json: bool) -> None:
    """Print a document, or its JSON, and write it where it is wanted."""
    from sim.kernel.plain import to_json
    from sim.report.paper import document_report
    from sim.report.write_document import document_object, write_document

    if out is not None:
        write_document(document, out)
        say(f"Written to {out}.")
    if as_json:
        print(to_json(document_object(document)))
    else:
        paper = terminal()
        paper.print(document_report(document, paper.width))
