"""The desk's page gives its components the room's code and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.ui.pages import pages
from sim.ui.pages.desk import PAGE


def desk_page() -> None:
    from sim.ui.pages.desk import PAGE

    PAGE.render()


def data_of(**query: str) -> list[Any]:
    page = AppTest.from_function(desk_page, default_timeout=60)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception
    return [json.loads(part.proto.json) for part in page.get("bidi_component")]


@pytest.mark.parametrize(
    ("query", "room"),
    [
        ({"room": "abcdef"}, "ABCDEF"),
        ({}, ""),
        ({"room": "x" * 500, "seat": "s1"}, "X" * 12),
    ],
)
def test_the_components_know_the_room_alone(query: dict[str, str], room: str) -> None:
    found = data_of(**query)
    assert found
    assert all(data == {"room": room} for data in found)


def test_the_desk_is_reached_by_its_address_only() -> None:
    assert PAGE in pages()
    assert not PAGE.listed
