"""The entries of the record: its series and their observations, its acts and the events in which they were done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from sim.data.archive import Archive, Confidence, Event, Observation, archive, for_fitting
from sim.data.names import acts_named, series_named
from sim.study.evidence.entry import Entry, Kind, Sample

INTENSITY = "on a scale from -10 (conflict) to 10 (cooperation); a judgement"
SOURCES_SHOWN = 3
ACTORS: Mapping[str, str] = MappingProxyType(
    {
        "seoul": "Seoul",
        "tokyo": "Tokyo",
        "washington": "Washington",
        "pyongyang": "Pyongyang",
        "beijing": "Beijing",
        "moscow": "Moscow",
        "court": "a Korean court",
        "public_kr": "the Korean public",
        "public_jp": "the Japanese public",
        "other": "several together, or firms or international bodies",
    }
)
DIRECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "conflict": "towards conflict",
        "cooperation": "towards cooperation",
        "neutral": "towards neither conflict nor cooperation",
    }
)


def fact_entries() -> Iterator[Entry]:
    """Every series, observation, act and event of the record."""
    known = archive()
    yield from _series(known)
    for item in known.observations:
        yield _observation(item)
    yield from _acts(known)
    for event in known.events:
        yield _event(event)


def _series(known: Archive) -> Iterator[Entry]:
    for key, named in series_named().items():
        found = known.of(key)
        values = [item.value for item in found if item.value is not None]
        yield Entry(
            key,
            Kind.SERIES,
            named.label,
            named.family,
            _lowest(item.confidence for item in found),
            _sources(item.source for item in found),
            unit=found[0].unit,
            low=min(values, default=None),
            high=max(values, default=None),
            first=min(item.first for item in found),
            last=found[-1].last,
            known_from=found[0].known_from,
            sample=_sample(found),
            note=_counted("observation", found),
        )


def _observation(item: Observation) -> Entry:
    named = series_named()[item.series]
    return Entry(
        item.key,
        Kind.OBSERVATION,
        named.label,
        named.family,
        str(item.confidence),
        item.source,
        value=item.value,
        unit=item.unit,
        first=item.first,
        last=item.last,
        known_from=item.known_from,
        sample=_sample([item]),
        note=item.note,
    )


def _acts(known: Archive) -> Iterator[Entry]:
    for act, named in acts_named().items():
        found = known.acts(act)
        intensities = [event.intensity for event in found]
        yield Entry(
            act,
            Kind.ACT,
            named.label,
            named.family,
            _lowest(event.confidence for event in found),
            _sources(event.source for event in found),
            unit=INTENSITY,
            low=min(intensities),
            high=max(intensities),
            first=found[0].day,
            last=found[-1].day,
            known_from=found[0].known_from,
            sample=_sample(found),
            note=_counted("event", found),
        )


def _event(event: Event) -> Entry:
    return Entry(
        event.key,
        Kind.EVENT,
        event.description,
        event.family,
        str(event.confidence),
        event.source,
        value=event.intensity,
        unit=INTENSITY,
        first=event.day,
        last=event.day,
        known_from=event.known_from,
        sample=_sample([event]),
        note=f"By {ACTORS[event.actor]}, {DIRECTIONS[event.direction]}.",
    )


def _sample(found: Iterable[Event | Observation]) -> Sample:
    """What facts may be used for: those that an archive for fitting holds, and those that it does not."""
    early = {item in _for_fitting() for item in found}
    if len(early) > 1:
        return Sample.BOTH
    return Sample.CALIBRATION if early.pop() else Sample.VALIDATION


@cache
def _for_fitting() -> frozenset[Event | Observation]:
    known = for_fitting()
    return frozenset((*known.events, *known.observations))


def _lowest(found: Iterable[Confidence]) -> str:
    order = list(Confidence)
    return str(max(found, key=order.index))


def _counted(thing: str, found: Sequence[Event | Observation]) -> str:
    """How many facts there are and how well they are known: '9 observations: 7 of high, 2 of medium confidence.'"""
    counts = Counter(item.confidence for item in found)
    words = ", ".join(f"{counts[grade]} of {grade}" for grade in Confidence if counts[grade])
    return f"{len(found)} {thing}{'' if len(found) == 1 else 's'}: {words} confidence."


def _sources(found: Iterable[str]) -> str:
    """The sources of several facts, each once; of many only the first."""
    each = list(dict.fromkeys(found))
    more = len(each) - SOURCES_SHOWN
    return "; ".join(each[:SOURCES_SHOWN]) + (f"; and {more} more" if more > 0 else "")
