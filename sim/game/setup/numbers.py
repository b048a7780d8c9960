"""The numbers of a room file: how long, how much a team may spend, how much it may do."""

from __future__ import annotations

from sim.game.setup.records import WEEKS_OF_A_MOVE, Capital, Options
from sim.kernel.quantity import Quantity
from sim.scenario.numbers import WEEKS

FORMAT = 1
MOST_WEEKS = int(WEEKS.high)
MOST_MOVES = MOST_WEEKS // WEEKS_OF_A_MOVE[1]
LONGEST_TITLE = 120
LONGEST_LINE = 400
LONGEST_CARD = 3_000
LONGEST_BRIEF = 6_000


def _judged(key: str, label: str, unit: str, default: float, low: float, high: float, sentence: str) -> Quantity:
    return Quantity(key, label, unit, default, low, high, sentence, "judgement of what a class can handle")


COUNT = _judged("moves.count", "Moves", "moves", 5, 1, MOST_MOVES, "How many moves are played.")
WEEKS_A_MOVE = _judged(
    "moves.weeks", "Weeks of a move", "weeks", 4, *WEEKS_OF_A_MOVE, "How much time of the world passes in a move."
)
WEEK = _judged(
    "week", "Week of the move", "weeks", 1, *WEEKS_OF_A_MOVE, "In which week of the move it is pulled, counted from 1."
)
MINUTES = _judged("minutes", "Minutes", "minutes", 0, 0, 20_160, "How long a phase lasts; 0 for no timer.")
POINTS = _judged("points", "Points", "points", 1, 0, 100, "How many points it brings.")
AT_MOVE = _judged("at_move", "Move", "moves", 1, 1, MOST_MOVES, "The move in which it happens, counted from 1.")

START = _judged(
    "capital.start", "At the start", "percentage points of approval", Capital().start, 0, 20, "What a team begins with."
)
INCOME = _judged(
    "capital.income", "Income", "percentage points of approval", Capital().income, 0, 20, "What a move brings."
)
MOST = _judged(
    "capital.most", "At most", "percentage points of approval", Capital().most, 0, 20, "What a team can save up."
)
LEVERS_A_MOVE = _judged(
    "options.levers_a_move", "Levers a move", "levers", Options().levers_a_move, 1, 6, "How many lines an order has."
)
FORECASTS = _judged(
    "options.forecasts", "Forecasts", "slips", Options().forecasts, 0, 10, "How many forecast slips go with an order."
)
STATEMENTS = _judged(
    "options.statements", "Statements", "statements", Options().statements, 0, 20, "Public statements a team and move."
)
