"""The same game in other hands: agents from its first day on, and the record with its dated events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from sim.game.debrief.ghosts import Runs
from sim.game.debrief.rivals import against_history, all_agents
from sim.kernel.records import CAPITALS
from tests.game.played import debriefed, played


def test_agents_decide_from_the_first_day_and_nothing_is_ordered() -> None:
    room, base = played()
    scenario = all_agents(room, base)
    first = scenario.clock.week_of(room.setup.opens)
    assert scenario.weeks == debriefed().scenario.weeks
    for capital in CAPITALS:
        assert all(scenario.decides(capital, week) for week in range(first, scenario.weeks))
        assert all(item.at < room.setup.opens for item in scenario.policies[capital].force)
    kinds = [event.shock for event in scenario.shocks if event.at >= room.setup.opens]
    assert "dprk_missile" in kinds  # the white cell's card
    assert "public_statement" not in kinds


def test_class_and_agents_share_the_past_and_the_luck() -> None:
    found = debriefed()
    mine, theirs = found.scenario, found.agents.results.scenario
    assert (mine.seed, mine.luck) == (theirs.seed, theirs.luck)
    weeks = mine.clock.week_of(played()[0].setup.opens)
    lived, other = found.agents.results.series["hostility.seoul"].values, found.courses["hostility.seoul"]
    assert lived is not None
    assert np.all(lived[:weeks] == lived[:weeks, :1])
    assert len(other.days) == mine.weeks - weeks


def test_ahead_is_the_class_less_the_agents() -> None:
    found = debriefed()
    assert found.ahead["p_notice"].difference > 0.0  # all worlds of the class, fewer of the agents
    assert found.lots["p_notice"].share == 1.0
    assert found.agents.lots["p_notice"].share is not None
    assert found.agents.lots["p_notice"].share < 1.0


def test_history_has_the_real_events_of_the_weeks() -> None:
    history = debriefed().history
    assert history is not None
    assert history.comparable
    told = {(event.day, event.capital, event.label): event.note for event in history.events}
    assert told[date(2019, 8, 22), "seoul", "GSOMIA notice"].startswith("security council decides")
    assert told[date(2019, 8, 15), "seoul", "Quiet channel"] == "Liberation Day speech offers dialogue (high)"
    assert all(date(2019, 8, 5) <= event.day <= date(2019, 9, 15) for event in history.events)
    assert history.lots["p_notice"].share == 1.0


def test_outside_the_record_there_is_no_history() -> None:
    room, _ = played()
    scenario = replace(debriefed().scenario, weeks=400)
    assert against_history(Runs(2), room, scenario, ("hostility",)) is None
    early = replace(room, setup=replace(room.setup, opens=date(2018, 9, 3)))
    assert against_history(Runs(2), early, debriefed().scenario, ("hostility",)) is None


def test_another_beginning_makes_outcomes_incomparable() -> None:
    room, _ = played()
    scenario = debriefed().scenario
    later = replace(scenario, start=date(2019, 1, 7), weeks=36)
    history = against_history(Runs(2), room, later, ("hostility",))
    assert history is not None
    assert not history.comparable
    assert len(history.courses["boycott"].days) == 6
