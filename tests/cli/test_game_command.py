"""Rooms from the command line: what is typed, what is printed, and what becomes of the rooms."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim import cli
from sim.game.bots.checks import kept_room
from sim.game.host.doors import Doors
from sim.game.host.live_room import LiveRoom
from sim.game.rules.act import Act
from sim.game.setup.frozen import freeze, thaw
from sim.game.store.store import Store
from sim.kernel.errors import RunError
from sim.scenario.load import load_scenario
from sim.ui import launch
from tests.game.played import WORLD, play, setup

URL = "sqlite:///rooms.sqlite"


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRILATERAL_DATABASE", URL)


@pytest.fixture
def store(in_a_folder_of_its_own: None) -> Iterator[Store]:
    found = Store.open(URL)
    yield found
    found.shut()


@pytest.fixture(scope="module")
def acts() -> list[Act]:
    """A game of three moves that was really played."""
    return play(setup(), load_scenario(WORLD)).acts


def typed(*words: str) -> Result:
    return CliRunner().invoke(cli.commands(), ["game", *words])


def opened(*words: str) -> dict[str, object]:
    done = typed("new", *words, "--json")
    assert done.exit_code == 0, done.output
    return dict(json.loads(done.stdout))


def played_room(store: Store, acts: list[Act]) -> str:
    """The code of a room whose log is that of the game that was played."""
    base = load_scenario(WORLD)
    code = store.create_room(freeze(setup(), base), base.seed, time.time()).code
    store.append_all(code, 0, acts)
    return code


class TestNew:
    def test_a_ready_game_is_opened_as_it_is(self, store: Store) -> None:
        done = typed("new", "autumn_2019_50_minutes")
        assert done.exit_code == 0, done.output
        (kept,) = store.rooms()
        assert kept.code[:3] + "-" + kept.code[3:] in done.stdout
        assert f"http://127.0.0.1:8501/play?room={kept.code}&pass=" in done.stdout
        assert "5 moves from 2019-08-05 to 2019-12-08" in done.stdout
        assert "game serve --address 0.0.0.0" in done.stdout

    def test_a_scenario_is_opened_as_it_is_wished(self, store: Store) -> None:
        found = opened(
            *("july_2019", "--moves", "3", "--weeks", "2", "--adjudicated", "--no-timers"),
            *("--hand", "tokyo=agent", "--hand", "washington=script", "--seed", "7"),
        )
        kept = store.room(str(found["code"]))
        game, _ = thaw(kept.setup)
        assert (game.moves, kept.seed, game.options.adjudicated) == ((2, 2, 2), 7, True)
        assert {capital: team.hand for capital, team in game.teams.items()} == {
            "seoul": "human",
            "tokyo": "agent",
            "washington": "script",
        }
        assert set(game.minutes.values()) == {0.0}

    def test_the_link_opens_the_white_cell_once(self, store: Store) -> None:
        found = opened("autumn_2019_50_minutes", "--port", "9000")
        address, _, words = str(found["white"]).partition("&pass=")
        assert address == f"http://127.0.0.1:9000/play?room={found['code']}"
        assert Doors(store, time.time).redeem(str(found["code"]), words)[0] == "white"

    def test_luck_differs_where_no_seed_is_given(self, store: Store) -> None:
        for _ in range(2):
            opened("autumn_2019_50_minutes")
        first, second = store.rooms()
        assert first.seed != second.seed

    @pytest.mark.parametrize(
        ("words", "lesson"),
        [
            (("july_209",), "Did you mean july_2019"),
            (("july_2019", "--hand", "tokyo"), "is not CAPITAL=HAND"),
            (("july_2019", "--hand", "tokio=agent"), "Did you mean tokyo"),
            (("july_2019", "--hand", "tokyo=robot"), "human, agent, script"),
            (("july_2019", "--moves", "300"), "cannot be played"),
            (("autumn_2019_50_minutes", "--weeks", "13", "--moves", "40"), "Choose fewer, or shorter"),
            (("july_2019", "--database", "mysql://host/rooms"), "no database that rooms can be kept in"),
        ],
    )
    def test_mistakes_are_taught_and_open_nothing(self, words: tuple[str, ...], lesson: str, store: Store) -> None:
        done = typed("new", *words)
        assert done.exit_code == 2
        assert lesson in " ".join(done.stderr.split())
        assert "Traceback" not in done.output
        assert store.rooms() == []


class TestList:
    def test_ready_games_and_their_json(self) -> None:
        done = typed("list")
        assert "autumn_2019_50_minutes" in done.stdout
        names = [game["name"] for game in json.loads(typed("list", "--json").stdout)]
        assert names == sorted(names)
        assert "two_hours_2018_2019" in names

    def test_rooms_that_are_kept(self, store: Store) -> None:
        assert "none yet" in typed("list", "--rooms").stdout
        code = opened("autumn_2019_50_minutes")["code"]
        (room,) = json.loads(typed("list", "--rooms", "--json").stdout)
        assert (room["code"], room["acts"], room["closed"]) == (code, 0, "")
        assert str(code) in typed("list", "--rooms").stdout


def test_a_new_link_ends_the_one_before(store: Store) -> None:
    found = opened("autumn_2019_50_minutes")
    done = typed("link", str(found["code"]).lower())
    assert done.exit_code == 0, done.output
    words = done.stdout.strip().partition("&pass=")[2]
    doors = Doors(store, time.time)
    with pytest.raises(Exception, match="opens nothing"):
        doors.redeem(str(found["code"]), str(found["white"]).partition("&pass=")[2])
    assert doors.redeem(str(found["code"]), words)[0] == "white"


@pytest.mark.parametrize("command", ["link", "close", "replay", "delete"])
def test_a_room_that_is_not_there_is_told(command: str) -> None:
    assert "there is no room KQM7TX" in typed(command, "KQM7TX").stderr
    assert typed(command, "KQM7TX").exit_code == 2
    assert "is not the code of a room" in typed(command, "nonsense").stderr


class TestKeeping:
    def test_rooms_go_into_a_file_and_come_back(self, store: Store) -> None:
        code = str(opened("autumn_2019_50_minutes")["code"])
        assert "1 room with 0 acts" in typed("backup", "all.gz").stdout
        assert typed("delete", code).stdout == f"1 room deleted: {code}.\n"
        assert store.rooms() == []
        assert "1 room with 0 acts" in typed("restore", "all.gz").stdout
        assert [room.code for room in store.rooms()] == [code]
        again = typed("restore", "all.gz")
        assert (again.exit_code, "already" in again.stderr) == (2, True)
        assert typed("restore", "all.gz", "--replace").exit_code == 0

    def test_a_backup_needs_the_name_of_a_file(self) -> None:
        Path("here").mkdir()
        assert "is a folder" in typed("backup", "here").stderr

    def test_nothing_is_deleted_where_one_code_is_wrong(self, store: Store) -> None:
        code = str(opened("autumn_2019_50_minutes")["code"])
        assert typed("delete", code, "KQM7TX").exit_code == 2
        assert len(store.rooms()) == 1
        assert typed("delete", code, code).stdout == f"1 room deleted: {code}.\n"

    def test_a_closed_room_stays_to_be_read(self, store: Store) -> None:
        code = str(opened("autumn_2019_50_minutes")["code"])
        assert typed("close", code).stdout == f"Room {code} is closed.\n"
        assert store.room(code).closed is not None
        assert kept_room(store, code).stage == "closed"
        assert typed("close", code).exit_code == 2


class TestTakenHome:
    def test_the_scenario_of_a_game_runs_and_plays_as_many_weeks(self, store: Store, acts: list[Act]) -> None:
        code = played_room(store, acts)
        done = typed("export", code, "--out", "home", "--what", "scenario")
        assert done.exit_code == 0, done.output
        (file,) = Path("home").iterdir()
        room = kept_room(store, code)
        assert load_scenario(file).clock.first_day(load_scenario(file).weeks) == room.setup.first_day(3)

    def test_mistakes_are_taught(self, store: Store, acts: list[Act]) -> None:
        code = played_room(store, acts)
        assert "Did you mean scenario" in typed("export", code, "--out", "home", "--what", "scenaro").stderr
        Path("file").write_text("x")
        assert "is a file" in typed("export", code, "--out", "file").stderr
        assert not Path("home").exists()

    def test_what_cannot_be_made_yet_is_left_out_of_all(self, store: Store) -> None:
        code = str(opened("autumn_2019_50_minutes")["code"])
        done = typed("export", code, "--out", "home")
        assert done.exit_code == 0, done.output
        assert "Not written: debrief." in done.stderr
        assert any("scenario" in path.name for path in Path("home").iterdir())
        alone = typed("export", code, "--out", "home", "--what", "debrief")
        assert alone.exit_code == 2


class TestReplay:
    def test_a_game_that_was_played_comes_out_the_same(self, store: Store, acts: list[Act]) -> None:
        code = played_room(store, acts)
        done = typed("replay", code)
        assert done.exit_code == 0, done.output
        assert "The same to the last bit: 3 moves" in done.stdout
        found = json.loads(typed("replay", code, "--json").stdout)
        assert (found["moves"], found["differences"]) == (3, [])
        room = kept_room(store, code)
        reports = [move.report for move in room.resolved if move.report is not None]
        values = sum(len(weeks) for report in reports for weeks in report["series"].values())
        assert found["values"] == values + sum(len(report["outcomes"]) for report in reports)

    @pytest.mark.parametrize("part", ["series", "outcomes"])
    def test_a_value_that_differs_in_its_last_bit_is_told(self, part: str, store: Store, acts: list[Act]) -> None:
        place = max(number for number, act in enumerate(acts) if act.kind == "moved")
        report = json.loads(json.dumps(dict(acts[place].data)["report"]))
        name, was = ("hostility.seoul", 0) if part == "series" else ("hostility", None)
        if was is None:
            report[part][name] = report[part][name] * (1.0 + 2.0**-40)
        else:
            report[part][name][was] += 0.1
        changed = replace(acts[place], data={**acts[place].data, "report": report})
        code = played_room(store, [*acts[:place], changed, *acts[place + 1 :]])
        done = typed("replay", code)
        assert done.exit_code == 1
        assert f"Move 3: {part}.{name} was" in done.stdout
        (difference,) = json.loads(typed("replay", code, "--json").stdout)["differences"]
        assert (difference["move"], difference["what"]) == (3, f"{part}.{name}")

    def test_before_the_first_answer_there_is_nothing_to_compare(self) -> None:
        code = str(opened("autumn_2019_50_minutes")["code"])
        done = typed("replay", code)
        assert (done.exit_code, "nothing to compare" in done.stdout) == (0, True)

    def test_the_luck_is_that_of_the_room(self, store: Store, acts: list[Act]) -> None:
        """The same log under another seed is another world."""
        base = load_scenario(WORLD)
        code = store.create_room(freeze(setup(), base), base.seed + 1, time.time()).code
        store.append_all(code, 0, acts)
        assert LiveRoom(store, code).scenario.seed == base.seed + 1
        assert typed("replay", code).exit_code == 1


class TestServe:
    @pytest.fixture(autouse=True)
    def served(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
        found: list[tuple[str, int]] = []
        monkeypatch.setattr(launch, "serve", lambda address, port: found.append((address, port)))
        monkeypatch.setattr(launch, "check_free", lambda address, port: None)
        return found

    def test_this_computer_alone_is_the_usual(self, served: list[tuple[str, int]]) -> None:
        done = typed("serve")
        assert done.exit_code == 0, done.output
        assert served == [("127.0.0.1", 8501)]
        assert "Only this computer" in done.stderr
        assert "rooms.sqlite" in done.stderr
        assert "not encrypted" not in done.output

    def test_a_network_is_warned_of_and_told_its_address(self, served: list[tuple[str, int]]) -> None:
        done = typed("serve", "--address", "192.168.7.7", "--port", "9000")
        assert served == [("192.168.7.7", 9000)]
        assert "The class joins at http://192.168.7.7:9000/play" in done.stdout
        for words in ("Everybody on the network", "plain http", "not encrypted", "Ctrl-C"):
            assert words in done.stderr
        everywhere = typed("serve", "--address", "0.0.0.0")
        assert "http://0.0.0.0" not in everywhere.stdout

    def test_the_database_that_is_named_is_served(
        self, served: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert "other.sqlite" in typed("serve", "--database", "sqlite:///other.sqlite").stderr
        assert Path("other.sqlite").exists()

    def test_what_cannot_be_opened_is_told_before_anything_is_served(self, served: list[tuple[str, int]]) -> None:
        assert typed("serve", "--database", "nonsense").exit_code == 2
        assert served == []

    def test_a_port_that_is_taken_is_told_before_the_class_is_sent_there(
        self, served: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def taken(address: str, port: int) -> None:
            raise RunError("the app cannot be served")

        monkeypatch.setattr(launch, "check_free", taken)
        done = typed("serve", "--address", "0.0.0.0")
        assert (done.exit_code, served, done.stdout) == (2, [], "")


class TestRehearse:
    @pytest.mark.parametrize(
        ("words", "lesson"),
        [
            (("july_209",), "Did you mean july_2019"),
            (("july_2019", "--students", "0"), "--students"),
            (("july_2019", "--minutes-factor", "2"), "--minutes-factor"),
            (("july_2019", "--transcript", "none.yaml"), "none.yaml"),
        ],
    )
    def test_mistakes_are_taught_before_anything_is_served(self, words: tuple[str, ...], lesson: str) -> None:
        done = typed("rehearse", *words)
        assert done.exit_code == 2
        assert lesson in done.stderr

    @pytest.mark.slow
    def test_forty_bots_play_a_move_on_the_real_app_and_nothing_is_lost(self) -> None:
        Path("short.yaml").write_text(
            "game: 1\ntitle: A short game\nscenario: class_autumn_2019\nopens: 2019-08-05\nmoves: [2]\n"
            "minutes: {brief: 4, negotiate: 10, seal: 10, report: 1}\nteams: {seoul: {}, tokyo: {}, washington: {}}\n",
            encoding="utf-8",
        )
        done = typed("rehearse", "short.yaml", "--students", "40", "--minutes-factor", "0.01", "--json")
        assert done.exit_code == 0, done.output
        found = json.loads(done.stdout)
        assert (found["students"], found["problems"], found["waits"]["resolve"]["count"]) == (40, [], 1)
        assert found["minutes"] == {
            **{"brief": 4.0, "negotiate": 10.0, "seal": 10.0, "resolve": 0.0, "report": 1.0},
            **{"move": 25.0, "game": 25.0, "left_of_50": 25.0},
        }
        assert found["waits"]["seal"]["count"] > 0
        assert found["waits"]["act"]["count"] > 40


def test_help_loads_nothing_heavy_and_lists_every_command() -> None:
    done = typed()
    assert done.exit_code == 0
    for command in ("new", "list", "link", "serve", "export", "replay", "rehearse", "backup", "restore", "close"):
        assert f"\n  {command} " in done.stdout
    for command in ("new", "export", "rehearse", "serve", "delete"):
        assert typed(command, "--help").exit_code == 0
