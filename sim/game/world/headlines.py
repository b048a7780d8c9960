"""Newspaper lines about a world: what became public in some weeks, the most important first to stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.decision.table import PACT_LEVERS
from sim.game.world.lives import Lives
from sim.kernel.catalogue import catalogue
from sim.kernel.records import ALLIES, CAPITALS, Lever, Tempo
from sim.kernel.stages import PactState
from sim.kernel.state import Array
from sim.scenario.scenario import ShockEvent
from sim.study.turning_points import OWN_ACTS

GOOD, BAD, NEUTRAL = "good", "bad", "neutral"
# Notice and suspension are headlines of the government that decides them.
PACT = {
    int(PactState.LAPSED): ("The intelligence pact between Seoul and Tokyo has ended", BAD),
    int(PactState.IN_FORCE): ("The intelligence pact is back in force without conditions", GOOD),
}
CASES = {"pnr": "the steel maker", "mhi": "Mitsubishi"}
COURT = {
    1: "A Korean court seizes assets of {firm}",
    2: "The papers of the seizure are served on {firm}",
    3: "The seizure against {firm} goes to appeal",
    4: "A Korean court orders the sale of assets of {firm}",
    5: "The sale of assets of {firm} is upheld",
    6: "Assets of {firm} are sold and the plaintiffs paid",
}
# Seen in the series of the world, told as statements, or no news of a single day.
TOLD_OTHERWISE = (*OWN_ACTS, "distraction")
MILESTONES = (0.6, 0.5, 0.4, 0.3, 0.2, 0.1)
SWING = 4.0
QUIET = "The dispute between Seoul and Tokyo makes no headlines"
ACCUSATION = "Seoul and Tokyo accuse each other of twisting what was said in confidence"


@dataclass(frozen=True, slots=True)
class _Line:
    weight: int
    week: int
    text: str
    tone: str


def headlines(
    lives: Lives,
    column: int,
    weeks: range,
    *,
    done: Iterable[Mapping[str, Any]],
    calendar: Iterable[ShockEvent],
    levers: Mapping[str, Lever],
    most: int,
) -> list[dict[str, Any]]:
    """At most so many lines on some weeks of a world, in the order of the weeks. `done` are the levers pulled, of
    which secret ones stay secret; `calendar` what happens to the world from outside."""
    seen = [*_moves((item for item in done if item["week"] in weeks), levers), *_calendar(lives, weeks, calendar)]
    seen += [*_pact(lives, column, weeks), *_courts(lives, column, weeks), *_bargains(lives, column, weeks)]
    seen += [*_neighbours(lives, column, weeks), *_people(lives, column, weeks)]
    seen = seen or [_Line(0, weeks[-1], QUIET, NEUTRAL)]
    kept = sorted(seen, key=lambda line: (-line.weight, line.week, line.text))[:most]
    return [_told(lives, line) for line in sorted(kept, key=lambda line: (line.week, -line.weight, line.text))]


def _told(lives: Lives, line: _Line) -> dict[str, Any]:
    day = lives.scenario.clock.first_day(line.week)
    return {"week": line.week, "day": day.isoformat(), "text": line.text, "tone": line.tone}


def _values(lives: Lives, series: str, column: int) -> Array:
    values: Array = lives.record[series][:, column].astype(np.float64)
    return values


def _changes(values: Array, weeks: range) -> Iterator[tuple[int, float, float]]:
    """Week, value before and value, where a series changes."""
    for week in weeks:
        if week and values[week] != values[week - 1]:
            yield week, float(values[week - 1]), float(values[week])


def _moves(done: Iterable[Mapping[str, Any]], levers: Mapping[str, Lever]) -> Iterator[_Line]:
    for item in done:
        lever = levers[item["lever"]]
        if item["public"]:
            weight = 9 if lever.name in PACT_LEVERS else 7 if lever.tempo is Tempo.STRUCTURAL else 5
            yield _Line(weight, item["week"], lever.sentence.rstrip("."), _tone(lever))
        elif item["leaked"]:
            text = f"Leaked: {lever.owner.title()} was in secret talks ({lever.label.lower()})"
            yield _Line(6, item["week"], text, BAD)


def _calendar(lives: Lives, weeks: range, calendar: Iterable[ShockEvent]) -> Iterator[_Line]:
    for event in calendar:
        week, shock = lives.scenario.clock.week_of(event.at), catalogue().shocks[event.shock]
        if week in weeks and event.shock not in TOLD_OTHERWISE:
            whose = f"{event.option.title()}: {shock.label.lower()}" if event.option in CAPITALS else None
            yield _Line(6, week, whose or shock.sentence.rstrip("."), NEUTRAL)


def _tone(lever: Lever) -> str:
    features = lever.features
    heat = features.get("escalation", 0.0) - features.get("concession", 0.0)
    care = features.get("assurance", 0.0) + 0.5 * features.get("mediation", 0.0)
    balance = care - heat
    return GOOD if balance > 0.1 else BAD if balance < -0.1 else NEUTRAL


def _pact(lives: Lives, column: int, weeks: range) -> Iterator[_Line]:
    for week, _, now in _changes(_values(lives, "pact_state", column), weeks):
        yield from (_Line(10, week, *words) for state, words in PACT.items() if now == state)


def _courts(lives: Lives, column: int, weeks: range) -> Iterator[_Line]:
    for case, firm in CASES.items():
        for week, before, now in _changes(_values(lives, f"court_stage.{case}", column), weeks):
            if now > before:
                yield _Line(9 if now >= 6.0 else 6, week, COURT[int(now)].format(firm=firm), BAD)


def _bargains(lives: Lives, column: int, weeks: range) -> Iterator[_Line]:
    for week, _, now in _changes(_values(lives, "settled", column), weeks):
        if now > 0.0:
            yield _Line(10, week, "Seoul and Tokyo settle the forced-labour question", GOOD)
        else:
            yield _Line(10, week, "The settlement on forced labour breaks down", BAD)
    accused = _values(lives, "accusation", column)
    yield from (_Line(6, week, ACCUSATION, BAD) for week in weeks if accused[week] > 0.0)


def _neighbours(lives: Lives, column: int, weeks: range) -> Iterator[_Line]:
    launches, probes = _values(lives, "provocation", column), _values(lives, "probe", column)
    fired = [week for week in weeks if launches[week] > 0.0]
    if fired:
        often = "" if len(fired) == 1 else f" in {len(fired)} of {len(weeks)} weeks"
        yield _Line(4, fired[-1], f"North Korea fires missiles{often}", BAD)
    flown = [week for week in weeks if probes[week] > 0.0]
    if flown:
        yield _Line(3, flown[-1], "Chinese and Russian aircraft test the airspace of Korea and Japan", BAD)


def _people(lives: Lives, column: int, weeks: range) -> Iterator[_Line]:
    """Milestones of the boycott, and how far the governments' standing moved."""
    before = max(weeks.start - 1, 0)
    boycott = _values(lives, "boycott", column)
    for mark in MILESTONES:
        reached = [week for week in weeks if week and boycott[week - 1] < mark <= boycott[week]]
        if reached and boycott[before] < mark:
            yield _Line(5, reached[0], f"{mark * 100:.0f} % of Koreans boycott Japanese goods, a poll finds", BAD)
            break
    fallen = [mark for mark in reversed(MILESTONES) if boycott[weeks[-1]] < mark <= boycott[before]]
    if fallen:
        text = f"The boycott of Japanese goods wanes: fewer than {fallen[0] * 100:.0f} % take part"
        yield _Line(4, weeks[-1], text, GOOD)
    for capital in ALLIES:
        approval = _values(lives, f"approval.{capital}", column)
        swing = approval[weeks[-1]] - approval[before]
        if abs(swing) >= SWING:
            way = "rises" if swing > 0.0 else "falls"
            text = f"Approval of the government in {capital.title()} {way} to {approval[weeks[-1]]:.0f} %"
            yield _Line(4, weeks[-1], text, GOOD if swing > 0.0 else BAD)
