"""The tables of a debrief."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from sim.game.debrief.debrief import Debrief
from sim.game.debrief.forecasts import ALWAYS_HALF, Score
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS, is_event
from sim.report.document import Column, Table
from sim.report.game.debrief_words import short_day, value_words
from sim.report.game.paper_words import asks
from sim.report.studies.turning_points import ranking_table
from sim.report.words import CAPITAL_NAMES, counted, number, percent
from sim.report.write_document import file_stem
from sim.study.turning_points import TurningPoints

SCORES = (
    "0 is perfect, 1 is certain and wrong. Over all worlds: what the same slips score on average over worlds with the "
    "same orders. Model's odds: what the shares of those worlds score as forecasts; they know all orders, also those "
    "that were sealed later, as no forecaster could."
)


def objectives(found: Debrief) -> Table:
    """Every objective: what was asked, what came, and how often it comes."""
    rows = tuple(
        (
            CAPITAL_NAMES[goal.capital],
            asks(goal.objective),
            goal.objective.points,
            f"{value_words(goal.objective.outcome, goal.value)}, {'met' if goal.met else 'missed'}",
            percent(goal.chances[0]),
            percent(goal.agents),
            percent(goal.history) if goal.history is not None else None,
            goal.verdict,
        )
        for goal in found.goals
    )
    columns = (
        Column("Team"),
        Column("Objective"),
        Column("Points", "", 0),
        Column("In your world"),
        Column("Same orders"),
        Column("Agents"),
        Column("History"),
        Column("Luck?"),
    )
    note = (
        "Same orders, agents, history: the share of worlds that meet it with the class's orders, with the model's own "
    )
    note += "governments, and with the acts of the record."
    return Table("objectives", "Objectives", columns, rows, note)


def outcomes(found: Debrief) -> Table:
    """Every outcome of interest: lived, among the ghosts, with agents and in the record."""
    rows = tuple(_outcome(found, key) for key in found.lots)
    columns = (
        Column("Outcome"),
        Column("Your world"),
        Column("Same orders, 5 %"),
        Column("50 %"),
        Column("95 %"),
        Column("Higher than", "%", 0),
        Column("Agents"),
        Column("Yours less theirs"),
        Column("Agents, your luck"),
        Column("History"),
    )
    note = (
        "Events: the share of worlds in which they come about. Agents and history: the mean over worlds. Agents, your "
        "luck: the one world in which the agents met the luck that you met."
    )
    return Table("outcomes", "Outcomes in your world and in others", columns, rows, note)


def _outcome(found: Debrief, key: str) -> tuple[object, ...]:
    lot, known = found.lots[key], catalogue().outcomes[key]
    history = found.history.results.outcomes[key].mean if found.history and found.history.comparable else None
    twin = value_words(key, found.agents.lots[key].lived)
    agents, ahead = found.agents.results.outcomes[key].mean, found.ahead[key].difference
    if is_event(key):
        past = percent(history) if history is not None else None
        share = percent(lot.share if lot.share is not None else lot.lived)
        gap = f"{100.0 * ahead:+.0f} points" if ahead else "0 points"
        return (known.label, value_words(key, lot.lived), None, share, None, None, percent(agents), gap, twin, past)
    low, _, middle, _, high = (number(point, lot.digits) for point in lot.points)
    theirs, past = number(agents, lot.digits), number(history, lot.digits) if history is not None else None
    name = f"{known.label} ({known.unit})"
    lived, gap = number(lot.lived, lot.digits), f"{ahead:+.{lot.digits}f}"
    return (name, lived, low, middle, high, lot.percentile, theirs, gap, twin, past)


def ranking(turning: TurningPoints, title: str) -> Table:
    """The orders on which something hung, under a title and a name of its own; how many others there were."""
    told = [point for point in turning.ranked() if turning.weight(point)]
    table = ranking_table(turning, told)
    rows = tuple((short_day(point.forced.at), *row[1:]) for point, row in zip(told, table.rows, strict=True))
    left = len(turning.points) - len(told)
    note = f"{table.note} Not listed: {counted(left, 'order')} on which nothing hung that is worth talking about."
    return replace(table, name=file_stem("turning", turning.then), title=title, rows=rows, note=note)


def events(found: Debrief) -> Table | None:
    """What really happened in the weeks of the game; None outside the record. What nobody chose and the record does not
    describe is counted below."""
    if found.history is None:
        return None
    told = [event for event in found.history.events if event.capital or event.note]
    rows = tuple(
        (short_day(event.day), CAPITAL_NAMES[event.capital] if event.capital else "", event.label, event.note)
        for event in told
    )
    columns = (Column("Day"), Column("Capital"), Column("What"), Column("What the record says"))
    rest = Counter(event.label for event in found.history.events if event not in told)
    left = "; ".join(f"{label} ({count})" for label, count in rest.items())
    note = "In brackets: how well it is known. Without a capital: what nobody at the three tables chose."
    note += f" Not listed: {left}." if left else ""
    return Table("history", "What really happened in these weeks", columns, rows, note)


def scores(found: Iterable[Score], name: str, title: str) -> Table:
    """Brier scores, the best first, beside what the model's odds scored on the same slips."""
    rows = tuple(
        (
            CAPITAL_NAMES.get(score.who, score.who),
            CAPITAL_NAMES.get(score.team or "", ""),
            score.slips,
            score.brier,
            score.expected,
            score.model,
            ALWAYS_HALF,
        )
        for score in found
    )
    columns = (
        Column("Who"),
        Column("Team"),
        Column("Slips", "", 0),
        Column("Brier", "", 3),
        Column("Over all worlds", "", 3),
        Column("Model's odds", "", 3),
        Column("Always 50 %", "", 3),
    )
    return Table(name, title, columns, rows, SCORES)


def questions(found: Debrief) -> Table:
    """Every question: its answer, what the class said, and the model's odds when the game began."""
    rows = []
    for question in found.room.setup.questions:
        mine = [one for one in found.forecasts.slips if one.slip.question == question.key]
        if mine:
            said = sum(one.slip.probability for one in mine) / len(mine)
            odds = sum(one.odds for one in mine) / len(mine)
            yes = "yes" if mine[0].yes else "no"
            rows.append((question.text, yes, len(mine), 100.0 * said, 100.0 * odds))
    columns = (
        Column("Question"),
        Column("Answer"),
        Column("Slips", "", 0),
        Column("Said on average", "%", 0),
        Column("Model's odds", "%", 0),
    )
    note = (
        "Model's odds: the share of worlds with a yes among those that lived what the class had lived when the slip "
        "was due. They hold all the orders of the class, also those that were sealed later."
    )
    return Table("questions", "Questions and answers", columns, tuple(rows), note)


def reasoning(found: Debrief) -> Table:
    """What each team ordered and why, beside what became of its objectives."""
    rows = []
    for capital in CAPITALS:
        got = [
            f"{asks(goal.objective)}: {'met' if goal.met else 'missed'}"
            for goal in found.goals
            if goal.capital == capital
        ]
        mine = [
            (move.number, move.orders[capital])
            for move in found.moves
            if not move.undone and move.orders[capital].reasoning
        ]
        for place, (number_of, order) in enumerate(mine):
            lines = "; ".join(line.label for line in order.lines) or "nothing"
            results = "; ".join(got) if place == 0 else ""
            rows.append((CAPITAL_NAMES[capital], number_of, lines, order.reasoning, results))
    columns = (
        Column("Team"),
        Column("Move", "", 0),
        Column("Ordered"),
        Column("Reasoning"),
        Column("How it ended for the team"),
    )
    return Table("reasoning", "Reasons given, beside results", columns, tuple(rows))
