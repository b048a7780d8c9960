"""The supply chain in one world: controls, licences, other suppliers, stocks, lost output, and losses."""

from __future__ import annotations

import math

from tests.reference.world import MATERIALS, SEOUL, Parameters, World, clip


def open_trade(world: World, p: Parameters, luck: list[float]) -> None:
    """How long the first licence would take (lognormal with given mean and deviation), and full stocks."""
    for k, material in enumerate(MATERIALS):
        mean, deviation = p[f"licensing.{material}_first_licence"], p["licensing.first_licence_spread"]
        variance = math.log(1.0 + (deviation / mean) ** 2)
        wait = math.exp(math.log(mean) - variance / 2.0 + math.sqrt(variance) * luck[k])
        world.first_licence[k] = min(wait, p["licensing.longest_wait"])
        world.inventory[k] = p["industry.stock_weeks"]


def carry_out(world: World, p: Parameters) -> None:
    """A restoration ends controls and retaliation at once, the list removal after a lag; then licences are granted."""
    if world.trade_restore_order > 0.0:
        world.export_controls = 0.0
        world.retaliation = [0.0] * 3
        if world.whitelist_removed > 0.0:
            world.whitelist_return_weeks = p["licensing.list_return_weeks"] + 1.0
    world.trade_restore_order = 0.0
    if 0.0 < world.whitelist_return_weeks <= 1.0:
        world.whitelist_removed = 0.0
    world.whitelist_return_weeks = max(world.whitelist_return_weeks - 1.0, 0.0)
    for k, material in enumerate(MATERIALS):
        world.licence_flow[k] = 1.0 - world.export_controls * (1.0 - licensed(k, material, world, p))
    if world.export_controls > 0.0:
        world.control_weeks += 1.0
    else:
        world.control_weeks = world.licence_easing = 0.0


def licensed(k: int, material: str, world: World, p: Parameters) -> float:
    """The share of controlled trade with a licence: nothing at first, then a ramp to a ceiling, and what was eased."""
    since_first = world.control_weeks - world.first_licence[k]
    ramp = clip(p[f"licensing.{material}_ramp"] * since_first, 0.0, p[f"licensing.{material}_ceiling"])
    return min(ramp + world.licence_easing, 1.0)


def supply(world: World, p: Parameters) -> None:
    """Chip makers find other suppliers while trade is at risk, and draw on stocks; an empty stock costs output."""
    urge = world.export_controls + p["industry.diversification_by_list"] * world.whitelist_removed
    urge = min(urge + p["industry.diversification_by_threat"] * world.pressed[SEOUL], 1.0)
    uncovered = [_draw_on_stock(k, material, urge, world, p) for k, material in enumerate(MATERIALS)]
    world.production_loss = max(uncovered)
    world.supply_shock = 0.0


def _draw_on_stock(k: int, material: str, urge: float, world: World, p: Parameters) -> float:
    """One material: other suppliers grow, the stock is used or refilled. What nobody covers is handed back."""
    room = max(p[f"industry.{material}_diversification_limit"] - world.diversification[k], 0.0)
    world.diversification[k] += p["industry.diversification_speed"] * urge * room
    missing = p[f"industry.{material}_japan_share"] * (1.0 - world.licence_flow[k])
    short = max(missing - world.diversification[k], 0.0)
    surplus = max(world.diversification[k] - missing, 0.0)
    stock = world.inventory[k] * (1.0 - world.supply_shock)
    drawn = min(short, stock)
    world.inventory[k] = min(stock - drawn + p["industry.restocking"] * surplus, p["industry.stock_weeks"])
    return short - drawn


def count_losses(world: World, p: Parameters) -> None:
    """What the week costs each economy, in millions of dollars."""
    covered = sum(world.diversification) / len(MATERIALS)
    tariffs, _, visas = world.retaliation
    korea = (
        p["industry.chip_output"] * world.production_loss
        + p["industry.compliance_cost"] * (1.0 - covered) * world.export_controls
        + p["industry.list_cost"] * world.whitelist_removed
        + p["industry.tariff_cost_korea"] * tariffs
    )
    japan = (
        _travel_shunned(world, p)
        - p["industry.consumer_brands"] * world.beer_change
        + p["industry.controlled_sales"] * min(_unsold(world, p) + covered, 1.0)
        + p["industry.tariff_cost_japan"] * tariffs
        + p["industry.visa_cost_japan"] * visas
        + p["industry.delisting_cost_japan"] * world.japan_delisted
    )
    world.loss_rate = [korea, japan]
    world.loss_korea += korea
    world.loss_japan += japan


def _travel_shunned(world: World, p: Parameters) -> float:
    """Income from visitors who stay away because of the dispute; those whom a pandemic keeps away do not count."""
    normal = p["industry.weekly_visitors"] * p["industry.spending_per_visitor"] / 1e6
    possible, came = 1.0 - world.covid, 1.0 + world.visitors_change
    return normal * max(possible - came, 0.0)


def _unsold(world: World, p: Parameters) -> float:
    shares = (p[f"industry.{material}_japan_share"] for material in MATERIALS)
    return sum(q * (1.0 - flow) for q, flow in zip(shares, world.licence_flow, strict=True)) / len(MATERIALS)
