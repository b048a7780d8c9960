"""Tables of what the model knows: levers, outcomes, scenarios and the week's phases, from their records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sim.kernel.records import ONCE, Lever, Outcome
from sim.report.words import CAPITAL_NAMES, day

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario

BETTER = {"higher": " Higher is better.", "lower": " Lower is better."}


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, no_wrap=column == "Name", overflow="fold")
    return table


def lever_object(lever: Lever) -> dict[str, object]:
    """A lever's record for JSON."""
    return {
        "label": lever.label,
        "sentence": lever.sentence,
        "owner": lever.owner,
        "tempo": lever.tempo,
        "sealed": lever.sealed,
        "needs": lever.needs,
        "clock": lever.clock,
        "political_cost": lever.political_cost,
        "cooldown": None if lever.cooldown >= ONCE else lever.cooldown,
        "parts": {part.key: part.label for part in lever.parts},
        "features": lever.features,
        "reads": lever.reads,
        "moves": lever.moves,
        "evidence": lever.grade,
        "source": lever.source,
    }


def levers_report(levers: Sequence[Lever]) -> RenderableType:
    """Every lever by its capital: its name in a scenario file, what it is, and when it can be pulled."""
    owners = dict.fromkeys(lever.owner for lever in levers)
    parts: list[RenderableType] = []
    for owner in owners:
        table = _table(CAPITAL_NAMES[owner], "Name", "What it is")
        for lever in levers:
            if lever.owner == owner:
                table.add_row(lever.name, _lever_words(lever))
        parts.append(Padding(table, (0, 0, 1, 0)))
    return Group(*parts)


def _lever_words(lever: Lever) -> Text:
    words = Text(lever.sentence)
    if lever.needs:
        words.append(f" Needs: {lever.needs.rstrip('.')}.", style="dim")
    return words


def lever_card(lever: Lever) -> RenderableType:
    """All that is known about one lever."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    again = "once only" if lever.cooldown >= ONCE else f"after {lever.cooldown} weeks" if lever.cooldown else "any week"
    doses = ", ".join(f"{part.key} ({part.label})" for part in lever.parts)
    features = ", ".join(f"{channel} {value:g}" for channel, value in lever.features.items())
    rows = {
        "key": lever.key,
        "needs": lever.needs or "nothing",
        "clock": lever.clock,
        "decided": f"{lever.tempo}{', sealed' if lever.sealed else ', public'}",
        "political cost": f"{lever.political_cost:g} points of approval",
        "again": again,
        "doses": f"{doses}: 0 is off, 1 is the full measure",
        "seen as": features or "nothing",
        "reads": ", ".join(lever.reads),
        "moves": ", ".join(lever.moves),
        "evidence": str(lever.grade),
        "source": lever.source,
    }
    for name, value in rows.items():
        if value:
            table.add_row(name, value)
    return Group(Text(lever.label, style="bold"), Text(lever.sentence), table)


def outcome_object(outcome: Outcome) -> dict[str, object]:
    """An outcome's record for JSON."""
    return {
        "label": outcome.label,
        "unit": outcome.unit,
        "help": outcome.help,
        "low": outcome.low,
        "high": outcome.high,
        "better": outcome.better,
        "floor": outcome.floor,
        "series": outcome.series,
    }


def outcomes_report(outcomes: Iterable[Outcome]) -> RenderableType:
    """Every outcome: its name in a scenario file, its unit, and what it means."""
    table = _table("Outcomes", "Name", "Unit", "What it is")
    for outcome in outcomes:
        words = Text(outcome.help)
        words.append(BETTER.get(outcome.better, ""), style="dim")
        table.add_row(outcome.key, outcome.unit, words)
    return table


def scenario_object(scenario: Scenario) -> dict[str, object]:
    """A scenario's head for JSON."""
    return {
        "title": scenario.title,
        "question": scenario.question,
        "hash": scenario.digest,
        "start": scenario.start,
        "weeks": scenario.weeks,
        "sources": scenario.sources,
    }


def scenarios_report(scenarios: dict[str, Scenario]) -> RenderableType:
    """Every scenario that comes with the project: its name, title, question and horizon."""
    table = _table("Scenarios", "Name", "What it asks")
    for name, scenario in scenarios.items():
        words = Text(scenario.title, style="bold")
        if scenario.question:
            words.append(f". {scenario.question}", style="not bold")
        words.append(f" {scenario.weeks} weeks from {day(scenario.start)}.", style="not bold dim")
        table.add_row(name, words)
    return table
