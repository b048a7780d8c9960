"""A government speaks up in public, and it makes headlines."""

from __future__ import annotations

from typing import ClassVar

from sim.kernel.participant import Participant
from sim.kernel.quantity import Evidence, Parameter, Quantity
from sim.kernel.records import ALLIES, CAPITALS, Shock
from sim.kernel.state import Array
from sim.kernel.week import Week

SOURCE = "authors' choice: words without a measure, so a fraction of what an incident does"


class Statements(Participant):
    """How much a public statement stirs: a declaration only, read by the shock."""

    KEY: ClassVar[str] = "statements"
    LABEL: ClassVar[str] = "Public statements"
    PARAMETERS: ClassVar[tuple[Parameter, ...]] = (
        Parameter(
            key="relations.statement_salience",
            label="Attention to a statement",
            unit="index 0-1",
            default=0.2,
            low=0.0,
            high=0.5,
            help="How much of the idle attention of each public a statement on all front pages draws.",
            source=SOURCE,
            grade=Evidence.JUDGEMENT,
        ),
        Parameter(
            key="relations.statement_hard_line",
            label="Hard line from a statement",
            unit="index 0-1",
            default=0.02,
            low=0.0,
            high=0.15,
            help="How many of the others in the rival's public such a statement makes hard-liners.",
            source=SOURCE,
            grade=Evidence.JUDGEMENT,
        ),
    )
    READ_WHEN_NEEDED = tuple(parameter.key for parameter in PARAMETERS)


def happen(week: Week, size: Array | float, option: str) -> None:
    """Both publics pay attention to what the capital `option` says; its rival's hardens a little.

    `size` is a number, (1,) or (world,). Washington has no rival here and hardens nobody. At size 0 nothing changes.
    """
    state, inputs = week.state, week.inputs
    salience = state.salience
    salience += size * inputs["relations.statement_salience"] * (1.0 - salience)
    if option in ALLIES:
        hard_line = state.hard_line[1 - ALLIES.index(option)]
        hard_line += size * inputs["relations.statement_hard_line"] * (1.0 - hard_line)


SHOCK = Shock(
    key="public_statement",
    label="Public statement",
    sentence="A government says in public what it thinks of the dispute, and both publics read about it.",
    size=Quantity(
        key="public_statement.size",
        label="Headlines",
        unit="share of all front pages",
        default=0.5,
        low=0.0,
        high=1.0,
        help="0 is a statement that nobody prints, 1 one that fills the front pages of both countries.",
        source=SOURCE,
        grade=Evidence.JUDGEMENT,
    ),
    source=SOURCE,
    grade=Evidence.JUDGEMENT,
    moves=("salience", "hard_line"),
    apply=happen,
    option="capital",
    choices=CAPITALS,
)
