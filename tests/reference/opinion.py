"""The publics in one world: attention, hard-line opinion, judgement of leaders, boycott."""

from __future__ import annotations

import math
from datetime import date

from tests.reference.world import ALLIES, CAPITALS, SEOUL, TOKYO, Parameters, World, clip, days_of, retention

PUBLICS = ("korean_public", "japanese_public")
MEMORIAL_DAYS = ((3, 1), (8, 15))


def open_opinion(world: World, p: Parameters) -> None:
    """Where opinion stands on the first day."""
    for i in ALLIES:
        world.salience[i] = p[f"{PUBLICS[i]}.initial_salience"]
        world.hard_line[i] = p[f"{PUBLICS[i]}.usual_hard_line"]
        world.approval[i] = p[f"{CAPITALS[i]}.initial_approval"]
    world.boycott = p["korean_public.boycott_core"]
    world.boycott_lag = [world.boycott] * 3


def stir(world: World, p: Parameters, first_day: date) -> None:
    """Moves, court news and memorial days put the dispute on both publics' minds."""
    keep = retention(p["relations.salience_half_life"])
    memorial = any((day.month, day.day) in MEMORIAL_DAYS for day in days_of(first_day))
    for i in ALLIES:
        news = (
            p["relations.salience_from_rival"] * world.escalation_seen[1 - i]
            + p["relations.salience_from_own"] * world.escalation_stirring[i]
            + p["relations.salience_from_washington"] * world.us_pressing[i] * world.us_visibility
            + p[f"{PUBLICS[i]}.court_attention"] * world.court_news
            + p["relations.accusation_salience"] * world.accusation
            + p["relations.memorial_salience"] * memorial
        )
        old = world.salience[i]
        world.salience[i] = clip(keep * old + (1.0 - keep) * p["relations.usual_salience"] + news * (1.0 - old))


def swing(world: World, p: Parameters) -> None:
    """Opinion moves with the rival's visible escalation, the own side's rhetoric and the rival's concessions."""
    drift = 1.0 - retention(p["relations.hard_line_half_life"])
    for i in ALLIES:
        old = world.hard_line[i]
        push = p["relations.hard_line_from_rival"] * world.escalation_seen[1 - i]
        push += p["relations.hard_line_from_rhetoric"] * max(world.nationalism[i], 0.0) * world.salience[i]
        softened = p["relations.hard_line_softening"] * world.concession[1 - i] * old
        back = drift * (p[f"{PUBLICS[i]}.usual_hard_line"] - old)
        world.hard_line[i] = clip(old + push * (1.0 - old) - softened + back)


def judge(world: World, p: Parameters, noise: list[float]) -> None:
    """The publics judge what their leaders did this week; commitments grow and are used up."""
    drift = 1.0 - retention(p["relations.approval_half_life"])
    for i in ALLIES:
        name, firm = CAPITALS[i], world.hard_line[i]
        rally = p["relations.rally"] * world.nationalism[i] * (2.0 * firm - 0.5)
        shown = 1.0 - p["relations.face_saving"] * world.face[i]
        audience = p["relations.audience_cost"] * world.commitment[i] * world.concession[i] * shown
        belligerence = p["relations.belligerence_cost"] * (1.0 - firm) * max(world.escalation[i], 0.0)
        pain = 100.0 * p["relations.loss_to_approval"] * world.loss_rate[i] / p[f"{name}.weekly_output"]
        change = (
            world.salience[i] * (rally - audience - belligerence)
            - pain
            + drift * (p[f"{name}.usual_approval"] - world.approval[i])
            + world.approval_shock[i]
            + p["relations.approval_noise"] * noise[i]
        )
        world.approval[i] = clip(world.approval[i] + change, 0.0, 100.0)
        world.approval_shock[i] = 0.0
        _commit(world, p, i)


def _commit(world: World, p: Parameters, i: int) -> None:
    old = world.commitment[i]
    vowed = p["relations.commitment_gain"] * world.escalation_seen[i] * (1.0 - old)
    used = p["relations.commitment_release"] * world.concession[i] * old
    fresh = retention(p["relations.commitment_half_life"]) * old + vowed - used
    if world.new_leader[i] > 0.0:
        fresh *= p["relations.commitment_inherited"]
    world.commitment[i] = clip(fresh)


def spread(world: World, p: Parameters) -> None:
    """Consumers join when Tokyo acts and attention is high, and drift back; bookings follow with a lag."""
    measures = [world.export_controls, world.whitelist_removed, max(world.retaliation)]
    struck = [max(now - seen, 0.0) for now, seen in zip(measures, world.measures_seen, strict=True)]
    world.measures_seen = measures
    weights = (1.0, p["korean_public.list_removal_trigger"], p["korean_public.retaliation_trigger"])
    trigger = sum(weight * blow for weight, blow in zip(weights, struck, strict=True))
    old, salience, ceiling = world.boycott, world.salience[SEOUL], p["korean_public.boycott_ceiling"]
    roused = max(salience - p["korean_public.boycott_threshold"], 0.0)
    joining = p["korean_public.boycott_contagion"] * roused * old * min(sum(measures), 1.0)
    joining += p["korean_public.boycott_trigger"] * trigger * salience
    fade = 1.0 - retention(p["korean_public.boycott_half_life"])
    fade += p["korean_public.boycott_softening"] * max(world.concession[TOKYO], 0.0)
    grown = old + joining * (1.0 - old / ceiling) - fade * old
    world.boycott = clip(grown, p["korean_public.boycott_core"], ceiling)
    _book(world, p)


def _book(world: World, p: Parameters) -> None:
    """Travel is booked ahead, so the boycott reaches it in three stages and consumer goods in two."""
    source = world.boycott
    for stage in range(3):
        world.boycott_lag[stage] += p["korean_public.travel_lag_rate"] * (source - world.boycott_lag[stage])
        source = world.boycott_lag[stage]
    travelling = math.exp(-p["korean_public.travel_response"] * world.boycott_lag[2])
    world.visitors_change = travelling * (1.0 - world.covid) - 1.0
    world.beer_change = math.expm1(-p["korean_public.beer_response"] * world.boycott_lag[1])
