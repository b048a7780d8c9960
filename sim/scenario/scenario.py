"""A scenario: what is assumed, who decides, what happens on which day, and what is watched. It never changes."""

from __future__ import annotations

import copyreg
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from types import MappingProxyType

from sim.kernel.clock import Clock
from sim.kernel.records import CAPITALS, Lever
from sim.kernel.shown import Shown
from sim.scenario.uncertain import Uncertain

POLICIES = {
    "agent": "the capital decides for itself, week by week, besides what is forced",
    "script": "it pulls the forced levers on their dates and nothing else",
    "hold": "it does nothing at all",
}
TURNS = ("agent", "script")
MODES = {
    "equilibrium": "each capital answers what the others will probably do, and they answer it (logit equilibrium)",
    "level_k": "each capital thinks `level` steps ahead and no further",
    "independent": "each capital weighs its own levers as if the others did nothing",
}
DEFAULT_WORLDS = 500
DEFAULT_SEED = 20190822
DEFAULT_MODE = "equilibrium"
DEFAULT_LEVEL = 2


def _view(content: dict[object, object]) -> MappingProxyType[object, object]:
    return MappingProxyType(content)


# Scenarios travel to worker processes, and Python does not know how to pickle a read-only view of a mapping.
copyreg.pickle(MappingProxyType, lambda view: (_view, (dict(view),)))


@dataclass(frozen=True)
class Forced:
    """A lever that is pulled on a day whatever its capital would decide. `doses` holds every part of the lever.

    `until` is the day on which a standing measure is lifted again.
    """

    lever: str
    at: date
    doses: Mapping[str, float]
    until: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "doses", MappingProxyType(dict(self.doses)))

    @property
    def name(self) -> str:
        """The lever's name without its capital."""
        return self.lever.split(".", 1)[1]


@dataclass(frozen=True)
class Turn:
    """From the week of a day on, another policy holds in a capital: one of TURNS."""

    at: date
    policy: str


@dataclass(frozen=True)
class Policy:
    """Who decides for a capital (see POLICIES), what is forced on it, and what it may not do.

    `then` says from when on someone else decides, in the order of the days.
    """

    policy: str = "agent"
    force: tuple[Forced, ...] = ()
    ban: frozenset[str] = frozenset()
    then: tuple[Turn, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "force", tuple(sorted(self.force, key=lambda forced: (forced.at, forced.lever))))
        object.__setattr__(self, "then", tuple(sorted(self.then, key=lambda turn: turn.at)))

    @property
    def ever_agent(self) -> bool:
        """Whether the capital decides for itself on some day."""
        return "agent" in (self.policy, *(turn.policy for turn in self.then))


@dataclass(frozen=True)
class ShockEvent:
    """Something that happens on a day and that no capital chose."""

    shock: str
    at: date
    size: float
    until: date | None = None
    option: str | None = None


@dataclass(frozen=True)
class Luck:
    """From the week of a day on, world 0 has the luck of another world of the seed; all others keep theirs."""

    at: date
    world: int


@dataclass(frozen=True)
class Expectation:
    """A range in which the mean of an outcome should lie after a run."""

    outcome: str
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Scenario(Shown):
    """Everything that a run needs. Every capital has a Policy; `values` holds only what differs from the defaults.

    `uncertain` and `sweep` are keyed by a parameter (`seoul.resolve`) or by the dose of a forced lever's part
    (`tokyo.export_controls.dose`). Until `agents_from`, every capital plays its forced levers and nothing else.
    """

    title: str
    start: date
    weeks: int
    question: str = ""
    sources: tuple[str, ...] = ()
    worlds: int = DEFAULT_WORLDS
    seed: int = DEFAULT_SEED
    agents_from: date | None = None
    values: Mapping[str, float] = field(default_factory=dict)
    uncertain: Mapping[str, Uncertain] = field(default_factory=dict)
    decision_mode: str = DEFAULT_MODE
    level: int = DEFAULT_LEVEL
    policies: Mapping[str, Policy] = field(default_factory=dict)
    custom_levers: tuple[Lever, ...] = ()
    shocks: tuple[ShockEvent, ...] = ()
    luck: tuple[Luck, ...] = ()
    sweep: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    watch: tuple[str, ...] = ()
    expect: tuple[Expectation, ...] = ()

    def __post_init__(self) -> None:
        policies = {capital: self.policies.get(capital, Policy()) for capital in CAPITALS}
        object.__setattr__(self, "policies", policies)
        for name in ("values", "uncertain", "sweep", "policies"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))
        ordered = sorted(self.shocks, key=lambda event: (event.at, event.shock, event.option or ""))
        object.__setattr__(self, "shocks", tuple(ordered))
        object.__setattr__(self, "luck", tuple(sorted(self.luck, key=lambda change: change.at)))

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def clock(self) -> Clock:
        return Clock(self.start, self.weeks)

    def decides(self, capital: str, week: int) -> bool:
        """Whether a capital decides for itself in a week, besides what is forced on it."""
        clock, policy = self.clock, self.policies[capital]
        if self.agents_from is not None and week < clock.week_of(self.agents_from):
            return False
        turns = [turn.policy for turn in policy.then if clock.week_of(turn.at) <= week]
        return (turns[-1] if turns else policy.policy) == "agent"

    @cached_property
    def digest(self) -> str:
        """What identifies a scenario: the SHA-256, in hexadecimal, of all that changes a world's path.

        That is the horizon, the parameters, their uncertainty, the decision mode, who decides, forced and banned
        levers, levers of the file's own, shocks, and from when world 0 has another's luck. The seed and the number of
        worlds say which worlds are looked at, not what happens in them; titles, sources, sweeps, watched outcomes and
        expectations change nothing.
        """
        text = json.dumps(canonical(self), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()


def canonical(scenario: Scenario) -> dict[str, object]:
    """What changes a world's path, in plain words and numbers; equal for scenarios that mean the same."""
    values = {key: float(value) for key, value in scenario.values.items() if key not in scenario.uncertain}
    # A key that older scenarios lack stands there only where it is used, so that their digests stay as they were.
    luck = {"luck": [_stated(change) for change in scenario.luck]} if scenario.luck else {}
    return {
        "start": scenario.start.isoformat(),
        "weeks": scenario.weeks,
        "agents_from": _day(scenario.agents_from),
        "values": values,
        "uncertain": {key: _stated(spread) for key, spread in scenario.uncertain.items()},
        "mode": scenario.decision_mode,
        "level": scenario.level if scenario.decision_mode == "level_k" else None,
        "policies": {capital: _policy(policy) for capital, policy in scenario.policies.items()},
        "levers": [_custom(lever) for lever in scenario.custom_levers],
        "shocks": [_stated(event) for event in scenario.shocks],
        **luck,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _stated(record: Uncertain | ShockEvent | Forced | Luck | Turn) -> dict[str, object]:
    """A record's fields without those left empty."""
    content: dict[str, object] = {}
    for item in fields(record):
        value = getattr(record, item.name)
        if isinstance(value, date):
            content[item.name] = value.isoformat()
        elif isinstance(value, Mapping):
            content[item.name] = {key: float(dose) for key, dose in value.items()}
        elif isinstance(value, str):
            content[item.name] = value
        elif value is not None:
            content[item.name] = float(value)
    return content


def _policy(policy: Policy) -> dict[str, object]:
    then = {"then": [_stated(turn) for turn in policy.then]} if policy.then else {}
    return {
        "policy": policy.policy,
        "force": [_stated(forced) for forced in policy.force],
        "ban": sorted(policy.ban),
        **then,
    }


def _custom(lever: Lever) -> dict[str, object]:
    return {
        "key": lever.key,
        "tempo": str(lever.tempo),
        "features": {channel: float(value) for channel, value in lever.features.items()},
        "political_cost": float(lever.political_cost),
        "cooldown": lever.cooldown,
    }
