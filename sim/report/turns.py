"""Who decides by turns, and from when world 0 has another's luck, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from sim.report.words import CAPITAL_NAMES, day, joined
from sim.scenario.scenario import Scenario

BY_POLICY = {"agent": "decides for itself", "script": "only does what is forced", "hold": "does nothing"}


def turns_and_luck(scenario: Scenario) -> Iterator[str]:
    """A sentence for each capital in which others decide by turns, and one for luck that changes hands."""
    for capital, policy in scenario.policies.items():
        if policy.then:
            turns = [f"from {day(turn.at)} on it {BY_POLICY[turn.policy]}" for turn in policy.then]
            yield f"{CAPITAL_NAMES[capital]} {BY_POLICY[policy.policy]} at first; {joined(turns)}."
    if scenario.luck:
        changes = [
            f"from {day(change.at)} on {f'that of world {change.world}' if change.world else 'its own again'}"
            for change in scenario.luck
        ]
        yield f"World 0 has its own luck at first; {joined(changes)}."
