"""The form for research names nobody: no name, no seat, no room, no time of day."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sim.game.rules.room import Message
from sim.report.game.research_form import DICTIONARY, research_form, without_names
from tests.game.played import NAMES, debriefed, played


def form(**asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(research_form(played()[0], debriefed(), **asked))
    return found


def test_no_name_and_no_seat_anywhere() -> None:
    room, _ = played()
    for free_text in (False, True):
        text = json.dumps(form(free_text=free_text), ensure_ascii=False).casefold()
        for seat, (name, _) in NAMES.items():
            assert seat not in text
            assert name.casefold() not in text
        for part in ("zebulon", "quax", "민수", room.code.casefold(), "170000"):
            assert part not in text, part


def test_texts_are_left_out_unless_asked_for() -> None:
    assert "text" not in form()["messages"][0]
    assert form()["messages"][0]["length"] == len(played()[0].messages[0].text)
    told = form(free_text=True)["messages"][0]["text"]
    people = {row["person"]: row for row in form()["people"]}
    assert people.keys() != {row["person"] for row in form()["people"]}  # drawn anew
    assert told.startswith("person_")
    assert told.endswith("?")
    assert ", do you trust person_" in told


def test_people_keep_their_word_within_a_form() -> None:
    found = form()
    known = {row["person"] for row in found["people"]}
    assert len(known) == len(NAMES)
    said = {one["person"] for one in found["messages"]}
    assert said - known == {"white cell"}
    assert {one["person"] for one in (*found["slips"], *found["beliefs"])} <= known
    sealed = [order["by"] for move in found["moves"] for order in move["orders"].values() if order["by"]]
    assert sealed
    assert set(sealed) <= known


def test_times_count_from_the_first_thing_said() -> None:
    found = form()
    seconds = [one["seconds"] for one in found["messages"]]
    assert seconds[0] == 0.0
    assert seconds == sorted(seconds)
    # The second message came one act, ten seconds, later.
    assert seconds[1] == 10.0
    assert all(0.0 <= value < 3600.0 for value in seconds)


def test_the_dictionary_explains_every_part() -> None:
    found = form()
    assert set(found) - {"dictionary"} <= {key.split(".")[0] for key in DICTIONARY}
    assert form()["slips"][0].keys() >= {"yes", "odds", "probability"}
    assert json.loads(research_form(played()[0]))["goals"] is None


@given(before=st.text(max_size=12), after=st.text(max_size=12), shout=st.booleans())
def test_a_name_goes_from_any_text(before: str, after: str, shout: bool) -> None:
    room, _ = played()
    clean = without_names(room, {seat: f"person_{place}" for place, seat in enumerate(room.seats)})
    name = "Zebulon Quax".upper() if shout else "zebulon quax"
    assert "zebulon quax" not in clean(f"{before} {name} {after}").casefold()
    assert "민수" not in clean(f"{before}민수{after}")


def test_short_names_are_found_as_words_only() -> None:
    room, _ = played()
    seats = {**room.seats, "k-seat-one": replace(room.seats["k-seat-one"], name="Ann")}
    seats["k-seat-two"] = replace(room.seats["k-seat-two"], name="Jörg Strauß")
    clean = without_names(replace(room, seats=seats), {seat: f"person_{seat[-3:]}" for seat in seats})
    assert clean("Ann planned it, ANN's idea") == "person_one planned it, person_one's idea"
    assert clean("JÖRG STRAUSS and jörg strauß, or Strauß") == "person_two and person_two, or [somebody]"


def test_a_hidden_message_stays_marked() -> None:
    room, _ = played()
    hidden: Message = next(one for one in room.messages if one.hidden)
    assert [one["hidden"] for one in form()["messages"]].count(True) == 1
    assert hidden.text not in json.dumps(form())
