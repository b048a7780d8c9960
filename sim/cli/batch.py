"""Run many scenarios, sweeps and seeds, and keep what comes as it comes."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.asked import AsJson, Changes, Weeks, Workers, Worlds, changed, read_scenario, scenario_files
from sim.cli.shell import BAD_INPUT, EXPECTATION_FAILED, command_typed, progress_bar, say, shell, terminal
from sim.kernel.errors import RunError, SimError, near_matches

if TYPE_CHECKING:
    from sim.study.batch import Estimate, Family, Finished, Plan, Unread
    from sim.study.executors import Executor

Scheduler = Annotated[
    str | None, typer.Option("--scheduler", metavar="ADDRESS", help="A Dask scheduler, as tcp://HOST:8786.")
]
MINUTE, HOUR = 60.0, 3600.0
FAILURES_SHOWN = 20


@shell.command("batch")
def batch_command(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Scenario files, names, and folders of files.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder that the results are written to.")],
    design: Annotated[
        str,
        typer.Option(
            "--design",
            metavar="KIND",
            help="factorial: what files sweep. sobol, lhs: points over what they call uncertain. Or a CSV file.",
        ),
    ] = "factorial",
    points: Annotated[
        int | None, typer.Option("--points", metavar="N", min=1, help="Points of a sobol or lhs design; else 256.")
    ] = None,
    worlds: Worlds = None,
    weeks: Weeks = None,
    seeds: Annotated[
        list[int] | None, typer.Option("--seed", metavar="S", min=0, help="Seed of the luck; may be repeated.")
    ] = None,
    changes: Changes = None,
    luck: Annotated[
        str,
        typer.Option("--luck", metavar="WHOSE", help="common: all points meet the same worlds. own: each has its own."),
    ] = "",
    until_error: Annotated[
        float | None,
        typer.Option("--until-error", metavar="E", help="Play more worlds until every error is at most this, as .01."),
    ] = None,
    outcomes: Annotated[
        list[str] | None,
        typer.Option("--outcome", metavar="NAME", help="Outcomes whose error counts; else those watched."),
    ] = None,
    weekly: Annotated[
        str, typer.Option("--weekly", metavar="WHICH", help="Weekly bands to keep: outcomes, all or none.")
    ] = "outcomes",
    series: Annotated[
        list[str] | None,
        typer.Option("--series", metavar="KEY", help="A series to keep week by week in every world; may be repeated."),
    ] = None,
    workers: Workers = 1,
    scheduler: Scheduler = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a batch that was broken off.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it would take, and stop.")] = False,
    as_json: AsJson = False,
) -> None:
    """Run many scenarios and sweeps; results are kept as they come."""
    from sim.study.batch import estimate, plan_of, run_batch

    _check_words(weekly, series or (), outcomes or (), until_error)
    families, unread = _families(paths, changes or (), design, points, worlds, weeks, seeds or (), luck)
    for item in unread:
        say(item.cause)
    if not families:
        raise typer.Exit(BAD_INPUT)
    plan = plan_of(families, bands=weekly, full=series or (), until_error=until_error, outcomes=outcomes or ())
    say(_expected(plan, estimate(plan, workers), scheduler is not None))
    if dry_run:
        return
    try:
        with progress_bar() as progress:
            found = run_batch(
                plan,
                out,
                command=command_typed(),
                design=design,
                unread=unread,
                executor=_executor(workers, scheduler),
                resume=resume,
                progress=progress,
            )
    except KeyboardInterrupt:
        say(f"What was finished is kept in {out}. Go on with the same command and --resume.")
        raise
    _report(plan, found, as_json)
    unmet = [] if changes or weeks is not None else _unmet(plan, out)
    for words in unmet:
        say(f"An expectation does not hold: {words}.")
    if found.failed or unmet:
        raise typer.Exit(EXPECTATION_FAILED)


def _executor(workers: int, scheduler: str | None) -> Executor:
    if scheduler is not None:
        from sim.study.cluster import Cluster

        return Cluster(scheduler)
    from sim.study.executors import local

    return local(workers)


def _check_words(weekly: str, series: Sequence[str], outcomes: Sequence[str], until_error: float | None) -> None:
    """Raises RunError for words that name nothing."""
    from sim.kernel.catalogue import catalogue
    from sim.study.batch.family import ALL, BANDS, bands_of

    known = {
        "--weekly": ([weekly], BANDS),
        "--series": (series, bands_of(ALL)),
        "--outcome": (outcomes, catalogue().outcomes),
    }
    for option, (asked, names) in known.items():
        for word in asked:
            if word not in names:
                raise RunError(f"{option} {word}: there is none of that name.{near_matches(word, names)}")
    if until_error is not None and not 0.0 < until_error < 1.0:
        raise RunError(f"--until-error {until_error:g}: an error lies between 0 and 1. Write for example 0.01.")


def _families(
    paths: Sequence[Path],
    changes: Sequence[str],
    design: str,
    points: int | None,
    worlds: int | None,
    weeks: int | None,
    seeds: Sequence[int],
    luck: str,
) -> tuple[list[Family], list[Unread]]:
    """The cases of every file; a file that is no scenario, or for which the design makes no sense, is told apart."""
    from sim.study.batch import Unread, family_of, name_of

    families: list[Family] = []
    unread: list[Unread] = []
    for file in _files(paths):
        name = name_of(file, {family.name for family in families} | {item.name for item in unread})
        try:
            scenario = changed(read_scenario(file), changes, weeks=weeks, worlds=worlds)
        except SimError as error:
            unread.append(Unread(name, file, "read", str(error)))
            continue
        try:
            families.append(
                family_of(name, file, scenario, design=design, points=points, worlds=worlds, seeds=seeds, luck=luck)
            )
        except SimError as error:
            unread.append(Unread(name, file, "design", f"{file}: {error}"))
    return families, unread


def _files(paths: Sequence[Path]) -> Iterator[str]:
    """The files of all paths, each once. Raises RunError for an empty folder."""
    seen = set()
    for path in paths:
        files = scenario_files(path)
        if not files:
            raise RunError(f"{path} holds no scenario files (*.yaml). Name a file, or a folder that holds some.")
        for file in files:
            if file not in seen:
                seen.add(file)
                yield file


def _expected(plan: Plan, expected: Estimate, elsewhere: bool) -> str:
    from sim.report.words import counted

    cases, worlds = counted(expected.cases, "case"), counted(expected.worlds, "world")
    least = "at least " if plan.until_error is not None else ""
    about, most = f"{least}about", least or "up to "
    where = "on one of the cluster's processors" if elsewhere else "here"
    return (
        f"{cases}, {least}{worlds}, {expected.world_weeks:,} world-weeks: {about} {_duration(expected.seconds)} "
        f"{where}, {most}{max(expected.megabytes, 0.1):,.1f} MB on the disk."
    )


def _duration(seconds: float) -> str:
    from sim.report.words import counted

    if seconds < MINUTE:
        return counted(max(round(seconds), 1), "second")
    if seconds < HOUR:
        return counted(round(seconds / MINUTE), "minute")
    return f"{seconds / HOUR:.1f} hours"


def _report(plan: Plan, found: Finished, as_json: bool) -> None:
    """What came of it in sentences; the folder holds the rest."""
    from sim.kernel.plain import to_json
    from sim.report.studies.batch import SURE, batch_document
    from sim.report.words import counted
    from sim.study.batch import read_batch

    batch = read_batch(found.folder)
    failed = batch.cases[batch.cases.status != "done"][["scenario", "stage", "cause"]].to_dict("records")
    if as_json:
        rows = batch.outcomes.to_dict("records")
        print(to_json({"folder": str(found.folder), **batch.manifest, "failures": failed, "outcomes": rows}))
        return
    paper = terminal()
    document = batch_document(found.folder)
    sure = [sentence for section in document.sections if section.heading == SURE for sentence in section.sentences]
    for sentence in (*document.findings, *sure):
        paper.print(sentence, markup=False)
    for row in failed[:FAILURES_SHOWN]:
        paper.print(f"Failed: {row['scenario']} ({row['stage']}): {row['cause']}", markup=False)
    if found.short:
        paper.print(f"{counted(found.short, 'case')} did not reach an error of {plan.until_error:g}.")
    say(
        f"{counted(found.cases, 'case')} and {counted(found.worlds, 'world')} are in {found.folder}. "
        f"All of it on a page: trilateral report {shlex.quote(str(found.folder))}"
    )


def _unmet(plan: Plan, folder: Path) -> list[str]:
    """What scenarios expect and did not get, in words; swept and sampled ones are other scenarios than written."""
    from sim.study.batch import read_batch

    means = read_batch(folder).outcomes.set_index(["scenario", "outcome"])["mean"]
    return [
        f"{family.name}: {item.outcome} is {means[family.name, item.outcome]:.3g}, not {item.low:g} to {item.high:g}"
        for family in plan.families
        if not family.points and len(family.seeds) == 1 and family.seeds[0] == family.scenario.seed
        for item in family.scenario.expect
        if family.worlds >= family.scenario.worlds
        and (family.name, item.outcome) in means.index
        and not item.low <= means[family.name, item.outcome] <= item.high
    ]
