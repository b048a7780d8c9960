"""What is kept of a baseline: the mean of every outcome in a few scenarios, with its Monte Carlo error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sim import load_scenario, run

FILE = Path(__file__).with_name("baseline.json")
SCENARIOS = ("baseline", "notice_2019", "liquidation_and_retaliation")
WORLDS = 256
REFRESH = "python -m tests.baselines.refresh"
# What a script settles for all worlds alike, or what cannot come about within the horizon, is constant on purpose.
CONSTANT = {
    "baseline": {"p_liquidation"},
    "notice_2019": {"p_notice", "boycott_peak"},
    "liquidation_and_retaliation": {"p_liquidation", "p_notice", "p_suspend"},
}


def measured() -> dict[str, Any]:
    """Means and errors as they are now."""
    found: dict[str, Any] = {}
    for name in SCENARIOS:
        results = run(load_scenario(name), worlds=WORLDS)
        found[name] = {
            key: {"mean": outcome.mean, "mc_error": outcome.mc_error} for key, outcome in results.outcomes.items()
        }
    return {"worlds": WORLDS, "scenarios": found}


def kept() -> dict[str, Any]:
    """Means and errors as they were when the baseline was last refreshed."""
    return dict(json.loads(FILE.read_text(encoding="utf-8")))


def trivial_rows(content: dict[str, Any]) -> list[str]:
    """Rows that would guard nothing: the same in every world, though not declared to be."""
    return [
        f"{name}: {key} is {row['mean']:g} in every world"
        for name, rows in content["scenarios"].items()
        for key, row in rows.items()
        if row["mc_error"] == 0.0 and key not in CONSTANT[name]
    ]


def needless_exceptions(content: dict[str, Any]) -> list[str]:
    """Rows that are declared to be constant and are not."""
    return [
        f"{name}: {key} varies"
        for name, rows in content["scenarios"].items()
        for key, row in rows.items()
        if row["mc_error"] > 0.0 and key in CONSTANT[name]
    ]
