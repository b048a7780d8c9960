"""Claims are run: the same worlds in all arms, arms shared, verdicts that follow the worlds, and measures by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from sim.data.fitted import Fitted, fitted
from sim.kernel.clock import Clock
from sim.kernel.errors import RunError
from sim.kernel.record import Record
from sim.kernel.state import Array
from sim.study.claims.measures import lever_rows, measured_in
from sim.study.claims.read import articles, chosen, read_article_text
from sim.study.claims.record import Claim, Expect, Measured
from sim.study.claims.run import Size, put_to_test
from sim.study.claims.verdict import Verdict
from sim.study.executors import local

HEAD = "article: test\ntitle: A test\npublished: today\nsource: none\nclaims:\n"
SMALL = Size(draws=3, lucks=16)
FIT = Fitted(
    "small",
    ("seoul.resolve", "relations.rally"),
    np.array([[0.2, 0.5], [0.5, 0.8], [0.8, 1.1]]),
    date(2020, 7, 1),
    date(2020, 6, 30),
    "by hand",
    1,
    0.0,
    "0",
)


def claim_of(control: str, treated: str, tests: str, more: str = "") -> Claim:
    text = f"""\
  - id: T01
    speaker: somebody
    claim: Something
    kind: emergent
    carrier: somehow
    horizon: {{weeks: 45}}
    control: {control}
    treated: {treated}
{more}    tests: {tests}
"""
    return read_article_text(HEAD + text, "test.yaml").claims[0]


HOSTILE = claim_of("{}", "{actors: {tokyo: {initial_hostility: 0.9}}}", "[{measure: hostility, expect: up}]")


def test_identical_arms_give_exactly_nothing_and_are_run_once() -> None:
    claim = claim_of("{}", "{}", "[{measure: hostility, expect: up}, {measure: p_lapse, expect: down}]")
    tested = put_to_test([claim], [], FIT, size=SMALL)
    (found,) = tested.claims
    assert tested.arms == 1
    assert {test.effect.difference for test in found.tests} == {0.0}
    assert found.verdict is Verdict.INERT


def test_a_claim_with_its_sign_turned_round_comes_out_reversed() -> None:
    (test,) = HOSTILE.tests
    turned = replace(HOSTILE, tests=(replace(test, expect=Expect.DOWN),))
    tested = put_to_test([HOSTILE, turned], [], FIT, size=SMALL)
    assert [found.verdict for found in tested.claims] == [Verdict.SUPPORTED, Verdict.REVERSED]
    assert tested.arms == 2  # both claims compare the same two arms
    assert [found.tests[0].share for found in tested.claims] == [1.0, 0.0]


def test_processes_give_the_same_numbers_as_none() -> None:
    alone, shared = (put_to_test([HOSTILE], [], FIT, size=SMALL, executor=local(workers)) for workers in (1, 2))
    assert alone.claims[0].tests[0].effect == shared.claims[0].tests[0].effect


def test_what_an_arm_sets_is_taken_out_of_the_draws_of_all_arms() -> None:
    """The fit has Seoul's resolve; where one arm sets it, the other has the model's own value and no draw of it."""
    free = claim_of("{}", "{relations: {usual_threat: 0.5}}", "[{measure: approval_seoul, expect: up}]")
    sets = claim_of("{}", "{actors: {seoul: {resolve: 0.5}}}", "[{measure: approval_seoul, expect: same}]")
    found = put_to_test([free, sets], [], FIT, size=SMALL).claims
    assert found[0].tests[0].effect.levels["control"] != found[1].tests[0].effect.levels["control"]
    assert found[1].tests[0].effect.difference == 0.0  # 0.5 is the default: setting it changes nothing


def test_a_wired_claim_that_lives_on_its_switch_alone_is_found_out() -> None:
    """At half (here: nothing) of what the treated arm sets, nothing is left of the effect."""
    claim = claim_of(
        "{actors: {tokyo: {initial_hostility: 0.35}}}",
        "{actors: {tokyo: {initial_hostility: 0.9}}}",
        "[{measure: hostility, expect: up}]",
        "    switch: {parameter: tokyo.initial_hostility, half: 0.35}\n",
    )
    (found,) = put_to_test([claim], [], FIT, size=SMALL).claims
    assert found.tests[0].half is not None
    assert found.tests[0].half.difference == 0.0
    assert found.verdict is Verdict.ONLY_WIRED


def test_a_claim_without_tests_cannot_be_tested() -> None:
    tested = put_to_test([replace(HOSTILE, tests=(), because="nobody can see it")], [], FIT, size=SMALL)
    assert tested.claims[0].verdict is Verdict.UNTESTED
    assert tested.arms == 0


def test_a_conflict_shows_the_same_step_under_each_side() -> None:
    text = """\
conflicts:
  - id: X1
    title: Does a hostile start last?
    claims: [T01]
    horizon: {weeks: 40}
    control: {}
    treated: {actors: {tokyo: {initial_hostility: 0.9}}}
    rivals:
      - {name: it fades, says: soon, setting: {relations: {hostility_half_life: 12}}}
      - {name: it lasts, says: long, setting: {relations: {hostility_half_life: 52}}}
    measures: [{measure: hostility}]
"""
    (conflict,) = read_article_text(HEAD.replace("claims:\n", text), "test.yaml").conflicts
    (found,) = put_to_test([], [conflict], FIT, size=SMALL).conflicts
    fades, lasts = (item.effect.difference for item in found.effects)
    assert 0.0 < fades < lasts


def test_too_few_worlds_are_refused() -> None:
    with pytest.raises(RunError, match="lucks is 1: at least 2 are needed"):
        put_to_test([HOSTILE], [], FIT, size=Size(2, 1))


def test_some_claims_of_the_articles_hold_in_few_worlds() -> None:
    """Claims whose effects are so large that 48 worlds show them, with any fit."""
    claims, _ = chosen(articles(), ["A05", "A09"])
    for found in put_to_test(claims, [], FIT, size=SMALL).claims:
        assert found.tests[0].verdict is Verdict.SUPPORTED, found.claim.id


def record_of(**series: list[list[float]]) -> Record:
    """A record from the week of 7 October 2019 on: the weeks of each of two worlds; `__` stands for a dot."""
    keys = [key.replace("__", ".") for key in series]
    values = np.array(list(series.values())).transpose(2, 0, 1)
    return Record(keys, Clock(date(2019, 10, 7), values.shape[0]), values.astype(np.float32))


STATES = record_of(pact_state=[[1, 1, 1, 1, 1, 1, 1, 2, 2, 3], [1, 2, 3, 3, 0, 0, 1, 1, 1, 1]])
SECOND_MONDAY = date(2019, 10, 14)


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Measured("weeks_in", ("notice",)), [7, 5]),
        (Measured("weeks_in", ("suspended", "lapsed")), [3, 3]),
        (Measured("ever", ("pact_state",), at_least=3), [1, 1]),
        (Measured("weeks_until", ("pact_state",), at_least=3), [9, 2]),
        (Measured("weeks_at", ("pact_state",), at_least=2), [3, 3]),
        (Measured("peak", ("pact_state",)), [3, 3]),
        (Measured("first", ("pact_state",), first=SECOND_MONDAY), [1, 2]),
        (Measured("last", ("pact_state",), last=SECOND_MONDAY), [1, 2]),
        (Measured("total", ("pact_state",), last=SECOND_MONDAY), [2, 3]),
        (Measured("change", ("pact_state",)), [2, 0]),
        (Measured("p_lapse", last=SECOND_MONDAY), [0, 0]),
        # World 0 suspends in the week of 25 November, after the anniversary: the next is 52 weeks away. World 1 does
        # in that of 14 October, 40 days and so 5 whole weeks before it.
        (Measured("weeks_left_at_suspension"), [52, 5]),
        (Measured("suspended_late"), [0, 0]),
        (Measured("lapse_out_of_season"), [1, 0]),  # 9 December and 21 October
        (Measured("lapse_after_notice"), [1, 1]),
        (Measured("lapse_after_notice", first=date(2019, 12, 9)), [np.nan, 0]),
        (Measured("weeks_left_at_suspension", first=date(2019, 12, 9)), [np.nan, np.nan]),
    ],
)
def test_measures_of_the_pact_by_hand(wanted: Measured, told: list[float]) -> None:
    assert measured_in(STATES, wanted) == pytest.approx(told, nan_ok=True)


def moves(**weeks: list[str]) -> Record:
    """Two worlds that do the same; each capital's levers by week, '' for none."""
    rows = {
        f"move__{capital}": [[lever_rows()[f"{capital}.{name}"] if name else 0 for name in names]] * 2
        for capital, names in weeks.items()
    }
    return record_of(**rows)


DEEDS = moves(
    seoul=["", "wto_case", "", "", "wto_case", "gsomia_notice", "", ""],
    tokyo=["gesture", "", "gesture", "", "gesture", "", "", "gesture"],
)
WTO, NOTICE, GESTURE = ("seoul.wto_case",), ("seoul.gsomia_notice",), ("tokyo.gesture",)


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Measured("uses", WTO), 2),
        (Measured("uses", (*WTO, *NOTICE, *GESTURE)), 6),  # two fall into one week: weeks are counted
        (Measured("ever_used", ("seoul.delist_japan",)), 0),
        (Measured("weeks_to_use", NOTICE), 5),
        (Measured("weeks_to_use", ("seoul.delist_japan",)), 8),
        (Measured("weeks_to_use", GESTURE, first=SECOND_MONDAY), 1),
        (Measured("followed", WTO, GESTURE, within=1), 0.5),  # the first one a week later, the second three weeks
        (Measured("followed", WTO, GESTURE, within=3), 1.0),
        (Measured("followed", NOTICE, WTO, within=7), 0.0),  # it came before, not after
        (Measured("followed", ("seoul.delist_japan",), GESTURE, within=3), np.nan),
    ],
)
def test_measures_of_levers_by_hand(wanted: Measured, told: float) -> None:
    found: Array = measured_in(DEEDS, wanted)
    assert found == pytest.approx([told, told], nan_ok=True)


def test_days_are_those_of_whole_weeks() -> None:
    sunday = SECOND_MONDAY + timedelta(days=6)
    for day in (SECOND_MONDAY, sunday):
        assert measured_in(DEEDS, Measured("uses", WTO, first=day)).tolist() == [2, 2]
    assert measured_in(DEEDS, Measured("uses", WTO, last=sunday)).tolist() == [1, 1]


def test_a_lever_that_could_not_be_forced_is_told() -> None:
    """Tokyo can retaliate once a sale is ordered, years later: in week 1 it never can."""
    claim = claim_of(
        "{}",
        "{levers: {tokyo: {force: {retaliation_package: {at: 2018-11-05}}}}}",
        "[{measure: hostility, expect: up}]",
    )
    (found,) = put_to_test([claim], [], FIT, size=SMALL).claims
    assert found.missed == {"tokyo.retaliation_package": 1.0}


@pytest.mark.slow
def test_every_arm_of_the_articles_runs_and_does_what_it_forces() -> None:
    """Few worlds say nothing about verdicts, but show that each measure exists and each forced lever is pulled. Checks,
    which have runs of their own, are tested by themselves."""
    claims, conflicts = chosen(articles(), ())
    armed = [replace(claim, checks=()) for claim in claims]
    found = put_to_test(armed, conflicts, fitted(), size=Size(draws=4, lucks=32), executor=local(2))
    for item in found.claims:
        assert max(item.missed.values(), default=0.0) < 0.1, (item.claim.id, item.missed)
        for test in item.tests:
            assert np.isfinite(test.effect.difference) or test.effect.exists < 0.05, item.claim.id
    for side in found.conflicts:
        assert all(np.isfinite(item.effect.difference) for item in side.effects), side.conflict.id
