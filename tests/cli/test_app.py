"""`trilateral app` serves the app."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_app_answers_and_stops(tmp_path: Path) -> None:
    port = free_port()
    running = subprocess.Popen(
        [sys.executable, "-m", "sim", "app", "--port", str(port)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert answers(f"http://127.0.0.1:{port}/", running)
    finally:
        running.terminate()
        running.wait(timeout=20)


def answers(address: str, running: subprocess.Popen[bytes], seconds: float = 40.0) -> bool:
    """Whether the page is served within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and running.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as page:
                return bool(page.status == 200 and b"<html" in page.read().lower())
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.3)
    return False
