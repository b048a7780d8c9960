"""Everything the package declares, found by walking its folders: nothing is listed by hand."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType, ModuleType
from typing import TypeGuard, TypeVar

from sim.kernel.draws import Stream
from sim.kernel.errors import CatalogueError
from sim.kernel.participant import Participant
from sim.kernel.quantity import Parameter
from sim.kernel.records import CAPITALS, Lever, Outcome, Shock, Window, channels_of
from sim.kernel.state import Field

T = TypeVar("T")
FOLDERS = ("actors", "institutions", "relations", "opinion", "decision", "levers", "shocks", "outcomes")


@dataclass(frozen=True)
class Catalogue:
    """The vocabulary of the model: every record by its key, in a fixed order."""

    parameters: Mapping[str, Parameter]
    fields: Mapping[str, Field]
    streams: Mapping[str, Stream]
    levers: Mapping[str, Lever]
    shocks: Mapping[str, Shock]
    outcomes: Mapping[str, Outcome]
    windows: Mapping[str, Window]
    participants: Mapping[str, type[Participant]]

    def levers_of(self, capital: str) -> tuple[Lever, ...]:
        """A capital's levers in the order of their codes; `hold` comes first."""
        return tuple(lever for lever in self.levers.values() if lever.owner == capital)

    @property
    def places(self) -> tuple[str, ...]:
        """The first words of parameter keys: actors, institutions and the other sections of a scenario file."""
        return tuple(dict.fromkeys(parameter.place for parameter in self.parameters.values()))


def _modules(folder: str) -> Iterator[ModuleType]:
    package = importlib.import_module(f"sim.{folder}")
    yield package
    for found in sorted(pkgutil.walk_packages(package.__path__, f"sim.{folder}."), key=lambda item: item.name):
        yield importlib.import_module(found.name)


def _keyed(kind: str, items: Iterable[tuple[str, T]]) -> Mapping[str, T]:
    found: dict[str, T] = {}
    for key, item in items:
        if key in found and found[key] is not item:
            raise CatalogueError(f"two {kind} are called '{key}'")
        found[key] = item
    return MappingProxyType(found)


def _takes_part(item: object, module: ModuleType) -> TypeGuard[type[Participant]]:
    """Whether this is a participant defined in this module; base classes have no key."""
    return (
        isinstance(item, type)
        and issubclass(item, Participant)
        and item.__module__ == module.__name__
        and bool(item.KEY)
    )


def _by_code(lever: Lever) -> tuple[int, int]:
    return CAPITALS.index(lever.owner), int(lever.code[1:])


def _check(catalogue: Catalogue) -> None:
    for lever in catalogue.levers.values():
        if lever.owner not in CAPITALS:
            raise CatalogueError(f"{lever.key}: its owner must be one of {', '.join(CAPITALS)}")
        for part in lever.parts:
            unknown = set(part.features) - set(channels_of(lever.owner))
            if unknown:
                raise CatalogueError(f"{lever.key}: no such feature channel: {', '.join(sorted(unknown))}")
        if lever.window is not None and lever.window not in catalogue.windows:
            raise CatalogueError(f"{lever.key}: no such legal window: {lever.window}")
        _check_fields(lever.key, (*lever.reads, *lever.moves), catalogue)
    for shock in catalogue.shocks.values():
        _check_fields(shock.key, shock.moves, catalogue)


def _check_fields(owner: str, keys: Iterable[str], catalogue: Catalogue) -> None:
    for key in keys:
        if key not in catalogue.fields:
            raise CatalogueError(f"{owner}: no such state field: {key}")


@cache
def catalogue() -> Catalogue:
    """Everything declared under the floor-one folders of the package.

    Raises CatalogueError where two records share a key or one names something that does not exist.
    """
    participants: list[type[Participant]] = []
    records: dict[type, list[object]] = {Lever: [], Shock: [], Outcome: [], Window: []}
    for folder in FOLDERS:
        for module in _modules(folder):
            for item in vars(module).values():
                if type(item) in records:
                    records[type(item)].append(item)
                elif _takes_part(item, module):
                    participants.append(item)
    levers = sorted((item for item in records[Lever] if isinstance(item, Lever)), key=_by_code)
    built = Catalogue(
        parameters=_keyed("parameters", ((p.key, p) for owner in participants for p in owner.PARAMETERS)),
        fields=_keyed("state fields", ((f.key, f) for owner in participants for f in owner.FIELDS)),
        streams=_keyed("streams", ((s.key, s) for owner in participants for s in owner.STREAMS)),
        levers=_keyed("levers", ((lever.key, lever) for lever in levers)),
        shocks=_keyed("shocks", ((s.key, s) for s in records[Shock] if isinstance(s, Shock))),
        outcomes=_keyed("outcomes", ((o.key, o) for o in records[Outcome] if isinstance(o, Outcome))),
        windows=_keyed("windows", ((w.key, w) for w in records[Window] if isinstance(w, Window))),
        participants=_keyed("participants", ((p.KEY, p) for p in participants)),
    )
    _check(built)
    return built
