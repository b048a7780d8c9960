"""The debrief of a game as a document: sentences, tables, charts and limits. The replay stands on its page alone."""

from __future__ import annotations

from sim.game.debrief.debrief import Debrief
from sim.game.debrief.goals import VERDICTS
from sim.kernel.versions import versions
from sim.report.charts.courses import LEGEND
from sim.report.document import Chart, Document, Section, Table
from sim.report.game import debrief_charts as charts
from sim.report.game import debrief_tables as tables
from sim.report.game import debrief_words as words
from sim.report.words import counted, day

AT_A_GLANCE = "At a glance"
TITLES = {
    "script": "Turning points: later orders as they were",
    "agents": "Turning points: all three answer as agents",
}
RANKED = "Orders by what hung on them"
LIMITS = (
    "The model is a reading of the literature, not the region. It can say what follows from its assumptions, not what "
    "Seoul, Tokyo or Washington would do.",
    "The other worlds keep the class's orders as they were. Under other luck people would have ordered otherwise, so "
    "this is judgement and luck of the orders, not of the people.",
    "The model's own governments are a yardstick, not an ideal: they were fitted to no class and know no objectives of "
    "this game.",
    "Without an order only that order is missing. Two orders of which each would have been enough both look as if "
    "nothing hung on them. Statements and injects stay; where capitals answer as agents, later launches, probes, court "
    "steps and statements come by themselves or not at all.",
    "History as replayed is the record's acts in this model. Where it differs from what was measured, the model is "
    "wrong, not history.",
    "One world was lived. A few forecast slips say little about anybody; slips on one question share one answer, so "
    "the intervals of the calibration are too narrow.",
    "Points show who reached what this game asked for. They do not show who was right: no score stands for what was "
    "done to people who were forced to work.",
)


def debrief_document(found: Debrief, *, for_class: bool = False) -> Document:
    """Everything but the replay. The form for the class names no person's forecasts."""
    room = found.room
    sections = (
        Section(AT_A_GLANCE, (), _some(tables.objectives(found), charts.among_ghosts(found))),
        _luck(found),
        *_turning(found),
        _rivals(found),
        _forecasts(found, for_class),
        Section("Reasons and results", (), _some(tables.reasoning(found))),
    )
    return Document(
        kind="debrief",
        title=f"Debrief: {room.setup.title}",
        question=f"Room {room.code}, {day(room.setup.opens)} to {day(found.last_move.last_day)}: what happened, whose "
        "doing was it, and what was luck?",
        findings=words.glance(found),
        setup=_setup(found),
        sections=tuple(section for section in sections if section.sentences or section.items),
        limits=LIMITS,
        provenance={
            "room": room.code,
            "scenario": {"title": found.scenario.title, "hash": found.scenario.digest},
            "seed": found.scenario.seed,
            "ghosts": found.ghosts,
            "worlds for turning points": next((one.worlds for one in found.turning.values()), None),
            "versions": versions(),
        },
    )


def _some(*items: Table | Chart | None) -> tuple[Table | Chart, ...]:
    """The items that are there; tables without a row are left out."""
    return tuple(item for item in items if item is not None and not (isinstance(item, Table) and not item.rows))


def _luck(found: Debrief) -> Section:
    told = [f"{verdict.capitalize()}: {meaning}." for verdict, meaning in VERDICTS.items()]
    goals = [words.goal_words(goal) for goal in found.goals]
    wanted = {goal.objective.outcome for goal in found.goals}
    others = [words.lot_words(lot) for key, lot in found.lots.items() if key not in wanted]
    return Section(
        "Judgement or luck",
        (*goals, *others, " ".join(told) if goals else ""),
        _some(charts.chances(found), tables.outcomes(found)),
    )


def _turning(found: Debrief) -> list[Section]:
    """A section for each way of asking what hung on an order."""
    if not found.turning:
        return [Section("Turning points", ("Nobody ordered anything, so there was no order to take away.",))]
    return [
        Section(
            TITLES[mode],
            tuple(words.turning_words(turning)),
            _some(charts.turning_chart(found) if place == 0 else None, tables.ranking(turning, RANKED)),
        )
        for place, (mode, turning) in enumerate(found.turning.items())
    ]


def _rivals(found: Debrief) -> Section:
    sentences = (*words.agents_words(found), words.history_words(found))
    return Section("Against agents and history", sentences, _some(charts.course_chart(found), tables.events(found)))


def _forecasts(found: Debrief, for_class: bool) -> Section:
    scored = found.forecasts
    people = None if for_class else tables.scores(scored.people, "forecasts_people", "Forecasts by person")
    return Section(
        "Forecasts",
        tuple(words.forecast_words(found)),
        _some(
            charts.calibration_chart(found),
            tables.questions(found),
            tables.scores(scored.teams, "forecasts_teams", "Forecasts by team"),
            people,
        ),
    )


def _setup(found: Debrief) -> tuple[str, ...]:
    weeks = found.scenario.weeks
    said = [
        f"The game was lived again in {counted(found.ghosts, 'world')} that share everything until the day on which it "
        f"opened, and then have luck of their own: {counted(weeks, 'week')} each, seed {found.scenario.seed}. {LEGEND}",
        "Agents alone: the same opening, the same luck world by world and the same injects; no orders, no statements, "
        "and all three capitals decide for themselves from the first day.",
    ]
    if found.turning:
        one = next(iter(found.turning.values()))
        said.append(
            f"Turning points: each of {counted(len(one.points), 'order')} is replaced by holding still for its week in "
            f"{counted(one.worlds, 'world')}, under the same luck with it and without it; clear means "
            f"{one.confidence:.1f} standard errors from zero, since {len(one.points) * len(one.outcomes)} differences "
            "are looked at."
        )
    return tuple(said)
