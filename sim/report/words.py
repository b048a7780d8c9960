"""Numbers and results in plain words: how a value is written, and what a run says in a sentence or two."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sim.kernel.catalogue import catalogue
from sim.kernel.records import ONCE, Lever
from sim.kernel.records import is_event as is_event

if TYPE_CHECKING:
    from sim.results import Arm, Difference, Health, Results

MISSING = "-"
CAPITAL_NAMES = {"seoul": "Seoul", "tokyo": "Tokyo", "washington": "Washington"}
PACT_STATES = ("in force", "notice given", "notice suspended", "lapsed")
UNCONVERGED_WORTH_SAYING = 0.01
FORCED_WORTH_SAYING = 0.005
LABELS_NAMED = 5
MOST_DIGITS = 5
SAME = "cannot tell apart"
MISSED_BY_CHANCE = 0.05


def number(value: float, digits: int = 2) -> str:
    """A number as a reader wants it: thousands apart, no more decimals than help, a dash where there is none."""
    if not math.isfinite(value):
        return MISSING
    if abs(value) >= 100:
        digits = 0
    elif abs(value) >= 10:
        digits = min(digits, 1)
    written = f"{value:,.{digits}f}"
    return written.lstrip("-") if not any(character in "123456789" for character in written) else written


def signed(value: float, digits: int = 2) -> str:
    """A difference, with its sign; a difference that rounds to nothing has none."""
    written = number(value, digits)
    return f"+{written}" if value > 0 and any(character in "123456789" for character in written) else written


def bound(value: float, digits: int = 2) -> str:
    """A signed number that, where it is not zero, does not look so: with more digits if it takes them."""
    for tried in range(digits, max(digits, MOST_DIGITS) + 1):
        written = signed(value, tried)
        if value == 0 or not math.isfinite(value) or any(character in "123456789" for character in written):
            return written
    least = f"{10.0**-MOST_DIGITS:.{MOST_DIGITS}f}"
    return f"< +{least}" if value > 0 else f"> -{least}"


def counted(count: int, thing: str) -> str:
    """'1 world' or '1,000 worlds'."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def joined(words: Sequence[str]) -> str:
    """'one', 'one and two' or 'one, two and three'."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def digits_for(error: float, least: int) -> int:
    """Enough decimals to show the first digit of an error, and no fewer than `least`."""
    if not math.isfinite(error) or error <= 0:
        return least
    return min(max(least, math.ceil(-math.log10(error))), MOST_DIGITS)


def percent(share: float) -> str:
    """A share as a percentage, honest at the ends: never 0 or 100 unless it is exactly so."""
    if not math.isfinite(share):
        return MISSING
    if 0 < share < 0.01:
        return f"{100 * share:.1f}%" if share >= 0.0005 else "< 0.1%"
    if 0.99 < share < 1:
        return f"{100 * share:.1f}%" if share < 0.9995 else "> 99.9%"
    return f"{100 * share:.0f}%"


def in_worlds(share: float) -> str:
    """'in no world', 'in every world' or 'in 43% of worlds'."""
    if share == 0:
        return "in no world"
    if share == 1:
        return "in every world"
    return f"in {percent(share)} of worlds"


def rests(lever: Lever) -> str:
    """When a lever can be pulled again: 'once only', 'after 4 weeks' or 'any week'."""
    if lever.cooldown >= ONCE:
        return "once only"
    return f"after {counted(lever.cooldown, 'week')}" if lever.cooldown else "any week"


def day(moment: date) -> str:
    """A date as a sentence has it: 22 August 2019."""
    return f"{moment.day} {moment:%B %Y}"


EVENT_SENTENCES = (
    (
        ("p_notice", "Seoul gives notice to end the pact"),
        ("p_suspend", "it suspends that notice"),
        ("p_lapse", "the pact lapses"),
    ),
    (
        ("p_liquidation", "Korean courts sell a company's assets"),
        ("p_settlement", "the dispute over the court rulings is settled"),
    ),
)


def summary(results: Results) -> str:
    """What happens in a run, in two or three sentences."""
    means = {key: outcome.mean for key, outcome in results.outcomes.items()}
    sentences = []
    for events in EVENT_SENTENCES:
        known = [(words, means[key]) for key, words in events if math.isfinite(means.get(key, math.nan))]
        if known:
            sentence = "; ".join(f"{words} {in_worlds(share)}" for words, share in known)
            sentences.append(f"{sentence[0].upper()}{sentence[1:]}.")
    cohesion = results.outcomes.get("trilateral_cohesion")
    if cohesion is not None and math.isfinite(cohesion.mean):
        sentences.append(
            f"{cohesion.label} is {number(cohesion.p50, 0)} in the middle world ({cohesion.unit}); "
            f"half of the worlds lie between {number(cohesion.p25, 0)} and {number(cohesion.p75, 0)}."
        )
    return " ".join(sentences)


def too_small(key: str, difference: Difference) -> bool:
    """Whether a difference that can be told apart is smaller than its outcome's declared floor."""
    record = catalogue().outcomes.get(key)
    return difference.verdict != SAME and record is not None and abs(difference.difference) < record.floor


def comparison_summary(baseline: Results, arm: Arm) -> str:
    """Which outcomes a scenario moves most clearly against the baseline, and how many it leaves where they were."""
    clearest = sorted(arm.outcomes, key=lambda key: -abs(arm.outcomes[key].z))
    small = [key for key in clearest if too_small(key, arm.outcomes[key])]
    moved = {
        verdict: [
            baseline.outcomes[key].label
            for key in clearest
            if arm.outcomes[key].verdict == verdict and key not in small
        ]
        for verdict in ("higher", "lower")
    }
    sentences = [f"Clearly {verdict}: {_first_few(labels)}." for verdict, labels in moved.items() if labels]
    count, still = len(arm.outcomes), sum(difference.verdict == SAME for difference in arm.outcomes.values())
    if small:
        labels = [baseline.outcomes[key].label for key in small]
        sentences.append(f"Told apart, but too small to matter: {_first_few(labels)}.")
    if still:
        sentences.append(f"In {still} of {count} outcomes the two cannot be told apart.")
    return " ".join(sentences)


def chance_note(count: int) -> str:
    """How many differences look clear where there are none: one in twenty 95% intervals misses. May be empty."""
    expected = round(count * MISSED_BY_CHANCE)
    if not expected:
        return ""
    differences = "one 'clear' difference is" if expected == 1 else f"{expected} 'clear' differences are"
    return f"With {count} outcomes, about {differences} to be expected by chance alone."


def _first_few(labels: Sequence[str]) -> str:
    more = len(labels) - LABELS_NAMED
    return "; ".join(labels) if more <= 0 else f"{'; '.join(labels[:LABELS_NAMED])}; and {more} more"


def what_was_run(results: Results) -> str:
    """'500 worlds, 104 weeks from 29 October 2018 to 25 October 2020, seed 7'."""
    clock = results.clock
    horizon = f"{counted(results.weeks, 'week')} from {day(clock.start)} to {day(clock.end)}"
    return f"{counted(results.worlds, 'world')}, {horizon}, seed {results.seed}"


def health_notes(health: Health, worlds: int) -> list[str]:
    """What a reader should know before trusting the numbers; empty where all went well."""
    notes = []
    if health.non_finite:
        notes.append(
            f"{health.non_finite} of {counted(worlds, 'world')} broke down in the arithmetic and are left out."
        )
    if health.unconverged >= UNCONVERGED_WORTH_SAYING:
        notes.append(
            f"In {percent(health.unconverged)} of decisions the capitals' expectations of each other did not settle; "
            "their last two guesses were averaged."
        )
    for lever, share in sorted(health.forced_missed.items()):
        if share >= FORCED_WORTH_SAYING:
            notes.append(f"{lever} was forced, but its preconditions did not hold {in_worlds(share)}.")
    return notes
