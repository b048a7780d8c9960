"""Who uses what: found by watching and by reading files, not typed."""

from __future__ import annotations

from datetime import date

import pytest

from sim.data.archive import archive, for_fitting
from sim.kernel.catalogue import catalogue
from sim.study.calibration.blocks import BOYCOTT
from sim.study.evidence.claims import FOLDER, claim_uses
from sim.study.evidence.entry import How, Kind, Use
from sim.study.evidence.fragments import parameters_in
from sim.study.evidence.likeness import AS_COURT_STAGE, AS_LEVER, AS_SHOCK, COURT_STAGE, event_of_move
from sim.study.evidence.readers import readers
from sim.study.evidence.register import register
from sim.study.evidence.watched import watched

KNOWN = register()


def who(key: str, how: How) -> list[str]:
    return [use.who for use in KNOWN.uses[key] if use.how is how]


def test_every_parameter_has_a_reader() -> None:
    assert {key for key, _ in readers()} == set(catalogue().parameters)


def test_every_reader_takes_part_or_is_a_lever_or_a_shock() -> None:
    known = catalogue()
    engine = {"decision", "signals", "events"}
    allowed = {*known.participants, *known.levers, *known.shocks, *engine}
    assert {use.who for _, use in readers()} <= allowed


@pytest.mark.parametrize(
    ("key", "readers"),
    [
        ("relations.legacy_hostility", ["hostility"]),
        ("courts.restraint_weeks", ["seoul.court_restraint"]),  # read only when the lever is pulled
        ("pyongyang.posture_step", ["dprk_nuclear_test", "dprk_ultimatum"]),  # read only when a shock strikes
        ("decision.notice_leverage", ["seoul.gsomia_notice"]),  # read only when the lever is weighed
        ("relations.rally", ["approval"]),
    ],
)
def test_readers_are_those_of_the_code(key: str, readers: list[str]) -> None:
    assert who(key, How.READ) == readers


def test_a_scenario_sets_what_its_own_file_says() -> None:
    assert "engaged_washington" in who("washington.engagement", How.SET)
    assert "baseline" not in who("washington.engagement", How.SET)


def test_a_piece_of_a_file_sets_samples_or_sweeps() -> None:
    piece = {
        "actors": {"seoul": {"resolve": 0.7}, "tokyo": {}},
        "institutions": {"gsomia": {"shadow": 0.1}},
        "relations": {"rally": 1.0},
        "uncertain": {"tokyo.resolve": [0.4, 0.9]},
        "sweep": {"washington.engagement": [0.1, 0.5]},
        "levers": {"seoul": {"ban": ["court_restraint"]}},
    }
    expected = {"seoul.resolve", "gsomia.shadow", "relations.rally", "tokyo.resolve", "washington.engagement"}
    assert set(parameters_in(piece)) == expected
    assert list(parameters_in({"shocks": []})) == []


def test_the_notice_of_2019_is_played_on_its_day() -> None:
    found = [use for use in KNOWN.uses["2019-08-22.gsomia_notice"] if use.how is How.PLAYED]
    assert Use(How.PLAYED, "history_2018_2023", "seoul.gsomia_notice on 2019-08-22") in found


def test_what_a_file_takes_over_is_a_use_of_what_it_extends_alone() -> None:
    """The radar incident stands in the baseline, which every scenario extends."""
    assert who("2018-12-20.radar_lockon", How.PLAYED) == ["baseline"]


def test_acts_are_likened_to_levers_and_shocks_that_exist_and_acts_that_are_known() -> None:
    assert set(AS_LEVER) <= set(catalogue().levers)
    assert {*AS_SHOCK, COURT_STAGE} <= set(catalogue().shocks)
    acts = {act for acts in (*AS_LEVER.values(), *AS_SHOCK.values(), *AS_COURT_STAGE.values()) for act in acts}
    assert acts <= {event.act for event in archive().events}


def test_an_act_of_one_capital_is_no_lever_of_another() -> None:
    assert who("2019-08-12.whitelist_removal", How.LEVER) == ["seoul.delist_japan"]
    assert who("2019-08-02.whitelist_removal", How.LEVER) == ["tokyo.whitelist_removal"]
    assert who("whitelist_removal", How.LEVER) == ["seoul.delist_japan", "tokyo.whitelist_removal"]


def test_the_nearest_event_within_a_week_is_meant() -> None:
    nearest = event_of_move("washington.press_seoul", date(2019, 8, 24))
    assert nearest is not None
    assert nearest.day == date(2019, 8, 22)  # two days off; the criticism of the 27th is three
    assert event_of_move("washington.press_seoul", date(2019, 10, 1)) is None
    assert event_of_move("tokyo.hold", date(2019, 8, 22)) is None


def test_claims_name_the_parameters_that_their_arms_and_switches_vary() -> None:
    uses = list(claim_uses())
    assert uses
    assert {key for key, _ in uses} <= set(catalogue().parameters)
    files = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.yaml"))
    for key, use in uses:
        assert use.how is How.CLAIM
        assert f"id: {use.who}" in files
        assert key.split(".", 1)[1] in files


def test_a_watched_archive_notes_what_is_asked_and_answers_the_same() -> None:
    known = watched(archive())
    earlier = known.before(date(2020, 7, 1))
    assert earlier.of("kr_visitors_to_japan") == archive().before(date(2020, 7, 1)).of("kr_visitors_to_japan")
    assert earlier.acts("gsomia_notice", actor="seoul") == archive().acts("gsomia_notice")
    assert list(known.series_seen) == ["kr_visitors_to_japan"]
    assert [event.key for event in known.events_seen] == ["2019-08-22.gsomia_notice"]
    assert not watched(archive()).series_seen


def test_uses_are_of_entries_and_none_is_told_twice() -> None:
    assert set(KNOWN.uses) == set(KNOWN.entries)
    for uses in KNOWN.uses.values():
        assert len(set(uses)) == len(uses)


def test_questions_are_resolved_by_the_events_that_answer_them_and_by_no_others() -> None:
    assert who("2019-08-22.gsomia_notice", How.RESOLVES) == ["q3_pact_notice"]
    assert who("2019-08-02.whitelist_removal", How.RESOLVES) == ["q1_trade_restriction"]
    assert who("2019-08-12.whitelist_removal", How.RESOLVES) == []  # Seoul's, where the question is about Tokyo
    assert who("2019-10-24.summit", How.RESOLVES) == []  # of the Korean prime minister, which counts as none
    assert who("kr_visitors_to_japan", How.RESOLVES) == ["q11_visitors"]


def test_the_fit_is_taught_by_what_it_may_see_alone() -> None:
    seen = {item.key for item in (*for_fitting().events, *for_fitting().observations)}
    taught = {key for key in KNOWN.entries if who(key, How.TARGET)}
    assert {key for key in taught if KNOWN.entries[key].kind in (Kind.EVENT, Kind.OBSERVATION)} <= seen
    assert {"2019-08-22.gsomia_notice", "kr_visitors_to_japan.2019-08-31", "kr_visitors_to_japan"} <= taught


def test_a_block_of_the_fit_names_what_it_learns_and_from_what() -> None:
    learnt = {key for key in KNOWN.entries if "calibration.boycott" in who(key, How.FITTED)}
    assert learnt == set(BOYCOTT.fitted)
    assert who("boycott_participation_kr.2019-07-24", How.TARGET) == ["calibration.boycott"]
    assert who("2019-01-03.asset_seizure_approval", How.TARGET) == ["calibration.courts"]
    assert who("2019-05-04.dprk_missile", How.TARGET) == ["calibration.adversaries"]
    assert who("2022-11-02.dprk_missile", How.TARGET) == []  # validation
    assert who("2019-08-22.gsomia_notice", How.TARGET) == ["calibration.choice"]
