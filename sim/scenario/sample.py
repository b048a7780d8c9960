"""The parameters of each world of a run: a default, a value from the file, or a draw from what is uncertain."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.data.fitted import Fitted
from sim.kernel.catalogue import Catalogue, catalogue
from sim.kernel.draws import Draws, Law, Stream
from sim.kernel.errors import RunError, near_matches
from sim.kernel.quantity import Quantity
from sim.kernel.state import Array
from sim.kernel.worlds import Numbers, Worlds
from sim.scenario.scenario import Scenario


def input_stream(key: str) -> Stream:
    """The luck of one uncertain input: its own stream, so that another uncertain input never shifts it."""
    return Stream(f"inputs.{key}", rows=1, law=Law.UNIFORM, help=f"Which value {key} takes in each world.")


def sampled_values(scenario: Scenario, catalogue: Catalogue, draws: Draws) -> dict[str, Array]:
    """Every parameter of the catalogue, shape (1,) where all worlds share it and (world,) where it is uncertain.

    The doses of forced levers that the scenario calls uncertain (`tokyo.export_controls.dose`) come along, by
    their own keys, shape (world,).
    """
    values: dict[str, Array] = {
        key: np.array([scenario.values.get(key, parameter.default)]) for key, parameter in catalogue.parameters.items()
    }
    for key, spread in scenario.uncertain.items():
        values[key] = spread.sample(draws.week(input_stream(key), 0)[0])
    return values


def worlds_of(scenario: Scenario, asked: int | Worlds | None) -> Worlds:
    """The worlds that are meant: the ones that are told, so many in a row, or as many as the scenario says."""
    if isinstance(asked, Worlds):
        return asked
    return worlds_with(scenario, np.arange(scenario.worlds if asked is None else asked))


def worlds_with(scenario: Scenario, luck: Numbers, given: Mapping[str, Array] | None = None) -> Worlds:
    """Worlds with these lucks, (world,), of which world 0 goes on with that of others as the scenario says."""
    first = luck == 0
    changes = scenario.luck if first.any() else ()
    clock = scenario.clock
    later = {clock.week_of(change.at): np.where(first, change.world, luck) for change in changes}
    return Worlds(luck, given or {}, later)


def drawn(scenario: Scenario, found: Fitted, luck: Numbers) -> dict[str, Array]:
    """The fitted parameters of worlds with these lucks, by parameter, (world,): one draw a world, so that a run shows
    what the record leaves open. What the scenario sets to something else, or calls uncertain, is left to it."""
    known = catalogue()
    usual = {key: found.values.get(key, known.parameters[key].default) for key in found.keys}
    return {
        key: values
        for key, values in found.for_worlds(luck).items()
        if key not in scenario.uncertain and value_of(scenario, known, key) == usual[key]
    }


def worlds_drawn(found: Fitted, scenario: Scenario, *others: Scenario) -> Worlds:
    """As many worlds as the first scenario says, each with its own draw of the fitted parameters. Where several
    scenarios are compared, a parameter that one of them sets is left to all of them."""
    luck = np.arange(scenario.worlds)
    given = drawn(scenario, found, luck)
    for other in others:
        given = {key: values for key, values in given.items() if key in drawn(other, found, luck)}
    return worlds_with(scenario, luck, given)


def inputs_of(scenario: Scenario, catalogue: Catalogue) -> dict[str, Quantity]:
    """What may differ from world to world: every parameter, and the doses of the levers that the scenario forces."""
    own = {lever.key: lever for lever in scenario.custom_levers}
    found: dict[str, Quantity] = dict(catalogue.parameters)
    for policy in scenario.policies.values():
        for forced in policy.force:
            lever = catalogue.levers.get(forced.lever) or own[forced.lever]
            found |= {f"{lever.key}.{part.key}": lever.dose_of(part) for part in lever.parts}
    return found


def check_given(scenario: Scenario, catalogue: Catalogue, given: Mapping[str, Array]) -> None:
    """Raises RunError where a value given by world is of nothing that exists, or out of its range."""
    if not given:
        return
    known = inputs_of(scenario, catalogue)
    for key, values in given.items():
        if key not in known:
            raise RunError(
                f"{key} is given by world, but it is neither a parameter nor the dose of a lever that "
                f"'{scenario.title}' forces.{near_matches(key, known)}"
            )
        wrong = values[~((values >= known[key].low) & (values <= known[key].high))]
        if wrong.size:
            raise RunError(f"{key}: {known[key].complaint(float(wrong[0]))}")


def value_of(scenario: Scenario, catalogue: Catalogue, key: str) -> float:
    """What an input is in every world where nothing else is given: a parameter's value, or the dose on the first day
    on which its lever is forced. NaN for the dose of a lever that is not forced."""
    if key in catalogue.parameters:
        return scenario.values.get(key, catalogue.parameters[key].default)
    lever, _, part = key.rpartition(".")
    doses = (
        forced.doses[part] for policy in scenario.policies.values() for forced in policy.force if forced.lever == lever
    )
    return next(doses, float("nan"))
