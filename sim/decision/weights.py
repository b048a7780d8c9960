"""What governments care about: the weights of their own values, of each other's moves, and of Washington's."""

from __future__ import annotations

from sim.kernel.participant import Participant
from sim.kernel.quantity import Evidence, Parameter, Role, for_each
from sim.kernel.records import ALLIES, ALLY_CHANNELS, CAPITALS, WASHINGTON_CHANNELS

CHOICE = "choice likelihood over the coded moves of 2018-2020; start value from trial runs"
J = "judgement; start value from trial runs"


def _weight(name: str, label: str, unit: str, value: float, low: float, high: float, help_text: str,
            source: str = J, grade: Evidence = Evidence.JUDGEMENT) -> Parameter:
    return Parameter(f"decision.{name}", label, unit, value, low, high, help_text, source, grade)


OWN_VALUES = (
    _weight("grievance_weight", "Weight of an answer", "pp", 4.2, 1.0, 8.0,
            "What it is worth to answer a full grievance.", CHOICE),
    _weight("hostility_dislike", "Cost of escalating when relations are bad", "pp", 0.6, 0.0, 2.0,
            "What escalation costs where hostility is already high."),
    _weight("peace_weight", "Weight of better relations", "pp", 1.2, 0.0, 4.0,
            "What a full concession gains where hostility is high and it can be hoped to stick."),
    _weight("principle_weight", "Weight of principle", "pp", 1.6, 0.5, 4.0,
            "What a full concession costs a leader with an attentive public.", CHOICE),
    _weight("agreement_weight", "Weight of a possible agreement", "pp", 2.0, 0.0, 5.0,
            "What a concession gains when a settlement is within reach."),
    _weight("relief_weight", "Weight of relief from pressure", "pp", 1.0, 0.0, 4.0,
            "What a concession gains for a dependent capital under pressure.",
            "Glosserman: Japan feels that South Korea needs it more"),
    _weight("security_weight", "Weight of security cooperation", "pp", 2.6, 0.5, 6.0,
            "What damage to security cooperation costs under full threat; fixes the scale of all weights.",
            "fixed at 2.6: only ratios of weights can be known"),
    _weight("coercion_weight", "Weight of pressure", "pp", 4.0, 1.0, 8.0,
            "What full pressure is worth if it works on a full stake.", CHOICE),
    _weight("nationalism_weight", "Weight of nationalist appeal", "pp", 2.2, 0.5, 5.0,
            "What a fully nationalist move gains with an attentive hard-line public.", CHOICE),
    _weight("economy_weight", "Weight of own economic cost", "pp", 2.0, 0.5, 5.0,
            "What a move of full own economic cost costs its leader."),
    _weight("lapse_cost", "Cost of losing the pact", "pp", 4.0, 1.0, 8.0,
            "What the loss of the pact costs Seoul under full threat."),
    _weight("return_weight", "Weight of paying back retaliation", "pp", 1.5, 0.0, 4.0,
            "What ending the pact is worth to Seoul after Japanese retaliation."),
)
INTERPLAY = (
    _weight("spiral_cost", "Cost of a spiral", "pp", 0.9, 0.0, 3.0,
            "What escalation costs if the other side is expected to escalate too."),
    _weight("defiance_cost", "Cost of defying Washington", "pp", 2.2, 0.0, 5.0,
            "What damage to security cooperation costs under full American pressure."),
    _weight("exchange_gain", "Gain from mutual concession", "pp", 1.5, 0.0, 4.0,
            "What a concession gains if the other side is expected to give as well."),
    _weight("humiliation_cost", "Cost of giving alone", "pp", 1.3, 0.0, 4.0,
            "What a concession costs if it is not expected to be returned."),
    _weight("carrot_gain", "Gain from pleasing Washington", "pp", 0.8, 0.0, 3.0,
            "What a concession gains under full American pressure."),
    _weight("face_gain", "Gain from conceding to Washington", "pp", 0.5, 0.0, 2.0,
            "What a concession gains if it can be made to a mediator."),
    _weight("success_gain", "Gain from pressing a side that bends", "pp", 1.5, 0.0, 4.0,
            "What pressure gains if the other side is expected to give."),
)
WASHINGTON_VALUES = (
    _weight("us_mediation_value", "Weight of mediation", "pp", 3.0, 0.5, 8.0,
            "What full mediation is worth to an engaged Washington when the allies are divided."),
    _weight("us_distraction_cost", "Cost of mediation when distracted", "pp", 1.2, 0.0, 4.0,
            "What mediation costs a fully distracted Washington."),
    _weight("us_pressure_on_seoul", "Weight of pressing Seoul over the pact", "pp", 1.2, 0.0, 4.0,
            "What pressing Seoul is worth while a notice runs."),
    _weight("us_pressure_on_tokyo", "Weight of pressing Tokyo over trade", "pp", 0.8, 0.0, 4.0,
            "What pressing Tokyo is worth while export controls stand."),
    _weight("us_anger", "Weight of lost goodwill", "pp", 1.0, 0.0, 4.0,
            "What pressing an ally is worth that used security cooperation as a tool.",
            "US officials are angry that GSOMIA is used as a tool (Glosserman)"),
    _weight("us_assurance_value", "Weight of assurance", "pp", 1.2, 0.0, 4.0,
            "What assurance is worth to an engaged Washington when the allies are afraid."),
    _weight("us_assurance_cost", "Cost of assurance", "pp", 0.2, 0.0, 1.0, "What full assurance costs Washington."),
    _weight("us_bridge_value", "Weight of the route through Washington", "pp", 1.0, 0.0, 4.0,
            "What an upgraded route is worth to an engaged Washington once the pact has lapsed."),
    _weight("us_gain_value", "Weight of own gain", "pp", 0.9, 0.0, 3.0,
            "What a full gain in money or attention is worth to a transactional Washington."),
    _weight("us_gain_threat", "Own gain outweighed by the threat", "pp", 0.4, 0.0, 2.0,
            "How much less own gain counts under full threat."),
    _weight("us_concession_gain", "Mediation and expected concessions", "pp", 1.5, 0.0, 4.0,
            "What mediation gains if the allies are expected to give."),
    _weight("us_escalation_cost", "Mediation and expected escalation", "pp", 0.6, 0.0, 3.0,
            "What mediation loses if the allies are expected to escalate."),
    _weight("us_damage_response", "Pressing Seoul over expected damage", "pp", 1.5, 0.0, 4.0,
            "What pressing Seoul gains if it is expected to damage the pact."),
    _weight("us_pressure_response", "Pressing Tokyo over expected pressure", "pp", 1.2, 0.0, 4.0,
            "What pressing Tokyo gains if it is expected to press Seoul."),
    Parameter("washington.hands_off", "Reluctance to get involved", "pp", 0.6, 0.0, 3.0,
              "What mediation costs Washington for its own sake.",
              "hands-off approach (Klingner); level is a judgement", Evidence.JUDGEMENT, Role.DISPOSITION),
)
LOOKING_AHEAD = (
    *for_each(
        ALLIES,
        Parameter("planning_horizon", "Planning horizon", "weeks", 26.0, 4.0, 104.0,
                  "How many weeks ahead the government looks; longer weighs slow effects more.",
                  "judgement; 26 weeks is the reference", Evidence.JUDGEMENT, Role.DISPOSITION),
    ),
    *for_each(
        ALLIES,
        Parameter("patience", "Patience", "per week", 0.97, 0.9, 0.995,
                  "How much a week's delay discounts an effect.", "judgement; 0.97 is the reference"),
    ),
)
RULE = (
    *for_each(
        CAPITALS,
        Parameter("precision", "Precision of choice", "per pp", 0.9, 0.0, 2.0,
                  "How sharply the government picks its best lever; 0 is a coin, large is a best reply.",
                  "quantal response, McKelvey & Palfrey 1995; " + CHOICE, Evidence.DATA),
    ),
    _weight("learning_rate", "Weight of evidence", "0-1", 0.5, 0.0, 1.0,
            "How far governments follow Bayes' rule in learning each other's type; below 1 is conservatism."),
    _weight("forgetting", "Return to the prior", "per week", 0.005, 0.0, 0.05,
            "How fast beliefs about the others' types return to the prior."),
    _weight("belief_from_mediation", "Truth learned from a mediator", "per week", 0.10, 0.0, 0.5,
            "How fast beliefs move to the truth while a credible mediator informs both sides.",
            "mediators who give information, Beardsley et al. 2006", Evidence.LITERATURE),
)
GATES = (
    _weight("routine_gate", "Routine opportunity in quiet weeks", "per week", 0.10, 0.0, 0.5,
            "The chance that routine diplomacy is on the agenda."),
    _weight("routine_gate_salience", "Routine opportunity from attention", "per week", 0.35, 0.0, 1.0,
            "How much public attention puts the dispute on the agenda."),
    _weight("routine_gate_grievance", "Routine opportunity from grievance", "per week", 0.30, 0.0, 1.0,
            "How much a grievance puts the dispute on the agenda."),
    _weight("routine_gate_deadline", "Routine opportunity near the deadline", "per week", 0.5, 0.0, 1.0,
            "How much a near deadline puts the dispute on the agenda."),
    _weight("routine_gate_distraction", "Routine opportunity lost to distraction", "per week", 0.3, 0.0, 1.0,
            "How much home affairs push the dispute off the agenda."),
    _weight("structural_gate", "Cabinet opportunity in quiet weeks", "per week", 0.04, 0.0, 0.3,
            "The chance that cabinet or security council takes up the dispute."),
    *for_each(
        ALLIES,
        Parameter("structural_gate_grievance", "Cabinet opportunity from grievance", "per week", 0.5, 0.0, 1.0,
                  "How much a grievance brings the dispute to cabinet.", J),
        0.50, 0.40,
    ),
    _weight("structural_gate_deadline", "Cabinet opportunity near the deadline", "per week", 0.6, 0.0, 1.0,
            "How much a near deadline brings the pact to cabinet."),
    _weight("us_routine_gate", "Washington's routine opportunity", "per week", 0.08, 0.0, 0.5,
            "The chance that the dispute is on Washington's agenda in quiet weeks."),
    _weight("us_routine_gate_disunity", "Washington's routine opportunity from disunity", "per week", 0.25, 0.0, 1.0,
            "How much disunity puts it there."),
    _weight("us_routine_gate_deadline", "Washington's routine opportunity near the deadline", "per week", 0.4, 0.0, 1.0,
            "How much a near deadline puts it there."),
    _weight("us_routine_gate_distraction", "Washington's routine opportunity lost", "per week", 0.25, 0.0, 1.0,
            "How much home affairs push it off."),
    _weight("us_structural_gate", "Washington's high-level opportunity", "per week", 0.04, 0.0, 0.3,
            "The chance that the dispute reaches the president."),
    _weight("us_structural_gate_disunity", "Washington's high-level opportunity from disunity", "per week", 0.06, 0.0, 0.5,
            "How much disunity brings it there."),
    _weight("us_structural_gate_deadline", "Washington's high-level opportunity near the deadline", "per week", 0.3, 0.0, 1.0,
            "How much a near deadline brings it there."),
    _weight("deadline_is_near", "Nearness that counts as near", "index 0-1", 0.3, 0.05, 0.9,
            "The nearness of the deadline from which it sets the agenda."),
    _weight("lowest_gate", "Smallest routine opportunity", "per week", 0.03, 0.0, 0.2,
            "Routine diplomacy never stops altogether."),
)
SCALES = tuple(
    _weight(f"scale_{prefix}{channel}", f"Scale of {channel.replace('_', ' ')}{suffix}", "relative", 1.0, 0.5, 1.5,
            f"{text} This scales the whole column of lever features.")
    for prefix, suffix, channels in (("", "", ALLY_CHANNELS), ("us_", " (Washington)", WASHINGTON_CHANNELS))
    for channel, text in channels.items()
)


class Weights(Participant):
    """Declares the weights of the decision rule; the rule itself reads them."""

    KEY = "weights"
    LABEL = "Weights of the decision rule"
    PARAMETERS = (*OWN_VALUES, *INTERPLAY, *WASHINGTON_VALUES, *LOOKING_AHEAD, *RULE, *GATES, *SCALES)
