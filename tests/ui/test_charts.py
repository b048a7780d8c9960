"""Every recorded quantity can be drawn, and bounded ones have their whole range as axis."""

from __future__ import annotations

from sim.kernel.catalogue import catalogue
from sim.ui.charts import NOT_A_QUANTITY, PACT, SHOWN_FIRST, charts_of
from tests.ui.toy import toy_catalogue


def test_the_charts_shown_first_exist_and_come_first() -> None:
    keys = [chart.key for chart in charts_of(catalogue())]
    assert keys[: len(SHOWN_FIRST) - 1] == [key for key in SHOWN_FIRST if key != PACT]


def test_every_line_is_a_recorded_row() -> None:
    rows = {row for field in catalogue().fields.values() if field.recorded for row in field.row_keys}
    drawn = [line.series for chart in charts_of(catalogue()) for line in chart.lines]
    assert set(drawn) <= rows
    assert len(drawn) == len(set(drawn))


def test_codes_are_not_drawn_as_fans() -> None:
    assert not {chart.key for chart in charts_of(catalogue())} & NOT_A_QUANTITY


def test_bounded_quantities_have_a_fixed_axis() -> None:
    charts = {chart.key: chart for chart in charts_of(toy_catalogue())}
    assert (charts["cohesion"].low, charts["cohesion"].high) == (0.0, 100.0)
    assert (charts["approval"].low, charts["approval"].high) == (0.0, 100.0)
    assert (charts["visitors_change"].low, charts["visitors_change"].high) == (-100.0, 0.0)


def test_money_grows_its_axis_from_nought() -> None:
    losses = next(chart for chart in charts_of(toy_catalogue()) if chart.key == "losses")
    assert (losses.low, losses.high) == (0.0, None)
    assert [line.label for line in losses.lines] == ["Korea", "Japan"]


def test_capitals_keep_their_colours() -> None:
    hostility = next(chart for chart in charts_of(toy_catalogue()) if chart.key == "hostility")
    assert [line.colour for line in hostility.lines] == ["seoul", "tokyo"]
