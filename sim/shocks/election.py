"""Voters may turn their government out."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim.kernel.participant import Participant
from sim.kernel.quantity import Evidence, Parameter, Quantity, for_each
from sim.kernel.records import ALLIES, Shock
from sim.kernel.state import Array
from sim.kernel.week import Week

SOURCE = "elections of July 2019 and March 2022; form of the curve is judgement"
PUBLICS = ("korean_public", "japanese_public")


class Elections(Participant):
    """How approval decides elections: a declaration only, read by the shock."""

    KEY: ClassVar[str] = "elections"
    LABEL: ClassVar[str] = "Elections"
    PARAMETERS: ClassVar[tuple[Parameter, ...]] = (
        *for_each(
            PUBLICS,
            Parameter(
                key="election_slope",
                label="Approval in elections",
                unit="log odds per pp",
                default=0.08,
                low=0.0,
                high=0.3,
                help="How much each point of approval raises a government's odds of staying in office.",
                source="authors' choice",
                grade=Evidence.JUDGEMENT,
            ),
        ),
        *for_each(
            PUBLICS,
            Parameter(
                key="election_even",
                label="Approval for even odds",
                unit="percent",
                default=45.0,
                low=20.0,
                high=70.0,
                help="The approval at which a government has even odds of staying in office.",
                source="authors' choice",
                grade=Evidence.JUDGEMENT,
            ),
        ),
    )
    READ_WHEN_NEEDED = tuple(parameter.key for parameter in PARAMETERS)


def chance_of_defeat(approval: Array, slope: Array | float, even: Array | float) -> Array:
    """How likely a government is to lose, shape (world,), 0 to 1, by its approval in percent."""
    return np.asarray(1.0 / (1.0 + np.exp(slope * (approval - even))))


def happen(week: Week, size: Array | float, option: str) -> None:
    """The leader of the capital `option` may lose office. `size` is how much is at stake: 1 for the top office."""
    row = ALLIES.index(option)
    slope, even = (week.inputs[f"{PUBLICS[row]}.{name}"] for name in ("election_slope", "election_even"))
    order = week.state.leader_change[row]
    np.maximum(order, size * chance_of_defeat(week.state.approval[row], slope, even), out=order)


SHOCK = Shock(
    key="election",
    label="Election",
    sentence="Voters go to the polls; the less popular a government is, the likelier a new leader takes office.",
    size=Quantity(
        key="election.size",
        label="What is at stake",
        unit="share of the top office",
        default=1.0,
        low=0.0,
        high=1.0,
        help="0 is nothing, 1 an election that decides who leads the country.",
        source=SOURCE,
        grade=Evidence.JUDGEMENT,
    ),
    source=SOURCE,
    grade=Evidence.JUDGEMENT,
    moves=("leader_change",),
    apply=happen,
    option="capital",
    choices=ALLIES,
    historic=("2019-07-21", "2022-03-09"),
)
