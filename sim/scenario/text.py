"""The bytes of a scenario file become text, if they are text at all and not too many."""

from __future__ import annotations

from pathlib import Path

from sim.kernel.errors import Problem, ScenarioError
from sim.scenario.places import TOP, Place, printable

MOST_BYTES = 1_000_000
LONGEST_LINE = 10_000
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def refusal(file: str, message: str, place: Place = TOP) -> ScenarioError:
    """The error for a file that cannot even be read."""
    return ScenarioError([Problem(printable(file), place.line, place.column, "file", message)])


def read_bytes(path: Path, file: str) -> bytes:
    """The content of a file. Raises ScenarioError, with advice, where it cannot be opened or is too big."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise refusal(file, "there is no such file. Check the name and the folder.") from None
    except IsADirectoryError:
        raise refusal(file, "this is a folder. Name one of the .yaml files in it.") from None
    except PermissionError:
        raise refusal(file, "this file may not be read by you. Ask its owner for leave to read it.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "the name is not possible"
        raise refusal(file, f"this file cannot be opened: {printable(reason)}.") from None
    return content


def decoded(content: bytes, file: str) -> str:
    """Bytes as text. Raises ScenarioError for what is too big, not UTF-8, not text, or has endless lines."""
    if len(content) > MOST_BYTES:
        raise refusal(file, f"the file is larger than {MOST_BYTES:,} bytes. A few thousand are enough.")
    if content.startswith(UTF_16_MARKS):
        raise refusal(file, "the file is saved as UTF-16. Save it as UTF-8 (in the editor: 'Save with encoding').")
    if b"\x00" in content:
        raise refusal(file, "this is not a text file (it holds NUL bytes). Write plain text in YAML.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        raise refusal(
            file,
            "a byte here is not UTF-8 text. Save the file as UTF-8 (in the editor: 'Save with encoding').",
            Place(line, column),
        ) from None
    # The time that some very long tokens take to parse grows with the square of their length.
    for count, row in enumerate(text.splitlines(), start=1):
        if len(row) > LONGEST_LINE:
            message = f"this line is longer than {LONGEST_LINE:,} characters. Break it into shorter ones."
            raise refusal(file, message, Place(count, LONGEST_LINE))
    return text
