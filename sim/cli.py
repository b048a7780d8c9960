"""The command line, and the only printing: results on standard output, everything else on standard error."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shlex
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer
from rich.console import Console, RenderableType
from typer.core import TyperGroup

from sim.kernel.errors import Problem, ScenarioError, SimError, near_matches

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario

DONE, EXPECTATION_FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
SECONDS_BEFORE_PROGRESS = 1.0
CAPITALS_IN_HELP = "Words of a lever's name, or a capital, to show only those; a full key shows all that is known."
PLACES_IN_HELP = "A place (seoul, courts, relations), words of a name, or a full key, to show all about only those."

T = TypeVar("T")
Progress = Callable[[int, int], None]


class Paper(Console):
    """A console that ends quietly when its reader leaves early, as in `trilateral levers | head`."""

    def on_broken_pipe(self) -> NoReturn:
        _leave_quietly()
        raise SystemExit(DONE)


def _leave_quietly() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Shell(TyperGroup):
    """Turns whatever goes wrong in a command into words on standard error and an exit code."""

    debug = False

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take `--debug` from wherever it stands, so that it can be added at the end of a command that failed."""
        self.debug = "--debug" in args
        return super().parse_args(ctx, [word for word in args if word != "--debug"])

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.Abort):
            raise
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # impatience would show a traceback
            for child in multiprocessing.active_children():  # else each finishes its chunk first
                child.terminate()
            _say("Interrupted.")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            _leave_quietly()
            raise typer.Exit(DONE) from None
        except SimError as error:
            self._show_traceback()
            _say(_lesson(error))
            raise typer.Exit(error.exit_code) from None
        except Exception as error:
            if hasattr(error, "format_message"):  # a usage error, which typer words itself
                raise
            self._show_traceback()
            _say(
                f"Something went wrong inside the simulator ({type(error).__name__}: {error}). This is a mistake of "
                "the program, not yours: please report it with the command and the scenario file. "
                "Add --debug to see where it happened."
            )
            raise typer.Exit(BAD_INPUT) from None

    def _show_traceback(self) -> None:
        if self.debug:
            traceback.print_exc()


def _lesson(error: SimError) -> str:
    if isinstance(error, ScenarioError):
        return "\n".join(str(problem) for problem in error.problems)
    return str(error)


shell = typer.Typer(
    cls=Shell,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Trilateral: scenarios of the dispute between Seoul and Tokyo and what Washington can do about it.",
)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an old terminal shows a question mark instead of stopping
    shell(prog_name="trilateral")


def _say(words: str) -> None:
    print(words, file=sys.stderr)


def _print(what: RenderableType) -> None:
    _paper().print(what)


def _paper() -> Paper:
    return Paper(highlight=False, soft_wrap=False)


@shell.callback(invoke_without_command=True)
def trilateral(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose.")] = False,
) -> None:
    """Scenarios of the dispute between Seoul and Tokyo and what Washington can do about it."""
    if version:
        from sim.report.files import versions

        print(f"trilateral {versions()['trilateral']}")
    elif context.invoked_subcommand is None:
        print(context.get_help())


Worlds = Annotated[int | None, typer.Option("--worlds", metavar="N", help="Number of worlds; else the file's.")]
Weeks = Annotated[int | None, typer.Option("--weeks", metavar="N", help="Number of weeks; else the file's.")]
Seed = Annotated[int | None, typer.Option("--seed", metavar="S", help="Seed of the luck; else the file's.")]
Changes = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Change the scenario, as in seoul.resolve=0.7; may be repeated."),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Also write Parquet tables and a manifest.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
Workers = Annotated[int, typer.Option("--workers", metavar="N", min=1, help="How many processes share the worlds.")]


@shell.command("run")
def run_command(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A scenario file, or its name: here, or one that comes along.")
    ],
    worlds: Worlds = None,
    weeks: Weeks = None,
    seed: Seed = None,
    changes: Changes = None,
    out: Out = None,
    as_json: AsJson = False,
    workers: Workers = 1,
) -> None:
    """Run one scenario and print its outcomes."""
    written = _read(file)
    scenario = _changed(written, changes or (), worlds=worlds, weeks=weeks, seed=seed)
    _check_free(out)
    from sim.engine.run import run
    from sim.report.expectations import as_written, check_expectations
    from sim.report.files import write_results
    from sim.report.plain import run_object, to_json
    from sim.report.tables import run_report

    began = time.perf_counter()
    with _progress() as progress:
        results = run(scenario, workers=workers, progress=progress)
    checked, tested = check_expectations(results), as_written(results, written)
    if out is not None:
        write_results(results, out, _command(), time.perf_counter() - began, written)
        _say(f"Written to {out}.")
    if as_json:
        print(to_json(run_object(results, written)))
    else:
        paper = _paper()
        paper.print(run_report(results, checked, paper.width, tested))
    failed = [check.expectation.outcome for check in checked if tested and not check.holds]
    if failed:
        _say(f"The scenario's expectations do not hold: {', '.join(failed)}.")
        raise typer.Exit(EXPECTATION_FAILED)


@shell.command("compare")
def compare_command(
    files: Annotated[list[str], typer.Argument(metavar="FILE_A FILE_B...", help="The baseline, then the others.")],
    worlds: Worlds = None,
    weeks: Weeks = None,
    seed: Seed = None,
    changes: Changes = None,
    out: Out = None,
    as_json: AsJson = False,
    workers: Workers = 1,
) -> None:
    """Print how scenarios differ from the first one."""
    if len(files) < 2:
        raise typer.BadParameter("name two files or more: the baseline first, then what to compare with it.")
    written = [_read(file) for file in files]
    baseline, *arms = [_changed(own, changes or (), worlds=worlds, weeks=weeks, seed=seed) for own in written]
    _check_free(out)
    from sim.engine.run import compare
    from sim.report.conditions import conditions_of
    from sim.report.files import write_comparison
    from sim.report.plain import comparison_object, to_json
    from sim.report.tables import comparison_report

    began = time.perf_counter()
    with _progress() as progress:
        comparison = compare(baseline, *arms, workers=workers, progress=progress)
    conditions = conditions_of(comparison, arms)
    if out is not None:
        write_comparison(comparison, out, _command(), time.perf_counter() - began, conditions, written)
        _say(f"Written to {out}.")
    if as_json:
        print(to_json(comparison_object(comparison, conditions, written[0])))
    else:
        paper = _paper()
        paper.print(comparison_report(comparison, paper.width, conditions))


def _read(file: str) -> Scenario:
    """The scenario of a file, or of a name: a file of this folder first, then what comes along."""
    from sim.scenario.load import load_scenario

    return load_scenario(_found(file))


def _found(file: str) -> str:
    """The file that is meant. Where a bare name was typed and this folder has such a file, say so."""
    from sim.scenario.library import file_here

    own = file_here(file)
    if own is None:
        return file
    _say(f"Reading {own} of this folder.")
    return str(own)


def _changed(scenario: Scenario, changes: Sequence[str], **sizes: int | None) -> Scenario:
    """A scenario with what the command line changes of it: what is set first, then its size and luck."""
    typed = dict(_change(words) for words in changes)
    if len(typed) < len(changes):
        keys = [_change(words)[0] for words in changes]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise SimError(f"--set {twice}: it is set twice. Write --set {twice}=... once.")
    asked = {key: size for key, size in sizes.items() if size is not None}
    for key in asked:
        if key in typed or f"horizon.{key}" in typed:
            raise SimError(f"--{key}: it is set twice, here and with --set. Write one of the two.")
    return _with(_with(scenario, typed, "--set "), asked, "--")


def _with(scenario: Scenario, changes: Mapping[str, object], option: str) -> Scenario:
    """The changed scenario; what is wrong with a change is told after the words that were typed."""
    from sim.scenario.change import shown_key, with_changes

    if not changes:
        return scenario
    try:
        return with_changes(scenario, changes)
    except ScenarioError as error:
        typed = [shown_key(key) for key in changes]
        lines = []
        for problem in error.problems:
            key = typed[problem.line - 1]
            inside = problem.key if problem.key.startswith(f"{key}.") else key
            lines.append(f"{option}{inside}: {problem.message}")
        raise SimError("\n".join(lines)) from error


def _change(words: str) -> tuple[str, str]:
    """`seoul.resolve=0.7` as a key and a value; the value is read later, as it would be in a scenario file."""
    key, equals, value = words.partition("=")
    if not equals or not key.strip():
        raise typer.BadParameter(f"'{words}' is not KEY=VALUE. Write for example --set seoul.resolve=0.7.")
    return key.strip(), value


def _check_free(out: Path | None) -> None:
    if out is not None:
        from sim.report.files import check_folder

        check_folder(out)


def _command() -> str:
    return shlex.join(["trilateral", *sys.argv[1:]])


@contextlib.contextmanager
def _progress() -> Iterator[Progress]:
    """A bar on standard error, shown only where a person watches and a run takes longer than a second."""
    paper = Console(stderr=True)
    if not paper.is_terminal:
        yield lambda done, total: None
        return
    from rich.progress import BarColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    began = time.perf_counter()
    bar = Bar("Running", BarColumn(), "{task.percentage:>3.0f}%", TimeRemainingColumn(), console=paper, transient=True)
    task = bar.add_task("worlds", total=None)

    def show(done: int, total: int) -> None:
        if time.perf_counter() - began > SECONDS_BEFORE_PROGRESS and not bar.live.is_started:
            bar.start()
        bar.update(task, completed=done, total=total)

    try:
        yield show
    finally:
        bar.stop()


@shell.command("check")
def check_command(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Scenario files, and folders of them.")],
) -> None:
    """Find every mistake in scenario files."""
    from sim.scenario.load import check_file, notes_on

    files = [file for path in paths for file in _scenario_files(path)]
    empty = [path for path in paths if path.is_dir() and not _scenario_files(path)]
    problems = [Problem(str(path), 1, 1, "folder", "it holds no scenario files (*.yaml).") for path in empty]
    problems += [problem for file in files for problem in check_file(file)]
    for problem in dict.fromkeys(problems):
        print(problem)
    if problems:
        raise typer.Exit(BAD_INPUT)
    for file in files:
        for note in notes_on(file):
            print(f"{file}: note: {note}")
    print(f"{len(files)} {'scenario is' if len(files) == 1 else 'scenarios are'} in order.")


def _scenario_files(path: Path) -> list[str]:
    if not path.is_dir():
        return [_found(str(path))]
    return sorted(str(file) for file in path.rglob("*") if file.suffix in (".yaml", ".yml") and file.is_file())


@shell.command("levers")
def levers_command(
    which: Annotated[str | None, typer.Argument(metavar="[WHICH]", help=CAPITALS_IN_HELP)] = None,
    as_json: AsJson = False,
) -> None:
    """List what each capital can do."""
    from sim.kernel.catalogue import catalogue
    from sim.report.lists import lever_card, lever_object, levers_report
    from sim.report.plain import to_json

    known = catalogue().levers
    found = _matching(which, {key: (lever, lever.owner) for key, lever in known.items()}, "lever")
    if as_json:
        print(to_json({lever.key: lever_object(lever) for lever in found}))
    else:
        _print(lever_card(found[0]) if len(found) == 1 else levers_report(found))


@shell.command("parameters")
def parameters_command(
    which: Annotated[str | None, typer.Argument(metavar="[WHICH]", help=PLACES_IN_HELP)] = None,
    as_json: AsJson = False,
) -> None:
    """List the model's numbers, which a scenario may set."""
    from sim.kernel.catalogue import catalogue
    from sim.report.lists import parameter_object, parameters_overview, parameters_report
    from sim.report.plain import to_json

    known = catalogue().parameters
    found = _matching(which, {key: (record, record.place) for key, record in known.items()}, "parameter or place")
    if as_json:
        print(to_json({record.key: parameter_object(record) for record in found}))
    else:
        _print(parameters_overview(found) if which is None else parameters_report(found))


@shell.command("shocks")
def shocks_command(
    which: Annotated[str | None, typer.Argument(metavar="[WHICH]", help="Words of a shock's name.")] = None,
    as_json: AsJson = False,
) -> None:
    """List what can happen and nobody chooses."""
    from sim.kernel.catalogue import catalogue
    from sim.report.lists import shock_object, shocks_report
    from sim.report.plain import to_json

    found = _matching(which, {key: (record, key) for key, record in catalogue().shocks.items()}, "shock")
    if as_json:
        print(to_json({record.key: shock_object(record) for record in found}))
    else:
        _print(shocks_report(found))


def _matching(which: str | None, known: Mapping[str, tuple[T, str]], kind: str) -> list[T]:
    """The records with this key or of this group; else those whose key holds the word. Raises SimError for none."""
    found = [record for key, (record, group) in known.items() if which in (None, key, group)]
    found = found or [record for key, (record, _) in known.items() if str(which) in key]
    if not found:
        near = near_matches(str(which), [*dict.fromkeys(group for _, group in known.values()), *known])
        raise SimError(f"there is no {kind} '{which}'.{near}")
    return found


@shell.command("outcomes")
def outcomes_command(as_json: AsJson = False) -> None:
    """List what is watched."""
    from sim.kernel.catalogue import catalogue
    from sim.report.lists import outcome_object, outcomes_report
    from sim.report.plain import to_json

    known = catalogue().outcomes
    if as_json:
        print(to_json({key: outcome_object(outcome) for key, outcome in known.items()}))
    else:
        _print(outcomes_report(known.values()))


@shell.command("scenarios")
def scenarios_command(as_json: AsJson = False) -> None:
    """List the scenarios that come along."""
    from sim.report.lists import scenario_object, scenarios_report
    from sim.report.plain import to_json
    from sim.scenario.library import library

    cards = library()
    if as_json:
        print(to_json({card.name: scenario_object(card) for card in cards}))
    else:
        _print(scenarios_report(cards))


@shell.command("week")
def week_command(as_json: AsJson = False) -> None:
    """List the phases of a week in their order."""
    from sim.engine.week import WEEK
    from sim.report.lists import week_report
    from sim.report.plain import to_json

    if as_json:
        print(to_json([{"phase": phase.key, "label": phase.label} for phase in WEEK]))
    else:
        _print(week_report([(phase.key, phase.label) for phase in WEEK]))


@shell.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of scenario files."""
    from sim.report.plain import to_json
    from sim.scenario.schema import json_schema

    print(to_json(json_schema()))


@shell.command("new")
def new_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new scenario's name; the file is NAME.yaml, here.")],
) -> None:
    """Write a commented starter scenario."""
    from sim.scenario.library import unfit_name
    from sim.scenario.starter import starter_yaml

    stem = name.removesuffix(".yaml").removesuffix(".yml")
    why = unfit_name(stem)
    if why:
        raise SimError(why)
    path = Path(name if stem != name else f"{name}.yaml")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(starter_yaml(stem))
    except FileExistsError:
        raise SimError(f"{path} is there already, and is left as it is. Choose another name.") from None
    except OSError as error:
        raise SimError(f"{path} cannot be written: {error.strerror}.") from error
    print(f"Written to {path}. Run it with: trilateral run {shlex.quote(str(path))}")


@shell.command("app")
def app_command(
    port: Annotated[int, typer.Option("--port", metavar="N", min=1, max=65535, help="The port to serve on.")] = 8501,
    address: Annotated[str, typer.Option("--address", metavar="ADDRESS", help="0.0.0.0 serves a class.")] = "127.0.0.1",
) -> None:
    """Open the app in the browser; Ctrl-C ends it."""
    from sim.ui.launch import serve

    serve(address, port)
