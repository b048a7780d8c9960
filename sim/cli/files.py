"""Scenario files: find their mistakes, write a new one, tell editors their form."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.asked import found_file, yaml_files
from sim.cli.shell import BAD_INPUT, shell
from sim.kernel.errors import Problem, SimError


@shell.command("check")
def check_command(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Scenario files, room files, and folders of them.")
    ],
) -> None:
    """Find every mistake in scenario files and room files."""
    from sim.game.setup.files import game_names, is_room_file
    from sim.game.setup.read import check_game
    from sim.scenario.load import check_file, notes_on

    files = [file for path in paths for file in _files_to_check(path)]
    rooms = [file for file in files if is_room_file(file) or file in game_names()]
    scenarios = [file for file in files if file not in rooms]
    empty = [path for path in paths if path.is_dir() and not yaml_files(path)]
    problems = [Problem(str(path), 1, 1, "folder", "it holds no scenario files (*.yaml).") for path in empty]
    problems += [problem for file in scenarios for problem in check_file(file)]
    problems += [problem for file in rooms for problem in check_game(file)]
    for problem in dict.fromkeys(problems):
        print(problem)
    if problems:
        raise typer.Exit(BAD_INPUT)
    for file in scenarios:
        for note in notes_on(file):
            print(f"{file}: note: {note}")
    if scenarios or not rooms:
        print(f"{len(scenarios)} {'scenario is' if len(scenarios) == 1 else 'scenarios are'} in order.")
    if rooms:
        print(f"{len(rooms)} {'room file is' if len(rooms) == 1 else 'room files are'} in order.")


def _files_to_check(path: Path) -> list[str]:
    return yaml_files(path) if path.is_dir() else [found_file(str(path))]


@shell.command("schema")
def schema_command(
    game: Annotated[bool, typer.Option("--game", help="That of room files, which a class plays, instead.")] = False,
) -> None:
    """Print the JSON Schema of scenario files."""
    from sim.kernel.plain import to_json

    if game:
        from sim.game.setup.form import game_schema as written
    else:
        from sim.scenario.schema import json_schema as written
    print(to_json(written()))


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
