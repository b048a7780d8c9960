"""Whether some lever of Washington's is the answer to the dispute: the best one in most states of what is unknown."""

from __future__ import annotations

from datetime import date

import numpy as np

from sim.scenario.load import load_scenario
from sim.study.choice.alternatives import decision_week
from sim.study.choice.choose import Choice, choose
from sim.study.choice.play import setting_of
from sim.study.choice.regret import by_state
from sim.study.claims.record import Finding

SCENARIO, DAY, HORIZON = "autumn_2019", date(2019, 10, 28), 26
# With few replicates luck makes different levers best in different states, which would favour the claim.
STATES, REPLICATES = 48, 64
MOST = 0.5


def washington_has_no_dominant_lever() -> Finding:
    """Whether every lever of Washington's is regretted in most states, on its usual weights, half a year ahead."""
    scenario = load_scenario(SCENARIO)
    week = decision_week(scenario, DAY, HORIZON)
    return no_dominant_lever(choose(setting_of(scenario, week, HORIZON, STATES, REPLICATES), "washington"))


def no_dominant_lever(choice: Choice) -> Finding:
    """Whether no alternative is best in more than half of the states, and even the one that is regretted least loses
    something where who is best is chosen on one half of the luck and judged on the other."""
    best = by_state(choice.values).argmax(axis=0)
    shares = np.bincount(best, minlength=len(choice.alternatives)) / best.size
    often = int(shares.argmax())
    least = int(np.argmin(choice.regrets.checked_mean))
    regret = float(choice.regrets.checked_mean[least])
    seen = (
        f"{choice.alternatives[often].label} is best most often, in {shares[often]:.0%} of {best.size} states; "
        f"{choice.alternatives[least].label} is regretted least, by {regret:.2f} points on average."
    )
    return Finding(bool(shares[often] <= MOST and regret > 0.0), seen)
