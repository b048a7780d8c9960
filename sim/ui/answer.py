"""What a run says in words: the sentence that answers the scenario's question, the outcome cards, their differences."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.kernel.catalogue import Catalogue
from sim.kernel.records import Outcome
from sim.report.words import day, is_event, percent
from sim.ui.units import Style, style_of

if TYPE_CHECKING:
    from sim.results import Difference, OutcomeResult, Results

Segment = tuple[str, bool]
SAME = "cannot tell apart"
CARDS = 6
HEADROOM = 1.25
WIDEST_WHOLE_SCALE = 200.0
NO_BREAK = "\N{NO-BREAK SPACE}"
IN_ANSWER = 3
HAPPENS = {
    "p_notice": "Seoul gives notice to end the pact",
    "p_suspend": "Seoul suspends its notice",
    "p_lapse": "the pact lapses",
    "p_liquidation": "a Korean court has a company's assets sold",
    "p_settlement": "the dispute over the rulings is settled",
}
USUAL = (
    "p_lapse",
    "trilateral_cohesion",
    "deterrence_gap",
    "hostility",
    "p_settlement",
    "economic_loss_japan",
    "economic_loss_korea",
)


def outcomes_shown(results: Results) -> tuple[str, ...]:
    """The outcomes that get a card: those the scenario watches, then the usual ones."""
    wished = dict.fromkeys((*results.scenario.watch, *USUAL))
    return tuple(key for key in wished if key in results.outcomes)[:CARDS]


def style_for(result: OutcomeResult, catalogue: Catalogue) -> Style:
    record = catalogue.outcomes.get(result.key)
    if is_event(result.key):
        return style_of("probability")
    return style_of(result.unit, record.digits if record is not None else 2)


def answer(results: Results, differences: Mapping[str, Difference] | None, catalogue: Catalogue) -> list[Segment]:
    """One to three sentences, as pieces of text with a mark on those that matter most."""
    shown = outcomes_shown(results)[:IN_ANSWER]
    pieces: list[Segment] = [
        (f"In {results.worlds} worlds played from {day(results.clock.start)} to {day(results.clock.end)}, ", False)
    ]
    pieces += _joined([_state(results.outcomes[key], catalogue) for key in shown])
    pieces.append((". ", False))
    if differences is not None:
        pieces += _against(results, {key: differences[key] for key in shown if key in differences}, catalogue)
    return pieces


def _joined(clauses: Sequence[Sequence[Segment]]) -> list[Segment]:
    pieces: list[Segment] = []
    for place, clause in enumerate(clauses):
        if place:
            pieces.append((" and " if place == len(clauses) - 1 else ", ", False))
        pieces += clause
    return pieces


def _state(result: OutcomeResult, catalogue: Catalogue) -> list[Segment]:
    if is_event(result.key):
        happens = HAPPENS.get(result.key, result.label)
        return [(f"{happens} in ", False), (_share_of_worlds(result.mean), True)]
    style = style_for(result, catalogue)
    return [
        (f"{_inside(result.label)} averages ", False),
        (style.text(result.mean), True),
        (f" ({style.between(result.p5, result.p95)} in nine worlds of ten)", False),
    ]


def _share_of_worlds(share: float) -> str:
    if share == 0:
        return "no world"
    return "every world" if share == 1 else f"{percent(share)} of them".replace(" ", NO_BREAK)


def _inside(label: str) -> str:
    """A label in the middle of a sentence: its first letter small unless the word is a name."""
    proper = label[1:2].isupper() or label.split(" ", 1)[0] in {"American", "North", "Seoul", "Tokyo", "Washington"}
    return label if proper else label[:1].lower() + label[1:]


def _against(results: Results, differences: Mapping[str, Difference], catalogue: Catalogue) -> list[Segment]:
    apart = [(key, difference) for key, difference in differences.items() if is_apart(difference)]
    same = [_named(results.outcomes[key]) for key, difference in differences.items() if not is_apart(difference)]
    if not apart:
        return [("None of these can be told apart from the scenario as written.", True)]
    pieces: list[Segment] = [("Compared with the scenario as written, ", False)]
    pieces += _joined([_change(results.outcomes[key], difference, catalogue) for key, difference in apart])
    if same:
        pieces.append((f". The two cannot be told apart in {_listed(same)}", False))
    return [*pieces, (".", False)]


def _listed(words: Sequence[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def _named(result: OutcomeResult) -> str:
    """What an outcome is about, after 'in'."""
    return (
        f"how often {HAPPENS.get(result.key, _inside(result.label))}" if is_event(result.key) else _inside(result.label)
    )


def _change(result: OutcomeResult, difference: Difference, catalogue: Catalogue) -> list[Segment]:
    style = _fine(style_for(result, catalogue), difference, catalogue.outcomes.get(result.key))
    low, high = sorted((abs(difference.low), abs(difference.high)))
    bounds = f" ({style.size(low)} to {style.size(high)})".replace(f"{style.points} to", " to")
    if is_event(result.key):
        happens = HAPPENS.get(result.key, _inside(result.label))
        more = "more often" if difference.difference > 0 else "less often"
        return [(f"{happens} ", False), (f"{style.size(difference.difference)} {more}", True), (bounds, False)]
    return [
        (f"{_inside(result.label)} is ", False),
        (f"{style.size(difference.difference)} {difference.verdict}", True),
        (bounds, False),
    ]


def _fine(style: Style, difference: Difference, record: Outcome | None) -> Style:
    """Enough decimals for a difference's error and for the bound nearest to nought, but none that cannot matter."""
    nearest = min(abs(difference.low), abs(difference.high)) if is_apart(difference) else difference.mc_error
    least = record.floor / 10 if record is not None else 0.0
    return style.finer(max(min(difference.mc_error, nearest), least))


def is_apart(difference: Difference) -> bool:
    return difference.verdict != SAME and math.isfinite(difference.difference)


def card(
    result: OutcomeResult, baseline: OutcomeResult | None, difference: Difference | None, catalogue: Catalogue
) -> dict[str, object]:
    """An outcome as its card shows it: the mean, how the worlds spread, and the change, all in words."""
    style = style_for(result, catalogue)
    record = catalogue.outcomes.get(result.key)
    event = is_event(result.key)
    fine = style if difference is None else _fine(style, difference, record)
    return {
        "key": result.key,
        "label": result.label,
        "unit": "of worlds" if event else style.words.removeprefix("%").strip(", ") if style.suffix else style.words,
        "help": record.help if record is not None else "",
        "value": style.text(result.mean),
        "spread": _event_spread(result, style) if event else _spread(result, style),
        "change": _change_on_card(difference, fine, record),
        "interval": _interval(difference, fine),
        "verdict": difference.verdict if difference is not None else "",
        "good": _is_good(difference, record),
        "bar": _bar(result, baseline, record),
    }


def _spread(result: OutcomeResult, style: Style) -> str:
    return f"9 in 10: {style.between(result.p5, result.p95)}".replace(" ", NO_BREAK)


def _event_spread(result: OutcomeResult, style: Style) -> str:
    """How well a share is known: its 95% error, which says nothing where all worlds agree."""
    if result.mean in (0.0, 1.0):
        return "without exception"
    return f"give or take {style.size(1.96 * result.mc_error)}"


def _change_on_card(difference: Difference | None, style: Style, record: Outcome | None) -> str:
    if difference is None:
        return ""
    if not is_apart(difference):
        return SAME
    small = record is not None and abs(difference.difference) < record.floor
    return style.gap(difference.difference) + (", too small to matter" if small else "")


def _interval(difference: Difference | None, style: Style) -> str:
    if difference is None or not math.isfinite(difference.low):
        return ""
    return f"95%: {style.gap(difference.low).removesuffix(style.points)} to {style.gap(difference.high)}"


def _is_good(difference: Difference | None, record: Outcome | None) -> str:
    """Whether most readers would welcome the change: 'yes', 'no', or '' where it depends or nothing changed."""
    if difference is None or record is None or not record.better or not is_apart(difference):
        return ""
    if abs(difference.difference) < record.floor:
        return ""
    return "yes" if difference.verdict == record.better else "no"


def _bar(result: OutcomeResult, baseline: OutcomeResult | None, record: Outcome | None) -> dict[str, object]:
    """Where the quantiles, the mean and the unmoved mean lie between the ends of the scale, as shares of its length."""
    low, high = _scale(result, baseline, record)
    width = high - low

    def place(value: float) -> float:
        return min(max((value - low) / width, 0.0), 1.0) if width > 0 and math.isfinite(value) else 0.0

    quantiles = [] if is_event(result.key) else [place(getattr(result, name)) for name in ("p5", "p25", "p75", "p95")]
    before = place(baseline.mean) if baseline is not None else None
    return {"mean": place(result.mean), "quantiles": quantiles, "before": before}


def _scale(result: OutcomeResult, baseline: OutcomeResult | None, record: Outcome | None) -> tuple[float, float]:
    if is_event(result.key):
        return 0.0, 1.0
    if (
        record is not None
        and math.isfinite(record.low)
        and math.isfinite(record.high)
        and record.high - record.low <= WIDEST_WHOLE_SCALE
    ):
        return record.low, record.high
    known = [result.p5, result.p95, 0.0]
    if baseline is not None:
        known += [baseline.p5, baseline.p95]
    finite = [value for value in known if math.isfinite(value)]
    return min(finite), max(finite) * HEADROOM


def table_row(result: OutcomeResult, difference: Difference | None, catalogue: Catalogue) -> list[str]:
    """An outcome as a row of text: label, unit, mean, 5, 50 and 95% of worlds, change, verdict."""
    style = style_for(result, catalogue)
    if is_event(result.key):
        quantiles = ["", "", ""]
    else:
        quantiles = [style.text(result.p5), style.text(result.p50), style.text(result.p95)]
    row = [result.label, style.words, style.text(result.mean), *quantiles]
    if difference is None:
        return [*row, "", ""]
    fine = _fine(style, difference, catalogue.outcomes.get(result.key))
    return [*row, fine.gap(difference.difference), difference.verdict]
