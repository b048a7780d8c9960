"""The rolling hindcast: would the model have foretold what came?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.asked import AsJson
from sim.cli.shell import command_typed, progress_bar, say, shell, terminal
from sim.kernel.errors import SimError

if TYPE_CHECKING:
    from sim.data.archive import Archive
    from sim.data.fitted import Fitted
    from sim.study.executors import Executor
    from sim.study.hindcast.hindcast import Fit

FOLDER = "evidence"
PROTOCOL_IN_HELP = "cheap: one fit, held fixed, and the shipped set. refit: a fit at every origin. both: all of it."
MINUTES_IN_HELP = "Begin no further fit after so many minutes; what is done is kept."
ORIGINS_IN_HELP = "Only this origin, such as 2019-10-07; may be repeated. Else all seventeen."
FIT_IN_HELP = "Hold the fitted set of this file fixed, as calibrate writes it; else one is made."
SIZES_IN_HELP = "How much work each fit is: tiny, small or full."


@shell.command("hindcast")
def hindcast_command(
    protocol: Annotated[str, typer.Option("--protocol", metavar="WHICH", help=PROTOCOL_IN_HELP)] = "cheap",
    minutes: Annotated[float | None, typer.Option("--minutes", metavar="M", min=0, help=MINUTES_IN_HELP)] = None,
    worlds: Annotated[int, typer.Option("--worlds", metavar="N", help="Worlds of each forecast.")] = 1000,
    seed: Annotated[int, typer.Option("--seed", metavar="S", min=0, help="Seed of the luck and of fits.")] = 20190822,
    workers: Annotated[int, typer.Option("--workers", metavar="N", min=1, help="How many processes work.")] = 1,
    origins: Annotated[list[str] | None, typer.Option("--origins", metavar="DATE", help=ORIGINS_IN_HELP)] = None,
    fit: Annotated[Path | None, typer.Option("--fit", metavar="FILE", help=FIT_IN_HELP)] = None,
    size: Annotated[str, typer.Option("--size", metavar="SIZE", help=SIZES_IN_HELP)] = "small",
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where evidence.md and evidence/ go.")] = Path(
        "docs"
    ),
    resume: Annotated[bool, typer.Option("--resume", help="Go on with what an earlier run left in DIR.")] = False,
    as_json: AsJson = False,
) -> None:
    """Forecast from past days and judge it by what came."""
    from sim.data.fitted import SHIPPED, fitted, fitted_names
    from sim.study.executors import local
    from sim.study.hindcast.hindcast import Plan, hindcast
    from sim.study.hindcast.kept import Kept
    from sim.study.hindcast.origins import chosen

    executor, folder = local(workers), out / FOLDER
    plan = Plan(
        protocol,
        worlds,
        seed,
        _fit(size, seed, executor),
        chosen([_day(word) for word in origins or ()]),
        fitted() if SHIPPED in fitted_names() else None,
        _held(fit),
        minutes,
    )
    anew = [item.key for item in plan.protocols]
    kept = Kept.resumed(worlds, seed, folder) if resume else Kept.beside(worlds, seed, folder, anew)
    try:
        with progress_bar() as progress:
            content = hindcast(plan, kept, executor=executor, progress=progress)
    except KeyboardInterrupt:
        say(f"{len(kept.forecasts)} forecasts are kept in {folder}; the same command with --resume goes on.")
        raise
    _show(content, out, as_json)


def _show(content: dict[str, object], out: Path, as_json: bool) -> None:
    from sim.kernel.plain import plain, to_json
    from sim.report.evidence.hindcast import hindcast_document
    from sim.report.evidence.page import write_page
    from sim.report.paper import document_report

    write_page(out)
    say(f"Written to {out}.")
    if as_json:
        print(to_json(content))
        return
    found = plain(content)
    assert isinstance(found, dict)
    paper = terminal()
    paper.print(document_report(hindcast_document(found, command_typed()), paper.width))


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise SimError(f"--origins {word}: this is no day. Write it as year, month, day: 2019-10-07.") from None


def _fit(size: str, seed: int, executor: Executor) -> Fit:
    """The fit of a size, of any archive."""
    from sim.kernel.errors import near_matches
    from sim.study.calibration.fit import fit
    from sim.study.calibration.size import SIZES

    if size not in SIZES:
        raise SimError(f"--size {size}: write {', '.join(SIZES)}.{near_matches(size, SIZES)}")

    def of(archive: Archive) -> Fitted:
        return fit(archive, seed=seed, size=SIZES[size], command=command_typed(), executor=executor).fitted

    return of


def _held(file: Path | None) -> Fitted | None:
    from sim.data.fitted import read_fitted

    if file is None:
        return None
    if not file.is_file():
        raise SimError(f"--fit {file}: there is no such file. Write the fitted.json that 'trilateral calibrate' left.")
    return read_fitted(file)
