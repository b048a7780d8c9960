"""The line between a browser and its room: what it is sent, what it may do, and what it never sees."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from starlette.websockets import WebSocketDisconnect

from sim.game.host.host import Host
from sim.game.rules.view import view
from sim.game.setup.records import Options
from sim.ui.game import live
from tests.game.host.games import opened, played_to
from tests.game.host.worlds import StubWorld
from tests.ui.game.browsers import Browser, Page, closed, heard

New = Callable[..., Browser]
SECRET = "onlyseoulmayreadthis"


def keyed(browser: New, host: Host, code: str, who: str) -> Browser:
    """A browser with the key to a seat, or to the white cell."""
    found = browser()
    part = "white" if who == "white" else "seat"
    found.client.cookies.set(f"trilateral_{part}_{code}", host.doors.cut(code, who))
    return found


def test_a_line_begins_with_the_whole_view(host: Host, browser: New) -> None:
    code, (seat, *_) = played_to(host, "negotiate")
    for who, part in ((seat, "seat"), ("white", "white"), ("board", "board"), ("observer", "observer")):
        with keyed(browser, host, code, who).line(code, part) as line:
            page = Page(line)
        shown = {key: value for key, value in page.view.items() if key not in ("present", "server")}
        assert shown == view(host.room(code), who)
        assert ("server" in page.view) == (who == "white")


def test_afterwards_it_brings_what_changed_and_nothing_else(host: Host, browser: New) -> None:
    code, (seat, *_) = played_to(host, "negotiate")
    with keyed(browser, host, code, seat).line(code, "seat") as line:
        page = Page(line)
        host.act(code, seat, "say", {"channel": "team:seoul", "text": "First"})
        first = page.until(lambda message: "add" in message)
        host.act(code, seat, "state", {"text": "Hear us", "tone": "firm"})
        second = page.until(lambda message: "news" in message["set"])
        page.until_version(host, code)
        assert page.view == view(host.room(code), seat)
    assert (first["set"], [one["text"] for one in first["add"]["talk.messages"]]) == ({}, ["First"])
    assert set(second["set"]) == {"news"}


def test_a_page_that_hears_all_changes_has_the_view_in_the_end(host: Host, browser: New) -> None:
    code, (seat, other, _) = opened(host)
    with keyed(browser, host, code, "white").line(code, "white") as line:
        page = Page(line)
        with keyed(browser, host, code, other).line(code, "seat") as second:
            member = Page(second)
            assert page.do("start", {}) == ""
            host.act(code, seat, "say", {"channel": "team:seoul", "text": "Words"})
            number = host.room(code).messages[-1].number
            assert page.do("hide", {"message": number}) == ""
            assert page.do("announce", {"text": "Attention"}) == ""
            for _ in range(3):
                assert page.do("push", {}) == ""
            host.worker.step()
            assert page.do("place", {"seat": other, "team": "observer"}) == ""
            for one, who in ((page, "white"), (member, other)):
                one.until_version(host, code)
                shown = {key: value for key, value in one.view.items() if key not in ("present", "server")}
                assert shown == view(host.room(code), who)
            assert "desk" not in member.view


def test_an_act_is_acknowledged_when_it_is_kept(host: Host, browser: New) -> None:
    code, (seat, *_) = played_to(host, "negotiate")
    with keyed(browser, host, code, seat).line(code, "seat") as line:
        page = Page(line)
        for _ in range(2):
            assert page.do("say", {"channel": "table", "text": "Once"}, request="r1") == ""
    assert [act.data["text"] for act in host.store.acts(code) if act.kind == "say"] == ["Once"]


def test_an_act_sent_again_on_another_line_counts_once(host: Host, browser: New) -> None:
    code, (seat, *_) = played_to(host, "negotiate")
    student = keyed(browser, host, code, seat)
    for _ in range(2):
        with student.line(code, "seat") as line:
            assert Page(line).do("say", {"channel": "table", "text": "Once"}, request="r1") == ""
    assert len(host.room(code).messages) == 1


def test_what_the_rules_refuse_is_told_in_words(host: Host, browser: New) -> None:
    code, (seat, *_) = played_to(host, "brief")
    with keyed(browser, host, code, seat).line(code, "seat") as line:
        page = Page(line)
        assert "phase of negotiation" in page.do("say", {"channel": "table", "text": "Too early"})
        assert "white cell can do this" in page.do("push", {})
        assert "the server can do this" in page.do("moved", {"move": 0, "report": {}})
        assert "nothing that can be done" in page.do("fly", {})


def test_guests_watch(host: Host, browser: New) -> None:
    code, _ = played_to(host, "negotiate")
    with browser().line(code, "board") as line:
        page = Page(line)
        assert "Guests watch" in page.do("say", {"channel": "table", "text": "Hello"})
        assert "nothing that you can ask" in page.ask("outlook", {})["problem"]


def test_nothing_of_a_teams_secrets_is_in_any_frame_of_others(host: Host, browser: New) -> None:
    code, seats = played_to(host, "negotiate", options=Options(adjudicated=True))
    pages = {}
    for who in (*seats, "white", "board", "observer"):
        part = "seat" if who in seats else who
        line = keyed(browser, host, code, who).line(code, part)
        pages[who] = Page(line.__enter__())
    line_of = {"lever": "seoul.quiet_channel", "dose": 0.4}
    mine = pages[seats[0]]
    assert mine.do("say", {"channel": "team:seoul", "text": SECRET}) == ""
    assert mine.do("suggest", {"lines": [line_of], "reasoning": SECRET}) == ""
    assert mine.do("forecast", {"slips": {"notice": 37.25}}) == ""
    assert mine.do("believe", {"about": "tokyo", "percent": 61.75}) == ""
    assert mine.do("seal", {"lines": [line_of], "reasoning": SECRET}) == ""
    for page in pages.values():
        page.until_version(host, code)
    for who, page in pages.items():
        seen = "".join(page.frames)
        salt = host.room(code).move.orders["seoul"].salt
        assert (SECRET in seen) == (who in (seats[0], "white")), who
        assert salt not in seen
        assert ("37.25" in seen) == ("61.75" in seen) == (who == seats[0]), who
        page.line.__exit__(None, None, None)


def test_the_adviser_speaks_to_its_own_capital(host: Host, browser: New, world: StubWorld) -> None:
    code, (_, tokyo, _) = played_to(host, "brief")
    lines = [{"lever": "tokyo.quiet_channel", "dose": 1.0}]
    with keyed(browser, host, code, tokyo).line(code, "seat") as line:
        page = Page(line)
        answer = page.ask("forecast", {"capital": "seoul", "lines": lines})["data"]
        assert answer == {"capital": "tokyo", "levers": ["tokyo.quiet_channel"]}
        assert "nothing that you can ask" in page.ask("outlook", {})["problem"]
        assert "nothing that you can ask" in page.ask("pass", {"seat": "white"})["problem"]
        world.refuses = "the adviser is ill."
        assert page.ask("forecast", {"lines": lines})["problem"] == "The adviser is ill."


def test_the_white_cell_asks_for_outlook_pass_and_branch(host: Host, browser: New) -> None:
    code, (seat, *_) = played_to(host, "resolve", options=Options(adjudicated=True))
    teacher = keyed(browser, host, code, "white")
    with teacher.line(code, "white") as line:
        page = Page(line)
        assert page.ask("outlook", {})["data"] == {"p_notice": [0.0, 0.5, 1.0]}
        link = page.ask("pass", {"seat": seat})["data"]
        assert link["url"] == f"http://localhost:8501/play?room={code}&pass={link['pass']}"
        assert link["qr"].startswith("data:image/svg+xml")
        branch = page.ask("branch", {"move": 1})["data"]["room"]
        assert "must lie between 1 and 3" in page.ask("branch", {"move": 9})["problem"]
    assert host.redeem(code, link["pass"])[0] == seat
    with teacher.line(branch, "white") as line:
        assert Page(line).view["room"]["branched_from"] == code


def test_the_white_cell_sees_who_is_connected_and_how_the_world_does(
    host: Host, browser: New, world: StubWorld
) -> None:
    code, (seat, *_) = played_to(host, "resolve")
    world.refuses = "the world stands still."
    host.worker.step()
    with keyed(browser, host, code, "white").line(code, "white") as line:
        page = Page(line)
        assert page.view["server"] == {"working": None, "trouble": "the world stands still."}
        with keyed(browser, host, code, seat).line(code, "seat") as other:
            Page(other)
            page.until(lambda message: message.get("set", {}).get("present") == [seat])
        page.until(lambda message: message.get("set", {}).get("present") == [])
        world.refuses = ""
        assert page.ask("retry", {})["data"] == {}
        host.worker.step()
        page.until(lambda message: message.get("set", {}).get("clock", {}).get("phase") == "report")
        assert page.view["server"]["trouble"] == ""


@pytest.mark.parametrize(
    ("part", "words"), [("seat", "no seat in this room"), ("white", "not the white cell"), ("king", "opened as seat")]
)
def test_a_browser_without_a_key_is_told_so(host: Host, browser: New, part: str, words: str) -> None:
    code, (seat, *_) = opened(host)
    other, _ = opened(host)
    stranger = keyed(browser, host, other, seat if part == "seat" else "white")
    token = host.doors.cut(other, "white")
    stranger.client.cookies.set(f"trilateral_{part}_{code}", token)
    with stranger.line(code, part) as line:
        last = json.loads(heard(line))
        assert (last["closing"], words in last["problem"]) == (4401, True)
        assert closed(line) == 4401


def test_a_room_that_is_not_there_is_told_so(browser: New) -> None:
    for code in ("KQMKQM", "%F0%9F%A6%8A", ""):
        with browser().line(code, "board") as line:
            assert json.loads(heard(line))["closing"] == 4404


def test_pages_of_others_get_no_line(host: Host, browser: New) -> None:
    code, _ = opened(host)
    with pytest.raises(WebSocketDisconnect), browser().line(code, "board", origin="http://evil.example"):
        pass
    with browser().line(code, "board", origin="http://localhost:8501") as line:
        assert Page(line).view["room"]["code"] == code


def test_a_line_ends_with_the_room(host: Host, browser: New) -> None:
    code, _ = opened(host)
    with browser().line(code, "board") as line:
        Page(line)
        host.delete(code)
        assert closed(line) == 4404


def test_who_is_removed_is_told_and_cut_off(host: Host, browser: New) -> None:
    code, (seat, *_) = opened(host)
    with keyed(browser, host, code, seat).line(code, "seat") as line:
        page = Page(line)
        host.act(code, "white", "remove", {"seat": seat})
        assert "no longer in this room" in page.until(lambda message: "closing" in message)["problem"]
        assert closed(line) == 4401


def test_a_seat_on_another_device_ends_the_line_of_the_first(host: Host, browser: New) -> None:
    code, (seat, *_) = opened(host)
    with keyed(browser, host, code, seat).line(code, "seat") as line:
        page = Page(line)
        browser().post("redeem", {"room": code, "pass": host.pass_for(code, seat)})
        assert "another device" in page.until(lambda message: "closing" in message)["problem"]
        assert closed(line) == 4401


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "[]",
        "{}",
        '{"do": "say", "data": {}}',
        '{"do": "say", "ask": "now", "request": "r"}',
        '{"do": "say", "request": "' + "r" * 65 + '"}',
        '{"do": "say", "request": 7}',
        '{"a": ' * 3000 + "1" + "}" * 3000,
        "9" * 10_000,
        '{"do": "say", "request": "r", "data": "' + "x" * 20_000 + '"}',
    ],
)
def test_what_cannot_be_read_is_told_and_the_line_stays(host: Host, browser: New, text: str) -> None:
    code, (seat, *_) = opened(host)
    with keyed(browser, host, code, seat).line(code, "seat") as line:
        page = Page(line)
        line.send_text(text)
        assert page.until(lambda message: "problem" in message)["problem"][0].isupper()
        assert page.do("say", {"channel": "team:seoul", "text": "Still here"}) == ""


@pytest.mark.parametrize(
    "message",
    [
        {"do": "say", "data": [], "request": "r"},
        {"do": 7, "data": {}, "request": "r"},
        {"do": "say", "data": {"channel": "team:seoul", "text": "x", "more": 1e400}, "request": "r"},
        {"ask": "forecast", "data": {"lines": "none"}, "request": "r"},
        {"ask": ["now"], "data": {}, "request": "r"},
    ],
)
def test_what_is_meant_wrongly_is_refused_by_its_request(host: Host, browser: New, message: dict[str, object]) -> None:
    code, (seat, *_) = opened(host)
    with keyed(browser, host, code, seat).line(code, "seat") as line:
        page = Page(line)
        text = json.dumps(message).replace("Infinity", "1e400")
        line.send_text(text)
        assert page.until(lambda answer: "ack" in answer)["problem"]
        assert page.do("say", {"channel": "team:seoul", "text": "Still here"}) == ""


def test_who_sends_nonsense_without_end_is_cut_off(host: Host, browser: New) -> None:
    code, (seat, *_) = opened(host)
    with keyed(browser, host, code, seat).line(code, "seat") as line:
        Page(line)
        for _ in range(25):
            line.send_text("nonsense")
        assert closed(line) == 4400


def test_who_acts_without_pause_has_to_wait(host: Host, browser: New) -> None:
    code, (seat, *_) = opened(host)
    with keyed(browser, host, code, seat).line(code, "seat") as line:
        page = Page(line)
        said = [page.do("say", {"channel": "team:seoul", "text": str(count)}) for count in range(35)]
    assert said[:30] == [""] * 30
    assert "Wait" in said[34]


def test_a_room_has_an_end_of_pages_and_not_of_seats(
    host: Host, browser: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "MOST_LINES", 1)
    code, _ = opened(host)
    with browser().line(code, "board") as first:
        Page(first)
        with browser().line(code, "board") as second:
            assert closed(second) == 1013
    with browser().line(code, "board") as third:
        Page(third)
