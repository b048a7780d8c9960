"""What a file writes, laid over the scenario that it extends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sim.kernel.catalogue import Catalogue
from sim.kernel.clock import Clock
from sim.kernel.records import Lever
from sim.scenario.places import Complaints, Path
from sim.scenario.scenario import Forced, Policy, Scenario


@dataclass(slots=True)
class Layer:
    """A file's own words (already in form), what they are laid over, and what has been worked out so far.

    `complete` is False where the extended file is itself in error: then nothing can be said about dates, and no
    scenario comes of it. `change` is True for changes to a scenario, whose title and sweep stay as they are.
    `fixed_doses` are doses of forced levers that the file sets, so that an extended uncertainty ends.
    """

    own: dict[str, Any]
    base: Scenario | None
    known: Catalogue
    complaints: Complaints
    left_out: set[Path] = field(default_factory=set)
    complete: bool = True
    change: bool = False
    fixed_doses: set[str] = field(default_factory=set)
    clock: Clock | None = None
    agents_from: date | None = None
    custom: tuple[Lever, ...] = ()
    policies: dict[str, Policy] = field(default_factory=dict)

    def complain(self, path: Sequence[str | int], message: str, *, at_key: bool = False) -> None:
        self.complaints.add(path, message, at_key=at_key)

    def lever(self, key: str) -> Lever | None:
        """A lever of the catalogue or of the file's own."""
        return self.known.levers.get(key) or next((lever for lever in self.custom if lever.key == key), None)

    def forced(self, key: str) -> list[Forced]:
        """All days on which a lever is forced."""
        policy = self.policies.get(key.split(".", 1)[0], Policy())
        return [forced for forced in policy.force if forced.lever == key]
