"""From what a reader moved to what the page draws: one scenario, its unmoved run as the ghost, and the moved run."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

import numpy as np

from sim.kernel.catalogue import Catalogue
from sim.kernel.clock import days_to_anniversary
from sim.kernel.records import CAPITALS, Lever
from sim.kernel.state import Array
from sim.report.words import CAPITAL_NAMES, PACT_STATES, health_notes
from sim.scenario.scenario import POLICIES, Scenario
from sim.ui.answer import answer, card, outcomes_shown, table_row
from sim.ui.charts import PACT, SHOWN_FIRST, Chart, charts_of, described
from sim.ui.controls import EVIDENCE_WORDS, LIVE_WORLDS, OTHERS, WORLD_CHOICES, Control, desk_for, is_most_used
from sim.ui.pack import pack
from sim.ui.setting import IDLE, Setting, moved_scenario, words_of

if TYPE_CHECKING:
    from sim.results import Difference, Results

GROUPS = {**CAPITAL_NAMES, OTHERS: "Everyone else"}
POLICY_NAMES = {"agent": "decides for itself", "script": "plays its script", "hold": "does nothing"}
RENEWAL = (11, 23)
RARE = 0.02
LONGEST_NAME = 120
MOST_CHARTS = 60
GHOST_QUANTILES = (0, 2, 4)


class Engine(Protocol):
    """What the page needs of the simulator: a run, and the paired differences of two runs over the same worlds."""

    def run(self, scenario: Scenario, worlds: int) -> Results: ...

    def differences(self, baseline: Results, arm: Results) -> Mapping[str, Difference]: ...


@dataclass(frozen=True, slots=True)
class Wish:
    """What the browser asks for, not to be trusted.

    `live` is a slider still under the finger; `has` names the ghost that the browser already holds; `scenario` says
    to which scenario the flat `words` of its sliders belong.
    """

    serial: int = 0
    live: bool = False
    has: str = ""
    scenario: str = ""
    charts: tuple[str, ...] = SHOWN_FIRST
    words: Mapping[str, object] = field(default_factory=dict)


def read_wish(raw: object) -> Wish:
    """The wish in what the browser sent; anything else is a wish for the page as it stands."""
    if not isinstance(raw, Mapping):
        return Wish()
    serial, charts, words = raw.get("serial"), raw.get("charts"), raw.get("words")
    return Wish(
        serial=serial if isinstance(serial, int) else 0,
        live=raw.get("live") is True,
        has=str(raw.get("has", ""))[:LONGEST_NAME],
        scenario=str(raw.get("scenario", ""))[:LONGEST_NAME],
        charts=tuple(str(key) for key in charts[:MOST_CHARTS]) if isinstance(charts, list) else SHOWN_FIRST,
        words=words if isinstance(words, Mapping) else {},
    )


class Workbench:
    """One scenario on the page. It keeps no reader's state, so that readers of the same scenario can share it."""

    def __init__(self, scenario: Scenario, catalogue: Catalogue, engine: Engine) -> None:
        self.scenario = scenario
        self.catalogue = catalogue
        self.engine = engine
        self.desk = desk_for(scenario, catalogue)
        self.charts = charts_of(catalogue)

    def id_of(self, name: str) -> str:
        """What tells this scenario's page from another's."""
        return f"{name}.{self.scenario.digest[:16]}"

    def moved(self, setting: Setting) -> Scenario:
        """The scenario that a setting means."""
        return moved_scenario(self.scenario, self.desk, setting)

    def frame(self, setting: Setting, wish: Wish, name: str, refused: Sequence[str] = ()) -> bytes:
        """One answer to the browser, packed: the moved run, and the ghost where the browser lacks it.

        While a slider is under the finger at most LIVE_WORLDS worlds are run; on release, all that were asked for.
        """
        begun = time.perf_counter()
        worlds = min(setting.worlds, LIVE_WORLDS) if wish.live else setting.worlds
        unmoved = self.moved(Setting(worlds=setting.worlds, seed=setting.seed))
        ghost_id = f"{self.scenario.digest[:16]}-{setting.worlds}-{unmoved.seed}"
        ghost = self.engine.run(unmoved, worlds)
        results = self.engine.run(self.moved(setting), worlds) if setting.moved else ghost
        differences = self.engine.differences(ghost, results) if setting.moved else None
        head, arrays = self._moved_part(results, ghost, differences, wish)
        if wish.has != ghost_id:
            whole = ghost if worlds == setting.worlds else self.engine.run(unmoved, setting.worlds)
            head["scenario"] = self._description(name)
            arrays |= self._ghost_arrays(whole)
        head |= {
            "serial": wish.serial,
            "exact": worlds == setting.worlds,
            "charts": list(wish.charts),
            "ghost": ghost_id,
            "scenarioId": self.id_of(name),
            "moved": setting.moved,
            "refused": [*refused, *self._idle(setting)],
            "setting": self._standing(setting),
            "link": {"scenario": name, **words_of(setting)} if name else {},
            "seconds": round(time.perf_counter() - begun, 4),
        }
        return pack(head, arrays)

    def _moved_part(
        self, results: Results, ghost: Results, differences: Mapping[str, Difference] | None, wish: Wish
    ) -> tuple[dict[str, object], dict[str, Array]]:
        shown = outcomes_shown(results)
        arrays: dict[str, Array] = {}
        for chart in self.charts:
            if chart.key in wish.charts:
                arrays |= _fans(chart, results)
        if PACT in wish.charts and "pact_state" in results.series:
            arrays["pact"] = results.share("pact_state", tuple(range(len(PACT_STATES))))
        pulled, strips = self._strips(results)
        if pulled:
            arrays["pulls"] = strips
        before = ghost if differences is not None else None
        head: dict[str, object] = {
            "worlds": results.worlds,
            "answer": answer(results, differences, self.catalogue),
            "cards": [
                card(
                    results.outcomes[key],
                    before.outcomes.get(key) if before is not None else None,
                    differences.get(key) if differences is not None else None,
                    self.catalogue,
                )
                for key in shown
            ],
            "pulled": pulled,
            "events": self._events(results.scenario),
            "notes": self._notes(results),
            "outcomes": [
                table_row(outcome, differences.get(key) if differences is not None else None, self.catalogue)
                for key, outcome in results.outcomes.items()
            ],
        }
        return head, arrays

    def _ghost_arrays(self, ghost: Results) -> dict[str, Array]:
        arrays: dict[str, Array] = {}
        for chart in self.charts:
            for key, fan in _fans(chart, ghost).items():
                arrays[f"ghost.{key}"] = fan[list(GHOST_QUANTILES)]
        if "pact_state" in ghost.series:
            arrays["ghost.pact"] = ghost.share("pact_state", tuple(range(len(PACT_STATES))))
        return arrays

    def _strips(self, results: Results) -> tuple[list[dict[str, object]], Array]:
        """Which levers were pulled when: names in the order of the capitals, and weekly shares of worlds."""
        names: list[dict[str, object]] = []
        rows: list[Array] = []
        for lever in self._levers():
            weekly = results.pulls.get(lever.key)
            if weekly is None or lever.is_hold or not np.any(weekly > 0):
                continue
            times = float(np.sum(weekly))
            names.append({"key": lever.key, "label": lever.label, "capital": lever.owner, "times": round(times, 3)})
            rows.append(np.asarray(weekly))
        return names, np.stack(rows) if rows else np.zeros((0, results.weeks))

    def _levers(self) -> list[Lever]:
        own = self.scenario.custom_levers
        return [
            lever
            for capital in CAPITALS
            for lever in (*self.catalogue.levers_of(capital), *(lever for lever in own if lever.owner == capital))
        ]

    def _events(self, scenario: Scenario) -> list[dict[str, object]]:
        """Forced levers and shocks as dated marks, in order of time."""
        labels = {lever.key: lever.label for lever in self._levers()}
        marks = [
            (forced.at, _mark(forced.at, labels.get(forced.lever, forced.lever), capital, forced.lever))
            for capital in CAPITALS
            for forced in scenario.policies[capital].force
        ]
        for event in scenario.shocks:
            shock = self.catalogue.shocks.get(event.shock)
            label = shock.label if shock is not None else event.shock
            marks.append((event.at, _mark(event.at, label, OTHERS, event.shock)))
        return sorted((mark for day, mark in marks if scenario.clock.holds(day)), key=lambda mark: str(mark["day"]))

    def _notes(self, results: Results) -> list[str]:
        """What to know before trusting the numbers, levers called by their names."""
        notes = health_notes(results.health, results.worlds)
        for lever in self._levers():
            named = f"{CAPITAL_NAMES[lever.owner]}'s lever “{lever.label}”"
            notes = [note.replace(f"{lever.key} was", f"{named} was") for note in notes]
        return notes

    def _idle(self, setting: Setting) -> list[str]:
        """A sentence for each capital that was told to do nothing although levers are forced on it."""
        forced = {control.group for control in self.desk.controls.values() if control.lever and setting.of(control) > 0}
        return [
            f"{CAPITAL_NAMES[capital]} does nothing at all, so its forced levers are not pulled."
            for capital in CAPITALS
            if setting.policies.get(capital) == IDLE and capital in forced
        ]

    def _standing(self, setting: Setting) -> dict[str, object]:
        """Where everything stands, for the sliders to follow when the page is opened or a value was corrected."""
        return {
            "values": dict(setting.values),
            "dates": {key: day.isoformat() for key, day in setting.dates.items()},
            "bans": dict(setting.bans),
            "policies": dict(setting.policies),
            "worlds": setting.worlds,
            "seed": self.scenario.seed if setting.seed is None else setting.seed,
        }

    def _description(self, name: str) -> dict[str, object]:
        """What does not change while sliders move: texts, the sliders themselves, the charts on offer."""
        scenario = self.scenario
        return {
            "id": self.id_of(name),
            "title": scenario.title,
            "question": scenario.question,
            "sources": list(scenario.sources),
            "start": scenario.start.isoformat(),
            "weeks": scenario.weeks,
            "groups": [self._group(key, label) for key, label in GROUPS.items()],
            "policyNames": POLICY_NAMES,
            "policyHelp": POLICIES,
            "worldChoices": list(WORLD_CHOICES),
            "charts": [{**described(chart), "first": chart.key in SHOWN_FIRST} for chart in self.charts],
            "pact": {"states": list(PACT_STATES), "renewals": _renewals(scenario)},
            "rare": RARE,
            "seed": scenario.seed,
        }

    def _group(self, key: str, label: str) -> dict[str, object]:
        controls = self.desk.of(key)
        return {
            "key": key,
            "label": label,
            "policy": self.desk.policies.get(key, ""),
            "controls": [self._control(control) for control in controls],
        }

    def _control(self, control: Control) -> dict[str, object]:
        spec: dict[str, object] = {
            "key": control.key,
            "label": control.label,
            "unit": control.unit,
            "low": control.low,
            "high": control.high,
            "step": control.step,
            "value": control.value,
            "help": control.help,
            "source": control.source,
            "grade": EVIDENCE_WORDS.get(control.grade, control.grade),
            "first": is_most_used(control),
            "spread": control.spread,
        }
        if control.lever is not None:
            lever = self.desk.levers[control.lever]
            spec["lever"] = {
                "key": lever.key,
                "needs": lever.needs,
                "clock": lever.clock,
                "once": lever.once,
                "at": lever.at.isoformat(),
                "legal": [[opens.isoformat(), closes.isoformat()] for opens, closes in lever.legal],
                "forced": [day.isoformat() for day in lever.forced],
                "banned": lever.banned,
            }
        return spec


def _fans(chart: Chart, results: Results) -> dict[str, Array]:
    """The chart's fans by series, shape (5 quantiles, week), in the page's unit."""
    factor = np.float32(chart.style.factor)
    return {
        line.series: np.ascontiguousarray(results.series[line.series].fan.T) * factor
        for line in chart.lines
        if line.series in results.series
    }



def _mark(day: date, label: str, capital: str, key: str) -> dict[str, object]:
    return {"day": day.isoformat(), "label": label, "capital": capital, "key": key}


def _renewals(scenario: Scenario) -> list[str]:
    """The days on which a term of the pact ends and the next begins, within the scenario."""
    days = scenario.clock.dates()
    return [
        day.isoformat()
        for first in days
        for day in [date.fromordinal(first.toordinal() + days_to_anniversary(first, *RENEWAL))]
        if (day - first).days < 7 and scenario.clock.holds(day)
    ]
