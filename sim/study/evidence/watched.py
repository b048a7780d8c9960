"""An archive that notes what is asked of it, so that the evidence a study reads is found by watching it."""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.data.archive import Archive, Event, Observation


@dataclass(frozen=True)
class WatchedArchive(Archive):
    """An archive with the series and the events that were asked of it, or of what it knew before some day."""

    series_seen: dict[str, None] = field(default_factory=dict)
    events_seen: dict[Event, None] = field(default_factory=dict)

    def of(self, series: str) -> tuple[Observation, ...]:
        """The observations of a series, which is noted."""
        self.series_seen[series] = None
        return Archive.of(self, series)

    def acts(self, *names: str, actor: str | None = None) -> tuple[Event, ...]:
        """The events in which one of these acts was done, which are noted."""
        found = Archive.acts(self, *names, actor=actor)
        self.events_seen.update(dict.fromkeys(found))
        return found


def watched(archive: Archive) -> WatchedArchive:
    """An archive under watch, of which nothing has been asked."""
    return WatchedArchive(archive.events, archive.observations, archive.until)
