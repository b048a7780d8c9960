"""A file becomes a scenario, whatever way it is named, and never a traceback."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sim.kernel.catalogue import Catalogue
from sim.kernel.errors import ScenarioError
from sim.kernel.records import Tempo
from sim.scenario.load import check_file, load_scenario, load_text
from sim.scenario.scenario import Expectation, Forced, Policy, ShockEvent, Turn
from sim.scenario.uncertain import Uncertain
from tests.scenario.texts import FULL, HEAD

Load = Callable[[str], object]


def message(text: str | bytes, known: Catalogue) -> str:
    with pytest.raises(ScenarioError) as caught:
        load_text(text, "file.yaml", known)
    return str(caught.value)


def test_everything_that_a_file_says_arrives(small: Catalogue) -> None:
    scenario = load_text(FULL, "file.yaml", small)
    assert scenario.title == "Notice: in August"
    assert scenario.sources == ("000_15a09124d2c6ee77.txt", "a: b")
    assert (scenario.start, scenario.weeks, scenario.worlds, scenario.seed) == (date(2019, 7, 1), 104, 300, 7)
    assert scenario.clock.end == date(2021, 6, 27)
    assert scenario.agents_from == date(2019, 8, 19)
    assert scenario.values == {
        "seoul.resolve": 0.7, "gsomia.use": 0.5, "relations.spiral": 1.2, "decision.precision": 1.0
    }  # fmt: skip
    assert (scenario.decision_mode, scenario.level) == ("level_k", 1)
    assert scenario.policies["seoul"] == Policy(
        "script",
        (
            Forced("seoul.gsomia_notice", date(2019, 8, 22), {"dose": 1.0}),
            Forced("seoul.hotline", date(2019, 10, 10), {"dose": 0.5}),
            Forced("seoul.hotline", date(2020, 10, 10), {"dose": 1.0}),
        ),
        frozenset({"court_restraint"}),
        (Turn(date(2019, 10, 7), "agent"), Turn(date(2019, 12, 2), "script")),
    )
    controls, retaliation = scenario.policies["tokyo"].force
    assert controls == Forced("tokyo.export_controls", date(2019, 7, 4), {"dose": 0.8}, date(2023, 3, 23))
    assert retaliation.doses == {"tariffs": 0.2, "visa_limits": 0.6}
    assert scenario.policies["washington"].policy == "hold"
    assert scenario.shocks == (
        ShockEvent("dprk_missile", date(2019, 10, 2), 0.6),
        ShockEvent("scandal", date(2019, 11, 2), 0.5, date(2020, 1, 1), "seoul"),
    )
    assert scenario.uncertain["seoul.resolve"] == Uncertain("uniform", 0.4, 0.9)
    assert scenario.uncertain["tokyo.export_controls.dose"] == Uncertain("normal", 0.0, 1.0, mean=0.5, sd=0.2)
    assert scenario.uncertain["tokyo.resolve"] == Uncertain("triangular", 0.0, 0.8, mode=0.3)
    assert scenario.sweep["tokyo.retaliation_package.tariffs"] == (0.0, 1.0)
    assert scenario.watch == ("p_lapse", "hostility")
    assert scenario.expect == (Expectation("p_lapse", 0.1, 0.6),)


def test_a_lever_of_the_files_own(small: Catalogue) -> None:
    (lever,) = load_text(FULL, "file.yaml", small).custom_levers
    assert (lever.key, lever.code, lever.label, lever.tempo) == ("seoul.hotline", "K12", "Hot line", Tempo.STRUCTURAL)
    assert (lever.features, lever.political_cost, lever.cooldown) == ({"concession": 0.2}, 0.3, 8)


def test_a_title_is_made_of_the_name_where_there_is_none(small: Catalogue) -> None:
    scenario = load_text("schema: 1\nhorizon: {start: 2019-07-01, weeks: 9}\n", "my_file.yaml", small)
    assert scenario.title == "my_file"


def test_what_equals_its_default_is_not_kept(small: Catalogue) -> None:
    written = load_text(HEAD + "actors: {seoul: {resolve: 0.6}}\n", "file.yaml", small)
    assert written.values == {}
    assert written == load_text(HEAD, "file.yaml", small)


def test_headings_may_stand_with_nothing_below(small: Catalogue) -> None:
    empty = "actors:\nlevers:\n  seoul:\nshocks:\nwatch:\nuncertain:\n"
    assert load_text(HEAD + empty, "file.yaml", small) == load_text(HEAD, "file.yaml", small)


def test_days_may_be_quoted(small: Catalogue) -> None:
    text = HEAD + "levers: {seoul: {force: {quiet_channel: {at: '2019-08-22'}}}}\n"
    assert load_text(text, "file.yaml", small).policies["seoul"].force[0].at == date(2019, 8, 22)


def test_byte_order_mark_and_windows_line_ends(small: Catalogue) -> None:
    marked = b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode()
    assert load_text(marked, "file.yaml", small) == load_text(HEAD, "file.yaml", small)


def test_the_size_is_limited(small: Catalogue) -> None:
    assert "larger than 1,000,000 bytes" in message(HEAD + "# x\n" * 250_001, small)


def test_the_number_of_values_is_limited(small: Catalogue) -> None:
    assert "more than 20,000 values" in message(HEAD + "sources:\n" + "- x\n" * 20_001, small)


def test_of_many_mistakes_the_first_are_told(small: Catalogue) -> None:
    lines = message(HEAD + "".join(f"wrong_{number}: 1\n" for number in range(2_000)), small).splitlines()
    assert len(lines) == 51
    assert "and 1950 more mistakes" in lines[-1]


def test_names_from_strangers_cannot_paint_the_screen(small: Catalogue) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_text(HEAD + '"wo\\e[31mrlds": 1\n', "up\x1b[31mload\n.yaml", small)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("piece", ["!", "&", "*", "'", '"', "%", ":", "x", "- ", "\\"])
def test_no_long_line_takes_long(piece: str, small: Catalogue) -> None:
    before = time.perf_counter()
    assert "file.yaml:1:10000: file: this line is longer" in message(piece * 400_000, small)[:100]
    message("schema: " + (piece * 4_000 + "\n ") * 100, small)
    assert time.perf_counter() - before < 5.0


@pytest.mark.parametrize("text", ["[" * 9_000, "{" * 9_000, "- " * 4_500, "? " * 4_500, "a: " * 3_000, "! " * 9])
def test_no_nesting_brings_the_reader_down(text: str, small: Catalogue) -> None:
    assert "file.yaml:" in message(text, small)


def test_the_billion_laughs_are_refused_at_once(small: Catalogue) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
    )
    before = time.perf_counter()
    assert "aliases" in message(bomb, small)
    assert time.perf_counter() - before < 1.0


def test_a_missing_file_has_near_matches(tmp_path: Path, small: Catalogue) -> None:
    (tmp_path / "notice.yaml").write_text(HEAD)
    with pytest.raises(ScenarioError, match="Did you mean notice"):
        load_scenario(tmp_path / "notise.yaml", small)


def test_a_folder_is_no_file(tmp_path: Path, small: Catalogue) -> None:
    with pytest.raises(ScenarioError, match="this is a folder"):
        load_scenario(tmp_path, small)


@pytest.mark.parametrize("name", ["", "no\x00pe", "x" * 5_000, "a/b/c.yaml", "~", ".."])
def test_impossible_names(name: str, small: Catalogue) -> None:
    with pytest.raises(ScenarioError):
        load_scenario(name, small)


def test_a_file_that_may_not_be_read(tmp_path: Path, small: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> object:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "locked.yaml").write_text(HEAD)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ScenarioError, match="may not be read"):
        load_scenario(tmp_path / "locked.yaml", small)


def test_check_file_returns_the_problems(tmp_path: Path, small: Catalogue) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(HEAD)
    assert check_file(path, small) == []
    path.write_text(HEAD + "worlds: none\n")
    assert [problem.key for problem in check_file(path, small)] == ["worlds"]


def test_loading_is_fast(tmp_path: Path, small: Catalogue) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(FULL)
    load_scenario(path, small)
    before = time.perf_counter()
    load_scenario(path, small)
    assert time.perf_counter() - before < 0.15


BANNED = HEAD + "agents_from: 2019-08-19\nlevers: {seoul: {force: {quiet_channel: {at: %s}}, ban: [quiet_channel]}}\n"


def test_what_was_forced_before_the_agents_take_over_may_be_banned_after(small: Catalogue) -> None:
    seoul = load_text(BANNED % "2019-08-18", "file.yaml", small).policies["seoul"]
    assert [forced.at for forced in seoul.force] == [date(2019, 8, 18)]
    assert seoul.ban == {"quiet_channel"}
    assert "both forced and banned" in message(BANNED % "2019-08-19", small)
