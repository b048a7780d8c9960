"""The questions with yes or no: what is asked, how the archive answers it, and how each world of a run does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sim.data.archive import Event
from sim.kernel.state import Array
from sim.study.hindcast.lived import CASES, Lived
from sim.study.hindcast.origins import last_day
from sim.study.hindcast.pact import lapses, may_be_ended, may_be_kept, may_lapse
from sim.study.hindcast.past import WEEK, Past
from sim.study.hindcast.visitors import LAST_MONTH, deep_months

LAPSED, SALE_ORDERED, CASHED_OUT = 3, 4, 6
FALL = -0.30
SIGNED, RECORD_BEGINS, LAUNCHES_BY_WEEK = date(2016, 11, 23), date(2012, 1, 1), date(2018, 1, 1)
DIARY_FROM = date(2015, 1, 1)
# A meeting of the prime minister of Korea with that of Japan, who carried a letter of the president's.
NOT_OF_LEADERS = ("2019-10-24.summit",)
# A hearing at which the idea was shown; the scheme was announced eight weeks later.
NOT_ANNOUNCED = ("2023-01-12.third_party_fund",)


@dataclass(frozen=True, slots=True)
class Question:
    """Does something happen at least `least` times within a window?

    `days` are those on which the archive knows it to have happened, `weekly` the weeks in which it happened in each
    world of a run, (week, world). Base rates are taken from windows that begin on `since` or later. `asked` says
    whether law and calendar leave the answer open on an origin: a question that they decide is not asked there, of
    the model as little as of anybody. `yearly` names a series of counts by year from before `since`.
    """

    key: str
    label: str
    words: str
    archive_says: str
    run_says: str
    days: Callable[[Past], tuple[date, ...]]
    weekly: Callable[[Lived], Array]
    since: date
    open_when: str = "always"
    asked: Callable[[Past, date, int], bool] = lambda past, first, weeks: True
    least: int = 1
    yearly: str = ""

    def happened(self, past: Past, first: date, weeks: int) -> bool:
        """What the archive answers for a window. Raises EvidenceError where it ends within the window."""
        past.check_knows(first, weeks)
        return self.among(self.days(past), first, weeks)

    def among(self, days: Sequence[date], first: date, weeks: int) -> bool:
        """Whether enough of these days lie in a window."""
        return sum(first <= day < first + weeks * WEEK for day in days) >= self.least

    def chances(self, lived: Lived, week: int, horizons: Sequence[int]) -> tuple[float, ...]:
        """The share of worlds in which it happens in so many weeks from a week on, for each horizon."""
        weekly = self.weekly(lived)[week:]
        times = (np.count_nonzero(weekly[:weeks], axis=0) for weeks in horizons)
        return tuple(float((number >= self.least).mean()) for number in times)


def _acts(actor: str, *names: str, but: tuple[str, ...] = ()) -> Callable[[Past], tuple[date, ...]]:
    """The days of some acts of an actor."""

    def counts(event: Event) -> bool:
        return event.key not in but

    return lambda past: tuple(event.day for event in past.archive.acts(*names, actor=actor) if counts(event))


def _pulled(*levers: str) -> Callable[[Lived], Array]:
    return lambda lived: lived.pulled(*levers)


def _summits(past: Past) -> tuple[date, ...]:
    return tuple(event.day for event in past.archive.acts("summit") if event.key not in NOT_OF_LEADERS)


def _meetings(lived: Lived) -> Array:
    both = lived.pulled("seoul.quiet_channel") & lived.pulled("tokyo.quiet_channel")
    return np.asarray(both | lived.pulled("tokyo.gesture"))


def _rebukes(lived: Lived) -> Array:
    return lived.pulled("washington.press_seoul", "washington.press_tokyo")


def _sale_orders(lived: Lived) -> Array:
    one, other = (lived.reached(f"court_stage.{case}", SALE_ORDERED) for case in CASES)
    return np.asarray(one | other)


def _deep_falls(lived: Lived) -> Array:
    """The weeks with the last day of a month in which visitors fell by more than three in ten."""
    clock = lived.record.clock
    found = np.zeros(lived.series("visitors_change").shape, dtype=bool)
    day = clock.start
    while (month := _month_of(day))[1] <= clock.end:
        found[clock.week_of(month[1])] = lived.mean_between("visitors_change", *month) < FALL
        day = month[1] + timedelta(days=1)
    return found


def _month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a day's month."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day.replace(day=1), following - timedelta(days=1)


def _before_the_epidemic(past: Past, first: date, weeks: int) -> bool:
    return last_day(first, weeks) <= LAST_MONTH


def _falls(past: Past) -> tuple[date, ...]:
    return deep_months(past.archive, FALL)


def _launches(key: str, label: str, words: str, least: int) -> Question:
    return Question(
        key,
        label,
        words,
        "weeks of the record with a launch day, which add up to the archive's monthly counts",
        "weeks with a launch",
        lambda past: past.launch_weeks,
        lambda lived: lived.series("provocation") > 0,
        LAUNCHES_BY_WEEK,
        least=least,
        yearly="dprk_launch_days_yearly",
    )


QUESTIONS = (
    Question(
        "q1_trade_restriction",
        "New Tokyo trade restriction",
        "Does Tokyo decide on a new restriction of trade with Korea?",
        "export_controls_3items or whitelist_removal, by Tokyo; entry rules over the epidemic are none",
        "export_controls, whitelist_removal or retaliation_package is pulled",
        _acts("tokyo", "export_controls_3items", "whitelist_removal"),
        _pulled("tokyo.export_controls", "tokyo.whitelist_removal", "tokyo.retaliation_package"),
        RECORD_BEGINS,
    ),
    Question(
        "q2_easing",
        "Tokyo eases a restriction",
        "Does Tokyo ease or lift a restriction of trade?",
        "export_controls_easing, export_controls_lift or whitelist_restore, by Tokyo; single licences are none",
        "ease_licences or restore_trade_status is pulled",
        _acts("tokyo", "export_controls_easing", "export_controls_lift", "whitelist_restore"),
        _pulled("tokyo.ease_licences", "tokyo.restore_trade_status"),
        RECORD_BEGINS,
    ),
    Question(
        "q3_pact_notice",
        "Notice to end the pact, or its revival",
        "Does Seoul give notice to end the intelligence pact, or revive a suspended notice?",
        "gsomia_notice, by Seoul; the threat of August 2020 is none",
        "gsomia_notice or gsomia_terminate is pulled",
        _acts("seoul", "gsomia_notice"),
        _pulled("seoul.gsomia_notice", "seoul.gsomia_terminate"),
        SIGNED,
        "where notice is lawful within the window (26 June to 25 August), or a notice stands or is suspended",
        may_be_ended,
    ),
    Question(
        "q4_pact_lapses",
        "The pact lapses",
        "Is the intelligence pact out of force in some week?",
        "23 November comes with a notice that was neither suspended nor taken back",
        "the pact's state is lapsed",
        lapses,
        lambda lived: lived.series("pact_state") == LAPSED,
        SIGNED,
        "where a suspended notice can be revived, or 23 November falls into the window with notice given or lawful",
        may_lapse,
    ),
    Question(
        "q5_pact_kept",
        "Notice suspended or taken back",
        "Does Seoul suspend a notice, or bring the pact back to normal?",
        "gsomia_suspend_notice or gsomia_normalise, by Seoul",
        "gsomia_suspend_notice or gsomia_normalise is pulled",
        _acts("seoul", "gsomia_suspend_notice", "gsomia_normalise"),
        _pulled("seoul.gsomia_suspend_notice", "seoul.gsomia_normalise"),
        SIGNED,
        "where a notice stands or is suspended, or can be given within the window",
        may_be_kept,
    ),
    Question(
        "q6_sale_order",
        "A court orders a sale",
        "Does a court order the sale of seized assets of Nippon Steel or Mitsubishi Heavy?",
        "liquidation_order, by a court",
        "a case comes to stage 4; each of the two cases does so once at most",
        _acts("court", "liquidation_order"),
        _sale_orders,
        RECORD_BEGINS,
    ),
    Question(
        "q7_cash_out",
        "Plaintiffs are paid from seized assets",
        "Is money from assets of a Japanese firm paid out to plaintiffs?",
        "asset_payout, by a court",
        "a case comes to stage 6",
        _acts("court", "asset_payout"),
        lambda lived: lived.reached("court_highest", CASHED_OUT),
        RECORD_BEGINS,
    ),
    Question(
        "q8_summit",
        "The two leaders meet",
        "Do the leaders of Seoul and Tokyo meet for talks of their own?",
        "summit, but not the meeting of the Korean prime minister with Abe in October 2019",
        "Tokyo makes a gesture, or both use a quiet channel in the same week: as the record codes meetings of leaders",
        _summits,
        _meetings,
        DIARY_FROM,
    ),
    Question(
        "q9_settlement",
        "A settlement scheme is announced",
        "Is a scheme announced that settles the claims of wartime labourers?",
        "third_party_fund, by Seoul, but not the hearing of January 2023",
        "the issue becomes settled, by agreement or by Seoul's own payment",
        _acts("seoul", "third_party_fund", but=NOT_ANNOUNCED),
        lambda lived: lived.reached("settled", 1),
        RECORD_BEGINS,
    ),
    _launches("q10_any_launch", "A North Korean launch", "Is there a week with a North Korean launch?", 1),
    _launches("q10_four_launches", "Four weeks with launches", "Are there four weeks with North Korean launches?", 4),
    Question(
        "q11_visitors",
        "Visitors down by three in ten",
        "Do Korean visitors to Japan fall more than 30 % below the year before, in a month that ends in the window?",
        "months of kr_visitors_to_japan against the same month a year before",
        "the mean of visitors_change over the weeks of such a month is below -30 %",
        _falls,
        _deep_falls,
        LAUNCHES_BY_WEEK,
        "where the window ends by January 2020: from March 2020 the epidemic decides",
        _before_the_epidemic,
    ),
    Question(
        "q12_rebuke",
        "Washington rebukes an ally",
        "Does Washington criticise Seoul or Tokyo in public?",
        "us_public_criticism, by Washington",
        "press_seoul or press_tokyo is pulled",
        _acts("washington", "us_public_criticism"),
        _rebukes,
        RECORD_BEGINS,
    ),
)
