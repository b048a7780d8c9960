"""The document on claims: how many came out how, every effect beside its floor, a paragraph a claim, the conflicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.kernel.versions import versions
from sim.report.claims.chart import effects_chart
from sim.report.claims.tables import claims_table, conflict_table, summary_table, tests_table
from sim.report.claims.words import counts, half_sentence, missed_sentences, result_sentence, weighed_sentences
from sim.report.document import Chart, Document, Section
from sim.report.words import counted, day, joined
from sim.study.claims.effect import CONFIDENCE
from sim.study.claims.record import Article, Kind
from sim.study.claims.run import ClaimFinding, ConflictFinding, Findings
from sim.study.claims.verdict import Verdict, rule_words

TITLE = "What the articles claim, and what the model makes of it"
QUESTION = (
    "Three articles say what moved Seoul, Tokyo and Washington. If they are right, what must be seen in worlds that "
    "are forced apart, and is it seen?"
)
KINDS = {
    Kind.EMERGENT: "stand in no single equation, so that the model could have contradicted them",
    Kind.WIRED: "are assumptions of the model, so that the test says only how far they travel",
    Kind.FACT: "say how things stood",
    Kind.DESIGN: "say what the model must not do",
}
CHANGED = (
    "Tests and floors were written before the first run. What was changed once a result had been seen is told here, "
    "with what it did to the result where that could be measured again."
)
LIMITS = (
    "A claim that is supported here follows from the model's assumptions. It is not shown to be true of the world: the "
    "model was built by people who had read the articles.",
    "A claim that comes out inert may be right for reasons that the model leaves out, and one that is reversed may "
    "show where the model is wrong. Both are findings and are left as they came out.",
    "The draws say what the record before July 2020 leaves open. Parameters that were not fitted stand at one value in "
    "all draws; their uncertainty is not in the intervals.",
    "With so many tests, one in twenty 95% intervals misses by chance. A verdict of 'supported' asks for four standard "
    "errors, which chance alone reaches less than once in a thousand tests.",
    "Floors are judgements of what is worth talking about. Whoever finds another floor right can read the verdict off "
    "the interval.",
)


def claims_document(
    tested: Findings, articles: Sequence[Article], command: str, seconds: float, *, whole: bool, paragraphs: bool
) -> Document:
    """What came out for some claims and conflicts. `whole` says whether it holds all claims: then its sections are
    headed by a summary; `paragraphs` whether each claim has a section of its own."""
    named = [(article, [item for item in tested.claims if item.claim.article == article.name]) for article in articles]
    groups = [(article, found) for article, found in named if found]
    sections = [_summary(tested.claims, articles)] if whole else []
    sections += list(_changes(tested)) if whole and paragraphs else []
    for article, found in groups:
        sections.append(_overview(article, found))
        sections += [_paragraph(item) for item in found] if paragraphs else []
    sections += list(_conflicts(tested.conflicts))
    return Document(
        "claims",
        TITLE,
        QUESTION,
        tuple(findings(tested.claims)),
        tuple(_setup(tested)),
        tuple(sections),
        LIMITS,
        _provenance(tested, command, seconds),
    )


def findings(found: Sequence[ClaimFinding]) -> Iterator[str]:
    """What came out, in a few sentences, the clearest first."""
    if not found:
        return
    told = [f"{count} {verdict}" for verdict, count in counts([item.verdict for item in found]).items() if count]
    yield f"Of {counted(len(found), 'claim')}, {joined(told)}."
    for kind, meaning in KINDS.items():
        of_kind = [item for item in found if item.claim.kind is kind]
        if of_kind:
            passed = sum(item.verdict is Verdict.SUPPORTED for item in of_kind)
            yield f"Supported of the {kind} claims: {passed} of {len(of_kind)}. These {meaning}."
    for verdict in (Verdict.REVERSED, Verdict.MIXED, Verdict.INERT):
        items = [f"{item.claim.id} ({item.claim.claim})" for item in found if item.verdict is verdict]
        if items:
            yield f"{str(verdict).capitalize()}: {'; '.join(items)}."


def _setup(tested: Findings) -> Iterator[str]:
    size, found = tested.size, tested.fitted
    yield (
        f"{counted(tested.arms, 'arm')} were run, each in the same {tested.draws * size.lucks:,} worlds: "
        f"{tested.draws} draws of the fitted parameters ('{found.name}', which knows nothing from "
        f"{day(found.until)} on), each under {size.lucks} lucks of its own. Seed {size.seed}. "
        "What an arm of a claim sets is taken out of the draws."
    )
    yield (
        "Two arms differ by what the claim is about and by nothing else, not even by luck. An effect is the mean "
        f"difference between them; its {CONFIDENCE:.0%} interval takes the draws as the unit (Student's t), so that it "
        "holds both luck and what the fit leaves open."
    )
    yield (
        "A measure that does not exist in every world, such as the week of a suspension, is a mean over the worlds of "
        "an arm in which it does; the smallest share of such worlds is told."
    )
    yield from rule_words()


def _summary(found: Sequence[ClaimFinding], articles: Sequence[Article]) -> Section:
    return Section("All claims", (), (summary_table(found, articles),))


def _changes(tested: Findings) -> Iterator[Section]:
    """What was changed after results had been seen, so that nobody need search for it; nothing where nothing was."""
    told = [f"{item.claim.id}. {item.claim.changed}" for item in tested.claims if item.claim.changed]
    told += [f"{item.conflict.id}. {item.conflict.changed}" for item in tested.conflicts if item.conflict.changed]
    if told:
        yield Section("Changed after looking", (CHANGED, *told))


def _overview(article: Article, found: Sequence[ClaimFinding]) -> Section:
    name = article.name
    title = f"{article.title.split(':')[0]}: effects beside their floors"
    chart = Chart(
        f"{name}_effects",
        title,
        "Every test that expects a sign, in units of its own floor, which stands behind each label. A bar wholly to "
        "the right of the dashed line at 1 is an effect as the claim has it, and large enough to matter; one around 0 "
        "is none. 'How much more so' is the effect under the claim's further condition less the effect without it; "
        "arms under that condition are called moderated.",
        effects_chart(found, title),
    )
    drawn = (chart,) if any(item.tests for item in found) else ()
    return Section(
        article.title,
        (f"Published {article.published}.",),
        (
            claims_table(found, f"{name}_claims", "Every claim"),
            *drawn,
            tests_table(found, f"{name}_tests", "Every test"),
        ),
    )


def _paragraph(found: ClaimFinding) -> Section:
    claim = found.claim
    same = f" (also {joined(claim.same_as)})" if claim.same_as else ""
    parts = [f"{claim.speaker[:1].upper()}{claim.speaker[1:]}: {claim.claim}. Verdict: {found.verdict} ({claim.kind})."]
    parts += [f"In the model: {claim.carrier}." if claim.carrier else "", claim.words]
    parts += [result_sentence(test) for test in found.tests]
    parts += [f"{check.words} {'True' if seen.holds else 'Not true'}: {seen.seen}" for check, seen in found.checks]
    parts += [*missed_sentences(found), half_sentence(found), claim.because, _changed(claim.changed)]
    return Section(f"{claim.id}{same}: {found.verdict}", tuple(part for part in parts if part))


def _changed(words: str) -> str:
    return f"Changed after looking: {words}" if words else ""


def _conflicts(found: Sequence[ConflictFinding]) -> Iterator[Section]:
    for item in found:
        side = item.conflict
        says = [f"{rival.name}: {rival.says}." for rival in side.rivals]
        record = weighed_sentences(item.weighed) if item.weighed is not None else ()
        parts = [f"Between {joined(side.claims)}.", *says, side.words, *record, side.favoured, side.because]
        parts.append(_changed(side.changed))
        yield Section(f"{side.id}: {side.title}", tuple(part for part in parts if part), (conflict_table(item),))


def _provenance(tested: Findings, command: str, seconds: float) -> Mapping[str, Any]:
    found = tested.fitted
    return {
        "command": command,
        "seconds": round(seconds, 1),
        "seed": tested.size.seed,
        "draws": tested.draws,
        "lucks": tested.size.lucks,
        "fitted set": found.name,
        "fitted by": found.command,
        "fitted until": found.until.isoformat(),
        "versions": versions(),
    }
