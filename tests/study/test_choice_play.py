"""Alternatives are forced on their day, in the same worlds, and measured from then on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sim import SimError, load_scenario, run, with_changes
from sim.kernel.records import CAPITALS
from sim.kernel.worlds import Worlds
from sim.report.studies.regret import regret_document, setting_sentences
from sim.report.studies.responses import responses_document
from sim.report.write_document import write_document
from sim.scenario.scenario import Scenario
from sim.study.choice.alternatives import Alternative, decision_week, doing, sequences, singles
from sim.study.choice.choose import Choice, choose, reweighed
from sim.study.choice.play import Setting, play, possible_shares, setting_of, unknowns
from sim.study.choice.responses import Responses, respond
from sim.study.executors import Processes

OUTCOMES = ("trilateral_cohesion", "hostility", "economic_loss_korea")
WEEK, HORIZON = 12, 8


@pytest.fixture(scope="module")
def crisis() -> Scenario:
    return with_changes(load_scenario("baseline"), {"weeks": 60})


@pytest.fixture(scope="module")
def setting(crisis: Scenario) -> Setting:
    return setting_of(crisis, WEEK, HORIZON, states=6, replicates=6)


@pytest.fixture(scope="module")
def choice(setting: Setting) -> Choice:
    return choose(setting, "tokyo", depth=2, gap=4)


@pytest.fixture(scope="module")
def responses(crisis: Scenario) -> Responses:
    """Three levers a capital and holding: all others are banned."""
    left = {"joint_fund_offer", "quiet_channel", "gesture", "reassurance", "press_tokyo", "third_party_payment"}
    bans = {
        f"levers.{capital}.ban": [one.key for one in singles(crisis, capital, WEEK)[1:] if one.key not in left]
        for capital in CAPITALS
    }
    return respond(setting_of(with_changes(crisis, bans), WEEK, HORIZON, states=4, replicates=4))


def lever(setting: Setting, key: str) -> Alternative:
    capital, name = key.split(".")
    return next(one for one in singles(setting.scenario, capital, setting.week) if one.key == name)


def test_states_are_dispositions_over_their_ranges_and_spread_evenly(setting: Setting) -> None:
    resolve = setting.states["seoul.resolve"]
    assert set(setting.states) == set(unknowns(setting.scenario))
    assert sorted(np.floor(resolve * 6)) == [0, 1, 2, 3, 4, 5]  # one in every sixth of 0 to 1


def test_states_are_what_the_file_calls_uncertain(crisis: Scenario) -> None:
    narrow = with_changes(crisis, {"uncertain.seoul.resolve": [0.4, 0.5]})
    states = setting_of(narrow, WEEK, HORIZON, 5, 4).states
    assert set(states) == {"seoul.resolve"}
    assert (states["seoul.resolve"] >= 0.4).all()
    assert (states["seoul.resolve"] <= 0.5).all()


def test_the_same_arm_twice_gives_the_same_worlds(setting: Setting) -> None:
    hold, talk = lever(setting, "seoul.hold"), lever(setting, "seoul.quiet_channel")
    found = play(setting, [[hold], [talk], [talk]], OUTCOMES)
    assert found.possible.min() == 1.0
    for values in found.outcomes.values():
        assert values.shape == (3, 6, 6)
        assert values[1].tobytes() == values[2].tobytes()
    assert (found.outcomes["hostility"][0] != found.outcomes["hostility"][1]).any()


def test_from_the_first_week_on_it_is_the_run_itself(crisis: Scenario) -> None:
    setting = setting_of(crisis, 0, 6, states=6, replicates=200)  # more worlds than fit one piece of work
    gesture = lever(setting, "tokyo.gesture")
    played = play(setting, [[gesture]], OUTCOMES).outcomes
    state = 5
    given = {key: np.full(200, values[state]) for key, values in setting.states.items()}
    worlds = Worlds(np.arange(state * 200, (state + 1) * 200), given)
    found = run(doing(with_changes(crisis, {"weeks": 6}), [gesture]), worlds=worlds).outcomes
    for key in OUTCOMES:
        assert (played[key][0, state].astype(np.float32) == found[key].values).all()  # as runs keep them


def test_a_lever_of_the_files_own_is_an_alternative(crisis: Scenario) -> None:
    letter = {"label": "A letter", "sentence": "Seoul writes.", "tempo": "routine", "features": {"concession": 0.9}}
    own = with_changes(crisis, {"levers.seoul.define": {"letter": letter}})
    setting = setting_of(own, WEEK, HORIZON, 3, 4)
    found = play(setting, [[lever(setting, "seoul.hold")], [lever(setting, "seoul.letter")]], ("hostility",))
    assert found.possible.min() == 1.0
    assert found.outcomes["hostility"][1].mean() < found.outcomes["hostility"][0].mean()


def test_processes_give_the_same_bits(setting: Setting) -> None:
    arms = [[lever(setting, "tokyo.hold")], [lever(setting, "tokyo.gesture")]]
    one, two = play(setting, arms, OUTCOMES), play(setting, arms, OUTCOMES, executor=Processes(2))
    for key in OUTCOMES:
        assert one.outcomes[key].tobytes() == two.outcomes[key].tobytes()


def test_an_impossible_lever_is_holding(setting: Setting) -> None:
    bridge = lever(setting, "washington.tisa_bridge")  # only once the pact has lapsed
    found = play(setting, [[lever(setting, "washington.hold")], [bridge]], OUTCOMES)
    assert found.possible[1].max() == 0.0
    for values in found.outcomes.values():
        assert values[0].tobytes() == values[1].tobytes()


def test_what_is_possible_is_known_without_playing_on(setting: Setting) -> None:
    tried = singles(setting.scenario, "tokyo", setting.week)
    played = play(setting, [[one] for one in tried], ("hostility",)).possible.mean(axis=(1, 2))
    assert possible_shares(setting, tried).tolist() == played.tolist()


@pytest.mark.parametrize(
    ("day", "notice", "suspended"),
    [
        (date(2019, 8, 5), 1.0, 0.0),  # notice on 22 August, within the eight weeks
        (date(2019, 9, 30), 1.0, 1.0),  # the notice stands; suspended on 22 November, in the last of them
        (date(2019, 12, 2), 0.0, 0.0),  # all that was before
    ],
)
def test_outcomes_are_measured_from_the_day_on(day: date, notice: float, suspended: float) -> None:
    record = load_scenario("history_2018_2023")
    setting = setting_of(record, decision_week(record, day, 8), 8, 2, 4)
    found = play(setting, [[lever(setting, "washington.hold")]], ("p_notice", "p_suspend")).outcomes
    assert (found["p_notice"].mean(), found["p_suspend"].mean()) == (notice, suspended)


def test_what_the_file_forces_in_that_week_makes_room() -> None:
    record = load_scenario("history_2018_2023")
    week = record.clock.week_of(date(2019, 8, 22))
    setting = setting_of(record, week, 8, 2, 4)
    changed = doing(record, [lever(setting, "seoul.hold")])
    days = {item.lever: item.at for item in changed.policies["seoul"].force if record.clock.week_of(item.at) == week}
    assert set(days) == {"seoul.hold"}
    found = play(setting, [[lever(setting, "seoul.hold")], [lever(setting, "seoul.gsomia_notice")]], ("p_notice",))
    assert found.outcomes["p_notice"].mean(axis=(1, 2)).tolist() == [0.0, 1.0]


def test_banned_levers_are_no_alternatives(crisis: Scenario) -> None:
    banned = with_changes(crisis, {"levers.tokyo.ban": ["gesture"]})
    assert "gesture" not in {one.key for one in singles(banned, "tokyo", WEEK)}


def test_sequences_are_pairs_of_the_few_and_waiting(setting: Setting) -> None:
    few = [lever(setting, f"tokyo.{name}") for name in ("gesture", "quiet_channel")]
    found = sequences(few, lever(setting, "tokyo.hold"), 4)
    assert [one.key for one in found] == [
        "gesture+quiet_channel",
        "quiet_channel+gesture",
        "hold+gesture",
        "hold+quiet_channel",
    ]
    assert {tuple(step.week for step in one.steps) for one in found} == {(WEEK, WEEK + 4)}
    assert found[0].label == "Gesture, then Quiet channel"


def test_a_choice_ranks_what_is_possible_and_lists_the_rest(choice: Choice) -> None:
    assert choice.alternatives[0].key == "hold"
    assert choice.possible.min() >= 0.5
    assert all(one.share < 0.5 for one in choice.impossible)
    assert "retaliation_package" in {one.alternative.key for one in choice.impossible}
    assert any(len(one.steps) == 2 for one in choice.alternatives)
    assert choice.regrets.mean.value.argmin() == choice.regrets.chosen
    assert choice.sway.best.sum() == pytest.approx(1.0)


def test_the_same_question_has_the_same_answer(setting: Setting, choice: Choice) -> None:
    again = choose(setting, "tokyo", depth=2, gap=4, executor=Processes(2))
    assert again.values.tobytes() == choice.values.tobytes()
    assert again.regrets.mean.error.tobytes() == choice.regrets.mean.error.tobytes()


def test_other_weights_need_no_new_runs(choice: Choice) -> None:
    only = {key: 0.0 for key in choice.weights.outcomes if key != "p_settlement"}
    found = reweighed(choice, only)
    assert found.weights.outcomes == ("p_settlement",)
    assert found.values == pytest.approx(100.0 * choice.outcomes["p_settlement"])


def test_answers_of_a_pair_and_of_all_three(responses: Responses) -> None:
    seoul, tokyo = (len(responses.levers[capital]) for capital in ("seoul", "tokyo"))
    assert responses.pair.tables[0].mean.shape == (seoul, tokyo)
    assert responses.pair.tables[1].mean.shape == (tokyo, seoul)
    assert responses.everyone == CAPITALS
    assert len(responses.all_three.profiles[0]) == 3
    assert set(responses.pair.equilibria) <= set(responses.pair.near)


def test_a_record_in_which_nobody_answers_is_called_one(setting: Setting) -> None:
    record = load_scenario("history_2018_2023")
    written = setting_of(record, decision_week(record, date(2019, 8, 19), 8), 8, 2, 4)
    assert any("No capital decides for itself" in words for words in setting_sentences(written))
    assert not any("No capital decides for itself" in words for words in setting_sentences(setting))


def test_documents_can_be_written(choice: Choice, responses: Responses, tmp_path: Path) -> None:
    regretted, answered = regret_document([choice]), responses_document(responses)
    best = choice.alternatives[choice.regrets.chosen].label
    assert regretted.findings[0].startswith(f"Tokyo would least regret '{best}': on average ")
    assert "equilibri" in answered.findings[0]
    for name, document in (("regret", regretted), ("responses", answered)):
        write_document(document, tmp_path / name)
        assert (tmp_path / name / "document.json").exists()


@pytest.mark.parametrize(
    ("changes", "lesson"),
    [
        ({"within": -1.0}, "--good-enough -1: a distance from the best is 0 or more"),
        ({"depth": 3}, "--depth 3: write 1 for single levers, or 2"),
        ({"depth": 2, "gap": HORIZON}, f"from 1 to {HORIZON - 1}"),
    ],
)
def test_senseless_questions_teach(setting: Setting, changes: dict[str, float], lesson: str) -> None:
    with pytest.raises(SimError, match=lesson):
        choose(setting, "seoul", **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "horizon", "lesson"),
    [
        (None, 4, "the day of the decision must be written: --at"),
        (date(2018, 1, 1), 4, "lies before the scenario begins"),
        (date(2031, 1, 1), 4, "lies after the scenario ends"),
        (date(2019, 8, 19), 52, "--horizon 52: 18 weeks are left from 2019-08-19"),
        (date(2019, 8, 19), 0, "Write a number from 1 to 18"),
    ],
)
def test_days_outside_the_scenario_teach(crisis: Scenario, day: date | None, horizon: int, lesson: str) -> None:
    with pytest.raises(SimError, match=lesson):
        decision_week(crisis, day, horizon)


@pytest.mark.parametrize(
    ("states", "replicates", "lesson"), [(1, 8, "--states 1: at least 2"), (8, 3, "--replicates 3: at least 4")]
)
def test_too_few_worlds_teach(crisis: Scenario, states: int, replicates: int, lesson: str) -> None:
    with pytest.raises(SimError, match=lesson):
        setting_of(crisis, WEEK, HORIZON, states, replicates)


@pytest.mark.parametrize(
    ("pair", "lesson"),
    [(("seoul", "seoul"), "two different capitals"), (("seoul", "tokio"), "Did you mean tokyo")],
)
def test_pairs_of_anything_else_teach(setting: Setting, pair: tuple[str, str], lesson: str) -> None:
    with pytest.raises(SimError, match=lesson):
        respond(setting, pair)
