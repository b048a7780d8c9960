"""What a reader has moved: checked, carried in a link, and turned into the scenario that it means.

A setting travels as flat words, the same from the page's sliders and from a link:
`seoul.resolve=0.7`, `seoul.gsomia_notice=1`, `seoul.gsomia_notice.at=2019-08-22`, `seoul.court_restraint.ban=yes`,
`tokyo.policy=hold`, `worlds=200`, `seed=7`. Nothing in it is trusted: whatever a slider could not have produced is
brought into range or refused with a sentence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from sim.kernel.clock import Clock
from sim.kernel.errors import near_matches
from sim.kernel.records import CAPITALS
from sim.report.words import day as in_words
from sim.scenario.scenario import POLICIES, Forced, Policy, Scenario
from sim.ui.controls import LIVE_WORLDS, WORLD_CHOICES, Control, Desk, forced_by

HIGHEST_SEED = 2**31 - 1
LONGEST_WORD = 80
MOST_WORDS = 400
IDLE = "hold"
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Setting:
    """What differs from the scenario as written, and how many worlds to look at with which seed (None: its own)."""

    values: Mapping[str, float] = field(default_factory=dict)
    dates: Mapping[str, date] = field(default_factory=dict)
    bans: Mapping[str, bool] = field(default_factory=dict)
    policies: Mapping[str, str] = field(default_factory=dict)
    worlds: int = LIVE_WORLDS
    seed: int | None = None

    def __post_init__(self) -> None:
        for name in ("values", "dates", "bans", "policies"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    @property
    def moved(self) -> int:
        """How many things differ from the scenario as written."""
        return len(self.values) + len(self.dates) + len(self.bans) + len(self.policies)

    def of(self, control: Control) -> float:
        """Where a slider stands."""
        return self.values.get(control.key, control.value)


def read_setting(words: object, desk: Desk, clock: Clock) -> tuple[Setting, tuple[str, ...]]:
    """The setting that flat words mean, and a sentence for each word that could not be followed."""
    if not isinstance(words, Mapping):
        return Setting(), ()
    reader = _Reader(desk, clock)
    for key, value in list(words.items())[:MOST_WORDS]:
        reader.take(str(key)[:LONGEST_WORD], value)
    return reader.setting(), tuple(reader.refused)


class _Reader:
    def __init__(self, desk: Desk, clock: Clock) -> None:
        self.desk = desk
        self.clock = clock
        self.refused: list[str] = []
        self.values: dict[str, float] = {}
        self.dates: dict[str, date] = {}
        self.bans: dict[str, bool] = {}
        self.policies: dict[str, str] = {}
        self.worlds = LIVE_WORLDS
        self.seed: int | None = None

    def take(self, key: str, value: object) -> None:
        """Follow one word, or say why not."""
        place, _, last = key.rpartition(".")
        if key in self.desk.controls:
            self._value(self.desk.controls[key], value)
        elif last == "at" and place in self.desk.levers:
            self._date(place, value)
        elif last == "ban" and place in self.desk.levers:
            self._ban(place, value)
        elif last == "policy" and place in CAPITALS:
            self._policy(place, value)
        elif key == "worlds":
            self._worlds(value)
        elif key == "seed":
            self._seed(value)
        else:
            known = (*self.desk.controls, "worlds", "seed")
            self.refused.append(f"Nothing here is called {key}.{near_matches(key, known)}")

    def setting(self) -> Setting:
        """What was understood; a date counts only where its lever has a dose."""
        dated = {key: day for key, day in self.dates.items() if _dosed(self.desk, key, self.values)}
        return Setting(self.values, dated, self.bans, self.policies, self.worlds, self.seed)

    def _value(self, control: Control, value: object) -> None:
        wished = _number(value)
        if wished is None:
            self.refused.append(f"{control.key} needs a number between {control.low:g} and {control.high:g}.")
            return
        held = control.held(wished)
        if not control.low <= wished <= control.high:
            self.refused.append(f"{control.key} goes from {control.low:g} to {control.high:g}; {held:g} is used.")
        if control.differs(held):
            self.values[control.key] = held

    def _date(self, lever: str, value: object) -> None:
        try:
            day = date.fromisoformat(str(value)[:10])
        except ValueError:
            self.refused.append(f"{lever}.at needs a date such as {self.desk.levers[lever].at.isoformat()}.")
            return
        held = self.desk.levers[lever].nearest_legal(day, self.clock)
        if held != day:
            self.refused.append(f"{lever} cannot be forced on {in_words(day)}; {in_words(held)} is used.")
        if held != self.desk.levers[lever].at:
            self.dates[lever] = held

    def _ban(self, lever: str, value: object) -> None:
        if value not in (True, False, YES, NO):
            self.refused.append(f"{lever}.ban is either {YES} or {NO}.")
            return
        banned = value in (True, YES)
        if banned != self.desk.levers[lever].banned:
            self.bans[lever] = banned

    def _policy(self, capital: str, value: object) -> None:
        if value not in POLICIES:
            self.refused.append(f"{capital}.policy is one of {', '.join(POLICIES)}.")
        elif value != self.desk.policies[capital]:
            self.policies[capital] = str(value)

    def _worlds(self, value: object) -> None:
        wished = _number(value)
        if wished is None:
            self.refused.append(f"worlds is one of {', '.join(map(str, WORLD_CHOICES))}.")
            return
        self.worlds = min(WORLD_CHOICES, key=lambda choice: abs(choice - wished))
        if self.worlds != wished:
            self.refused.append(f"This page runs {', '.join(map(str, WORLD_CHOICES))} worlds; {self.worlds} is used.")

    def _seed(self, value: object) -> None:
        wished = _number(value)
        if wished is None or wished != int(wished) or not 0 <= wished <= HIGHEST_SEED:
            self.refused.append(f"seed is a whole number between 0 and {HIGHEST_SEED}.")
        else:
            self.seed = int(wished)


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _dosed(desk: Desk, lever: str, values: Mapping[str, float]) -> bool:
    return any(dose > 0 for dose in doses_of(desk, lever, values).values())


def doses_of(desk: Desk, lever: str, values: Mapping[str, float]) -> dict[str, float]:
    """The dose of each part of a lever, as its sliders stand."""
    sliders = (control for control in desk.controls.values() if control.lever == lever)
    return {control.part: values.get(control.key, control.value) for control in sliders}


def words_of(setting: Setting) -> dict[str, str]:
    """A setting as flat words, for a link; read_setting gives it back."""
    words = {key: f"{value:.10g}" for key, value in setting.values.items()}
    words |= {f"{key}.at": day.isoformat() for key, day in setting.dates.items()}
    words |= {f"{key}.ban": YES if banned else NO for key, banned in setting.bans.items()}
    words |= {f"{capital}.policy": policy for capital, policy in setting.policies.items()}
    if setting.worlds != LIVE_WORLDS:
        words["worlds"] = str(setting.worlds)
    if setting.seed is not None:
        words["seed"] = str(setting.seed)
    return words


def moved_scenario(scenario: Scenario, desk: Desk, setting: Setting) -> Scenario:
    """The scenario that a setting means. A moved disposition is the same in all worlds, even where it was sampled."""
    dispositions = {key: value for key, value in setting.values.items() if desk.controls[key].lever is None}
    pulled = {lever for key in setting.values if (lever := desk.controls[key].lever) is not None} | set(setting.dates)
    policies = {capital: _policy(capital, scenario, desk, setting, pulled) for capital in CAPITALS}
    forced = {forced.lever for policy in policies.values() for forced in policy.force} - pulled

    def still_sampled(key: str) -> bool:
        lever = key.rpartition(".")[0]
        return lever in forced if lever in desk.levers else key not in setting.values

    return replace(
        scenario,
        values={**scenario.values, **dispositions},
        uncertain={key: spread for key, spread in scenario.uncertain.items() if still_sampled(key)},
        policies=policies,
        worlds=setting.worlds,
        seed=scenario.seed if setting.seed is None else setting.seed,
        sweep={},
        expect=(),
    )


def _policy(capital: str, scenario: Scenario, desk: Desk, setting: Setting, pulled: set[str]) -> Policy:
    policy = scenario.policies[capital]
    moved = {key for key in pulled if key.split(".", 1)[0] == capital}
    force = [forced for forced in policy.force if forced.lever not in moved]
    for lever in sorted(moved):
        force += _forced(lever, scenario, desk, setting)
    ban = set(policy.ban)
    for lever, banned in setting.bans.items():
        owner, name = lever.split(".", 1)
        if owner == capital:
            ban = ban | {name} if banned else ban - {name}
    decides = setting.policies.get(capital, policy.policy)
    then = () if capital in setting.policies else policy.then
    return Policy(decides, () if decides == IDLE else tuple(force), frozenset(ban), then)


def _forced(lever: str, scenario: Scenario, desk: Desk, setting: Setting) -> list[Forced]:
    """When and how much a moved lever is forced: on the reader's day, or on the scenario's days with a new dose."""
    doses = doses_of(desk, lever, setting.values)
    if not any(dose > 0 for dose in doses.values()):
        return []
    own = forced_by(scenario, lever)
    if own and lever not in setting.dates:
        return [replace(forced, doses=doses) for forced in own]
    return [Forced(lever, setting.dates.get(lever, desk.levers[lever].at), doses)]
