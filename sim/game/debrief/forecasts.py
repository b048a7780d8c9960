"""Forecast slips scored: how right people were, how well calibrated, and against the model's own odds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean

from sim.game.rules.room import Room, Slip
from sim.kernel.records import CAPITALS

BINS = 5
CONFIDENT = 1.959964
ALWAYS_HALF = 0.25
Odds = Mapping[tuple[int, str], float]


@dataclass(frozen=True, slots=True)
class Scored:
    """A slip and its answer. `odds` is the share of ghosts with a yes among worlds that lived what was lived until the
    slip's move began."""

    slip: Slip
    name: str
    yes: bool
    odds: float

    @property
    def brier(self) -> float:
        """The squared distance to the answer: 0 is perfect, 1 is certain and wrong."""
        return brier(self.slip.probability, self.yes)

    @property
    def expected(self) -> float:
        """What the slip would have scored on average over the ghosts."""
        return self.odds * brier(self.slip.probability, True) + (1.0 - self.odds) * brier(self.slip.probability, False)


@dataclass(frozen=True, slots=True)
class Score:
    """The slips of somebody, of a team or of all: how many, their mean Brier score, what they would have scored on
    average over the ghosts, and what the model's odds scored on the same slips."""

    who: str
    team: str | None
    slips: int
    brier: float
    expected: float
    model: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Slips between two probabilities: their number and mean, the share answered yes and its 95 % interval (Wilson)."""

    low: float
    high: float
    slips: int
    said: float
    yes: float
    yes_low: float
    yes_high: float


@dataclass(frozen=True, slots=True)
class Forecasts:
    """All slips. `people` and `teams` are ordered by their scores, the best first."""

    slips: tuple[Scored, ...]
    people: tuple[Score, ...]
    teams: tuple[Score, ...]
    everybody: Score | None
    bins: tuple[Bin, ...]


def brier(probability: float, yes: bool) -> float:
    """The squared distance between a probability and what came about."""
    return (probability - yes) ** 2


def forecasts(room: Room, outcomes: Mapping[str, float], odds: Odds) -> Forecasts:
    """Score every slip of the moves that were played. `outcomes` are those of the lived world; `odds` by move (from 0)
    and question."""
    questions = {question.key: question for question in room.setup.questions}
    scored = tuple(
        Scored(
            slip,
            room.seats[slip.seat].name,
            questions[slip.question].answer(outcomes[questions[slip.question].outcome]),
            odds[slip.move, slip.question],
        )
        for slip in room.slips
        if (slip.move, slip.question) in odds
    )
    seats = dict.fromkeys(one.slip.seat for one in scored)
    people = [_score([one for one in scored if one.slip.seat == seat]) for seat in seats]
    teams = [
        _score([one for one in scored if one.slip.team == team], team)
        for team in CAPITALS
        if any(one.slip.team == team for one in scored)
    ]
    return Forecasts(
        scored,
        tuple(sorted(people, key=lambda score: (score.brier, score.who))),
        tuple(sorted(teams, key=lambda score: score.brier)),
        _score(scored, "all") if scored else None,
        tuple(calibration((one.slip.probability, one.yes) for one in scored)),
    )


def _score(mine: Sequence[Scored], who: str = "") -> Score:
    first = mine[-1]
    return Score(
        who or first.name,
        first.slip.team if who != "all" else None,
        len(mine),
        mean(one.brier for one in mine),
        mean(one.expected for one in mine),
        mean(brier(one.odds, one.yes) for one in mine),
    )


def calibration(said: Iterable[tuple[float, bool]]) -> list[Bin]:
    """Probabilities with their answers in bins of equal width; bins without a slip are left out."""
    groups: dict[int, list[tuple[float, bool]]] = {}
    for probability, yes in said:
        groups.setdefault(min(int(probability * BINS), BINS - 1), []).append((probability, yes))
    return [_bin(place, groups[place]) for place in sorted(groups)]


def _bin(place: int, slips: Sequence[tuple[float, bool]]) -> Bin:
    hits = sum(yes for _, yes in slips)
    low, high = wilson(hits, len(slips))
    said = mean(probability for probability, _ in slips)
    return Bin(place / BINS, (place + 1) / BINS, len(slips), said, hits / len(slips), low, high)


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share, after Wilson (1927)."""
    rate, square = hits / count, CONFIDENT**2
    middle = (rate + square / (2 * count)) / (1.0 + square / count)
    reach = CONFIDENT * sqrt(rate * (1.0 - rate) / count + square / (4 * count**2)) / (1.0 + square / count)
    return max(middle - reach, 0.0), min(middle + reach, 1.0)
