"""A game of three moves that was really played, through rules and engine, once for all tests that look at it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any
from unittest.mock import patch

from sim.game.debrief.debrief import Debrief, debrief
from sim.game.rules.act import HOST, WHITE, Act
from sim.game.rules.fold import accept
from sim.game.rules.room import Room, new_room
from sim.game.setup.records import Criterion, Inject, Line, Objective, Options, Question, Setup
from sim.game.world.game_world import GameWorld
from sim.scenario.load import load_scenario
from sim.scenario.scenario import Scenario
from tests.game.reports import small_setup

WORLD = "class_autumn_2019"
FEW = 60
NAMES = {
    "k-seat-one": ("Zebulon Quax", "seoul"),
    "k-seat-two": ("<script>alert(1)</script>", "seoul"),
    "k-seat-three": ("민수", "tokyo"),
    "k-seat-four": ("=SUM(A1)", "washington"),
    "k-seat-five": ("Zebulon Q", "tokyo"),
}
GOALS = {
    "seoul": (Objective("kept", "The pact is kept", "p_lapse", 3.0, at_most=0.0),),
    "tokyo": (
        Objective("quiet", "Seoul gives no notice", "p_notice", 4.0, at_most=0.0),
        Objective("calm", "Tempers stay below 47", "hostility", 2.0, at_most=47.0),
    ),
    "washington": (Objective("hands", "It costs little time", "us_effort", 5.0, at_most=0.0705),),
}


def setup() -> Setup:
    """Three moves of two weeks in August and September 2019."""
    teams = {
        capital: replace(team, objectives=GOALS[capital], standing=_standing(capital))
        for capital, team in small_setup().teams.items()
    }
    return small_setup(
        title="A <small> game",
        scenario=WORLD,
        teams=teams,
        options=Options(forecasts=2),
        injects=(Inject("missile", "A launch", "Something flew.", shock="dprk_missile", size=0.5, at_move=2),),
        questions=(
            Question("notice", "Will Seoul give notice?", "p_notice", at_least=1.0),
            Question("hands", "Will it cost little American time?", "us_effort", at_most=0.0705),
        ),
        rubric=(Criterion("Reasoning", 10.0, "None", "Some", "Clear"),),
        watch=("p_notice", "p_lapse", "trilateral_cohesion", "economic_loss_korea"),
    )


def _standing(capital: str) -> tuple[Line, ...]:
    return (Line("washington.private_message", {"dose": 0.5}),) if capital == "washington" else ()


class Player:
    """Does one act after the other, ten seconds apart, and asks the world where it is needed."""

    def __init__(self, of: Setup, base: Scenario) -> None:
        self.base, self.world, self.at = base, GameWorld(), 1_700_000_000.0
        self.acts: list[Act] = []
        self.room = new_room("QWERTY", of, base.custom_levers)
        self.do("opened", HOST, report=self.world.opening(of, base))

    def do(self, kind: str, by: str, **data: Any) -> None:
        self.at += 10.0
        act = Act(kind, by, self.at, data)
        self.room = accept(self.room, act)
        self.acts.append(act)

    def until(self, phase: str) -> None:
        """Push on until a phase has come."""
        while self.room.phase != phase:
            if self.room.phase == "resolve":
                answer = self.world.resolve(self.room, self.base)
                self.do("moved", HOST, move=self.room.index, **answer)
            else:
                self.do("push", WHITE)

    def seal(self, seat: str, reasoning: str, *lines: tuple[str, float, int]) -> None:
        rows = [{"lever": lever, "doses": {"dose": dose}, "week": week} for lever, dose, week in lines]
        self.do("seal", seat, lines=rows, reasoning=reasoning, salt=f"salt-{seat}")


@cache
def played() -> tuple[Room, Scenario]:
    """The room after its last move, and its world."""
    with patch("sim.game.world.moves.GHOSTS", FEW):
        player = play(setup(), load_scenario(WORLD))
    return player.room, player.base


@cache
def debriefed() -> Debrief:
    """The debrief of that game, with few ghosts."""
    room, base = played()
    with patch("sim.game.debrief.turning.MOST", FEW), patch("sim.game.debrief.turning.LEAST", FEW):
        return debrief(room, base, ghosts=FEW)


def play(of: Setup, base: Scenario) -> Player:
    """Three moves: a notice with a broken promise, a hand-over to an agent, a move taken back, and a chosen world."""
    player = Player(of, base)
    for seat, (name, team) in NAMES.items():
        player.do("join", HOST, seat=seat, name=name, team=team)
    player.do("start", WHITE)
    _first(player)
    _second(player)
    player.until("resolve")
    player.do("adjudicate", WHITE, how="quantile", outcome="us_effort", percentile=85.0, reason="For the talk")
    player.until("report")
    player.do("push", WHITE)
    return player


def _first(player: Player) -> None:
    one, two, three, four, five = NAMES
    player.until("negotiate")
    promises = [
        {"capital": "seoul", "lever": "seoul.gsomia_notice", "does": False},
        {"capital": "tokyo", "lever": "tokyo.hard_line_statement", "does": False},
    ]
    player.do("propose", one, to=["tokyo"], text="You stay calm and so do we", commitments=promises)
    player.do("answer", three, proposal=player.room.proposals[0].id, answer="accepted")
    player.do("say", one, channel="seoul-tokyo", text="민수, do you trust zebulon quax?")
    player.do("say", two, channel="team:seoul", text="They bluff <b>all the time</b>; =2+2")
    player.do("hide", WHITE, message=player.room.messages[-1].number)
    player.do("say", WHITE, channel="white:tokyo", text="Three minutes left")
    player.do("state", one, tone="sharp", text="We will not lose again")
    player.do("forecast", one, slips={"notice": 90.0, "hands": 40.0})
    player.do("forecast", three, slips={"notice": 20.0})
    player.do("forecast", four, slips={"hands": 50.0})
    player.do("believe", three, about="seoul", percent=80.0)
    player.do("believe", five, about="seoul", percent=40.0)
    player.do("note", WHITE, text="Zebulon Quax leads well")
    player.seal(one, "Show them, says 민수", ("seoul.gsomia_notice", 1.0, 2))
    player.seal(three, "-2 on trust", ("tokyo.quiet_channel", 0.5, 1))
    player.until("report")


def _second(player: Player) -> None:
    one, _, three, _, five = NAMES
    player.until("brief")
    player.do("hand", WHITE, capital="washington", to="agent")
    player.do("seal", one, lines=[], reasoning="Wait", salt="x")
    player.until("report")
    player.do("undo", WHITE)
    player.do("forecast", five, slips={"notice": 100.0})
    player.seal(one, "Talk first", ("seoul.quiet_channel", 1.0, 1))
    player.seal(three, "Answer them", ("tokyo.hard_line_statement", 1.0, 1))
    player.until("report")
    player.until("brief")
