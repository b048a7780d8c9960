"""Two tables in one world: who pays for American troops, and who settles the forced-labour question."""

from __future__ import annotations

from tests.reference.world import ALLIES, SEOUL, TOKYO, Parameters, World, clip, logistic, weekly_chance

NEVER = 1000.0


def negotiate(world: World, p: Parameters, luck: float) -> None:
    """Talks on cost sharing go on, or break under the demand; both allies take the break badly."""
    if world.cost_talks_broken == 0.0 and luck < p["cost_sharing.break_hazard"] * world.cost_demand:
        world.cost_talks_broken = 1.0
        for i in ALLIES:
            world.resentment[i] = clip(
                world.resentment[i] + p["cost_sharing.broken_resentment"] * (1.0 - world.resentment[i])
            )
    if world.cost_demand <= 0.0:
        world.cost_talks_broken = 0.0


def take_positions(world: World, p: Parameters) -> None:
    """What Seoul must get and Tokyo can give this week, from their publics, leaders, fears and fatigue."""
    heat = [world.salience[i] * world.hard_line[i] for i in ALLIES]
    world.korean_floor = clip(
        p["settlement.korean_base"]
        + p["settlement.korean_hard_line"] * heat[SEOUL]
        + p["settlement.korean_resolve"] * (world.resolve[SEOUL] - 1.0)
        - p["settlement.korean_orientation"] * world.orientation
        - p["settlement.korean_fear"] * world.abandonment_fear[SEOUL]
        - p["settlement.korean_threat"] * world.threat
        + p["settlement.korean_hostility"] * world.hostility[SEOUL]
        - p["settlement.korean_mediation"] * world.face[SEOUL]
    )
    world.japanese_ceiling = clip(
        p["settlement.japanese_base"]
        - p["settlement.japanese_hard_line"] * heat[TOKYO]
        - p["settlement.japanese_fatigue"] * world.fatigue[TOKYO]
        - p["settlement.japanese_resolve"] * (world.resolve[TOKYO] - 1.0)
        + p["settlement.japanese_fear"] * world.abandonment_fear[TOKYO]
        + p["settlement.japanese_threat"] * world.threat
        - p["settlement.japanese_hostility"] * world.hostility[TOKYO]
        + p["settlement.japanese_losses"] * min(world.loss_rate[TOKYO] / p["settlement.painful_loss"], 1.0)
        + p["settlement.japanese_mediation"] * world.face[TOKYO]
    )
    world.win_set_overlap = world.japanese_ceiling - world.korean_floor


def bargain(world: World, p: Parameters, luck: list[float]) -> None:
    """The two settle if positions overlap while they talk over an offer; Seoul may pay alone; settlements break."""
    helped = p["settlement.talks_from_quiet_channel"] * sum(world.quiet_talks)
    helped += p["settlement.talks_from_washington"] * world.us_mediation
    world.talks = clip(p["settlement.talks_kept"] * world.talks + helped)
    world.quiet_talks = [0.0, 0.0]
    overlap = logistic(world.win_set_overlap / p["settlement.sharpness"])
    on_offer = world.offer_weeks <= p["settlement.offer_weeks"]
    before = world.settled
    agreed = before == 0.0 and on_offer and luck[0] < weekly_chance(p["settlement.hazard"] * world.talks * overlap)
    alone = before == 0.0 and not agreed and world.settlement_order > 0.0
    breaks = before == 1.0 and luck[1] < weekly_chance(p["settlement.relapse_hazard"] * (1.0 - overlap))
    if agreed:
        _close(world, 1.0, (world.korean_floor + world.japanese_ceiling) / 2.0)
    elif alone:
        terms = p["settlement.lonely_terms"]
        _close(world, 2.0, terms)
        world.approval_shock[SEOUL] -= p["settlement.lonely_payment_cost"] * max(world.korean_floor - terms, 0.0)
    else:
        if breaks:
            world.settled = world.settlement_kind = 0.0
        world.settlement_age = world.settlement_age + 1.0 if world.settled else 0.0
    world.relapse = float(breaks)
    world.settlement_order = 0.0
    world.offer_weeks = min(world.offer_weeks + 1.0, NEVER)


def _close(world: World, kind: float, terms: float) -> None:
    world.settled, world.settlement_kind, world.settlement_terms, world.settlement_age = 1.0, kind, terms, 0.0
