"""`trilateral evidence`: an overview, lists, all about one entry, and what is said where nothing is found."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner, Result

from sim import cli
from sim.data.archive import archive
from sim.kernel.catalogue import catalogue
from sim.kernel.quantity import Evidence


@pytest.fixture(autouse=True)
def in_a_terminal_of_eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def evidence(*words: str) -> Result:
    return CliRunner().invoke(cli.commands(), ["evidence", *words])


def told(*words: str) -> str:
    """What is printed, with its line ends as spaces."""
    done = evidence(*words)
    assert done.exit_code == 0, done.output
    assert done.stderr == ""
    assert max(len(line) for line in done.stdout.splitlines()) <= 80
    return " ".join(done.stdout.split())


def test_an_overview_counts_what_there_is() -> None:
    words = told()
    assert f"Parameters ({len(catalogue().parameters)}) data literature judgement fitted" in words
    assert f"Observations ({len(archive().observations)}) series calibration validation" in words
    assert f"Events ({len(archive().events)}) calibration validation" in words
    assert "Validation: known only from 2020-07-01 on" in words


def test_an_overview_in_json_adds_up() -> None:
    found = json.loads(evidence("--json").stdout)
    assert sum(found["parameters"].values()) == len(catalogue().parameters) == found["entries"]["parameter"]
    judged = [key for key, record in catalogue().parameters.items() if record.grade is Evidence.JUDGEMENT]
    assert found["judgement"] == judged
    for kind, known in (("observations", archive().observations), ("events", archive().events)):
        assert sum(sum(counts.values()) for counts in found[kind].values()) == len(known)


def test_a_parameter_is_shown_whole() -> None:
    words, record = told("seoul.resolve"), catalogue().parameters["seoul.resolve"]
    for piece in (
        record.help,
        f"default {record.default:g} {record.unit}",
        f"range {record.low:g} to {record.high:g}",
        f"evidence {record.grade}",
        f"source {record.source}",
        "read by decision (Decisions of the three capitals) leaders (Leaders)",
        "set in mutual_compromise",
    ):
        assert piece in words


def test_an_event_is_shown_whole() -> None:
    words = told("2019-08-22.gsomia_notice")
    for piece in (
        "By Seoul, towards conflict.",
        "intensity -7 on a scale from -10 (conflict) to 10 (cooperation); a judgement",
        "evidence high confidence",
        "source https://en.yna.co.kr/view/AEN20190822011700315",
        "known from 2019-08-22",
        "for calibration",
        "history_2018_2023 (seoul.gsomia_notice on 2019-08-22)",
        "as lever seoul.gsomia_notice",
    ):
        assert piece in words


def test_a_series_is_shown_with_its_figures() -> None:
    words = told("kr_visitors_to_japan_yoy")
    assert "9 observations: 9 of high confidence." in words
    assert "2019-08-01 to 2019-08-31 -48 high calibration" in words


def test_an_act_is_shown_with_its_events() -> None:
    assert "2021-03-10" in told("sma_agreement")


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        (["courts"], ["Parameters (", "courts.pace 1 relative Pace of the courts. "]),
        (["tokyo.export_controls"], ["Acts (1)", "Events (1)", "2019-07-01.export_controls_3items"]),
        (["visitors", "--kind", "series"], ["Series (3)", "kr_visitors_to_japan 41 observations"]),
        (["--class", "literature"], ["Parameters ("]),
        (["--used-by", "hostility", "--class", "data"], ["relations.hostility_from_rival"]),
    ],
)
def test_lists_are_short(words: list[str], pieces: list[str]) -> None:
    printed = told(*words)
    for piece in pieces:
        assert piece in printed
    assert "All about one of them: trilateral evidence " in printed


def test_json_of_a_name_is_one_object_by_key() -> None:
    found = json.loads(evidence("courts.pace", "--json").stdout)
    assert list(found) == ["courts.pace"]
    assert found["courts.pace"]["value"] == 1.0
    assert {"how": "read by", "who": "courts", "words": "Korean courts"} in found["courts.pace"]["used_by"]
    many = json.loads(evidence("kr_visitors_to_japan", "--kind", "observation", "--json").stdout)
    assert list(many) == [item.key for item in archive().of("kr_visitors_to_japan")]
    august = many["kr_visitors_to_japan.2019-08-31"]
    assert (august["known_from"], august["sample"]) == ("2019-09-21", "calibration")
    assert "low" not in august


@pytest.mark.parametrize(
    ("words", "lesson"),
    [
        (["cuorts"], "nothing in the register is called 'cuorts'. Did you mean courts"),
        (["--class", "judgment"], "--class judgment: no such class. Did you mean judgement?"),
        (["--kind", "evnt"], "--kind evnt: no such kind. Did you mean event?"),
        (["--used-by", "gsomai"], "nobody called 'gsomai' uses anything. Did you mean gsomia"),
        (["courts", "--kind", "event"], "nothing in the register answers to all of that"),
    ],
)
def test_what_is_not_known_is_answered_with_a_lesson(words: list[str], lesson: str) -> None:
    done = evidence(*words)
    assert done.exit_code == 2
    assert lesson in done.stderr
    assert done.stdout == ""
