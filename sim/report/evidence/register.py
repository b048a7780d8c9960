"""The register of the evidence for a terminal and as JSON: an overview, lists, and all about one entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sim.data.archive import VALIDATION_FROM, Confidence
from sim.kernel.quantity import Evidence
from sim.report.words import counted
from sim.study.evidence.entry import Entry, How, Kind, Sample, Use
from sim.study.evidence.register import Register

INDENT = 4
HEADINGS = {
    Kind.PARAMETER: "Parameters",
    Kind.SERIES: "Series",
    Kind.OBSERVATION: "Observations",
    Kind.ACT: "Acts",
    Kind.EVENT: "Events",
}
CLASSES = (*(str(grade) for grade in Evidence), *(str(grade) for grade in Confidence))


def entry_object(entry: Entry, uses: Iterable[Use]) -> dict[str, object]:
    """An entry for JSON, without what it does not have."""
    content: dict[str, object | None] = {
        "kind": str(entry.kind),
        "label": entry.label,
        "group": entry.group,
        "value": entry.value,
        "unit": entry.unit or None,
        "low": entry.low,
        "high": entry.high,
        "evidence": entry.grade,
        "source": entry.source,
        "first": _iso(entry.first),
        "last": _iso(entry.last),
        "known_from": _iso(entry.known_from),
        "sample": str(entry.sample) if entry.sample is not None else None,
        "note": entry.note or None,
        "fitted": [
            {"set": found.name, "median": found.median, "low": found.low, "high": found.high} for found in entry.fitted
        ]
        or None,
    }
    used = [{"how": str(use.how), "who": use.who, "words": use.words} for use in uses]
    return {**{key: value for key, value in content.items() if value is not None}, "used_by": used}


def overview_object(known: Register) -> dict[str, object]:
    """What the register holds, in numbers, for JSON."""
    kinds = Counter(entry.kind for entry in known.entries.values())
    return {
        "entries": {str(kind): kinds[kind] for kind in Kind},
        "parameters": {str(grade): _count(known, Kind.PARAMETER, grade=str(grade)) for grade in Evidence},
        "judgement": [entry.key for entry in _of(known, Kind.PARAMETER) if entry.grade == Evidence.JUDGEMENT],
        "fitted": {name: [entry.key for entry in found] for name, found in _fitted(known).items()},
        "observations": _by_family(known, Kind.OBSERVATION),
        "events": _by_family(known, Kind.EVENT),
    }


def overview(known: Register) -> RenderableType:
    """What the register holds: parameters by evidence class, figures and events by what they are about."""
    return Group(
        _parameters(known),
        Text(),
        *(Padding(_fitted_words(name, found), (0, 0, 1, 0)) for name, found in _fitted(known).items()),
        _facts(known, Kind.OBSERVATION, "Observations", with_series=True),
        Text(),
        _facts(known, Kind.EVENT, "Events", with_series=False),
        Text(),
        Text(
            f"Validation: known only from {VALIDATION_FROM} on; no fitted set that comes along has seen it.\n"
            "All about one: trilateral evidence seoul.resolve, kr_visitors_to_japan or 2019-08-22.gsomia_notice. "
            "Lists: a place or family (courts, boycott), a lever, a month (2019-08), or --class judgement.",
            style="dim",
        ),
    )


def entries_report(entries: Sequence[Entry]) -> RenderableType:
    """Entries in short, by their kind."""
    parts: list[RenderableType] = []
    for kind in Kind:
        each = [entry for entry in entries if entry.kind is kind]
        if not each:
            continue
        parts.append(Text(f"{HEADINGS[kind]} ({len(each)})", style="bold underline"))
        for entry in each:
            parts += [_head(entry), Padding(_words(entry), (0, 0, 0, INDENT))]
        parts.append(Text())
    return Group(*parts, Text(f"All about one of them: trilateral evidence {entries[0].key}", style="dim"))


def entry_card(entry: Entry, uses: Sequence[Use], parts: Sequence[Entry]) -> RenderableType:
    """All that is known about one entry: where it comes from, what it may be used for, and who uses it."""
    rows = [("key", entry.key), ("kind", f"{entry.kind}, {_plain(entry.group)}"), *_figures(entry)]
    rows += [("evidence", _class_of(entry)), ("source", entry.source), *_dates(entry), *_uses(uses)]
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for name, value in rows:
        table.add_row(name, value)
    card: list[RenderableType] = [Text(entry.label, style="bold"), table]
    if entry.note:
        card.insert(1, Text(entry.note))
    if parts:
        card += [Text(), _parts_table(parts)]
    return Group(*card)


def _figures(entry: Entry) -> list[tuple[str, str]]:
    name = {Kind.PARAMETER: "default", Kind.OBSERVATION: "value", Kind.EVENT: "intensity"}.get(entry.kind, "")
    rows = [(name, f"{_number(entry.value)} {entry.unit}")] if entry.value is not None else []
    if entry.low is not None and entry.high is not None:
        unit = "" if rows else f" {entry.unit}"
        between = _number(entry.low) if entry.low == entry.high else f"{_number(entry.low)} to {_number(entry.high)}"
        rows.append(("range", f"{between}{unit}"))
    for found in entry.fitted:
        between = f"{found.low:.4g} to {found.high:.4g} in 90 % of the draws"
        rows.append((f"fitted ({found.name})", f"{found.median:.4g}, {between}"))
    return rows


def _dates(entry: Entry) -> list[tuple[str, str]]:
    if entry.first is None or entry.sample is None:
        return []
    return [("days", _days(entry)), ("known from", str(entry.known_from)), ("for", str(entry.sample))]


def _uses(uses: Sequence[Use]) -> list[tuple[str, str]]:
    rows = []
    for how in How:
        found = [f"{use.who} ({use.words})" if use.words else use.who for use in uses if use.how is how]
        if found:
            rows.append((str(how), "\n".join(found)))
    return rows or [("used by", "nothing")]


def _parts_table(parts: Sequence[Entry]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("days", no_wrap=True)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("known", no_wrap=True)
    table.add_column("for", no_wrap=True, style="dim")
    table.add_column("note" if parts[0].kind is Kind.OBSERVATION else "event", style="dim", overflow="fold")
    for part in parts:
        words = part.note if part.kind is Kind.OBSERVATION else part.label
        table.add_row(_days(part), _number(part.value), part.grade, str(part.sample), words)
    return table


def _head(entry: Entry) -> Text:
    """The key of an entry in a list, with its figure or with how many facts it stands for."""
    head = Text(entry.key, style="bold")
    if entry.kind in (Kind.SERIES, Kind.ACT):
        return head.append(f"  {entry.note.partition(':')[0]}", style="not bold")
    if entry.kind is Kind.EVENT or entry.value is None:
        return head
    return head.append(f"  {_number(entry.value)} {entry.unit}", style="not bold")


def _words(entry: Entry) -> Text:
    """What an entry is, how well it is known, and what for it may be used."""
    known = _class_of(entry) if entry.sample is None else f"{_class_of(entry)}, {entry.sample}"
    return Text(entry.label.rstrip(".") + ".").append(f" {known.capitalize()}.", style="dim")


def _class_of(entry: Entry) -> str:
    if entry.kind is Kind.PARAMETER:
        return entry.grade
    better = " or better" if entry.kind in (Kind.SERIES, Kind.ACT) and entry.grade != Confidence.HIGH else ""
    return f"{entry.grade} confidence{better}"


def _days(entry: Entry) -> str:
    return str(entry.first) if entry.first == entry.last else f"{entry.first} to {entry.last}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:,.10g}"


def _plain(key: str) -> str:
    return key.replace("_", " ")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _of(known: Register, kind: Kind) -> list[Entry]:
    return [entry for entry in known.entries.values() if entry.kind is kind]


def _count(known: Register, kind: Kind, *, grade: str) -> int:
    return sum(entry.grade == grade for entry in _of(known, kind))


def _fitted(known: Register) -> dict[str, list[Entry]]:
    """The fitted parameters by the name of the set."""
    found: dict[str, list[Entry]] = {}
    for entry in known.entries.values():
        for fitted in entry.fitted:
            found.setdefault(fitted.name, []).append(entry)
    return found


def _by_family(known: Register, kind: Kind) -> dict[str, dict[str, int]]:
    """How many observations or events there are for calibration and for validation, by family."""
    found: dict[str, dict[str, int]] = {}
    for entry in _of(known, kind):
        counts = found.setdefault(entry.group, {str(sample): 0 for sample in (Sample.CALIBRATION, Sample.VALIDATION)})
        counts[str(entry.sample)] += 1
    return dict(sorted(found.items()))


def _counts_table(heading: str, columns: Iterable[str]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(Text(heading, style="not dim bold underline"), no_wrap=True)
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _parameters(known: Register) -> Table:
    found = _of(known, Kind.PARAMETER)
    grades = tuple(str(grade) for grade in Evidence)
    table = _counts_table(f"Parameters ({len(found)})", (*grades, "fitted"))
    places: dict[str, list[Entry]] = {}
    for entry in found:
        places.setdefault(entry.group, []).append(entry)
    for place, each in {**places, "all": found}.items():
        counts = Counter(entry.grade for entry in each)
        fitted = sum(bool(entry.fitted) for entry in each)
        table.add_row(_plain(place), *(str(counts[grade]) for grade in grades), str(fitted), style=_weight(place))
    return table


def _facts(known: Register, kind: Kind, heading: str, *, with_series: bool) -> Table:
    samples = (str(Sample.CALIBRATION), str(Sample.VALIDATION))
    families = _by_family(known, kind)
    totals = {sample: sum(counts[sample] for counts in families.values()) for sample in samples}
    series = Counter(entry.group for entry in _of(known, Kind.SERIES))
    table = _counts_table(f"{heading} ({sum(totals.values())})", (*(["series"] if with_series else []), *samples))
    for family, counts in {**families, "all": totals}.items():
        number = series.total() if family == "all" else series[family]
        row = ([str(number)] if with_series else []) + [str(counts[sample]) for sample in samples]
        table.add_row(_plain(family), *row, style=_weight(family))
    return table


def _weight(row: str) -> str:
    return "bold" if row == "all" else ""


def _fitted_words(name: str, found: Sequence[Entry]) -> Text:
    return Text(f"Fitted in '{name}' ({counted(len(found), 'parameter')}): {', '.join(entry.key for entry in found)}.")
