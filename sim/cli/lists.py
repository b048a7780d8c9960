"""Lists of what the model knows: levers, parameters, shocks, outcomes, scenarios, the week."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, TypeVar

import typer

from sim.cli.asked import AsJson
from sim.cli.shell import print_rich, shell
from sim.kernel.errors import SimError, near_matches

CAPITALS_IN_HELP = "Words of a lever's name, or a capital, to show only those; a full key shows all that is known."
PLACES_IN_HELP = "A place (seoul, courts, relations), words of a name, or a full key, to show all about only those."

T = TypeVar("T")


@shell.command("levers")
def levers_command(
    which: Annotated[str | None, typer.Argument(metavar="[WHICH]", help=CAPITALS_IN_HELP)] = None,
    as_json: AsJson = False,
) -> None:
    """List what each capital can do."""
    from sim.kernel.catalogue import catalogue
    from sim.kernel.plain import to_json
    from sim.report.lists import lever_card, lever_object, levers_report

    known = catalogue().levers
    found = _matching(which, {key: (lever, lever.owner) for key, lever in known.items()}, "lever")
    if as_json:
        print(to_json({lever.key: lever_object(lever) for lever in found}))
    else:
        print_rich(lever_card(found[0]) if len(found) == 1 else levers_report(found))


@shell.command("parameters")
def parameters_command(
    which: Annotated[str | None, typer.Argument(metavar="[WHICH]", help=PLACES_IN_HELP)] = None,
    as_json: AsJson = False,
) -> None:
    """List the model's numbers, which a scenario may set."""
    from sim.kernel.catalogue import catalogue
    from sim.kernel.plain import to_json
    from sim.report.lists import parameter_object, parameters_overview, parameters_report

    known = catalogue().parameters
    found = _matching(which, {key: (record, record.place) for key, record in known.items()}, "parameter or place")
    if as_json:
        print(to_json({record.key: parameter_object(record) for record in found}))
    else:
        print_rich(parameters_overview(found) if which is None else parameters_report(found))


@shell.command("shocks")
def shocks_command(
    which: Annotated[str | None, typer.Argument(metavar="[WHICH]", help="Words of a shock's name.")] = None,
    as_json: AsJson = False,
) -> None:
    """List what can happen and nobody chooses."""
    from sim.kernel.catalogue import catalogue
    from sim.kernel.plain import to_json
    from sim.report.lists import shock_object, shocks_report

    found = _matching(which, {key: (record, key) for key, record in catalogue().shocks.items()}, "shock")
    if as_json:
        print(to_json({record.key: shock_object(record) for record in found}))
    else:
        print_rich(shocks_report(found))


def _matching(which: str | None, known: Mapping[str, tuple[T, str]], kind: str) -> list[T]:
    """The records with this key or of this group; else those whose key holds the word. Raises SimError for none."""
    found = [record for key, (record, group) in known.items() if which in (None, key, group)]
    found = found or [record for key, (record, _) in known.items() if str(which) in key]
    if not found:
        near = near_matches(str(which), [*dict.fromkeys(group for _, group in known.values()), *known])
        raise SimError(f"there is no {kind} '{which}'.{near}")
    return found


@shell.command("outcomes")
def outcomes_command(as_json: AsJson = False) -> None:
    """List what is watched."""
    from sim.kernel.catalogue import catalogue
    from sim.kernel.plain import to_json
    from sim.report.lists import outcome_object, outcomes_report

    known = catalogue().outcomes
    if as_json:
        print(to_json({key: outcome_object(outcome) for key, outcome in known.items()}))
    else:
        print_rich(outcomes_report(known.values()))


@shell.command("scenarios")
def scenarios_command(as_json: AsJson = False) -> None:
    """List the scenarios that come along."""
    from sim.kernel.plain import to_json
    from sim.report.lists import scenario_object, scenarios_report
    from sim.scenario.library import library

    cards = library()
    if as_json:
        print(to_json({card.name: scenario_object(card) for card in cards}))
    else:
        print_rich(scenarios_report(cards))


@shell.command("week")
def week_command(as_json: AsJson = False) -> None:
    """List the phases of a week in their order."""
    from sim.engine.week import WEEK
    from sim.kernel.plain import to_json
    from sim.report.lists import week_report

    if as_json:
        print(to_json([{"phase": phase.key, "label": phase.label} for phase in WEEK]))
    else:
        print_rich(week_report([(phase.key, phase.label) for phase in WEEK]))
