"""The group of commands about games, and what they have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.shell import shell

if TYPE_CHECKING:
    from sim.game.store.store import Store

GAME_HELP = "A ready game, a room file, or a scenario: its name or its path."

Database = Annotated[
    str | None,
    typer.Option("--database", metavar="URL", help="Where the rooms are; else TRILATERAL_DATABASE, or your own file."),
]
Code = Annotated[str, typer.Argument(metavar="CODE", help="The code of the room.")]

group = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    help="Play it with a class: open rooms, serve them, take them home, rehearse.",
)
shell.add_typer(group, name="game")


@group.callback(invoke_without_command=True)
def game(context: typer.Context) -> None:
    """Play it with a class: open rooms, serve them, take them home, rehearse."""
    if context.invoked_subcommand is None:
        print(context.get_help())


def open_store(database: str | None) -> Store:
    """The rooms that are meant."""
    from sim.game.store.store import Store

    return Store.open(database)
