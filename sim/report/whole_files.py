"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from sim.kernel.errors import RunError


def put_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place first, and put it there in one step. Makes the folder if need be.

    Raises RunError where the disk refuses.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise RunError(f"{path} could not be written: {error.strerror or error}.") from error
