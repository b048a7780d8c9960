"""The shell around every command: words for what goes wrong, exit codes, printing, and a bar for long work."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shlex
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console, RenderableType
from typer.core import TyperGroup

from sim.kernel.errors import ScenarioError, SimError
from sim.kernel.progress import Progress

DONE, EXPECTATION_FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
SECONDS_BEFORE_PROGRESS = 1.0


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
            say("Interrupted.")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            _leave_quietly()
            raise typer.Exit(DONE) from None
        except SimError as error:
            self._show_traceback()
            say(_lesson(error))
            raise typer.Exit(error.exit_code) from None
        except Exception as error:
            if hasattr(error, "format_message"):  # a usage error, which typer words itself
                raise
            self._show_traceback()
            say(
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


def say(words: str) -> None:
    """Tell the person, on standard error, so that standard output stays a result."""
    print(words, file=sys.stderr)


def print_rich(what: RenderableType) -> None:
    """Print a table or a text on standard output."""
    terminal().print(what)


def terminal() -> Paper:
    """Standard output as something that knows how wide it is."""
    return Paper(highlight=False, soft_wrap=False)


@shell.callback(invoke_without_command=True)
def trilateral(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose.")] = False,
) -> None:
    """Scenarios of the dispute between Seoul and Tokyo and what Washington can do about it."""
    if version:
        from sim.kernel.versions import versions

        print(f"trilateral {versions()['trilateral']}")
    elif context.invoked_subcommand is None:
        print(context.get_help())


def command_typed() -> str:
    """The command as it was typed, for manifests."""
    return shlex.join(["trilateral", *sys.argv[1:]])


@contextlib.contextmanager
def progress_bar() -> Iterator[Progress]:
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
