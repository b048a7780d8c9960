"""Arms: scenarios that extend one base by pieces of a scenario file, and so differ by what a claim is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from sim.kernel.catalogue import catalogue
from sim.scenario.assumptions import own_values
from sim.scenario.compose import compose
from sim.scenario.layer import Layer
from sim.scenario.numbers import FORMAT
from sim.scenario.places import Complaints, Path, Places, shown_path
from sim.scenario.scenario import Scenario
from sim.scenario.shape import fitted
from sim.scenario.tree import Tree
from sim.study.claims.record import CONTROL, Switch

NOT_HERE = ("schema", "extends", "title", "question", "sources", "worlds", "seed", "fitted", "sweep", "watch", "expect")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a scenario file that stands at a path of a file of claims."""

    path: Path
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Arm:
    """A scenario and the parameters that the pieces laid over its base set; `own` are those that no other arm need have
    in common with it."""

    scenario: Scenario
    sets: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()


def laid_over(base: Arm, pieces: Sequence[Piece], title: str, complaints: Complaints) -> Arm | None:
    """A base with pieces of a scenario file laid over it in their order; None, with complaints, where one is wrong."""
    found: Arm | None = base
    for piece in pieces:
        if found is not None and piece.content:
            found = _one_over(found, piece, title, complaints)
    return found


def _one_over(base: Arm, piece: Piece, title: str, complaints: Complaints) -> Arm | None:
    own = Complaints(complaints.file, _below(complaints.places, piece.path))
    tree = Tree({"schema": FORMAT, **deepcopy(dict(piece.content))}, own)
    for key in NOT_HERE:
        if key in piece.content:
            own.add((key,), "this cannot stand here: arms have the base, the luck and the worlds in common. Remove it.")
    layer = Layer(fitted(tree, catalogue()), base.scenario, catalogue(), own, tree.left_out)
    made = compose(layer, title)
    around = shown_path(piece.path)
    complaints.problems += [replace(problem, key=f"{around}.{problem.key}") for problem in own.problems]
    return None if made is None or own.problems else Arm(made, base.sets | set(own_values(layer)))


def _below(places: Places, path: Path) -> Places:
    """The places of what stands below a path, as if it stood at the top of a file."""
    depth = len(path)
    keys = {key[depth:]: place for key, place in places.keys.items() if key[:depth] == path}
    values = {key[depth:]: place for key, place in places.values.items() if key[:depth] == path}
    return Places(keys, values)


def with_own(ground: Arm, pieces: Sequence[Piece], title: str, complaints: Complaints) -> Arm | None:
    """An arm that adds pieces of its own to what all arms have in common; None, with complaints, where one is wrong."""
    made = laid_over(Arm(ground.scenario), pieces, title, complaints)
    return None if made is None else Arm(made.scenario, ground.sets | made.sets, made.sets)


def at_half(arms: Mapping[str, Arm], switches: Sequence[Switch]) -> dict[str, Scenario]:
    """The arms with every switch at half: in all, or, where arms set the switch themselves, in those alone. What
    the control sets stays: where the claim is about the switch, half of it is then put in."""
    halves = {}
    for name, arm in arms.items():
        values = {switch.parameter: switch.half for switch in switches if _halved(switch.parameter, name, arms)}
        halves[name] = replace(arm.scenario, values={**arm.scenario.values, **values})
    return halves


def _halved(parameter: str, name: str, arms: Mapping[str, Arm]) -> bool:
    if not any(parameter in arm.own for arm in arms.values()):
        return True
    kept = name.startswith(CONTROL) and parameter in arms[CONTROL].own
    return parameter in arms[name].own and not kept
