"""Levers and outcomes as parts of a sentence about what would have been: 'had Tokyo not ...', 'the pact would ...'."""

from __future__ import annotations

from collections.abc import Mapping

from sim.kernel.records import Lever

DEEDS: Mapping[str, str] = {
    "seoul.quiet_channel": "opened a quiet channel",
    "seoul.joint_fund_offer": "offered a joint fund",
    "seoul.third_party_payment": "had a Korean foundation pay",
    "seoul.hard_line_campaign": "gone on a hard-line campaign",
    "seoul.wto_case": "taken Tokyo to the WTO",
    "seoul.delist_japan": "dropped Japan from its own white list",
    "seoul.gsomia_notice": "given notice to end the pact",
    "seoul.gsomia_suspend_notice": "suspended its notice",
    "seoul.gsomia_terminate": "ended the pact",
    "seoul.gsomia_normalise": "put the pact back in order",
    "seoul.court_restraint": "asked the courts for restraint",
    "seoul.publicise_intelligence_benefits": "told the public what the pact is good for",
    "tokyo.quiet_channel": "opened a quiet channel",
    "tokyo.treaty_arbitration": "taken a step of the 1965 treaty",
    "tokyo.hard_line_statement": "made a hard-line statement",
    "tokyo.export_controls": "put export controls on three materials",
    "tokyo.whitelist_removal": "removed Korea from its white list",
    "tokyo.ease_licences": "eased licences",
    "tokyo.restore_trade_status": "restored Korea's trade status",
    "tokyo.retaliation_package": "retaliated with tariffs, visas and its ambassador",
    "tokyo.threaten_all_options": "threatened all options",
    "tokyo.strategic_neglect": "neglected Seoul on purpose",
    "tokyo.gesture": "made a gesture",
    "washington.private_message": "sent a private message to both allies",
    "washington.press_seoul": "pressed Seoul in public",
    "washington.press_tokyo": "pressed Tokyo",
    "washington.standstill_proposal": "proposed a standstill",
    "washington.presidential_visit": "sent its president",
    "washington.reassurance": "reassured both allies",
    "washington.cost_sharing_demand": "demanded more cost sharing",
    "washington.conclude_cost_sharing": "concluded cost sharing",
    "washington.tariff_threat": "threatened tariffs",
    "washington.tisa_bridge": "built an intelligence bridge",
    "washington.dprk_summitry": "met Pyongyang's leader",
}
EVENTS: Mapping[str, str] = {
    "p_notice": "Seoul would have given notice to end the pact",
    "p_suspend": "a notice would have been suspended",
    "p_lapse": "the pact would have lapsed",
    "p_liquidation": "Korean courts would have sold a company's assets",
    "p_settlement": "the question of forced labour would have been settled",
}


def deed(lever: Lever) -> str:
    """What a capital would not have done, after 'had Tokyo not'."""
    return DEEDS.get(lever.key, f"pulled '{lever.label}'")


def event(key: str, label: str) -> str:
    """That an event would have happened, as a clause."""
    return EVENTS.get(key, f"'{label}' would have happened")
