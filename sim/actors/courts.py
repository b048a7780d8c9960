"""The Korean courts: two cases on the way from ruling to cash-out, at their own pace."""

from __future__ import annotations

import numpy as np

from sim.actors.actor import Actor
from sim.kernel.bounds import ONE, ZERO, constant
from sim.kernel.clock import weekly_probability
from sim.kernel.draws import Law, Stream
from sim.kernel.participant import Setup
from sim.kernel.quantity import Evidence, Parameter, Role
from sim.kernel.stages import CourtStage
from sim.kernel.state import Array, Field
from sim.kernel.week import Week

CASES = ("pnr", "mhi")
CASE_NAMES = {"pnr": "Nippon Steel (PNR shares)", "mhi": "Mitsubishi Heavy"}
STAGES = (
    "ruling",
    "seizure approved",
    "papers served",
    "appeal filed",
    "sale ordered",
    "lower appeal dismissed",
    "cash-out",
)
STEPS = (3.0, 3.0, 1.0, 3.0, 3.0, 3.0)
CERTAIN = constant(20.0)  # a hazard at which a step is as good as certain; its odds can still be squared
FINAL = len(STAGES) - 1
SUBROGATED = 2.0

ADVANCE = Stream("courts.advance", 2, Law.UNIFORM, "Whether each case moves on this week.")
UNSEEN = Stream("courts.unseen", 2, Law.UNIFORM, "How many steps each case had taken unseen when the record ends.")
ACCEPTANCE = Stream("courts.acceptance", 1, Law.UNIFORM, "How many plaintiffs accept payment by a Korean fund.")

OBSERVED = "dated court steps 2018-2022"


def _key(stage: int) -> str:
    return STAGES[stage].replace(" ", "_").replace("-", "_")


def _range_of(stage: int) -> tuple[float, float]:
    """From a month to five years, whatever the default: how long each step took was known only afterwards. An appeal
    has a term set by law, a week."""
    return (0.3, 10.0) if stage == CourtStage.SERVED else (4.0, 260.0)


def _stage_means() -> tuple[Parameter, ...]:
    means = {
        "pnr": (10.0, 82.0, 1.0, 62.0, 18.0, 95.0),
        "mhi": (20.0, 80.0, 1.0, 48.0, 18.0, 95.0),
    }
    return tuple(
        Parameter(
            f"courts.{case}_{_key(stage)}_weeks",
            f"{CASE_NAMES[case]}: weeks from {STAGES[stage]} to {STAGES[stage + 1]}",
            "weeks",
            mean,
            *_range_of(stage),
            f"Average time in which the case moves from {STAGES[stage]} to {STAGES[stage + 1]}, from the first ruling.",
            OBSERVED if stage < FINAL - 1 else "censored after more than 46 weeks; judgement",
            Evidence.DATA if stage < FINAL - 1 else Evidence.JUDGEMENT,
        )
        for case, stages in means.items()
        for stage, mean in enumerate(stages)
    )


def _stage_values(
    name: str, label: str, help_text: str, values: tuple[float, ...], source: str, first_stage: int = 0
) -> tuple[Parameter, ...]:
    return tuple(
        Parameter(
            f"courts.{name}_at_{_key(stage)}",
            f"{label} at {STAGES[stage]}",
            "index 0-1",
            value,
            0.0,
            1.0,
            help_text,
            source,
        )
        for stage, value in enumerate(values, start=first_stage)
    )


STAKES = _stage_values(
    "stake",
    "Tokyo's stake",
    "How much Tokyo wants the cases ended when the furthest case has come so far.",
    (0.25, 0.40, 0.45, 0.55, 0.75, 0.90, 1.0),
    "liquidation was called a red line in Tokyo; levels are a judgement",
)
NEWS = _stage_values(
    "news",
    "News value",
    "How much news a case makes on reaching this stage.",
    (0.10, 0.12, 0.15, 0.30, 0.10, 0.60),
    "Speculation over GSOMIA began with the court's step (KEI article)",
    first_stage=1,
)

PARAMETERS = (
    *_stage_means(),
    *STAKES,
    *NEWS,
    Parameter(
        "courts.pace",
        "Pace of the courts",
        "relative",
        1.0,
        0.0,
        3.0,
        "How fast the cases move; 1 is the pace of 2018-2022, 0 stops them.",
        OBSERVED,
        Evidence.JUDGEMENT,
        Role.DISPOSITION,
    ),
    Parameter(
        "courts.obstruction",
        "Obstruction by Tokyo's ministry",
        "share",
        1.0,
        0.0,
        1.0,
        "How far Tokyo delays the service of papers by returning them; 1 as in history.",
        "papers returned on 30 July 2019",
        Evidence.DATA,
    ),
    Parameter(
        "courts.appeals",
        "Appeals",
        "share",
        1.0,
        0.0,
        1.0,
        "How far appeals slow the later stages; 1 as in history, 0 without appeals.",
        "appeal was immediate and rises automatically (KEI article)",
        Evidence.DATA,
    ),
    Parameter(
        "courts.appeal_speed_up",
        "Speed gained without appeals",
        "relative",
        4.0,
        0.0,
        10.0,
        "How much faster the later stages would pass without any appeal.",
        "judgement",
    ),
    Parameter(
        "courts.restraint",
        "Restraint by the executive's opinion",
        "relative hazard",
        0.4,
        0.1,
        1.0,
        "What remains of the courts' pace while Seoul's government leans on them; never a veto.",
        "top court deferred on 19 August 2022 after the ministry's opinion",
        Evidence.JUDGEMENT,
    ),
    Parameter(
        "courts.final_restraint",
        "Restraint at the final appeal",
        "relative hazard",
        0.3,
        0.1,
        1.0,
        "What remains of the pace at the last stage while Seoul's government leans on the court.",
        "judgement",
    ),
    Parameter(
        "courts.restraint_weeks",
        "Weeks of restraint",
        "weeks",
        40.0,
        8.0,
        80.0,
        "How long the government's opinion holds the courts back.",
        "judgement",
    ),
    Parameter(
        "courts.refusal_pace",
        "Pace of cases whose plaintiffs refuse",
        "relative hazard",
        0.3,
        0.0,
        1.0,
        "How fast the cases of plaintiffs who refuse a Korean fund's money go on.",
        "judgement",
    ),
    Parameter(
        "courts.lowest_acceptance",
        "Fewest plaintiffs who accept",
        "share",
        0.5,
        0.0,
        0.9,
        "The smallest share of plaintiffs who accept payment by a Korean fund; the largest is 0.9.",
        "11 of 15 accepted by 2024",
        Evidence.DATA,
    ),
)


class Courts(Actor):
    """Each case moves through seizure, service and appeals to cash-out; a settlement stops it."""

    KEY = "courts"
    LABEL = "Korean courts"
    PARAMETERS = PARAMETERS
    READ_WHEN_NEEDED = ("courts.restraint_weeks",)
    STREAMS = (ADVANCE, ACCEPTANCE, UNSEEN)
    FIELDS = (
        Field(
            "court_stage",
            "Stage of each case",
            "0 ruling ... 6 cash-out",
            0.0,
            6.0,
            "Where it stands.",
            CASES,
            0.0,
            True,
        ),
        Field(
            "court_substage", "Steps taken within the stage", "count", 0.0, 3.0, "Of the steps a stage needs.", CASES
        ),
        Field("court_order", "Forced stage", "stage + 1", 0.0, 7.0, "A stage that a shock forces this week.", CASES),
        Field(
            "court_highest", "Furthest stage", "0 ruling ... 6 cash-out", 0.0, 6.0, "Of the two cases.", (), 0.0, True
        ),
        Field("court_news", "News from the courts", "index 0-1", 0.0, 1.0, "How much news the courts make this week."),
        Field("court_flash", "Court news by shock", "index 0-1", 0.0, 1.0, "News that a shock makes this week."),
        Field("court_stake", "Tokyo's stake in the cases", "index 0-1", 0.0, 1.0, "How much Tokyo wants them ended."),
        Field(
            "court_restraint", "Weeks of restraint left", "weeks", 0.0, 100.0, "While Seoul's opinion holds them back."
        ),
        Field(
            "court_one_unseen",
            "One step taken unseen",
            "odds against none",
            0.0,
            np.inf,
            "How likely a case has taken one step of its stage unseen while the record is played, against none.",
            CASES,
        ),
        Field(
            "court_two_unseen",
            "Two steps taken unseen",
            "odds against none",
            0.0,
            np.inf,
            "How likely a case has taken two steps of its stage unseen while the record is played, against none.",
            CASES,
        ),
    )
    ROWS = ("court_stage.pnr", "court_stage.mhi", "court_highest", "court_news", "court_stake", "court_restraint")

    def prepare(self, setup: Setup) -> None:
        inputs = setup.inputs
        self.worlds = np.int64(setup.worlds)
        self.columns = np.arange(setup.worlds)
        self.case_columns = self.columns + np.array([[0], [len(STAGES) * setup.worlds]])
        self.hazards = inputs.cast(self._hazards(setup))
        self.steps = inputs.cast(np.array((*STEPS, np.inf)))
        self.stakes = inputs.cast(self._table(setup, STAKES))
        no_news = np.zeros((1, setup.worlds))
        self.news = inputs.cast(np.concatenate((no_news, self._table(setup, NEWS))))
        self.held_back = inputs.cast(ONE - inputs["courts.restraint"])
        self.held_back_at_the_end = inputs.cast(ONE - inputs["courts.final_restraint"])
        self.refusal_pace = inputs["courts.refusal_pace"]
        lowest = inputs["courts.lowest_acceptance"]
        self.accepted = lowest + (0.9 - lowest) * setup.draws.week(ACCEPTANCE, 0)[0].astype(inputs.dtype)
        setup.state.court_stake[...] = self.stakes[0]

    @staticmethod
    def _table(setup: Setup, records: tuple[Parameter, ...]) -> Array:
        return setup.inputs.exact_rows(*(record.key for record in records))

    def _hazards(self, setup: Setup) -> Array:
        """Weekly hazard of one step in each case and stage, shape (case, stage, world); 0 at the end."""
        inputs = setup.inputs
        table = np.zeros((len(CASES), len(STAGES), setup.worlds))
        means = iter(parameter.key for parameter in _stage_means())
        for case in range(len(CASES)):
            for stage, steps in enumerate(STEPS):
                table[case, stage] = steps / inputs.exact(next(means)) * inputs.exact("courts.pace")
        table[:, 1] *= 2.0 - inputs.exact("courts.obstruction")
        table[:, 2:] *= ONE + inputs.exact("courts.appeal_speed_up") * (ONE - inputs.exact("courts.appeals"))
        return table

    def advance(self, week: Week) -> None:
        """Each case may take a step; reaching a new stage makes news and changes Tokyo's stake."""
        state = week.state
        stage, step = state.court_stage, state.court_substage
        at = stage.astype(np.int64)
        hazard = self.hazards.take(at * self.worlds + self.case_columns)
        if state.settled.any() or state.court_restraint.any():
            hazard *= self._brake(week)
        if week.on_record:
            self._wait(week, hazard, at)
        elif week.index == week.record_until > 0:
            self._catch_up(week)
        moved = week.draw(ADVANCE) < weekly_probability(hazard)
        moved &= not week.on_record
        step += moved
        reached = step >= self.steps.take(at)
        stage += reached
        step *= ~reached
        if state.court_order.any():
            reached |= self._force(week)
        self._report(week, reached)
        np.maximum(state.court_restraint - ONE, ZERO, out=state.court_restraint)

    def _wait(self, week: Week, hazard: Array, at: Array) -> None:
        """A week on record in which no stage ends by itself. Of the three steps of a stage one or two may be taken
        all the same, each week at most one: their odds against none are sums over weeks, and over pairs of weeks, of
        the odds of a step in each."""
        state = week.state
        odds = np.expm1(np.minimum(hazard, CERTAIN))
        odds *= self.steps.take(at) > ONE
        state.court_two_unseen += state.court_one_unseen * odds
        state.court_one_unseen += odds

    def _catch_up(self, week: Week) -> None:
        """The first week that is free after a record: how many steps of its stage each case has taken unseen, by the
        chances that are left where the stage has not ended."""
        state = week.state
        one, two = state.court_one_unseen, state.court_two_unseen
        place = week.draw(UNSEEN) * (ONE + one + two)
        state.court_substage += place >= ONE
        state.court_substage += place >= ONE + one
        one[...] = 0.0
        two[...] = 0.0

    def _force(self, week: Week) -> Array:
        """Cases that a shock puts on another stage."""
        state = week.state
        stage, order = state.court_stage, state.court_order
        forced = order > ZERO
        changed = forced & (stage != order - ONE)
        stage += forced * (order - ONE - stage)
        for begun in (state.court_substage, state.court_one_unseen, state.court_two_unseen):
            begun *= ~forced
        order[...] = 0.0
        return np.asarray(changed)

    def _brake(self, week: Week) -> Array:
        """What a settlement and the executive's opinion leave of the pace; 1 in worlds that have neither."""
        state = week.state
        stage = state.court_stage
        leaned_on = state.court_restraint > ZERO
        late = leaned_on & (stage >= CourtStage.APPEALED) & (stage < CourtStage.SALE_UPHELD)
        final = leaned_on & (stage == CourtStage.SALE_UPHELD)
        brake = ONE - late * self.held_back - final * self.held_back_at_the_end
        subrogated = state.settlement_kind == SUBROGATED
        going_on = ONE - state.settled * (ONE - subrogated * self.refusal_pace * (ONE - self.accepted))
        return np.asarray(brake * going_on)

    def _report(self, week: Week, reached: Array) -> None:
        state = week.state
        at = state.court_stage.astype(np.int64) * self.worlds + self.columns
        values = self.news.take(at)
        values *= reached
        np.maximum(values[0], values[1], out=state.court_news)
        np.maximum(state.court_news, state.court_flash, out=state.court_news)
        state.court_flash[...] = 0.0
        np.maximum(state.court_stage[0], state.court_stage[1], out=state.court_highest)
        state.court_stake[...] = self.stakes.take(np.maximum(at[0], at[1]))
