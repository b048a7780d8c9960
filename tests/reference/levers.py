"""The levers in one world: when each is possible, what it is worth beyond its features, and what it does at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.reference.pact import LAPSED, NOTICE, TO_NORMALISE, TO_NOTICE, TO_SUSPEND, TO_TERMINATE
from tests.reference.world import MATERIALS, SEOUL, TOKYO, WASHINGTON, Parameters, World, days_of

SUMMIT_MONTHS = (5, 6, 7, 10, 11)


# When a lever is possible ------------------------------------------------------------------------------------------


def may(step: int) -> Callable[[World, Parameters, date], bool]:
    """The law of the pact allows this step."""
    return lambda world, p, first_day: world.pact_may[step] > 0.0


def seizure_contested(world: World, p: Parameters, first_day: date) -> bool:
    return world.court_highest >= 3.0 and world.settled == 0.0


def unsettled(world: World, p: Parameters, first_day: date) -> bool:
    return world.settled == 0.0


def controlled(world: World, p: Parameters, first_day: date) -> bool:
    return world.export_controls > 0.0


def trade_measure_stands(world: World, p: Parameters, first_day: date) -> bool:
    return world.export_controls > 0.0 or world.whitelist_removed > 0.0


def unchallenged_measure(world: World, p: Parameters, first_day: date) -> bool:
    return trade_measure_stands(world, p, first_day) and world.wto_case == 0.0


def korea_delisted_unanswered(world: World, p: Parameters, first_day: date) -> bool:
    return world.whitelist_removed > 0.0 and world.japan_delisted == 0.0


def seized_and_uncontrolled(world: World, p: Parameters, first_day: date) -> bool:
    return world.court_highest >= 1.0 and world.export_controls == 0.0


def controlled_and_listed(world: World, p: Parameters, first_day: date) -> bool:
    return world.export_controls > 0.0 and world.whitelist_removed == 0.0


def sale_ordered(world: World, p: Parameters, first_day: date) -> bool:
    return world.court_highest >= 4.0


def treaty_step_left(world: World, p: Parameters, first_day: date) -> bool:
    return world.treaty_steps < p["decision.treaty_steps_allowed"] and world.settled == 0.0


def president_can_travel(world: World, p: Parameters, first_day: date) -> bool:
    days = days_of(first_day)
    in_season = days[0].month in SUMMIT_MONTHS or days[-1].month in SUMMIT_MONTHS
    return in_season and world.distraction[WASHINGTON] < p["decision.visit_attention_limit"]


def no_bill(world: World, p: Parameters, first_day: date) -> bool:
    return world.cost_demand == 0.0


def bill_stands(world: World, p: Parameters, first_day: date) -> bool:
    return world.cost_demand > 0.0


def bridge_can_start(world: World, p: Parameters, first_day: date) -> bool:
    return world.pact_state == LAPSED and world.bridge_weeks == 0.0 and world.bridge < 1.0


POSSIBLE: dict[str, Callable[[World, Parameters, date], bool]] = {
    "seoul.joint_fund_offer": unsettled,
    "seoul.third_party_payment": seizure_contested,
    "seoul.wto_case": unchallenged_measure,
    "seoul.delist_japan": korea_delisted_unanswered,
    "seoul.gsomia_notice": may(TO_NOTICE),
    "seoul.gsomia_suspend_notice": may(TO_SUSPEND),
    "seoul.gsomia_terminate": may(TO_TERMINATE),
    "seoul.gsomia_normalise": may(TO_NORMALISE),
    "seoul.court_restraint": seizure_contested,
    "tokyo.treaty_arbitration": treaty_step_left,
    "tokyo.export_controls": seized_and_uncontrolled,
    "tokyo.whitelist_removal": controlled_and_listed,
    "tokyo.ease_licences": controlled,
    "tokyo.restore_trade_status": trade_measure_stands,
    "tokyo.retaliation_package": sale_ordered,
    "tokyo.threaten_all_options": unsettled,
    "washington.presidential_visit": president_can_travel,
    "washington.cost_sharing_demand": no_bill,
    "washington.conclude_cost_sharing": bill_stands,
    "washington.tisa_bridge": bridge_can_start,
}


# What a lever is worth to its owner beyond its features, in pp --------------------------------------------------------


def chance_of_success(world: World, side: int) -> float:
    """A capital's own estimate that pressing pays: the mean of its Beta belief."""
    good, bad = world.coercion_success[side], world.coercion_failure[side]
    return good / (good + bad)


def feared_threat(world: World, p: Parameters, side: int) -> float:
    return world.threat * (1.0 + p["relations.fear_to_security"] * world.abandonment_fear[side])


def worth_of_notice(world: World, p: Parameters) -> float:
    leverage = p["decision.coercion_weight"] * chance_of_success(world, SEOUL) * world.stake[SEOUL]
    worry = p["decision.lapse_cost"] * feared_threat(world, p, SEOUL)
    return p["decision.notice_leverage"] * leverage - p["decision.notice_lapse_worry"] * worry


def worth_of_suspending(world: World, p: Parameters) -> float:
    near = world.deadline_nearness
    lapse = feared_threat(world, p, SEOUL) + p["decision.lapse_ally_weight"] * world.us_pressure[SEOUL]
    leverage = world.stake[SEOUL] + p["decision.suspend_leverage_floor"]
    return near * p["decision.lapse_cost"] * lapse - (1.0 - near) * p["decision.suspend_patience"] * leverage


def worth_of_ending(world: World, p: Parameters) -> float:
    lapse = p["decision.terminate_standing_cost"] + p["decision.lapse_ally_weight"] * world.us_pressure[SEOUL]
    struck = world.retaliation_age <= p["decision.return_memory"]
    answer = p["decision.return_weight"] if struck else 0.0
    return p["decision.terminate_leverage"] * world.stake[SEOUL] + answer - p["decision.lapse_cost"] * lapse


def worth_of_normalising(world: World, p: Parameters) -> float:
    stake, heat = world.stake[SEOUL], world.salience[SEOUL] * world.hard_line[SEOUL]
    repaired = p["decision.normalise_repair_value"] * (1.0 - stake)
    return repaired - p["decision.normalise_leverage_lost"] * stake - p["decision.normalise_backlash"] * heat


def worth_of_paying(world: World, p: Parameters) -> float:
    attention = p["decision.payment_backlash_floor"] + world.salience[SEOUL]
    backlash = p["decision.payment_backlash"] * world.hard_line[SEOUL] * attention
    given_up = max(world.korean_floor - p["settlement.lonely_terms"], 0.0)
    relief = p["decision.payment_relief"] * world.stake[TOKYO]
    return relief - backlash - p["settlement.lonely_payment_cost"] * given_up


def worth_of_restraint(world: World, p: Parameters) -> float:
    heat = world.salience[SEOUL] * world.hard_line[SEOUL]
    urgency = min(world.court_highest / 4.0, 1.0)
    return p["decision.restraint_urgency"] * urgency - p["decision.restraint_backlash"] * heat


def worth_of_removal(world: World, p: Parameters) -> float:
    return p["decision.removal_follow_on"] * world.export_controls


def worth_of_easing(world: World, p: Parameters) -> float:
    dependence = 1.0 - sum(world.diversification) / len(MATERIALS)
    sales = p["decision.easing_exporters_gain"] * p["decision.economy_weight"] * dependence
    running_out = world.deadline_nearness if world.pact_state == NOTICE else 0.0
    return sales + p["decision.easing_deadline"] * running_out


def worth_of_restoring(world: World, p: Parameters) -> float:
    return p["decision.restore_settled"] * world.settled - p["decision.restore_stake_lost"] * world.stake[TOKYO]


def worth_of_retaliating(world: World, p: Parameters) -> float:
    worth = {
        4.0: "decision.retaliate_sale_ordered",
        5.0: "decision.retaliate_sale_upheld",
        6.0: "decision.retaliate_cash_out",
    }
    return p[worth[world.court_highest]] if world.court_highest in worth else 0.0


def worth_of_threatening(world: World, p: Parameters) -> float:
    return p["decision.threat_stake"] * world.stake[TOKYO]


def worth_of_neglect(world: World, p: Parameters) -> float:
    return p["decision.neglect_fatigue"] * world.fatigue[TOKYO] - p["decision.neglect_reluctance"]


def worth_of_gesture(world: World, p: Parameters) -> float:
    lost = p["decision.gesture_stake_lost"] * world.stake[TOKYO] + p["decision.gesture_fatigue"] * world.fatigue[TOKYO]
    return p["decision.gesture_settled"] * world.settled - lost


WORTH: dict[str, Callable[[World, Parameters], float]] = {
    "seoul.third_party_payment": worth_of_paying,
    "seoul.gsomia_notice": worth_of_notice,
    "seoul.gsomia_suspend_notice": worth_of_suspending,
    "seoul.gsomia_terminate": worth_of_ending,
    "seoul.gsomia_normalise": worth_of_normalising,
    "seoul.court_restraint": worth_of_restraint,
    "tokyo.whitelist_removal": worth_of_removal,
    "tokyo.ease_licences": worth_of_easing,
    "tokyo.restore_trade_status": worth_of_restoring,
    "tokyo.retaliation_package": worth_of_retaliating,
    "tokyo.threaten_all_options": worth_of_threatening,
    "tokyo.strategic_neglect": worth_of_neglect,
    "tokyo.gesture": worth_of_gesture,
}


# What a lever does at once. `doses` has one number for each part; a part that was not pulled has 0 -------------------


def order(step: int) -> Callable[[World, Parameters, list[float]], None]:
    """Seoul orders a step about the pact. Suspending halts the trade case; normalising also relists Japan."""

    def give(world: World, p: Parameters, doses: list[float]) -> None:
        world.pact_order[step] = doses[0]
        if step in (TO_SUSPEND, TO_NORMALISE):
            world.wto_case = 0.0
        if step == TO_NORMALISE:
            world.japan_delisted = 0.0

    return give


def talk_quietly(side: int) -> Callable[[World, Parameters, list[float]], None]:
    def talk(world: World, p: Parameters, doses: list[float]) -> None:
        world.quiet_talks[side] = doses[0]

    return talk


def offer(world: World, p: Parameters, doses: list[float]) -> None:
    world.offer_weeks = 0.0


def pay(world: World, p: Parameters, doses: list[float]) -> None:
    world.settlement_order = doses[0]
    world.wto_case = world.japan_delisted = 0.0


def sue(world: World, p: Parameters, doses: list[float]) -> None:
    world.wto_case = 1.0


def delist(world: World, p: Parameters, doses: list[float]) -> None:
    world.japan_delisted = doses[0]


def lean_on_courts(world: World, p: Parameters, doses: list[float]) -> None:
    world.court_restraint = max(world.court_restraint, doses[0] * p["courts.restraint_weeks"])


def publicise(world: World, p: Parameters, doses: list[float]) -> None:
    world.pact_publicity = min(world.pact_publicity + doses[0] * p["decision.publicity_step"], 1.0)


def use_treaty(world: World, p: Parameters, doses: list[float]) -> None:
    world.treaty_steps += 1.0


def control(world: World, p: Parameters, doses: list[float]) -> None:
    world.export_controls = doses[0]


def remove_from_list(world: World, p: Parameters, doses: list[float]) -> None:
    world.whitelist_removed = doses[0]


def ease(world: World, p: Parameters, doses: list[float]) -> None:
    world.licence_easing = min(world.licence_easing + doses[0] * p["licensing.easing_step"], 1.0)


def restore(world: World, p: Parameters, doses: list[float]) -> None:
    world.trade_restore_order = doses[0]


def retaliate(world: World, p: Parameters, doses: list[float]) -> None:
    world.retaliation = [dose if dose > 0.0 else old for dose, old in zip(doses, world.retaliation, strict=True)]
    world.retaliation_age = 0.0


def neglect(world: World, p: Parameters, doses: list[float]) -> None:
    world.talks *= 1.0 - doses[0] * (1.0 - p["decision.neglect_talks_left"])


def bill(world: World, p: Parameters, doses: list[float]) -> None:
    world.cost_demand = doses[0]


def conclude(world: World, p: Parameters, doses: list[float]) -> None:
    world.cost_demand *= 1.0 - doses[0]
    world.cost_talks_broken = 0.0


def build_bridge(world: World, p: Parameters, doses: list[float]) -> None:
    world.bridge_weeks = p["gsomia.bridge_weeks"]


def meet_pyongyang(world: World, p: Parameters, doses: list[float]) -> None:
    world.summitry_weeks = p["decision.summitry_lull"]


EFFECT: dict[str, Callable[[World, Parameters, list[float]], None]] = {
    "seoul.quiet_channel": talk_quietly(SEOUL),
    "seoul.joint_fund_offer": offer,
    "seoul.third_party_payment": pay,
    "seoul.wto_case": sue,
    "seoul.delist_japan": delist,
    "seoul.gsomia_notice": order(TO_NOTICE),
    "seoul.gsomia_suspend_notice": order(TO_SUSPEND),
    "seoul.gsomia_terminate": order(TO_TERMINATE),
    "seoul.gsomia_normalise": order(TO_NORMALISE),
    "seoul.court_restraint": lean_on_courts,
    "seoul.publicise_intelligence_benefits": publicise,
    "tokyo.quiet_channel": talk_quietly(TOKYO),
    "tokyo.treaty_arbitration": use_treaty,
    "tokyo.export_controls": control,
    "tokyo.whitelist_removal": remove_from_list,
    "tokyo.ease_licences": ease,
    "tokyo.restore_trade_status": restore,
    "tokyo.retaliation_package": retaliate,
    "tokyo.strategic_neglect": neglect,
    "tokyo.gesture": offer,
    "washington.cost_sharing_demand": bill,
    "washington.conclude_cost_sharing": conclude,
    "washington.tisa_bridge": build_bridge,
    "washington.dprk_summitry": meet_pyongyang,
}
STANDING: dict[str, str] = {
    "seoul.wto_case": "wto_case",
    "seoul.delist_japan": "japan_delisted",
    "tokyo.export_controls": "export_controls",
    "tokyo.whitelist_removal": "whitelist_removed",
    "tokyo.retaliation_package": "retaliation",
    "washington.cost_sharing_demand": "cost_demand",
}


def lift(world: World, lever: str) -> None:
    """A standing measure ends."""
    field = STANDING[lever]
    standing = getattr(world, field)
    setattr(world, field, [0.0] * len(standing) if isinstance(standing, list) else 0.0)
