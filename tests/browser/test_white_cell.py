"""The white cell's desk in a real browser, over the real host: steered, pushed at, kept secret, asked before it is too
late."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.game_rooms import Class, shown

pytestmark = pytest.mark.browser
People = Callable[..., Any]


@pytest.fixture
def room(people: People, game_address: str) -> Class:
    return Class(game_address, people(), adjudicated=True)


def button(page: Any, name: str) -> Any:
    return page.get_by_role("button", name=name, exact=True)


def more(page: Any, name: str) -> None:
    page.locator(".helm .more summary").click()
    button(page, name).click()


def test_a_move_is_steered_and_settled(room: Class) -> None:
    page = room.teacher
    button(page, "Start the game").click()
    button(page, "Go on: negotiate").click()
    button(page, "+2 min").click()
    shown(page, re.compile(r"^(5:00|4:5\d)$"))
    button(page, "Pause").click()
    shown(page, "paused")
    button(page, "Resume").click()
    button(page, "Go on: seal").click()
    shown(page, "Seoul, Tokyo and Washington have not sealed")
    room.seal_all()
    shown(page, "Settle the move below")
    page.get_by_role("switch").click()
    shown(page, "Quiet channel, week 1 (50%)")
    hostility = page.locator(".range-row", has_text="Hostility")
    assert "20.0 to 70.0" in hostility.text_content()
    assert "draw: 45.0, at p61" in hostility.text_content()
    page.get_by_label("Choose a percentile").check()
    page.get_by_label("Percentile", exact=True).fill("30")
    # A series of the last week is offered first: halfway from p10 (41) to p50 (44), without digits. Then an outcome:
    # halfway from 20 to 30.
    shown(page, re.compile(r"^p30: about 43 "))
    page.get_by_label("Of which outcome").select_option("hostility")
    shown(page, "p30: about 25.0")
    page.get_by_label("Overrule").check()
    button(page, "Overrule").click()
    shown(page, "Write down in a sentence why")
    page.get_by_label("Reason").fill("The class agreed that a leak had happened.")
    button(page, "Overrule").click()
    button(page, "Go on: move 2").wait_for()
    more(page, "Take back the last move …")
    button(page, "Cancel").click()
    assert room.phase() == "report"
    more(page, "Take back the last move …")
    button(page, "Take back move 1").click()
    button(page, "Go on: seal").wait_for()


def test_pushes_disturb_neither_focus_nor_words(room: Class) -> None:
    page = room.teacher
    room.until("negotiate")
    page.locator(".people summary", has_text="Ann").click()
    page.get_by_label("Announcement").press_sequentially("Half a sen")
    for number in range(3):
        room.act("s1", "say", channel="team:seoul", text=f"Number {number}")
    room.act("white", "push")
    button(page, "Go on: the world answers").wait_for()
    page.keyboard.type("tence")
    assert page.get_by_label("Announcement").input_value() == "Half a sentence"
    assert button(page, "Make head").count() == 0
    assert page.locator(".people details", has_text="Ann").get_attribute("open") is not None
    button(page, "An event of your own …").click()
    page.get_by_label("Headline").fill("A leak")
    room.act("white", "extend", minutes=1)
    shown(page, re.compile(r"^[23]:\d\d$"))
    page.get_by_label("What the world feels").select_option("scandal")
    page.get_by_label("Which", exact=True).select_option("tokyo")
    button(page, "Play it now").click()
    page.get_by_role("tab", name="World").click()
    shown(page, "A leak")


def test_secrets_stay_behind_their_switch(room: Class) -> None:
    page = room.teacher
    room.until("negotiate")
    room.act("s1", "say", channel="team:seoul", text="Nobody must know")
    room.act("white", "push")
    room.seal_all()
    shown(page, "Settle the move below")
    for tab in ("Now", "World", "Messages", "Proposals"):
        page.get_by_role("tab", name=tab).click()
        assert not re.search("Nobody must know|Talk first|is resolute|20.0 to", page.locator(".white").inner_text())
    page.get_by_role("switch").click()
    page.get_by_role("tab", name="Messages").click()
    shown(page, "Nobody must know")
    button(page, "take down").click()
    button(page, "show again").wait_for()
    page.get_by_role("tab", name="World").click()
    shown(page, "is resolute")


def test_people_are_moved_and_take_their_seat_along(room: Class, people: People) -> None:
    page = room.teacher
    room.act("host", "join", seat="s4", name="Ben", team="seoul")
    page.locator(".people summary", has_text="Ben").click()
    page.locator(".people details[open]").get_by_label("Sits at").select_option("tokyo")
    page.locator("[data-capital=tokyo] summary", has_text="Ben").click()
    button(page, "Make head").click()
    page.locator("[data-capital=tokyo] summary", has_text="Ben").get_by_text("head").wait_for()
    page.locator("[data-capital=tokyo]").get_by_role("button", name="Link for another device").click()
    link = page.get_by_label("One-time link").input_value()
    other = people(390, 844)
    other.goto(link)
    button(other, "Take my seat on this device").click()
    other.wait_for_url("**/desk?room=*")
    page.locator("[data-capital=tokyo] .presence.on").wait_for(timeout=20_000)
    assert "trilateral" not in other.evaluate("document.cookie")
    again = people()
    again.goto(link)
    button(again, "Take my seat on this device").click()
    shown(again, "this pass opens nothing")


def test_a_card_waits_for_what_it_is_armed_for(room: Class) -> None:
    page = room.teacher
    room.until("brief")
    page.locator(".deck-cards summary").click()
    card = page.locator(".cards li").first
    card.get_by_role("button", name="Arm").click()
    page.get_by_label("Move", exact=True).select_option("")
    page.get_by_label("Or as soon as").select_option("approval.seoul")
    button(page, "Arm the card").click()
    shown(page, "Write the value that the series must pass.")
    page.get_by_label("Side").select_option("below")
    page.get_by_label("Value").fill("42.5")
    button(page, "Arm the card").click()
    card.get_by_text("approval.seoul below 42.5").wait_for()


def test_a_room_is_left_for_good_only_when_asked_twice(room: Class, people: People) -> None:
    page = room.teacher
    more(page, "Delete the room …")
    button(page, "Cancel").click()
    more(page, "Close the room …")
    button(page, "Close the room").click()
    shown(page, "Closed")
    more(page, "Delete the room …")
    button(page, "Delete everything").click()
    page.wait_for_url("**/play")
    stranger = people()
    stranger.goto(f"{room.address}/white?room={room.code}")
    shown(stranger, "There is no room")
