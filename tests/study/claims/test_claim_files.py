"""Files of claims: every claim of the articles once, all arms can be made, and what a wrong file must teach."""

from __future__ import annotations

import pytest

from sim.kernel.catalogue import catalogue
from sim.kernel.errors import RunError, ScenarioError
from sim.study.claims.measures import MEASURES
from sim.study.claims.read import articles, chosen, read_article_text
from sim.study.claims.record import INTERACTION, Kind
from tests.lessons import told_in_place

HEAD = """\
article: test
title: A test
published: today
source: none
"""
CLAIM = """\
claims:
  - id: T01
    speaker: somebody
    claim: Something
    kind: emergent
    carrier: somehow
    control: {levers: {tokyo: {ban: [export_controls]}}}
    treated: {}
    tests:
      - {measure: p_notice, expect: up}
"""
CLAIMS, CONFLICTS = chosen(articles(), ())
IDS = [*(f"A{n:02}" for n in range(1, 29)), *(f"B{n:02}" for n in range(1, 26)), *(f"C{n:02}" for n in range(2, 18))]


def test_every_claim_of_the_articles_is_there_once() -> None:
    assert [claim.id for claim in CLAIMS] == IDS
    assert [claim.id for claim in CLAIMS if "C01" in claim.same_as] == ["A28"]


def test_every_claim_says_how_it_is_tested_and_what_it_means() -> None:
    for claim in CLAIMS:
        assert claim.tests or claim.checks or claim.because, claim.id
        assert claim.words or not claim.tests, claim.id
        if claim.kind is Kind.WIRED:
            assert claim.switches or claim.no_half, claim.id


def test_the_two_arms_of_a_claim_differ_unless_a_number_is_what_they_are_set_against() -> None:
    for claim in CLAIMS:
        for test in claim.tests:
            digests = {claim.arms[name].digest for name in test.contrast}
            assert len(digests) == len(test.contrast), claim.id


def test_arms_of_a_claim_share_horizon_luck_and_start() -> None:
    for claim in CLAIMS:
        shared = {(arm.start, arm.weeks, arm.seed) for arm in (*claim.arms.values(), *claim.halves.values())}
        assert len(shared) == 1, claim.id


def test_the_seven_conflicts_are_there() -> None:
    known = {claim_id for claim in CLAIMS for claim_id in (claim.id, *claim.same_as)}
    assert len(CONFLICTS) == 7
    for conflict in CONFLICTS:
        assert len(conflict.rivals) >= 2
        assert set(conflict.claims) <= known


def test_what_was_changed_after_looking_is_declared() -> None:
    changed = {item.id for item in (*CLAIMS, *CONFLICTS) if item.changed}
    assert changed == {"A08", "A22", "B08", "B23", "C10", "X1", "X5"}


def test_a_claim_is_chosen_by_any_of_its_ids_and_a_wrong_one_is_told() -> None:
    claims, conflicts = chosen(articles(), ["c01", "A06", "x3"])
    assert [claim.id for claim in claims] == ["A06", "A28"]
    assert [conflict.id for conflict in conflicts] == ["X3"]
    with pytest.raises(RunError, match=r"there is no claim 'A60'. Did you mean .*A06"):
        chosen(articles(), ["A60"])


def test_pieces_are_laid_over_the_base_one_after_the_other() -> None:
    text = HEAD + CLAIM.replace(
        "    treated: {}\n",
        "    horizon: {weeks: 60}\n"
        "    both: {actors: {seoul: {resolve: 1}}}\n"
        "    treated: {actors: {seoul: {resolve: 0}}}\n"
        "    moderator: {actors: {tokyo: {resolve: 1}}}\n",
    )
    (claim,) = read_article_text(text, "test.yaml").claims
    assert set(claim.arms) == set(INTERACTION)
    assert claim.arms["control"].weeks == 60
    assert claim.arms["control"].values["seoul.resolve"] == 1.0
    assert claim.arms["treated"].values["seoul.resolve"] == 0.0
    assert claim.arms["treated_moderated"].values["tokyo.resolve"] == 1.0
    assert claim.arms["control_moderated"].policies["tokyo"].ban == {"export_controls"}
    assert claim.sets == {"seoul.resolve", "tokyo.resolve"}
    assert dict(claim.tests[0].contrast) == dict(INTERACTION)


@pytest.mark.parametrize(
    ("control", "treated", "halves"),
    [
        ("{}", "{levers: {tokyo: {ban: [gesture]}}}", {"control": 0.2, "treated": 0.2}),  # in all arms
        ("{relations: {usual_threat: 0.0}}", "{relations: {usual_threat: 0.4}}", {"control": 0.0, "treated": 0.2}),
        ("{}", "{relations: {usual_threat: 0.4}}", {"control": 0.25, "treated": 0.2}),  # the default stays
    ],
)
def test_half_strength_is_put_in_where_the_claim_has_it(control: str, treated: str, halves: dict[str, float]) -> None:
    text = CLAIM.replace("emergent", "wired").replace("{levers: {tokyo: {ban: [export_controls]}}}", control)
    text = text.replace("treated: {}", f"treated: {treated}").replace(
        "    carrier", "    switch: {parameter: relations.usual_threat, half: 0.2}\n    carrier"
    )
    (claim,) = read_article_text(HEAD + text, "test.yaml").claims
    assert {name: arm.values.get("relations.usual_threat", 0.25) for name, arm in claim.halves.items()} == halves


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "ban: [export_controls]",
            "ban: [export_control]",
            ("11:38", "claims.0.control.levers.tokyo.ban.0", "tokyo has no lever; Did you mean export_controls?"),
        ),
        ("kind: emergent", "kind: emerging", ("9:11", "claims.0.kind", "is not a kind; Did you mean emergent?")),
        ("p_notice", "p_notise", ("14:19", "claims.0.tests.0.measure", "is not a measure; Did you mean p_notice")),
        ("expect: up", "expect: rise", ("14:37", "claims.0.tests.0.expect", "is not something to expect")),
        (", expect: up", "", ("14:9", "claims.0.tests.0", "not said what is expected; up, down, same")),
        (
            "{measure: p_notice",
            "{measure: mean, of: hostilty.seoul, floor: 1",
            ("14:29", "claims.0.tests.0.of", "is not one of the weekly series; Did you mean hostility.seoul"),
        ),
        (
            "{measure: p_notice",
            "{measure: uses, of: tokyo.gestures",
            ("14:29", "claims.0.tests.0.of", "is not one of the levers; Did you mean tokyo.gesture"),
        ),
        (
            "{measure: p_notice",
            "{measure: uses",
            ("14:9", "claims.0.tests.0", "does not say of which levers; Write of:"),
        ),
        (
            "{measure: p_notice",
            "{measure: mean, of: threat",
            ("14:9", "claims.0.tests.0", "mean has no floor of its own; Write floor:"),
        ),
        (
            "{measure: p_notice",
            "{measure: ever, of: threat",
            ("14:9", "claims.0.tests.0", "does not work without at_least"),
        ),
        (
            "{measure: p_notice",
            "{measure: p_notice, from: 2030-01-01",
            ("14:35", "claims.0.tests.0.from", "lies after the horizon ends"),
        ),
        (
            "expect: up",
            "expect: up, contrast: interaction",
            ("14:51", "claims.0.tests.0.contrast", "there is no arm 'control_moderated'; Write moderator:"),
        ),
        (
            "expect: up",
            "expect: up, contrast: {treated: 1, control: -0.5}",
            ("14:51", "claims.0.tests.0.contrast", "add up to 0.5; Write weights that add up to 0"),
        ),
        ("kind: emergent", "kind: wired", ("9:11", "claims.0.kind", "says what makes it true; switch:; no_half:")),
        ("carrier: somehow", "carier: somehow", ("10:5", "claims.0.carier", "is not known; Did you mean carrier")),
        (
            "treated: {}",
            "treated: {extends: baseline}",
            ("12:24", "claims.0.treated.extends", "cannot stand here; Remove it"),
        ),
        ("control:", "base: baselin\n    control:", ("11:11", "claims.0.base", "there is no scenario; baseline")),
    ],
)
def test_a_wrong_file_teaches(old: str, new: str, told: tuple[str, str, str]) -> None:
    with pytest.raises(ScenarioError) as caught:
        read_article_text(HEAD + CLAIM.replace(old, new), "test.yaml")
    told_in_place("test.yaml", caught.value.problems[-1:], [told])


def test_a_claim_without_tests_must_say_why() -> None:
    without = HEAD + CLAIM[: CLAIM.index("    tests:")]
    with pytest.raises(ScenarioError, match=r"T01 has no tests. Write tests:, or because:"):
        read_article_text(without, "test.yaml")
    assert read_article_text(f"{without}    because: nobody can see it\n", "test.yaml").claims[0].tests == ()


def test_measures_have_words_and_outcomes_keep_their_names() -> None:
    assert not set(MEASURES) & set(catalogue().outcomes)
    assert all(measure.words for measure in MEASURES.values())
