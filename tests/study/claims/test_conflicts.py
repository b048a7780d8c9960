"""How likely the record is under each side of a conflict: the arithmetic by hand, and both kinds of evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sim.data.archive import archive
from sim.data.fitted import Fitted
from sim.kernel.errors import RunError
from sim.kernel.state import Array
from sim.study.claims import conflicts
from sim.study.claims.conflicts import Weighed, setting_of, weigh
from sim.study.claims.read import FOLDER, read_article
from sim.study.claims.record import Conflict, Evidence

EARLY = date(2019, 6, 3)
CONFLICTS = {conflict.id: conflict for conflict in read_article(FOLDER / "conflicts.yaml").conflicts}


def some_fit() -> Fitted:
    """Three draws of two parameters, one of which a conflict sets."""
    draws = np.array([[0.8, 0.9], [0.9, 1.0], [1.0, 1.1]])
    keys = ("seoul.precision", "decision.relief_weight")
    return Fitted("test", keys, draws, EARLY, EARLY, "by hand", 1, 0.0, "0")


def weighed(logs: Array) -> Weighed:
    return Weighed(Evidence.MOVES, ("one", "other"), logs, 10, 3)


def test_the_record_favours_the_side_under_which_it_is_likelier() -> None:
    """Chances .2 and .4 average .3 under the first side, .1 and .1 under the other: three times, ln 3 = 1.10."""
    found = weighed(np.log([[0.2, 0.4], [0.1, 0.1]]))
    assert found.factor == pytest.approx(-np.log(3.0))
    assert found.favours == "one"
    assert found.strength == "positive"
    assert "3.0 times as likely if 'one'" in found.seen


@pytest.mark.parametrize(
    ("ratio", "side", "strength"), [(2.0, None, "mention"), (30.0, "other", "strong"), (1e9, "other", "very strong")]
)
def test_words_follow_the_factor(ratio: float, side: str | None, strength: str) -> None:
    """ln 2 = 0.7 is below 1; ln 30 = 3.4 lies between 3 and 5; ln 1e9 = 20.7 is above all bounds."""
    found = weighed(np.log([[0.5 / ratio], [0.5]]))
    assert found.favours == side
    assert found.strength.endswith(strength)
    assert ("cannot tell" in found.seen) == (side is None)


def test_a_setting_holds_what_differs_between_the_sides_and_nothing_else() -> None:
    """Both sides of X5 weigh security by fear alike, so that is not what tells them apart."""
    assert setting_of(CONFLICTS["X5"], 1) == {
        "relations.resentment_from_demand": 0.0,
        "relations.fear_from_demand": 0.3,
    }
    assert setting_of(CONFLICTS["X6"], 0) == {"pyongyang.opportunism": 0.0, "beijing_moscow.opportunism": 0.0}


def test_every_conflict_that_claims_evidence_has_sides_that_can_be_told_apart() -> None:
    assert len(CONFLICTS) == 7
    for conflict in CONFLICTS.values():
        same = setting_of(conflict, 0) == setting_of(conflict, 1)
        assert same == (conflict.evidence is None)
        assert conflict.favoured


def test_moves_are_read_up_to_the_end_of_the_archive() -> None:
    known = archive().before(EARLY)
    found = weigh(CONFLICTS["X1"], known, some_fit())
    assert found is not None
    assert found.logs.shape == (2, 3)
    assert np.isfinite(found.logs).all()
    assert found.weeks == 31  # Mondays from 29 October 2018 to 27 May 2019
    assert all(told.day < EARLY for told in found.telling)
    loud = [abs(told.weight) for told in found.telling]
    assert loud == sorted(loud, reverse=True)


def test_sides_that_differ_in_nothing_that_moves_anybody_are_equally_likely() -> None:
    """Before the first American rebuke nobody can have felt a bias."""
    found = weigh(CONFLICTS["X4"], archive().before(EARLY), some_fit())
    assert found is not None
    assert found.factor == pytest.approx(0.0, abs=1e-3)
    assert found.favours is None


def test_launches_are_counted_and_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Launches before June 2019: 17 April, 4 and 9 May, each in a week of its own."""
    monkeypatch.setattr(conflicts, "POINTS", 16)
    found = weigh(CONFLICTS["X6"], archive().before(EARLY), some_fit())
    assert found is not None
    assert found.events == 3
    assert found.logs.shape == (2, 16)
    assert "weeks with a launch or a probe" in found.seen


def test_a_pyongyang_that_never_launches_is_ruled_out_by_a_launch(monkeypatch: pytest.MonkeyPatch) -> None:
    """At its lowest rate and without clustering the record of spring 2019 is far less likely than at a usual rate."""
    monkeypatch.setattr(conflicts, "POINTS", 16)
    rivals = CONFLICTS["X6"].rivals
    arms = [
        {
            name: replace(arm, values={**arm.values, "pyongyang.launch_rate": rate, "pyongyang.clustering": 0.0})
            for name, arm in rival.arms.items()
        }
        for rival, rate in zip(rivals, (0.005, 0.1), strict=True)
    ]
    told = replace(
        CONFLICTS["X6"],
        rivals=tuple(replace(rival, arms=own) for rival, own in zip(rivals, arms, strict=True)),
        sets=frozenset({"pyongyang.launch_rate", "pyongyang.clustering"}),
    )
    found = weigh(told, archive().before(EARLY), some_fit())
    assert found is not None
    assert found.favours == rivals[1].name


def test_launches_need_an_archive_that_ends() -> None:
    with pytest.raises(RunError, match="has no end"):
        weigh(CONFLICTS["X6"], archive(), some_fit())


def test_sides_with_the_same_parameters_are_refused_with_a_lesson() -> None:
    alike: Conflict = replace(CONFLICTS["X3"], evidence=Evidence.MOVES)
    with pytest.raises(RunError, match=r"same parameters.*Leave evidence: out"):
        weigh(alike, archive().before(EARLY), some_fit())


def test_where_nothing_can_tell_nothing_is_weighed() -> None:
    assert weigh(CONFLICTS["X3"], archive().before(EARLY), some_fit()) is None
