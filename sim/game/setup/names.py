"""The names of the model that a game uses, and those of them that the model does not have."""

from __future__ import annotations

from collections.abc import Iterator

from sim.game.setup.form import series_of
from sim.game.setup.records import Setup
from sim.kernel.catalogue import Catalogue
from sim.scenario.scenario import Scenario


def unknown_names(setup: Setup, scenario: Scenario, known: Catalogue) -> Iterator[str]:
    """Levers, parts, shocks, outcomes and series that a game names and that this version of the model has not."""
    levers = {**known.levers, **{lever.key: lever for lever in scenario.custom_levers}}
    for team in setup.teams.values():
        for line in team.standing:
            lever = levers.get(line.lever)
            if lever is None:
                yield line.lever
            elif set(line.doses) != {part.key for part in lever.parts}:
                yield f"{line.lever} ({', '.join(line.doses)})"
    wanted = [objective.outcome for team in setup.teams.values() for objective in team.objectives]
    asked = [question.outcome for question in setup.questions]
    yield from (outcome for outcome in (*setup.watch, *wanted, *asked) if outcome not in known.outcomes)
    for inject in setup.injects:
        shock = known.shocks.get(inject.shock) if inject.shock is not None else None
        if inject.shock is not None and (shock is None or (inject.option or "") not in (shock.choices or ("",))):
            yield f"{inject.shock} ({inject.option})" if inject.option else inject.shock
        if inject.when is not None and inject.when.series not in series_of(known):
            yield inject.when.series
