"""Claims and what came out for them as plain words and numbers, for JSON."""

from __future__ import annotations

from sim.kernel.plain import plain
from sim.report.claims.words import contrast_words, measured_words
from sim.study.claims.conflicts import Weighed
from sim.study.claims.effect import Effect
from sim.study.claims.run import ClaimFinding, ConflictFinding, Findings, PredictionFinding


def findings_object(tested: Findings, command: str) -> dict[str, object]:
    """All that was found. Numbers that are not finite become null."""
    size, found = tested.size, tested.fitted
    return {
        "command": command,
        "seed": size.seed,
        "draws": tested.draws,
        "lucks": size.lucks,
        "arms": tested.arms,
        "fitted": {"name": found.name, "until": found.until.isoformat(), "command": found.command},
        "claims": [_claim(item) for item in tested.claims],
        "conflicts": [_conflict(item) for item in tested.conflicts],
    }


def _claim(found: ClaimFinding) -> dict[str, object]:
    claim = found.claim
    return {
        "id": claim.id,
        "same_as": list(claim.same_as),
        "article": claim.article,
        "speaker": claim.speaker,
        "claim": claim.claim,
        "kind": str(claim.kind),
        "verdict": str(found.verdict),
        "survived_half": found.survived,
        "tests": [_test(test) for test in found.tests],
        "checks": [{"check": check.key, "holds": seen.holds, "seen": seen.seen} for check, seen in found.checks],
        "because": claim.because,
        "changed": claim.changed,
    }


def _test(found: PredictionFinding) -> dict[str, object]:
    test = found.test
    return {
        "measure": test.measured.measure,
        "words": measured_words(test.measured),
        "contrast": contrast_words(test) or "treated against control",
        "expect": str(test.expect),
        "floor": test.floor,
        **_effect(found.effect),
        "share_of_draws": plain(found.share),
        "half": _effect(found.half) if found.half is not None else None,
        "verdict": str(found.verdict),
    }


def _effect(effect: Effect) -> dict[str, object]:
    return {
        "effect": plain(effect.difference),
        "low": plain(effect.low),
        "high": plain(effect.high),
        "z": plain(effect.z),
        "levels": plain(effect.levels),
        "exists": effect.exists,
    }


def _conflict(found: ConflictFinding) -> dict[str, object]:
    return {
        "id": found.conflict.id,
        "title": found.conflict.title,
        "claims": list(found.conflict.claims),
        "effects": [
            {"rival": item.rival.name, "measure": measured_words(item.measured), **_effect(item.effect)}
            for item in found.effects
        ],
        "record": _record(found.weighed) if found.weighed is not None else None,
        "favoured": found.conflict.favoured,
        "because": found.conflict.because,
        "changed": found.conflict.changed,
    }


def _record(found: Weighed) -> dict[str, object]:
    return {
        "evidence": str(found.kind),
        "sides": list(found.sides),
        "log_bayes_factor": plain(found.factor),
        "favours": found.favours,
        "strength": found.strength,
        "weeks": found.weeks,
        "events": found.events,
        "telling": [
            {"day": told.day.isoformat(), "what": told.what, "weight": plain(told.weight)} for told in found.telling
        ],
    }
