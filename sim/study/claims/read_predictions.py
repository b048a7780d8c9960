"""The tests of a claim: what is measured, of what, when, and how arms are set against each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sim.kernel.catalogue import catalogue
from sim.kernel.errors import near_matches
from sim.scenario.days import in_horizon
from sim.scenario.fields import listed
from sim.scenario.layer import Layer
from sim.scenario.places import Complaints, Path, shown
from sim.study.claims.arms import Arm
from sim.study.claims.measures import LEVERS, MEASURES, PACT, PACT_STATES, SERIES, lever_rows
from sim.study.claims.record import CONTROL, EFFECT, INTERACTION, MODERATED, TREATED, Expect, Measured, Prediction

ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class PredictionReader:
    """Makes tests for the arms of one claim and complains of what is wrong with them."""

    complaints: Complaints
    arms: Mapping[str, Arm]
    left_out: Collection[Path] = ()

    def test(self, path: Path, written: Mapping[str, Any]) -> Prediction | None:
        """A test; None, with complaints, where something is wrong."""
        measured = self.measured(path, written)
        contrast, floor = self._contrast(path, written), self._floor(path, written)
        if "expect" not in written and (*path, "expect") not in self.left_out:
            self.complaints.add(path, f"it is not said what is expected. Write expect: and {_one_of(list(Expect))}.")
        elif "expect" in written and measured is not None and floor is not None:
            level, variance = written.get("level"), written.get("variance", False)
            return Prediction(measured, Expect(written["expect"]), floor, contrast, level, variance)
        return None

    def measured(self, path: Path, written: Mapping[str, Any]) -> Measured | None:
        """What is measured; None, with a complaint, where it is not said."""
        if "measure" not in written:
            if (*path, "measure") not in self.left_out:
                self.complaints.add(path, "it is not said what is measured. Write measure: p_notice, say, or check:.")
            return None
        measure = MEASURES.get(written["measure"])
        for name in measure.needs if measure is not None else ():
            if name not in written:
                self.complaints.add(path, f"{written['measure']} does not work without {name}. Write {name}: as well.")
        self._complain_of_names(path, "of", written, measure.takes if measure is not None else "")
        self._complain_of_names(path, "then", written, LEVERS if "then" in written else "")
        for name in ("from", "until"):
            if name in written:
                clock = self.arms[TREATED].scenario.clock
                in_horizon(Layer({}, None, catalogue(), self.complaints, clock=clock), (*path, name), written[name])
        return Measured(
            written["measure"],
            tuple(written.get("of", ())),
            tuple(written.get("then", ())),
            written.get("within"),
            written.get("at_least"),
            written.get("from"),
            written.get("until"),
        )

    def _contrast(self, path: Path, written: Mapping[str, Any]) -> Mapping[str, float]:
        if "level" in written:
            return {TREATED: 1.0}
        asked = written.get("contrast", "interaction" if CONTROL + MODERATED in self.arms else "effect")
        weights = {"effect": EFFECT, "interaction": INTERACTION}[asked] if isinstance(asked, str) else asked
        for name in weights:
            if name not in self.arms:
                hint = " Write moderator: and what it adds." if name.endswith(MODERATED) else listed(self.arms)
                words = f"there is no arm {shown(name)}.{near_matches(name, self.arms)}{hint}"
                self.complaints.add((*path, "contrast"), words)
        if abs(sum(weights.values())) > ROUNDING:
            words = f"the weights add up to {sum(weights.values()):g}, so they set nothing against anything."
            self.complaints.add((*path, "contrast"), f"{words} Write weights that add up to 0.")
        return weights

    def _floor(self, path: Path, written: Mapping[str, Any]) -> float | None:
        """The floor of a test: its own, or that of its outcome or measure."""
        measure = written.get("measure", "")
        if "floor" in written or not measure:
            return written.get("floor")
        outcome = catalogue().outcomes.get(measure)
        floor = outcome.floor if outcome is not None else MEASURES[measure].floor
        if floor is None:
            words = f"{measure} has no floor of its own. Write floor: and the smallest difference worth talking about."
            self.complaints.add(path, words)
        return floor

    def _complain_of_names(self, path: Path, key: str, written: Mapping[str, Any], takes: str) -> None:
        """Complain where a measure names what does not exist, nothing where it needs something, or too much."""
        names = written.get(key, ())
        measure, known = written["measure"], _known(takes)
        if not takes and names:
            self.complaints.add((*path, key), f"{measure} is measured of nothing in particular. Remove {key}.")
        elif takes and not names:
            self.complaints.add(path, f"{measure} does not say of which {takes}. Write {key}: and a name or a list.")
        for name in names if takes else ():
            if name not in known:
                words = f"{shown(name)} is not one of the {takes}.{near_matches(name, known) or listed(known)}"
                self.complaints.add((*path, key), words)


def _known(takes: str) -> tuple[str, ...]:
    """What there is to be measured of a sort."""
    if takes == SERIES:
        recorded = (field for field in catalogue().fields.values() if field.recorded)
        return tuple(row for field in recorded for row in field.row_keys)
    return tuple({LEVERS: lever_rows(), PACT: PACT_STATES, "": ()}[takes])


def _one_of(words: list[str]) -> str:
    return f"one of {', '.join(words)}"
