"""What the calibration uses: the parameters each block learns, and the observations and events that teach it."""

from __future__ import annotations

from collections.abc import Iterator

from sim.data.archive import VALIDATION_FROM, for_fitting
from sim.scenario.library import RECORD
from sim.scenario.load import load_scenario
from sim.study.calibration.blocks import BLOCKS
from sim.study.calibration.choice.coded_moves import coded_moves
from sim.study.calibration.choice.prior import PARAMETERS
from sim.study.calibration.targets import targets_of
from sim.study.evidence.entry import How, Use
from sim.study.evidence.likeness import event_of_move, event_of_shock

STUDY = "calibration"
CHOICE, CHOICE_LABEL = f"{STUDY}.choice", "What weighs in the choice of a move"
# Two blocks learn from shocks of the record week by week, where others aim at figures.
LEARNT_FROM = {"court_stage": "courts", "dprk_missile": "adversaries", "probe_dokdo": "adversaries"}


def calibration_uses() -> Iterator[tuple[str, Use]]:
    """Every parameter that a block learns, and every observation, series and event from which it does."""
    for block in BLOCKS:
        use = Use(How.FITTED, f"{STUDY}.{block.key}", block.label)
        yield from ((key, use) for key in block.fitted)
    yield from ((key, Use(How.FITTED, CHOICE, CHOICE_LABEL)) for key in PARAMETERS)
    record = load_scenario(RECORD)
    for target in targets_of(for_fitting(), record.clock):
        use = Use(How.TARGET, f"{STUDY}.{target.block}", target.label)
        yield target.key, use
        yield target.key.rpartition(".")[0], use
    for shock in record.shocks:
        event = event_of_shock(shock) if shock.at < VALIDATION_FROM else None
        if event is not None and shock.shock in LEARNT_FROM:
            yield event.key, Use(How.TARGET, f"{STUDY}.{LEARNT_FROM[shock.shock]}", f"{shock.shock} on {shock.at}")
    for move in coded_moves(for_fitting()).moves:
        event = event_of_move(move.lever, move.day)
        if event is not None:
            yield event.key, Use(How.TARGET, CHOICE, f"{move.lever} on {move.day}")
