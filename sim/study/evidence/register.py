"""The register: every parameter, series, observation, act and event, found by name, by class or by who uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType

from sim.data.archive import EvidenceError
from sim.kernel.errors import near_matches
from sim.study.evidence.entry import Entry, How, Kind, Use
from sim.study.evidence.facts import fact_entries
from sim.study.evidence.parameters import parameter_entries


@dataclass(frozen=True)
class Register:
    """All entries by their keys, and who uses each. Uses are found when first asked for, which takes seconds."""

    entries: Mapping[str, Entry]
    find_uses: Callable[[], Iterator[tuple[str, Use]]]

    @cached_property
    def uses(self) -> Mapping[str, tuple[Use, ...]]:
        """Who uses each entry; nothing for an entry that nobody uses."""
        found: dict[str, dict[Use, None]] = {key: {} for key in self.entries}
        for key, use in self.find_uses():
            found[key][use] = None
        return MappingProxyType({key: tuple(uses) for key, uses in found.items()})

    def used_by(self, who: str) -> tuple[Entry, ...]:
        """The entries that a participant, lever, shock, scenario, fitted set or study uses."""
        return tuple(entry for key, entry in self.entries.items() if any(use.who == who for use in self.uses[key]))

    @property
    def users(self) -> tuple[str, ...]:
        """Everybody who uses something."""
        return tuple(dict.fromkeys(use.who for uses in self.uses.values() for use in uses))

    def parts(self, entry: Entry) -> tuple[Entry, ...]:
        """The observations of a series, or the events in which an act was done."""
        if entry.kind is Kind.SERIES:
            return tuple(item for key, item in self.entries.items() if key.rpartition(".")[0] == entry.key)
        if entry.kind is Kind.ACT:
            return tuple(item for key, item in self.entries.items() if key.partition(".")[2] == entry.key)
        return ()

    def find(self, name: str) -> tuple[Entry, ...]:
        """The entry of this key; else those of this group or user; else those with these words in key or label.

        Raises EvidenceError, with near matches, where nothing is found.
        """
        if name in self.entries:
            return (self.entries[name],)
        used = {entry.key for entry in self.used_by(name)}
        found = [entry for entry in self.entries.values() if entry.group == name or entry.key in used]
        found = found or [entry for entry in self.entries.values() if _holds(entry, name)]
        if not found:
            groups = (entry.group for entry in self.entries.values())
            near = near_matches(name, dict.fromkeys([*groups, *self.users, *self.entries]))
            raise EvidenceError(
                f"nothing in the register is called '{name}'.{near} "
                "Write a key, part of a name, a lever, a place such as courts, or a month such as 2019-08."
            )
        return tuple(found)

    def select(
        self, name: str | None = None, *, kind: Kind | None = None, grade: str | None = None, who: str | None = None
    ) -> tuple[Entry, ...]:
        """The entries of a name, of a kind, of an evidence class, used by somebody: of all that are asked for.

        Where no kind is asked for, single observations are left to their series. Raises EvidenceError where a name or
        a user is not known, and where nothing answers to all.
        """
        found = self.find(name) if name is not None else tuple(self.entries.values())
        if kind in (Kind.OBSERVATION, Kind.EVENT):
            found = tuple(dict.fromkeys(item for entry in found for item in (entry, *self.parts(entry))))
        elif kind is None:
            found = _folded(found)
        if who is not None and who not in self.users:
            raise EvidenceError(f"nobody called '{who}' uses anything.{near_matches(who, self.users)}")
        used = None if who is None else {entry.key for entry in self.used_by(who)}
        kept = tuple(
            entry
            for entry in found
            if kind in (None, entry.kind) and grade in (None, entry.grade) and (used is None or entry.key in used)
        )
        if not kept:
            raise EvidenceError("nothing in the register answers to all of that. Ask for less at once.")
        return kept


def _folded(found: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """What was found without the observations of a series that was found too."""
    series = {entry.key for entry in found if entry.kind is Kind.SERIES}
    return tuple(
        entry for entry in found if entry.kind is not Kind.OBSERVATION or entry.key.rpartition(".")[0] not in series
    )


def _holds(entry: Entry, name: str) -> bool:
    words = name.casefold()
    return words in entry.key.casefold() or words in entry.label.casefold()


@cache
def register() -> Register:
    """The register of all that comes along."""
    entries = {entry.key: entry for entry in (*parameter_entries(), *fact_entries())}
    return Register(MappingProxyType(entries), lambda: _uses(entries))


def _uses(entries: Mapping[str, Entry]) -> Iterator[tuple[str, Use]]:
    """Every use of an entry by anybody. What is asked is loaded only here: an overview needs none of it."""
    from sim.study.evidence.calibrations import calibration_uses
    from sim.study.evidence.claims import claim_uses
    from sim.study.evidence.hindcasts import hindcast_uses
    from sim.study.evidence.likeness import likeness_uses
    from sim.study.evidence.readers import readers
    from sim.study.evidence.scenarios import scenario_uses

    for key, entry in entries.items():
        yield from ((key, Use(How.FITTED, found.name)) for found in entry.fitted)
    for uses in (readers, calibration_uses, likeness_uses, scenario_uses, claim_uses, hindcast_uses):
        yield from uses()
