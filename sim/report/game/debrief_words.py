"""What a debrief says in sentences: what happened, whose doing it was, and what others would have made of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sim.game.debrief.debrief import Debrief
from sim.game.debrief.forecasts import ALWAYS_HALF
from sim.game.debrief.ghosts import LEANING, UNUSUAL, Lot
from sim.game.debrief.goals import AS_PLAYED, BAD_LUCK, GOOD_LUCK, OPEN, Goal, points
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS
from sim.report.game.paper_words import asks
from sim.report.studies.turning_points import what_hung_on, what_would_be
from sim.report.words import CAPITAL_NAMES, bound, counted, day, digits_for, is_event, joined, number, too_small
from sim.study.turning_points import TurningPoints

HANDS = {"human": "people", "agent": "the model's agent", "script": "its standing orders"}
MUCH = 0.15
AHEAD_NAMED = 6
TURNING_NAMED, EFFECTS_AT_A_GLANCE = 4, 2
HEADLINES = 2


def of_ten(share: float) -> str:
    """A share of worlds as a class counts: 'in 8 of 10 worlds', honest at the ends."""
    tenths = round(10 * share)
    if share in (0.0, 1.0):
        return "in no world" if share == 0.0 else "in every world"
    if tenths in (0, 10):
        return "in fewer than 1 of 10 worlds" if tenths == 0 else "in more than 9 of 10 worlds"
    return f"in {tenths} of 10 worlds"


def value_words(key: str, value: float) -> str:
    """A value of an outcome in the lived world: yes or no for events, else the number."""
    if is_event(key):
        return "yes" if value > 0.0 else "no"
    return number(value, catalogue().outcomes[key].digits)


def glance(found: Debrief) -> tuple[str, ...]:
    """The game in five lines, fewer where there is nothing to say."""
    lines = (_who_played(found), _what_came(found), _who_won(found), _what_turned(found), _how_right(found))
    return tuple(line for line in lines if line)


def _who_played(found: Debrief) -> str:
    room, last = found.room, found.last_move
    people = sum(seat.team in CAPITALS for seat in room.seats.values())
    span = f"{counted(len(room.resolved), 'move')} from {day(room.setup.opens)} to {day(last.last_day)}"
    return f"{counted(people, 'person')} played {span}. {_hands(found)}".replace("persons", "people")


def _hands(found: Debrief) -> str:
    parts = []
    for capital in CAPITALS:
        kinds = dict.fromkeys(move.hands[capital] for move in found.room.resolved)
        parts.append(f"{CAPITAL_NAMES[capital]} was in the hands of {joined([HANDS[kind] for kind in kinds])}")
    return f"{'; '.join(parts)}."


def _what_came(found: Debrief) -> str:
    events = [f"{lot.label}: {value_words(key, lot.lived)}" for key, lot in found.lots.items() if is_event(key)]
    last = [item["text"] for item in found.last_move.headlines][-HEADLINES:]
    said = [f"{'; '.join(events)}."] if events else []
    return " ".join([*said, f"The last headlines: {'; '.join(last)}." if last else ""]).strip()


def _measured(lot: Lot) -> str:
    return f"{number(lot.lived, lot.digits)} ({lot.unit})"


def _who_won(found: Debrief) -> str:
    won = [
        f"{CAPITAL_NAMES[capital]} {got:g} of {most:g}" for capital, (got, most) in points(found.goals).items() if most
    ]
    kinds = [goal.verdict for goal in found.goals]
    words = {
        AS_PLAYED: "came as they come with these orders",
        GOOD_LUCK: "good luck",
        BAD_LUCK: "bad luck",
        OPEN: "could go either way",
    }
    told = [f"{kinds.count(kind)} {meaning}" for kind, meaning in words.items() if kind in kinds]
    if not won:
        return "No team had objectives."
    return f"Points: {'; '.join(won)}. Of {counted(len(kinds), 'objective')}: {'; '.join(told)}."


def _what_turned(found: Debrief) -> str:
    for turning in found.turning.values():
        best = turning.ranked()[0]
        if turning.weight(best):
            return f"Most hung on this: {_lower_first(what_would_be(turning, best, EFFECTS_AT_A_GLANCE))}"
    return "No single order moved a watched outcome clearly: without any one of them the game would have ended alike."


def _lower_first(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _how_right(found: Debrief) -> str:
    every = found.forecasts.everybody
    if every is None:
        return "Nobody handed in a forecast slip."
    against = "better" if every.brier < ALWAYS_HALF else "no better"
    return (
        f"{counted(every.slips, 'forecast slip')} scored {number(every.brier, 2)} on average, where 0 is perfect: "
        f"{against} than saying 50 % to everything, which scores {ALWAYS_HALF:g}."
    )


def goal_words(goal: Goal) -> str:
    """Judgement or luck for one objective, in a sentence."""
    who, chance, agents = CAPITAL_NAMES[goal.capital], of_ten(goal.chances[0]), of_ten(goal.agents)
    rule = f"with these orders it is met {chance}, in the hands of the model's governments {agents}"
    return f"{who}, '{asks(goal.objective)}': {'met' if goal.met else 'missed'}; {rule}. {_why(goal)}"


def _why(goal: Goal) -> str:
    """Whose doing it was: luck where luck went against the odds, else the orders, beside what others would reach."""
    if goal.verdict in (GOOD_LUCK, BAD_LUCK):
        return f"Mostly {goal.verdict}."
    gap = goal.chances[0] - goal.agents
    if goal.verdict == OPEN:
        return "Luck had a large say."
    if abs(gap) < MUCH:
        return "Neither luck nor these orders in particular: it comes so for most."
    return (
        "Judgement: the orders of the three teams made it likelier."
        if gap > 0.0
        else ("Judgement: the orders of the three teams made it less likely.")
    )


def lot_words(lot: Lot) -> str:
    """Judgement or luck for one outcome."""
    if lot.share is not None:
        came = "It came about" if lot.lived > 0.0 else "It did not come about"
        return f"{lot.label}: {came.lower()} in your world; with the same orders it does {of_ten(lot.share)}."
    said = f"{lot.label} came to {_measured(lot)}"
    if _narrow(lot):
        low, high = (number(lot.points[place], lot.digits) for place in (0, -1))
        about = f"between {low} and {high}" if low != high else f"at {low}"
        return f"{said}. With these orders nine in ten worlds lie {about}: luck could hardly change it."
    return f"{said}, higher than {number(lot.percentile, 0)} % of the worlds with the same orders: {_place(lot)}."


def _narrow(lot: Lot) -> bool:
    """Whether nine in ten worlds lie closer together than is worth talking about."""
    return lot.points[-1] - lot.points[0] < catalogue().outcomes[lot.key].floor


def _place(lot: Lot) -> str:
    away = min(lot.percentile, 100.0 - lot.percentile)
    if away < UNUSUAL:
        return "rare luck"
    return "some luck" if away < LEANING else "what these orders usually bring"


def agents_words(found: Debrief) -> Iterator[str]:
    """How the class differs from the model's own governments, outcome by outcome where it is worth talking about."""
    clear = [key for key in found.lots if _apart(found, key)]
    clear.sort(key=lambda key: -abs(found.ahead[key].difference) / catalogue().outcomes[key].floor)
    if clear:
        told = "; ".join(_ahead(found, key) for key in clear[:AHEAD_NAMED])
        yield f"Your orders less the model's own governments, world by world under the same luck: {told}."
    if len(clear) < len(found.lots):
        rest = [found.lots[key].label for key in found.lots if key not in clear]
        yield f"No difference worth talking about: {'; '.join(rest)}."


def _ahead(found: Debrief, key: str) -> str:
    """'Hostility -2.2 (index 0-100; 95 %: -2.3 to -2.1)'."""
    known, ahead = catalogue().outcomes[key], found.ahead[key]
    scale, unit, digits = (100.0, "points of worlds", 0) if is_event(key) else (1.0, known.unit, known.digits)
    digits = digits_for(scale * ahead.mc_error, digits)
    low, high = (bound(scale * value, digits) for value in (ahead.low, ahead.high))
    return f"{known.label} {bound(scale * ahead.difference, digits)} ({unit}; 95 %: {low} to {high})"


def _apart(found: Debrief, key: str) -> bool:
    ahead = found.ahead[key]
    return ahead.verdict in ("higher", "lower") and not too_small(key, ahead)


def history_words(found: Debrief) -> str:
    """What stands for history, and how far it can be compared."""
    history = found.history
    if history is None:
        return "The weeks of this game lie outside the record of October 2018 to December 2023: there is no history."
    said = (
        "History as the model replays it: every act of the record on its day, 2018 to 2023, in the same model. It is "
        "no measurement; what governments really did stands in the table of dated events."
    )
    return said if history.comparable else f"{said} Its outcomes cover other weeks and are left out."


def turning_words(turning: TurningPoints) -> list[str]:
    """The orders on which most hung, a sentence each; or that nothing hung on any."""
    told = [what_hung_on(turning, point) for point in turning.ranked()[:TURNING_NAMED] if turning.weight(point)]
    return told or ["No single order moved a watched outcome clearly and by more than is worth talking about."]


def forecast_words(found: Debrief) -> list[str]:
    """How right the class was, and against what that is to be held."""
    every = found.forecasts.everybody
    if every is None:
        return ["Nobody handed in a forecast slip in a move that was played."]
    best = found.forecasts.teams[0] if found.forecasts.teams else None
    said = [
        f"The Brier score is the squared distance between what was said and what came: 0 is perfect, {ALWAYS_HALF:g} "
        "is what saying 50 % always scores, 1 is to be certain and wrong.",
        f"The class scored {number(every.brier, 3)} on {counted(every.slips, 'slip')}. Somebody who knew every order "
        "beforehand, and no luck, could have named the share of worlds with a yes among those that shared the past: "
        f"that scored {number(every.model, 3)}.",
        f"Over all those worlds, and not in the one that came, the same slips would score {number(every.expected, 3)} "
        f"on average: {_fortune(every.brier, every.expected)}.",
    ]
    if best is not None:
        said.append(f"The best team was {CAPITAL_NAMES[best.who]} with {number(best.brier, 3)}.")
    return said


def _fortune(scored: float, expected: float) -> str:
    if abs(scored - expected) < 0.02:
        return "luck neither helped nor hurt the forecasters"
    return "luck helped the forecasters" if scored < expected else "luck hurt the forecasters"


def short_day(moment: date) -> str:
    """A date that is never broken over two lines: 5 Aug 2019."""
    return f"{moment.day}\u00a0{moment:%b}\u00a0{moment.year}"
