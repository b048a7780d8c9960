"""What can be taken home from a room, as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.game.group import Code, Database, group, open_store
from sim.cli.shell import say
from sim.kernel.errors import SimError, near_matches

ALL = "all"


@group.command("export")
def export_command(
    code: Code,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write to.")],
    what: Annotated[
        str, typer.Option("--what", metavar="NAME", help="One document, such as scenario or debrief; else all of them.")
    ] = ALL,
    database: Database = None,
) -> None:
    """Write a room as files: its scenario, debrief and tables."""
    from sim.game.host.host import Host
    from sim.game.rules.act import RuleError
    from sim.game.world.game_world import GameWorld
    from sim.kernel.whole_files import put_whole
    from sim.ui.game.files import FILES, file_name, source_of

    if what != ALL and what not in FILES:
        near = near_matches(what, FILES)
        raise SimError(f"--what {what}: there is no such document.{near} There are: {', '.join((*FILES, ALL))}.")
    if out.exists() and not out.is_dir():
        raise SimError(f"{out} is a file. Name a folder for the documents, for example --out room.")
    host = Host(open_store(database), GameWorld())
    room = host.room(code)
    source = source_of(host, room.code)
    for name in FILES if what == ALL else (what,):
        try:
            content = FILES[name].make(source)
        except RuleError as error:  # a debrief waits for the end of the game
            if what != ALL:
                raise
            say(f"Not written: {name}. {str(error)[:1].upper()}{str(error)[1:]}")
            continue
        path = out / file_name(room.code, name)
        put_whole(path, content.encode("utf-8") if isinstance(content, str) else content)
        print(f"Written to {path}.")
