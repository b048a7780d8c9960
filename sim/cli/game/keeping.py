"""Rooms are kept, brought elsewhere, closed, and deleted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.game.group import Code, Database, group, open_store
from sim.cli.shell import say
from sim.kernel.errors import SimError

RUNNING = "Where a server is running, its browsers notice with the next thing that is done in the room."
File = Annotated[Path, typer.Argument(metavar="FILE", help="A file that holds all rooms.")]


@group.command("backup")
def backup_command(file: File, database: Database = None) -> None:
    """Write all rooms to one file; games may go on meanwhile."""
    from sim.game.store.backup import write_backup

    if file.is_dir():
        raise SimError(f"{file} is a folder. Name a file in it, for example {file / 'rooms.gz'}.")
    content = write_backup(open_store(database), file)
    print(f"{_counted(content.rooms)} with {content.acts:,} acts written to {file}.")
    say("It holds names and everything that was said: keep it as carefully as the rooms, and delete it with them.")


@group.command("restore")
def restore_command(
    file: File,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace rooms that are here already by those of the file.")
    ] = False,
    database: Database = None,
) -> None:
    """Take the rooms of a backup in."""
    from sim.game.store.backup import restore_backup

    store = open_store(database)
    content = restore_backup(store, file, replace)
    print(f"{_counted(content.rooms)} with {content.acts:,} acts taken into {store.place}.")


@group.command("close")
def close_command(code: Code, database: Database = None) -> None:
    """End a game for good; what was done stays to be read."""
    from sim.game.host.host import Host
    from sim.game.world.game_world import GameWorld

    host = Host(open_store(database), GameWorld())
    room = host.room(code)
    host.close(room.code)
    print(f"Room {room.code} is closed.")
    say(RUNNING)


@group.command("delete")
def delete_command(
    codes: Annotated[list[str], typer.Argument(metavar="CODE...", help="The codes of the rooms.")],
    database: Database = None,
) -> None:
    """Delete rooms with everything that was done in them. There is no way back."""
    store = open_store(database)
    found = list(dict.fromkeys(store.room(code).code for code in codes))
    for code in found:
        store.delete(code)
    print(f"{_counted(len(found))} deleted: {', '.join(found)}.")
    say(RUNNING)


def _counted(rooms: int) -> str:
    return "1 room" if rooms == 1 else f"{rooms} rooms"
