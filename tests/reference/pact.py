"""The intelligence pact in one world: a state machine with a calendar, and what sharing is worth."""

from __future__ import annotations

from datetime import date

from tests.reference.world import WASHINGTON, Parameters, World, days_of, retention

IN_FORCE, NOTICE, SUSPENDED, LAPSED = 0.0, 1.0, 2.0, 3.0
TO_NOTICE, TO_SUSPEND, TO_TERMINATE, TO_NORMALISE = range(4)
EARLIEST, LATEST = 150, 90


def days_to_renewal(day: date) -> int:
    """Days to the next 23 November."""
    renewal = date(day.year, 11, 23)
    return (renewal if renewal >= day else date(day.year + 1, 11, 23)).toordinal() - day.toordinal()


def open_pact(world: World, p: Parameters) -> None:
    world.pact_use = p["gsomia.initial_use"]


def consult_calendar(world: World, p: Parameters, first_day: date) -> None:
    """What is legal this week, how near the deadline of a running notice is, and how charged the pact is."""
    standing = world.pact_state
    in_season = any(LATEST <= days_to_renewal(day) <= EARLIEST for day in days_of(first_day))
    world.pact_may = [
        float(standing == IN_FORCE and in_season),
        float(standing == NOTICE),
        float(standing == SUSPENDED and world.revival_weeks == 0.0),
        float(standing >= SUSPENDED and world.normalising_weeks == 0.0),
    ]
    weeks_left = days_to_renewal(first_day) // 7
    world.deadline_nearness = p["gsomia.deadline_discount"] ** weeks_left if standing == NOTICE else 0.0
    used = world.pact_use / (world.pact_use + 1.0)
    world.pact_value = min(p["gsomia.visible_value"] * used + world.pact_publicity, 1.0)
    world.pact_politics = p["gsomia.politicisation"] * (1.0 - p["gsomia.insulation"] * world.pact_value)


def carry_out(world: World, p: Parameters) -> None:
    """Seoul's orders, where they are legal, change the state at once or after a delay."""
    ordered = [order > 0.0 and may > 0.0 for order, may in zip(world.pact_order, world.pact_may, strict=True)]
    if ordered[TO_NOTICE]:
        world.pact_state = NOTICE
    if ordered[TO_SUSPEND]:
        world.pact_state = SUSPENDED if p["gsomia.conditional_suspension"] > 0.5 else IN_FORCE
    if ordered[TO_TERMINATE]:
        world.revival_weeks += p["gsomia.revival_delay"] + 1.0
    world.revival_weeks = _count_down(world, world.revival_weeks, LAPSED)
    if ordered[TO_NORMALISE]:
        lag = p["gsomia.normalising_weeks"] if world.pact_state == LAPSED else 0.0
        world.normalising_weeks += lag + 1.0
    world.normalising_weeks = _count_down(world, world.normalising_weeks, IN_FORCE)
    if world.pact_state != SUSPENDED:
        world.revival_weeks = 0.0
    world.pact_order = [0.0] * 4


def _count_down(world: World, weeks: float, then: float) -> float:
    if 0.0 < weeks <= 1.0:
        world.pact_state = then
    return max(weeks - 1.0, 0.0)


def run_out(world: World, p: Parameters, first_day: date) -> None:
    """In the week of 23 November a running notice ends the pact; signal, intelligence and memory follow."""
    if world.pact_state == NOTICE and any((day.month, day.day) == (11, 23) for day in days_of(first_day)):
        world.pact_state = LAPSED
    world.pact_signal = {
        IN_FORCE: 1.0,
        NOTICE: p["gsomia.notice_signal"],
        SUSPENDED: 1.0 - p["gsomia.shadow"],
        LAPSED: 0.0,
    }[world.pact_state]
    _build_bridge(world)
    lapsed = world.pact_state == LAPSED
    world.intelligence = _by_way_of_washington(world, p) if lapsed else 1.0
    world.pact_use *= retention(p["gsomia.use_half_life"])
    world.pact_use += 0.0 if lapsed else world.provocation
    world.pact_publicity *= retention(p["gsomia.publicity_half_life"])


def _build_bridge(world: World) -> None:
    if 0.0 < world.bridge_weeks <= 1.0:
        world.bridge = 1.0
    world.bridge_weeks = max(world.bridge_weeks - 1.0, 0.0)


def _by_way_of_washington(world: World, p: Parameters) -> float:
    attentive = 1.0 - p["gsomia.distraction_loss"] * world.distraction[WASHINGTON]
    route = p["gsomia.route_through_washington"] * attentive
    return min(route + p["gsomia.bridge_gain"] * world.bridge, 1.0)
