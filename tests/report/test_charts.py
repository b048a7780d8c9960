"""Charts: what is drawn is what was given, in a form that the drawing program knows, the same every time."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import altair
import jsonschema
import pytest
import vl_convert

from sim.kernel.errors import RunError
from sim.kernel.plain import plain
from sim.report.charts import timeline
from sim.report.charts.boxes import Axis, Box, box_chart
from sim.report.charts.save import png, svg
from sim.report.charts.style import COLOURS, VEGA_LITE, dashes, lines, shapes, wrapped
from tests.report.chart_samples import FIRST, TROUBLE, every_kind, fan_of

KINDS = every_kind()
GRAMMAR = json.loads(
    (Path(altair.__file__).parent / "vegalite" / "v6" / "schema" / "vega-lite-schema.json").read_text(encoding="utf-8")
)
CHECKER = jsonschema.validators.validator_for(GRAMMAR)(GRAMMAR)
PNG_START = b"\x89PNG\r\n\x1a\n"
LEAST_LUMINANCE_GAP = 0.02

every_chart = pytest.mark.parametrize("kind", KINDS)


@cache
def drawn(kind: str) -> str:
    """A kind of chart as SVG, drawn once for all tests that only look at it."""
    return svg(KINDS[kind])


def data_of(spec: Any) -> Iterator[list[dict[str, Any]]]:
    """Every table of data inside a specification."""
    if isinstance(spec, dict):
        if "values" in spec.get("data", {}):
            yield spec["data"]["values"]
        for part in spec.values():
            yield from data_of(part)
    elif isinstance(spec, list):
        for part in spec:
            yield from data_of(part)


def text_of(drawing: str) -> str:
    return " ".join(element.text or "" for element in ElementTree.fromstring(drawing).iter() if element.text)


@every_chart
def test_knows_no_field_that_the_grammar_does_not(kind: str) -> None:
    CHECKER.validate(plain(KINDS[kind]))


def test_grammar_finds_a_wrong_field() -> None:
    spec = copy.deepcopy(plain(KINDS["dots"]))
    assert isinstance(spec, dict)
    spec["layer"][0]["encoding"]["x"]["nonsense"] = 1
    assert not CHECKER.is_valid(spec)


@every_chart
def test_compiles_to_the_same_picture_every_time(kind: str) -> None:
    assert svg(KINDS[kind]) == drawn(kind)
    assert all(name.startswith("chart_") for name in re.findall(r' id="([^"]+)"', drawn(kind)))


def test_pictures_are_the_same_every_time() -> None:
    picture = png(KINDS["heatmap"])
    assert picture.startswith(PNG_START)
    assert png(KINDS["heatmap"]) == picture


def test_names_in_drawings_do_not_clash_on_a_page() -> None:
    names = [set(re.findall(r' id="([^"]+)"', drawn(kind))) for kind in ("heatmap", "heatmap_around_zero")]
    assert names[0]
    assert names[1]
    assert not names[0] & names[1]


@every_chart
def test_says_what_it_is_and_shows_marks(kind: str) -> None:
    spec, drawing = KINDS[kind], drawn(kind)
    assert spec["background"] == "#FFFFFF"
    assert " ".join(spec["title"]["text"]).split()[0] in text_of(drawing)
    assert len(re.findall(r"<path", drawing)) > 1
    assert "NaN" not in drawing


@every_chart
def test_words_of_strangers_stay_words(kind: str) -> None:
    assert "<script" not in drawn(kind)


@every_chart
def test_draws_without_a_network(kind: str) -> None:
    assert "url" not in json.dumps(plain(KINDS[kind])).replace(KINDS[kind]["$schema"], "")


@pytest.mark.parametrize("draw", [svg, png])
@pytest.mark.parametrize(
    "asked",
    [
        {"data": {"url": "https://example.com/data.csv"}},
        {"layer": [{"mark": {"type": "point", "href": "javascript:alert(1)"}}]},
        {"layer": [{"mark": "point", "encoding": {"href": {"field": "mean"}}}]},
        {"layer": [{"mark": {"type": "image", "url": "data:image/png;base64,AAAA"}}]},
    ],
)
def test_a_chart_that_asks_for_something_from_elsewhere_is_refused(draw: Any, asked: dict[str, Any]) -> None:
    with pytest.raises(RunError, match="charts ask for nothing from elsewhere"):
        draw({**KINDS["dots"], **asked})


def test_columns_of_data_may_have_any_name() -> None:
    spec = copy.deepcopy(plain(KINDS["dots"]))
    assert isinstance(spec, dict)
    spec["data"]["values"][0] |= {"url": "x", "href": "y"}
    assert svg(spec).startswith("<svg")


@pytest.mark.parametrize("spec", [{"mark": 3}, {"layer": "x"}, {}])
def test_what_cannot_be_drawn_is_said_without_a_traceback(spec: dict[str, Any]) -> None:
    with pytest.raises(RunError, match="a chart cannot be drawn") as caught:
        svg(spec)
    assert "\n" not in str(caught.value)
    assert svg(KINDS["dots"]).startswith("<svg")


def test_fan_draws_the_given_weeks() -> None:
    rows = next(data_of(KINDS["fan_cases"]))
    assert [row["case"] for row in rows[::6]] == ["One", TROUBLE, "Three"]
    first = fan_of("One")
    assert [row["date"] for row in rows[:6]] == [day.isoformat() for day in first.dates]
    assert [row["p95"] for row in rows[:6]] == first.points["p95"]


def test_days_do_not_move_with_the_time_zone() -> None:
    for kind in ("fan_alone", "timeline"):
        scales = re.findall(r'"type": "temporal", "scale": (\{[^}]*\})', json.dumps(plain(KINDS[kind])))
        assert scales
        assert all('"utc"' in scale for scale in scales)


def test_dots_draw_the_given_numbers() -> None:
    (row,) = next(data_of(KINDS["dots"]))
    assert {name: row[name] for name in ("mean", "low", "high", "p5", "p95", "edge")} == {
        "mean": 5.0,
        "low": 4.0,
        "high": 6.0,
        "p5": 1.0,
        "p95": 9.0,
        "edge": 9.0,
    }
    assert "5.0" in text_of(drawn("dots"))


def test_tornado_has_both_ends_with_their_values() -> None:
    rows = next(data_of(KINDS["tornado"]))
    assert [(row["end"], row["value"], row["effect"]) for row in rows] == [
        ("low end", "0.1", -3.0),
        ("high end", "0.9", 2.0),
    ]
    assert [row["edge"] for row in rows] == [-4.0, 2.0]


def test_boxes_without_an_edge_end_where_the_range_ends() -> None:
    axis = Axis("x", "", 0.0, 1.0)
    spec = box_chart(axis, axis, [(0.5, 0.5, True)], [Box("b", (0.2, None), (None, 0.7))], title="t", hit="h", miss="m")
    points, frame, _ = data_of(spec)
    assert points == [{"x": 0.5, "y": 0.5, "kind": "h"}]
    assert frame == [{"name": "b", "x": 0.2, "x2": 1.0, "y": 0.0, "y2": 0.7}]


def test_sweep_is_drawn_from_low_to_high() -> None:
    rows = next(data_of(KINDS["sweep"]))
    assert [row["value"] for row in rows] == [0.1, 0.9]
    assert [row["p95"] for row in rows] == [10.0, 10.0]
    assert "p95" not in next(data_of(KINDS["sweep_cases"]))[0]


def test_moments_are_clear_where_their_interval_leaves_zero_out() -> None:
    plot = next(rows for rows in data_of(KINDS["timeline"]) if "effect" in rows[0])
    assert [row["kind"] for row in plot] == [timeline.KINDS[0], timeline.KINDS[1], timeline.KINDS[0]]


def test_names_of_moments_never_meet() -> None:
    moments = [
        timeline.Moment(FIRST + timedelta(days=days), "w" * letters, 1.0, 0.0, 2.0)
        for days, letters in ((0, 20), (3, 5), (20, 30), (30, 4), (400, 12), (401, 12))
    ]
    spec = timeline.timeline_chart(moments, title="t", label="l", unit="u")
    named = next(data_of(spec))
    last = date.fromisoformat(named[-1]["date"])
    width = timeline.WIDTH / (last - FIRST).days
    spans = [
        (row["lane"], (date.fromisoformat(row["date"]) - FIRST).days * width, len(row["label"]) * timeline.LETTER)
        for row in named
    ]
    for place, (lane, left, wide) in enumerate(spans):
        for other, begins, _ in spans[place + 1 :]:
            assert begins >= left + wide or other < lane


def test_long_names_take_several_lines_and_keep_every_word() -> None:
    name = "A very long title of a scenario that some student wrote without thinking of charts"
    assert wrapped(name, 30) == [line for line in wrapped(name, 30) if len(line) <= 30]
    assert " ".join(wrapped(name, 30)) == name
    assert json.loads(lines([name], 30)[1 : -len(")[datum.value]")])[name] == wrapped(name, 30)
    assert "quotes" in text_of(drawn("dots"))


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_first_two_colours_differ_in_grey_and_the_rest_has_shapes_and_dashes() -> None:
    assert abs(_luminance(COLOURS[0]) - _luminance(COLOURS[1])) > LEAST_LUMINANCE_GAP
    names = [str(place) for place in range(len(COLOURS))]
    assert len(set(shapes(names)["range"])) == len(names)
    assert len({tuple(dash) for dash in dashes(names)["range"]}) == len(names)


def test_the_drawing_program_knows_the_version() -> None:
    assert VEGA_LITE in vl_convert.get_vegalite_versions()
