"""What the fit aims at: which observations, worked out how, shown by what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.data.archive import Archive, Confidence, Observation, archive, for_fitting
from sim.kernel.catalogue import catalogue
from sim.kernel.clock import Clock
from sim.kernel.record import Record
from sim.scenario.load import load_scenario
from sim.study.calibration.blocks import BLOCKS, BY_TARGETS
from sim.study.calibration.shows import FirstLicence, JapanShare, Mean
from sim.study.calibration.targets import AIMS, Target, targets_of

CLOCK = Clock(date(2019, 7, 1), 5)


def record(**series: list[float]) -> Record:
    values = np.array(list(series.values()), dtype=np.float32).T[:, :, np.newaxis]
    return Record([key.replace("__", ".") for key in series], CLOCK, values)


def shipped() -> dict[str, Target]:
    return {target.key: target for target in targets_of(for_fitting(), load_scenario("history_2018_2023").clock)}


def test_numbers_that_anybody_can_work_out() -> None:
    found = shipped()
    # Visitors: 308,700 in August 2019 after 593,900 the year before.
    assert found["kr_visitors_to_japan.2019-08-31"].observed == pytest.approx(100 * (308_700 / 593_900 - 1), abs=0.05)
    # Hydrogen fluoride: 479 tonnes in July 2019 of the usual 3,000.
    assert found["jp_hf_exports_to_korea_volume.2019-07-31"].observed == pytest.approx(100 * 479 / 3000)
    # Photoresists: 35 days from 4 July are 38 from the announcement of 1 July.
    assert found["photoresist.days_to_first_licence.2019-08-08"].observed == pytest.approx(38 / 7)
    # The Nikkei: from 52 to 58 %.
    assert found["nikkei_jp_cabinet_approval.2019-08-31"].observed == pytest.approx(6.0)


def test_what_the_fit_must_have_and_must_not_have() -> None:
    found = shipped()
    visitors = [key for key in found if key.startswith("kr_visitors_to_japan.")]
    assert len(visitors) == 7  # July 2019 to January 2020
    polls = [
        found[f"kr_support_end_gsomia_realmeter.2019-{day}"].observed for day in ("07-30", "08-23", "11-06", "11-15")
    ]
    assert polls == [47.0, 54.9, 48.3, 55.4]
    assert "kr_visitors_to_japan.2020-02-29" not in found  # the epidemic
    assert not any("genron" in key or "polyimide.import" in key for key in found)
    assert max(target.last for target in found.values()) < date(2020, 7, 1)


def test_every_target_belongs_to_a_block_and_says_where_its_errors_come_from() -> None:
    assert {aim.block for aim in AIMS} == {block.key for block in BY_TARGETS}
    for target in shipped().values():
        assert target.observation_sd > 0.0
        assert target.discrepancy_sd > 0.0
        assert target.because
        assert target.source


def test_what_is_known_badly_counts_less_or_not_at_all() -> None:
    whole = archive()
    clock = load_scenario("history_2018_2023").clock

    def sd_with(confidence: Confidence) -> list[float]:
        changed = tuple(
            replace(item, confidence=confidence) if item.series == "boycott_participation_kr" else item
            for item in whole.observations
        )
        found = targets_of(replace(whole, observations=changed), clock)
        return [target.observation_sd for target in found if target.key.startswith("boycott_participation_kr")]

    assert sd_with(Confidence.HIGH) == [2.2] * 3
    assert sd_with(Confidence.MEDIUM) == pytest.approx([3.3] * 3)
    assert sd_with(Confidence.LOW) == []


def test_an_archive_of_early_2019_has_hardly_a_target() -> None:
    early = archive().before(date(2019, 4, 1))
    found = targets_of(early, load_scenario("history_2018_2023").clock)
    assert {target.block for target in found} == {"approval"}


def test_a_mean_counts_each_week_by_its_days() -> None:
    # The days 3 to 9 July: five of the first week, which shows 0.1, and two of the second, which shows 0.8.
    shown = Mean("boycott", date(2019, 7, 3), date(2019, 7, 9), 100.0).read(record(boycott=[0.1, 0.8, 9, 9, 9]))
    assert shown == pytest.approx([100 * (5 * 0.1 + 2 * 0.8) / 7])


def test_japan_s_share_counts_what_others_added() -> None:
    usual = catalogue().parameters["industry.photoresist_japan_share"].default
    seen = record(licence_flow__photoresist=[1, 1, 1, 1, 1], diversification__photoresist=[0.1] * 5)
    shown = JapanShare("photoresist", date(2019, 7, 1), date(2019, 7, 31)).read(seen)
    assert shown == pytest.approx([100 * usual / (usual + 1 - usual + 0.1)])


def test_a_wait_for_a_licence_is_counted_to_the_middle_of_its_week() -> None:
    seen = record(export_controls=[1, 1, 1, 1, 1], licence_flow__photoresist=[0, 0, 0, 0.2, 0.4])
    assert FirstLicence("photoresist").read(seen) == pytest.approx([3.5])


def test_no_parameter_is_learnt_in_two_blocks_and_all_exist() -> None:
    keys = [key for block in BLOCKS for key in block.fitted]
    assert len(set(keys)) == len(keys)
    assert {*keys, *(key for block in BLOCKS for key in block.averaged)} <= set(catalogue().parameters)


def test_an_observation_in_words_is_no_target() -> None:
    words = Observation(
        "boycott_participation_kr", date(2019, 8, 1), date(2019, 8, 1), None, "percent", "a page", Confidence.HIGH
    )
    found = targets_of(Archive((), (words,)), load_scenario("history_2018_2023").clock)
    assert found == ()
