"""What a reader asks of history: the branch day, how far to look, and other choices from there.

A setting travels as flat words, the same from the page's controls and from a link: `day=2019-10-07`, `years=1`,
`seoul.gsomia_terminate=2019-11-18` (pulled on that day) and `washington.press_seoul=ban` (taken away from then on).
Nothing in it is trusted: what the page could not have produced is brought into range or refused with a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from sim.kernel.clock import Clock
from sim.kernel.errors import near_matches
from sim.kernel.records import DOSE
from sim.report.words import day as in_words
from sim.scenario.scenario import Forced, Policy, Scenario
from sim.ui.controls import Desk, LeverCard

FIRST_DAY = date(2019, 10, 7)
LAST_DAY = date(2023, 10, 30)
WEEKS_IN_YEAR = 52
YEARS: Mapping[str, int | None] = {"1": 1, "2": 2, "end": None}
FIRST_YEARS = "1"
BAN = "ban"
MOST_CHOICES = 8
MOST_WORDS = 40
LONGEST_WORD = 60


@dataclass(frozen=True)
class Setting:
    """The Monday of the branch, how far to look (a key of YEARS), and by lever what is chosen: a day, or None where
    the lever is taken away from its capital."""

    monday: date = FIRST_DAY
    years: str = FIRST_YEARS
    choices: Mapping[str, date | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "choices", MappingProxyType(dict(self.choices)))

    def weeks(self, record: Clock) -> int:
        """How many weeks follow the branch: as many as are asked for, and none beyond the record."""
        left = record.weeks - record.week_of(self.monday)
        years = YEARS[self.years]
        return left if years is None else min(left, years * WEEKS_IN_YEAR)


def read_setting(words: object, record: Scenario, desk: Desk) -> tuple[Setting, tuple[str, ...]]:
    """The setting that flat words mean, and a sentence for each word that could not be followed."""
    given = {str(key)[:LONGEST_WORD]: value for key, value in words.items()} if isinstance(words, Mapping) else {}
    refused: list[str] = []
    day = _branch_day(given.pop("day", None), record.clock, refused)
    years = given.pop("years", FIRST_YEARS)
    if years not in YEARS:
        refused.append(f"years is one of {', '.join(YEARS)}.")
        years = FIRST_YEARS
    setting = Setting(day, str(years))
    stretch = Clock(day, setting.weeks(record.clock))
    choices: dict[str, date | None] = {}
    for key, value in list(given.items())[:MOST_WORDS]:
        _take(key, value, choices, refused, desk, stretch)
    return replace(setting, choices=choices), tuple(refused)


def _branch_day(value: object, clock: Clock, refused: list[str]) -> date:
    if value is None:
        return FIRST_DAY
    try:
        day = date.fromisoformat(str(value)[:10])
    except ValueError:
        refused.append(f"day needs a date such as {FIRST_DAY.isoformat()}.")
        return FIRST_DAY
    held = min(max(day, clock.start), LAST_DAY)
    if held != day:
        refused.append(
            f"A branch can lie between {in_words(clock.start)} and {in_words(LAST_DAY)}; {in_words(held)} is used."
        )
    return clock.first_day(clock.week_of(held))


def _take(
    key: str, value: object, choices: dict[str, date | None], refused: list[str], desk: Desk, stretch: Clock
) -> None:
    """Follow one choice, or say why not."""
    card = desk.levers.get(key)
    if card is None:
        refused.append(f"Nothing here is called {key}.{near_matches(key, list(desk.levers))}")
    elif len(choices) >= MOST_CHOICES:
        refused.append(f"At most {MOST_CHOICES} choices at a time; {card.label} is left out.")
    elif card.once and any(day < stretch.start for day in card.forced):
        pulled = in_words(card.forced[0])
        refused.append(f"{card.label} is pulled once only, and the record pulls it on {pulled}, before the branch.")
    elif value == BAN:
        choices[key] = None
    else:
        day = _pull_day(card, value, refused, stretch)
        if day is not None:
            choices[key] = day


def _pull_day(card: LeverCard, value: object, refused: list[str], stretch: Clock) -> date | None:
    try:
        day = date.fromisoformat(str(value)[:10])
    except ValueError:
        refused.append(f"{card.key} needs a date such as {stretch.start.isoformat()}, or {BAN}.")
        return None
    held = nearest_day(card, day, stretch)
    if held is None:
        refused.append(f"{card.label} cannot be pulled between {in_words(stretch.start)} and {in_words(stretch.end)}.")
    elif held != day:
        refused.append(f"{card.label} cannot be pulled on {in_words(day)}; {in_words(held)} is used.")
    return held


def nearest_day(card: LeverCard, day: date, stretch: Clock) -> date | None:
    """The day nearest to a wished one on which law allows the lever after the branch; None where there is none."""
    legal = card.legal or ((stretch.start, stretch.end),)
    after = [(max(opens, stretch.start), min(closes, stretch.end)) for opens, closes in legal]
    days = [min(max(day, opens), closes) for opens, closes in after if opens <= closes]
    return min(days, key=lambda found: abs(found - day), default=None)


def words_of(setting: Setting) -> dict[str, str]:
    """A setting as flat words, for a link; read_setting gives it back."""
    words = {"day": setting.monday.isoformat()}
    if setting.years != FIRST_YEARS:
        words["years"] = setting.years
    return words | {key: words_of_choice(day) for key, day in setting.choices.items()}


def words_of_choice(day: date | None) -> str:
    """What becomes of a lever, as a flat word."""
    return day.isoformat() if day is not None else BAN


def with_choices(branch: Scenario, choices: Mapping[str, date | None], desk: Desk) -> Scenario:
    """A branch on which the reader's levers are pulled in full, or taken away from the day of the branch on."""
    policies = {capital: _policy(capital, policy, choices, desk) for capital, policy in branch.policies.items()}
    return replace(branch, policies=policies, title=f"{branch.title}, with other choices")


def _policy(capital: str, policy: Policy, choices: Mapping[str, date | None], desk: Desk) -> Policy:
    own = [(desk.levers[key], day) for key, day in choices.items() if key.split(".", 1)[0] == capital]
    pulled = [Forced(card.key, day, dict.fromkeys(card.parts, DOSE.high)) for card, day in own if day is not None]
    banned = {card.key.split(".", 1)[1] for card, day in own if day is None}
    return replace(policy, force=(*policy.force, *pulled), ban=policy.ban | banned)
