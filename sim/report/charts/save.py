"""Charts as pictures: SVG and PNG, made without any network; the same chart gives the same bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from sim.kernel.plain import plain, to_json
from sim.report.charts.style import VEGA_LITE

PNG_SCALE = 2
NAME_LETTERS = 10


def svg(spec: Mapping[str, Any]) -> str:
    """A chart as SVG text."""
    import vl_convert

    return _own_names(vl_convert.vegalite_to_svg(_ready(spec), vl_version=VEGA_LITE, allowed_base_urls=[]), spec)


def _own_names(drawing: str, spec: Mapping[str, Any]) -> str:
    """The drawing with names of its own for gradients and the like: the drawing program counts them over all that it
    draws, so that they would change from one call to the next and clash on a page with several charts."""
    mark = hashlib.sha256(to_json(spec).encode()).hexdigest()[:NAME_LETTERS]
    found = dict.fromkeys(re.findall(r'(?<= id=")[^"]+(?=")', drawing))
    own = {name: f"chart_{mark}_{place}" for place, name in enumerate(found)}
    return re.sub(
        r'(?P<before> id="|url\(#|href="#)(?P<name>[^")]+)',
        lambda match: match["before"] + own.get(match["name"], match["name"]),
        drawing,
    )


def png(spec: Mapping[str, Any]) -> bytes:
    """A chart as a PNG picture, two picture points for each point of the drawing."""
    import vl_convert

    return vl_convert.vegalite_to_png(_ready(spec), vl_version=VEGA_LITE, scale=PNG_SCALE, allowed_base_urls=[])


def _ready(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The specification in plain words and numbers, for the drawing program knows no others."""
    ready = plain(spec)
    assert isinstance(ready, dict)
    return ready
