"""Results as the objects that JSON output and manifests hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from sim.report.expectations import as_written, check_expectations

if TYPE_CHECKING:
    from sim.report.conditions import Conditions
    from sim.results import Comparison, OutcomeResult, Results
    from sim.scenario.scenario import Scenario

OUTCOME_KEYS = ("label", "unit", "mean", "mc_error", "p5", "p25", "p50", "p75", "p95")
DIFFERENCE_KEYS = ("difference", "mc_error", "low", "high", "z", "verdict")


def scenario_object(scenario: Scenario) -> dict[str, object]:
    return {"title": scenario.title, "hash": scenario.digest}


def outcome_object(outcome: OutcomeResult) -> dict[str, object]:
    return {key: getattr(outcome, key) for key in OUTCOME_KEYS}


def provenance_object(results: Results, written: Scenario | None = None) -> dict[str, object]:
    """What made these numbers, how healthy the run was, and whether the scenario's expectations held.

    Expectations are not tested where the run is not that of the scenario as `written` in its file.
    """
    tested = written is None or as_written(results, written)
    expected = [
        {
            "outcome": check.expectation.outcome,
            "between": [check.expectation.low, check.expectation.high],
            "mean": check.mean,
            "holds": check.holds if tested else None,
            "tested": tested,
        }
        for check in check_expectations(results)
    ]
    return {**results.provenance, "health": asdict(results.health), "expect": expected}


def run_object(results: Results, written: Scenario | None = None) -> dict[str, object]:
    """The JSON form of `trilateral run`; `written` is the scenario as its file has it."""
    return {
        "scenario": scenario_object(results.scenario),
        "seed": results.seed,
        "worlds": results.worlds,
        "weeks": results.weeks,
        "outcomes": {key: outcome_object(outcome) for key, outcome in results.outcomes.items()},
        "provenance": provenance_object(results, written),
    }


def comparison_object(
    comparison: Comparison, conditions: Sequence[Conditions] = (), written: Scenario | None = None
) -> dict[str, object]:
    """The JSON form of `trilateral compare`. What else than the policy differs stands in the baseline's provenance."""
    baseline = run_object(comparison.baseline, written)
    provenance = {**provenance_object(comparison.baseline, written), "arms": [asdict(item) for item in conditions]}
    return {
        "baseline": {**scenario_object(comparison.baseline.scenario), **{k: baseline[k] for k in list(baseline)[1:]}}
        | {"provenance": provenance},
        "arms": [
            {
                **scenario_object(arm.results.scenario),
                "outcomes": {
                    key: {name: getattr(difference, name) for name in DIFFERENCE_KEYS}
                    for key, difference in arm.outcomes.items()
                },
            }
            for arm in comparison.arms
        ],
    }
