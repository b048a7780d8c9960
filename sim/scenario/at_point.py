"""A scenario at one point of a design: some inputs take a value for certain, all else stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sim.kernel.catalogue import Catalogue
from sim.scenario.scenario import Policy, Scenario


def at_point(scenario: Scenario, values: Mapping[str, float], catalogue: Catalogue) -> Scenario:
    """The scenario in which each input has its value: a parameter, or the dose of a forced lever on all its days.

    Nothing is swept any more, and what has a value is no longer uncertain. That the inputs exist and are in range is
    checked by `sample.check_given`.
    """
    parameters = {key: value for key, value in values.items() if key in catalogue.parameters}
    doses = {key: value for key, value in values.items() if key not in parameters}
    together = {**scenario.values, **parameters}
    return replace(
        scenario,
        values={key: value for key, value in together.items() if value != catalogue.parameters[key].default},
        uncertain={key: spread for key, spread in scenario.uncertain.items() if key not in values},
        policies={capital: _dosed(policy, doses) for capital, policy in scenario.policies.items()},
        sweep={},
    )


def _dosed(policy: Policy, doses: Mapping[str, float]) -> Policy:
    """The policy with other doses of what it forces."""
    force = tuple(
        replace(
            forced,
            doses={part: doses.get(f"{forced.lever}.{part}", dose) for part, dose in forced.doses.items()},
        )
        for forced in policy.force
    )
    return replace(policy, force=force)
