"""A student's desk in a real browser, over the real host: typed into, pushed at, sealed, cut off and brought back."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import SIZES
from tests.browser.serving import ROOT, free_port, serving

pytestmark = pytest.mark.browser

APP = ROOT / "tests" / "ui" / "game_pages" / "desk_app.py"
PEOPLE = {"Ann": "seoul", "Ben": "seoul", "Kenji": "tokyo", "Rob": "washington"}
QUIET = "seoul.quiet_channel"
COSTLY = "seoul.joint_fund_offer"


class Room:
    """A room of the server, and what tests do in it for others."""

    def __init__(self, address: str) -> None:
        self.address = address
        opened = self.post("room", PEOPLE)
        self.code = opened["room"]
        self.seats = {name: seat for name, (seat, _) in opened["people"].items()}
        self.tokens = {name: token for name, (_, token) in opened["people"].items()}

    def post(self, what: str, data: Any) -> Any:
        headers = {"content-type": "application/json"}
        request = urllib.request.Request(f"{self.address}/test/{what}", json.dumps(data).encode(), headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def act(self, who: str, kind: str, **data: Any) -> None:
        by = self.seats.get(who, who)
        assert self.post("act", {"room": self.code, "by": by, "kind": kind, "data": data}) == {"problem": ""}

    def cookie(self, name: str) -> dict[str, str]:
        """What makes a browser somebody's."""
        return {"name": f"trilateral_seat_{self.code}", "value": self.tokens[name], "url": self.address}

    def until(self, phase: str) -> None:
        self.act("white", "start")
        while self.seen()["phase"] != phase:
            self.act("white", "push")

    def seen(self) -> Any:
        with urllib.request.urlopen(f"{self.address}/test/seen?room={self.code}", timeout=20) as answer:
            return json.load(answer)


@pytest.fixture(scope="module")
def server(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("rooms")
    with serving(APP, TRILATERAL_DATABASE=f"sqlite:///{folder / 'rooms.sqlite'}") as address:
        yield address


@pytest.fixture
def room(server: str) -> Room:
    return Room(server)


@pytest.fixture
def sit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens somebody's desk; at the end no page may have failed or fetched from elsewhere."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def go(room: Room, name: str, size: str = "wide") -> Any:
        width, height = SIZES[size]
        context = browser.new_context(viewport={"width": width, "height": height}, has_touch=size == "phone")
        contexts.append(context)
        context.add_cookies([room.cookie(name)])
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: wrong.append(request.url) if _elsewhere(request.url) else None)
        page.goto(f"{room.address}/desk?room={room.code}")
        page.wait_for_selector(".desk-body:not([hidden])", timeout=30_000)
        return page

    yield go
    for context in contexts:
        context.close()
    assert not wrong


def _elsewhere(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))


def message(page: Any) -> Any:
    return page.get_by_role("textbox", name=re.compile("Your message to"))


def lever(page: Any, key: str) -> Any:
    return page.locator(f"li.lever[data-lever='{key}'] button")


def place(page: Any, key: str) -> None:
    page.locator(f"[data-tab={key}]:visible").first.click()


def test_pushes_leave_alone_what_is_being_typed(sit: Callable[..., Any], room: Room) -> None:
    page = sit(room, "Ann")
    room.until("negotiate")
    page.get_by_text("Talk with the other capitals").wait_for()
    message(page).press_sequentially("Half a sen")
    message(page).evaluate("(node) => { node.setSelectionRange(2, 4); window.typed = node; }")
    for number in range(3):
        room.act("Ben", "say", channel="team:seoul", text=f"Number {number}")
    room.act("Kenji", "say", channel="seoul-tokyo", text="Over here")
    room.act("white", "push")
    page.get_by_text("Settle your order and seal it.").wait_for()
    page.locator(".log").get_by_text("Number 2").wait_for()
    root = "window.typed.getRootNode()"
    assert page.evaluate(f"{root}.activeElement === window.typed && window.typed.isConnected")
    assert page.evaluate("[window.typed.value, window.typed.selectionStart, window.typed.selectionEnd]") == [
        "Half a sen",
        2,
        4,
    ]
    assert page.get_by_role("tab", name="Tokyo").locator(".badge").text_content() == "1"


def test_what_was_not_sent_survives_a_reload(sit: Callable[..., Any], room: Room) -> None:
    page = sit(room, "Ann", "phone")
    room.until("negotiate")
    place(page, "orders")
    lever(page, QUIET).click()
    page.locator(".sheet-line input").fill("35")
    page.get_by_label("Reasoning").fill("A door stays open")
    place(page, "talk")
    page.get_by_role("tab", name="Tokyo").click()
    message(page).fill("Could we")
    place(page, "press")
    page.get_by_label("Statement of your government").fill("We regret")
    place(page, "slips")
    page.get_by_role("slider", name="Will Seoul give notice?").fill("72")
    page.reload()
    page.locator(".percent-row").get_by_text("72 %").wait_for()
    place(page, "orders")
    assert page.locator(".dose b").text_content() == "35 %"
    assert page.get_by_label("Reasoning").input_value() == "A door stays open"
    place(page, "talk")
    assert page.get_by_label("Statement of your government").input_value() == "We regret"
    place(page, "messages")
    assert message(page).input_value() == "Could we"


def test_an_order_is_suggested_taken_over_and_sealed(sit: Callable[..., Any], room: Room) -> None:
    room.until("seal")
    head, member = sit(room, "Ann"), sit(room, "Ben", "phone")
    place(member, "orders")
    lever(member, QUIET).click()
    member.get_by_label("Reasoning").fill("It costs little")
    member.get_by_role("button", name="Suggest to the head").click()
    member.get_by_text("Your table sees your suggestion now.").wait_for()
    assert not member.get_by_role("button", name="Seal").is_visible()
    head.get_by_role("button", name="Take over").click()
    assert head.get_by_label("Reasoning").input_value() == "It costs little"
    head.get_by_role("button", name="Ask the adviser").click()
    head.get_by_text("You do 1 things.").wait_for()
    head.get_by_role("button", name="Seal the order").click()
    head.get_by_role("button", name="Seal it").click()
    head.locator(".sealed-box code:not(:empty)").wait_for()
    assert head.locator(".sealed-box code").text_content() == room.seen()["orders"]["seoul"]
    assert "Waiting for Tokyo and Washington" in head.locator(".now-words").text_content()
    assert "✓ sealed" in member.locator(".table-chip[data-capital=seoul]").text_content()


def test_what_the_rules_refuse_is_told_where_it_was_asked(sit: Callable[..., Any], room: Room) -> None:
    room.until("seal")
    page = sit(room, "Ann", "phone")
    place(page, "orders")
    lever(page, COSTLY).click()
    page.locator(".sheet-line input").fill("0")
    page.get_by_role("button", name="Seal the order").click()
    page.get_by_role("button", name="Seal it").click()
    told = page.locator(".sheet .problem[role=status]")
    told.wait_for()
    assert "has the dose 0" in told.text_content()
    assert page.locator(".sheet-line").count() == 1
    assert room.seen()["orders"] == {}


def test_the_desk_comes_back_when_the_server_died(sit: Callable[..., Any], tmp_path: Path) -> None:
    port, database = free_port(), f"sqlite:///{tmp_path / 'rooms.sqlite'}"
    with serving(APP, port, TRILATERAL_DATABASE=database) as address:
        room = Room(address)
        page = sit(room, "Ann")
        room.until("negotiate")
        page.get_by_text("Talk with the other capitals").wait_for()
        page.get_by_label("Reasoning").fill("Half a thought")
        with suppress(OSError, urllib.error.URLError):
            room.post("kill", {})
        page.get_by_text("connecting …").wait_for()
        message(page).fill("Said in the dark")
        message(page).press("Enter")
        page.get_by_text("waits for the connection").wait_for()
    with serving(APP, port, TRILATERAL_DATABASE=database):
        page.locator(".line-dot[data-state=connected]").get_by_text("connected").wait_for(timeout=30_000)
        page.locator(".message:not(.waiting)").get_by_text("Said in the dark").wait_for()
        assert room.seen()["said"] == ["Said in the dark"]
        assert page.get_by_label("Reasoning").input_value() == "Half a thought"


def test_what_strangers_write_is_only_text(sit: Callable[..., Any], room: Room) -> None:
    nasty = "<img src=x onerror=window.hacked=1>![x](http://evil.test/x.png)"
    room.act("Kenji", "rename", name=nasty[:38])
    room.until("negotiate")
    room.act("Kenji", "say", channel="seoul-tokyo", text=nasty)
    room.act("Kenji", "state", text=nasty, tone="sharp")
    room.act("Kenji", "propose", to=["seoul"], text=nasty, commitments=[])
    room.act("Ben", "suggest", lines=[], reasoning=nasty)
    page = sit(room, "Ann")
    page.get_by_role("tab", name="Tokyo").click()
    assert page.locator(".message .said").text_content() == nasty
    assert nasty[:38] in page.locator(".message .who").text_content()
    assert f"“{nasty}”" in page.locator(".brief .news").text_content()
    assert nasty in page.locator(".suggestion").text_content()
    place(page, "proposals")
    assert page.locator(".proposal .prose").text_content() == nasty
    assert page.locator(".desk img").count() == 0
    assert page.evaluate("window.hacked") is None


def test_everything_is_open_at_the_end(sit: Callable[..., Any], room: Room) -> None:
    room.until("seal")
    page = sit(room, "Ben", "phone")
    room.act("Ann", "seal", lines=[{"lever": QUIET, "doses": {"dose": 0.5}, "week": 1}], reasoning="Keep talking")
    for name in ("Kenji", "Rob"):
        room.act(name, "seal", lines=[], reasoning="")
    page.get_by_text("Read what happened").wait_for()
    assert not page.locator("[data-tab=reveal]").first.is_visible()
    room.act("white", "finish")
    page.get_by_role("button", name="Go to Reveal").click()
    opened = page.locator(".reveal .opened[data-capital=seoul]").last
    assert "Quiet channel, 50%, week 1" in opened.text_content()
    assert "“Keep talking”" in opened.text_content()
    link = page.get_by_role("link", name="Open the whole debrief").get_attribute("href")
    assert link == f"/game/file?room={room.code}&name=debrief_for_class"


def test_who_is_removed_is_told_and_leaves_nothing_to_the_next(sit: Callable[..., Any], room: Room) -> None:
    page = sit(room, "Ann")
    room.until("negotiate")
    page.get_by_label("Reasoning").fill("Ann's own")
    room.act("white", "remove", seat=room.seats["Ann"])
    page.get_by_role("heading", name="This desk cannot be opened").wait_for()
    assert page.locator(".desk-body").is_hidden()
    page.context.clear_cookies()
    page.context.add_cookies([room.cookie("Ben")])
    page.get_by_role("button", name="Try again").click()
    page.get_by_text("Ben · Seoul, head of the table").wait_for()
    assert page.get_by_label("Reasoning").input_value() == ""


def test_a_browser_without_a_seat_is_shown_the_door(browser: Any, room: Room) -> None:
    page = browser.new_page()
    page.goto(f"{room.address}/desk?room={room.code}")
    page.get_by_role("link", name="Join the room").wait_for(timeout=30_000)
    assert "no seat in this room" in page.locator(".refused").text_content()
    page.close()
