"""What every outcome must hold: it has words and a unit, lies in its range, and says something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.engine.chunk import Chunk
from sim.kernel.catalogue import catalogue
from sim.kernel.record import Record
from sim.kernel.records import Outcome
from tests.contracts.records import is_sentence, module_of

FOLDER = Path(sim.__file__).parent / "outcomes"
OUTCOMES = dict(catalogue().outcomes)
every_outcome = pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES.keys())
SCENARIOS = (
    ("baseline", 512), ("history_2018_2023", 128), ("pact_lapses_2019", 128), ("liquidation_and_retaliation", 128),
)
NAMES = {
    "p_notice", "p_suspend", "p_lapse", "weeks_to_lapse", "trilateral_cohesion", "deterrence_gap", "intel_value",
    "hostility", "p_liquidation", "p_settlement", "economic_loss_korea", "economic_loss_japan", "boycott_peak",
    "visitors_change", "approval_seoul", "approval_tokyo", "fatigue_seoul", "fatigue_tokyo", "abandonment_fear",
    "resentment_of_washington", "adversary_gain", "provocations", "probes", "us_effort",
}
Chunks = Callable[[str, int], Chunk]


def test_the_names_that_users_type_are_there() -> None:
    assert set(OUTCOMES) >= NAMES


@every_outcome
def test_its_key_is_its_file(outcome: Outcome) -> None:
    assert module_of("outcomes", outcome.key).OUTCOME is outcome


@every_outcome
def test_it_is_told_in_words(outcome: Outcome) -> None:
    assert outcome.label
    assert outcome.unit
    assert is_sentence(outcome.help)
    assert outcome.better in ("higher", "lower", "")
    assert outcome.low < outcome.high
    assert 0.0 < outcome.floor < outcome.high - outcome.low
    assert outcome.digits >= 0


@every_outcome
def test_its_series_is_recorded(outcome: Outcome, chunk_of: Chunks) -> None:
    keys = {key for name in chunk_of(*SCENARIOS[0]).record.keys for key in (name, name.split(".", 1)[0])}
    assert outcome.series is None or outcome.series in keys


@every_outcome
@pytest.mark.parametrize(("scenario", "worlds"), SCENARIOS, ids=[name for name, _ in SCENARIOS])
def test_it_is_finite_and_in_range(outcome: Outcome, scenario: str, worlds: int, chunk_of: Chunks) -> None:
    values = chunk_of(scenario, worlds).outcomes[outcome.key]
    assert values.shape == (worlds,)
    assert np.isfinite(values).all()
    assert values.min() >= outcome.low
    assert values.max() <= outcome.high


@every_outcome
def test_it_says_something(outcome: Outcome, chunk_of: Chunks) -> None:
    """It differs between worlds or between scenarios; a constant tells nothing."""
    values = np.concatenate([chunk_of(*scenario).outcomes[outcome.key] for scenario in SCENARIOS])
    assert values.max() - values.min() >= outcome.floor


@every_outcome
def test_it_measures_each_world_by_itself(outcome: Outcome, chunk_of: Chunks) -> None:
    record = chunk_of(*SCENARIOS[0]).record
    order = np.random.default_rng(6).permutation(record.worlds)
    whole = np.asarray(outcome.measure(record))
    shuffled = np.asarray(outcome.measure(Record(record.keys, record.clock, record.values[:, :, order])))
    alone = np.asarray(outcome.measure(Record(record.keys, record.clock, record.values[:, :, :1])))
    np.testing.assert_array_equal(shuffled, whole[order])
    np.testing.assert_allclose(alone, whole[:1], rtol=1e-12)
