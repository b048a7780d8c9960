"""What the fit aims at: every observation that the model shows something comparable to, and how close it must come.

A target joins an observation to what a replay shows for it. Its error has two parts. The observation's own is what
another sample of the same poll, or a later revision of the same count, would differ by. The discrepancy is what the
best possible parameters would still miss by, because a model of a few equations is not the world.

Left out, because nothing in the model is comparable: sympathies and impressions (a feeling, not a wish that the
government stand firm); shares of fluorinated polyimide (the customs code is wider than the controlled material) and of
hydrogen fluoride (sources differ by a third over the same year); values where volumes are known; counts of the same
trade on the other shore, except for beer, where the two customs differ; boycott polls of other houses; yearly sums of
months that are targets themselves; the first licence for hydrogen fluoride (a gas, of little weight in the volumes).
Observations of low confidence are left out as well, and those of medium confidence count as half as uncertain again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from sim.data.archive import Archive, Confidence, Observation
from sim.kernel.clock import Clock
from sim.study.calibration.shows import Change, FirstLicence, JapanShare, Mean, Shows

POLL = "model.md 6.3: polls 4 points"
VISITORS = "model.md 6.3: visitors 5 points"
VOLUMES = "model.md 6.3: hydrogen fluoride 10 points"
JUDGED = "judgement"
MEDIUM_COUNTS = 1.5
CRISIS = date(2019, 7, 1)
BORDERS_CLOSE = date(2020, 2, 1)
EPIDEMIC = date(2020, 3, 1)
NORMAL_YEAR = 2018
DAYS_TO_EFFECT = 3  # the controls were announced on 1 July and waits are counted from 4 July 2019


@dataclass(frozen=True, slots=True)
class Target:
    """An observation and what the model shows for it. All numbers are in `unit`; the two standard deviations are
    those of independent errors. `because` says where that of the discrepancy comes from."""

    key: str
    block: str
    label: str
    unit: str
    first: date
    last: date
    observed: float
    observation_sd: float
    discrepancy_sd: float
    shows: Shows
    source: str
    because: str

    @property
    def sd(self) -> float:
        """The standard deviation of what is observed around what the right parameters show."""
        return float((self.observation_sd**2 + self.discrepancy_sd**2) ** 0.5)


@dataclass(frozen=True, slots=True)
class Aim:
    """A series of the archive that the model shows: how, how close, and in which days (`since` to before `until`)."""

    series: str
    block: str
    label: str
    shows: Callable[[Observation], Shows]
    observation_sd: float
    discrepancy_sd: float
    because: str
    unit: str = "percent"
    since: date = date.min
    until: date = date.max

    def targets(self, archive: Archive) -> Iterator[Target]:
        for seen in archive.of(self.series):
            yield from self.target(seen, seen.value, seen.confidence)

    def target(self, seen: Observation, value: float | None, confidence: Confidence) -> Iterator[Target]:
        """The target that an observation makes with this value; none where it is not to be used."""
        usable = value is not None and confidence is not Confidence.LOW
        if usable and self.since <= seen.last and seen.last < self.until:
            assert value is not None
            yield Target(
                seen.key,
                self.block,
                self.label,
                self.unit,
                seen.first,
                seen.last,
                value,
                self.observation_sd * (MEDIUM_COUNTS if confidence is Confidence.MEDIUM else 1.0),
                self.discrepancy_sd,
                self.shows(seen),
                seen.source,
                self.because,
            )


def mean_of(series: str, scale: float = 1.0) -> Callable[[Observation], Shows]:
    """The mean of a series over the days of an observation."""
    return lambda seen: Mean(series, seen.first, seen.last, scale)


@dataclass(frozen=True, slots=True)
class YearBefore(Aim):
    """A series of amounts, as a change on the same days a year before, in per cent."""

    def targets(self, archive: Archive) -> Iterator[Target]:
        amounts = archive.of(self.series)
        for seen in amounts:
            before = _same_days(amounts, seen, seen.first.year - 1)
            if before is not None and seen.value is not None:
                yield from self.target(seen, _change(seen.value, before.number), _worse(seen, before))


@dataclass(frozen=True, slots=True)
class NormalYear(Aim):
    """A series of yearly amounts, as a change on the last normal year, in per cent."""

    def targets(self, archive: Archive) -> Iterator[Target]:
        amounts = archive.of(self.series)
        for seen in amounts:
            before = _same_days(amounts, seen, NORMAL_YEAR)
            if before is not None and before is not seen and seen.value is not None:
                yield from self.target(seen, _change(seen.value, before.number), _worse(seen, before))


@dataclass(frozen=True, slots=True)
class ShareOfNormal(Aim):
    """A series of amounts as a share of the normal amount that another series states, in per cent."""

    normal: str = ""

    def targets(self, archive: Archive) -> Iterator[Target]:
        stated = archive.of(self.normal)
        for seen in archive.of(self.series):
            if stated and seen.value is not None:
                share = 100.0 * seen.value / stated[0].number
                yield from self.target(seen, share, _worse(seen, stated[0]))


@dataclass(frozen=True, slots=True)
class Between(Aim):
    """The change from one reading of a poll to the next, for houses whose level is their own."""

    column: str = ""

    def targets(self, archive: Archive) -> Iterator[Target]:
        readings = archive.of(self.series)
        for before, seen in pairwise(readings):
            change = seen.number - before.number
            for target in self.target(seen, change, _worse(seen, before)):
                earlier = Mean(self.column, before.first, before.last)
                later = Mean(self.column, seen.first, seen.last)
                if before.last >= self.since:
                    yield replace(target, shows=Change(earlier, later))


@dataclass(frozen=True, slots=True)
class Wait(Aim):
    """Days to a first licence, as weeks since the controls were announced."""

    def targets(self, archive: Archive) -> Iterator[Target]:
        for seen in archive.of(self.series):
            yield from self.target(seen, (seen.number + DAYS_TO_EFFECT) / 7.0, seen.confidence)


def _change(now: float, before: float) -> float:
    return 100.0 * (now / before - 1.0)


def _worse(*seen: Observation) -> Confidence:
    order = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
    return min((item.confidence for item in seen), key=order.index)


def _same_days(amounts: Iterable[Observation], seen: Observation, year: int) -> Observation | None:
    """The observation of the same month, or of the whole year, in another year."""
    wanted = seen.first.replace(year=year), (seen.last - seen.first) // timedelta(days=27)
    for item in amounts:
        if (item.first, (item.last - item.first) // timedelta(days=27)) == wanted and item.value is not None:
            return item
    return None


def _poll(series: str, capital: str, label: str, sample_sd: float) -> Aim:
    return Aim(series, "opinion", label, mean_of(f"hard_line.{capital}", 100.0), sample_sd, 4.0, POLL, since=CRISIS)


def _house(series: str, label: str, sample_sd: float) -> Between:
    """A house with two readings in the summer of 2019; its level is its own, so that only the change is compared."""
    return Between(
        series,
        "approval",
        label,
        mean_of("approval.tokyo"),
        sample_sd,
        2.0,
        JUDGED,
        "points",
        since=CRISIS,
        until=EPIDEMIC,
        column="approval.tokyo",
    )


ENDING = "Koreans for ending the pact"
CURBS = "Japanese for the export controls"
LIST = "Japanese for the white-list removal"
BEER = "Beer from Japan"

AIMS: tuple[Aim, ...] = (
    # Opinion. Who would end the pact, or approves of the curbs, wants the own government to stand firm.
    # Sampling errors are those of 500 (Realmeter) and about 1,000 (all others) respondents at a share of one half.
    _poll("kr_support_end_gsomia_realmeter", "seoul", f"{ENDING} (Realmeter)", 2.2),
    _poll("kr_support_end_gsomia_gallup", "seoul", f"{ENDING} (Gallup Korea)", 1.6),
    _poll("jp_support_export_controls_nikkei", "tokyo", f"{CURBS} (Nikkei)", 1.6),
    _poll("jp_support_export_controls_jnn", "tokyo", f"{CURBS} (JNN)", 1.6),
    _poll("jp_support_whitelist_removal_kyodo", "tokyo", f"{LIST} (Kyodo)", 1.6),
    _poll("jp_support_whitelist_removal_sankei_fnn", "tokyo", f"{LIST} (Sankei)", 1.6),
    _poll("jp_support_whitelist_removal_jnn", "tokyo", f"{LIST} (JNN)", 1.6),
    # Boycott. Visitors before July 2019 had their ups and downs for reasons of their own, and the model has none.
    YearBefore(
        "kr_visitors_to_japan",
        "boycott",
        "Korean visitors to Japan, on the year before",
        mean_of("visitors_change", 100.0),
        1.0,
        5.0,
        VISITORS,
        since=CRISIS,
        until=BORDERS_CLOSE,
    ),
    YearBefore(
        "jp_beer_exports_to_korea",
        "boycott",
        f"{BEER}, on the year before (Japanese customs)",
        mean_of("beer_change", 100.0),
        1.0,
        5.0,
        f"{VISITORS}, taken over for beer",
        since=CRISIS,
        until=date(2020, 7, 1),
    ),
    YearBefore(
        "kr_imports_japanese_beer",
        "boycott",
        f"{BEER}, on the year before (Korean customs)",
        mean_of("beer_change", 100.0),
        1.0,
        5.0,
        f"{VISITORS}, taken over for beer",
        since=CRISIS,
        until=date(2020, 7, 1),
    ),
    NormalYear(
        "kr_imports_japanese_beer_yearly",
        "boycott",
        f"{BEER}, a year on 2018 (Korean customs)",
        mean_of("beer_change", 100.0),
        1.0,
        5.0,
        f"{VISITORS}, taken over for beer",
        since=date(2020, 12, 31),
    ),
    Aim(
        "boycott_participation_kr",
        "boycott",
        "Koreans who take part in the boycott (Realmeter)",
        mean_of("boycott", 100.0),
        2.2,
        4.0,
        POLL,
    ),
    # Supply.
    ShareOfNormal(
        "jp_hf_exports_to_korea_volume",
        "supply",
        "Hydrogen fluoride from Japan, share of the normal month",
        mean_of("licence_flow.hydrogen_fluoride", 100.0),
        2.0,
        10.0,
        VOLUMES,
        since=CRISIS,
        normal="hydrogen_fluoride.normal_monthly_import_volume",
    ),
    Aim(
        "photoresist.import_share_japan",
        "supply",
        "Japan's share of photoresist imports",
        lambda seen: JapanShare("photoresist", seen.first, seen.last),
        1.0,
        5.0,
        f"{JUDGED}: half of that for volumes, for a share of imports moves less than a month's shipments",
        since=CRISIS,
    ),
    Wait(
        "photoresist.days_to_first_licence",
        "supply",
        "Weeks to the first licence for photoresists",
        lambda seen: FirstLicence("photoresist"),
        0.3,
        1.0,
        f"{JUDGED}: the model counts whole weeks",
        "weeks",
    ),
    Wait(
        "fluorinated_polyimide.days_to_first_licence",
        "supply",
        "Weeks to the first licence for fluorinated polyimide",
        lambda seen: FirstLicence("polyimide"),
        2.0,
        1.0,
        f"{JUDGED}: the model counts whole weeks, and only the month is known",
        "weeks",
    ),
    # Approval. The noise of the model is what everything else does to a government; from March 2020 the epidemic does
    # far more than that, and no reading after it is used. Sampling errors as for the polls above.
    Aim(
        "nhk_jp_cabinet_approval",
        "approval",
        "Approval of the Japanese cabinet (NHK)",
        mean_of("approval.tokyo"),
        1.4,
        1.5,
        f"{JUDGED}: the noise of the model is a discrepancy already",
        until=EPIDEMIC,
    ),
    Aim(
        "gallup_kr_president_approval",
        "approval",
        "Approval of the Korean president (Gallup Korea)",
        mean_of("approval.seoul"),
        1.6,
        1.5,
        f"{JUDGED}: the noise of the model is a discrepancy already",
        until=EPIDEMIC,
    ),
    _house("nikkei_jp_cabinet_approval", "Change in the Japanese cabinet's approval (Nikkei)", 2.2),
    _house("kyodo_jp_cabinet_approval", "Change in the Japanese cabinet's approval (Kyodo)", 2.2),
    _house("yomiuri_jp_cabinet_approval", "Change in the Japanese cabinet's approval (Yomiuri)", 2.2),
)


def targets_of(archive: Archive, clock: Clock) -> tuple[Target, ...]:
    """Every target that an archive holds within a horizon, block by block in the order of dates."""
    found = [target for aim in AIMS for target in aim.targets(archive) if clock.holds(target.first)]
    blocks = list(dict.fromkeys(aim.block for aim in AIMS))
    inside = (target for target in found if clock.holds(target.last))
    return tuple(sorted(inside, key=lambda target: (blocks.index(target.block), target.last, target.key)))
