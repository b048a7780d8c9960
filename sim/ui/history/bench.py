"""From the day that a reader drags to what the History page draws: the model's fan from there, and what really came."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from sim.data.archive import VALIDATION_FROM, Archive
from sim.data.fitted import Fitted
from sim.kernel.catalogue import Catalogue
from sim.kernel.records import CAPITALS
from sim.report.history.big_things import Course, courses, of_worlds, sentence
from sim.report.history.happenings import LANES, happenings
from sim.report.history.observed import Reading, readings
from sim.report.words import CAPITAL_NAMES, PACT_STATES, percent, signed
from sim.report.words import day as in_words
from sim.scenario.scenario import Scenario
from sim.study.hindcast.branch import branched
from sim.ui.charts import Chart, described
from sim.ui.controls import desk_for
from sim.ui.history.choices import LAST_DAY, YEARS, Setting, with_choices, words_of, words_of_choice
from sim.ui.history.panels import fans, history_charts
from sim.ui.pack import pack

if TYPE_CHECKING:
    from sim.results import Results

WORLDS = 256
LONGEST_NAME = 120
GHOST_QUANTILES = [0, 2, 4]
MINUS = "\N{MINUS SIGN}"
YEAR_WORDS = {"1": "1 year", "2": "2 years", "end": "to the end of 2023"}
LANDMARKS = (
    ("tokyo.export_controls", 1, "a week before the export controls"),
    ("seoul.gsomia_notice", 1, "a week before the notice on the pact"),
    ("seoul.gsomia_suspend_notice", 6, "six weeks before the pact was to end"),
    ("seoul.court_restraint", 12, "as Seoul changes hands"),
    ("seoul.third_party_payment", 1, "a week before Seoul's own payment"),
)
PACT_MOVES = {"seoul.gsomia_notice": 1, "seoul.gsomia_suspend_notice": 2, "seoul.gsomia_normalise": 0}


class Engine(Protocol):
    """What the page needs of the simulator: a run in which every world has its own draw of the fitted set."""

    def run(self, scenario: Scenario, worlds: int, found: Fitted | None = None) -> Results: ...


@dataclass(frozen=True, slots=True)
class Wish:
    """What the browser asks for, not to be trusted: its number, whether it `has` the record already, and flat words."""

    serial: int = 0
    has: str = ""
    words: Mapping[str, object] = field(default_factory=dict)


def read_wish(raw: object) -> Wish | None:
    """The wish in what the browser sent; None where it sent none."""
    if not isinstance(raw, Mapping):
        return None
    serial, words = raw.get("serial"), raw.get("words")
    return Wish(
        serial=serial if isinstance(serial, int) else 0,
        has=str(raw.get("has", ""))[:LONGEST_NAME],
        words=words if isinstance(words, Mapping) else {},
    )


class HistoryBench:
    """The record, and branches from it. It keeps no reader's state, so that all readers can share it."""

    def __init__(
        self,
        record: Scenario,
        archive: Archive,
        found: Fitted,
        catalogue: Catalogue,
        engine: Engine,
        worlds: int = WORLDS,
    ) -> None:
        known = {key: value for key, value in found.values.items() if key in catalogue.parameters}
        self.record = replace(record, values={**known, **record.values})
        self.archive, self.found, self.catalogue, self.engine, self.worlds = archive, found, catalogue, engine, worlds
        self.desk = desk_for(self.record, catalogue)

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """What was really measured within the record."""
        return readings(self.archive, self.record.clock.start, self.record.clock.end)

    @cached_property
    def charts(self) -> tuple[Chart, ...]:
        """The page's panels."""
        return history_charts(self.catalogue, self.readings)

    @property
    def id(self) -> str:
        """What tells this record and this fit from others."""
        return f"{self.record.digest[:16]}-{self.found.name}"

    def free(self, setting: Setting) -> Scenario:
        """The branch on which nothing is chosen by the reader."""
        return branched(setting.monday, setting.weeks(self.record.clock), self.record)

    def moved(self, setting: Setting) -> Scenario:
        """The branch with the reader's choices."""
        free = self.free(setting)
        return with_choices(free, setting.choices, self.desk) if setting.choices else free

    def frame(self, setting: Setting, wish: Wish, refused: Sequence[str] = ()) -> bytes:
        """One answer to the browser, packed: the fans of the branch, and of the free branch where choices were made."""
        begun = time.perf_counter()
        free = self.engine.run(self.free(setting), self.worlds, self.found)
        results = self.engine.run(self.moved(setting), self.worlds, self.found) if setting.choices else free
        arrays = {**fans(self.charts, results), "pact": results.pact}
        if setting.choices:
            before = fans(self.charts, free)
            arrays |= {f"ghost.{key}": fan[GHOST_QUANTILES] for key, fan in before.items()} | {"ghost.pact": free.pact}
        found = courses(results, self.record, setting.monday, free if setting.choices else None)
        head: dict[str, object] = {
            "serial": wish.serial,
            "record": self.id,
            "moved": len(setting.choices),
            "worlds": results.worlds,
            "branch": self.record.clock.week_of(setting.monday),
            "weeks": results.weeks,
            "answer": sentence(found, setting.monday, results.clock.end, setting.choices),
            "rows": [_row(course) for course in found if not course.done],
            "done": [_done(course) for course in found if course.done],
            "events": self._marks(setting),
            "choices": [self._choice(key, day) for key, day in setting.choices.items()],
            "years": setting.years,
            "refused": [*refused, *_missed(results, setting)],
            "link": words_of(setting),
            "seconds": round(time.perf_counter() - begun, 4),
        }
        if wish.has != self.id:
            head["description"] = self._description()
        return pack(head, arrays)

    def _marks(self, setting: Setting) -> list[dict[str, object]]:
        """The reader's pulls as dated marks on the charts."""
        return [
            {
                "day": day.isoformat(),
                "label": f"{self.desk.levers[key].label}, your choice",
                "key": key,
                "capital": key.split(".", 1)[0],
            }
            for key, day in setting.choices.items()
            if day is not None
        ]

    def _choice(self, key: str, day: date | None) -> dict[str, str]:
        capital = key.split(".", 1)[0]
        deed = f"pulled on {in_words(day)}" if day is not None else "taken away from the branch on"
        label = self.desk.levers[key].label
        words = f"{CAPITAL_NAMES[capital]}: {label}, {deed}"
        return {"key": key, "capital": capital, "value": words_of_choice(day), "words": words}

    def _description(self) -> dict[str, object]:
        """What does not change with the branch: the record, the panels, what was measured, what happened."""
        clock = self.record.clock
        return {
            "id": self.id,
            "start": clock.start.isoformat(),
            "weeks": clock.weeks,
            "last": clock.week_of(LAST_DAY),
            "heldOut": VALIDATION_FROM.isoformat(),
            "years": [{"key": key, "label": YEAR_WORDS[key]} for key in YEARS],
            "charts": [described(chart) for chart in self.charts],
            "readings": self._readings(),
            "lanes": [{"key": key, "label": label} for key, label, _ in LANES],
            "happenings": self._happenings(),
            "pact": {"states": list(PACT_STATES), "renewals": [], "real": self._real_pact()},
            "levers": self._levers(),
            "landmarks": list(self._landmarks()),
            "fit": f"{self.found.name}, fitted to what was known before {in_words(self.found.until)}",
        }

    def _readings(self) -> dict[str, list[dict[str, object]]]:
        styles = {line.series: chart.style for chart in self.charts for line in chart.lines}
        found: dict[str, list[dict[str, object]]] = {series: [] for series in styles}
        for reading in self.readings:
            style = styles[reading.series]
            found[reading.series].append(
                {
                    "first": reading.first.isoformat(),
                    "last": reading.last.isoformat(),
                    "day": reading.day.isoformat(),
                    "value": round(reading.value * style.factor, 4),
                    "words": style.text(reading.value),
                    "measured": reading.measured,
                    "source": reading.source,
                    "confidence": str(reading.confidence),
                    "note": reading.note,
                    "near": reading.near,
                    "heldOut": reading.held_out,
                }
            )
        return found

    def _happenings(self) -> list[dict[str, object]]:
        clock = self.record.clock
        return [
            {
                "day": happening.event.day.isoformat(),
                "lane": happening.lane,
                "family": happening.family,
                "direction": happening.event.direction,
                "size": abs(happening.event.intensity),
                "words": happening.event.description,
                "source": happening.event.source,
                "confidence": str(happening.event.confidence),
            }
            for happening in happenings(self.archive, clock.start, clock.end)
        ]

    def _real_pact(self) -> list[dict[str, object]]:
        """The pact's real states, each from its day on."""
        changes = [
            {"day": forced.at.isoformat(), "state": PACT_MOVES[forced.lever]}
            for forced in self.record.policies["seoul"].force
            if forced.lever in PACT_MOVES
        ]
        return [{"day": self.record.clock.start.isoformat(), "state": 0}, *changes]

    def _levers(self) -> list[dict[str, object]]:
        return [
            {
                "label": CAPITAL_NAMES[capital],
                "levers": [
                    {"key": card.key, "label": card.label, "help": card.sentence, "needs": card.needs}
                    for card in self.desk.levers.values()
                    if card.key.split(".", 1)[0] == capital
                ],
            }
            for capital in CAPITALS
        ]

    def _landmarks(self) -> list[dict[str, str]]:
        """Days worth branching from, some weeks before the record pulls a lever for the first time."""
        found = []
        for lever, weeks, label in LANDMARKS:
            day = self.desk.levers[lever].forced[0] - timedelta(weeks=weeks)
            monday = self.record.clock.first_day(self.record.clock.week_of(day))
            found.append({"day": monday.isoformat(), "label": label})
        return found


def _row(course: Course) -> dict[str, object]:
    """A big thing as a row: its name, the share of worlds in words and as a number, the change, and history."""
    gap = course.difference
    change = ""
    if gap is not None:
        points = f"{signed(100 * gap.difference, 0).replace('-', MINUS)} points"
        change = points if gap.verdict in ("higher", "lower") else gap.verdict
    return {
        "key": course.thing.key,
        "label": course.thing.label,
        "share": round(course.share, 4),
        "words": percent(course.share),
        "spoken": of_worlds(course.share),
        "free": percent(course.free) if course.free is not None else "",
        "change": change,
        "history": course.history,
        "came": course.within is not None,
    }


def _done(course: Course) -> str:
    """What cannot happen again, and when it did."""
    return f"{course.thing.label} ({in_words(course.before)})" if course.before is not None else course.thing.label


def _missed(results: Results, setting: Setting) -> list[str]:
    """A sentence for each lever that was to be pulled and could not be, in some worlds."""
    return [
        f"{key} could not be pulled in {percent(share)} of the worlds, where law or what it needs stood against it."
        for key, share in results.health.forced_missed.items()
        if key in setting.choices and share > 0
    ]

