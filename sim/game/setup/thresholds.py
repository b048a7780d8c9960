"""How high an outcome must be for an objective to be met, or for the answer to a question to be yes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.game.setup.draft import Draft
from sim.kernel.records import is_event
from sim.scenario.places import Path


def check_threshold(draft: Draft, path: Path, written: Mapping[str, Any]) -> None:
    """Complain where nothing is asked of the outcome, or something that is always or never so."""
    outcome = draft.known.outcomes[written["outcome"]]
    asked = {name: float(written[name]) for name in ("at_least", "at_most") if name in written}
    if not asked and not any((*path, name) in draft.tree.left_out for name in ("at_least", "at_most")):
        example = "at_least: 1 for yes, or at_most: 0 for no" if is_event(outcome.key) else "at_least: or at_most:"
        draft.complain(path, f"it does not say how high {outcome.key} must be. Write {example}.")
    for name, value in asked.items():
        if not outcome.low <= value <= outcome.high:
            draft.complain(
                (*path, name),
                f"{value:g} is outside what {outcome.key} can be: it runs from {outcome.low:g} to {outcome.high:g} "
                f"({outcome.unit}). Write a number in that range.",
            )
        elif value == (outcome.low if name == "at_least" else outcome.high):
            draft.complain(
                (*path, name),
                f"{outcome.key} is always {name.replace('_', ' ')} {value:g}, so this says nothing. "
                f"It runs from {outcome.low:g} to {outcome.high:g}.",
            )
    if len(asked) == 2 and asked["at_least"] > asked["at_most"]:
        draft.complain(
            (*path, "at_most"),
            f"no number is at least {asked['at_least']:g} and at most {asked['at_most']:g}. "
            "Write the lower one under at_least.",
        )
