"""The document on claims: counts that add up, every claim and test in it, charts that can be drawn, honest words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.data.fitted import Fitted
from sim.report.charts.save import svg
from sim.report.claims.document import claims_document
from sim.report.claims.plain import findings_object
from sim.report.claims.words import counts, measured_words, unit_words
from sim.report.document import Chart, Document, Section, Table
from sim.study.claims.read import read_article_text
from sim.study.claims.record import Measured
from sim.study.claims.run import Findings, Size, put_to_test
from sim.study.claims.verdict import Verdict

TEXT = """\
article: toy
title: "Somebody: a toy"
published: today
source: none
claims:
  - id: T01
    speaker: somebody
    claim: A hostile start makes for a hostile course
    kind: wired
    carrier: it fades slowly
    words: Tokyo is hostile at the start, or it is not.
    switch: {parameter: relations.hostility_half_life, half: 12}
    horizon: {weeks: 30}
    control: {}
    treated: {actors: {tokyo: {initial_hostility: 0.9}}}
    tests:
      - {measure: hostility, expect: up}
      - {measure: uses, of: [seoul.gsomia_notice, tokyo.retaliation_package], from: 2018-12-03, expect: not_up}
    because: Hostility fades with a half-life of months.
  - id: T02
    speaker: somebody else
    claim: It does not
    kind: emergent
    carrier: none
    words: As before.
    horizon: {weeks: 30}
    control: {}
    treated: {actors: {tokyo: {initial_hostility: 0.9}}}
    tests: [{measure: hostility, expect: down}]
    changed: The test asked for less of something else before.
  - id: T03
    speaker: nobody
    claim: Nobody can know
    kind: fact
    carrier: none
    because: Nobody was there.
"""
FIT = Fitted(
    "toy",
    ("seoul.resolve",),
    np.array([[0.2], [0.8]]),
    date(2020, 7, 1),
    date(2020, 6, 30),
    "by hand",
    1,
    0.0,
    "0",
)
ARTICLE = read_article_text(TEXT, "toy.yaml")


@pytest.fixture(scope="module")
def tested() -> Findings:
    return put_to_test(ARTICLE.claims, (), FIT, size=Size(2, 16))


@pytest.fixture(scope="module")
def document(tested: Findings) -> Document:
    return claims_document(tested, [ARTICLE], "a command", 1.0, whole=True, paragraphs=True)


def section(document: Document, heading: str) -> Section:
    return next(part for part in document.sections if part.heading == heading)


def table(part: Section, name: str) -> Table:
    return next(item for item in part.items if isinstance(item, Table) and item.name == name)


def test_the_first_finding_counts_all_claims(document: Document) -> None:
    assert document.findings[0] == "Of 3 claims, 1 supported, 1 reversed and 1 cannot be tested."
    assert any(line.startswith("Reversed: T02") for line in document.findings)


def test_the_summary_adds_up_in_every_row_and_by_kind(document: Document) -> None:
    rows = table(section(document, "All claims"), "summary").rows
    assert all(sum(row[1:-1]) == row[-1] for row in rows)
    assert [row[-1] for row in rows if row[0].startswith("all that are")] == [1, 1, 1]
    assert rows[-1][-1] == 3


def test_every_claim_and_every_test_has_its_row(document: Document) -> None:
    part = section(document, ARTICLE.title)
    assert [row[0] for row in table(part, "toy_claims").rows] == ["T01", "T02", "T03"]
    assert [row[0] for row in table(part, "toy_tests").rows] == ["T01.1", "T01.2", "T02.1"]


def test_a_paragraph_tells_claim_test_result_half_and_reason(document: Document) -> None:
    told = " ".join(section(document, "T01: supported").sentences)
    for words in (
        "Somebody: A hostile start makes for a hostile course. Verdict: supported (wired).",
        "In the model: it fades slowly.",
        "Tokyo is hostile at the start",
        "Hostility: more expected",
        "Seoul: GSOMIA notice; Tokyo: Retaliation package: weeks used, from 3 December 2018: not more expected",
        "with the switch at half",
        "relations.hostility_half_life at 12",
        "Hostility fades with a half-life of months.",
    ):
        assert words in told
    assert section(document, "T03: cannot be tested").sentences[-1] == "Nobody was there."


def test_what_was_changed_after_looking_is_told_by_itself_and_with_its_claim(document: Document) -> None:
    told = section(document, "Changed after looking").sentences
    assert told[1:] == ("T02. The test asked for less of something else before.",)
    own = section(document, "T02: reversed").sentences
    assert own[-1] == "Changed after looking: The test asked for less of something else before."
    assert not any("Changed after" in sentence for sentence in section(document, "T01: supported").sentences)


def test_where_nothing_was_changed_there_is_no_such_section(tested: Findings) -> None:
    untouched = replace(tested, claims=tested.claims[:1])
    told = claims_document(untouched, [ARTICLE], "", 1.0, whole=True, paragraphs=True)
    assert "Changed after looking" not in [part.heading for part in told.sections]


def test_units_are_told_in_words_a_reader_knows(document: Document, tested: Findings) -> None:
    rows = table(section(document, ARTICLE.title), "toy_tests").rows
    column = [item.label for item in table(section(document, ARTICLE.title), "toy_tests").columns].index("Unit")
    assert [row[column] for row in rows] == ["index 0-100", "uses", "index 0-100"]
    spread = replace(tested.claims[0].tests[0].test, variance=True)
    assert unit_words(spread) == "index 0-100, squared"
    share = replace(spread, measured=Measured("p_notice"), variance=False)
    assert unit_words(share) == "share of worlds"
    series = replace(spread, measured=Measured("mean", ("hard_line.seoul",)), variance=False)
    assert unit_words(series) == "share of the public"


def test_labels_of_a_chart_name_the_first_of_many_levers() -> None:
    many = Measured("uses", ("tokyo.gesture", "tokyo.ease_licences", "tokyo.restore_trade_status"))
    assert measured_words(many) == "Tokyo: Gesture, Ease licences, Restore trade status: weeks used"
    assert measured_words(many, brief=True) == "Tokyo: Gesture and 2 more: weeks used"


def test_the_chart_shows_tests_that_expect_a_sign_in_floors(document: Document, tested: Findings) -> None:
    (chart,) = (item for item in section(document, ARTICLE.title).items if isinstance(item, Chart))
    rows = chart.spec["data"]["values"]
    assert [row["test"].split()[0] for row in rows] == ["T01.1", "T02.1"]
    effect = tested.claims[0].tests[0].effect.difference
    assert [row["effect"] for row in rows] == pytest.approx([effect / 0.5, -effect / 0.5])  # the floor of hostility
    assert all(row["low"] <= row["effect"] <= row["high"] for row in rows)
    assert svg(chart.spec).startswith("<svg")


def test_without_paragraphs_each_article_has_one_section(tested: Findings) -> None:
    short = claims_document(tested, [ARTICLE], "a command", 1.0, whole=True, paragraphs=False)
    assert [part.heading for part in short.sections] == ["All claims", ARTICLE.title]


def test_the_numbers_as_json_are_those_of_the_document(tested: Findings) -> None:
    found = json.loads(json.dumps(findings_object(tested, "a command")))
    assert [claim["verdict"] for claim in found["claims"]] == ["supported", "reversed", "cannot be tested"]
    test = found["claims"][0]["tests"][0]
    assert test["low"] < test["effect"] < test["high"]
    assert (found["draws"], found["lucks"], found["fitted"]["until"]) == (2, 16, "2020-07-01")


def test_counts_keep_the_order_of_verdicts() -> None:
    found = counts([Verdict.INERT, Verdict.SUPPORTED, Verdict.INERT])
    assert list(found) == list(Verdict)
    assert (found[Verdict.SUPPORTED], found[Verdict.INERT]) == (1, 2)


def test_a_claim_that_lives_on_its_switch_alone_is_told(tested: Findings) -> None:
    fallen = replace(tested.claims[0], survived=False, verdict=Verdict.ONLY_WIRED)
    told = claims_document(replace(tested, claims=(fallen,)), [ARTICLE], "", 1.0, whole=False, paragraphs=True)
    assert "its sign does not stand" in " ".join(told.sections[-1].sentences)
