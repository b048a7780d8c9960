"""Open the app."""

from __future__ import annotations

from typing import Annotated

import typer

from sim.cli.shell import shell


@shell.command("app")
def app_command(
    port: Annotated[int, typer.Option("--port", metavar="N", min=1, max=65535, help="The port to serve on.")] = 8501,
    address: Annotated[str, typer.Option("--address", metavar="ADDRESS", help="0.0.0.0 serves a class.")] = "127.0.0.1",
) -> None:
    """Open the app in the browser; Ctrl-C ends it."""
    from sim.ui.launch import serve

    serve(address, port)
