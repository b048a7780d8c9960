"""A server of the app and a real browser, for tests and measurements."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SECONDS_TO_START = 60.0


def browser_path() -> str | None:
    """Where a Chromium is, or None; TRILATERAL_BROWSER names another."""
    named = os.environ.get("TRILATERAL_BROWSER")
    return named or next((path for path in map(shutil.which, BROWSERS) if path), None)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def serving(script: Path, port: int | None = None, **settings: str) -> Iterator[str]:
    """The address of a server over a script, with settings for its environment; it is stopped at the end."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    environment = {**os.environ, **settings, "PYTHONPATH": os.pathsep.join([str(ROOT), str(script.parent)])}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with exit code {server.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not answer in time")


@contextmanager
def browsing(**options: Any) -> Iterator[Any]:
    """A fresh page of a headless Chromium; options go to the browser's context."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), headless=True, args=["--no-sandbox"])
        context = browser.new_context(**options)
        yield context.new_page()
        context.close()
        browser.close()


def opened(page: Any, address: str) -> Any:
    """The page, once its first charts are drawn."""
    page.goto(address)
    page.wait_for_selector(".page[data-serial]", timeout=60_000)
    return page
