"""Tables of what the model knows: levers, parameters, shocks, outcomes, scenarios, a week's phases; from records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sim.kernel.catalogue import catalogue
from sim.kernel.quantity import Parameter
from sim.kernel.records import ONCE, Lever, Outcome, Shock
from sim.report.words import CAPITAL_NAMES, rests
from sim.scenario.sections import path_of

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
    doses = ", ".join(f"{part.key} ({part.label})" for part in lever.parts)
    features = ", ".join(f"{channel} {value:g}" for channel, value in lever.features.items())
    rows = {
        "key": lever.key,
        "needs": lever.needs or "nothing",
        "clock": lever.clock,
        "decided": f"{lever.tempo}{', sealed' if lever.sealed else ', public'}",
        "political cost": f"{lever.political_cost:g} points of approval",
        "again": rests(lever),
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


def parameter_object(record: Parameter) -> dict[str, object]:
    """A parameter's record for JSON; `written` is its place in a scenario file."""
    return {
        "label": record.label,
        "unit": record.unit,
        "default": record.default,
        "low": record.low,
        "high": record.high,
        "help": record.help,
        "role": record.role,
        "written": ".".join(str(step) for step in path_of(record, catalogue())),
        "evidence": record.grade,
        "source": record.source,
    }


def parameters_overview(records: Sequence[Parameter]) -> RenderableType:
    """Every parameter in one line, by the block of a scenario file in which it is written."""
    parts: list[RenderableType] = []
    for block, found in _by_block(records).items():
        parts.append(Text(block, style="bold underline"))
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(overflow="fold")
        table.add_column(justify="right", no_wrap=True)
        table.add_column(style="dim")
        for record in found:
            table.add_row(record.name, f"{record.default:g}", _range_of(record))
        parts += [table, Text()]
    return Group(*parts, Text("What they mean: trilateral parameters courts, or a full key", style="dim"))


def parameters_report(records: Sequence[Parameter]) -> RenderableType:
    """Parameters with default, range, meaning, evidence and source."""
    parts: list[RenderableType] = []
    for block, found in _by_block(records).items():
        parts.append(Text(block, style="bold underline"))
        for record in found:
            name = Text(record.name, style="bold")
            name.append(f"  {record.default:g}", style="not bold")
            name.append(f"  {_range_of(record)}", style="not bold dim")
            words = Text(record.help)
            words.append(f" Source ({record.grade}): {record.source.rstrip('.')}.", style="dim")
            parts += [name, Padding(words, (0, 0, 0, INDENT))]
        parts.append(Text())
    example = records[0]
    return Group(*parts, Text(f"Change one for a run: --set {example.key}={example.default:g}", style="dim"))


def _by_block(records: Iterable[Parameter]) -> dict[str, list[Parameter]]:
    found: dict[str, list[Parameter]] = {}
    for record in records:
        block = ".".join(str(step) for step in path_of(record, catalogue())[:-1])
        found.setdefault(block, []).append(record)
    return found


def _range_of(record: Parameter) -> str:
    return f"{record.low:g} to {record.high:g}, {record.unit}"


def shock_object(shock: Shock) -> dict[str, object]:
    """A shock's record for JSON."""
    return {
        "label": shock.label,
        "sentence": shock.sentence,
        "size": {name: getattr(shock.size, name) for name in ("unit", "default", "low", "high", "help")},
        "option": None if shock.option is None else {shock.option: shock.choices},
        "lasts": shock.lasts,
        "moves": shock.moves,
        "historic": shock.historic,
        "evidence": shock.grade,
        "source": shock.source,
    }


def shocks_report(shocks: Sequence[Shock]) -> RenderableType:
    """Every shock: its name in a scenario file, what happens, its size, and what else has to be written."""
    parts: list[RenderableType] = []
    for shock in shocks:
        size = shock.size
        words = Text(shock.sentence)
        words.append(f" Size: {size.default:g} ({size.low:g} to {size.high:g}, {size.unit}).", style="dim")
        if shock.option is not None:
            words.append(f" Say which {shock.option}: {', '.join(shock.choices)}.", style="dim")
        if shock.lasts:
            words.append(" Lasts until a day.", style="dim")
        parts += [Text(shock.key, style="bold"), Padding(words, (0, 0, 0, INDENT))]
    return Group(*parts, Text(f"In a scenario file:\nshocks:\n  - {_example(shocks[0])}", style="dim"))


def _example(shock: Shock) -> str:
    option = f", {shock.option}: {shock.choices[0]}" if shock.option is not None else ""
    return f"{{{shock.key}: {{at: 2019-10-02, size: {shock.size.default:g}{option}}}}}"


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
        words.append(
            f"{BETTER.get(outcome.better, '')} A difference below {outcome.floor:g} is too small to matter.",
            style="dim",
        )
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
