"""Proposals ask others to do something: a table knows what each capital can ever do, and no more than its name."""

from __future__ import annotations

import pytest

from sim.game.rules.view import view
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS
from tests.game.reports import playing


@pytest.mark.parametrize("seat", ["s1", "s2", "s3"])
def test_a_table_knows_the_names_of_all_levers(seat: str) -> None:
    levers = view(playing("negotiate"), seat)["levers"]
    assert list(levers) == list(CAPITALS)
    shown = {card["lever"]: card for cards in levers.values() for card in cards}
    assert set(shown) == {key for key, lever in catalogue().levers.items() if not lever.is_hold}
    assert shown["tokyo.gesture"] == {"lever": "tokyo.gesture", "label": "Gesture"}


@pytest.mark.parametrize("who", ["white", "board", "observer"])
def test_only_tables_are_sent_them(who: str) -> None:
    assert "levers" not in view(playing("negotiate"), who)
