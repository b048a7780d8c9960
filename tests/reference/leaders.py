"""The leaders in one world: types that only they know, changes of office, distraction at home."""

from __future__ import annotations

from tests.reference.world import CAPITALS, SEOUL, WASHINGTON, Parameters, World, clip

CHANCES = ("seoul.resolve", "tokyo.resolve", "washington.engagement")


def kinds_of(capital: int, p: Parameters) -> tuple[float, float]:
    """Resolve of the two types of an ally, or care of the two types of administration."""
    if capital == WASHINGTON:
        return p["washington.transactional_value"], p["washington.engaged_value"]
    return p["relations.low_resolve"], p["relations.high_resolve"]


def open_offices(world: World, p: Parameters, luck: list[float]) -> None:
    """Types are drawn at the start; the others only know the chance."""
    world.orientation = p["seoul.orientation"]
    for k in range(len(CAPITALS)):
        world.type_high[k] = float(luck[k] < p[CHANCES[k]])
        world.belief_high[k] = p[CHANCES[k]]
        world.resolve[k] = kinds_of(k, p)[int(world.type_high[k])]


def take_office(world: World, p: Parameters, luck: list[float]) -> None:
    """New leaders bring a type of their own and the others' beliefs start afresh; home affairs distract."""
    for k in range(len(CAPITALS)):
        world.new_leader[k] = float(luck[3 + k] < world.leader_change[k])
        world.leader_change[k] = 0.0
        if world.new_leader[k] > 0.0:
            world.type_high[k] = float(luck[k] < p[CHANCES[k]])
            world.belief_high[k] = p[CHANCES[k]]
            world.resolve[k] = kinds_of(k, p)[int(world.type_high[k])]
            if k == SEOUL:
                world.orientation = p["seoul.orientation"] + p["seoul.opposition_orientation"] - world.orientation
        usual = p[f"{CAPITALS[k]}.distraction"]
        busy = max(usual, world.distraction_order[k])
        if k == WASHINGTON and world.summitry_weeks > 0.0:
            busy += p["relations.summitry_distraction"]
        world.distraction[k] = clip(busy)
        world.distraction_order[k] = 0.0
