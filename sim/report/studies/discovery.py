"""A scenario discovery as a document: the boxes in sentences, how they were tested, and what they do not say."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.kernel.catalogue import catalogue
from sim.kernel.state import Array
from sim.kernel.versions import versions
from sim.report.charts.boxes import HOW_TO_READ as READ_BOXES
from sim.report.charts.boxes import Axis, box_chart
from sim.report.charts.boxes import Box as Frame
from sim.report.charts.leaves import HOW_TO_READ as READ_LEAVES
from sim.report.charts.leaves import Leaf, leaf_chart
from sim.report.charts.trade_off import HOW_TO_READ as READ_TRADE_OFF
from sim.report.charts.trade_off import Step, trade_off_chart
from sim.report.document import Chart, Column, Document, Section, Table
from sim.report.studies.discovery_words import Words, chance, value
from sim.report.studies.parts import LIMITS
from sim.report.words import counted, joined, percent
from sim.study.discovery.box import Box, Candidates
from sim.study.discovery.discover import FEWEST_CASES, MOST_BOXES, Discovery, Found, quality
from sim.study.discovery.export import Narrowed, narrowed
from sim.study.discovery.interest import Interest
from sim.study.discovery.sample import Places
from sim.study.discovery.search import Method
from sim.study.discovery.source import Source

DRAWN_WORLDS = 600
FEW_LUCKS = 50
PERCENT = 100.0
NAMES = {Method.PRIM: "PRIM", Method.CART: "CART"}


@dataclass(frozen=True)
class Story:
    """All that a document of a discovery is told from."""

    found: Discovery
    source: Source
    interest: Interest
    words: Words

    @classmethod
    def of(cls, found: Discovery, source: Source, interest: Interest) -> Story:
        """The story of a search among the worlds of `source`."""
        return cls(found, source, interest, Words(source.scenario, interest))


def discovery_document(story: Story, command: str = "", seconds: float = math.nan) -> Document:
    """All that a discovery says."""
    found, words = story.found, story.words
    return Document(
        kind="discovery",
        title=f"When it is likely that {words.case}: {story.source.scenario.title}",
        question=f"Which of {counted(len(found.sample.keys), 'varied input')} make it likely that {words.case}?",
        findings=findings(story),
        setup=_setup(story, seconds),
        sections=tuple(_sections(story)),
        limits=(*_limits(story), *LIMITS),
        provenance={
            "method": str(found.method),
            "scenario": story.source.name,
            "scenario_hash": story.source.scenario.digest,
            "outcome": story.interest.outcome,
            "kind": str(story.interest.kind),
            "threshold": story.interest.threshold,
            "inputs": list(found.sample.keys),
            "seed": found.seed,
            "density": found.density,
            "permutations": found.permutations,
            "resamples": found.resamples,
            "base": found.base.value,
            "boxes": [_box_object(box) for box in found.boxes],
            "rejected": _box_object(found.rejected) if found.rejected else None,
            "command": command,
            "versions": versions(),
        },
    )


def box_scenario(story: Story, place: int) -> Narrowed:
    """The scenario of a box, which says in its title and question what it is."""
    box = story.found.boxes[place]
    return narrowed(
        story.source.scenario,
        box.box,
        story.source.spans,
        title=f"Box {place + 1} of '{story.source.scenario.title}'",
        question=(
            f"What happens where {story.words.where(box.box, tuple(box.importance))}? In the batch it was found in, "
            f"{story.words.case} in {percent(box.tested.density.value)} of such worlds "
            f"({percent(box.tested.density.low)} to {percent(box.tested.density.high)}), "
            f"and in {percent(story.found.base.value)} of all worlds."
        ),
        outcome=story.interest.outcome,
    )


def findings(story: Story) -> tuple[str, ...]:
    """The answers, the clearest first."""
    found, words = story.found, story.words
    worlds = len(found.sample.y)
    if found.cases in (0, worlds):
        never = "no" if found.cases == 0 else "every"
        return (
            f"In {never} world out of {worlds:,} it comes about that {words.case}: nothing that was varied decides it.",
        )
    if not found.searched:
        return (
            f"It comes about in {found.cases:,} of {counted(worlds, 'world')} that {words.case}. A search needs at "
            f"least {FEWEST_CASES} such worlds and {FEWEST_CASES} others: play more worlds, or move the threshold.",
        )
    if not found.boxes:
        reasons = words.doubts(found.rejected, found) if found.rejected else []
        head = (
            f"No stable box: nothing shows that what was varied makes it likelier in one part of its range that "
            f"{words.case} ({percent(found.base.value)} of all worlds)."
        )
        return (head, *reasons)
    said = []
    for place, box in enumerate(found.boxes):
        said += [words.sentence(box, found.base.value), words.tested(box, first=place == 0)]
    if len(found.boxes) > 1:
        said.append(
            f"Together the {len(found.boxes)} boxes hold {percent(found.together.value)} of all such cases; a world "
            "may lie in several."
        )
    further = " A search among the worlds outside found none that holds." if found.rejected else ""
    said.append(f"{percent(1.0 - found.together.value)} of all such cases lie in no box.{further}")
    return tuple(said)


def _setup(story: Story, seconds: float) -> tuple[str, ...]:
    found, source = story.found, story.source
    points, replicates = found.sample.hits.shape
    layout = (
        f"{counted(len(found.sample.y), 'world')} of '{source.scenario.title}'"
        f"{f', at {points:,} points with up to {replicates:,} worlds each' if points > 1 else ''}"
    )
    inputs = joined([story.words.input(key) for key in found.sample.keys])
    said = [
        f"{layout}. Of interest are the worlds in which {story.words.case}: {percent(found.base.value)} "
        f"({percent(found.base.low)} to {percent(found.base.high)}).",
        f"Inputs that differ between worlds: {inputs}.",
    ]
    if source.broken:
        said.append(f"{counted(source.broken, 'world')} broke down in the arithmetic and are left out.")
    said.append(_how(story))
    if math.isfinite(seconds):
        said.append(f"It took {seconds:.1f} seconds.")
    return tuple(said)


def _how(story: Story) -> str:
    found = story.found
    kept = {
        Method.PRIM: "PRIM peels the worlds on one to three inputs at a time",
        Method.CART: "CART splits the worlds into up to eight leaves",
    }[found.method]
    rule = (
        "the box is taken that separates best (the correlation between lying in the box and being of interest)"
        if found.density is None
        else f"the box is taken that covers most at a density of {percent(found.density)} or more"
    )
    return (
        f"{kept} (EMA Workbench) on one half of {'the points' if not found.sample.sampled else 'the worlds'}; {rule}. "
        f"Limits that do nothing (quasi-p above 0.05), or that are set in less than half of {found.resamples} searches "
        f"among random halves, are given up; the others are rounded. The box is then counted on the other half, and "
        f"believed if its lift there is above 1 with 95% confidence and if at most 1% of {found.permutations} searches "
        f"with the outcome dealt out anew do as well. Then its worlds are taken away for the next box, up to "
        f"{MOST_BOXES}."
    )


def _limits(story: Story) -> list[str]:
    said = [
        "A box says where in the varied ranges something is likely, not why; inputs that were not varied may matter "
        "more.",
        "Its density hangs on the ranges and distributions that were sampled: other ranges give other shares.",
        "Worlds outside the box may end alike, and worlds inside may not: luck decides too.",
    ]
    points, replicates = story.found.sample.hits.shape
    shared = story.found.sample.shared_luck
    if points > 1 and shared and not story.found.sample.sampled and replicates < FEW_LUCKS:
        said.append(
            f"All points are played under the luck of the same {counted(replicates, 'world')}, in both halves: other "
            "luck may move every share here."
        )
    moved: set[str] = set()
    even: set[str] = set()
    for place in range(len(story.found.boxes)):
        made = box_scenario(story, place)
        moved |= set(made.moved)
        even |= set(made.even)
    if even:
        names = joined([story.words.input(key) for key in sorted(even)])
        said.append(f"The scenario files of the boxes draw {names} evenly between their ends, as no file gave a law.")
    if moved:
        names = joined([story.words.input(key) for key in sorted(moved)])
        said.append(
            f"The likeliest value of {names} lies outside a box; its scenario file puts it at the edge of the box, so "
            "that running the file does not give quite the share that was counted."
        )
    return said


def _sections(story: Story) -> list[Section]:
    found = story.found
    rejected = found.rejected
    shown = found.boxes or ((rejected,) if rejected is not None and len(rejected.box) else ())
    if not shown:
        return [_searched(story, rejected)] if rejected is not None else []
    sections = [
        Section("Boxes and how they were tested", (), (_limits_table(story, shown), _quality_table(story, shown)))
    ]
    sections.append(_searched(story, shown[0]))
    for place, box in enumerate(shown):
        chart = _scatter(story, box, place)
        if chart is not None:
            heading = f"Box {place + 1} among the worlds" if box.stable else "The candidate that is not believed"
            sections.append(Section(heading, (), (chart,)))
    return sections


def _searched(story: Story, first: Found) -> Section:
    """What the first search came by."""
    if story.found.method is Method.PRIM:
        return Section("How the box was chosen", (), (_trade_off(story, first),))
    return Section("The leaves of the tree", (), _leaves(story, first.candidates))


def _name(box: Found, place: int) -> str:
    return f"Box {place + 1}" if box.stable else "Candidate"


def _limits_table(story: Story, shown: Sequence[Found]) -> Table:
    columns = (
        Column("Box"),
        Column("Input"),
        Column("Above"),
        Column("Below"),
        Column("Unit"),
        Column("Found again", "% of resamples"),
        Column("Density lost without it", "percentage points", 1),
    )
    rows = []
    for place, box in enumerate(shown):
        for key, lost in box.importance.items():
            low, high = box.box.limits(key)
            again = " / ".join(
                f"{PERCENT * box.again[key, lower]:.0f}" for lower in (True, False) if (key, lower) in box.again
            )
            ends = (value(low) if low is not None else "", value(high) if high is not None else "")
            rows.append(
                (_name(box, place), _title(story.words.input(key)), *ends, story.words.unit(key), again, PERCENT * lost)
            )
    return Table("limits", "Limits of the boxes", columns, tuple(rows))


def _quality_table(story: Story, shown: Sequence[Found]) -> Table:
    columns = (
        Column("Box"),
        Column("Counted on"),
        Column("Worlds"),
        Column("In the box", "% of worlds", 1),
        Column("Density", "% of interest, 95%"),
        Column("Coverage", "% of cases, 95%"),
        Column("Lift", "times, 95%"),
        Column("Chance", "p value"),
    )
    rows = []
    for place, box in enumerate(shown):
        for words, item in (("unseen half", box.tested), ("search half", box.seen)):
            rows.append(
                (
                    _name(box, place),
                    words,
                    item.worlds,
                    PERCENT * item.mass,
                    _interval(item.density, PERCENT, 0),
                    _interval(item.coverage, PERCENT, 0),
                    _interval(item.lift, 1.0, 2),
                    chance(box.p_value) if words == "unseen half" and math.isfinite(box.p_value) else "",
                )
            )
    note = (
        "Only the unseen half counts: a search always looks good on the worlds it chose from. Density: share of the "
        "box that is of interest. Coverage: share of the cases of interest that the box holds. Lift: density over "
        "that of all worlds. Intervals allow for worlds that share a point or their luck."
    )
    return Table("quality", "How the boxes do", columns, tuple(rows), note)


def _interval(item: Any, factor: float, digits: int) -> str:
    if not math.isfinite(item.value):
        return ""
    middle, low, high = (f"{factor * part:.{digits}f}" for part in item)
    return f"{middle} ({low} to {high})"


def _trade_off(story: Story, box: Found) -> Chart:
    candidates = box.candidates
    restricted = (candidates.lows > candidates.ends[0]).astype(bool) | (candidates.highs < candidates.ends[1])
    steps = [
        Step(float(coverage), float(density), int(inputs.sum()), place == box.place)
        for place, (coverage, density, inputs) in enumerate(
            zip(candidates.coverage, candidates.density, restricted, strict=True)
        )
    ]
    title = f"Boxes that the search came by ({story.words.case})"
    chosen = steps[box.place]
    caption = (
        f"From all worlds (right) to the smallest box (left). The chosen box covers {percent(chosen.coverage)} at a "
        f"density of {percent(chosen.density)} among the worlds that were searched, before its limits were rounded. "
        f"{READ_TRADE_OFF}"
    )
    base = candidates.interesting / candidates.worlds
    spec = trade_off_chart(steps, title=title, base_rate=base, subtitle="Counted on the half that was searched.")
    return Chart("trade_off", title, caption, spec)


def _leaves(story: Story, candidates: Candidates) -> tuple[Table | Chart, ...]:
    boxes = [candidates.box(place) for place in range(len(candidates.inside))]
    tested = [quality(box, story.found.test) for box in boxes]
    order = sorted(range(len(boxes)), key=lambda place: -np.nan_to_num(tested[place].density.value))
    columns = (
        Column("Leaf"),
        Column("Worlds where"),
        Column("In the leaf", "% of worlds", 1),
        Column("Density", "% of interest, 95%"),
        Column("Coverage", "% of cases", 1),
    )
    base = story.found.base.value
    rows, bars = [], []
    for number_, place in enumerate(order, start=1):
        item, box = tested[place], _short(boxes[place])
        where = tuple(_title(story.words.limit(key, box, units=False)) for key in box.keys)
        density = _interval(item.density, PERCENT, 0)
        rows.append((str(number_), "; ".join(where), PERCENT * item.mass, density, PERCENT * item.coverage.value))
        low, high = PERCENT * item.density.low, PERCENT * item.density.high
        shown = f"{percent(item.density.value)}, in {percent(item.mass)} of worlds"
        bars.append(Leaf(where, PERCENT * item.density.value, low, high, shown))
    units = joined([f"{story.words.input(key)}: {story.words.unit(key)}" for key in story.found.sample.keys])
    half = "Counted on the half of the worlds that the tree was not grown on."
    title = f"How often {story.words.case}, leaf by leaf"
    spec = leaf_chart(bars, PERCENT * base, title=title, subtitle=f"{half} Dashed: all worlds, {percent(base)}.")
    caption = f"Leaves of the tree, the densest first; over all worlds it is {percent(base)}. {READ_LEAVES}"
    note = f"Every world lies in one leaf. {half} Units: {units}."
    return Table("leaves", "Leaves of the tree", columns, tuple(rows), note), Chart(
        "leaves_chart", title, caption, spec
    )


def _short(box: Box) -> Box:
    """The box with limits of three figures, for tables."""
    return Box(tuple(edge._replace(value=float(f"{edge.value:.3g}")) for edge in box))


def _scatter(story: Story, box: Found, place: int) -> Chart | None:
    """The two inputs that matter most to a box, with worlds of the unseen half; None where only one input varied."""
    sample = story.found.test
    keys = [*box.importance, *(key for key in box.candidates.keys if key not in box.importance)]
    keys += [key for key in sample.keys if key not in keys]
    if len(keys) < 2 or not len(box.box):
        return None
    across, up = keys[:2]
    columns = [sample.keys.index(key) for key in (across, up)]
    rows = _drawn(sample.x[:, columns], story.found.seed)
    points = [
        (float(x), float(y), bool(hit)) for x, y, hit in zip(*sample.x[rows][:, columns].T, sample.y[rows], strict=True)
    ]
    frame = Frame(_name(box, place), box.box.limits(across), box.box.limits(up))
    record = catalogue().outcomes[story.interest.outcome]
    title = f"{record.label} over {story.words.input(across)} and {story.words.input(up)}"
    others = [key for key in box.box.keys if key not in (across, up)]
    more = f" The box also asks that {joined([story.words.limit(key, box.box) for key in others])}." if others else ""
    spec = box_chart(
        _axis(story, across),
        _axis(story, up),
        points,
        [frame],
        title=title,
        hit=_title(story.words.case),
        miss="not so",
        subtitle=f"{counted(len(points), 'world')} that the search never saw, no two at one place.{more}",
    )
    return Chart(f"worlds_box_{place + 1}", title, f"{READ_BOXES}{more}", spec)


def _drawn(x: Array, seed: int) -> Places:
    """Some rows, chosen by luck, of which no two have the same inputs: marks would hide each other."""
    order = np.random.default_rng(seed).permutation(len(x))
    _, first = np.unique(x[order], axis=0, return_index=True)
    return np.sort(order[np.sort(first)[:DRAWN_WORLDS]])


def _axis(story: Story, key: str) -> Axis:
    low, high = story.source.spans[key]
    return Axis(_title(story.words.input(key)), story.words.unit(key), low, high)


def _title(words: str) -> str:
    return words[:1].upper() + words[1:]


def _box_object(box: Found) -> dict[str, object]:
    return {
        "stable": box.stable,
        "doubts": [str(doubt) for doubt in box.doubts],
        "limits": {key: list(box.box.limits(key)) for key in box.box.keys},
        "density": list(box.tested.density),
        "coverage": list(box.tested.coverage),
        "lift": list(box.tested.lift),
        "fresh_lift": list(box.fresh_lift),
        "p_value": box.p_value,
        "found_again": {f"{key} {'above' if low else 'below'}": rate for (key, low), rate in box.again.items()},
        "given_up": {f"{key} {'above' if low else 'below'}": rate for (key, low), rate in box.dropped.items()},
    }
