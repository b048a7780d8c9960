"""What an effect says about a claim. The whole rule is here: its numbers in RULE, its words in `rule_words`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sim.study.claims.effect import Effect
from sim.study.claims.record import Expect, Prediction


class Verdict(StrEnum):
    """What came out for a claim, or for one of its tests."""

    SUPPORTED = "supported"
    ONLY_WIRED = "only at full strength"
    PARTLY = "supported in part"
    WEAK = "weak"
    INERT = "inert"
    MIXED = "mixed"
    REVERSED = "reversed"
    UNTESTED = "cannot be tested"


@dataclass(frozen=True, slots=True)
class Rule:
    """The numbers of the rule: how many standard errors an effect must be from 0 to support a claim, and to be seen."""

    supported: float = 4.0
    seen: float = 2.0


RULE = Rule()
SIGNS = {Expect.UP: 1.0, Expect.DOWN: -1.0, Expect.NOT_UP: -1.0, Expect.NOT_DOWN: 1.0}


def verdict_of(effect: Effect, test: Prediction) -> Verdict:
    """The verdict on one test: supported, weak, inert or reversed; untested where the measure exists nowhere."""
    if not math.isfinite(effect.difference):
        return Verdict.UNTESTED
    if test.expect in (Expect.UP, Expect.DOWN):
        return _signed(SIGNS[test.expect] * effect.difference, SIGNS[test.expect] * effect.z, test.floor)
    if test.expect is Expect.SAME:
        within, against = -test.floor < effect.low and effect.high < test.floor, abs(effect.difference)
    elif test.expect is Expect.NOT_UP:
        within, against = effect.high < test.floor, effect.difference
    else:
        within, against = effect.low > -test.floor, -effect.difference
    if within:
        return Verdict.SUPPORTED
    return Verdict.REVERSED if against >= test.floor and abs(effect.z) > RULE.seen else Verdict.WEAK


def _signed(difference: float, z: float, floor: float) -> Verdict:
    """The verdict where a sign is expected; `difference` and `z` are positive where it is seen."""
    if abs(difference) < floor or abs(z) < RULE.seen:
        return Verdict.INERT
    if difference < 0.0:
        return Verdict.REVERSED
    return Verdict.SUPPORTED if z > RULE.supported else Verdict.WEAK


def as_expected(difference: float, test: Prediction) -> bool:
    """Whether a difference, at one draw of the parameters, is what the claim expects."""
    if test.expect in (Expect.UP, Expect.DOWN):
        return SIGNS[test.expect] * difference > 0.0
    if test.expect is Expect.SAME:
        return abs(difference) < test.floor
    return SIGNS[test.expect] * difference > -test.floor


def share_as_expected(effect: Effect, test: Prediction) -> float:
    """The share of draws at which the difference is as expected, of those at which the measure exists; NaN if none."""
    known = [difference for difference in effect.draws if math.isfinite(difference)]
    return sum(as_expected(difference, test) for difference in known) / len(known) if known else math.nan


def survives(half: Effect, test: Prediction) -> bool:
    """Whether a test still points the way of its claim with the claim's switch at half."""
    if test.expect in (Expect.UP, Expect.DOWN):
        return SIGNS[test.expect] * half.z > RULE.seen
    return verdict_of(half, test) is Verdict.SUPPORTED


def verdict_of_all(each: Sequence[Verdict], survived: bool | None = None) -> Verdict:
    """The verdict on a claim from those on its tests; `survived` says whether it stood with its switch at half, None
    where it has none."""
    kinds = set(each)
    if not kinds or kinds == {Verdict.UNTESTED}:
        return Verdict.UNTESTED
    if kinds == {Verdict.SUPPORTED}:
        return Verdict.ONLY_WIRED if survived is False else Verdict.SUPPORTED
    if len(kinds) == 1:
        return kinds.pop()
    if Verdict.REVERSED in kinds:
        return Verdict.MIXED if kinds & {Verdict.SUPPORTED, Verdict.WEAK} else Verdict.REVERSED
    if Verdict.SUPPORTED in kinds:
        return Verdict.PARTLY
    return Verdict.WEAK if Verdict.WEAK in kinds else Verdict.INERT


def rule_words() -> tuple[str, ...]:
    """The rule in words, for readers."""
    return (
        f"A test supports its claim where the effect has the expected sign, is at least as large as its floor and lies "
        f"more than {RULE.supported:g} standard errors from 0. With {RULE.seen:g} to {RULE.supported:g} it is weak. "
        f"Below {RULE.seen:g}, or below the floor, it is inert. With the other sign, at least as large as the floor "
        f"and {RULE.seen:g} standard errors or more from 0, it is reversed.",
        "Where a claim says that something stays the same, or does not rise or fall, the whole 95% interval must lie "
        "on the right side of the floor; it is reversed where a clear effect larger than the floor is seen, and weak "
        "in between.",
        "A claim is supported where all its tests are, supported in part where some are and none is reversed, mixed "
        "where some point its way and some the other, and reversed where some are reversed and none points its way. "
        "Else it is weak where some test is, and inert where none is.",
        f"A wired claim is run again with its switch at half. Unless every test that supports it still has the "
        f"expected sign, more than {RULE.seen:g} standard errors from 0, it is supported only at full strength.",
        "A check is passed (supported) or failed (reversed).",
    )
