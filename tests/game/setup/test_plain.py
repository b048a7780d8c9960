"""A game goes into the store and comes back the same; a damaged one is told in words."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.game.setup.errors import SetupError
from sim.game.setup.plain import from_plain, to_plain
from sim.game.setup.read import read_room_text
from sim.game.setup.records import Setup
from tests.game.setup.written import SHORT
from tests.game.strategies import setups


@given(setups())
def test_the_way_through_json_changes_nothing(setup: Setup) -> None:
    text = json.dumps(to_plain(setup), allow_nan=False)
    assert from_plain(json.loads(text)) == setup
    assert to_plain(from_plain(json.loads(text))) == json.loads(text)


def places(content: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of a JSON value, outermost first."""
    yield path
    inside = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for step, value in inside:
        yield from places(value, (*path, step))


JUNK = st.sampled_from([None, True, -1, 1e300, "junk", [], {}, ["junk"], {"junk": 1}])


@given(setups(), st.data())
def test_what_is_damaged_is_refused_or_is_still_a_game(setup: Setup, data: st.DataObject) -> None:
    content = copy.deepcopy(to_plain(setup))
    path = data.draw(st.sampled_from(list(places(content))))
    damaged: Any = data.draw(JUNK)
    if path:
        around: Any = content
        for step in path[:-1]:
            around = around[step]
        if data.draw(st.booleans()):
            del around[path[-1]]
        else:
            around[path[-1]] = damaged
        damaged = content
    with suppress(SetupError):
        found = from_plain(damaged)
        assert from_plain(json.loads(json.dumps(to_plain(found)))) == found


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("teams", "seoul"), None, "teams.seoul"),
        (("opens",), "2019-07-02", "Mondays"),
        (("opens",), "soon", "opens"),
        (("moves",), [], "one move at least"),
        (("moves",), [14], "1 to 13 weeks"),
        (("teams", "seoul", "hand"), "robot", "robot"),
        (("teams", "seoul", "capital"), "tokyo", "that of tokyo"),
        (("teams", "seoul", "standing"), [{"lever": "tokyo.gesture", "doses": {"dose": 1}, "week": 1}], "not its own"),
        (("injects",), [{"key": "a", "title": "a", "text": "a", "to": ["paris"]}], "capital that there is not"),
    ],
)
def test_what_would_make_no_game_is_refused(path: tuple[str, ...], value: object, words: str) -> None:
    content: Any = to_plain(read_room_text(SHORT, "room.yaml")[0])
    around = content
    for step in path[:-1]:
        around = around[step]
    around[path[-1]] = value
    with pytest.raises(SetupError, match=words):
        from_plain(content)
