"""Seoul pays the victims itself, through a foundation of Korean firms."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import ZERO, positive
from sim.kernel.records import ONCE, Lever, Tempo
from sim.kernel.stages import CourtStage
from sim.kernel.state import Array
from sim.kernel.week import Week
from sim.levers.rows import SEOUL, TOKYO
from sim.levers.weighing import flag


def seizure_contested(week: Week) -> Array:
    """A seizure has gone to appeal and nothing is settled, shape (world,)."""
    return flag((week.state.court_highest >= CourtStage.APPEALED) & (week.state.settled == ZERO))


def relief_less_backlash(week: Week) -> Array:
    """What paying alone is worth to Seoul (pp, (world,)): relief, less anger at home, less what is given up.

    Source: two-level game (Putnam 1988) on one scale of terms; anchor Gallup Korea, March 2023.
    """
    state, inputs = week.state, week.inputs
    relief = inputs["decision.payment_relief"] * state.stake[TOKYO]
    attention = inputs["decision.payment_backlash_floor"] + state.salience[SEOUL]
    backlash = inputs["decision.payment_backlash"] * state.hard_line[SEOUL] * attention
    given_up = positive(state.korean_floor - inputs["settlement.lonely_terms"])
    return np.asarray(relief - backlash - inputs["settlement.lonely_payment_cost"] * given_up)


def pay_and_drop_cases(week: Week, doses: Array) -> None:
    """The payment is ordered; Seoul drops its trade case and relists Japan. `doses` has shape (1, world)."""
    pulled = doses[0] > ZERO
    np.copyto(week.state.settlement_order, doses[0], where=pulled)
    np.copyto(week.state.wto_case, 0.0, where=pulled)
    np.copyto(week.state.japan_delisted, 0.0, where=pulled)


LEVER = Lever(
    key="seoul.third_party_payment",
    code="K3",
    label="Third-party payment",
    sentence="Seoul pays the court awards through a Korean foundation, whatever Tokyo does in return.",
    tempo=Tempo.STRUCTURAL,
    features={"concession": 0.90, "security_damage": -0.2, "visibility": 1.0, "nationalism": -0.9},
    # With what is given up counted in the appeal, the fixed cost is 1.5 pp instead of 2.5 pp.
    political_cost=1.5,
    cooldown=ONCE,
    clock="Once; most plaintiffs accept and their cases end.",
    source="timeline 2023-03-06; Gallup Korea 2023-03-10; features are judgement",
    needs="A seizure has gone to appeal (stage 3 or later) and nothing is settled.",
    reads=(
        "court_highest",
        "settled",
        "stake",
        "salience",
        "hard_line",
        "korean_floor",
    ),
    moves=("settlement_order", "wto_case", "japan_delisted"),
    possible=seizure_contested,
    appeal=relief_less_backlash,
    effect=pay_and_drop_cases,
)
