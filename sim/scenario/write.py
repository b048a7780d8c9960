"""A scenario becomes a file again: only what differs from the defaults, in an order that people read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sim.kernel.catalogue import Catalogue, catalogue
from sim.kernel.records import CAPITALS, DOSE, Lever, channels_of
from sim.scenario.numbers import COOLDOWN, FORMAT, POLITICAL_COST
from sim.scenario.own_levers import OWN_SOURCE
from sim.scenario.scenario import (
    DEFAULT_LEVEL,
    DEFAULT_MODE,
    DEFAULT_SEED,
    DEFAULT_WORLDS,
    Forced,
    Policy,
    Scenario,
    ShockEvent,
)
from sim.scenario.sections import SECTIONS, paths
from sim.scenario.tree import scalar
from sim.scenario.uncertain import Uncertain

INDENT = "  "
LONGEST_LINE = 100
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _.;()'/+-]*")
_PLAIN_ALONE = re.compile(r"[A-Za-z][A-Za-z0-9 _.;()'/+,?!%&=-]*")
_ESCAPES = {'"': '\\"', "\\": "\\\\"}


class Flow(dict[str, Any]):
    """A mapping that is written on one line, in braces."""


def to_yaml(scenario: Scenario, known: Catalogue | None = None) -> str:
    """The file of a scenario, with nothing extended; loading it gives an equal scenario."""
    document = as_document(scenario, known or catalogue())
    return "".join(f"{line}\n" for key, value in document.items() for line in _lines(key, value, 0))


def as_document(scenario: Scenario, known: Catalogue) -> dict[str, Any]:
    """What the file of a scenario says, as plain mappings, lists, words, numbers and days."""
    written: dict[str, Any] = {
        "schema": FORMAT,
        "title": scenario.title,
        "question": scenario.question,
        "sources": list(scenario.sources),
        "horizon": Flow(start=scenario.start, weeks=scenario.weeks),
        "worlds": scenario.worlds if scenario.worlds != DEFAULT_WORLDS else None,
        "seed": scenario.seed if scenario.seed != DEFAULT_SEED else None,
        "agents_from": scenario.agents_from,
        **_assumptions(scenario, known),
        "levers": _levers(scenario, known),
        "shocks": [Flow({event.shock: _shock(event, known)}) for event in scenario.shocks],
        "luck": [Flow({"from": change.at, "world": change.world}) for change in scenario.luck],
        "uncertain": {key: _spread(spread) for key, spread in scenario.uncertain.items()},
        "sweep": {key: list(values) for key, values in scenario.sweep.items()},
        "watch": list(scenario.watch),
        "expect": [Flow(outcome=item.outcome, between=[item.low, item.high]) for item in scenario.expect],
    }
    return {key: value for key, value in written.items() if key == "title" or value not in (None, "", [], {})}


def _assumptions(scenario: Scenario, known: Catalogue) -> dict[str, Any]:
    sections: dict[str, Any] = {section: {} for section in SECTIONS}
    decision = Flow()
    if scenario.decision_mode != DEFAULT_MODE:
        decision["mode"] = scenario.decision_mode
    if scenario.level != DEFAULT_LEVEL:
        decision["level"] = scenario.level
    sections["decision"] = decision
    for path, parameter in paths(known):
        if parameter.key not in scenario.values:
            continue
        around = sections
        for step in path[:-1]:
            around = around.setdefault(str(step), Flow())
        around[str(path[-1])] = scenario.values[parameter.key]
    return sections


def _levers(scenario: Scenario, known: Catalogue) -> dict[str, Any]:
    written = {}
    for capital in CAPITALS:
        own = [lever for lever in scenario.custom_levers if lever.owner == capital]
        content = _capital(scenario.policies[capital], own, known)
        if content:
            written[capital] = content
    return written


def _capital(policy: Policy, own: Sequence[Lever], known: Catalogue) -> dict[str, Any]:
    content: dict[str, Any] = {}
    if policy.policy != Policy().policy:
        content["policy"] = policy.policy
    if policy.then:
        content["then"] = [Flow({"from": turn.at, "policy": turn.policy}) for turn in policy.then]
    if policy.force:
        days: dict[str, list[Flow]] = {}
        for forced in policy.force:
            days.setdefault(forced.name, []).append(forced_document(forced))
        content["force"] = {name: found[0] if len(found) == 1 else found for name, found in days.items()}
    if policy.ban:
        content["ban"] = sorted(policy.ban)
    if own:
        content["define"] = {lever.name: _own_lever(lever) for lever in own}
    return content


def forced_document(forced: Forced) -> Flow:
    """A forced lever as it is written: its day, its doses where they are not full, and its end."""
    doses = {part: dose for part, dose in forced.doses.items() if dose != DOSE.high}
    return Flow(at=forced.at, **doses, **({"until": forced.until} if forced.until is not None else {}))


def _own_lever(lever: Lever) -> dict[str, Any]:
    content: dict[str, Any] = {
        "label": lever.label,
        "sentence": lever.sentence,
        "tempo": str(lever.tempo),
        "features": Flow({name: lever.features[name] for name in channels_of(lever.owner) if name in lever.features}),
    }
    if lever.political_cost != POLITICAL_COST.default:
        content["political_cost"] = lever.political_cost
    if lever.cooldown != COOLDOWN.default:
        content["cooldown"] = lever.cooldown
    if lever.source != OWN_SOURCE:
        content["source"] = lever.source
    return content


def _shock(event: ShockEvent, known: Catalogue) -> Flow:
    shock = known.shocks[event.shock]
    content = Flow(at=event.at, size=event.size)
    if event.until is not None:
        content["until"] = event.until
    if shock.option is not None:
        content[shock.option] = event.option
    return content


def _spread(spread: Uncertain) -> list[float] | Flow:
    if spread.dist == "uniform":
        return [spread.low, spread.high]
    content = Flow(dist=spread.dist)
    for name in ("mean", "sd", "low", "mode", "high"):
        value = getattr(spread, name)
        if value is not None:
            content[name] = value
    return content


def _lines(key: str, value: Any, depth: int) -> Iterator[str]:
    """The lines of one key, indented: short things on one line, long lists and blocks below their key."""
    lead = INDENT * depth + f"{_word(key)}:"
    one_line = f"{lead} {_word(value, _PLAIN_ALONE) if isinstance(value, str) else _inline(value)}"
    if isinstance(value, Mapping) and not isinstance(value, Flow) and value:
        yield lead
        for name, inside in value.items():
            yield from _lines(name, inside, depth + 1)
    elif isinstance(value, list) and (len(one_line) > LONGEST_LINE or any(isinstance(item, Flow) for item in value)):
        yield lead
        yield from (f"{INDENT * (depth + 1)}- {_inline(item)}" for item in value)
    else:
        yield one_line


def _inline(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_word(key)}: {_inline(inside)}" for key, inside in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_inline(item) for item in value) + "]"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return _word(value)
    return _number(value)


def _number(value: float) -> str:
    """The shortest way to write a number that reads back as the same number."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 2**63 and str(value) != "-0.0" else repr(value)


def _word(text: str, plain: re.Pattern[str] = _PLAIN) -> str:
    """Text as it is where YAML reads it as the same text, else in double quotes."""
    if plain.fullmatch(text) and text == text.strip() and isinstance(scalar(text), str):
        return text
    return in_quotes(text)


def in_quotes(text: str) -> str:
    """Text in double quotes, with escapes for what could not be shown."""
    return '"' + "".join(_ESCAPES.get(letter) or _letter(letter) for letter in text) + '"'


def _letter(letter: str) -> str:
    if letter.isprintable():
        return letter
    return f"\\u{ord(letter):04x}" if ord(letter) <= 0xFFFF else f"\\U{ord(letter):08x}"
