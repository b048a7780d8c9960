"""The command line, and the only printing: results on standard output, everything else on standard error."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typer import Typer

COMMANDS = (
    "run",
    "batch",
    "sensitivity",
    "discover",
    "regret",
    "responses",
    "turning_points",
    "precision",
    "game_form",
    "report",
    "lists",
    "evidence",
    "calibrate",
    "hindcast",
    "claims",
    "files",
    "app",
    "game",
)


def commands() -> Typer:
    """The shell with every command in it, in the order in which they are listed."""
    from sim.cli.shell import shell

    for name in COMMANDS:
        import_module(f"sim.cli.{name}")
    return shell


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an old terminal shows a question mark instead of stopping
    commands()(prog_name="trilateral")
