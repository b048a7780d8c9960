"""What commands have in common: options, and the scenario that is meant with what is changed of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.shell import say
from sim.kernel.errors import ScenarioError, SimError

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario


Worlds = Annotated[int | None, typer.Option("--worlds", metavar="N", help="Number of worlds; else the file's.")]
Weeks = Annotated[int | None, typer.Option("--weeks", metavar="N", help="Number of weeks; else the file's.")]
Seed = Annotated[int | None, typer.Option("--seed", metavar="S", help="Seed of the luck; else the file's.")]
Changes = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Change the scenario, as in seoul.resolve=0.7; may be repeated."),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Also write it to a folder, with a manifest.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
Workers = Annotated[int, typer.Option("--workers", metavar="N", min=1, help="How many processes share the worlds.")]


def read_scenario(file: str) -> Scenario:
    """The scenario of a file, or of a name: a file of this folder first, then what comes along."""
    from sim.scenario.load import load_scenario

    return load_scenario(found_file(file))


def found_file(file: str) -> str:
    """The file that is meant. Where a bare name was typed and this folder has such a file, say so."""
    from sim.scenario.library import file_here

    own = file_here(file)
    if own is None:
        return file
    say(f"Reading {own} of this folder.")
    return str(own)


def changed(scenario: Scenario, changes: Sequence[str], **sizes: int | None) -> Scenario:
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


def check_free(out: Path | None) -> None:
    if out is not None:
        from sim.report.files import check_folder

        check_folder(out)


def scenario_files(path: Path) -> list[str]:
    """The scenario files of a folder and of its folders, or the one file that is meant. Room files are none."""
    if not path.is_dir():
        return [found_file(str(path))]
    from sim.game.setup.files import is_room_file

    return [file for file in yaml_files(path) if not is_room_file(file)]


def yaml_files(path: Path) -> list[str]:
    """The YAML files of a folder and of its folders."""
    return sorted(str(file) for file in path.rglob("*") if file.suffix in (".yaml", ".yml") and file.is_file())
