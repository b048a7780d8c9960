"""`trilateral app` serves the app."""

from __future__ import annotations

import os
import signal
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


def start(folder: Path, port: int) -> subprocess.Popen[str]:
    environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.Popen(
        [sys.executable, "-m", "sim", "app", "--port", str(port)],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_app_answers_and_stops(tmp_path: Path) -> None:
    port = free_port()
    with start(tmp_path, port) as running:
        try:
            assert answers(f"http://127.0.0.1:{port}/", running)
        finally:
            running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=20)
    assert running.returncode == 130
    assert "Interrupted" in err
    assert "Traceback" not in err


def test_a_port_that_is_taken_is_a_lesson(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with start(tmp_path, taken.getsockname()[1]) as running:
            _, err = running.communicate(timeout=40)
    assert running.returncode == 2
    assert "choose another port" in err


def answers(address: str, running: subprocess.Popen[str], seconds: float = 40.0) -> bool:
    """Whether the page is served within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and running.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as page:
                return bool(page.status == 200 and b"<html" in page.read().lower())
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.3)
    return False
