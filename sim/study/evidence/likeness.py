"""Which acts of the record a lever or a shock stands for, and which event is meant by one of them on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from sim.data.archive import Event, archive
from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS
from sim.scenario.scenario import ShockEvent
from sim.study.evidence.entry import How, Use

AS_LEVER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "seoul.joint_fund_offer": ("joint_fund_proposal",),
        "seoul.third_party_payment": ("third_party_fund",),
        "seoul.hard_line_campaign": ("warning_statement",),
        "seoul.quiet_channel": ("conciliatory_speech", "summit", "envoy_visit"),
        "seoul.wto_case": ("wto_complaint", "wto_resume"),
        "seoul.delist_japan": ("whitelist_removal",),
        "seoul.gsomia_notice": ("gsomia_notice",),
        "seoul.gsomia_suspend_notice": ("gsomia_suspend_notice",),
        "seoul.gsomia_normalise": ("gsomia_normalise",),
        "tokyo.treaty_arbitration": ("treaty_consultation_request", "arbitration_request"),
        "tokyo.threaten_all_options": ("retaliation_threat",),
        "tokyo.strategic_neglect": ("summit_refusal",),
        "tokyo.export_controls": ("export_controls_3items",),
        "tokyo.hard_line_statement": ("ambassador_summoned", "diplomatic_protest"),
        "tokyo.whitelist_removal": ("whitelist_removal",),
        "tokyo.quiet_channel": ("summit", "dialogue_agreement", "working_level_talks"),
        "tokyo.ease_licences": ("export_controls_easing",),
        "tokyo.gesture": ("summit",),
        "tokyo.restore_trade_status": ("export_controls_lift", "export_controls_lift_effect"),
        "washington.dprk_summitry": ("us_dprk_summit",),
        "washington.tariff_threat": ("us_tariff_threat",),
        "washington.private_message": ("us_mediation",),
        "washington.standstill_proposal": ("us_standstill_proposal",),
        "washington.press_seoul": ("us_public_criticism", "us_mediation"),
        "washington.cost_sharing_demand": ("us_cost_sharing_demand",),
        "washington.conclude_cost_sharing": ("sma_agreement",),
        "washington.reassurance": ("trilateral_summit",),
    }
)
AS_COURT_STAGE: Mapping[float, tuple[str, ...]] = MappingProxyType(
    {
        1.0: ("asset_seizure_approval",),
        2.0: ("liquidation_notice_effect",),
        3.0: ("litigation_appeal",),
        4.0: ("liquidation_order",),
        6.0: ("asset_payout",),
    }
)
AS_SHOCK: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "court_ruling": ("forced_labour_ruling",),
        "comfort_women_ruling": ("comfort_women_ruling",),
        "dokdo_visit": ("dokdo_visit",),
        "yasukuni_visit": ("yasukuni_visit",),
        "radar_lock_on": ("radar_lockon",),
        "probe_dokdo": ("airspace_violation", "joint_air_patrol"),
        "dprk_missile": ("dprk_missile",),
        "dprk_nuclear_test": ("dprk_nuclear",),
        "leader_change": ("leadership_change",),
        "election": ("election",),
        "covid": ("entry_restrictions",),
    }
)
COURT_STAGE = "court_stage"
JOINT = "other"
PUBLIC = {"seoul": "public_kr", "tokyo": "public_jp"}
NEAR = timedelta(days=7)


def event_of_move(lever: str, day: date) -> Event | None:
    """The event that a lever pulled on a day stands for."""
    return _nearest(events_of_lever(lever), day)


def event_of_shock(shock: ShockEvent) -> Event | None:
    """The event that a shock of a day stands for; where it strikes a capital, that of this capital or its public."""
    acts = AS_COURT_STAGE.get(shock.size, ()) if shock.shock == COURT_STAGE else AS_SHOCK.get(shock.shock, ())
    actors = (shock.option, PUBLIC.get(shock.option)) if shock.option in CAPITALS else ()
    return _nearest(_events(acts, actors), shock.at)


def events_of_lever(lever: str) -> tuple[Event, ...]:
    """The events that are of a lever's kind and its capital's own, or done by several together."""
    return _events(AS_LEVER.get(lever, ()), (lever.split(".", 1)[0], JOINT))


def _events(acts: tuple[str, ...], actors: tuple[str | None, ...]) -> tuple[Event, ...]:
    """The events in which one of these (empty: anybody) did one of these acts, act by act."""
    return tuple(event for act in acts for event in archive().acts(act) if not actors or event.actor in actors)


def _nearest(events: tuple[Event, ...], day: date) -> Event | None:
    """The event nearest to a day and at most a week away; the first of several on the same day."""
    near = [event for event in events if abs(event.day - day) <= NEAR]
    return min(near, key=lambda event: abs(event.day - day), default=None)


def likeness_uses() -> Iterator[tuple[str, Use]]:
    """Every act and every event with the levers and shocks that stand for it."""
    known = catalogue()
    for lever, acts in AS_LEVER.items():
        found = events_of_lever(lever)
        use = Use(How.LEVER, lever, known.levers[lever].label)
        yield from ((act, use) for act in acts if any(event.act == act for event in found))
        yield from ((event.key, use) for event in found)
    stages = tuple(act for acts in AS_COURT_STAGE.values() for act in acts)
    for shock, acts in (*AS_SHOCK.items(), (COURT_STAGE, stages)):
        use = Use(How.SHOCK, shock, known.shocks[shock].label)
        yield from ((act, use) for act in acts)
        yield from ((event.key, use) for event in _events(acts, ()))
