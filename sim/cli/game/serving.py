"""Serve rooms to a class, and say plainly who can reach them."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from sim.cli.game.group import Database, group
from sim.cli.shell import say

EVERYWHERE = ("0.0.0.0", "::", "")
WARNING = (
    "Everybody on the network that this computer is in can open these pages now, and what they send is not encrypted "
    "(plain http): whoever runs the network could read along. Use a network that you trust, never a cafe's, and end it "
    "with Ctrl-C when the class is over."
)


@group.command("serve")
def serve_command(
    port: Annotated[int, typer.Option("--port", metavar="N", min=1, max=65535, help="The port to serve on.")] = 8501,
    address: Annotated[str, typer.Option("--address", metavar="ADDRESS", help="0.0.0.0 serves a class.")] = "127.0.0.1",
    database: Database = None,
) -> None:
    """Serve the rooms; Ctrl-C ends it, and nothing is lost."""
    from sim.game.store.address import VARIABLE
    from sim.ui.launch import LOOPBACK, check_free, serve

    if database is not None:
        os.environ[VARIABLE] = database
    _check_database(database)
    check_free(address, port)
    if address in LOOPBACK:
        say(f"Only this computer can open http://{address}:{port}. To let a class in: --address 0.0.0.0")
    else:
        _tell_class(address, port)
    serve(address, port)


def _check_database(database: str | None) -> None:
    """A wrong address is told at once, and not to the first who opens a room."""
    from sim.game.store.store import Store

    store = Store.open(database)
    say(f"Rooms are kept in {store.place}.")
    store.shut()


def _tell_class(address: str, port: int) -> None:
    import segno

    from sim.ui.game.join_address import own_address

    host = own_address() if address in EVERYWHERE else address
    url = f"http://[{host}]:{port}/play" if ":" in host else f"http://{host}:{port}/play"
    print(f"The class joins at {url}", flush=True)
    segno.make_qr(url).terminal(compact=True)
    say(WARNING)
