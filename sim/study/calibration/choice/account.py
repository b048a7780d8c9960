"""What the moves say about the decision rule, as plain records: weights, scores, surprises and checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from sim.data.archive import Archive
from sim.kernel.catalogue import catalogue
from sim.kernel.progress import Progress
from sim.kernel.records import CAPITALS
from sim.kernel.state import Array
from sim.study.calibration.choice.coded_moves import Coded, coded_moves
from sim.study.calibration.choice.prior import BLOCK, HIGH, LOW, as_assumed
from sim.study.calibration.choice.sampler import Choice, ChoiceSize, sample_moves
from sim.study.calibration.choice.scores import (
    Hindsight,
    any_lever,
    constant_activity,
    constant_hazard,
    hindsight,
)
from sim.study.calibration.choice.truths import PLACES, Ranks
from sim.study.executors import Executor

CLEAR, SLIGHT = 0.5, 0.2
TIED = 0.3
WITHOUT_STRATEGY = "independent"
Content = dict[str, Any]


def account_of(
    choice: Choice,
    archive: Archive,
    carried: Mapping[str, Array],
    *,
    size: ChoiceSize,
    ranks: Ranks | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Content:
    """The account of a fit, with three more fits of the size given: without strategy, and with all moves but those
    about the pact a week earlier and a week later. `carried` are the other blocks' draws that the fit was given,
    `archive` what it was fitted to; `progress(done, total)` counts fits.
    """
    fits: dict[str, Choice] = {}
    variants: dict[str, Coded] = {
        "without strategy": _thoughtless(choice.coded),
        "a week earlier": coded_moves(archive, moved_by=-1),
        "a week later": coded_moves(archive, moved_by=1),
    }
    for done, (name, coded) in enumerate(variants.items(), start=1):
        fits[name] = sample_moves(coded, carried, seed=choice.seed, size=size, executor=executor)
        if progress is not None:
            progress(done, len(variants))
    seen = hindsight(choice, carried)
    alone = fits.pop("without strategy")
    return {
        "until": choice.coded.clock.end.isoformat(),
        "weeks": choice.coded.clock.weeks,
        "weights": _weights(choice),
        "tied": _tied(choice),
        "moves": _moves(choice, seen),
        "silence": _silence(choice, seen),
        "weekly": _weekly(choice),
        "scores": _scores(choice, alone, seen),
        "evidence": {"fitted": choice.log_evidence, "without_strategy": alone.log_evidence},
        "reversal": _chances(seen, choice.coded, "seoul.gsomia_suspend_notice"),
        "notice": _chances(seen, choice.coded, "seoul.gsomia_notice"),
        "dates": [_shifted(name, choice, other) for name, other in fits.items()],
        "sampler": _sampler(choice),
        "truths": ranks_object(ranks) if ranks is not None else None,
    }


def _thoughtless(coded: Coded) -> Coded:
    """The same moves, of capitals that weigh their own levers as if the others did nothing."""
    return replace(coded, script=replace(coded.script, decision_mode=WITHOUT_STRATEGY))


def _bits(logs: Array | float) -> Any:
    return -np.asarray(logs) / np.log(2.0)


def _weights(choice: Choice) -> list[Content]:
    assumed, narrower = as_assumed(), choice.contraction
    quantiles = np.quantile(choice.points, [0.05, 0.25, 0.5, 0.75, 0.95], axis=0).T
    return [
        {
            "key": free.key,
            "label": free.label,
            "low": free.low,
            "high": free.high,
            "assumed": float(assumed[column]),
            **dict(zip(("p5", "p25", "p50", "p75", "p95"), map(float, quantiles[column]), strict=True)),
            "contraction": narrower[free.key],
            "verdict": _verdict(narrower[free.key]),
            "scales": list(free.scales),
        }
        for column, free in enumerate(BLOCK)
    ]


def _verdict(contraction: float) -> str:
    if contraction >= CLEAR:
        return "narrowed"
    return "somewhat narrowed" if contraction >= SLIGHT else "not identified"


def _tied(choice: Choice) -> list[Content]:
    """Pairs of weights that the moves know together better than apart, by their correlation over the draws."""
    together = np.corrcoef(choice.points.T)
    pairs = [(i, j) for i in range(len(BLOCK)) for j in range(i)]
    ordered = sorted(pairs, key=lambda pair: -abs(together[pair]))
    return [
        {"one": BLOCK[i].label, "other": BLOCK[j].label, "correlation": float(together[i, j])}
        for i, j in ordered
        if abs(together[i, j]) >= TIED
    ]


def _moves(choice: Choice, seen: Hindsight) -> list[Content]:
    """Every coded move with its surprise in bits: foretold from what was known before, in hindsight, by past rates."""
    coded = choice.coded
    logs = {
        "bits": choice.foretold,
        "hindsight_bits": seen.of_moves(coded.choice),
        "hazard_bits": constant_hazard(coded.choice, seen),
        "activity_bits": constant_activity(coded.choice, seen),
    }
    permitted = seen.permitted(coded.choice)
    found = []
    for move in coded.moves:
        place = move.week, CAPITALS.index(move.capital)
        found.append(
            {
                "day": move.day.isoformat(),
                "capital": move.capital,
                "lever": move.lever,
                "label": catalogue().levers[move.lever].label,
                "confidence": str(move.confidence) if move.confidence is not None else None,
                "beside": list(move.beside),
                "permitted": bool(permitted[place]),
                **{key: float(_bits(log[place])) for key, log in logs.items()},
            }
        )
    return found


def _silence(choice: Choice, seen: Hindsight, most: int = 8) -> list[Content]:
    """Moves that the fitted rule expected most and that were not made: the likeliest week of each such lever."""
    found: list[Content] = []
    clock, coded = choice.coded.clock, choice.coded
    ends = [*seen.first_rows[1:], len(seen.levers)]
    for government, (first, end) in enumerate(zip(seen.first_rows, ends, strict=True)):
        for row in range(first + 1, end):
            quiet = np.where(coded.choice[:, government] == row - first, 0.0, seen.chances[:, row])
            week = int(quiet.argmax())
            lever = catalogue().levers[seen.levers[row]]
            found.append(
                {
                    "day": clock.first_day(week).isoformat(),
                    "capital": CAPITALS[government],
                    "lever": lever.key,
                    "label": lever.label,
                    "chance": float(quiet[week]),
                    "expected_uses": float(seen.chances[:, row].sum()),
                    "uses": int((coded.choice[:, government] == row - first).sum()),
                }
            )
    return sorted(found, key=lambda item: -item["chance"])[:most]


def _weekly(choice: Choice) -> list[Content]:
    """The surprise of each week, of each government and of the three together, in bits."""
    clock = choice.coded.clock
    return [
        {
            "day": clock.first_day(week).isoformat(),
            "together": float(_bits(choice.together[week])),
            **{capital: float(_bits(choice.foretold[week, k])) for k, capital in enumerate(CAPITALS)},
        }
        for week in range(clock.weeks)
    ]


def _scores(choice: Choice, alone: Choice, seen: Hindsight) -> list[Content]:
    """Bits over all weeks by rule and government; moves that the model's rules forbid are left out for all alike. The
    last number of each rule is how many bits it needs more than the fitted rule, with its standard error by weeks."""
    moves = choice.coded.choice
    counted = seen.permitted(moves)
    rules: dict[str, Callable[[], Array]] = {
        "fitted": lambda: choice.foretold,
        "hindsight": lambda: seen.of_moves(moves),
        "without strategy": lambda: alone.foretold,
        "constant activity": lambda: constant_activity(moves, seen),
        "constant hazard": lambda: constant_hazard(moves, seen),
        "any lever": lambda: any_lever(moves, seen),
    }
    ours = _bits(choice.foretold) * counted
    found = []
    for name, rule in rules.items():
        bits = _bits(rule()) * counted
        more = (bits - ours).sum(axis=1)
        found.append(
            {
                "rule": name,
                **{capital: float(bits[:, k].sum()) for k, capital in enumerate(CAPITALS)},
                "all": float(bits.sum()),
                "moves": float((bits * (moves > 0)).sum()),
                "holds": float((bits * (moves == 0)).sum()),
                "more": float(more.sum()),
                "error": float(more.std(ddof=1) * np.sqrt(len(more))) if len(more) > 1 else 0.0,
            }
        )
    return found


def _chances(seen: Hindsight, coded: Coded, lever: str) -> list[Content]:
    """The chance of a lever in every week in which it was possible, in hindsight."""
    clock, chance = coded.clock, seen.of(lever)
    weeks = np.flatnonzero(seen.allowed[:, seen.levers.index(lever)])
    return [{"day": clock.first_day(week).isoformat(), "chance": float(chance[week])} for week in weeks.tolist()]


def _shifted(name: str, choice: Choice, other: Choice) -> Content:
    """How far the middle of each weight moves, in standard deviations of the fit, where dates are taken otherwise."""
    moved = np.median(other.points, axis=0) - np.median(choice.points, axis=0)
    shares = moved / choice.points.std(axis=0)
    return {
        "name": name,
        "moved": {free.key: float(share) for free, share in zip(BLOCK, shares, strict=True)},
        "largest": BLOCK[int(np.abs(shares).argmax())].label,
    }


def _sampler(choice: Choice) -> Content:
    at_wall = ((choice.points - LOW) / (HIGH - LOW) < 0.02) | ((HIGH - choice.points) / (HIGH - LOW) < 0.02)
    return {
        "particles": choice.size.particles,
        "lucks": choice.size.lucks,
        "stages": [
            {"until": stage.until, "effective": stage.effective, "acceptance": stage.acceptance}
            for stage in choice.stages
        ],
        "settled_acceptance": choice.settled_acceptance,
        "settling": choice.settling.tolist(),
        "rows": int(np.unique(choice.rows).size),
        "at_wall": {free.key: float(share) for free, share in zip(BLOCK, at_wall.mean(axis=0), strict=True)},
    }


def ranks_object(ranks: Ranks) -> Content:
    return {"count": len(ranks.ranks), "places": PLACES, "ranks": ranks.ranks.tolist(), "uniform": dict(ranks.uniform)}
