"""What a box says, in sentences: which worlds lie in it, what happens there, and why a box is not believed."""

from __future__ import annotations

from sim.kernel.catalogue import catalogue
from sim.kernel.records import is_event
from sim.report.words import CAPITAL_NAMES, joined, number, percent
from sim.scenario.sample import inputs_of
from sim.scenario.scenario import Scenario
from sim.study.discovery.box import Box
from sim.study.discovery.discover import BELIEVED, Discovery, Doubt, Found
from sim.study.discovery.interest import Interest, Kind
from sim.study.discovery.measures import Interval

EVENTS = {
    "p_notice": ("Seoul gives notice to end the pact", "Seoul gives no notice to end the pact"),
    "p_suspend": ("Seoul suspends its notice to end the pact", "Seoul suspends no notice to end the pact"),
    "p_lapse": ("the pact ends", "the pact never ends"),
    "p_liquidation": ("Korean courts sell a company's assets", "Korean courts sell no company's assets"),
    "p_settlement": ("the dispute over the court rulings is settled", "the dispute over the court rulings goes on"),
}
VALUE_DIGITS = 6
MOST_SHOWN = 3


class Words:
    """Words for one discovery: its inputs after the scenario's catalogue, its cases after the outcome's."""

    def __init__(self, scenario: Scenario, interest: Interest) -> None:
        self.interest = interest
        self._inputs = inputs_of(scenario, catalogue())
        self._levers = {lever.key: lever for lever in (*catalogue().levers.values(), *scenario.custom_levers)}

    @property
    def case(self) -> str:
        """What makes a world one of interest, as the end of a sentence: 'the pact ends'."""
        record = catalogue().outcomes[self.interest.outcome]
        if is_event(record.key):
            happens, fails = EVENTS.get(record.key, (f"'{record.label}' comes true", f"'{record.label}' stays untrue"))
            return happens if self.interest.kind is Kind.HAPPENS else fails
        side = "above" if self.interest.kind is Kind.ABOVE else "below"
        edge = f"{side} {number(self.interest.threshold, record.digits)} ({record.unit})"
        worst = "in the worst quarter of the worlds, " if self.interest.worst else ""
        return f"{_small(record.label)} is {worst}{edge}"

    def input(self, key: str) -> str:
        """An input as a sentence has it: Seoul's resolve, 'Pace of the courts', the dose of 'Export controls'."""
        place, _, _ = key.partition(".")
        lever = self._levers.get(key.rpartition(".")[0])
        if lever is not None:
            part = "the dose" if len(lever.parts) == 1 else f"the part '{self._inputs[key].label}'"
            return f"{part} of '{lever.label}'"
        label = self._inputs[key].label
        return f"{CAPITAL_NAMES[place]}'s {_small(label)}" if place in CAPITAL_NAMES else f"'{label}'"

    def unit(self, key: str) -> str:
        """The unit of an input."""
        return self._inputs[key].unit

    def limit(self, key: str, box: Box, units: bool = True) -> str:
        """One input of a box: "Seoul's resolve is above 0.7 (chance of a resolute leader)"."""
        low, high = box.limits(key)
        if low is not None and high is not None:
            where = f"between {value(low)} and {value(high)}"
        else:
            where = f"above {value(low)}" if low is not None else f"below {value(high)}"
        return f"{self.input(key)} is {where}{f' ({self.unit(key)})' if units else ''}"

    def where(self, box: Box, order: tuple[str, ...] = (), units: bool = True) -> str:
        """All limits of a box, joined; `order` names the inputs that come first."""
        keys = sorted(box.keys, key=lambda key: order.index(key) if key in order else len(order))
        return joined([self.limit(key, box, units) for key in keys])

    def sentence(self, found: Found, base: float) -> str:
        """What happens in a box, how often it does anywhere, and how much of all that the box holds."""
        tested = found.tested
        return (
            f"In {percent(tested.density.value)} of worlds where {self.where(found.box, tuple(found.importance))}, "
            f"{self.case}, against {percent(base)} of all worlds; this covers {percent(tested.coverage.value)} of all "
            f"such cases."
        )

    def tested(self, found: Found, first: bool = True) -> str:
        """How sure that is. A box that is not the first is held to what the boxes before it leave over."""
        beside = "" if first else f" Outside the boxes before it: {times(found.fresh_lift)}."
        return (
            f"Counted on the half of the worlds that the search never saw: {times(found.tested.lift)} as often as over "
            f"all worlds; the share in the box lies between {percent(found.tested.density.low)} and "
            f"{percent(found.tested.density.high)} (95% intervals).{beside} Where the outcome is dealt out anew "
            f"among the points, the same search does as well in {chance(found.p_value)} of trials."
        )

    def doubts(self, found: Found, discovery: Discovery) -> list[str]:
        """Why a box is not believed, a sentence each."""
        said = {
            Doubt.NOTHING_HELD: self._nothing_held(found),
            Doubt.LIFT: (
                f"On the half of the worlds that the search never saw, the best candidate ({self._candidate(found)}) "
                f"holds {self.case} {times(found.fresh_lift)} as often as all worlds do: that interval reaches 1."
            ),
            Doubt.CHANCE: (
                f"Where the outcome is dealt out anew among the points, the same search does as well in "
                f"{chance(found.p_value)} of {discovery.permutations} trials; at most {percent(BELIEVED)} is believed."
            ),
        }
        return [said[doubt] for doubt in found.doubts]

    def _nothing_held(self, found: Found) -> str:
        shown = sorted(found.dropped.items(), key=lambda item: -item[1])[:MOST_SHOWN]
        if not shown:
            return "No limit that the search set is told apart from doing nothing."
        tried = [
            f"{self.input(key)} from {'below' if low else 'above'} in {percent(rate)}" for (key, low), rate in shown
        ]
        return f"No limit is found again in most resamples (limits on {joined(tried)} of them)."

    def _candidate(self, found: Found) -> str:
        return self.where(found.box, tuple(found.importance)) or "no limit at all"


def value(number_: float | None) -> str:
    """A limit as it was rounded."""
    return f"{number_:.{VALUE_DIGITS}g}"


def times(lift: Interval) -> str:
    """'3.0 times (95% interval 2.7 to 3.4)'."""
    return f"{number(lift.value)} times (95% interval {number(lift.low)} to {number(lift.high)})"


def chance(p_value: float) -> str:
    """A p value as a share of trials."""
    return f"{100 * p_value:.2g}%"


def _small(label: str) -> str:
    """A label inside a sentence."""
    first, second = label[:1], label[1:2]
    return (
        first.lower() + label[1:] if second.islower() and not label.startswith(tuple(CAPITAL_NAMES.values())) else label
    )
