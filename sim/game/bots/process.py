"""A server as a process of its own, to be measured, stopped, or killed."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sim.kernel.errors import RunError

LOOPBACK = "127.0.0.1"
SECONDS_TO_START, SECONDS_TO_STOP = 90.0, 15.0
ALIVE = "/game/rooms"
WORDS_SHOWN = 2000


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process has used so far: seconds of processor time; bytes of memory that it holds."""

    cpu: float
    memory: int


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether a server of rooms answers on a port of this computer."""
    line = http.client.HTTPConnection(LOOPBACK, port, timeout=2.0)
    try:
        line.request("GET", ALIVE)
        return line.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


class Server:
    """Runs a command that serves on a port of this computer. What it writes goes into the file `log`."""

    def __init__(self, command: Sequence[str], port: int, environment: Mapping[str, str], log: Path) -> None:
        self.address = f"http://{LOOPBACK}:{port}"
        self._command, self._port, self._log = list(command), port, log
        self._environment = {**os.environ, **environment}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start it and wait until it answers. Raises RunError, with its last words, where it does not."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as words:
            self._process = subprocess.Popen(
                self._command, env=self._environment, stdout=words, stderr=words, start_new_session=True
            )
        end = time.monotonic() + SECONDS_TO_START
        try:
            while not answers(self._port):
                if self._process.poll() is not None:
                    raise RunError(f"the server ended at once (exit code {self._process.returncode}):\n{self.words()}")
                if time.monotonic() > end:
                    raise RunError(f"the server did not answer within {SECONDS_TO_START:.0f} seconds:\n{self.words()}")
                time.sleep(0.02)
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """Ask it to end, and wait until it has; one that does not is killed."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None

    def kill(self) -> None:
        """End it in the middle of whatever it does, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def words(self) -> str:
        """The last that it wrote."""
        with suppress(OSError):
            return self._log.read_text(encoding="utf-8", errors="replace")[-WORDS_SHOWN:].strip()
        return ""

    def usage(self) -> Usage | None:
        """What it has used so far; None where psutil is not installed."""
        try:
            import psutil  # type: ignore[import-untyped]
        except ImportError:
            return None
        assert self._process is not None
        process = psutil.Process(self._process.pid)
        times = process.cpu_times()
        return Usage(times.user + times.system, int(process.memory_info().rss))
