"""The claims of the two articles of 2019: complete, with the floors of their outcomes, and with arms that act."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.engine.chunk import Task, run_chunk
from sim.kernel.catalogue import catalogue
from sim.kernel.worlds import Worlds
from sim.study.claims.read import FOLDER, read_article
from sim.study.claims.record import Claim, Expect, Kind

CLAIMS = {
    claim.id: claim
    for name in ("isdp_2019", "strategic_value_2019")
    for claim in read_article(FOLDER / f"{name}.yaml").claims
}
HALF_A_HUNDREDTH = 0.005


def test_every_claim_of_both_articles_stands_there_once() -> None:
    """C01, that relations are at their worst since 1965, is A28 of the article of 2020."""
    numbers = {"B": range(1, 26), "C": range(2, 18)}
    assert list(CLAIMS) == [f"{letter}{number:02}" for letter, all_of in numbers.items() for number in all_of]


def test_floors_are_those_of_the_outcomes() -> None:
    for claim in CLAIMS.values():
        for test in claim.tests:
            outcome = catalogue().outcomes.get(test.measured.measure)
            if outcome is not None:
                assert test.floor == outcome.floor, (claim.id, outcome.key)


def test_no_floor_of_an_index_is_below_half_a_hundredth() -> None:
    indices = [(claim.id, test) for claim in CLAIMS.values() for test in claim.tests if test.measured.measure == "mean"]
    assert indices
    assert all(test.floor >= HALF_A_HUNDREDTH for _, test in indices)


def test_wired_claims_say_what_turns_them_down() -> None:
    for claim in CLAIMS.values():
        assert bool(claim.switches) == (claim.kind is Kind.WIRED), claim.id
        for switch in claim.switches:
            assert switch.half != catalogue().parameters[switch.parameter].default, claim.id


def test_every_claim_but_the_design_rule_expects_something_of_worlds() -> None:
    assert {claim.id for claim in CLAIMS.values() if claim.checks} == {"B20", "C10"}
    assert all(claim.tests or claim.checks for claim in CLAIMS.values())
    assert {test.expect for claim in CLAIMS.values() for test in claim.tests} == {Expect.UP, Expect.DOWN, Expect.SAME}


@pytest.mark.slow
@pytest.mark.parametrize("claim", CLAIMS.values(), ids=CLAIMS)
def test_what_an_arm_forces_is_done_in_nearly_every_world(claim: Claim) -> None:
    worlds = 128
    for name, scenario in claim.arms.items():
        forced = [item.at for policy in scenario.policies.values() for item in policy.force]
        brief = replace(scenario, weeks=max(map(scenario.clock.week_of, forced), default=0) + 1)
        tally = run_chunk(Task(brief, scenario.seed, Worlds.consecutive(worlds))).tally
        missed = {lever: count / worlds for lever, count in tally.missed.items() if count > 0.1 * worlds}
        assert not missed, (name, missed)
