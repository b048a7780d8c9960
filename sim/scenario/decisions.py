"""Who decides in each capital, which levers are forced on a day, and which are banned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sim.kernel.errors import near_matches
from sim.kernel.records import CAPITALS, DOSE, Lever
from sim.scenario.days import comes_later, ends_after, in_horizon, in_window
from sim.scenario.fields import listed
from sim.scenario.layer import Layer
from sim.scenario.places import Path, shown
from sim.scenario.scenario import Forced, Policy, Turn

ALL_PARTS = "dose"


def policies_of(layer: Layer) -> dict[str, Policy]:
    """The policy of every capital, own words over extended ones."""
    return {capital: _policy(layer, capital) for capital in CAPITALS}


def _policy(layer: Layer, capital: str) -> Policy:
    own = layer.own.get("levers", {}).get(capital, {})
    base = layer.base.policies[capital] if layer.base else Policy()
    policy, then = _who_decides(layer, capital, own, base)
    force = {name: list(_forced(layer, capital, name, own)) for name in _names(layer, capital, "force", own)}
    banned = _banned(layer, capital, own)
    _complain_of_contradictions(layer, capital, policy, force, banned)
    ban = banned if "ban" in own else base.ban - set(force)
    kept = [] if policy == "hold" else [item for item in base.force if _stays(layer, item, force, ban)]
    return Policy(policy, (*kept, *(item for days in force.values() for item in days)), frozenset(ban), then)


def _who_decides(layer: Layer, capital: str, own: dict[str, Any], base: Policy) -> tuple[str, tuple[Turn, ...]]:
    """The policy of the first day and the turns after it. Extended turns end where the file says who decides."""
    policy: str = own.get("policy", _extended_policy(layer, base))
    if "then" in own:
        return policy, _turns(layer, capital, own["then"], policy)
    if "policy" in own or layer.own.get("agents_from") is not None:
        return policy, ()
    clock = layer.clock
    taken = [turn.policy for turn in base.then if clock is not None and turn.at < clock.start]
    ahead = tuple(turn for turn in base.then if clock is None or clock.holds(turn.at))
    return (taken[-1] if taken else policy), ahead


def _turns(layer: Layer, capital: str, written: list[dict[str, Any]], policy: str) -> tuple[Turn, ...]:
    """The turns that a file writes, checked."""
    around: Path = ("levers", capital, "then")
    if policy == "hold" and written:
        layer.complain(
            around,
            f"{capital} has the policy hold, which does nothing at all, and yet turns follow. "
            "Write policy: script to begin with what is forced, or policy: agent.",
            at_key=True,
        )
    turns = [Turn(turn["from"], turn["policy"]) for turn in written]
    for index, turn in enumerate(turns):
        path: Path = (*around, index, "from")
        if in_horizon(layer, path, turn.at) and index:
            comes_later(layer, path, turns[index - 1].at, turn.at)
    return tuple(turns)


def _extended_policy(layer: Layer, base: Policy) -> str:
    """A file that lets agents decide from some day on frees the capitals that it extends from their script."""
    return "agent" if layer.own.get("agents_from") is not None else base.policy


def _stays(layer: Layer, item: Forced, own: dict[str, Any], ban: frozenset[str] | set[str]) -> bool:
    """Whether a forced lever of the extended scenario still counts."""
    free = layer.own.get("agents_from")
    in_time = layer.clock is None or layer.clock.holds(item.at)
    return in_time and item.name not in own and item.name not in ban and (free is None or item.at < free)


def _names(layer: Layer, capital: str, section: str, own: dict[str, Any]) -> Iterator[str]:
    """The known names under `force`; unknown ones are complained of, even where more is wrong with them."""
    around: Path = ("levers", capital, section)
    left_out = [str(path[3]) for path in layer.left_out if path[:3] == around and len(path) > len(around)]
    for name in dict.fromkeys([*own.get(section, {}), *left_out]):
        if _is_known(layer, capital, name, (*around, name)) and name in own.get(section, {}):
            yield name


def _is_known(layer: Layer, capital: str, name: str, path: Path) -> bool:
    if layer.lever(f"{capital}.{name}") is not None:
        return True
    if ("levers", capital, "define", name) in layer.left_out:
        return False
    layer.complain(path, f"{capital} has no lever {shown(name)}.{_whose(layer, capital, name)}", at_key=True)
    return False


def _whose(layer: Layer, capital: str, name: str) -> str:
    owners = [other for other in CAPITALS if layer.lever(f"{other}.{name}") is not None]
    if owners:
        return f" It is a lever of {' and '.join(owners)}: write it under levers.{owners[0]}."
    names = [lever.name for lever in (*layer.known.levers_of(capital), *layer.custom) if lever.owner == capital]
    return near_matches(name, names) or listed(name for name in names if name != "hold")


def _forced(layer: Layer, capital: str, name: str, own: dict[str, Any]) -> Iterator[Forced]:
    """The days on which one lever is forced, checked."""
    lever = layer.lever(f"{capital}.{name}")
    assert lever is not None
    seen: set[int] = set()
    for index, written in enumerate(own["force"][name] or ()):
        path: Path = ("levers", capital, "force", name, index)
        at: date = written["at"]
        in_horizon(layer, (*path, "at"), at)
        if lever.window is not None:
            in_window(layer, (*path, "at"), lever.key, layer.known.windows[lever.window], at)
        if "until" in written:
            ends_after(layer, (*path, "until"), at, written["until"])
        if layer.clock is not None:
            week = layer.clock.week_of(at)
            if week in seen:
                layer.complain(
                    (*path, "at"),
                    f"{lever.key} is forced twice in the week that begins on {layer.clock.first_day(week)}; "
                    "a lever is pulled once a week. Remove one of the two.",
                )
            seen.add(week)
        if not layer.change:
            parts = (part.key for part in lever.parts if part.key in written or ALL_PARTS in written)
            layer.fixed_doses.update(f"{lever.key}.{part}" for part in parts)
        yield Forced(lever.key, at, doses_of(lever, written), written.get("until"))


def doses_of(lever: Lever, written: dict[str, Any]) -> dict[str, float]:
    """The dose of every part: its own, else that of all parts, else the full measure."""
    for_all = written.get(ALL_PARTS, DOSE.high)
    return {part.key: float(written.get(part.key, for_all)) for part in lever.parts}


def _banned(layer: Layer, capital: str, own: dict[str, Any]) -> set[str]:
    banned: set[str] = set()
    for index, name in enumerate(own.get("ban", ())):
        path: Path = ("levers", capital, "ban", index)
        if name == "hold":
            layer.complain(path, "hold means doing nothing and cannot be banned. Remove it from the list.")
        elif _is_known(layer, capital, name, path):
            banned.add(name)
    return banned


def _complain_of_contradictions(
    layer: Layer, capital: str, policy: str, force: dict[str, list[Forced]], banned: set[str]
) -> None:
    """A capital that does nothing is forced to nothing, and a ban, which begins when the agents take over, leaves only
    what was forced before."""
    around = ("levers", capital, "force")
    free = layer.own.get("agents_from")
    if policy == "hold" and any(force.values()):
        layer.complain(
            around,
            f"{capital} has the policy hold, which does nothing, and yet levers are forced on it. "
            "Write policy: script to play only what is forced, or agent to decide besides.",
            at_key=True,
        )
    for name, days in force.items():
        if name in banned and any(free is None or item.at >= free for item in days):
            layer.complain(
                (*around, name),
                f"{name} is both forced and banned in {capital}. Remove it from force or from ban.",
                at_key=True,
            )
