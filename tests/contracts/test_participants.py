"""What every participant, stream of luck and legal window must hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sim.kernel.catalogue import catalogue
from sim.kernel.draws import Law, Stream
from sim.kernel.participant import Participant
from sim.kernel.records import Window
from tests.contracts.records import is_sentence

PARTICIPANTS = dict(catalogue().participants)
STREAMS = dict(catalogue().streams)
WINDOWS = dict(catalogue().windows)


@pytest.mark.parametrize("key", PARTICIPANTS)
def test_a_participant_has_a_name_and_says_what_it_is(key: str) -> None:
    kind: type[Participant] = PARTICIPANTS[key]
    assert key == kind.KEY
    assert kind.LABEL
    assert (kind.__doc__ or "").strip().endswith(".")
    assert {parameter.key for parameter in kind.PARAMETERS} <= set(catalogue().parameters)


def test_every_parameter_and_field_has_one_owner() -> None:
    for kind in ("PARAMETERS", "FIELDS", "STREAMS"):
        keys = [record.key for owner in PARTICIPANTS.values() for record in getattr(owner, kind)]
        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("stream", STREAMS.values(), ids=STREAMS.keys())
def test_a_stream_says_what_its_luck_decides(stream: Stream) -> None:
    assert stream.rows >= 1
    assert isinstance(stream.law, Law)
    assert is_sentence(stream.help)


@pytest.mark.parametrize("window", WINDOWS.values(), ids=WINDOWS.keys())
def test_a_window_opens_and_closes_within_a_year_and_some_lever_has_it(window: Window) -> None:
    assert is_sentence(window.words)
    assert window.source
    year = [window.opens(date(2019, 1, 1) + timedelta(days=day)) for day in range(365)]
    assert any(year)
    assert not all(year)
    assert any(lever.window == window.key for lever in catalogue().levers.values())
