"""Real observations that can be drawn over a series of the model, each in the unit of that series."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sim.data.archive import VALIDATION_FROM, Archive, Confidence, Observation

NORMAL_YEAR = 2018
MONTHS_IN_QUARTER = 3
RANK = {Confidence.HIGH: 0, Confidence.MEDIUM: 1, Confidence.LOW: 2}


@dataclass(frozen=True, slots=True)
class Reading:
    """One real figure over the days from `first` to `last`: `value` in the unit of the model's series.

    `measured` says what was counted or asked; `near` that it is not the model's quantity itself but the closest thing
    that anybody measured; `total` that it was counted up to its last day; `held_out` that it belongs to the validation
    data, which no fit that ships has read.
    """

    series: str
    first: date
    last: date
    value: float
    measured: str
    source: str
    confidence: Confidence
    note: str = ""
    near: bool = False
    total: bool = False

    @property
    def day(self) -> date:
        """Where it stands in time: in the middle of its days, or at their end where it is their total."""
        return self.last if self.total else self.first + (self.last - self.first) // 2

    @property
    def held_out(self) -> bool:
        """Whether it became known too late for a fit that ships."""
        return self.last + timedelta(days=1) > VALIDATION_FROM


@dataclass(frozen=True, slots=True)
class Measure:
    """How a series of the archive becomes readings of a series of the model."""

    series: str
    observed: str
    measured: str
    convert: Callable[[Archive, Measure], Iterator[Reading]]
    near: bool = False

    def readings(self, archive: Archive) -> tuple[Reading, ...]:
        """What an archive holds of it, in the order of dates."""
        return tuple(self.convert(archive, self))

    def reading(self, found: Observation, value: float, note: str = "") -> Reading:
        """One observation with its value converted."""
        notes = "; ".join(text for text in (note, found.note) if text)
        return Reading(
            self.series, found.first, found.last, value, self.measured, found.source, found.confidence, notes, self.near
        )


def _known(archive: Archive, series: str) -> Iterator[Observation]:
    return (found for found in archive.of(series) if found.value is not None)


def as_it_is(archive: Archive, measure: Measure) -> Iterator[Reading]:
    """The model counts in the same unit."""
    return (measure.reading(found, found.number) for found in _known(archive, measure.observed))


def from_percent(archive: Archive, measure: Measure) -> Iterator[Reading]:
    """Percent become a share."""
    return (measure.reading(found, found.number / 100) for found in _known(archive, measure.observed))


def against_normal_year(archive: Archive, measure: Measure) -> Iterator[Reading]:
    """A monthly amount becomes its change on the same month of 2018, the last year without the dispute."""
    months = {(found.last.year, found.last.month): found for found in _known(archive, measure.observed)}
    for (year, month), found in sorted(months.items()):
        before = months.get((NORMAL_YEAR, month))
        if year > NORMAL_YEAR and before is not None:
            yield measure.reading(
                found,
                found.number / before.number - 1,
                f"{found.number:,.0f} {found.unit}; {before.number:,.0f} in the same month of {NORMAL_YEAR}",
            )


def share_of_normal(archive: Archive, measure: Measure) -> Iterator[Reading]:
    """A month's tonnes become their share of the normal month before the controls."""
    normal = next(_known(archive, "hydrogen_fluoride.normal_monthly_import_volume"), None)
    if normal is None:
        return
    for found in _known(archive, measure.observed):
        note = f"{found.number:,.0f} {found.unit} of {normal.number:,.0f} in a normal month"
        yield measure.reading(found, found.number / normal.number, note)


def per_quarter(archive: Archive, measure: Measure) -> Iterator[Reading]:
    """Monthly counts become the sum over each whole quarter of the calendar."""
    quarters: dict[tuple[int, int], list[Observation]] = {}
    for found in _known(archive, measure.observed):
        quarters.setdefault((found.last.year, (found.last.month - 1) // MONTHS_IN_QUARTER), []).append(found)
    for _, months in sorted(quarters.items()):
        if len(months) == MONTHS_IN_QUARTER:
            yield _summed(measure, months)


def _summed(measure: Measure, months: Sequence[Observation]) -> Reading:
    least_sure = max((found.confidence for found in months), key=lambda confidence: RANK[confidence])
    return Reading(
        measure.series,
        months[0].first,
        months[-1].last,
        sum(found.number for found in months),
        measure.measured,
        "; ".join(dict.fromkeys(found.source for found in months)),
        least_sure,
        near=measure.near,
        total=True,
    )


LAUNCHES = "launches"
VISITORS = "Korean visitors to Japan against the same month of 2018, the epidemic's effect included"
END_PACT = "Koreans for ending the intelligence pact"
MEASURES = (
    Measure("visitors_change", "kr_visitors_to_japan", VISITORS, against_normal_year),
    Measure("approval.seoul", "gallup_kr_president_approval", "Approval of the president, Gallup Korea", as_it_is),
    Measure("approval.tokyo", "nhk_jp_cabinet_approval", "Approval of the cabinet, NHK", as_it_is),
    Measure("boycott", "boycott_participation_kr", "Take part in the boycott, Realmeter", from_percent),
    Measure("boycott", "boycott_participation_kr_kobaco", "Have taken part in the boycott, KOBACO", from_percent),
    Measure(
        "beer_change",
        "jp_beer_exports_to_korea",
        "Beer exports to Korea by value, Japanese customs",
        against_normal_year,
    ),
    Measure(
        "beer_change",
        "kr_imports_japanese_beer",
        "Imports of Japanese beer by value, Korean customs",
        against_normal_year,
    ),
    Measure(
        "licence_flow.hydrogen_fluoride",
        "jp_hf_exports_to_korea_volume",
        "Hydrogen fluoride exports to Korea, Japanese customs",
        share_of_normal,
    ),
    Measure(
        "licence_flow.hydrogen_fluoride",
        "kr_hf_imports_from_japan_volume",
        "Hydrogen fluoride imports from Japan, Korean customs",
        share_of_normal,
    ),
    Measure(LAUNCHES, "dprk_launch_days", "Days with a launch in a quarter", per_quarter),
    Measure("hard_line.seoul", "kr_support_end_gsomia_realmeter", f"{END_PACT}, Realmeter", from_percent, near=True),
    Measure("hard_line.seoul", "kr_support_end_gsomia_gallup", f"{END_PACT}, Gallup Korea", from_percent, near=True),
    Measure(
        "hard_line.seoul",
        "kr_oppose_third_party_plan_gallup",
        "Koreans against payment by a Korean foundation, Gallup Korea",
        from_percent,
        near=True,
    ),
    Measure(
        "hard_line.tokyo",
        "jp_support_export_controls_jnn",
        "Japanese for the export controls, JNN",
        from_percent,
        near=True,
    ),
    Measure(
        "hard_line.tokyo",
        "jp_support_export_controls_nikkei",
        "Japanese for the export controls, Nikkei",
        from_percent,
        near=True,
    ),
    Measure(
        "hard_line.tokyo",
        "jp_support_whitelist_removal_jnn",
        "Japanese for taking Korea off the white list, JNN",
        from_percent,
        near=True,
    ),
    Measure(
        "hostility.seoul",
        "genron_eai_kr_bad_impression_of_japan",
        "Koreans with a bad impression of Japan, EAI and Genron NPO, once a year",
        from_percent,
        near=True,
    ),
    Measure(
        "hostility.tokyo",
        "genron_eai_jp_bad_impression_of_korea",
        "Japanese with a bad impression of Korea, Genron NPO and EAI, once a year",
        from_percent,
        near=True,
    ),
)


def readings(archive: Archive, start: date, end: date) -> tuple[Reading, ...]:
    """Everything that was measured within a stretch of days, series by series, in the order of dates."""
    found = (reading for measure in MEASURES for reading in measure.readings(archive))
    return tuple(
        sorted(
            (reading for reading in found if start <= reading.day <= end),
            key=lambda reading: (reading.series, reading.day, reading.measured),
        )
    )
