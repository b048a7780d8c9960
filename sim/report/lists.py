"""Tables of what the model knows: levers, outcomes, scenarios and the week's phases, from their records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sim.kernel.records import ONCE, Lever, Outcome
from sim.report.words import CAPITAL_NAMES

if TYPE_CHECKING:
    from sim.scenario.library import Card

INDENT = 4
BETTER = {"higher": " Higher is better.", "lower": " Lower is better."}


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
    """Every lever by its capital: its name in a scenario file, what it is, and what it needs."""
    parts: list[RenderableType] = []
    for owner in dict.fromkeys(lever.owner for lever in levers):
        parts.append(Text(CAPITAL_NAMES[owner], style="bold underline"))
        for lever in levers:
            if lever.owner == owner:
                parts += [Text(lever.name, style="bold"), Padding(_lever_words(lever), (0, 0, 0, INDENT))]
        parts.append(Text())
    return Group(*parts, Text("All about one of them: trilateral levers seoul.gsomia_notice", style="dim"))


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
    parts: list[RenderableType] = []
    for outcome in outcomes:
        name = Text(outcome.key, style="bold")
        name.append(f"  {outcome.unit}", style="not bold dim")
        words = Text(outcome.help)
        words.append(BETTER.get(outcome.better, ""), style="dim")
        parts += [name, Padding(words, (0, 0, 0, INDENT))]
    return Group(*parts)


def scenario_object(card: Card) -> dict[str, object]:
    """A scenario's head for JSON."""
    return {"title": card.title, "question": card.question, "file": str(card.path)}


def scenarios_report(cards: Iterable[Card]) -> RenderableType:
    """Every scenario that comes along: its name, its title, and its question."""
    parts: list[RenderableType] = []
    for card in cards:
        words = Text(card.title)
        if card.question:
            words.append(f"\n{card.question}", style="dim")
        parts += [Text(card.name, style="bold"), Padding(words, (0, 0, 0, INDENT))]
    return Group(*parts, Text("Run one of them: trilateral run baseline", style="dim"))


def week_report(phases: Sequence[tuple[str, str]]) -> RenderableType:
    """The phases of a week in their order, each with what happens in it."""
    table = Table(title="A week", title_justify="left", title_style="bold", box=None, pad_edge=False, show_header=False)
    table.add_column(justify="right", style="dim")
    table.add_column(no_wrap=True, style="bold")
    table.add_column()
    for place, (name, words) in enumerate(phases, start=1):
        table.add_row(str(place), name, words)
    return table
