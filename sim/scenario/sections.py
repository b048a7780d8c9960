"""Which block of a scenario file each parameter is written in."""

from __future__ import annotations

from collections.abc import Iterator

from sim.kernel.catalogue import Catalogue
from sim.kernel.quantity import Parameter
from sim.scenario.places import Path

ACTORS = "actors"
INSTITUTIONS = "institutions"
ONE_LEVEL = ("relations", "decision")
SECTIONS = (ACTORS, INSTITUTIONS, *ONE_LEVEL)


def section_of(place: str, catalogue: Catalogue) -> str:
    """The block of a place: `actors`, `institutions`, or the place itself where it is a block of its own."""
    if place in ONE_LEVEL:
        return place
    participant = catalogue.participants.get(place)
    declared_in = participant.__module__.split(".") if participant is not None else []
    return INSTITUTIONS if INSTITUTIONS in declared_in else ACTORS


def path_of(parameter: Parameter, catalogue: Catalogue) -> Path:
    """Where a parameter stands in a file: ("actors", "seoul", "resolve") or ("decision", "precision")."""
    section = section_of(parameter.place, catalogue)
    return (section, parameter.name) if section in ONE_LEVEL else (section, parameter.place, parameter.name)


def paths(catalogue: Catalogue) -> Iterator[tuple[Path, Parameter]]:
    """Every parameter with its place in a file."""
    for parameter in catalogue.parameters.values():
        yield path_of(parameter, catalogue), parameter
