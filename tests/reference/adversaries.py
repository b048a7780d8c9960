"""Pyongyang, Beijing and Moscow in one world: launches, probes, and what they gain."""

from __future__ import annotations

import math

from tests.reference.world import Parameters, World, retention, weekly_chance


def open_adversaries(world: World, p: Parameters) -> None:
    world.posture = p["pyongyang.usual_posture"]


def launch(world: World, p: Parameters, luck: list[float]) -> None:
    """Pyongyang launches or not, given disunity, ultimatum, talks and its own last launches."""
    drive = p["pyongyang.opportunism"] * (1.0 - world.cohesion - p["pyongyang.usual_disunity"])
    drive += p["pyongyang.ultimatum_effect"] * world.ultimatum
    if world.summitry_weeks > 0.0:
        drive -= p["pyongyang.talks_effect"]
    hazard = p["pyongyang.launch_rate"] * math.exp(drive) + p["pyongyang.clustering"] * world.excitement
    world.launch_hazard = hazard
    launches = 0.0
    if luck[0] < weekly_chance(hazard):
        launches = 2.0 if luck[1] < p["pyongyang.largest_burst"] else 1.0
    world.provocation = launches + world.missile_order
    world.missile_order = 0.0
    kept = p["pyongyang.excitement_kept"]
    world.excitement = kept * world.excitement + (1.0 - kept) * world.provocation
    drift = 1.0 - retention(p["pyongyang.posture_half_life"])
    world.posture += drift * (p["pyongyang.usual_posture"] - world.posture)
    world.ultimatum *= retention(p["pyongyang.ultimatum_half_life"])
    world.summitry_weeks = max(world.summitry_weeks - 1.0, 0.0)


def probe(world: World, p: Parameters, luck: list[float]) -> None:
    """Beijing and Moscow fly a probe or not, given how divided the allies are; some probes touch the islands."""
    divided = 1.0 - world.cohesion - p["beijing_moscow.usual_disunity"]
    hazard = p["beijing_moscow.probe_rate"] * math.exp(p["beijing_moscow.opportunism"] * divided)
    world.probe_hazard = hazard
    flown = luck[0] < weekly_chance(hazard)
    near = flown and luck[1] < p["beijing_moscow.near_islands"]
    world.probe = max(float(flown), world.probe_order)
    world.probe_near_islands = max(float(near), world.probe_order)
    world.probe_order = 0.0


def profit(world: World, p: Parameters) -> None:
    """What the adversaries gain: launches that are seen less well, troop cuts, disunity."""
    world.gain_pyongyang += world.provocation * (1.0 - world.intelligence)
    world.gain_pyongyang += p["pyongyang.troop_cut_gain"] * world.troop_cut
    world.gain_beijing_moscow += (1.0 - world.cohesion) * (world.probe + p["beijing_moscow.wedge_gain"])
