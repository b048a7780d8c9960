"""The events of the record as a timeline shows them: who acted, what kind of act it was, which way it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sim.data.archive import Archive, Event

LANES = (
    ("seoul", "Seoul", ("seoul",)),
    ("tokyo", "Tokyo", ("tokyo",)),
    ("washington", "Washington", ("washington",)),
    ("court", "Korean courts", ("court",)),
    ("public", "Publics, plaintiffs", ("public_kr", "public_jp")),
    ("adversaries", "Pyongyang, Beijing, Moscow", ("pyongyang", "beijing", "moscow")),
    ("other", "Jointly, or others", ("other",)),
)
FAMILIES = {
    "intelligence_pact": "Intelligence pact",
    "trade_measure": "Trade measures",
    "court_and_claims": "Courts",
    "claims_diplomacy": "Diplomacy over the claims",
    "diplomacy_down": "Diplomacy worsens",
    "diplomacy_up": "Diplomacy mends",
    "washington": "Washington",
    "north_korea": "North Korea",
    "china_russia": "China and Russia",
    "defence_incident": "Defence incidents",
    "defence_cooperation": "Defence cooperation",
    "public": "Public and boycott",
    "wto": "World Trade Organization",
    "domestic": "Domestic politics",
}
_LANE_OF = {actor: key for key, _, actors in LANES for actor in actors}


@dataclass(frozen=True, slots=True)
class Happening:
    """An event and where a timeline puts it."""

    event: Event
    lane: str
    family: str


def happenings(archive: Archive, start: date, end: date) -> tuple[Happening, ...]:
    """What happened within a stretch of days, in the order of days. An actor without a lane acts among the others."""
    return tuple(
        Happening(event, _LANE_OF.get(event.actor, "other"), FAMILIES.get(event.family, event.family))
        for event in archive.events
        if start <= event.day <= end
    )
