"""The JSON forms that other programs rely on."""

from __future__ import annotations

import json
import math
from datetime import date

import numpy as np

from sim.kernel.plain import to_json
from sim.report.plain import OUTCOME_KEYS, comparison_object, run_object
from tests.cli.fake import fake_comparison, fake_results


def test_run_has_the_promised_form() -> None:
    found = json.loads(to_json(run_object(fake_results())))  # type: ignore[arg-type]
    assert list(found) == ["scenario", "seed", "worlds", "weeks", "outcomes", "provenance"]
    assert list(found["scenario"]) == ["title", "hash"]
    assert list(found["outcomes"]["p_lapse"]) == list(OUTCOME_KEYS)
    assert found["outcomes"]["p_lapse"]["mean"] == 0.25
    assert [check["holds"] for check in found["provenance"]["expect"]] == [True, False]


def test_comparison_has_the_promised_form() -> None:
    found = json.loads(to_json(comparison_object(fake_comparison())))  # type: ignore[arg-type]
    assert list(found) == ["baseline", "arms"]
    assert {"title", "hash"} <= set(found["baseline"])
    assert found["baseline"]["provenance"]["arms"] == []
    (arm,) = found["arms"]
    assert list(arm) == ["title", "hash", "outcomes"]
    assert arm["outcomes"]["p_notice"] == {
        "difference": 0.25,
        "mc_error": 0.05,
        "low": 0.15,
        "high": 0.35,
        "z": 5.0,
        "verdict": "higher",
    }
    assert arm["outcomes"]["p_settlement"]["high"] is None


def test_what_is_no_number_becomes_null() -> None:
    given = {"a": math.nan, "b": np.float32("inf"), "c": np.array([1.0, np.nan]), "d": date(2019, 8, 22), "e": {1}}
    assert json.loads(to_json(given)) == {"a": None, "b": None, "c": [1.0, None], "d": "2019-08-22", "e": [1]}
