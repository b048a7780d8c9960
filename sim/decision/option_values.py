"""What particular moves are worth to a government beyond their general features, and how long they last."""

from __future__ import annotations

from typing import ClassVar

from sim.kernel.participant import Participant
from sim.kernel.quantity import Evidence, Parameter

POINTS = "pp"
SHARE = "share"
WEEKS = "weeks"
TRIAL = "authors' choice, set so that the moves of 2018-23 come out plausible"


def _option(name: str, label: str, default: float, text: str, unit: str = POINTS, source: str = TRIAL) -> Parameter:
    """A weight that may be doubled or switched off in a sensitivity study, sign kept."""
    return Parameter(
        key=f"decision.{name}",
        label=label,
        unit=unit,
        default=default,
        low=min(0.0, 2.0 * default),
        high=max(0.0, 2.0 * default),
        help=text,
        source=source,
        grade=Evidence.JUDGEMENT,
    )


def _share(name: str, label: str, default: float, text: str, source: str = TRIAL) -> Parameter:
    """A share between nothing and all."""
    return Parameter(
        key=f"decision.{name}",
        label=label,
        unit=SHARE,
        default=default,
        low=0.0,
        high=1.0,
        help=text,
        source=source,
        grade=Evidence.JUDGEMENT,
    )


PACT = (
    Parameter(
        key="decision.lapse_cost",
        label="Cost of losing the pact",
        unit=POINTS,
        default=4.0,
        low=1.0,
        high=8.0,
        help="What the loss of the pact costs Seoul under full threat.",
        source=TRIAL,
        grade=Evidence.JUDGEMENT,
    ),
    Parameter(
        key="decision.return_weight",
        label="Weight of paying back retaliation",
        unit=POINTS,
        default=1.5,
        low=0.0,
        high=4.0,
        help="What ending the pact is worth to Seoul after Japanese retaliation.",
        source=TRIAL,
        grade=Evidence.JUDGEMENT,
    ),
    _option(
        "notice_leverage",
        "Leverage in a notice",
        0.5,
        "How much of the value of pressure Seoul sees in giving notice to end the pact.",
        unit=SHARE,
    ),
    _option(
        "notice_lapse_worry",
        "Worry at notice",
        0.15,
        "How much of the cost of a lapse Seoul already feels when it gives notice.",
        unit=SHARE,
    ),
    _option(
        "lapse_ally_weight",
        "Ally's weight in a lapse",
        0.35,
        "How much standing pressure from Washington adds to the cost of a lapse, as a share of that cost.",
        unit=SHARE,
    ),
    _option(
        "suspend_patience",
        "Patience before suspending",
        0.9,
        "What Seoul gives up by withdrawing its notice while the deadline is still far away.",
    ),
    _option(
        "suspend_leverage_floor",
        "Leverage in waiting",
        0.3,
        "Leverage that an open notice has even when Seoul wants nothing in particular from Tokyo.",
        unit=SHARE,
    ),
    _option(
        "terminate_standing_cost",
        "Standing cost of ending",
        0.4,
        "How much of the cost of a lapse Seoul counts when it ends a suspended pact, whatever Washington says.",
        unit=SHARE,
    ),
    _option(
        "terminate_leverage",
        "Leverage in ending",
        1.2,
        "What ending the pact is worth to Seoul while Tokyo's trade measures stand in full.",
    ),
    _option(
        "return_memory",
        "Memory of retaliation",
        8.0,
        "For how many weeks Tokyo's retaliation counts as a reason to end the pact.",
        unit=WEEKS,
    ),
    _option(
        "normalise_repair_value",
        "Value of a repaired pact",
        1.5,
        "What restoring the pact is worth to Seoul once it wants nothing more from Tokyo.",
    ),
    _option(
        "normalise_leverage_lost",
        "Leverage lost by normalising",
        2.5,
        "What Seoul gives away by restoring the pact while Tokyo's trade measures stand in full.",
    ),
    _option(
        "normalise_backlash",
        "Backlash at normalising",
        0.8,
        "What restoring the pact costs when the dispute is hot and hard-liners are many.",
    ),
)

SETTLEMENT = (
    _option(
        "payment_relief",
        "Relief in paying alone",
        1.5,
        "What ending the court cases by Seoul's own payment is worth when Tokyo's stake in them is full.",
    ),
    _option(
        "payment_backlash",
        "Backlash at paying alone",
        1.0,
        "What paying in Tokyo's place costs among hard-liners at home.",
        source="Gallup Korea, March 2023: 59 % against the plan, approval 36 to 34 %",
    ),
    _option(
        "payment_backlash_floor",
        "Backlash in calm times",
        0.4,
        "How much of the backlash remains when nobody talks about the dispute, in units of public attention.",
        unit=SHARE,
    ),
    _option(
        "restraint_urgency",
        "Urgency of restraint",
        0.8,
        "What asking the courts for time is worth to Seoul once a sale of assets has been ordered.",
    ),
    _option(
        "restraint_backlash",
        "Backlash at leaning on courts",
        2.0,
        "What leaning on the courts costs when the dispute is hot and hard-liners are many.",
    ),
)

TRADE = (
    _option(
        "removal_follow_on",
        "Second step after the first",
        0.9,
        "What the removal from the white list is worth to Tokyo as the announced second step after export controls.",
        source="timeline 2019-07-01 and 2019-08-02: both steps were announced together",
    ),
    _option(
        "easing_exporters_gain",
        "Exporters' gain from easing",
        0.4,
        "How much of the value of lost sales Tokyo wins back by easing licences while Korea still depends on them.",
        unit=SHARE,
    ),
    _option(
        "easing_deadline",
        "Easing before the deadline",
        0.6,
        "What easing is worth to Tokyo when the pact is about to lapse.",
    ),
    _option(
        "restore_settled",
        "Restoring after a settlement",
        1.2,
        "What restoring Korea's trade status is worth to Tokyo once the court cases are settled.",
    ),
    _option(
        "restore_stake_lost",
        "Restoring with cases open",
        0.8,
        "What Tokyo gives away by restoring Korea's trade status while its stake in the court cases is full.",
    ),
)

TOKYO_DIPLOMACY = (
    _option("threat_stake", "Value of a threat", 0.5, "What a public threat is worth when Tokyo's stake is full."),
    _option(
        "retaliate_cash_out",
        "Retaliation after a cash-out",
        2.0,
        "What retaliation is worth to Tokyo once assets of a Japanese firm have been paid out.",
        source="000_15a09124d2c6ee77.txt: 'all options' are on the table if assets are sold",
    ),
    _option(
        "retaliate_sale_upheld",
        "Retaliation once a sale is upheld",
        -1.5,
        "What retaliation is worth to Tokyo when an appeal against a sale has failed but nothing is paid out.",
    ),
    _option(
        "retaliate_sale_ordered",
        "Retaliation once a sale is ordered",
        -4.0,
        "What retaliation is worth to Tokyo when a court has ordered a sale that may still be appealed.",
    ),
    _option(
        "neglect_fatigue",
        "Neglect out of fatigue",
        2.2,
        "What ignoring Korea is worth to Tokyo when its Korea fatigue is full.",
        source="002_88698e6e37e21d87.txt: better to ignore Korea and plan without it",
    ),
    _option(
        "neglect_reluctance",
        "Reluctance to neglect",
        0.8,
        "What ignoring a neighbour and fellow ally costs Tokyo when it is not tired of it.",
    ),
    _option(
        "gesture_settled",
        "Gesture after a settlement",
        1.2,
        "What a gesture is worth to Tokyo once the court cases are settled.",
    ),
    _option(
        "gesture_stake_lost",
        "Gesture with cases open",
        0.8,
        "What a gesture costs Tokyo while its stake in the court cases is full.",
    ),
    _option("gesture_fatigue", "Gesture in fatigue", 0.6, "What a gesture costs Tokyo when Korea fatigue is full."),
    Parameter(
        key="decision.treaty_steps_allowed",
        label="Treaty steps",
        unit="steps",
        default=3.0,
        low=1.0,
        high=6.0,
        help="How many steps the 1965 agreement offers: consultation, arbitration, arbitration by third countries.",
        source="1965 Claims Agreement, Article III; timeline 2019-01-09, 2019-05-20, 2019-06-19",
        grade=Evidence.DATA,
    ),
    _share(
        "neglect_talks_left",
        "Talks left by neglect",
        0.7,
        "The share of the momentum of talks that survives when Tokyo treats Korea as a non-entity.",
    ),
)

PUBLICITY = (
    _share(
        "publicity_step",
        "Effect of publicity",
        0.3,
        "How far one campaign with concrete examples makes the public see the use of the pact, on a 0 to 1 scale.",
        source="000_15a09124d2c6ee77.txt (Botto): concrete examples could wall the pact off from politics",
    ),
)

WASHINGTON = (
    _share(
        "visit_attention_limit",
        "Attention for a visit",
        0.7,
        "A president who is distracted at home by more than this does not travel.",
    ),
    Parameter(
        key="decision.summitry_lull",
        label="Lull after summitry",
        unit=WEEKS,
        default=8.0,
        low=1.0,
        high=52.0,
        help="For how long talks between Washington and Pyongyang hold down launches and take attention.",
        source="authors' choice; timeline 2019-02-28 to 2019-05-04: nine weeks from Hanoi to the next launches",
    ),
)


class OptionValues(Participant):
    """The option values of single moves: a declaration only, read by the levers."""

    KEY: ClassVar[str] = "option_values"
    LABEL: ClassVar[str] = "Option values of single moves"
    PARAMETERS: ClassVar[tuple[Parameter, ...]] = (
        *PACT,
        *SETTLEMENT,
        *TRADE,
        *TOKYO_DIPLOMACY,
        *PUBLICITY,
        *WASHINGTON,
    )
    READ_WHEN_NEEDED: ClassVar[tuple[str, ...]] = tuple(parameter.key for parameter in PARAMETERS)
