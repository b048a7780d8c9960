"""Tables of claims: how many came out how, every claim with its verdict, every test with its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.report.claims.words import DIGITS, EXPECTED, counts, measured_words, prediction_words, unit_words
from sim.report.document import Column, Table
from sim.study.claims.record import Article, Kind
from sim.study.claims.run import ClaimFinding, ConflictFinding
from sim.study.claims.verdict import Verdict


def summary_table(found: Sequence[ClaimFinding], articles: Sequence[Article]) -> Table:
    """How many claims came out how, by article and by kind."""
    groups = [(article.title, [item for item in found if item.claim.article == article.name]) for article in articles]
    groups += [(f"all that are {kind}", [item for item in found if item.claim.kind is kind]) for kind in Kind]
    groups = [(name, items) for name, items in groups if items] + [("all", list(found))]
    shown = [verdict for verdict in Verdict if any(item.verdict is verdict for item in found)]
    rows = tuple(
        (name, *(counts([item.verdict for item in items])[verdict] for verdict in shown), len(items))
        for name, items in groups
    )
    columns = (Column("Claims"), *(Column(str(verdict).capitalize()) for verdict in shown), Column("In all"))
    return Table("summary", "How many claims came out how", columns, rows)


def claims_table(found: Sequence[ClaimFinding], name: str, title: str) -> Table:
    """Every claim with its speaker, kind and verdict."""
    columns = (Column("Claim"), Column("Who"), Column("What is claimed"), Column("Kind"), Column("Verdict"))
    rows = tuple(
        (item.claim.id, item.claim.speaker, item.claim.claim, str(item.claim.kind), str(item.verdict)) for item in found
    )
    return Table(name, title, columns, rows)


def tests_table(found: Sequence[ClaimFinding], name: str, title: str) -> Table:
    """Every test with its numbers."""
    columns = (
        Column("Test"),
        Column("Measured"),
        Column("Expected"),
        Column("Effect", "", DIGITS),
        Column("From", "", DIGITS),
        Column("To", "", DIGITS),
        Column("z", "", 1),
        Column("Floor"),
        Column("Unit"),
        Column("Draws as expected", "", 2),
        Column("At half", "", DIGITS),
        Column("This test"),
    )
    rows: list[tuple[Any, ...]] = []
    for item in found:
        for place, test in enumerate(item.tests, start=1):
            effect = test.effect
            rows.append(
                (
                    f"{item.claim.id}.{place}",
                    prediction_words(test.test),
                    EXPECTED[test.test.expect],
                    effect.difference,
                    effect.low,
                    effect.high,
                    effect.z,
                    test.test.floor,
                    unit_words(test.test),
                    test.share,
                    test.half.difference if test.half is not None else None,
                    str(test.verdict),
                )
            )
        rows += [
            (
                f"{item.claim.id}.{len(item.tests) + place}",
                check.words,
                "true",
                *[None] * 5,
                "",
                *[None] * 2,
                "true" if seen.holds else "not true",
            )
            for place, (check, seen) in enumerate(item.checks, start=1)
        ]
    return Table(
        name,
        title,
        columns,
        tuple(rows),
        "Effect: treated arm less control, unless said otherwise. From, to: its 95% interval. Floor: the smallest "
        "effect worth talking about, set before looking. Draws: the share of parameter draws at which the effect is as "
        "expected. At half: the effect with the switch of a wired claim at half. How much more so: the effect under "
        "the claim's further condition less the effect without it; moderated arms are those under that condition.",
    )


def conflict_table(found: ConflictFinding) -> Table:
    """The effect on each measure under each side of a conflict."""
    columns = (
        Column("Measured"),
        Column("If"),
        Column("Control", "", DIGITS),
        Column("Treated", "", DIGITS),
        Column("Effect", "", DIGITS),
        Column("From", "", DIGITS),
        Column("To", "", DIGITS),
        Column("z", "", 1),
    )
    rows = tuple(
        (
            measured_words(item.measured),
            item.rival.name,
            item.effect.levels["control"],
            item.effect.levels["treated"],
            item.effect.difference,
            item.effect.low,
            item.effect.high,
            item.effect.z,
        )
        for item in found.effects
    )
    name = f"conflict_{found.conflict.id.lower()}"
    return Table(name, f"{found.conflict.id}: the same step under each side", columns, rows)
