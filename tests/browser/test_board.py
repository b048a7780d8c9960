"""The public board and the front door in a real browser: from a code to a game, and nothing that is not public."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.game_rooms import Class, shown

pytestmark = pytest.mark.browser
People = Callable[..., Any]
NASTY = "<img src=x onerror=window.hacked=1>"
SCREENS = ((1920, 1080), (1280, 720), (820, 1100), (390, 844))


@pytest.fixture
def room(people: People, game_address: str) -> Class:
    return Class(game_address, people())


def board_of(room: Class, page: Any, path: str = "board") -> Any:
    page.goto(f"{room.address}/{path}?room={room.code}")
    page.wait_for_selector(".board[data-stage]", timeout=30_000)
    return page


def test_the_board_follows_the_room_and_is_told_nothing_secret(room: Class, people: People) -> None:
    page, heard = people(1920, 1080), []
    page.on("websocket", lambda line: line.on("framereceived", lambda said: heard.append(str(said))))
    board_of(room, page)
    room.act("host", "join", seat="s4", name=NASTY[:40], team="seoul")
    page.locator(".lobby-table.seoul").get_by_text(NASTY[:40]).wait_for()
    assert page.locator(".lobby .qr").evaluate("(picture) => picture.naturalWidth") > 0
    assert page.locator(".big-code").text_content() == room.code
    room.until("negotiate")
    shown(page, re.compile(r"^[23]:\d\d$"))
    assert page.locator(".countdown b").bounding_box()["height"] > 100
    # Both sides stand at 50 of 100: from 40 to 60 is called tense. From 5 August to 23 November it is 110 days.
    relation = page.locator(".side-card.seoul-tokyo").text_content()
    for words in ("tense", "Pact: notice given", "ends on 23 Nov 2019, in 16 weeks"):
        assert words in relation
    assert "no public pressure" in page.locator(".side-card.tokyo-washington").text_content()
    room.act("s1", "state", text=NASTY, tone="sharp")
    page.locator(".headline.fresh", has_text=NASTY).wait_for()
    assert f"Seoul accuses: {NASTY}" in page.locator(".board > .spoken").text_content()
    room.act("s1", "say", channel="seoul-tokyo", text="Between us")
    room.until("seal")
    room.seal_all()
    page.locator(".capital.washington.sealed").wait_for()
    assert not [said for said in heard if re.search("Talk first|Between us|resolute", said)]
    room.act("white", "finish")
    shown(page, "Talk first")
    assert page.evaluate("window.hacked") is None


def test_nothing_spills_over_the_edge(room: Class, people: People) -> None:
    room.until("seal")
    main = "document.querySelector('[data-testid=stMain]')"
    form = people()
    form.goto(f"{room.address}/open")
    form.get_by_role("button", name="Open the room").wait_for(timeout=30_000)
    for page in (room.teacher, board_of(room, people()), form):
        for width, height in SCREENS:
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(150)
            assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth"), (page.url, width)


def test_a_game_alone_is_two_clicks_away(people: People, game_address: str) -> None:
    page = people()
    page.goto(game_address)
    page.get_by_role("link", name="Play").click()
    page.get_by_role("button", name="Play as Washington").click()
    page.wait_for_url("**/desk?room=*", timeout=20_000)
    shown(page, "Read your brief, then seal an order.")
    code = page.url.split("room=")[1]
    page.goto(f"{game_address}/play")
    page.locator(".ticket", has_text="Back to your seat").get_by_text(code).wait_for()


def test_a_seat_is_taken_with_a_code(room: Class, people: People) -> None:
    page = people(390, 844)
    page.goto(f"{room.address}/play?room={room.code.lower()}")
    assert page.get_by_label("Room code").input_value() == room.code
    page.get_by_label("Room code").fill("zzzzzz")
    page.get_by_role("button", name="Take a seat").click()
    shown(page, "There is no room ZZZZZZ")
    page.get_by_label("Room code").fill(room.code)
    page.get_by_label("Name (may be left out)").fill("Mia")
    page.get_by_label("Tokyo").check()
    page.get_by_role("button", name="Take a seat").click()
    page.wait_for_url("**/desk?room=*")
    room.teacher.locator("[data-capital=tokyo]").get_by_text("Mia").wait_for()


def test_a_room_is_opened_as_the_form_says(people: People, game_address: str) -> None:
    page = people()
    page.goto(f"{game_address}/open?scenario=")
    page.get_by_label("Scenario", exact=True).select_option("july_2019")
    page.get_by_label("Moves", exact=True).fill("3")
    page.get_by_role("button", name="No clock").click()
    page.locator(".hands .washington").get_by_label("The model").check()
    will = page.locator(".will .sentence").text_content()
    assert "People play Seoul and Tokyo. The model's own government decides in Washington." in will
    assert "3 moves cover 12 weeks" in will
    assert "No clock runs" in will
    page.get_by_role("button", name="Open the room").click()
    page.wait_for_url("**/white?room=*", timeout=20_000)
    page.get_by_role("button", name="Start the game").click()
    shown(page, "no clock")
    shown(page, re.compile("Move 1 of 3"))
    assert page.get_by_label("Who plays Washington").input_value() == "agent"


def test_a_file_in_error_is_explained(people: People, game_address: str) -> None:
    page = people()
    page.goto(f"{game_address}/open")
    page.locator(".pick label", has_text="Your own file").click()
    file = {"name": "mine.yaml", "mimeType": "application/yaml", "buffer": b"game: 1\ntitel: x\n"}
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Open the room").click()
    shown(page, "mine.yaml:2")
