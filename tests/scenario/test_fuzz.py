"""Whatever a stranger sends, the answer is a scenario or lessons, never a traceback."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sim.kernel.errors import Problem, ScenarioError
from sim.scenario.change import with_changes
from sim.scenario.load import load_text
from tests.scenario.small import small_catalogue
from tests.scenario.texts import FULL

KNOWN = small_catalogue()
SCENARIO = load_text(FULL, "file.yaml", KNOWN)
SIGNS = [": ", "\n", "  ", "- ", "[", "]", "{", "}", ",", "&a ", "*a", "!!x ", "|\n", ">\n", "? ", "'", '"', "#", "\t"]
ODDITIES = ["---\n", "...\n", "%YAML 1.1\n", "~", "é", "<<", "1e999", ".nan", "-", "\\", "\x00", "\ud7ff"]
WORDS = ["levers", "seoul", "force", "at", "2019-08-22", "0.5", "uncertain", "schema: 1\n", "shocks"]
PIECES = [*SIGNS, *ODDITIES, *WORDS]
FORMS = ["levers", "levers.seoul", "levers.tokyo.force.export_controls", "levers.seoul.define.x", "shocks", "uncertain"]


def problems_of(load: Callable[[], object]) -> Sequence[Problem]:
    """The lessons that a stranger gets; any other exception than ScenarioError fails the test."""
    try:
        load()
    except ScenarioError as error:
        return error.problems or [Problem("", 0, 0, "", "an error without a problem")]
    return ()


def answers(text: str | bytes) -> None:
    for problem in problems_of(lambda: load_text(text, "file.yaml", KNOWN)):
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.message.isprintable()
        assert problem.key.isprintable()


def answers_changes(changes: dict[str, object]) -> None:
    for problem in problems_of(lambda: with_changes(SCENARIO, changes, KNOWN)):
        assert problem.line >= 1


@given(st.binary(max_size=200))
@settings(max_examples=120, deadline=None)
@example(b'a: "\\UFFFFFFFF"')
@example(b"\xff\xfe")
@example(b"a: " + b"9" * 10_000)
@example(b"horizon: {start: 2100-12-31, weeks: 520}\nschema: 1")
def test_bytes(content: bytes) -> None:
    answers(content)


@given(st.text(max_size=200))
@settings(max_examples=120, deadline=None)
def test_text(content: str) -> None:
    answers(content)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=120, deadline=None)
def test_pieces_of_yaml(content: str) -> None:
    answers(content)


@given(st.integers(0, 2**32))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_full_file_with_damage(seed: int) -> None:
    chance = random.Random(seed)
    text = FULL
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice([*PIECES, ""]) + text[at + chance.randint(0, 12) :]
    answers(text)


@given(
    st.dictionaries(
        st.lists(st.sampled_from([*PIECES, ".", "seoul.resolve", "tokyo.export_controls.dose"]), max_size=6).map(
            "".join
        ),
        st.text(max_size=20)
        | st.none()
        | st.floats()
        | st.lists(st.integers())
        | st.dictionaries(st.text(), st.text()),
        max_size=3,
    )
)
@settings(max_examples=120, deadline=None)
def test_changes(changes: dict[str, object]) -> None:
    answers_changes(changes)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)


@given(st.sampled_from([*FORMS, "sweep", "expect", "horizon", "decision", "watch", "agents_from"]), JSON)
@settings(max_examples=120, deadline=None)
def test_changes_of_any_form(key: str, value: object) -> None:
    answers_changes({key: value})
