"""Opening, joining, coming back and taking home: who is let in, with which cookies, and what is refused in words."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from starlette.applications import Starlette

from sim.game.host.host import Host
from sim.game.setup.files import game_names
from sim.game.store.errors import StoreError
from sim.ui.game.files import FILES, File
from sim.ui.game.routes import routes
from sim.ui.game.service import Service
from tests.game.host.games import opened, played_to
from tests.game.host.worlds import SCENARIO, StubWorld
from tests.game.reports import small_setup
from tests.ui.game.browsers import Browser, TestClient, closed, heard

New = Callable[..., Browser]
SHORT = {"scenario": "baseline", "moves": 2, "weeks": 3}


def taught(host: Host, browser: New) -> tuple[str, Browser]:
    """A small room, and the browser of its white cell."""
    code, token = host.open_room(small_setup(), SCENARIO, 7)
    host.worker.step()
    teacher = browser()
    teacher.client.cookies.set(f"trilateral_white_{code}", token)
    return code, teacher


def test_keys_are_cookies_that_no_script_and_no_other_site_gets(browser: New) -> None:
    teacher = browser()
    code = teacher.post("open", SHORT)["room"]
    cookie = teacher.last.headers["set-cookie"]
    assert cookie.startswith(f"trilateral_white_{code}=")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    student = browser()
    student.post("join", {"room": code, "name": "Ann", "team": "seoul"})
    assert {"HttpOnly", "SameSite=lax"} <= set(student.last.headers["set-cookie"].split("; "))
    assert student.last.headers["cache-control"] == "no-store"


def test_over_https_keys_travel_over_https_only(browser: New) -> None:
    teacher = browser("https://localhost")
    teacher.post("open", SHORT)
    assert "Secure" in teacher.last.headers["set-cookie"].split("; ")


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:9999", "http://[", ""])
def test_pages_of_others_are_refused(browser: New, origin: str) -> None:
    stranger = browser()
    assert "problem" in stranger.post("open", SHORT, origin=origin)
    assert (stranger.last.status_code, stranger.last.headers.get("set-cookie")) == (403, None)


def test_pages_of_this_server_are_not(browser: New) -> None:
    assert "room" in browser().post("open", SHORT, origin="http://localhost:8501")


@pytest.mark.parametrize("name", ["evil.example", "localhost.evil.example", "192.168.1.7.evil.example", "", "a b.c"])
def test_a_server_reached_under_a_strangers_name_serves_nothing(browser: New, name: str) -> None:
    found = browser().client.get("/game/rooms", headers={"host": name})
    assert found.status_code == 400


@pytest.mark.parametrize("name", ["192.168.1.7:8501", "[fe80::1]:8501", "localhost", "laptop", "laptop.local"])
def test_addresses_and_names_of_a_class_network_are_its_own(browser: New, name: str) -> None:
    assert browser().client.get("/game/rooms", headers={"host": name}).status_code == 200


def test_a_server_learns_its_public_names(browser: New, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRILATERAL_HOSTS", "game.school.edu, *.lab.edu")
    client = browser().client
    names = ("game.school.edu", "a.lab.edu", "b.school.edu")
    found = [client.get("/game/rooms", headers={"host": name}) for name in names]
    assert [one.status_code for one in found] == [200, 200, 400]


@pytest.mark.parametrize(
    ("content", "media"),
    [
        ('{"room": "ABCDEF"}', "text/plain"),
        ("[]", "application/json"),
        ("{", "application/json"),
        ('{"room": NaN}', "application/json"),
        ('{"room": ' + "[" * 5000 + "]" * 5000 + "}", "application/json"),
        ('{"room": "' + "A" * 20_000 + '"}', "application/json"),
        ('{"room": 7}', "application/json"),
        ('{"room": "\\ud800"}', "application/json"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(browser: New, content: str, media: str) -> None:
    found = browser().client.post("/game/join", content=content, headers={"content-type": media})
    assert found.status_code in (400, 404)
    assert found.json()["problem"].endswith(".")


def test_a_code_that_is_no_rooms_is_told_so(browser: New) -> None:
    student = browser()
    assert "no room" in student.post("join", {"room": "KQMKQM", "team": "any"})["problem"]
    assert student.last.status_code == 404


def test_who_guesses_codes_has_to_wait_and_who_has_joined_does_not_notice(host: Host, browser: New) -> None:
    code, _ = opened(host)
    student, guesser = browser(), browser()
    student.post("join", {"room": code, "team": "any"})
    for _ in range(60):
        guesser.post("join", {"room": "KQMKQM"})
    assert "Wait" in guesser.post("join", {"room": "KQMKQM"})["problem"]
    assert guesser.last.status_code == 429
    assert len(student.get("rooms").json()["rooms"]) == 1
    # Behind the same address, whoever has a seat comes back to it, also on a new line.
    assert student.post("join", {"room": code, "team": "any"}) == {"room": code}
    with student.line(code, "seat") as line:
        assert "me" in json.loads(heard(line))["set"]
    with guesser.line(code, "board") as line:
        assert closed(line) == 1013


def test_a_browser_that_joins_again_keeps_its_seat(host: Host, browser: New) -> None:
    code, _ = opened(host)
    student = browser()
    for _ in range(2):
        assert student.post("join", {"room": f" {code.lower()} ", "name": "Ann", "team": "seoul"})["room"] == code
    assert len(host.room(code).seats) == 4


def test_who_left_can_join_again(host: Host, browser: New) -> None:
    code, _ = opened(host)
    student = browser()
    student.post("join", {"room": code, "name": "Ann", "team": "seoul"})
    student.post("leave", {"room": code})
    assert student.get("rooms").json() == {"rooms": []}
    assert [seat.gone for seat in host.room(code).seats.values()] == [False, False, False, True]
    student.post("join", {"room": code, "name": "Ann", "team": "seoul"})
    assert len(host.room(code).members("seoul")) == 2


def test_a_browser_lists_its_rooms_and_no_others(host: Host, browser: New) -> None:
    code, teacher = taught(host, browser)
    student = browser()
    student.post("join", {"room": code, "name": "Ann", "team": "seoul"})
    student.client.cookies.set("trilateral_seat_KQMKQM", "old")
    student.client.cookies.set(f"trilateral_white_{code}", "forged")
    assert student.get("rooms").json()["rooms"] == [
        {
            "code": code,
            "title": "A small game",
            "as": "seat",
            "state": "not begun yet",
            "stage": "lobby",
            "team": "seoul",
            "name": "Ann",
        }
    ]
    assert [one["as"] for one in teacher.get("rooms").json()["rooms"]] == ["white"]
    assert browser().get("rooms").json() == {"rooms": []}


def test_a_pass_brings_a_seat_to_another_device(host: Host, browser: New) -> None:
    code, _ = opened(host)
    old, new = browser(), browser()
    old.post("join", {"room": code, "name": "Ann", "team": "seoul"})
    seat = list(host.room(code).seats)[-1]
    words = host.pass_for(code, seat)
    assert new.post("redeem", {"room": code, "pass": words}) == {"room": code, "as": "seat"}
    assert old.get("rooms").json() == {"rooms": []}
    assert len(new.get("rooms").json()["rooms"]) == 1
    assert "opens nothing" in old.post("redeem", {"room": code, "pass": words})["problem"]
    assert old.last.status_code == 403


def test_people_follow_into_a_branch(host: Host, browser: New) -> None:
    code, _ = opened(host)
    student = browser()
    student.post("join", {"room": code, "name": "Ann", "team": "seoul"})
    host.act(code, "white", "start")
    branch, _ = host.branch(code, 1)
    assert student.post("follow", {"room": branch}) == {"room": branch, "as": "seat"}
    assert {one["code"] for one in student.get("rooms").json()["rooms"]} == {code, branch}
    assert browser().post("follow", {"room": branch})["problem"].startswith("You have no seat")


def test_only_the_white_cell_deletes_a_room(host: Host, browser: New) -> None:
    code, teacher = taught(host, browser)
    student = browser()
    student.post("join", {"room": code, "team": "seoul"})
    student.post("delete", {"room": code})
    assert student.last.status_code == 403
    assert teacher.post("delete", {"room": code}) == {"room": code}
    student.post("join", {"room": code, "team": "seoul"})
    assert student.last.status_code == 404


def test_a_scenario_opens_as_a_game_of_so_many_moves(host: Host, browser: New) -> None:
    wish = {**SHORT, "minutes": {"brief": 4}, "hands": {"tokyo": "agent"}, "names": False}
    code = browser().post("open", wish)["room"]
    setup = host.room(code).setup
    assert (setup.moves, setup.minutes["brief"], setup.options.names) == ((3, 3), 4.0, False)
    assert dict(host.room(code).hands) == {"seoul": "human", "tokyo": "agent", "washington": "human"}


def test_every_ready_game_opens(host: Host, browser: New) -> None:
    teacher = browser()
    for name in game_names():
        assert host.room(teacher.post("open", {"game": name})["room"]).stage == "lobby"


def test_somebody_alone_has_a_seat_and_the_white_cell(host: Host, browser: New) -> None:
    alone = browser()
    code = alone.post("open", {**SHORT, "solo": "tokyo"})["room"]
    assert {one["as"] for one in alone.get("rooms").json()["rooms"]} == {"white", "seat"}
    (seat,) = host.room(code).seats.values()
    assert (seat.team, seat.head) == ("tokyo", True)


def test_a_file_that_is_wrong_is_explained(browser: New) -> None:
    teacher = browser()
    said = teacher.post("open", {"file": "game: 1\ntitel: Mine\n", "name": "mine.yaml"})
    assert teacher.last.status_code == 400
    assert "mine.yaml:2" in said["problem"]
    assert {"line", "column", "key", "message"} == set(said["problems"][0])


def test_a_scenario_file_opens_as_a_game(host: Host, browser: New) -> None:
    code = browser().post("open", {"file": "schema: 1\nextends: baseline\ntitle: Mine\n", "name": "mine.yaml"})["room"]
    assert host.room(code).setup.title == "Mine"


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({}, "nothing to play"),
        ({"game": "../../etc/passwd"}, "no ready game"),
        ({"scenario": "/etc/passwd"}, "must be one of"),
        ({"scenario": "baseline", "moves": 0}, "between 1"),
        ({"scenario": "baseline", "weeks": 2.5}, "whole number"),
        ({"scenario": "baseline", "minutes": {"lunch": 60}}, "phase must be one of"),
        ({"scenario": "baseline", "hands": {"seoul": "robot"}}, "must be one of"),
        ({"scenario": "baseline", "solo": "paris"}, "no capital"),
        ({"file": "x" * 200_001}, "at most"),
        ({"file": "a: &a [1]\nb: [*a, *a]\n"}, ""),
    ],
)
def test_what_cannot_be_opened_is_refused_in_words(browser: New, wish: dict[str, object], words: str) -> None:
    teacher = browser()
    said = teacher.post("open", wish)
    assert teacher.last.status_code == 400
    assert words in said["problem"][0].lower() + said["problem"][1:]


def test_the_code_for_phones_names_the_address_that_the_teacher_sees(browser: New) -> None:
    found = browser("http://192.168.1.7:8501").get("qr", room="kqm-kqm")
    assert found.headers["content-type"] == "image/svg+xml"
    assert found.text.count("<path") >= 1
    assert browser().get("qr", room="no code").status_code == 404


def test_documents_are_for_the_white_cell_until_the_debrief(host: Host, browser: New) -> None:
    code, teacher = taught(host, browser)
    student = browser()
    student.post("join", {"room": code, "team": "seoul"})
    got = teacher.get("file", room=code, name="scenario")
    assert got.headers["content-disposition"] == f'attachment; filename="trilateral_{code}_scenario.yaml"'
    assert 'title: "A small game"' in got.text or "title: A small game" in got.text
    assert student.get("file", room=code, name="scenario").status_code == 403
    assert browser().get("file", room=code, name="scenario").status_code == 403
    host.act(code, "white", "start")
    for _ in range(3):
        host.act(code, "white", "push")
    host.worker.step()
    host.act(code, "white", "finish")
    assert student.get("file", room=code, name="scenario").status_code == 200
    assert browser().get("file", room=code, name="scenario").status_code == 403


def test_documents_of_the_white_cell_stay_with_it(host: Host, browser: New, monkeypatch: pytest.MonkeyPatch) -> None:
    marks = File("Marks", "txt", "text/plain", lambda source: source.room.code, white_only=True)
    monkeypatch.setitem(FILES, "marks", marks)
    code, teacher = taught(host, browser)
    student = browser()
    student.post("join", {"room": code, "team": "seoul"})
    host.close(code)
    assert teacher.get("file", room=code, name="marks").text == code
    assert student.get("file", room=code, name="marks").status_code == 403
    assert "Did you mean marks" in teacher.get("file", room=code, name="mark").json()["problem"]


def test_a_database_that_does_not_answer_is_told_as_such(host: Host, world: StubWorld, browser: New) -> None:
    code, _ = played_to(host, "brief")
    host.store.shut()
    with open(host.store.place, "r+b") as file:
        file.write(b"nonsense" * 100)
    student = browser()
    assert "problem" in student.post("join", {"room": code, "team": "seoul"})
    assert student.last.status_code == 503


def test_a_host_that_could_not_be_opened_is_tried_again(host: Host) -> None:
    found: list[Host | StoreError] = [StoreError("the disk is full."), host]

    def opened_or_not() -> Host:
        one = found.pop(0)
        if isinstance(one, StoreError):
            raise one
        return one

    service = Service(opened_or_not)
    app = Starlette(routes=routes(service))
    with TestClient(app, base_url="http://localhost") as client:
        client.cookies.set("trilateral_seat_KQMKQM", "x")
        assert [client.get("/game/rooms").status_code for _ in range(2)] == [503, 200]
    assert service.host() is host
