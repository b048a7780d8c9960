"""Sliders are made from the records: nothing is listed twice, nothing is left out."""

from __future__ import annotations

from datetime import date

import pytest

from sim.kernel.catalogue import catalogue
from sim.kernel.quantity import Role
from sim.kernel.records import CAPITALS
from sim.scenario.scenario import Forced, Policy
from sim.ui.controls import MOST_USED, OTHERS, desk_for, handy_step
from tests.ui.toy import toy_catalogue, toy_scenario

KNOWN = toy_catalogue()
DESK = desk_for(toy_scenario(), KNOWN)


def test_every_disposition_has_a_slider_and_no_mechanism_has() -> None:
    wished = {key for key, parameter in KNOWN.parameters.items() if parameter.role is Role.DISPOSITION}
    assert {key for key, control in DESK.controls.items() if control.lever is None} == wished


def test_every_lever_but_hold_has_a_slider_for_each_part() -> None:
    levers = {control.lever for control in DESK.controls.values() if control.lever is not None}
    assert levers == {key for key, lever in KNOWN.levers.items() if not lever.is_hold}
    assert "tokyo.retaliation_package.visa_limits" in DESK.controls


def test_the_real_vocabulary_gives_a_desk() -> None:
    desk = desk_for(toy_scenario(), catalogue())
    levers = {control.lever for control in desk.controls.values() if control.lever is not None}
    assert levers == {key for key, lever in catalogue().levers.items() if not lever.is_hold}
    assert set(MOST_USED) <= set(desk.controls)
    assert all(desk.of(capital) for capital in (*CAPITALS, OTHERS))


def test_the_most_used_come_first_in_each_group() -> None:
    keys = [control.key for control in DESK.of("seoul")]
    used = [key for key in MOST_USED if key in keys]
    assert keys[: len(used)] == used


def test_others_hold_what_belongs_to_no_capital() -> None:
    assert [control.key for control in DESK.of(OTHERS)] == ["korean_public.memory"]


def test_a_slider_stands_where_the_scenario_has_it() -> None:
    assert DESK.controls["seoul.resolve"].value == 0.7
    assert DESK.controls["tokyo.resolve"].value == 0.65
    assert DESK.controls["tokyo.export_controls"].value == 0.8
    assert DESK.controls["seoul.gsomia_notice"].value == 0.0


def test_a_sampled_disposition_shows_its_range_and_its_middle() -> None:
    engagement = DESK.controls["washington.engagement"]
    assert engagement.spread == (0.1, 0.6)
    assert engagement.value == pytest.approx(0.35)


def test_a_lever_is_dated_on_its_first_legal_day() -> None:
    assert DESK.levers["seoul.gsomia_notice"].at == date(2019, 7, 1)
    assert DESK.levers["tokyo.export_controls"].at == date(2019, 7, 4)
    later = desk_for(toy_scenario(agents_from=date(2019, 9, 2)), KNOWN)
    assert later.levers["seoul.quiet_channel"].at == date(2019, 9, 2)
    assert later.levers["seoul.gsomia_notice"].at == date(2020, 6, 26)


def test_the_nearest_legal_day_is_used() -> None:
    notice, clock = DESK.levers["seoul.gsomia_notice"], toy_scenario().clock
    assert notice.nearest_legal(date(2019, 8, 22), clock) == date(2019, 8, 22)
    assert notice.nearest_legal(date(2019, 10, 1), clock) == date(2019, 8, 25)
    assert DESK.levers["seoul.wto_case"].nearest_legal(date(1990, 1, 1), clock) == clock.start


def test_a_lever_that_is_never_legal_has_no_slider() -> None:
    short = desk_for(toy_scenario(start=date(2019, 10, 7), weeks=8, policies={}, shocks=()), KNOWN)
    assert "seoul.gsomia_notice" not in short.controls
    assert "seoul.gsomia_notice" in short.levers


def test_a_scenario_with_many_days_keeps_them() -> None:
    days = (date(2019, 9, 2), date(2020, 6, 1))
    force = tuple(Forced("seoul.wto_case", day, {"dose": 0.5}) for day in days)
    desk = desk_for(toy_scenario(policies={"seoul": Policy(force=force)}), KNOWN)
    assert desk.levers["seoul.wto_case"].forced == days
    assert desk.controls["seoul.wto_case"].value == 0.5


@pytest.mark.parametrize(
    ("low", "high", "step"), [(0.0, 1.0, 0.01), (4.0, 104.0, 1.0), (0.0, 3.0, 0.05), (20_000.0, 45_000.0, 500.0)]
)
def test_steps_are_handy(low: float, high: float, step: float) -> None:
    assert handy_step(low, high) == pytest.approx(step)


def test_a_slider_holds_only_what_it_can_show() -> None:
    resolve = DESK.controls["seoul.resolve"]
    assert resolve.held(0.123456) == 0.12
    assert resolve.held(7.0) == 1.0
    assert resolve.held(-7.0) == 0.0
