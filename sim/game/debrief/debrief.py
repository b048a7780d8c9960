"""Everything that the debrief of a game shows, computed once the game is over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sim.game.debrief.forecasts import Forecasts, Odds, forecasts
from sim.game.debrief.ghosts import Course, Lot, Runs, courses, lot, share
from sim.game.debrief.goals import Goal, goals
from sim.game.debrief.replay import PlayedMove, outside, replay
from sim.game.debrief.rivals import History, Rival, against_agents, against_history
from sim.game.debrief.turning import cost, turning
from sim.game.rules.act import RuleError
from sim.game.rules.room import Message, Room
from sim.game.world.played import as_scenario
from sim.kernel.progress import Progress
from sim.results import Difference, Results, paired_difference
from sim.scenario.scenario import Scenario
from sim.study.turning_points import TurningPoints

T = TypeVar("T")
GHOSTS = 500


@dataclass(frozen=True)
class Debrief:
    """What is opened, replayed and reckoned when a game is over.

    `scenario` is the game as a scenario whose world 0 was lived. `lots` say where each outcome of interest lies among
    the ghosts, `courses` do so for public series, `ahead` how much higher each outcome is than in the hands of agents,
    world by world. `turning` holds the turning points by mode and is empty where nobody ordered anything.
    """

    room: Room
    scenario: Scenario
    ghosts: int
    moves: tuple[PlayedMove, ...]
    outside: tuple[Message, ...]
    lots: Mapping[str, Lot]
    courses: Mapping[str, Course]
    goals: tuple[Goal, ...]
    agents: Rival
    ahead: Mapping[str, Difference]
    history: History | None
    forecasts: Forecasts
    turning: Mapping[str, TurningPoints]

    @property
    def last_move(self) -> PlayedMove:
        """The last move that the world answered."""
        return [move for move in self.moves if move.resolved and not move.undone][-1]


def debrief(room: Room, base: Scenario, *, progress: Progress | None = None, ghosts: int = GHOSTS) -> Debrief:
    """Live the game again: under other luck, without each of its orders, in the hands of agents, and as the record has
    it. `progress` counts world-weeks.

    Raises RuleError where the game is not over, or no move of it was played.
    """
    _check(room)
    scenario, runs = as_scenario(room, base), Runs(ghosts)
    opens = scenario.clock.week_of(room.setup.opens)
    watch = outcomes_of(room, scenario)
    meter = _Meter(progress, scenario, len(room.resolved) + 2, ghosts, cost(scenario, room.setup.opens))
    parted = [meter.after(runs.of(scenario, week)) for week in _first_weeks(room, scenario)]
    lived = parted[0]
    agents = meter.after(against_agents(runs, room, base, watch))
    history = meter.after(against_history(runs, room, scenario, watch))
    return Debrief(
        room,
        scenario,
        ghosts,
        replay(room),
        outside(room),
        {key: lot(lived, key) for key in watch},
        courses(lived, opens),
        goals(room, parted, agents, history),
        agents,
        {key: paired_difference(agents.results.outcomes[key], lived.outcomes[key]) for key in watch},
        history,
        forecasts(room, room.last_report["outcomes"], odds(room, parted)),
        turning(scenario, room.setup.opens, watch, meter.rest),
    )


def _check(room: Room) -> None:
    if room.stage not in ("debrief", "closed"):
        raise RuleError("the debrief opens what is secret. End the game first: play its last move, or finish it.")
    if not room.resolved:
        raise RuleError("no move of this game was played, so there is nothing to look back on.")


def outcomes_of(room: Room, scenario: Scenario) -> tuple[str, ...]:
    """The outcomes of interest: those that are watched, that teams want, and that questions ask about."""
    wanted = [goal.outcome for team in room.setup.teams.values() for goal in team.objectives]
    asked = [question.outcome for question in room.setup.questions]
    return tuple(dict.fromkeys((*scenario.watch, *wanted, *asked)))


def _first_weeks(room: Room, scenario: Scenario) -> Iterator[int]:
    for index in range(len(room.resolved)):
        yield scenario.clock.week_of(room.setup.first_day(index))


def odds(room: Room, parted: Sequence[Results]) -> Odds:
    """By move (from 0) and question, the share of ghosts with a yes that parted when the move began."""
    return {
        (move, question.key): share(results, question.outcome, question.answer)
        for move, results in enumerate(parted)
        for question in room.setup.questions
    }


class _Meter:
    """Tells how far the debrief is: a few runs of the whole game, then the turning points."""

    def __init__(self, progress: Progress | None, scenario: Scenario, runs: int, ghosts: int, rest: int) -> None:
        self._progress = progress
        self._run = scenario.weeks * (ghosts + 1)
        self._runs, self._rest, self._done = runs * self._run, rest, 0

    def after(self, found: T) -> T:
        """One more run is done; what came of it."""
        self._done += self._run
        self._tell(self._done)
        return found

    def rest(self, done: int, total: int) -> None:
        """So much of the turning points is done."""
        self._tell(self._runs + self._rest * done // total)

    def _tell(self, done: int) -> None:
        if self._progress is not None:
            self._progress(done, self._runs + self._rest)
