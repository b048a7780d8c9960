"""Cohesion moves probes and the gain from a wedge, and the check would tell if it moved more."""

from __future__ import annotations

import pytest

from sim.actors.beijing_moscow import BeijingMoscow
from sim.kernel.week import Week
from sim.study.claims import expansion
from sim.study.claims.expansion import PROBES_AND_WEDGE, disunity_moves_no_border, moved_by_disunity, territorial


def test_disunity_moves_probes_and_the_wedge_and_nothing_else() -> None:
    assert moved_by_disunity() == PROBES_AND_WEDGE
    assert territorial() == ()
    assert disunity_moves_no_border().holds


def test_a_link_from_disunity_to_anything_else_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = BeijingMoscow.act

    def seize(self: BeijingMoscow, week: Week) -> None:
        plain(self, week)
        week.state.stake[1] -= 0.1 * (1.0 - week.state.cohesion)

    monkeypatch.setattr(BeijingMoscow, "act", seize)
    found = disunity_moves_no_border()
    assert not found.holds
    assert "stake" in found.seen


def test_a_quantity_of_territory_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expansion, "TERRITORY", ("airspace",))
    assert "probe" in territorial()
    assert not disunity_moves_no_border().holds
