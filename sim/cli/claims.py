"""Put the claims of the articles to the test."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.asked import AsJson, Workers
from sim.cli.shell import command_typed, progress_bar, say, shell, terminal

if TYPE_CHECKING:
    from sim.report.document import Document

FOLDER = Path("docs")
PAGE, CHARTS, NUMBERS = "claims.md", "claims", "claims.json"


@shell.command("claims")
def claims_command(
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="ID", help="A claim, as in A06, or a conflict; may be repeated. Else all."),
    ] = None,
    draws: Annotated[int, typer.Option("--draws", metavar="N", help="Draws of the fitted parameters.")] = 20,
    lucks: Annotated[
        int, typer.Option("--lucks", metavar="N", help="Worlds at each draw, each of its own luck.")
    ] = 100,
    seed: Annotated[int, typer.Option("--seed", metavar="S", min=0, help="Seed of the luck.")] = 20190822,
    workers: Workers = 1,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help=f"Where {PAGE} goes: else docs for all claims, nowhere for some."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Test what the articles claim: which claims the model supports, and which it does not."""
    from sim.data.fitted import fitted
    from sim.kernel.plain import to_json
    from sim.report.claims.document import claims_document
    from sim.report.claims.plain import findings_object
    from sim.report.paper import document_report
    from sim.study.claims.read import articles, chosen
    from sim.study.claims.run import Size, put_to_test
    from sim.study.executors import local

    known = articles()
    whole = not only
    claims, conflicts = chosen(known, only or ())
    began = time.perf_counter()
    with progress_bar() as progress:
        size, executor = Size(draws, lucks, seed), local(workers)
        tested = put_to_test(claims, conflicts, fitted(), size=size, executor=executor, progress=progress)
    command, seconds = command_typed(), time.perf_counter() - began
    numbers = to_json(findings_object(tested, command))
    folder = FOLDER if out is None and whole else out
    if folder is not None:
        _write(claims_document(tested, known, command, seconds, whole=whole, paragraphs=True), numbers, folder)
    if as_json:
        print(numbers)
    else:
        paper = terminal()
        document = claims_document(tested, known, command, seconds, whole=whole, paragraphs=not whole)
        paper.print(document_report(document, paper.width))


def _write(document: Document, numbers: str, folder: Path) -> None:
    from sim.kernel.whole_files import put_whole
    from sim.report.markdown import write_markdown

    write_markdown(document, folder / PAGE, CHARTS)
    put_whole(folder / CHARTS / NUMBERS, f"{numbers}\n".encode())
    say(f"Written to {folder / PAGE}.")
