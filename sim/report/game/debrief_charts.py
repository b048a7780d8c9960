"""The charts of a debrief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.game.debrief.debrief import Debrief
from sim.game.debrief.ghosts import Lot
from sim.game.debrief.goals import Goal
from sim.kernel.catalogue import catalogue
from sim.kernel.records import is_event
from sim.report.charts import calibration, courses, heatmap, ranked_bars, strips
from sim.report.document import Chart
from sim.report.game.debrief_words import short_day
from sim.report.game.paper_words import asks
from sim.report.words import CAPITAL_NAMES, bound, number, percent
from sim.study.turning_points import TurningPoint, TurningPoints

SERIES = ("hostility.seoul", "boycott", "cohesion", "loss_korea")
YOURS, AGENTS, HISTORY = "Yours", "Agents", "History"
LIVED, AGENTS_LINE, HISTORY_LINE = "Your world", "Agents alone, middle world", "History as the model replays it"
MODES = {"script": "others' later orders stay as they were", "agents": "all three capitals answer as agents"}
RIVALS = "Agents: the model's own governments. History: the record's acts, replayed."
STAGES, BARS, TOLD = 7, 8, 3


def among_ghosts(found: Debrief) -> Chart | None:
    """Where the lived outcomes lie among the ghosts; None where only events are watched."""
    lots = [lot for lot in found.lots.values() if not is_event(lot.key)]
    if not lots:
        return None
    title = f"Your world among {found.ghosts} with the same orders and other luck"
    spec = strips.strips_chart([_strip(found, lot) for lot in lots], title=title, subtitle=f"{strips.LEGEND} {RIVALS}")
    told = "; ".join(
        f"{lot.label} {number(lot.lived, lot.digits)} ({number(lot.points[2], lot.digits)})" for lot in lots
    )
    return Chart("among_ghosts", title, f"Lived, and in brackets the middle world with the same orders: {told}.", spec)


def _strip(found: Debrief, lot: Lot) -> strips.Strip:
    spreads = [
        strips.Spread(YOURS, _five(lot.points), lot.lived, number(lot.lived, lot.digits)),
        strips.Spread(AGENTS, _five(found.agents.lots[lot.key].points)),
    ]
    if found.history is not None and found.history.comparable:
        middle = found.history.lots[lot.key].points[2]
        spreads.append(strips.Spread(HISTORY, _five([middle] * 5)))
    return strips.Strip(lot.label, lot.unit, tuple(spreads), 2.0 * catalogue().outcomes[lot.key].floor)


def _five(points: Sequence[float]) -> tuple[float, float, float, float, float]:
    p5, p25, p50, p75, p95 = (float(point) for point in points)
    return p5, p25, p50, p75, p95


def chances(found: Debrief) -> Chart | None:
    """How the chance of each objective moved from move to move, all orders being what they were."""
    if not found.goals:
        return None
    count = len(found.goals[0].chances)
    stages = sorted({round(step * (count - 1) / max(min(STAGES, count) - 1, 1)) for step in range(min(STAGES, count))})
    cells = [cell for goal in found.goals for cell in _cells(goal, stages)]
    title = "When luck decided: the chance of each objective, all orders being what they were"
    spec = heatmap.heatmap(
        cells,
        title=title,
        label="Worlds that meet it",
        unit="percent",
        rows="",
        columns="Worlds that part from yours",
        subtitle="Every cell holds all the class's orders, also the later ones. What changes along a row is luck.",
    )
    most = max(found.goals, key=lambda goal: max(goal.chances) - min(goal.chances))
    told = (
        f"Luck moved most here: {CAPITAL_NAMES[most.capital]}, {asks(most.objective)}, from {percent(most.chances[0])} "
        f"to {'met' if most.met else 'missed'}."
    )
    return Chart("chances", title, f"Darker means likelier. {told}", spec)


def _cells(goal: Goal, stages: Sequence[int]) -> Iterator[heatmap.Cell]:
    row = f"{CAPITAL_NAMES[goal.capital]}: {asks(goal.objective)}"
    for stage in stages:
        chance = goal.chances[stage]
        yield heatmap.Cell(row, f"before move {stage + 1}", 100.0 * chance, percent(chance))
    yield heatmap.Cell(row, "at the end", 100.0 * goal.met, "met" if goal.met else "missed", marked=True)


def course_chart(found: Debrief) -> Chart:
    """Four series of the lived world over its ghosts, beside the agents and the record."""
    panels = []
    for key in SERIES:
        mine, theirs = found.courses[key], found.agents.courses[key]
        lines = {LIVED: mine.lived.tolist(), AGENTS_LINE: theirs.points[:, 2].tolist()}
        if found.history is not None:
            lines[HISTORY_LINE] = found.history.courses[key].points[: len(mine.days), 2].tolist()
        panels.append(courses.Panel(mine.label, mine.unit, mine.days, mine.points.tolist(), lines))
    setup = found.room.setup
    begun = [setup.first_day(index) for index in range(len(found.room.resolved))]
    title = "Four series, week by week"
    told = "; ".join(
        f"{panel.label} ends at {number(panel.lines[LIVED][-1], 0)} in your world and "
        f"{number(panel.lines[AGENTS_LINE][-1], 0)} in the middle world of the agents"
        for panel in panels
    )
    spec = courses.courses_chart(panels, begun, title=title)
    return Chart("courses", title, f"{courses.HOW_TO_READ} {told}.", spec)


def calibration_chart(found: Debrief) -> Chart | None:
    """What was said against what came true; None without slips."""
    bins = [
        calibration.Said(100.0 * one.said, 100.0 * one.yes, 100.0 * one.yes_low, 100.0 * one.yes_high, one.slips)
        for one in found.forecasts.bins
    ]
    if not bins:
        return None
    title = "Calibration of the class"
    told = "; ".join(f"said {one.said:.0f} %, came {one.came:.0f} % of {one.count}" for one in bins)
    spec = calibration.calibration_chart(bins, title=title)
    return Chart("calibration", title, f"{calibration.HOW_TO_READ} Here: {told}.", spec)


def turning_chart(found: Debrief) -> Chart | None:
    """The orders on which most hung, in both modes side by side; None where nothing hung on any."""
    heaviest: dict[str, float] = {}
    for turning in found.turning.values():
        for point in turning.points:
            name = _order(point)
            heaviest[name] = max(heaviest.get(name, 0.0), turning.weight(point))
    names = [name for name, weight in sorted(heaviest.items(), key=lambda one: -one[1]) if weight][:BARS]
    if not names:
        return None
    bars = [
        _bar(turning, point, MODES[mode])
        for name in names
        for mode, turning in found.turning.items()
        for point in turning.points
        if _order(point) == name
    ]
    title = "What hung on each order"
    spec = ranked_bars.ranked_bars(
        bars,
        title=title,
        label="Foremost effect of leaving it undone",
        unit="times the least difference worth talking about",
        subtitle="The longer the bar, the more hung on the order. Whisker: 95 % interval. Words: what would differ.",
    )
    told = "; ".join(f"{bar.label}: {bar.shown}" for bar in bars[:: len(found.turning)][:TOLD] if bar.value)
    return Chart("turning", title, f"The orders on which most hung, others' later orders fixed: {told}.", spec)


def _order(point: TurningPoint) -> str:
    return f"{CAPITAL_NAMES[point.lever.owner]}: {point.lever.label}, {short_day(point.forced.at)}"


def _bar(turning: TurningPoints, point: TurningPoint, kind: str) -> ranked_bars.Ranked:
    clear = turning.clear(point)
    if not clear:
        return ranked_bars.Ranked(_order(point), 0.0, 0.0, 0.0, "nothing clear", kind)
    key, effect = clear[0], point.effects[clear[0]]
    known = catalogue().outcomes[key]
    low, high = sorted(abs(value) / known.floor for value in (effect.low, effect.high))
    scale, unit, digits = (100.0, "points", 0) if is_event(key) else (1.0, "", known.digits)
    shown = f"{known.label} {bound(scale * effect.difference, digits)} {unit}".strip()
    return ranked_bars.Ranked(_order(point), point.size(key), low, high, shown, kind)
