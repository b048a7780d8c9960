"""A player who does this and that: whatever somebody in that seat may do at that moment, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from sim.game.bots.orders import random_order
from sim.game.bots.wish import Plain, Wish
from sim.game.bots.words import confided, spoken
from sim.game.rules.proposals import MOST_OPEN
from sim.game.rules.talk import CHANNELS, NEWS, TONES
from sim.kernel.records import CAPITALS

Idea = Callable[[Plain, Random], Wish | None]


def random_legal(view: Plain, luck: Random) -> list[Wish]:
    """One thing that may be done now, chosen at random; nothing where there is nothing to do."""
    if view["me"]["team"] is None:
        return [Wish("sit", {"team": "any"})]
    if _must_seal(view):
        return [_seal(view, luck)]
    ideas = list(_ideas(view))
    luck.shuffle(ideas)
    for idea in ideas:
        wish = idea(view, luck)
        if wish is not None:
            return [wish]
    return []


def _ideas(view: Plain) -> tuple[Idea, ...]:
    """What somebody at this table may think of in this phase; what is done most often stands there twice."""
    clock, team = view["clock"], view["me"]["team"]
    thinking = clock["phase"] in ("brief", "negotiate", "seal")
    if team not in CAPITALS:
        return (_forecast,) if thinking else ()
    talking: tuple[Idea, ...] = (_say,)
    if thinking:
        talking = (*talking, _forecast, _believe, _suggest)
    if not view["me"]["head"]:
        return talking
    if clock["phase"] == "negotiate":
        return (*talking, _say, _propose, _answer, _answer, _withdraw, _state, _seal)
    return (*talking, _state, _seal) if clock["phase"] == "seal" else talking


def _must_seal(view: Plain) -> bool:
    """Whether it is time to seal, and this is the one who does."""
    here = view["clock"]["phase"] == "seal" and view["me"]["head"] and "desk" in view
    return here and bool(view["desk"]["writing"]) and not view["tables"][view["me"]["team"]]["sealed"]


def _say(view: Plain, luck: Random) -> Wish:
    channels = [one["key"] for one in view["talk"]["channels"] if one["open"] and one["key"] != NEWS]
    channel = luck.choice(channels)
    return Wish("say", {"channel": channel, "text": confided(luck, *CHANNELS[channel])})


def _forecast(view: Plain, luck: Random) -> Wish | None:
    most = view["room"]["forecasts"]
    if not view["questions"] or not most:
        return None
    given = [slip["question"] for slip in view["slips"] if slip["move"] == view["clock"]["move"]]
    question = luck.choice(given) if len(given) >= most else luck.choice([one["key"] for one in view["questions"]])
    return Wish("forecast", {"slips": {question: luck.randint(0, 100)}})


def _believe(view: Plain, luck: Random) -> Wish:
    return Wish("believe", {"about": luck.choice(_others(view)), "percent": luck.randint(0, 100)})


def _suggest(view: Plain, luck: Random) -> Wish | None:
    return Wish("suggest", _order(view, luck)) if view["desk"]["writing"] else None


def _seal(view: Plain, luck: Random) -> Wish:
    return Wish("seal", _order(view, luck))


def _order(view: Plain, luck: Random) -> Plain:
    return {"lines": random_order(view, luck), "reasoning": confided(luck, view["me"]["team"])}


def _state(view: Plain, luck: Random) -> Wish | None:
    mine = [
        one
        for one in view["news"]
        if one["kind"] == "statement" and one["capital"] == view["me"]["team"] and one["move"] == view["clock"]["move"]
    ]
    if len(mine) >= view["desk"]["statements"]:
        return None
    return Wish("state", {"tone": luck.choice(list(TONES)), "text": spoken(luck)})


def _propose(view: Plain, luck: Random) -> Wish | None:
    team, clock = view["me"]["team"], view["clock"]
    made = [one for one in view["proposals"] if one["capital"] == team and one["move"] == clock["move"]]
    if len(made) >= MOST_OPEN:
        return None
    to = luck.sample(_others(view), luck.randint(1, 2))
    parties = [team, *to]
    promises = [_promise(view, luck.choice(parties), luck) for _ in range(luck.randint(0, 2))]
    return Wish("propose", {"to": to, "text": confided(luck, *parties), "commitments": promises})


def _promise(view: Plain, capital: str, luck: Random) -> Plain:
    return {
        "capital": capital,
        "lever": luck.choice(view["levers"][capital])["lever"],
        "does": luck.random() < 0.7,
        "by_move": luck.randint(view["clock"]["move"], view["clock"]["of"]),
    }


def _answer(view: Plain, luck: Random) -> Wish | None:
    asked = [one["id"] for one in view["proposals"] if one["open"] and view["me"]["team"] in one["to"]]
    if not asked:
        return None
    return Wish("answer", {"proposal": luck.choice(asked), "answer": luck.choice(("accepted", "refused"))})


def _withdraw(view: Plain, luck: Random) -> Wish | None:
    mine = [one["id"] for one in view["proposals"] if one["open"] and view["me"]["team"] == one["capital"]]
    return Wish("withdraw", {"proposal": luck.choice(mine)}) if mine and luck.random() < 0.2 else None


def _others(view: Plain) -> list[str]:
    return [capital for capital in CAPITALS if capital != view["me"]["team"]]
