"""Charts as pictures: SVG and PNG, made without any network; the same chart gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.kernel.plain import plain
from sim.report.charts.style import VEGA_LITE

PNG_SCALE = 2


def svg(spec: Mapping[str, Any]) -> str:
    """A chart as SVG text."""
    import vl_convert

    return vl_convert.vegalite_to_svg(_ready(spec), vl_version=VEGA_LITE, allowed_base_urls=[])


def png(spec: Mapping[str, Any]) -> bytes:
    """A chart as a PNG picture, two picture points for each point of the drawing."""
    import vl_convert

    return vl_convert.vegalite_to_png(_ready(spec), vl_version=VEGA_LITE, scale=PNG_SCALE, allowed_base_urls=[])


def _ready(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The specification in plain words and numbers, for the drawing program knows no others."""
    ready = plain(spec)
    assert isinstance(ready, dict)
    return ready
