"""What hung on each act of a scenario, as a document: sentences, a ranking, effects over the calendar."""

from __future__ import annotations

from collections.abc import Sequence

from sim.kernel.catalogue import catalogue
from sim.kernel.versions import versions
from sim.report.charts.timeline import LEGEND, Moment, timeline_chart
from sim.report.document import Chart, Column, Document, Section, Table
from sim.report.studies.deeds import deed, event
from sim.report.words import (
    CAPITAL_NAMES,
    bound,
    counted,
    day,
    digits_for,
    in_worlds,
    is_event,
    joined,
    number,
    percent,
    signed,
)
from sim.report.write_document import file_stem
from sim.results import Difference
from sim.study.turning_points import (
    BY_NAME,
    KINDS,
    NOTHING,
    THEN,
    TURNED,
    TURNING,
    Broken,
    TurningPoint,
    TurningPoints,
)

SENTENCES = 8
EFFECTS_NAMED = 3
NAMED_ON_CHART = 6
LIMITS = (
    "Only one act is taken away at a time. Two acts of which each would have been enough both look as if nothing hung "
    "on them.",
    "With --then script the others go on as in the record, and answer an act that never was; with --then agents they "
    "are free, and their answers to its absence are the model's.",
    "A later act that needs this one is impossible without it. What is said to hang on an act includes all that could "
    "not follow it.",
    "Outcomes are taken over the whole scenario, so a late act has had less time to matter.",
    "An act is left out for its week. Where agents decide afterwards, they may do it a week later.",
)


def turning_points_document(found: TurningPoints, command: str = "") -> Document:
    """Which acts of a scenario were turning points, and which changed nothing."""
    scenario, ranked = found.scenario, found.ranked()
    return Document(
        kind="turning points",
        title=f"Turning points: {scenario.title}",
        question="On which of these acts did most hang? Each is left undone on its day, one at a time, "
        "and the same worlds are played again.",
        findings=tuple(_findings(found, ranked)),
        setup=_setup(found),
        sections=tuple(_sections(found, ranked)),
        limits=LIMITS,
        provenance={
            "command": command,
            "scenario": {"title": scenario.title, "hash": scenario.digest},
            "then": found.then,
            "seed": found.seed,
            "worlds": found.worlds,
            "weeks": scenario.weeks,
            "outcomes": found.outcomes,
            "standard_errors_for_clear": found.confidence,
            "versions": versions(),
        },
    )


def _setup(found: TurningPoints) -> tuple[str, ...]:
    clock = found.scenario.clock
    questions = len(found.points) * len(found.outcomes)
    other = "the scenario itself" if found.then == "script" else "the same, with the act"
    return (
        f"{counted(len(found.points), 'forced act')} between {day(clock.start)} and {day(clock.end)}, each left undone "
        f"on its day: the capital holds that week. Then, {THEN[found.then]}.",
        f"Each is compared with {other} in the same {counted(found.worlds, 'world')}, under the same luck (seed "
        f"{found.seed}). Where an act is impossible, the capital holds in both.",
        f"{counted(questions, 'difference')} are looked at. One is called clear when it is "
        f"{number(found.confidence, 1)} standard errors from zero: if nothing hung on any act, all of them together "
        "would show a clear difference by luck in fewer than one study of twenty (Bonferroni's bound). Intervals are "
        "for one difference alone.",
        f"A turning point moved an outcome clearly and by {TURNING:g} times the least difference worth talking about "
        "('trilateral outcomes'), or more.",
    )


def _findings(found: TurningPoints, ranked: Sequence[TurningPoint]) -> list[str]:
    turned = [point for point in ranked if found.kind(point) == TURNED]
    sentences = [_counts(found)]
    sentences += [what_hung_on(found, point) for point in turned[:SENTENCES]]
    left = len(turned) - SENTENCES
    if left > 0:
        sentences.append(f"{counted(left, 'more turning point')} stand in the table.")
    nothing = [point for point in found.points if found.kind(point) == NOTHING]
    if nothing:
        acts = joined([_act(point) for point in nothing])
        sentences.append(f"Nothing watched here hung on {acts}: every world stays the same to the last digit.")
    return sentences


def _counts(found: TurningPoints) -> str:
    kinds = [found.kind(point) for point in found.points]
    parts = [f"{kind}: {kinds.count(kind)}" for kind in KINDS if kind in kinds]
    return f"Of {counted(len(kinds), 'forced act')}: {'; '.join(parts)}."


def _act(point: TurningPoint) -> str:
    """`Tokyo's White-list removal of 2 August 2019`."""
    return f"{CAPITAL_NAMES[point.lever.owner]}'s '{point.lever.label}' of {day(point.forced.at)}"


def what_hung_on(found: TurningPoints, point: TurningPoint) -> str:
    """`Had Tokyo not ... on 2 August 2019, the pact would have lapsed in ...`, and what could not follow."""
    return f"{what_would_be(found, point, EFFECTS_NAMED)} {_chain(point)}".strip()


def what_would_be(found: TurningPoints, point: TurningPoint, effects: int) -> str:
    """`Had Tokyo not ... on 2 August 2019, the pact would have lapsed in ...`, with so many effects at most."""
    clauses = [_clause(point, key) for key in found.clear(point)[:effects]]
    who = CAPITAL_NAMES[point.lever.owner]
    return f"Had {who} not {deed(point.lever)} on {day(point.forced.at)}, {joined(clauses)}."


def _clause(point: TurningPoint, key: str) -> str:
    record, effect = catalogue().outcomes[key], point.effects[key]
    if is_event(key):
        low, high = (bound(100.0 * value, 0) for value in (effect.low, effect.high))
        interval = f"; 95%: {low} to {high}" if low != high else ""
        return (
            f"{event(key, record.label)} {in_worlds(point.after[key])}, not {in_worlds(point.before[key])} "
            f"({signed(100.0 * effect.difference, 0)} points{interval})"
        )
    digits = digits_for(effect.mc_error, record.digits)
    more = "higher" if effect.difference > 0 else "lower"
    least, most = (number(value, digits) for value in sorted((abs(effect.low), abs(effect.high))))
    interval = f"; 95%: {least} to {most}" if least != most else ""
    return f"'{record.label}' would have been {number(abs(effect.difference), digits)} {more} ({record.unit}{interval})"


def _chain(point: TurningPoint) -> str:
    """What could not follow without it."""
    if not point.broken:
        return ""
    later = joined([_broken_words(broken) for broken in point.broken])
    return f"Without it, these could not follow, and their absence counts too: {later}."


def _broken_words(broken: Broken) -> str:
    share = "" if broken.lost == 1 else f", in {percent(broken.lost)} of worlds"
    return f"{CAPITAL_NAMES[broken.lever.owner]}'s '{broken.lever.label}' ({day(broken.at)}{share})"


def _sections(found: TurningPoints, ranked: Sequence[TurningPoint]) -> list[Section]:
    charts = tuple(
        _timeline(found, key) for key in found.outcomes if any(_worth_showing(found, p, key) for p in ranked)
    )
    sections = [Section("Ranking", (_kinds_words(),), (ranking_table(found, ranked),))]
    if charts:
        sections.append(Section("Along the calendar", (), charts))
    broken = [(point, item) for point in found.points for item in point.broken]
    if broken:
        sections.append(Section("What could not follow", (), (_chains(broken),)))
    missed = [point for point in found.points if point.missed > 0]
    if missed:
        sections.append(Section("Acts that could not be carried out anyway", (), (_missed(missed),)))
    sections.append(Section("All effects", (), (_effects(found, ranked),)))
    return sections


def _worth_showing(found: TurningPoints, point: TurningPoint, key: str) -> bool:
    """Whether an outcome clearly hung on an act, and not only by the act's name."""
    return key in found.clear(point) and BY_NAME.get(point.lever.key) != key


def _kinds_words() -> str:
    return " ".join(f"{kind[:1].upper()}{kind[1:]}: {meaning}." for kind, meaning in KINDS.items())


def ranking_table(found: TurningPoints, ranked: Sequence[TurningPoint]) -> Table:
    """Every act with its verdict and the foremost of what hung on it."""
    rows = tuple(
        (
            point.forced.at.isoformat(),
            CAPITAL_NAMES[point.lever.owner],
            _dosed(point),
            found.kind(point),
            _strongest(found, point),
            round(found.weight(point), 1) or None,
        )
        for point in ranked
    )
    return Table(
        "ranking",
        "Acts by what hung on them",
        (
            Column("Day"),
            Column("Capital"),
            Column("Act"),
            Column("Verdict"),
            Column("Without it"),
            Column("Size", "", 1),
        ),
        rows,
        "Without it: the foremost clear effect of leaving the act undone. Size: that effect in units of the least "
        "difference worth talking about.",
    )


def _dosed(point: TurningPoint) -> str:
    """A lever's label, with its dose where it is not the full measure."""
    doses = set(point.forced.doses.values())
    return point.lever.label if doses == {1.0} else f"{point.lever.label} (dose {max(doses):g})"


def _strongest(found: TurningPoints, point: TurningPoint) -> str:
    clear = found.clear(point)
    return f"{catalogue().outcomes[clear[0]].label} {_written(clear[0], point.effects[clear[0]])}" if clear else ""


def _written(key: str, effect: Difference) -> str:
    """`+4 points` or `-0.8 index 0-100`."""
    record = catalogue().outcomes[key]
    if is_event(key):
        return f"{bound(100.0 * effect.difference, 0)} points"
    return f"{bound(effect.difference, record.digits)} {record.unit}"


def _timeline(found: TurningPoints, key: str) -> Chart:
    """Effects on one outcome along the calendar; the largest clear ones are named."""
    record = catalogue().outcomes[key]
    scale, unit = (100.0, "points of worlds") if is_event(key) else (1.0, record.unit)
    clear = sorted((p for p in found.points if key in found.clear(p)), key=lambda p: -p.size(key))
    named = {(point.lever.key, point.forced.at) for point in clear[:NAMED_ON_CHART]}
    moments = [
        Moment(
            point.forced.at,
            f"{CAPITAL_NAMES[point.lever.owner]}: {point.lever.label}"
            if (point.lever.key, point.forced.at) in named
            else "",
            scale * point.effects[key].difference,
            scale * point.effects[key].low,
            scale * point.effects[key].high,
        )
        for point in found.points
    ]
    title = f"{record.label}: what would differ without each act"
    caption = (
        f"Effects of leaving each forced act undone on '{record.label}' ({unit}) along the calendar. The largest: "
        f"{_act(clear[0])}, {_written(key, clear[0].effects[key])}."
    )
    questions = len(found.points) * len(found.outcomes)
    subtitle = f"{LEGEND} Named: the largest that stay clear although {questions} differences are looked at."
    spec = timeline_chart(moments, title=title, label="Without the act, less with it", unit=unit, subtitle=subtitle)
    return Chart(file_stem("timeline", key), title, caption, spec)


def _chains(broken: Sequence[tuple[TurningPoint, Broken]]) -> Table:
    rows = tuple(
        (
            point.forced.at.isoformat(),
            f"{CAPITAL_NAMES[point.lever.owner]}: {point.lever.label}",
            item.at.isoformat(),
            f"{CAPITAL_NAMES[item.lever.owner]}: {item.lever.label}",
            100.0 * item.lost,
        )
        for point, item in broken
    )
    return Table(
        "chains",
        "Later acts that are impossible once an earlier one is left undone",
        (
            Column("Day"),
            Column("Left undone"),
            Column("Day"),
            Column("Then impossible"),
            Column("In", "% of worlds more", 0),
        ),
        rows,
    )


def _missed(points: Sequence[TurningPoint]) -> Table:
    rows = tuple(
        (
            point.forced.at.isoformat(),
            f"{CAPITAL_NAMES[point.lever.owner]}: {point.lever.label}",
            100.0 * point.missed,
            point.lever.needs,
        )
        for point in points
    )
    columns = (Column("Day"), Column("Act"), Column("Impossible", "% of worlds", 0), Column("What it needs"))
    return Table("missed", "Acts whose preconditions did not hold on their day", columns, rows)


def _effects(found: TurningPoints, ranked: Sequence[TurningPoint]) -> Table:
    known = catalogue().outcomes
    rows = tuple(
        (
            point.forced.at.isoformat(),
            f"{CAPITAL_NAMES[point.lever.owner]}: {point.lever.label}",
            known[key].label,
            "share of worlds" if is_event(key) else known[key].unit,
            point.before[key],
            point.after[key],
            point.effects[key].difference,
            point.effects[key].low,
            point.effects[key].high,
            "clear" if point.told_apart(key, found.confidence) else "not clear",
        )
        for point in ranked
        for key in sorted(found.outcomes, key=lambda key: -point.size(key))
    )
    return Table(
        "effects",
        "Every act and every outcome",
        (
            Column("Day"),
            Column("Act"),
            Column("Outcome"),
            Column("Unit"),
            Column("With it", "", 2),
            Column("Without", "", 2),
            Column("Difference", "", 2),
            Column("95% from", "", 2),
            Column("to", "", 2),
            Column("Verdict"),
        ),
        rows,
        "Difference: without the act, less with it, world by world. Intervals are for one difference alone; 'clear' "
        "allows for how many are looked at.",
    )
