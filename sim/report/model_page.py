"""The tables in docs/model.md, written from the declarations themselves: `python -m sim.report.model_page`.

The page's prose is written by hand; what stands between a pair of markers is generated, and a test fails where it no
longer agrees with the declarations.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sim.engine.week import WEEK
from sim.kernel.catalogue import catalogue
from sim.kernel.records import ALLY_CHANNELS, CAPITALS, ONCE, WASHINGTON_CHANNELS, Lever, channels_of
from sim.report.words import CAPITAL_NAMES

PAGE = Path(__file__).parents[2] / "docs" / "model.md"
MARKED = re.compile(r"(<!-- generated: (?P<name>[a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(_cell(word) for word in line)} |\n" for line in lines)


def _cell(word: str) -> str:
    return word.replace("|", "\\|").replace("\n", " ")


def _bound(value: float) -> str:
    return f"{value:,g}" if abs(value) < 1e6 else f"{value:,.0f}" if math.isfinite(value) else "no limit"


def _sections(rows: Iterable[tuple[str, Sequence[str]]], head: Sequence[str]) -> str:
    """One table under a heading for every first word, in order of appearance."""
    grouped: dict[str, list[Sequence[str]]] = {}
    for name, row in rows:
        grouped.setdefault(name, []).append(row)
    return "\n".join(f"#### {name}\n\n{table(head, group)}" for name, group in grouped.items())


def parameters() -> str:
    rows = (
        (
            record.place,
            [
                f"`{record.key}`",
                record.label,
                record.unit,
                f"{record.default:g}",
                f"{record.low:g} to {record.high:g}",
                str(record.role),
                str(record.grade),
                f"{record.help} Source: {record.source}",
            ],
        )
        for record in sorted(catalogue().parameters.values(), key=lambda record: record.place)
    )
    return _sections(rows, ("key", "label", "unit", "default", "range", "role", "evidence", "what it is"))


def fields() -> str:
    owners = {field.key: kind.LABEL for kind in catalogue().participants.values() for field in kind.FIELDS}
    rows = (
        (
            owners[field.key],
            [
                f"`{field.key}`",
                field.label,
                ", ".join(field.rows) or "one",
                field.unit,
                f"{_bound(field.low)} to {_bound(field.high)}",
                "yes" if field.recorded else "",
                field.help,
            ],
        )
        for field in catalogue().fields.values()
    )
    return _sections(rows, ("key", "label", "rows", "unit", "bounds", "recorded", "what it is"))


def streams() -> str:
    known = catalogue().streams.values()
    rows = ([f"`{stream.key}`", str(stream.law), str(stream.rows), stream.help] for stream in known)
    return table(("stream", "law", "draws a week", "what it decides"), rows)


def levers() -> str:
    rows = ((CAPITAL_NAMES[lever.owner], _lever_row(lever)) for lever in catalogue().levers.values())
    head = ("key", "what it is", "needs and clock", "decided", "cost (pp)", "again", "evidence and source")
    return _sections(rows, head)


def _lever_row(lever: Lever) -> list[str]:
    again = "once" if lever.cooldown >= ONCE else f"after {lever.cooldown} weeks" if lever.cooldown else "any week"
    return [
        f"`{lever.key}`",
        f"{lever.label}. {lever.sentence}",
        " ".join(words for words in (lever.needs, lever.clock) if words),
        str(lever.tempo),
        f"{lever.political_cost:g}",
        again,
        f"{lever.grade}: {lever.source}",
    ]


def features() -> str:
    """How each lever is seen by the others: one table a capital, one row a lever or part of a lever."""
    parts = []
    for capital in CAPITALS:
        channels = channels_of(capital)
        rows = [
            [f"`{lever.name}`" + (f" ({part.key})" if len(lever.parts) > 1 else "")]
            + [f"{part.features.get(channel, 0):g}" for channel in channels]
            for lever in catalogue().levers_of(capital)
            for part in lever.parts
        ]
        head = ["lever", *(channel.replace("_", " ") for channel in channels)]
        parts.append(f"#### {CAPITAL_NAMES[capital]}\n\n{table(head, rows)}")
    return "\n".join(parts)


def channels() -> str:
    kinds = {"Seoul and Tokyo": ALLY_CHANNELS, "Washington": WASHINGTON_CHANNELS}
    rows = ([who, name.replace("_", " "), words] for who, kind in kinds.items() for name, words in kind.items())
    return table(("of", "channel", "what it says about a move"), rows)


def shocks() -> str:
    rows = (
        [
            f"`{shock.key}`",
            f"{shock.label}. {shock.sentence}",
            f"{shock.size.low:g} to {shock.size.high:g}, {shock.size.unit}",
            f"{shock.option}: {', '.join(shock.choices)}" if shock.option else "",
            "yes" if shock.lasts else "",
            f"{shock.grade}: {shock.source}",
        ]
        for shock in catalogue().shocks.values()
    )
    return table(("key", "what happens", "size", "option", "may last (`until`)", "evidence and source"), rows)


def outcomes() -> str:
    rows = (
        [f"`{outcome.key}`", outcome.label, outcome.unit, outcome.better or "depends on whom one asks", outcome.help]
        for outcome in catalogue().outcomes.values()
    )
    return table(("key", "label", "unit", "better", "what it is"), rows)


def week() -> str:
    return "".join(f"{place}. {phase.label} (`{phase.key}`)\n" for place, phase in enumerate(WEEK, start=1))


SECTIONS: dict[str, Callable[[], str]] = {
    "week": week,
    "fields": fields,
    "streams": streams,
    "parameters": parameters,
    "channels": channels,
    "levers": levers,
    "features": features,
    "shocks": shocks,
    "outcomes": outcomes,
}


def refreshed(page: str) -> str:
    """The page with every generated part written anew."""
    return MARKED.sub(lambda found: f"{found[1]}\n{SECTIONS[found['name']]()}\n{found[3]}", page)


def main() -> None:
    """Write the generated parts of docs/model.md anew."""
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
