"""The page of a debrief: everything on it, nothing that runs, and a form for the class that tells less."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html import unescape
from html.parser import HTMLParser

import pytest

from sim.game.debrief.forecasts import Forecasts
from sim.game.debrief.goals import BAD_LUCK, GOOD_LUCK, OPEN, Goal
from sim.report.document import Chart, Table
from sim.report.game.debrief_document import debrief_document
from sim.report.game.debrief_page import debrief_page
from sim.report.game.debrief_replay import channel_name
from sim.report.game.debrief_words import glance, goal_words, lot_words, of_ten
from sim.report.write_document import document_object
from tests.game.played import FEW, debriefed

# Elements that have no end tag in HTML, and those of drawings that need none.
ALONE = {"meta", "br", "path", "line", "rect", "circle", "stop"}


@cache
def page(for_class: bool = False) -> str:
    return debrief_page(debriefed(), for_class=for_class)


class Nesting(HTMLParser):
    """Fails where an element ends that is not the one begun last."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        if tag not in ALONE:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ALONE:
            assert self.open.pop() == tag


@pytest.mark.parametrize("for_class", [False, True])
def test_names_and_messages_are_text(for_class: bool) -> None:
    text = page(for_class)
    reader = Nesting()
    reader.feed(text)
    assert reader.open == []
    assert not reader.seen & {"script", "img", "link", "iframe", "object", "form"}
    assert "A &lt;small&gt; game" in text
    assert "<b>" not in text


def test_the_teachers_page_names_everybody_and_opens_everything() -> None:
    text = unescape(page())
    assert "<script>alert(1)</script> (Seoul): They bluff <b>all the time</b>; =2+2" in text
    for words in ("Zebulon Quax", "민수", "Three minutes left", "Zebulon Quax leads well", "salt k-seat-one"):
        assert words.replace("salt k", "salt salt-k") in text, words
    assert "taken back by the white cell" in text


def test_the_page_for_the_class_keeps_what_was_taken_down_and_single_scores() -> None:
    text = unescape(page(True))
    for words in ("They bluff", "Three minutes left", "leads well", "Forecasts by person"):
        assert words in unescape(page()), words
        assert words not in text, words
    assert "(taken down by the white cell)" in text
    assert "민수, do you trust zebulon quax?" in text


def test_nothing_is_asked_of_a_network() -> None:
    text = page()
    assert "default-src 'none'" in text
    found = re.findall(r"(?:src|href|url)\s*[=(]\s*[\"']?([^\"')\s>]+)", text)
    assert all(address.startswith("#") for address in found), found


def test_every_part_is_reached_from_the_top() -> None:
    text = page()
    anchors = re.findall(r'href="#([\w-]+)"', text)
    assert anchors
    assert all(text.count(f'id="{anchor}"') == 1 for anchor in anchors)
    assert text.index('class="part glance"') < text.index("<nav")


def test_a_name_cannot_break_out_of_the_style_sheet() -> None:
    found = debriefed()
    setup = replace(found.room.setup, title='x"; } body { display: none } </style><script>alert(2)</script>')
    text = debrief_page(replace(found, room=replace(found.room, setup=setup)))
    assert "<script" not in text
    assert text.count("</style>") == 1
    assert "display: none }" not in text.split("</style>")[0].split("@page")[-1]


def test_the_document_holds_every_chart_and_says_its_limits() -> None:
    document = debrief_document(debriefed())
    items = [item for section in document.sections for item in section.items]
    assert {item.name for item in items if isinstance(item, Chart)} == {
        "among_ghosts",
        "chances",
        "turning",
        "courses",
        "calibration",
    }
    assert len({item.name for item in items}) == len(items)
    assert all(item.rows for item in items if isinstance(item, Table))
    assert len(document.limits) >= 5
    assert document_object(document)["kind"] == "debrief"


def test_five_lines_at_a_glance() -> None:
    lines = glance(debriefed())
    assert len(lines) == 5
    assert lines[0].startswith("5 people played 3 moves from 5 August 2019 to 15 September 2019.")
    assert "Washington was in the hands of people and the model's agent" in lines[0]
    assert "Notice given: yes; Pact lapsed: no." in lines[1]
    assert lines[2].startswith("Points: Seoul 3 of 3; Tokyo 2 of 6; Washington 0 of 5.")
    assert "had Seoul not given notice to end the pact on 12 August 2019" in lines[3]
    assert lines[4].startswith("5 forecast slips scored 0.21 on average, where 0 is perfect: better than saying 50 %")


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "in no world"),
        (0.01, "in fewer than 1 of 10 worlds"),
        (0.8, "in 8 of 10 worlds"),
        (0.99, "in more than 9 of 10 worlds"),
        (1.0, "in every world"),
    ],
)
def test_shares_as_a_class_counts(share: float, words: str) -> None:
    assert of_ten(share) == words


def goal(verdict: str, *, met: bool, chance: float, agents: float = 0.5) -> Goal:
    one = debriefed().goals[0]
    return replace(one, verdict=verdict, met=met, chances=(chance,), agents=agents)


def test_judgement_or_luck_is_one_plain_sentence() -> None:
    said = goal_words(goal(BAD_LUCK, met=False, chance=0.8))
    assert said == (
        "Seoul, 'Pact lapsed: no': missed; with these orders it is met in 8 of 10 worlds, in the hands of the model's "
        "governments in 5 of 10 worlds. Mostly bad luck."
    )
    assert goal_words(goal(GOOD_LUCK, met=True, chance=0.1)).endswith("Mostly good luck.")
    assert goal_words(goal(OPEN, met=True, chance=0.5)).endswith("Luck had a large say.")
    better, worse = goal("as played", met=True, chance=0.9), goal("as played", met=False, chance=0.1)
    assert goal_words(better).endswith("made it likelier.")
    assert goal_words(worse).endswith("made it less likely.")


def test_outcomes_tell_luck_by_their_place() -> None:
    one = debriefed().lots["us_effort"]
    wide = replace(one, points=(0.0, 0.2, 0.5, 0.8, 1.0), lived=0.99, percentile=97.0)
    assert lot_words(wide).endswith("higher than 97 % of the worlds with the same orders: rare luck.")
    assert lot_words(replace(wide, percentile=40.0)).endswith("what these orders usually bring.")
    assert lot_words(replace(wide, percentile=80.0)).endswith("some luck.")
    same = replace(one, points=(0.5,) * 5, lived=0.5)
    assert lot_words(same).endswith("luck could hardly change it.")


def test_channels_have_names() -> None:
    assert channel_name("seoul-tokyo") == "Seoul and Tokyo"
    assert channel_name("team:seoul") == "Team room of Seoul"
    assert channel_name("white:tokyo") == "White cell and Tokyo"
    assert f"among {FEW}" in page()


def test_a_game_in_which_little_happened_has_a_page_too() -> None:
    found = debriefed()
    nobody = Forecasts((), (), (), None, ())
    bare = replace(
        found, goals=(), turning={}, history=None, forecasts=nobody, lots={}, ahead={}, moves=found.moves[-1:]
    )
    text = unescape(debrief_page(bare))
    for words in (
        "No team had objectives.",
        "Nobody handed in a forecast slip.",
        "Nobody ordered anything",
        "there is no history",
        "No single order moved",
    ):
        assert words in text, words
    assert text.count("<svg") == 1  # the courses of the lived world
