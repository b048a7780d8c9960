"""The register of the evidence: where each number and event comes from, and who uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.asked import AsJson
from sim.cli.shell import print_rich, shell
from sim.kernel.errors import SimError, near_matches

if TYPE_CHECKING:
    from sim.study.evidence.entry import Kind

NAME_IN_HELP = "A parameter, series, act or event; part of a name; a place, family or lever; a month such as 2019-08."
CLASS_IN_HELP = "Only data, literature or judgement (parameters), or high, medium or low confidence (facts)."
KIND_IN_HELP = "Only one kind: parameter, series, observation, act or event."
USER_IN_HELP = "Only what a participant, lever, shock, scenario, fitted set or study uses."


@shell.command("evidence")
def evidence_command(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help=NAME_IN_HELP)] = None,
    grade: Annotated[str | None, typer.Option("--class", metavar="CLASS", help=CLASS_IN_HELP)] = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help=KIND_IN_HELP)] = None,
    who: Annotated[str | None, typer.Option("--used-by", metavar="WHO", help=USER_IN_HELP)] = None,
    as_json: AsJson = False,
) -> None:
    """Look up any number or event: source, range, class, and who uses it."""
    from sim.kernel.plain import to_json
    from sim.report.evidence.register import (
        CLASSES,
        entries_report,
        entry_card,
        entry_object,
        overview,
        overview_object,
    )
    from sim.study.evidence.register import register

    known = register()
    if (name, grade, kind, who) == (None, None, None, None):
        if as_json:
            print(to_json(overview_object(known)))
        else:
            print_rich(overview(known))
        return
    if grade is not None and grade not in CLASSES:
        raise SimError(f"--class {grade}: no such class.{near_matches(grade, CLASSES)} Write {' or '.join(CLASSES)}.")
    found = known.select(name, kind=_kind(kind), grade=grade, who=who)
    if as_json:
        print(to_json({entry.key: entry_object(entry, known.uses[entry.key]) for entry in found}))
    elif len(found) == 1:
        print_rich(entry_card(found[0], known.uses[found[0].key], known.parts(found[0])))
    else:
        print_rich(entries_report(found))


def _kind(word: str | None) -> Kind | None:
    from sim.study.evidence.entry import Kind

    if word is None:
        return None
    if word in tuple(Kind):
        return Kind(word)
    raise SimError(f"--kind {word}: no such kind.{near_matches(word, Kind)} Write {' or '.join(Kind)}.")
