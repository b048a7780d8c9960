"""Every ready game is in order, fits its hour and its legal dates, and asks for what can be had but is not given."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from sim import load_scenario, run
from sim.game.rules.act import HOST, WHITE, Act
from sim.game.rules.fold import accept
from sim.game.rules.room import new_room
from sim.game.setup.read import check_game, read_game, read_room
from sim.game.setup.records import Objective, Setup
from sim.game.world.game_world import GameWorld
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS
from sim.report.game.paper_words import span
from sim.results import Results

FOLDER = Path(__file__).parents[2] / "scenarios" / "games"
FILES = sorted(FOLDER.glob("*.yaml"))
LAST_DAY_OF_NOTICE = (8, 25)
LAST_DAY_OF_THE_PACT = (11, 22)
WORLDS = 200
# Three standard errors of a share of 200 worlds, and the rounding of the comment.
NEAR = 0.11
SAID = re.compile(r"^#   (?P<capital>\w+) +(?P<shares>[^;]+);", re.MULTILINE)

every_game = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def test_an_hour_an_afternoon_and_a_week_come_along() -> None:
    assert {"autumn_2019_50_minutes", "two_hours_2018_2019", "one_week_2018_2023"} <= {file.stem for file in FILES}


@every_game
def test_it_is_in_order(file: Path) -> None:
    assert check_game(file) == []


@every_game
def test_a_class_takes_over_from_the_record_and_plays_to_the_end_of_its_world(file: Path) -> None:
    setup = read_game(file)
    scenario = load_scenario(setup.scenario)
    assert scenario.agents_from == setup.opens
    assert scenario.start + timedelta(weeks=scenario.weeks) == setup.first_day(len(setup.moves))


@every_game
def test_it_gives_every_team_enough_to_talk_about(file: Path) -> None:
    setup = read_game(file)
    for team in setup.teams.values():
        assert 3 <= len(team.roles) <= 5
        assert all(len(role.card.split()) >= 30 for role in team.roles)
        assert len(team.brief.split()) >= 60
        assert sum(objective.points for objective in team.objectives) == 10
    assert 6 <= len(setup.injects) <= 10
    assert 5 <= len(setup.questions) <= 6
    assert 4 <= len(setup.rubric) <= 5
    assert sum(criterion.points for criterion in setup.rubric) == 20
    assert len(setup.script) == len(setup.moves) + 2


@every_game
def test_its_summers_and_novembers_can_be_played(file: Path) -> None:
    """Each last day of notice and each last day of the pact belongs to a move, and notice comes before the end."""
    setup = read_game(file)
    notice, end = _moves_with(setup, LAST_DAY_OF_NOTICE), _moves_with(setup, LAST_DAY_OF_THE_PACT)
    assert notice
    assert all(summer < autumn for summer, autumn in zip(notice, end[-len(notice) :], strict=True))


def _moves_with(setup: Setup, day: tuple[int, int]) -> list[int]:
    """The moves that hold this day of some year, in their order."""
    days = [date(year, *day) for year in range(setup.opens.year, setup.first_day(len(setup.moves)).year + 1)]
    spans = [(setup.first_day(move), setup.first_day(move + 1)) for move in range(len(setup.moves))]
    return [move for move, (first, after) in enumerate(spans) if any(first <= day < after for day in days)]


def test_fifty_minutes_are_enough() -> None:
    """Five to join, four to open, the phases of every move with half a minute to reckon, seven to talk."""
    setup = read_game(FOLDER / "autumn_2019_50_minutes.yaml")
    phases = sum(setup.minutes.values())
    assert phases > 0
    assert 5 + 4 + len(setup.moves) * (phases + 0.5) + 7 <= 51


def test_two_hours_are_enough() -> None:
    setup = read_game(FOLDER / "two_hours_2018_2019.yaml")
    assert 8 + 8 + len(setup.moves) * sum(setup.minutes.values()) + 16 <= 120


@cache
def _agents_alone(name: str) -> Results:
    return run(load_scenario(name), worlds=WORLDS)


def _share(objective: Objective, results: Results) -> float:
    values = results.outcomes[objective.outcome].values
    assert values is not None
    return float(np.mean([objective.met(float(value)) for value in values]))


@every_game
def test_nothing_is_out_of_reach_and_nothing_is_given(file: Path) -> None:
    setup = read_game(file)
    results = _agents_alone(setup.scenario)
    for team in setup.teams.values():
        shares = {objective.key: _share(objective, results) for objective in team.objectives}
        assert all(0.02 < share < 0.99 for share in shares.values()), shares
        expected = sum(objective.points * shares[objective.key] for objective in team.objectives)
        assert 2 < expected < 7.5, team.title


@every_game
def test_the_shares_that_it_tells_the_teacher_are_so(file: Path) -> None:
    setup = read_game(file)
    results = _agents_alone(setup.scenario)
    told = {found["capital"]: found["shares"] for found in SAID.finditer(file.read_text(encoding="utf-8"))}
    assert set(told) == set(setup.teams)
    for capital, team in setup.teams.items():
        written = dict(re.findall(r"(\w+) (\d+) %", told[capital]))
        assert set(written) == {objective.key for objective in team.objectives}
        for objective in team.objectives:
            assert abs(int(written[objective.key]) / 100 - _share(objective, results)) <= NEAR, objective.key


@every_game
def test_its_standing_orders_cost_nothing_that_is_not_there(file: Path) -> None:
    """A standing order must be affordable from the income of a move, or an absent team would be ruined by it."""
    setup = read_game(file)
    levers = catalogue().levers
    for team in setup.teams.values():
        cost = sum(levers[line.lever].political_cost * max(line.doses.values()) for line in team.standing)
        assert cost <= setup.capital.income


@every_game
def test_the_teacher_s_guide_has_its_dates(file: Path) -> None:
    guide = (FOLDER.parents[1] / "docs" / "classroom.md").read_text(encoding="utf-8")
    setup = read_game(file)
    assert f"`{file.stem}`" in guide
    for move in range(len(setup.moves)):
        assert span(setup, move).rpartition(",")[0] in guide


class Played:
    """A game that a test plays: three heads, a teacher, and the world."""

    def __init__(self, name: str) -> None:
        self.setup, self.scenario = read_room(name)
        self.world = GameWorld()
        self.room = new_room("KQM7TX", self.setup, self.scenario.custom_levers)
        self.act("opened", HOST, report=self.world.opening(self.setup, self.scenario))
        for capital in CAPITALS:
            self.act("join", HOST, seat=capital, name=capital, team=capital)
        self.act("start", WHITE)

    def act(self, kind: str, by: str, **data: object) -> None:
        self.room = accept(self.room, Act(kind, by, 0.0, data))

    def move(self, **orders: tuple[str, int]) -> None:
        """Play a move; each order is one lever at its full dose and the week of it."""
        for capital, (lever, week) in orders.items():
            lines = [{"lever": f"{capital}.{lever}", "week": week}]
            self.act("seal", capital, lines=lines, reasoning="A test.", salt="salt")
        while self.room.phase != "resolve":
            self.act("push", WHITE)
        self.act("moved", HOST, move=self.room.index, **self.world.resolve(self.room, self.scenario))
        self.act("push", WHITE)

    def pulled(self) -> set[str]:
        return {item["lever"] for move in self.room.resolved if move.report for item in move.report["pulled"]}


def test_notice_on_the_last_day_and_its_end_in_the_last_week_can_be_sealed() -> None:
    """The week of 19 August is the third of move 1, and that of 18 November the first of move 5."""
    game = Played("autumn_2019_50_minutes")
    game.move(seoul=("gsomia_notice", 3))
    game.move()
    game.move()
    game.move(tokyo=("restore_trade_status", 3))
    game.move(seoul=("gsomia_suspend_notice", 1))
    assert game.room.stage == "debrief"
    assert {"seoul.gsomia_notice", "tokyo.restore_trade_status", "seoul.gsomia_suspend_notice"} <= game.pulled()
    outcomes = game.room.last_report["outcomes"]
    # Restored in the first week of November: late enough for Tokyo, early enough for Seoul.
    assert 140 <= outcomes["economic_loss_korea"] <= 160
    assert (outcomes["p_notice"], outcomes["p_suspend"], outcomes["p_lapse"]) == (1, 1, 0)
