"""Which facts the questions of the hindcast are answered by, found by asking them of an archive under watch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sim.study.evidence.entry import How, Use
from sim.study.evidence.watched import watched
from sim.study.hindcast.past import whole_past
from sim.study.hindcast.questions import QUESTIONS


def hindcast_uses() -> Iterator[tuple[str, Use]]:
    """Every series that a question is answered from, and every event that answers it with yes."""
    past = whole_past()
    for question in QUESTIONS:
        known = watched(past.archive)
        days = set(question.days(replace(past, archive=known)))
        use = Use(How.RESOLVES, question.key, question.label)
        yield from ((event.key, use) for event in known.events_seen if event.day in days)
        yield from ((series, use) for series in known.series_seen)
        if question.yearly:
            yield question.yearly, use
