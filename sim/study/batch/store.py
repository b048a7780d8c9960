"""The folder of a batch: what has been finished stays finished, whatever happens next.

Each file is written beside its place, forced to the disk and put there in one step; then a line of the journal says
that the job is done, with the size and the SHA-256 of its files. A job without a whole line, or with files that are
not as the line says, was not done and is done again under the same names: nothing is lost and nothing doubled.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from sim.kernel.errors import RunError
from sim.kernel.plain import to_json
from sim.study.batch.places import COUNTS, JOURNAL, MANIFEST, counts_folder
from sim.study.batch.work import Failure, Health, Yield

if sys.platform != "win32":
    import fcntl

PART = ".part"


class Store:
    """A folder that a batch is written to. `done` holds the yields of finished jobs, by number, without their files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.done: dict[int, Yield] = {}

    @contextmanager
    def held(self) -> Iterator[None]:
        """Make the folder and keep others from writing to it. The system lets it go when this process ends, however
        that is. Raises RunError where it cannot be made, or another batch holds it.
        """
        if self.folder.exists() and not self.folder.is_dir():
            raise RunError(f"{self.folder} is a file. Name a folder for the results, for example --out results.")
        with self._disk():
            self.folder.mkdir(parents=True, exist_ok=True)
        if sys.platform == "win32":  # it knows no lock on a folder
            yield
            return
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise RunError(f"another batch is writing to {self.folder}. Wait for its end, or end it.") from None
        try:
            yield
        finally:
            os.close(handle)

    def begin(self, manifest: Mapping[str, object], *, resume: bool) -> None:
        """Make the folder ready. Where a batch was begun in it, go on with it if that is asked for.

        Raises RunError where the folder is not free, holds another batch, or cannot be written.
        """
        before = read_manifest(self.folder)
        if before is None:
            self._refuse_other_things()
            with self._disk():
                self.put(MANIFEST, to_json(manifest).encode())
            return
        if before.get("kind") != "batch":
            raise RunError(f"{self.folder} holds the results of another command. Name a new folder: --out DIR.")
        if not resume:
            state = "a finished batch" if before.get("finished") else "a batch that was broken off"
            raise RunError(
                f"{self.folder} holds {state}. Add --resume to go on with it, or name another folder with --out."
            )
        if before.get("fingerprint") != manifest["fingerprint"]:
            raise RunError(
                f"{self.folder} was begun with other scenarios, options or versions: {_told(before, manifest)}. "
                "Repeat the first command with --resume, or name a new folder."
            )
        self._sweep_up()
        self.done = {item.job: item for item in self._finished()}

    def _refuse_other_things(self) -> None:
        beginnings = f".{MANIFEST}{PART}"  # a batch that was broken off before its first file was there
        if any(path.name != beginnings for path in self.folder.iterdir()):
            raise RunError(f"{self.folder} holds other files. Name a new or an empty folder with --out.")

    def keep(self, found: Yield) -> None:
        """Put the files of a finished job in their places, then note it in the journal."""
        line = {
            "job": found.job,
            "worlds": found.worlds,
            "files": {path: [len(content), _digest(content)] for path, content in found.files.items()},
            "health": [vars(item) for item in found.health],
            "failures": [vars(item) for item in found.failures],
        }
        with self._disk():
            for path, content in found.files.items():
                self.put(path, content)
            with (self.folder / JOURNAL).open("ab") as journal:
                journal.write(json.dumps(line).encode() + b"\n")
                journal.flush()
                os.fsync(journal.fileno())
        self.done[found.job] = Yield(found.job, found.worlds, {}, found.health, found.failures)

    def put(self, path: str, content: bytes) -> None:
        """Write a file so that it is there as a whole or not at all, even if the power fails."""
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f".{place.name}{PART}")
        try:
            with beside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, place)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        _sync_folder(place.parent)

    @contextmanager
    def _disk(self) -> Iterator[None]:
        """Turn what the disk refuses into a lesson."""
        try:
            yield
        except OSError as error:
            raise RunError(
                f"{self.folder} cannot be written: {error.strerror or error}. All jobs that were finished are kept. "
                "Make room, or mend the folder's rights, and repeat the command with --resume."
            ) from error

    def _finished(self) -> Iterator[Yield]:
        """What the journal tells, where the files are as it says. A line torn by a crash tells nothing."""
        path = self.folder / JOURNAL
        if not path.exists():
            return
        for line in path.read_bytes().splitlines():
            try:
                told: dict[str, Any] = json.loads(line)
                failures = tuple(Failure(**item) for item in told["failures"])
                health = tuple(Health(**item) for item in told["health"])
                files, job, worlds = told["files"], told["job"], told["worlds"]
            except (ValueError, KeyError, TypeError):
                continue
            if not failures and all(self._as_told(name, *about) for name, about in files.items()):
                yield Yield(job, worlds, {}, health, failures)

    def _as_told(self, name: str, size: int, digest: str) -> bool:
        path = self.folder / name
        if path.parent.name in self._merged:
            return True
        return path.is_file() and path.stat().st_size == size and _digest(path.read_bytes()) == digest

    @cached_property
    def _merged(self) -> set[str]:
        """The folders of counts that are no longer needed, for the bands of their cases are there."""
        bands = self.folder.glob("weekly/scenario=*/case-*.parquet")
        return {Path(counts_folder(int(path.stem.removeprefix("case-")))).name for path in bands}

    def drop_counts(self) -> None:
        """Remove the counts of large cases whose weekly bands have been made of them."""
        vars(self).pop("_merged", None)
        for name in self._merged:
            shutil.rmtree(self.folder / COUNTS / name, ignore_errors=True)
        if (self.folder / COUNTS).is_dir() and not any((self.folder / COUNTS).iterdir()):
            (self.folder / COUNTS).rmdir()

    def _sweep_up(self) -> None:
        """Remove what a crash left half written: files beside their places, and the journal's torn last line."""
        for left in self.folder.rglob(f".*{PART}"):
            left.unlink(missing_ok=True)
        path = self.folder / JOURNAL
        if path.exists() and not (content := path.read_bytes()).endswith(b"\n"):
            with path.open("r+b") as journal:
                journal.truncate(content.rfind(b"\n") + 1)


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder, None where there is none. Raises RunError where it cannot be read."""
    path = folder / MANIFEST
    if not path.is_file():
        return None
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RunError(f"{path} cannot be read: {error}. Name the folder of a batch.") from error
    return found


def _told(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """What two manifests do not share, in words."""
    kinds = [key for key in ("scenarios", "design", "kept", "versions") if before.get(key) != now.get(key)]
    return ", ".join(kinds) or "its content"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _sync_folder(folder: Path) -> None:
    """Force a folder's list of names to the disk, where the system knows how."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
