"""Fit the model's parameters to the record."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.asked import AsJson, Workers
from sim.cli.shell import command_typed, progress_bar, say, shell, terminal
from sim.kernel.errors import SimError
from sim.kernel.progress import Progress

if TYPE_CHECKING:
    from sim.data.archive import Archive
    from sim.study.calibration.fit import Fit
    from sim.study.executors import Executor

FOLDER, RESULT, SET = "evidence", "calibration.json", "fitted.json"
MINUTES = {"tiny": 0.5, "small": 3.0, "full": 15.0}
MINUTES_A_TRUTH = 0.15
UNTIL_IN_HELP = "Use nothing of this day or later; else the fit ends where the validation data begin."
SBC_IN_HELP = "Fit so many records made with known parameters as well, and see whether the fit finds them."
SHIP_IN_HELP = "Put the fitted set in the place of the one that comes along with the program."


@shell.command("calibrate")
def calibrate_command(
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help=UNTIL_IN_HELP)] = None,
    size: Annotated[str, typer.Option("--size", metavar="SIZE", help="How much work: tiny, small or full.")] = "full",
    seed: Annotated[int, typer.Option("--seed", metavar="S", min=0, help="Seed of all luck.")] = 20190822,
    workers: Workers = 1,
    sbc: Annotated[int, typer.Option("--sbc", metavar="N", min=0, help=SBC_IN_HELP)] = 0,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where evidence.md and evidence/ go.")] = Path(
        "docs"
    ),
    ship: Annotated[bool, typer.Option("--ship", help=SHIP_IN_HELP)] = False,
    as_json: AsJson = False,
) -> None:
    """Learn from the record what it can say of the parameters."""
    from sim.data.archive import archive
    from sim.study.calibration.size import SIZES
    from sim.study.executors import local

    chosen = _size(size, list(SIZES))
    known = _archive(until, ship)
    executor = local(workers)
    say(_plan(chosen, sbc, workers, known, ship, out))
    with _timed("The blocks and the decision weights") as progress:
        found = _fit(known, chosen, seed, executor, progress)
    _keep(found, out, ship)
    account = _account(found, archive(), known, executor)
    _write(account, out)
    if sbc:
        account["truths"] = _truths(known, sbc, seed, executor)
        account["choice"]["truths"] = _choice_truths(sbc, seed, executor)
        _write(account, out)
    _print(account, as_json)


def _size(word: str, known: list[str]) -> str:
    from sim.kernel.errors import near_matches

    if word not in known:
        raise SimError(f"--size {word}: write {', '.join(known)}.{near_matches(word, known)}")
    return word


def _archive(until: str | None, ship: bool) -> Archive:
    from sim.data.archive import VALIDATION_FROM, archive
    from sim.study.calibration.replay import record_before

    day = VALIDATION_FROM if until is None else _day(until)
    if ship and day > VALIDATION_FROM:
        raise SimError(
            f"--until {day}: a set that comes along may not know the validation data, which begin on "
            f"{VALIDATION_FROM}. Write an earlier day, or leave --ship out."
        )
    clock = record_before(day).clock
    if clock.week_of(day) < 1:
        raise SimError(
            f"--until {day}: the record that is played begins on {clock.start}, and a week of it must be over. Write "
            f"a day from {clock.first_day(1)} on."
        )
    return archive().before(day)


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise SimError(f"--until {word}: this is no day. Write it as year, month, day: 2019-06-30.") from None


def _plan(size: str, sbc: int, workers: int, known: Archive, ship: bool, out: Path) -> str:
    """What will be done, and about how long it takes."""
    minutes = (MINUTES[size] + MINUTES_A_TRUTH * sbc) / min(workers, 2)
    truths = f", then {sbc} fits of each block to records made with known parameters" if sbc else ""
    where = f"{out}, and the set that comes along is replaced" if ship else f"{out}"
    return (
        f"The model is fitted to what was known before {known.until} ({size} size){truths}. This takes about "
        f"{max(round(minutes), 1)} minutes. Results go to {where}. Ctrl-C ends it; what is done by then is kept."
    )


@contextmanager
def _timed(name: str) -> Iterator[Progress]:
    began = time.perf_counter()
    with progress_bar() as progress:
        yield progress
    say(f"{name}: {time.perf_counter() - began:.0f} seconds.")


def _fit(known: Archive, size: str, seed: int, executor: Executor, progress: Progress) -> Fit:
    from sim.study.calibration.fit import fit
    from sim.study.calibration.size import SIZES

    return fit(known, seed=seed, size=SIZES[size], command=command_typed(), progress=progress, executor=executor)


def _account(found: Fit, everything: Archive, known: Archive, executor: Executor) -> dict[str, Any]:
    """What is to be said of the fit, before it is tried on known truths."""
    from sim.kernel.plain import plain
    from sim.study.calibration.account import account_of
    from sim.study.calibration.choice.account import account_of as account_of_choice
    from sim.study.calibration.predictive import predictive

    predicted = predictive(found.fitted, everything, found.fitted.seed)
    with _timed("The account of the decision weights") as progress:
        choice = account_of_choice(
            found.choice, known, found.before, size=found.size.choice, executor=executor, progress=progress
        )
    content = plain(account_of(found, predicted, choice))
    assert isinstance(content, dict)
    return content


def _truths(known: Archive, count: int, seed: int, executor: Executor) -> object:
    from sim.kernel.plain import plain
    from sim.study.calibration.account import truths_object
    from sim.study.calibration.sbc import ranks

    with _timed(f"{count} known truths") as progress:
        return plain(truths_object(ranks(known, count, seed, executor=executor, progress=progress)))


def _choice_truths(count: int, seed: int, executor: Executor) -> object:
    from sim.kernel.plain import plain
    from sim.study.calibration.choice.account import ranks_object
    from sim.study.calibration.choice.truths import ranks

    with _timed(f"{count} known truths of the decision weights") as progress:
        return plain(ranks_object(ranks(count, seed, executor=executor, progress=progress)))


def _keep(found: Fit, out: Path, ship: bool) -> None:
    from sim.data.fitted import FOLDER as SETS
    from sim.data.fitted import SHIPPED, write_fitted

    write_fitted(found.fitted, out / FOLDER / SET)
    if ship:
        write_fitted(found.fitted, SETS / f"{SHIPPED}.json")
        say(f"The set that comes along is now this one ({SETS / f'{SHIPPED}.json'}).")


def _write(account: dict[str, Any], out: Path) -> None:
    from sim.kernel.plain import to_json
    from sim.kernel.whole_files import put_whole
    from sim.report.evidence.page import write_page

    put_whole(out / FOLDER / RESULT, f"{to_json(account)}\n".encode())
    write_page(out)
    say(f"Written to {out}.")


def _print(account: dict[str, Any], as_json: bool) -> None:
    from sim.kernel.plain import to_json
    from sim.report.evidence.calibration import calibration_document
    from sim.report.paper import document_report

    if as_json:
        print(to_json(account))
        return
    paper = terminal()
    paper.print(document_report(calibration_document(account), paper.width))
