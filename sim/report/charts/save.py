"""Charts as pictures: SVG and PNG, made without any network; the same chart gives the same bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sim.kernel.errors import RunError
from sim.kernel.plain import plain, to_json
from sim.report.charts.style import VEGA_LITE

PNG_SCALE = 2
NAME_LETTERS = 10
ELSEWHERE = ("href", "url")


def svg(spec: Mapping[str, Any]) -> str:
    """A chart as SVG text.

    Raises RunError where it cannot be drawn, or asks for something from elsewhere.
    """
    import vl_convert

    ready = _ready(spec)
    with _told():
        drawing = vl_convert.vegalite_to_svg(ready, vl_version=VEGA_LITE, allowed_base_urls=[])
    return _own_names(drawing, ready)


def png(spec: Mapping[str, Any]) -> bytes:
    """A chart as a PNG picture, two picture points for each point of the drawing.

    Raises RunError where it cannot be drawn, or asks for something from elsewhere.
    """
    import vl_convert

    ready = _ready(spec)
    with _told():
        return vl_convert.vegalite_to_png(ready, vl_version=VEGA_LITE, scale=PNG_SCALE, allowed_base_urls=[])


@contextmanager
def _told() -> Iterator[None]:
    """The complaint of the drawing program as an error of ours."""
    try:
        yield
    except ValueError as error:
        reason = str(error).splitlines()
        raise RunError(f"a chart cannot be drawn: {reason[min(1, len(reason) - 1)]}") from error


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


def _ready(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The specification in plain words and numbers, for the drawing program knows no others."""
    ready = plain(spec)
    if not isinstance(ready, dict):
        raise RunError("a chart cannot be drawn: it is no mapping.")
    for key in _keys(ready):
        if key in ELSEWHERE:
            raise RunError(f"a chart cannot be drawn: it holds '{key}', and charts ask for nothing from elsewhere.")
    return ready


def _keys(part: object) -> Iterator[str]:
    """Every key of a specification but those of its data, whose names are free."""
    if isinstance(part, dict):
        for key, inside in part.items():
            yield key
            if key != "values":
                yield from _keys(inside)
    elif isinstance(part, list):
        for inside in part:
            yield from _keys(inside)
