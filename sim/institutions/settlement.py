"""The settlement table: the least that Seoul can accept, the most that Tokyo can give, and whether they meet."""

from __future__ import annotations

import numpy as np

from sim.kernel.bounds import HALF, ONE, TWO, ZERO, keep_in_unit, positive
from sim.kernel.clock import weekly_probability
from sim.kernel.draws import Law, Stream
from sim.kernel.participant import Participant, Setup
from sim.kernel.quantity import Evidence, Parameter
from sim.kernel.records import ALLIES
from sim.kernel.state import Array, Field
from sim.kernel.week import Week

LUCK = Stream("settlement.luck", 2, Law.UNIFORM, "Whether the two settle, and whether a settlement breaks.")
NEVER = 1000.0
PUTNAM = "two-level game after Putnam 1988; coefficient is a judgement"

PARAMETERS = (
    Parameter(
        "settlement.korean_base",
        "Seoul's least acceptable terms",
        "0-1",
        0.42,
        0.1,
        0.8,
        "What Seoul must get in normal times: 0 Korean money only, 1 accused firms pay and apologise.",
        PUTNAM,
    ),
    Parameter(
        "settlement.korean_hard_line",
        "Seoul's terms raised by opinion",
        "index",
        0.35,
        0.0,
        0.8,
        "How much an attentive hard-line public raises what Seoul must get.",
        PUTNAM,
    ),
    Parameter(
        "settlement.korean_resolve",
        "Seoul's terms raised by resolve",
        "index",
        0.15,
        0.0,
        0.4,
        "How much a resolute leader raises what Seoul must get.",
        PUTNAM,
    ),
    Parameter(
        "settlement.korean_orientation",
        "Seoul's terms lowered by orientation",
        "index",
        0.35,
        0.0,
        0.7,
        "How much a leader oriented to reconciliation lowers what Seoul must get.",
        "Moon and Yoon governments compared; coefficient is a judgement",
    ),
    Parameter(
        "settlement.korean_fear",
        "Seoul's terms lowered by abandonment fear",
        "index",
        0.10,
        0.0,
        0.4,
        "How much fear of abandonment lowers what Seoul must get.",
        "Cha 1999; coefficient is a judgement",
    ),
    Parameter(
        "settlement.korean_threat",
        "Seoul's terms lowered by the threat",
        "index",
        0.10,
        0.0,
        0.4,
        "How much the North Korean threat lowers what Seoul must get.",
        PUTNAM,
    ),
    Parameter(
        "settlement.korean_hostility",
        "Seoul's terms raised by hostility",
        "index",
        0.10,
        0.0,
        0.4,
        "How much hostility raises what Seoul must get.",
        "friendly relations help settle (strategic-value article)",
    ),
    Parameter(
        "settlement.korean_mediation",
        "Seoul's terms lowered by mediation",
        "index",
        0.10,
        0.0,
        0.4,
        "How much credible mediation lowers what Seoul must get.",
        PUTNAM,
    ),
    Parameter(
        "settlement.japanese_base",
        "Tokyo's largest concession",
        "0-1",
        0.30,
        0.05,
        0.7,
        "The most that Tokyo can give in normal times.",
        PUTNAM,
    ),
    Parameter(
        "settlement.japanese_hard_line",
        "Tokyo's concession lowered by opinion",
        "index",
        0.20,
        0.0,
        0.6,
        "How much an attentive hard-line public lowers what Tokyo can give.",
        PUTNAM,
    ),
    Parameter(
        "settlement.japanese_fatigue",
        "Tokyo's concession lowered by fatigue",
        "index",
        0.15,
        0.0,
        0.5,
        "How much Korea fatigue lowers what Tokyo can give.",
        "articles on Korea fatigue; coefficient is a judgement",
    ),
    Parameter(
        "settlement.japanese_resolve",
        "Tokyo's concession lowered by resolve",
        "index",
        0.10,
        0.0,
        0.4,
        "How much a resolute leader lowers what Tokyo can give.",
        PUTNAM,
    ),
    Parameter(
        "settlement.japanese_fear",
        "Tokyo's concession raised by abandonment fear",
        "index",
        0.08,
        0.0,
        0.4,
        "How much fear of abandonment raises what Tokyo can give.",
        "Cha 1999; coefficient is a judgement",
    ),
    Parameter(
        "settlement.japanese_threat",
        "Tokyo's concession raised by the threat",
        "index",
        0.08,
        0.0,
        0.4,
        "How much the North Korean threat raises what Tokyo can give.",
        PUTNAM,
    ),
    Parameter(
        "settlement.japanese_hostility",
        "Tokyo's concession lowered by hostility",
        "index",
        0.10,
        0.0,
        0.4,
        "How much hostility lowers what Tokyo can give.",
        "friendly relations help settle (strategic-value article)",
    ),
    Parameter(
        "settlement.japanese_losses",
        "Tokyo's concession raised by its losses",
        "index",
        0.10,
        0.0,
        0.4,
        "How much Japan's own losses raise what Tokyo can give.",
        PUTNAM,
    ),
    Parameter(
        "settlement.painful_loss",
        "Loss that is felt as full",
        "USD million a week",
        100.0,
        20.0,
        500.0,
        "The weekly Japanese loss at which its effect on Tokyo's terms is full.",
        "about -60 % travel costs 62 million",
    ),
    Parameter(
        "settlement.japanese_mediation",
        "Tokyo's concession raised by mediation",
        "index",
        0.08,
        0.0,
        0.4,
        "How much credible mediation raises what Tokyo can give.",
        PUTNAM,
    ),
    Parameter(
        "settlement.sharpness",
        "Sharpness of the overlap",
        "0-1",
        0.08,
        0.02,
        0.3,
        "How sharply the chance of settling rises as the two positions meet.",
        "judgement",
    ),
    Parameter(
        "settlement.hazard",
        "Settlement when talks are full",
        "per week",
        0.06,
        0.01,
        0.2,
        "The weekly hazard of settling when positions overlap and talks are intense.",
        "judgement",
    ),
    Parameter(
        "settlement.relapse_hazard",
        "Relapse of a settlement",
        "per week",
        0.01,
        0.0,
        0.05,
        "The weekly hazard that a settlement breaks when positions no longer overlap.",
        "judgement",
    ),
    Parameter(
        "settlement.talks_kept",
        "Talks that persist",
        "share a week",
        0.9,
        0.5,
        0.98,
        "How much of the talks is still alive a week later.",
        "judgement",
    ),
    Parameter(
        "settlement.talks_from_quiet_channel",
        "Talks raised by the quiet channel",
        "share",
        0.3,
        0.05,
        1.0,
        "How much one side's use of its quiet channel adds to the talks.",
        "judgement: both sides must use it for months before talks are intense",
    ),
    Parameter(
        "settlement.talks_from_washington",
        "Talks raised by mediation",
        "share",
        0.5,
        0.0,
        1.0,
        "How much a full American mediating effort adds to the talks.",
        "judgement",
    ),
    Parameter(
        "settlement.offer_weeks",
        "Life of an offer",
        "weeks",
        12.0,
        4.0,
        40.0,
        "How long a public offer or gesture keeps a settlement possible.",
        "judgement",
    ),
    Parameter(
        "settlement.lonely_payment_cost",
        "Cost of paying alone",
        "pp",
        3.0,
        0.0,
        8.0,
        "What Seoul's leader loses by paying alone, for every unit below its least acceptable terms.",
        "2023: 36 to 34 % (Gallup Korea) although 59 % opposed",
        Evidence.DATA,
    ),
    Parameter(
        "settlement.lonely_terms",
        "Terms of a payment by Seoul alone",
        "0-1",
        0.05,
        0.0,
        0.2,
        "Where Seoul's own payment lies between Korean money only (0) and full Japanese payment (1).",
        "the settlement of 6 March 2023",
        Evidence.DATA,
    ),
)


class Settlement(Participant):
    """Each side has a limit set by its home politics; where the limits overlap and they talk, they may settle."""

    KEY = "settlement"
    LABEL = "Settlement table"
    PARAMETERS = PARAMETERS
    STREAMS = (LUCK,)
    FIELDS = (
        Field("korean_floor", "Seoul's least acceptable terms", "0-1", 0.0, 1.0, "Below this Seoul cannot settle."),
        Field("japanese_ceiling", "Tokyo's largest concession", "0-1", 0.0, 1.0, "Above this Tokyo cannot settle."),
        Field(
            "win_set_overlap",
            "Room for agreement",
            "-1 to 1",
            -1.0,
            1.0,
            "Overlap of what both can accept.",
            recorded=True,
        ),
        Field("quiet_talks", "Quiet channel used", "dose", 0.0, 1.0, "This week's quiet diplomacy.", ALLIES),
        Field("talks", "Talks", "index 0-1", 0.0, 1.0, "How intense the talks are.", recorded=True),
        Field("offer_weeks", "Weeks since an offer", "weeks", 0.0, NEVER, "Large where none is open.", (), NEVER),
        Field(
            "settlement_order", "Payment by Seoul ordered", "0 to 1", 0.0, 1.0, "Seoul pays through a fund this week."
        ),
        Field("settled", "Settled", "0 or 1", 0.0, 1.0, "Whether the forced-labour issue is settled.", recorded=True),
        Field(
            "settlement_kind",
            "Kind of settlement",
            "0 none, 1 negotiated, 2 by Seoul alone",
            0.0,
            2.0,
            "How it settled.",
        ),
        Field("settlement_terms", "Terms of the settlement", "0-1", 0.0, 1.0, "Where the settlement lies."),
        Field("settlement_age", "Weeks since the settlement", "weeks", 0.0, 2000.0, "How long it has held."),
        Field("relapse", "Relapse", "0 or 1", 0.0, 1.0, "Whether a settlement broke this week.", recorded=True),
    )

    def prepare(self, setup: Setup) -> None:
        inputs = setup.inputs
        self.p = {p.name: inputs[p.key] for p in PARAMETERS}

    def take_positions(self, week: Week) -> None:
        """What Seoul must get and Tokyo can give this week, from their publics, leaders, fears and fatigue."""
        state, p = week.state, self.p
        heat = state.salience * state.hard_line
        resolve = state.resolve - ONE
        floor = p["korean_base"] + p["korean_hard_line"] * heat[0] + p["korean_resolve"] * resolve[0]
        floor -= p["korean_orientation"] * state.orientation + p["korean_fear"] * state.abandonment_fear[0]
        floor += p["korean_hostility"] * state.hostility[0] - p["korean_threat"] * state.threat
        floor -= p["korean_mediation"] * state.face[0]
        ceiling = p["japanese_base"] - p["japanese_hard_line"] * heat[1] - p["japanese_resolve"] * resolve[1]
        ceiling -= p["japanese_fatigue"] * state.fatigue[1] + p["japanese_hostility"] * state.hostility[1]
        ceiling += p["japanese_fear"] * state.abandonment_fear[1] + p["japanese_threat"] * state.threat
        ceiling += p["japanese_losses"] * np.minimum(state.loss_rate[1] / p["painful_loss"], ONE)
        ceiling += p["japanese_mediation"] * state.face[1]
        floor.clip(ZERO, ONE, out=state.korean_floor)
        ceiling.clip(ZERO, ONE, out=state.japanese_ceiling)
        np.subtract(state.japanese_ceiling, state.korean_floor, out=state.win_set_overlap)

    def bargain(self, week: Week) -> None:
        """The two settle if positions overlap while they talk over an offer; Seoul may pay alone; some break again."""
        state, p = week.state, self.p
        talks = state.talks
        talks *= p["talks_kept"]
        talks += p["talks_from_quiet_channel"] * (state.quiet_talks[0] + state.quiet_talks[1])
        talks += p["talks_from_washington"] * state.us_mediation
        keep_in_unit(talks)
        state.quiet_talks[...] = 0.0
        overlap = ONE / (ONE + np.exp(-state.win_set_overlap / p["sharpness"]))
        luck = week.draw(LUCK) + week.on_record
        on_offer = state.offer_weeks <= p["offer_weeks"]
        chance = weekly_probability(p["hazard"] * talks * overlap)
        agreed = (luck[0] < chance) * on_offer * (ONE - state.settled)
        alone = (state.settlement_order > ZERO) * (ONE - state.settled) * (ONE - agreed)
        breaks = (luck[1] < weekly_probability(p["relapse_hazard"] * (ONE - overlap))) * state.settled
        self._close(week, agreed, alone, breaks)
        state.offer_weeks += ONE
        np.minimum(state.offer_weeks, NEVER, out=state.offer_weeks)

    def _close(self, week: Week, agreed: Array, alone: Array, breaks: Array) -> None:
        state, p = week.state, self.p
        middle = HALF * (state.korean_floor + state.japanese_ceiling)
        state.settlement_terms += agreed * (middle - state.settlement_terms)
        state.settlement_terms += alone * (p["lonely_terms"] - state.settlement_terms)
        state.approval_shock[0] -= alone * p["lonely_payment_cost"] * positive(state.korean_floor - p["lonely_terms"])
        closed = agreed + alone
        state.settled += closed - breaks
        state.settlement_kind += agreed * (ONE - state.settlement_kind) + alone * (TWO - state.settlement_kind)
        state.settlement_kind *= ONE - breaks
        state.settlement_age += ONE
        state.settlement_age *= state.settled * (ONE - closed)
        state.relapse[...] = breaks
        state.settlement_order[...] = 0.0
