"""Scenario files: find their mistakes, write a new one, tell editors their form."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.asked import scenario_files
from sim.cli.shell import BAD_INPUT, shell
from sim.kernel.errors import Problem, SimError


@shell.command("check")
def check_command(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Scenario files, and folders of them.")],
) -> None:
    """Find every mistake in scenario files."""
    from sim.scenario.load import check_file, notes_on

    files = [file for path in paths for file in scenario_files(path)]
    empty = [path for path in paths if path.is_dir() and not scenario_files(path)]
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


@shell.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of scenario files."""
    from sim.kernel.plain import to_json
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
