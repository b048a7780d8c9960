"""A scenario in which every parameter differs from world to world and every shock and lever happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sim.kernel.catalogue import Catalogue, catalogue
from sim.kernel.records import CAPITALS, Lever, Tempo
from sim.scenario.scenario import Forced, Policy, Scenario, ShockEvent
from sim.scenario.uncertain import Uncertain

START = date(2018, 10, 29)
FEWEST_WEEKS_BETWEEN = 3
AT_THE_TOP = (
    "decision.peace_weight",
    "decision.spiral_cost",
    "decision.exchange_gain",
    "decision.humiliation_cost",
    "decision.success_gain",
    "decision.carrot_gain",
    "decision.us_concession_gain",
    "decision.us_escalation_cost",
    "decision.us_damage_response",
    "decision.us_pressure_response",
    "decision.us_mediation_value",
    "decision.routine_gate",
    "decision.routine_gate_salience",
    "decision.structural_gate",
    "decision.us_routine_gate",
    "decision.us_routine_gate_disunity",
    "decision.us_structural_gate",
    "decision.scale_escalation",
    "decision.scale_concession",
    "decision.scale_pressure",
    "seoul.precision",
    "tokyo.precision",
    "washington.precision",
)
AT_THE_BOTTOM = ("decision.principle_weight", "decision.defiance_cost", "washington.hands_off")
HOTLINE = Lever(
    key="seoul.hotline",
    code="K90",
    label="Hotline",
    sentence="Seoul opens a line that is always staffed.",
    tempo=Tempo.ROUTINE,
    features={"concession": 0.2, "visibility": 0.3},
    political_cost=0.3,
    cooldown=8,
    clock="Any week.",
    source="made up",
)


def everything(weeks: int) -> Scenario:
    """All parameters are uniform over their ranges; shocks and orders come every few weeks; agents decide besides."""
    known = catalogue()
    spread = {
        key: Uncertain("uniform", low=record.low, high=record.high)
        for key, record in known.parameters.items()
        if record.low < record.high
    }
    orders = tuple(_orders(known, weeks))
    policies = {
        capital: Policy(force=tuple(order for order in orders if order.lever.startswith(capital)))
        for capital in CAPITALS
    }
    policies["tokyo"] = replace(policies["tokyo"], ban=frozenset({"strategic_neglect"}))
    return Scenario(
        title="Everything at once",
        start=START,
        weeks=weeks,
        uncertain={**spread, "tokyo.export_controls.dose": Uncertain("uniform", low=0.1, high=0.9)},
        policies=policies,
        custom_levers=(HOTLINE,),
        shocks=tuple(_shocks(known, weeks)),
    )


def closely_watching(scenario: Scenario) -> Scenario:
    """The same, but each capital answers the others so strongly that their reasoning is slow to settle."""
    records = catalogue().parameters
    strong = {key: records[key].high for key in AT_THE_TOP} | {key: records[key].low for key in AT_THE_BOTTOM}
    return replace(scenario, values={**scenario.values, **strong})


def _shocks(known: Catalogue, weeks: int) -> Iterator[ShockEvent]:
    """Every shock with every option, at half of its largest size, one after the other and over again."""
    kinds = [(shock, option) for shock in known.shocks.values() for option in shock.choices or (None,)]
    for place, (shock, option) in enumerate(kinds * (weeks // len(kinds) + 1)):
        day = START + timedelta(days=7 * place)
        until = day + timedelta(days=30) if shock.lasts else None
        if place < weeks:
            yield ShockEvent(shock.key, day, (shock.size.low + shock.size.high) / 2.0, until, option)


def _orders(known: Catalogue, weeks: int) -> Iterator[Forced]:
    """Every lever of every capital but hold, at three quarters of its dose; standing measures end after some weeks."""
    levers = [lever for lever in known.levers.values() if not lever.is_hold]
    for place, lever in enumerate(levers * (weeks // FEWEST_WEEKS_BETWEEN // len(levers) + 1)):
        day = START + timedelta(days=7 * FEWEST_WEEKS_BETWEEN * place)
        until = day + timedelta(days=70) if lever.lift is not None else None
        if place < weeks // FEWEST_WEEKS_BETWEEN:
            yield Forced(lever.key, day, {part.key: 0.75 for part in lever.parts}, until)
