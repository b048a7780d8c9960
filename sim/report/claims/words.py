"""Tests of claims in words: what is measured, how arms are set against each other, and how a number is written."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from sim.kernel.catalogue import catalogue
from sim.report.words import CAPITAL_NAMES, FORCED_WORTH_SAYING, day, in_worlds, joined, number, percent, signed
from sim.study.claims.conflicts import Weighed
from sim.study.claims.effect import Effect
from sim.study.claims.measures import LEVERS, MEASURES, PACT, SERIES
from sim.study.claims.record import EFFECT, INTERACTION, Expect, Measured, Prediction
from sim.study.claims.run import ClaimFinding, PredictionFinding
from sim.study.claims.verdict import Verdict

EXPECTED = {
    Expect.UP: "more",
    Expect.DOWN: "less",
    Expect.SAME: "the same",
    Expect.NOT_UP: "not more",
    Expect.NOT_DOWN: "not less",
}
DIGITS = 3
LEVERS_NAMED = 2
SHARE = "probability"
LEAST_TOLD = 0.05  # of the natural logarithm of a chance: one part in twenty


def measured_words(measured: Measured, *, brief: bool = False) -> str:
    """What is measured, such as 'Attention to the dispute, mean (Seoul), 24 August to 18 October 2020'.

    `brief` leaves out the days and all but the first few of many levers.
    """
    outcome = catalogue().outcomes.get(measured.measure)
    words = outcome.label if outcome is not None else _declared_words(measured, LEVERS_NAMED if brief else None)
    return f"{words}, {days_words(measured)}" if days_words(measured) and not brief else words


def unit_words(test: Prediction) -> str:
    """In what the effect and the floor of a test are counted."""
    measured = test.measured
    outcome, declared = catalogue().outcomes.get(measured.measure), MEASURES.get(measured.measure)
    unit = outcome.unit if outcome is not None else declared.unit if declared is not None else ""
    if not unit and measured.of:
        unit = catalogue().fields[measured.of[0].partition(".")[0]].unit
    unit = "share of worlds" if unit == SHARE else unit
    return f"{unit}, squared" if test.variance else unit


def _declared_words(measured: Measured, most: int | None = None) -> str:
    measure = MEASURES[measured.measure]
    label = measure.words.split(";")[0]
    if measure.takes == SERIES:
        of = _series_words(measured.of)
        level = f"{measured.at_least:g}" if measured.at_least is not None else ""
        return f"{of}: {label.replace('the level', f'{level} or above')}"
    if measure.takes == LEVERS:
        of = _lever_words(measured.of, most)
        then = f", {_lever_words(measured.then, most)} within {measured.within} weeks" if measured.then else ""
        return f"{of}{then}: {label}"
    if measure.takes == PACT:
        return f"{label}: {joined([name.replace('_', ' ') for name in measured.of])}"
    return label[:1].upper() + label[1:]


def _series_words(keys: Sequence[str]) -> str:
    """The labels of some series, one label with several rows told once."""
    rows: dict[str, list[str]] = {}
    for key in keys:
        field, _, row = key.partition(".")
        rows.setdefault(catalogue().fields[field].label, []).append(CAPITAL_NAMES.get(row, row.replace("_", " ")))
    return joined([f"{label} ({joined(of)})" if any(of) else label for label, of in rows.items()])


def _lever_words(keys: Sequence[str], most: int | None = None) -> str:
    """The labels of some levers, by capital; of more than `most` of a capital the first alone, and how many more."""
    levers: dict[str, list[str]] = {}
    for key in keys:
        lever = catalogue().levers[key]
        levers.setdefault(CAPITAL_NAMES[lever.owner], []).append(lever.label)
    return "; ".join(f"{capital}: {_first_few(labels, most)}" for capital, labels in levers.items())


def _first_few(labels: Sequence[str], most: int | None) -> str:
    if most is None or len(labels) <= most:
        return ", ".join(labels)
    return f"{labels[0]} and {len(labels) - 1} more"


def days_words(measured: Measured) -> str:
    """Over which days something is measured; empty for the whole horizon."""
    if measured.first is not None and measured.last is not None:
        return f"{day(measured.first)} to {day(measured.last)}"
    if measured.first is not None:
        return f"from {day(measured.first)}"
    return f"until {day(measured.last)}" if measured.last is not None else ""


def contrast_words(test: Prediction) -> str:
    """How the arms are set against each other; empty for treated against control."""
    if test.level is not None:
        return f"against {test.level:g}"
    if dict(test.contrast) == dict(EFFECT):
        return ""
    if dict(test.contrast) == dict(INTERACTION):
        return "how much more so"
    plus = [_weighed(arm, weight) for arm, weight in test.contrast.items() if weight > 0]
    minus = [_weighed(arm, -weight) for arm, weight in test.contrast.items() if weight < 0]
    return f"{joined(plus)} against {joined(minus)}"


def _weighed(arm: str, weight: float) -> str:
    name = arm.replace("_", " ")
    return name if weight == 1.0 else f"{weight:g} x {name}"


def prediction_words(test: Prediction, *, brief: bool = False) -> str:
    """What a test looks at, in one line."""
    parts = [measured_words(test.measured, brief=brief), contrast_words(test)]
    parts += ["how far worlds differ"] if test.variance else []
    return ", ".join(part for part in parts if part)


def digits_of(measured: Measured) -> int:
    """The decimals in which a measure is written: those of its outcome, but three for shares."""
    outcome = catalogue().outcomes.get(measured.measure)
    return DIGITS if outcome is None or outcome.unit == "probability" else outcome.digits + 1


def effect_words(effect: Effect, measured: Measured) -> str:
    """An effect with its 95% interval: '+0.056 (+0.039 to +0.072)'."""
    digits = digits_of(measured)
    if not math.isfinite(effect.difference):
        return "not there in any world"
    return f"{signed(effect.difference, digits)} ({signed(effect.low, digits)} to {signed(effect.high, digits)})"


def result_sentence(found: PredictionFinding) -> str:
    """What came out of one test, in a sentence."""
    test, effect = found.test, found.effect
    digits = digits_of(test.measured)
    levels = ", ".join(f"{arm.replace('_', ' ')} {number(level, digits)}" for arm, level in effect.levels.items())
    words = (
        f"{prediction_words(test)}: {EXPECTED[test.expect]} expected, {effect_words(effect, test.measured)} found "
        f"(floor {test.floor:g}; z {z_words(effect.z)}; {levels}); as expected in {percent(found.share)} of the draws"
    )
    if effect.exists < 1.0:
        words += f"; it exists in {percent(effect.exists)} of the worlds of an arm, or more"
    if found.half is not None:
        words += f"; with the switch at half {effect_words(found.half, test.measured)}"
    return f"{words}: {found.verdict}."


def z_words(z: float) -> str:
    """How many standard errors an effect lies from 0; one that has no error is told as such."""
    return "without error" if math.isinf(z) else number(z, 1)


def half_sentence(found: ClaimFinding) -> str:
    """What became of a wired claim with its switch at half; empty for others."""
    if found.claim.no_half:
        return f"It has no half: {found.claim.no_half}."
    switches = joined([f"{switch.parameter} at {switch.half:g}" for switch in found.claim.switches])
    if not switches:
        return ""
    if found.survived is None:
        return f"At half strength ({switches}) there is nothing to survive."
    return f"At half strength ({switches}) {'its sign stands' if found.survived else 'its sign does not stand'}."


def missed_sentences(found: ClaimFinding) -> list[str]:
    """Which forced levers could not be carried out in how many worlds, where it is worth saying."""
    return [
        f"{lever} was forced, but could not be carried out {in_worlds(share)} of an arm."
        for lever, share in sorted(found.missed.items())
        if share >= FORCED_WORTH_SAYING
    ]


def weighed_sentences(found: Weighed) -> tuple[str, ...]:
    """How likely the record is under each side of a conflict, and which of its weeks tell one side from the other."""
    first, second = found.sides[:2]
    weeks = [
        f"{told.what} in the week of {day(told.day)} ({signed(told.weight, 2)})"
        for told in found.telling
        if abs(told.weight) >= LEAST_TOLD
    ]
    told = f"What speaks loudest (above 0 for '{second}', below for '{first}'): {joined(weeks)}."
    return (f"The record: {found.seen}", told) if weeks else (f"The record: {found.seen}",)


def counts(verdicts: Sequence[Verdict]) -> Mapping[Verdict, int]:
    """How many of each verdict there are, in the order in which verdicts are declared."""
    return {verdict: verdicts.count(verdict) for verdict in Verdict}
