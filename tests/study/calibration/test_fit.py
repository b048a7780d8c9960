"""The whole fit, as small as it can be: what it reads, what it returns, and that it finds what is known."""

from __future__ import annotations

import pkgutil
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import import_module
from unittest.mock import patch

import numpy as np
import pytest

from sim.data import archive as evidence
from sim.data.archive import Archive, archive
from sim.kernel.catalogue import catalogue
from sim.study import calibration
from sim.study.calibration import abc_smc
from sim.study.calibration import fit as fitting
from sim.study.calibration.blocks import APPROVAL, OPINION
from sim.study.calibration.fit import Fit, Work, do, fit, rounded
from sim.study.calibration.noise import wobble_of
from sim.study.calibration.replay import Replay, record_before, replay_of
from sim.study.calibration.sbc import rank, truths_of
from sim.study.calibration.size import TINY
from sim.study.calibration.targets import targets_of

CUT = date(2019, 8, 19)
SMALLEST = replace(
    TINY, design=96, points=64, draws=24, candidates=2, choice=replace(TINY.choice, particles=24, settling=1)
)


def fitted_to(known: Archive) -> Fit:
    """The smallest fit, broken off after two populations."""
    with patch.object(abc_smc, "MOST_POPULATIONS", 2):
        return fit(known, seed=3, size=SMALLEST)


@cache
def tiny() -> Fit:
    return fitted_to(archive().before(CUT))


def corrupted_after(day: date) -> Archive:
    """The whole archive with nonsense in every row that was known only from a day on."""
    whole = archive()
    events = tuple(
        event if event.known_from < day else replace(event, act="gsomia_notice", actor="tokyo", intensity=9.0)
        for event in whole.events
    )
    seen = tuple(
        item if item.known_from <= day else replace(item, value=-1e6, unit="nonsense") for item in whole.observations
    )
    return Archive(events, seen)


def test_draws_lie_in_their_ranges_with_six_digits() -> None:
    found = tiny().fitted
    known = catalogue().parameters
    assert found.draws.shape == (SMALLEST.draws, len(found.keys))
    for column, key in enumerate(found.keys):
        assert known[key].low <= found.draws[:, column].min() <= found.draws[:, column].max() <= known[key].high
    assert np.array_equal(rounded(found.draws[0]), found.draws[0])
    assert (found.until, found.last_observation) == (CUT, archive().before(CUT).last_day)


def test_the_same_seed_gives_the_same_bits_whatever_came_later() -> None:
    """Whoever asked for the whole archive would get nonsense as well, for that a series exists may be asked."""
    nonsense = corrupted_after(CUT)
    with patch.object(evidence, "archive", return_value=corrupted_after(date.min)):
        again = fitted_to(nonsense.before(CUT))
    assert np.array_equal(again.fitted.draws, tiny().fitted.draws)


def test_no_part_of_the_fit_has_a_way_of_its_own_to_the_evidence() -> None:
    for module in pkgutil.walk_packages(calibration.__path__, f"{calibration.__name__}."):
        names = vars(import_module(module.name))
        assert not {"archive", "for_fitting"} & set(names), module.name


def test_the_record_that_is_played_ends_where_the_archive_does() -> None:
    record = record_before(CUT)
    last = max(*(event.at for event in record.shocks), *(item.at for p in record.policies.values() for item in p.force))
    assert last < CUT
    replay = replay_of(CUT, date(2019, 8, 7), 1)
    assert replay.scenario.clock.end == date(2019, 8, 11)


def test_nothing_that_is_shown_depends_on_what_the_capitals_think() -> None:
    """Which is why the replay lets them think of themselves alone."""
    known = archive().before(CUT)
    targets = targets_of(known, record_before(CUT).clock)
    replay = replay_of(CUT, targets[-1].last, 2)
    given = {"relations.rally": np.full(4, 1.5), "korean_public.boycott_trigger": np.linspace(0.2, 1.0, 4)}
    thinking = Replay(replace(replay.scenario, decision_mode="equilibrium"), replay.seed)
    assert np.array_equal(replay.shown(given, targets), thinking.shown(given, targets))


def test_a_block_without_targets_keeps_its_ranges() -> None:
    found = do(Work(OPINION, archive().before(date(2019, 3, 1)), date(2019, 3, 1), {}, TINY, 7))
    assert found.slopes is None
    middles = [0.5 * (prior.low + prior.high) for prior in found.priors]
    widths = [prior.high - prior.low for prior in found.priors]
    assert np.abs(found.draws.mean(axis=0) - middles) / widths == pytest.approx(0.0, abs=0.2)


@pytest.mark.slow
def test_a_known_truth_is_found_among_the_draws() -> None:
    """Over a few truths no parameter's rank is outermost throughout."""
    size = replace(TINY, points=256, design=192, draws=99)
    ranks = np.array([rank(truth) for truth in truths_of(OPINION, archive().before(date(2020, 1, 1)), 4, 8, size)])
    assert ((ranks > 0) & (ranks < 99)).any(axis=0).all()


def test_the_noise_of_approval_is_that_of_the_model() -> None:
    """The covariance that is put in the place of luck is the spread of worlds that differ by luck alone."""
    known = archive().before(date(2019, 3, 1))
    targets = [t for t in targets_of(known, record_before(CUT).clock) if t.block == "approval"]
    replay = replay_of(date(2019, 3, 1), targets[-1].last, 9)
    assert APPROVAL.noise is not None
    table = wobble_of(APPROVAL.noise, replay, targets, 512)
    worlds = 2048
    given = {"relations.approval_noise": np.full(worlds, 0.7), "relations.approval_half_life": np.full(worlds, 12.0)}
    apart = replay.shown(given, targets)
    spread = apart.std(axis=0)
    foretold = np.sqrt(np.diag(table.at(np.array([12.0]), np.array([0.7]))[0]))
    assert foretold == pytest.approx(spread, rel=0.12)


def test_progress_runs_to_its_end() -> None:
    told: list[tuple[int, int]] = []
    steps = fitting._Steps(lambda done, total: told.append((done, total)), 2)
    steps.within(0.5)
    steps.step()
    steps.step()
    assert told == [(50, 200), (100, 200), (200, 200)]
