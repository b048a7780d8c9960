"""The numbers of a scenario file that belong to no actor: how long, how many worlds, which luck, how deep."""

from __future__ import annotations

from datetime import date

from sim.kernel.quantity import Quantity
from sim.kernel.records import ONCE
from sim.scenario.scenario import DEFAULT_LEVEL, DEFAULT_SEED, DEFAULT_WORLDS

FORMAT = 1
FIRST_DAY = date(1965, 12, 18)
LAST_DAY = date(2100, 12, 31)
MOST_SWEPT = 100_000
LONGEST_TEXT = 2_000

WEEKS = Quantity(
    key="horizon.weeks",
    label="Weeks",
    unit="weeks",
    default=104,
    low=1,
    high=520,
    help="How many weeks are simulated.",
    source="scale of this model",
)
WORLDS = Quantity(
    key="worlds",
    label="Worlds",
    unit="worlds",
    default=DEFAULT_WORLDS,
    low=1,
    high=1_000_000,
    help="In how many worlds, each with its own luck, the scenario is played.",
    source="scale of this model",
)
SEED = Quantity(
    key="seed",
    label="Seed",
    unit="a whole number",
    default=DEFAULT_SEED,
    low=0,
    high=2**63 - 1,
    help="Names the luck of the worlds: the same seed gives the same worlds again.",
    source="scale of this model",
)
LUCK = Quantity(
    key="luck.world",
    label="Whose luck",
    unit="number of a world",
    default=0,
    low=0,
    high=1_000_000,
    help="The world of the seed whose luck world 0 has from that day on; 0 is its own.",
    source="scale of this model",
)
LEVEL = Quantity(
    key="decision.level",
    label="Level of thinking",
    unit="steps",
    default=DEFAULT_LEVEL,
    low=0,
    high=8,
    help="How many steps ahead each capital thinks in the mode level_k.",
    source="level-k models of strategic thinking",
)
FEATURE = Quantity(
    key="feature",
    label="Feature",
    unit="share of the strongest move",
    default=0.0,
    low=-1.0,
    high=1.0,
    help="How strongly a move of your own acts through one channel; a channel that is left out is 0.",
    source="scale of this model",
)
POLITICAL_COST = Quantity(
    key="political_cost",
    label="Political cost",
    unit="percentage points of approval",
    default=0.0,
    low=0.0,
    high=10.0,
    help="What pulling the lever costs its government at home.",
    source="scale of this model",
)
COOLDOWN = Quantity(
    key="cooldown",
    label="Cooldown",
    unit="weeks",
    default=4,
    low=0,
    high=ONCE,
    help=f"How many weeks pass before the lever can be pulled again; {ONCE} for once only.",
    source="scale of this model",
)
