"""A forced-labour case jumps to a given stage."""

from __future__ import annotations

import numpy as np

from sim.kernel.quantity import Evidence, Quantity
from sim.kernel.records import Shock
from sim.kernel.state import Array
from sim.kernel.week import Week

SOURCE = "timeline 2019-01-03, 2019-03-22, 2020-08-04, 2021-09-27; stages as in the model of the courts"
CASES = ("pnr", "mhi")


def happen(week: Week, size: Array | float, option: str) -> None:
    """The case moves to stage `size`; 0 leaves it alone. `size` is a number, (1,) or (world,).

    An order holds the stage plus one, so that 0 can mean none.
    """
    order = week.state.court_order[CASES.index(option)]
    np.maximum(order, (size + 1.0) * np.sign(size), out=order)


SHOCK = Shock(
    key="court_stage",
    label="Court stage",
    sentence="A Korean court moves one of the two leading forced-labour cases to a given stage.",
    size=Quantity(
        key="court_stage.size",
        label="Stage",
        unit="stage",
        default=4.0,
        low=0.0,
        high=6.0,
        help="1 seized, 2 served, 3 in appeal, 4 sale ordered, 5 sale upheld, 6 paid out; 0 leaves the case alone.",
        source=SOURCE,
        grade=Evidence.JUDGEMENT,
    ),
    source=SOURCE,
    grade=Evidence.JUDGEMENT,
    moves=("court_order",),
    apply=happen,
    option="case",
    choices=CASES,
    historic=("2019-01-03", "2019-03-22", "2020-08-04", "2021-09-27"),
)
