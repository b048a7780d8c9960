"""What the dispute does to the leaders at home: commitment, rally, audience and belligerence costs, approval."""

from __future__ import annotations

from sim.kernel.bounds import HALF, ONE, TWO, ZERO, constant, keep_in_unit, positive
from sim.kernel.clock import retention
from sim.kernel.draws import Law, Stream
from sim.kernel.participant import Participant, Setup
from sim.kernel.quantity import Evidence, Parameter, Role, for_each
from sim.kernel.records import ALLIES
from sim.kernel.state import Field
from sim.kernel.week import Week

NOISE = Stream("approval.noise", 2, Law.NORMAL, "Weekly noise in the two leaders' approval.")
HIGHEST_APPROVAL = constant(100.0)

PARAMETERS = (
    *for_each(
        ALLIES,
        Parameter(
            "usual_approval",
            "Usual approval",
            "percent",
            50.0,
            25.0,
            70.0,
            "The approval to which the government drifts back.",
            "Gallup Korea and NHK, level of 2018-19",
            Evidence.DATA,
        ),
        50.0,
        47.0,
    ),
    *for_each(
        ALLIES,
        Parameter(
            "initial_approval",
            "Approval at the start",
            "percent",
            53.0,
            20.0,
            80.0,
            "Approval of the government in the first week.",
            "Gallup Korea and NHK, autumn 2018",
            Evidence.DATA,
            Role.INITIAL,
        ),
        53.0,
        49.0,
    ),
    *for_each(
        ALLIES,
        Parameter(
            "weekly_output",
            "Weekly economic output",
            "USD million",
            31_700.0,
            20_000.0,
            150_000.0,
            "The size of the economy against which losses are felt.",
            "GDP of 2019 divided by 52",
            Evidence.DATA,
        ),
        31_700.0,
        98_000.0,
    ),
    Parameter(
        "relations.approval_half_life",
        "Half-life of an approval swing",
        "weeks",
        14.0,
        6.0,
        30.0,
        "How fast approval drifts back to its usual level.",
        "weekly polls 2019",
        Evidence.DATA,
    ),
    Parameter(
        "relations.rally",
        "Rally round the flag",
        "pp a week",
        0.8,
        0.3,
        2.0,
        "What a fully nationalist move gains in approval where the public is attentive.",
        "Nikkei 52 to 58 % (late Jul to 1 Sep 2019)",
        Evidence.DATA,
    ),
    Parameter(
        "relations.audience_cost",
        "Audience cost",
        "pp",
        3.0,
        0.0,
        6.0,
        "What a leader loses who gives way after a public commitment.",
        "Fearon 1994; the 2023 settlement cost 2 pp (Gallup Korea 36 to 34 %)",
        Evidence.LITERATURE,
    ),
    Parameter(
        "relations.face_saving",
        "Audience cost saved by a mediator",
        "share",
        0.6,
        0.0,
        1.0,
        "The share of the audience cost that credible mediation takes away.",
        "Beardsley et al. 2006; judgement on size",
    ),
    Parameter(
        "relations.belligerence_cost",
        "Belligerence cost",
        "pp",
        0.5,
        0.0,
        2.0,
        "What a leader loses among moderates by escalating.",
        "Kertzer & Brutger 2016",
        Evidence.LITERATURE,
    ),
    Parameter(
        "relations.loss_to_approval",
        "Approval lost to economic pain",
        "pp per percent of output",
        1.0,
        0.0,
        5.0,
        "What a weekly loss of one percent of output costs in approval.",
        "judgement",
    ),
    Parameter(
        "relations.approval_noise",
        "Noise in approval",
        "pp a week",
        0.6,
        0.0,
        2.0,
        "Standard deviation of weekly approval changes from everything outside the model.",
        "weekly polls 2019",
        Evidence.DATA,
    ),
    Parameter(
        "relations.commitment_half_life",
        "Half-life of a public commitment",
        "weeks",
        30.0,
        10.0,
        80.0,
        "How long the public remembers that its leader vowed to stand firm.",
        "judgement",
    ),
    Parameter(
        "relations.commitment_gain",
        "Commitment from escalation",
        "index",
        0.25,
        0.0,
        0.6,
        "How much a visible escalation commits the leader.",
        "judgement",
    ),
    Parameter(
        "relations.commitment_release",
        "Commitment released by a concession",
        "share",
        0.3,
        0.0,
        1.0,
        "The share of the commitment that a full concession uses up.",
        "judgement",
    ),
    Parameter(
        "relations.commitment_inherited",
        "Commitment inherited by a successor",
        "share",
        0.3,
        0.0,
        1.0,
        "The share of a predecessor's commitment that binds a new leader.",
        "judgement",
    ),
)


class Approval(Participant):
    """Leaders gain by firmness where the public is hard-line and attentive, and pay for going back on their word."""

    KEY = "approval"
    LABEL = "Approval of the two governments"
    PARAMETERS = PARAMETERS
    STREAMS = (NOISE,)
    FIELDS = (
        Field(
            "commitment",
            "Public commitment",
            "index 0-1",
            0.0,
            1.0,
            "How far the leader has publicly vowed to stand firm.",
            ALLIES,
        ),
        Field(
            "approval",
            "Approval of the government",
            "percent",
            0.0,
            100.0,
            "The share of the public that approves of its leader.",
            ALLIES,
            recorded=True,
        ),
        Field(
            "approval_shock",
            "Approval shock",
            "pp",
            -30.0,
            30.0,
            "What scandals and other events do to approval this week.",
            ALLIES,
        ),
    )

    def prepare(self, setup: Setup) -> None:
        inputs, state = setup.inputs, setup.state
        state.approval[...] = inputs.rows("seoul.initial_approval", "tokyo.initial_approval")
        self.usual = inputs.rows("seoul.usual_approval", "tokyo.usual_approval")
        self.drift = inputs.cast(ONE - retention(inputs.exact("relations.approval_half_life")))
        self.rally = inputs["relations.rally"]
        self.audience_cost = inputs["relations.audience_cost"]
        self.saved = inputs["relations.face_saving"]
        self.belligerence_cost = inputs["relations.belligerence_cost"]
        output = inputs.exact_rows("seoul.weekly_output", "tokyo.weekly_output")
        self.pain = inputs.cast(100.0 * inputs.exact("relations.loss_to_approval") / output)
        self.noise = inputs["relations.approval_noise"]
        self.commitment_keep = inputs.cast(retention(inputs.exact("relations.commitment_half_life")))
        self.commitment_gain = inputs["relations.commitment_gain"]
        self.commitment_release = inputs["relations.commitment_release"]
        self.disowned = inputs.cast(ONE - inputs["relations.commitment_inherited"])

    def judge(self, week: Week) -> None:
        """The publics judge what their leaders did this week; commitments grow and are used up."""
        state = week.state
        approval, commitment, salience = state.approval, state.commitment, state.salience
        escalation = positive(state.escalation)
        change = self.rally * state.nationalism * (TWO * state.hard_line - HALF)
        change -= self.audience_cost * commitment * state.concession * (ONE - self.saved * state.face)
        change -= self.belligerence_cost * (ONE - state.hard_line) * escalation
        change *= salience
        change -= self.pain * state.loss_rate
        change += self.drift * (self.usual - approval)
        change += state.approval_shock
        change += self.noise * week.draw(NOISE)
        approval += change
        approval.clip(ZERO, HIGHEST_APPROVAL, out=approval)
        state.approval_shock[...] = 0.0
        self._commit(week)

    def _commit(self, week: Week) -> None:
        state = week.state
        commitment = state.commitment
        change = self.commitment_gain * state.escalation_seen * (ONE - commitment)
        change -= self.commitment_release * state.concession * commitment
        commitment *= self.commitment_keep
        commitment += change
        commitment *= ONE - self.disowned * state.new_leader[:2]
        keep_in_unit(commitment)
