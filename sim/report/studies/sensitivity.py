"""A sensitivity analysis in words, tables and charts: which inputs matter, which way, and what is only luck."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from sim.kernel.records import EVENT
from sim.kernel.versions import versions
from sim.report.charts.ranked_bars import Ranked, ranked_bars
from sim.report.charts.tornado import LEGEND, tornado_chart
from sim.report.charts.tornado import Swing as Bars
from sim.report.document import Chart, Column, Document, Section, Table
from sim.report.words import SAME, counted, joined, number, percent, signed
from sim.report.write_document import file_stem
from sim.results import Difference
from sim.study.sensitivity.inputs import Input
from sim.study.sensitivity.records import Analysed, Influence, Sensitivity, Span, Told

NAMED = 3
BARS = 12
STEADY = 0.8  # a mean change at least this share of the mean size of changes hardly ever goes the other way
BOTH_WAYS = 0.5
PRACTICAL = 100  # times the replicates played: more than that nobody waits for
MUCH_LUCK = 0.5
METHODS = {"morris": "Morris screening", "sobol": "Sobol indices"}
INDEX_NAMES = {"morris": "Corrected mean size of effects, mu*", "sobol": "Corrected total index"}


def sensitivity_document(found: Sensitivity, command: str = "", seconds: float = math.nan) -> Document:
    """All that an analysis says."""
    labels = joined([item.label for item in found.outcomes.values()])
    return Document(
        kind="sensitivity",
        title=f"What matters in '{found.title}': {METHODS[found.method]}",
        question=f"Which of {len(found.inputs)} inputs move these outcomes, and which way: {labels}?",
        findings=tuple(sentence for item in found.outcomes.values() for sentence in findings_of(found, item)),
        setup=_setup(found, seconds),
        sections=tuple(_section(found, item) for item in found.outcomes.values()),
        limits=_limits(found),
        provenance={
            "method": found.method,
            "scenario_hash": found.digest,
            "seed": found.seed,
            "points": found.size.points,
            "blocks": found.size.blocks,
            "replicates": found.size.replicates,
            "worlds": found.worlds,
            "weeks": found.size.weeks,
            "swing_worlds": found.swing_worlds,
            "inputs": {key: _input_object(item) for key, item in found.inputs.items()},
            "command": command,
            "versions": versions(),
        },
    )


def _input_object(item: Input) -> dict[str, object]:
    low, high = item.ends()
    return {
        "label": item.label,
        "unit": item.unit,
        "low": low,
        "high": high,
        "dist": item.spread.dist,
        "evidence": item.evidence,
        "range_of": item.origin,
    }


def named(found: Sensitivity, key: str) -> str:
    """`Resolve (seoul.resolve)`."""
    return f"{found.inputs[key].label} ({key})"


def amount(item: Analysed, value: float, *, sign: bool = False) -> str:
    """An outcome's value or change with its unit; probabilities as percentage points."""
    if item.outcome.startswith(EVENT):
        points = signed(100 * value, 1) if sign else number(100 * value, 1)
        return f"{points} percentage points"
    return f"{(signed if sign else number)(value, item.digits)} ({item.unit})"


def level(item: Analysed, value: float) -> str:
    """An outcome's value with its unit; probabilities in per cent."""
    return percent(value) if item.outcome.startswith(EVENT) else f"{number(value, item.digits)} ({item.unit})"


def findings_of(found: Sensitivity, item: Analysed) -> tuple[str, ...]:
    """The answers for one outcome in a few sentences: what matters, which way, and how much of it all is luck."""
    if item.constant:
        return (
            f"{item.label} is {level(item, item.shares.mean)} in every world that was played: "
            "none of these inputs moves it within its range.",
        )
    clear = [influence for influence in item.influences if influence.told in (Told.CLEAR, Told.DIRECTION)]
    first = _what_matters(found, item, clear)
    return tuple(sentence for sentence in (first, _luck_sentence(item), _hidden_sentence(found, item)) if sentence)


def _what_matters(found: Sensitivity, item: Analysed, clear: Sequence[Influence]) -> str:
    if not clear:
        return f"{item.label}: no input's influence can be told from the luck of the worlds."
    words = "; ".join(_move(found, item, influence) for influence in clear[:NAMED])
    several = f"{len(clear)} of {len(found.inputs)} inputs {'moves' if len(clear) == 1 else 'move'} it beyond luck"
    large = sum(abs(influence.rise.value) >= item.least or _size(found, influence) >= item.least for influence in clear)
    worth = "" if large == len(clear) else f", {large} of them by at least {amount(item, item.least)}"
    share = _explained(found, item, clear[:NAMED])
    return (
        f"{item.label}: {several}{worth}. Most of all, and on average from the low to the high end of its range: "
        f"{words}.{share}"
    )


def _size(found: Sensitivity, influence: Influence) -> float:
    """The mean size of changes over the whole range, in the outcome's unit; only screening has it."""
    return influence.index.value if found.method == "morris" else 0.0


def _move(found: Sensitivity, item: Analysed, influence: Influence) -> str:
    """`Resolve (seoul.resolve) lowers it by 3.4 (index 0-100)`."""
    name = named(found, influence.input)
    way = direction(influence)
    if way in ("raises", "lowers"):
        mostly = "" if abs(influence.steady) >= STEADY else "mostly "
        return f"{name} {mostly}{way} it by {amount(item, abs(influence.rise.value))}"
    size = f" by {amount(item, influence.index.value)}" if found.method == "morris" else ""
    return f"{name} moves it{size}, up in some places and down in others"


def direction(influence: Influence) -> str:
    """`raises`, `lowers`, `both ways` where changes cancel in good part, or `unclear` where luck hides it."""
    if influence.told is Told.NOTHING:
        return "no change"
    if influence.told is Told.LUCK:
        return "unclear"
    if abs(influence.steady) < BOTH_WAYS:
        return "both ways"
    return "raises" if influence.rise.value > 0.0 else "lowers"


def _explained(found: Sensitivity, item: Analysed, top: Sequence[Influence]) -> str:
    """Which share of the variance that inputs make goes with the first few alone."""
    alone = [influence for influence in top if influence.first is not None]
    if not alone or not item.settled:
        return ""
    share = sum(influence.first.value for influence in alone if influence.first is not None)
    unsure = [influence.input for influence in alone if not influence.first_told]
    hold = "interval of the first-order index of {} holds" if len(unsure) == 1 else "intervals for {} hold"
    doubt = f" (uncertain: the {hold.format(joined(unsure))} 0)" if unsure else ""
    which = "it" if len(alone) == 1 else f"these {len(alone)}"
    return (
        f" Each alone, {which} would make about {percent(min(max(share, 0.0), 1.0))} of the variance that the inputs "
        f"make{doubt}."
    )


def _luck_sentence(item: Analysed) -> str:
    luck = item.shares.luck
    if not math.isfinite(luck):
        return ""
    if item.shares.between <= 0.0:
        return f"{item.label}: all of its variance over worlds is luck, as far as these worlds can tell."
    much = " A single world says little about the inputs." if luck > MUCH_LUCK else ""
    return (
        f"{item.label}: {percent(luck)} of its variance over worlds is luck (worlds of the same inputs differ), "
        f"{percent(1.0 - luck)} is the inputs.{much}"
    )


def _hidden_sentence(found: Sensitivity, item: Analysed) -> str:
    """How many inputs are within luck, and what it would take to tell the largest of them."""
    hidden = [influence for influence in item.influences if influence.told is Told.LUCK]
    still = sum(influence.told is Told.NOTHING for influence in item.influences)
    nothing = f" {counted(still, 'input')} changed nothing in any world." if still else ""
    if not hidden:
        return f"{item.label}:{nothing}" if still else ""
    largest = hidden[0]
    count = "1 input" if len(hidden) == 1 else f"{len(hidden)} inputs"
    return (
        f"{item.label}: {count} cannot be told from the luck of the worlds; for the largest of them, "
        f"{named(found, largest.input)}, {needed_words(largest.needed, found.size.replicates)}.{nothing}"
    )


def needed_words(needed: float, replicates: int) -> str:
    """What it would take to tell an influence from luck."""
    if not math.isfinite(needed):
        return "no number of replicates can be named, since nothing beyond luck was seen"
    if needed > PRACTICAL * replicates:
        return f"more than {PRACTICAL * replicates:,} replicates would be needed"
    if needed <= replicates:
        return "more points would be needed: it is seen at some points and not at others"
    return f"more replicates would be needed: about {_rounded(needed):,}"


def _rounded(needed: float) -> int:
    """A number of replicates in two digits, for it is an estimate."""
    digits = max(math.floor(math.log10(needed)) - 1, 0)
    step: int = 10**digits
    return math.ceil(needed / step) * step


def _setup(found: Sensitivity, seconds: float) -> tuple[str, ...]:
    size = found.size
    what = "trajectories, each of which moves every input once" if found.method == "morris" else "base points"
    time = f" It took {seconds:,.0f} seconds." if math.isfinite(seconds) else ""
    origins = Counter(item.origin for item in found.inputs.values())
    words = {
        "catalogue": "over the range that the model declares",
        "scenario": "over the range that the scenario calls uncertain",
        "dose": "over the doses of a forced lever",
    }
    ranges = joined([f"{counted(origins[origin], 'input')} {words[origin]}" for origin in words if origins[origin]])
    return (
        f"{counted(size.blocks, 'trajectory') if size.blocks == 1 else f'{size.blocks:,} {what}'}: {size.points:,} "
        f"points of {len(found.inputs)} inputs, {size.replicates} replicates each; {size.weeks} weeks; "
        f"seed {found.seed}. All points share their luck, replicate by replicate.",
        f"Varied: {ranges}.",
        f"One at a time: the largest inputs of each outcome at either end of their range, {found.swing_worlds:,} "
        f"worlds each. In all {found.worlds:,} worlds.{time}",
    )


def _limits(found: Sensitivity) -> tuple[str, ...]:
    classes = Counter(item.evidence for item in found.inputs.values())
    evidence = joined([f"{count} by {grade}" for grade, count in classes.most_common()])
    limits = [
        "An index speaks of the range that was declared: a wide range makes an input important. How the ranges of the "
        f"{len(found.inputs)} inputs are known: {evidence}.",
        "Inputs are varied independently of each other; in the world they may go together.",
    ]
    if found.method == "morris":
        limits.append(
            "Screening says which inputs matter and roughly how much; shares of the variance take Sobol indices "
            "(--method sobol) of the few that matter."
        )
    broken = max((item.broken for item in found.outcomes.values()), default=0)
    if broken:
        lost = max(item.blocks_lost for item in found.outcomes.values())
        limits.append(
            f"{counted(broken, 'world')} broke down in the arithmetic and {'is' if broken == 1 else 'are'} left out; "
            f"{lost} of {found.size.blocks} trajectories or base points had a point without any sound world."
        )
    return tuple(limits)


def _section(found: Sensitivity, item: Analysed) -> Section:
    if item.constant:
        return Section(item.label, findings_of(found, item))
    sentences = [_interaction_sentence(item), _evidence_sentence(found, item)]
    charts = [_ranking(found, item), *([_tornado(found, item)] if item.swings else [])]
    return Section(item.label, tuple(sentence for sentence in sentences if sentence), (*charts, *_tables(found, item)))


def _interaction_sentence(item: Analysed) -> str:
    """What the sum of first-order indices says of inputs that act together."""
    total = item.first_sum
    if total is None:
        return ""
    if not item.settled:
        return (
            "The variance that the inputs make cannot be told from the luck of the worlds, so its shares, the indices, "
            "are not known."
        )
    seen = f"First-order indices add up to {number(total.value)} ({number(total.low)} to {number(total.high)})"
    if total.high < 1.0:
        return f"{seen}: less than 1, so part of the variance is made by inputs together (interactions)."
    if total.low > 1.0:
        return f"{seen}: more than 1, which cannot be; there are too few base points or replicates."
    return (
        f"{seen}: this holds 1, so there is no sign that inputs work only together (interactions), nor is it ruled out."
    )


def _evidence_sentence(found: Sensitivity, item: Analysed) -> str:
    clear = [influence.input for influence in item.influences if influence.told is Told.CLEAR]
    if not clear:
        return ""
    classes = Counter(found.inputs[key].evidence for key in clear)
    words = joined([f"{count} by {grade}" for grade, count in classes.most_common()])
    return f"How the ranges of the {counted(len(clear), 'input')} that clearly matter are known: {words}."


def _ranking(found: Sensitivity, item: Analysed) -> Chart:
    top = [influence for influence in item.influences[:BARS] if influence.told is not Told.NOTHING]
    title = f"{item.label}: which inputs matter most"
    unit = "share of the variance that inputs make" if found.method == "sobol" else item.unit
    spec = ranked_bars(
        [bar for influence in top for bar in _bars(found, item, influence)],
        title=title,
        label=INDEX_NAMES[found.method] if found.method == "morris" else "Index",
        unit=unit,
        subtitle=(
            "Whisker: 95% interval. Orange tick: what luck alone would have shown, already taken off. "
            "Words: what more of the input does to the outcome."
        ),
    )
    clear = [named(found, influence.input) for influence in top if influence.told is Told.CLEAR][:NAMED]
    what = f"The longest bars that are clear of luck: {joined(clear)}." if clear else "No bar is clear of luck."
    return Chart(file_stem(item.outcome, "ranking"), title, what, spec)


def _bars(found: Sensitivity, item: Analysed, influence: Influence) -> list[Ranked]:
    """The bar of an input; for Sobol indices two, alone and with all it meets."""
    label = named(found, influence.input)
    digits = 2 if found.method == "sobol" or item.outcome.startswith(EVENT) else item.digits
    word = "within luck" if influence.told is Told.LUCK else direction(influence)
    shown = f"{number(influence.index.value, digits)}, {word}"
    kind = "with all it meets (total index)" if influence.first is not None else ""
    whole = _ranked(label, influence.index, shown, kind, influence.floor)
    if influence.first is None:
        return [whole]
    return [
        whole,
        _ranked(label, influence.first, number(influence.first.value), "alone (first-order index)", None),
    ]


def _ranked(label: str, span: Span, shown: str, kind: str, floor: float | None) -> Ranked:
    return Ranked(label, span.value, span.low, span.high, shown, kind, floor)


def _tornado(found: Sensitivity, item: Analysed) -> Chart:
    title = f"{item.label}: one input at a time"
    ordered = sorted(item.swings, key=lambda swing: -max(abs(swing.at_low.difference), abs(swing.at_high.difference)))
    factor, unit = (100.0, "percentage points") if item.outcome.startswith(EVENT) else (1.0, item.unit)
    spec = tornado_chart(
        [
            Bars(
                named(found, swing.input),
                f"{swing.low:g}",
                _effect(swing.at_low, factor),
                f"{swing.high:g}",
                _effect(swing.at_high, factor),
            )
            for swing in ordered
        ],
        title=title,
        label=item.label,
        unit=unit,
        reference=f"the scenario as it is, {level(item, item.level)}",
        subtitle=LEGEND,
    )
    told = [swing for swing in ordered if swing.across.verdict != SAME]
    what = (
        f"The widest swing that is clear of luck: {named(found, told[0].input)}."
        if told
        else "No swing can be told from none."
    )
    return Chart(file_stem(item.outcome, "tornado"), title, what, spec)


def _effect(difference: Difference, factor: float) -> tuple[float, float, float]:
    return factor * difference.difference, factor * difference.low, factor * difference.high


def _tables(found: Sensitivity, item: Analysed) -> list[Table]:
    swings = [_swing_table(found, item)] if item.swings else []
    return [_table(found, item), *swings, _details(found, item)]


def _digits(found: Sensitivity, item: Analysed) -> int:
    return 3 if found.method == "sobol" or item.outcome.startswith(EVENT) else item.digits + 1


def _table(found: Sensitivity, item: Analysed) -> Table:
    """The index of every input with its verdict."""
    sobol, digits = found.method == "sobol", _digits(found, item)
    columns = (
        Column("Input"),
        Column("Total" if sobol else "mu*", "", digits),
        Column("From", "", digits),
        Column("To", "", digits),
        Column("Luck", "", digits),
        Column("More of it"),
    )
    rows = tuple(
        (
            influence.input,
            influence.index.value,
            influence.index.low,
            influence.index.high,
            influence.floor,
            verdict_words(influence, found.size.replicates),
        )
        for influence in item.influences
    )
    meaning = (
        "Total index: the share of the variance made by the inputs (luck not counted) that goes with this input, alone "
        "and together with others."
        if sobol
        else f"mu*: the mean size of the change of the outcome ({item.unit}) for the whole range of the input."
    )
    return Table(
        file_stem(item.outcome, "indices"),
        f"{item.label}: every input",
        columns,
        rows,
        f"{meaning} From, to: 95% interval. Luck: how large it would look if the input did nothing; this is taken off.",
    )


def verdict_words(influence: Influence, replicates: int) -> str:
    """What more of an input does to the outcome, or that luck hides it and how many replicates would tell."""
    way = direction(influence)
    if influence.told is Told.LUCK:
        few, many = influence.needed <= replicates, influence.needed > PRACTICAL * replicates
        return "luck" if few or many else f"luck; {_rounded(influence.needed):,} replicates?"
    return f"{way}; size unclear" if influence.told is Told.DIRECTION else way


def _details(found: Sensitivity, item: Analysed) -> Table:
    """What else is known of every input: its range and evidence, first-order index or sigma, change over its range."""
    sobol, digits = found.method == "sobol", _digits(found, item)
    first = [Column("Alone", "", digits), Column("From", "", digits), Column("To", "", digits)]
    columns = [
        Column("Input"),
        Column("Range"),
        Column("Known by"),
        *(first if sobol else [Column("sigma", "", digits)]),
        Column("Plain", "", digits),
        Column("Change", "", item.digits + 1),
    ]
    rows = []
    for influence in item.influences:
        varied = found.inputs[influence.input]
        low, high = varied.ends()
        alone = influence.first
        middle = (alone.value, alone.low, alone.high) if alone is not None else (influence.sigma,)
        rows.append(
            (
                influence.input,
                f"{low:g} to {high:g}",
                varied.evidence,
                *middle,
                influence.plain,
                influence.rise.value,
            )
        )
    meaning = (
        "Alone: first-order index, from, to: its 95% interval. Plain: total index with luck in it."
        if sobol
        else "sigma: how much the effect varies from place to place. Plain: mu* with luck in it."
    )
    return Table(
        file_stem(item.outcome, "details"),
        f"{item.label}: ranges, evidence and further numbers",
        tuple(columns),
        tuple(rows),
        f"{meaning} Change: of the outcome ({item.unit}) from the low to the high end of the range, on average.",
    )


def _swing_table(found: Sensitivity, item: Analysed) -> Table:
    digits = item.digits + 1
    columns = (
        Column("Input"),
        Column("Set to"),
        Column("Change", "", digits),
        Column("From", "", digits),
        Column("To", "", digits),
        Column("Outcome is"),
    )
    rows = [
        (swing.input, where, change.difference, change.low, change.high, change.verdict)
        for swing in item.swings
        for where, change in (
            (f"{swing.low:g}", swing.at_low),
            (f"{swing.high:g}", swing.at_high),
            ("high, not low end", swing.across),
        )
    ]
    return Table(
        file_stem(item.outcome, "swings"),
        f"{item.label}: one input at a time, against the scenario as it is, {level(item, item.level)}",
        columns,
        tuple(rows),
        f"Change in {item.unit}, from, to: 95% interval; {found.swing_worlds:,} worlds each, paired world by world "
        "under the same luck.",
    )
