"""Starts the app's server, as `trilateral app` does; Ctrl-C ends it."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
import webbrowser
from contextlib import suppress
from pathlib import Path

from sim.kernel.errors import SimError

LAUNCHER = Path(__file__).parents[2] / "app.py"
INSTALLED = Path(__file__).parent / "router" / "app.py"
LOOPBACK = ("127.0.0.1", "localhost")
SECONDS_TO_SERVE = 60.0


def serve(address: str, port: int) -> None:
    """Serve the app until it is stopped, and show it where a person sits before a screen.

    Raises SimError where the port is taken, and KeyboardInterrupt when it is stopped.
    """
    import click
    from streamlit.web.cli import main as streamlit

    check_free(address, port)
    if address in LOOPBACK and _has_screen():
        threading.Thread(target=_show, args=(address, port), daemon=True).start()
    try:
        streamlit(words(address, port), prog_name="streamlit", standalone_mode=False)
    except click.Abort:
        raise KeyboardInterrupt from None


def words(address: str, port: int) -> list[str]:
    """What Streamlit is told to serve, after its own name."""
    script = LAUNCHER if LAUNCHER.exists() else INSTALLED
    return ["run", str(script), "--server.port", str(port), "--server.address", address, "--server.headless", "true"]


def check_free(address: str, port: int) -> None:
    """Make sure that nobody serves there yet. Raises SimError."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
    except OSError as error:
        raise SimError(
            f"the app cannot be served at {address}:{port} ({error.strerror}). "
            f"Perhaps it runs there already; otherwise choose another port, for example --port {port + 1}."
        ) from error


def _has_screen() -> bool:
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _show(address: str, port: int) -> None:
    """Open the page in the browser as soon as it is served."""
    end = time.monotonic() + SECONDS_TO_SERVE
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection((address, port), timeout=1):
            webbrowser.open(f"http://{address}:{port}")
            return
        time.sleep(0.2)
