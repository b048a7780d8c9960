"""The account of a fit as one plain record, from which the page of the evidence is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from typing import Any

from sim.kernel.catalogue import catalogue
from sim.study.calibration.blocks import BLOCKS
from sim.study.calibration.checks import QUANTILES, Combination, Moved, combinations, moved
from sim.study.calibration.choice.account import Content as ChoiceContent
from sim.study.calibration.courts import Pace, pace_of, stages_of
from sim.study.calibration.fit import Fit
from sim.study.calibration.fit_block import BlockFit
from sim.study.calibration.leaks import LEAKS, standing
from sim.study.calibration.predictive import Band, CourtStages, Point, Predictive
from sim.study.calibration.replay import record_before
from sim.study.calibration.sbc import Ranks

Content = dict[str, Any]
SHARES = (0.5, 0.9)
LABELS = {block.key: block.label for block in BLOCKS} | {"courts": "Pace of the courts"}


def account_of(found: Fit, predicted: Predictive, choice: ChoiceContent | None = None) -> Content:
    """Everything that is to be said of a fit. `choice` is the account of the decision weights; that of known truths
    (`truths_object`) goes into `truths`, where there is one."""
    fitted = found.fitted
    return {
        "made_by": {
            "command": fitted.command,
            "version": fitted.version,
            "seed": fitted.seed,
            "seconds": fitted.seconds,
            "size": asdict(found.size),
        },
        "until": fitted.until,
        "last_observation": fitted.last_observation,
        "draws": len(fitted.draws),
        "parameters": len(fitted.keys),
        "blocks": [_block(block, found, predicted) for block in found.blocks],
        "moved": [_moved(item) for item in moved(found)],
        "combinations": [_combination(item) for item in combinations(found.blocks)],
        "coverage": [_coverage(predicted, share) for share in SHARES],
        "points": [_point(point) for point in predicted.points],
        "bands": [_band(band) for band in predicted.bands],
        "counts": [asdict(count) for count in predicted.counts],
        "courts": [_court(court) for court in predicted.courts],
        "pace": {
            "before": _pace(pace_of(())),
            "after": _pace(pace_of(stages_of(record_before(fitted.until), fitted.until))),
        },
        "leaks": [
            {"key": leak.key, "label": label_of(leak.key), "rests_on": leak.rests_on, "fitted": leak not in left}
            for left in [standing(fitted.keys)]
            for leak in LEAKS
        ],
        "truths": [],
        "choice": choice,
    }


def truths_object(ranks: Sequence[Ranks]) -> list[Content]:
    """The ranks of known parameters among the draws, block by block."""
    return [
        {
            "block": item.block,
            "keys": list(item.keys),
            "ranks": item.ranks,
            "places": item.places,
            "uniform": item.uniform,
        }
        for item in ranks
    ]


@cache
def _shared() -> frozenset[str]:
    """Labels that several parameters have, one for each capital or public."""
    labels = Counter(parameter.label for parameter in catalogue().parameters.values())
    return frozenset(label for label, count in labels.items() if count > 1)


def label_of(key: str) -> str:
    """A parameter's label, with its place where others have the same: `Usual approval (Seoul)`."""
    parameter = catalogue().parameters[key]
    if parameter.label not in _shared():
        return parameter.label
    return f"{parameter.label} ({parameter.place.replace('_', ' ').capitalize()})"


def _block(block: BlockFit, found: Fit, predicted: Predictive) -> Content:
    return {
        "key": block.block,
        "label": LABELS[block.block],
        "parameters": [prior.key for prior in block.priors],
        "targets": sum(target.block == block.block for target in found.targets),
        "left": list(block.left),
        "relaxed": block.relaxed,
        "populations": [asdict(population) for population in block.populations],
        "nearest": block.nearest,
        "coverage": {str(share): predicted.coverage(share, block.block) for share in SHARES},
    }


def _moved(item: Moved) -> Content:
    parameter = catalogue().parameters[item.key]
    return {
        **asdict(item),
        "label": label_of(item.key),
        "unit": parameter.unit,
        "low": parameter.low,
        "high": parameter.high,
        "verdict": item.verdict,
    }


def _combination(item: Combination) -> Content:
    return {
        "block": item.block,
        "strength": item.strength,
        "parts": [{"label": label_of(key), "share": share} for key, share in item.parts],
    }


def _coverage(predicted: Predictive, share: float) -> Content:
    return {
        "share": share,
        "fitted": predicted.coverage(share),
        "later": predicted.coverage(share, fitted=False),
    }


def _point(point: Point) -> Content:
    target = point.target
    return {
        "key": target.key,
        "block": target.block,
        "label": target.label,
        "unit": target.unit,
        "first": target.first,
        "last": target.last,
        "observed": target.observed,
        "observation_sd": target.observation_sd,
        "discrepancy_sd": target.discrepancy_sd,
        "because": target.because,
        "series": getattr(target.shows, "series", None),
        "fitted": point.fitted,
        "below": point.below,
        "shown": point.shown,
        "with_errors": point.with_errors,
    }


def _band(band: Band) -> Content:
    return {
        "series": band.weekly.series,
        "label": band.weekly.label,
        "unit": band.weekly.unit,
        "days": list(band.days),
        "quantiles": band.quantiles.round(3),
    }


def _pace(pace: Pace) -> Content:
    return {"mean": pace.mean, "quantiles": pace.quantiles(QUANTILES)}


def _court(court: CourtStages) -> Content:
    return {
        "case": court.case,
        "days": list(court.days),
        "observed": court.observed,
        "quantiles": court.quantiles.round(3),
    }
