"""The model as it is, and with one of its ideas taken out: which of them make its forecasts better?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sim.kernel.state import Array
from sim.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Arm:
    """A version of the model: `values` are parameters that it sets, whatever was fitted; `mode` how capitals reason,
    where that differs; `silent` a capital that does nothing once all are free."""

    key: str
    label: str
    words: str
    values: Mapping[str, float] = field(default_factory=dict)
    mode: str | None = None
    silent: str | None = None

    def of(self, scenario: Scenario) -> Scenario:
        """A branch of the record in this version of the model."""
        changed = replace(
            scenario,
            values={**scenario.values, **self.values},
            uncertain={key: spread for key, spread in scenario.uncertain.items() if key not in self.values},
            decision_mode=self.mode or scenario.decision_mode,
        )
        if self.silent is None:
            return changed
        scripted = replace(changed.policies[self.silent], policy="script")
        return replace(changed, policies={**changed.policies, self.silent: scripted})

    def given(self, drawn: Mapping[str, Array]) -> dict[str, Array]:
        """What was fitted, without the parameters that this version sets itself."""
        return {key: values for key, values in drawn.items() if key not in self.values}


FULL = Arm("full", "The model", "as it is")
ABLATIONS = (
    Arm(
        "no_strategy",
        "No strategy",
        "each capital weighs its own levers as if the others did nothing",
        mode="independent",
    ),
    Arm(
        "no_beliefs",
        "No beliefs",
        "nobody learns from moves or from Washington what kind of leader the others have",
        {"decision.learning_rate": 0.0, "decision.belief_from_mediation": 0.0},
    ),
    Arm(
        "no_fatigue",
        "No fatigue",
        "nobody is weary at the start, and nothing makes them so",
        {
            "seoul.initial_fatigue": 0.0,
            "tokyo.initial_fatigue": 0.0,
            "relations.usual_fatigue": 0.0,
            "relations.fatigue_from_flare_up": 0.0,
            "relations.fatigue_from_hostility": 0.0,
            "relations.fatigue_from_relapse": 0.0,
        },
    ),
    Arm(
        "no_washington",
        "No Washington",
        "Washington does nothing from the origin on",
        silent="washington",
    ),
)
ARMS = {arm.key: arm for arm in (FULL, *ABLATIONS)}
