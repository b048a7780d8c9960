"""What capitals would least regret, as a document: regrets, what lies behind them, and how they hang on the weights."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from sim.kernel.catalogue import catalogue
from sim.kernel.records import CAPITALS
from sim.kernel.versions import versions
from sim.report.charts.dots import Dot, dot_chart
from sim.report.charts.ranked_bars import Ranked, ranked_bars
from sim.report.document import Chart, Column, Document, Section, Table
from sim.report.words import CAPITAL_NAMES, counted, day, joined, number, percent
from sim.report.write_document import file_stem
from sim.results import CONFIDENT
from sim.study.choice.choose import FEW, MOSTLY, Choice
from sim.study.choice.play import Setting, unknowns
from sim.study.choice.regret import HIGH, regret
from sim.study.choice.sway import LEANING, ROBUST, OneWeight
from sim.study.choice.worth import POINTS, POINTS_MEANING, POINTS_UNIT, SPANS, Weights

LEAST_SHARE_SHOWN = 0.005
LOW = 5.0
NAMED = 6
STANDING = "A measure that stands already cannot be taken again, whatever else it needs."
NOBODY_DECIDES = (
    "No capital decides for itself in these weeks: all play what is written, whatever the others do. Extend the file "
    "with an earlier agents_from to let them answer."
)
CHART_HELP = "Dot: mean over states. Thick bar: its 95% interval. Thin line: from the 5% to the 95% state."


def regret_document(choices: Sequence[Choice], command: str = "") -> Document:
    """What one or more capitals would least regret on the same day of the same scenario."""
    setting = choices[0].setting
    names = joined([CAPITAL_NAMES[choice.capital] for choice in choices])
    return Document(
        kind="regret",
        title=f"Least regret: {setting.scenario.title}",
        question=f"In the week of {day(decision_day(setting))}, which step would {names} least regret, "
        "whatever the state of the world turns out to be?",
        findings=tuple(sentence for choice in choices for sentence in _findings(choice)),
        setup=(*setting_sentences(setting), *_depth(choices), _value(choices)),
        sections=tuple(section for choice in choices for section in _sections(choice)),
        limits=LIMITS,
        provenance=provenance(setting, command),
    )


LIMITS = (
    "An alternative is one week's act. Afterwards every capital goes on as the scenario has it, so 'Hold' means doing "
    "nothing in that week, not for ever.",
    "States are spread evenly over ranges of what is not known. They are no probabilities, and a mean over them is an "
    "average over what is possible, not an expectation.",
    "Weights and spans are judgements. Change them with --weight, and read the tables on weights before a ranking.",
    "The best of several noisy numbers looks better than it is, and the largest regret looks larger. The checked "
    "regrets pick on one half of the luck and judge on the other; they err to the other side, so the truth lies "
    "between them and the plain ones.",
)


def decision_day(setting: Setting) -> date:
    """The first day of the week in which is decided."""
    return setting.scenario.clock.first_day(setting.week)


def setting_sentences(setting: Setting) -> tuple[str, ...]:
    """What was played: the week, the weeks looked at, the states and the luck."""
    scenario, clock = setting.scenario, setting.scenario.clock
    inputs = unknowns(scenario)
    source = (
        "what the file calls uncertain"
        if scenario.uncertain
        else "every disposition over its declared range, since the file calls nothing uncertain"
    )
    end = clock.first_day(setting.week + setting.horizon)
    worlds = setting.state_count * setting.replicates
    return (
        f"The decision falls in the week of {day(decision_day(setting))}; outcomes are measured over the "
        f"{counted(setting.horizon, 'week')} from then on, up to {day(end)}.",
        f"{counted(setting.state_count, 'state')} of {counted(len(inputs), 'unknown input')} ({source}), spread evenly "
        f"by a Latin hypercube; each played {setting.replicates} times. Every alternative meets the same states and "
        f"the same luck: {counted(worlds, 'world')} each, seed {setting.seed}.",
        "A lever is forced at full measure in that week, in place of what the scenario forces on that capital then. "
        "Where it is impossible, the capital holds that week.",
        *(() if _somebody_decides(setting) else (NOBODY_DECIDES,)),
    )


def _somebody_decides(setting: Setting) -> bool:
    """Whether the agent of some capital decides in the weeks that are looked at."""
    weeks = range(setting.week, setting.week + setting.horizon)
    return any(setting.scenario.decides(capital, week) for capital in CAPITALS for week in weeks)


def provenance(setting: Setting, command: str) -> dict[str, Any]:
    """What made these numbers."""
    return {
        "command": command,
        "scenario": {"title": setting.scenario.title, "hash": setting.scenario.digest},
        "at": decision_day(setting),
        "horizon_weeks": setting.horizon,
        "states": setting.state_count,
        "replicates": setting.replicates,
        "seed": setting.seed,
        "unknown": {
            key: {"dist": spread.dist, "low": spread.low, "high": spread.high}
            for key, spread in unknowns(setting.scenario).items()
        },
        "versions": versions(),
    }


def _depth(choices: Sequence[Choice]) -> list[str]:
    found = []
    for choice in choices:
        if choice.few:
            best = joined([one.label for one in choice.few])
            found.append(
                f"{CAPITAL_NAMES[choice.capital]}'s sequences are made of the levers that were best alone (at most "
                f"{FEW}: {best}): each after each other, {choice.gap} weeks later, and each after holding first."
            )
    return found


def _value(choices: Sequence[Choice]) -> str:
    parts = "; ".join(f"{CAPITAL_NAMES[choice.capital]}: {bundle_words(choice.weights)}" for choice in choices)
    return f"Value is a weighted sum of outcomes in {POINTS_UNIT} ({POINTS_MEANING}). Weights: {parts}."


def bundle_words(weights: Weights) -> str:
    """`Trilateral cohesion +0.30, Deterrence gap -0.20`: the sign says whether more of it is good."""
    return ", ".join(
        f"{catalogue().outcomes[key].label} {SPANS[key].good * share:+.2f}"
        for key, share in zip(weights.outcomes, weights.used, strict=True)
    )


def points(value: float) -> str:
    """`1.2 points`."""
    return f"{number(value, 1)} points"


def _findings(choice: Choice) -> list[str]:
    found, name = choice.regrets, CAPITAL_NAMES[choice.capital]
    best, worst = found.chosen, found.worst.value
    sentences = [
        f"{name} would least regret '{choice.alternatives[best].label}': on average "
        f"{points(found.mean.value[best])} (± {number(CONFIDENT * found.mean.error[best], 1)}) behind the best step in "
        f"the same state, and {number(worst[best], 1)} in the worst of {choice.setting.state_count} states. In "
        f"{percent(float(found.good_enough.value[best]))} of states it is within {points(choice.within)} of the best. "
        f"{_against_hold(choice, name)}",
        _near(choice, name),
    ]
    careful = found.chosen_worst
    if worst[best] - worst[careful] > CONFIDENT * max(found.worst.error[best], found.worst.error[careful]):
        sentences.append(
            f"If {name} looked at the worst state only, it would take '{choice.alternatives[careful].label}': its "
            f"largest regret is {points(worst[careful])}, against {number(worst[best], 1)}."
        )
    if not found.halves_agree:
        sentences.append(f"{name}'s choice differs between the two halves of the luck: more --replicates are needed.")
    return [*sentences, _on_weights(choice, name)]


def _against_hold(choice: Choice, name: str) -> str:
    gain = choice.regrets.gain
    best = choice.regrets.chosen
    if choice.alternatives[best].holds:
        return f"Nothing that {name} could do is better on average."
    low, high = (gain.value[best] + side * CONFIDENT * gain.error[best] for side in (-1, 1))
    return f"It gains {points(gain.value[best])} over holding (95%: {number(low, 1)} to {number(high, 1)})."


def _near(choice: Choice, name: str) -> str:
    found = choice.regrets
    near = [
        f"'{one.label}'"
        for place, one in enumerate(choice.alternatives)
        if found.about_as_good[place] and place != found.chosen
    ]
    if not near:
        return f"No other step of {name}'s is about as good: all can be told apart from it."
    more = f" and {len(near) - NAMED} more" if len(near) > NAMED else ""
    listed = ", ".join(near[:NAMED]) + more if more else joined(near)
    return f"About as good, as far as these worlds can tell: {listed}."


def _on_weights(choice: Choice, name: str) -> str:
    share, enough = (float(found[choice.regrets.chosen]) for found in (choice.sway.best, choice.sway.good_enough))
    verdict = "is robust to" if share >= ROBUST else "leans on" if share >= LEANING else "hangs on"
    return (
        f"{name}'s choice {verdict} the weights: if any weights of these outcomes are as likely as any others, it is "
        f"the best in {percent(share)} of cases and within {points(choice.within)} of the best in {percent(enough)}."
    )


def _sections(choice: Choice) -> list[Section]:
    name = CAPITAL_NAMES[choice.capital]
    sentences = [f"Ranked is what can be done in {percent(MOSTLY)} of worlds or more; where it cannot, {name} holds."]
    if choice.regrets.broken:
        sentences.append(f"{counted(choice.regrets.broken, 'world')} broke down in the arithmetic and are left out.")
    impossible = [_impossible_table(choice)] if choice.impossible else []
    return [
        Section(
            f"{name}: regret",
            tuple(sentences),
            (_regret_chart(choice), _regret_table(choice), _sure_table(choice), _outcome_table(choice), *impossible),
        ),
        Section(
            f"{name}: weights", _sources(choice), (_weights_table(choice), _sway_chart(choice), _alone_table(choice))
        ),
    ]


def _sources(choice: Choice) -> tuple[str, ...]:
    """Where weights and spans come from, each reason once with the outcomes that it is given for."""
    known, weights = catalogue().outcomes, choice.weights
    found: dict[str, list[str]] = {}
    for key in weights.outcomes:
        found.setdefault(f"Weight: {weights.sources[key]}", []).append(known[key].label)
    for key in weights.outcomes:
        found.setdefault(f"Span: {SPANS[key].reason}", []).append(known[key].label)
    return tuple(f"{reason} ({'; '.join(labels)})." for reason, labels in found.items())


def _order(choice: Choice) -> list[int]:
    return [int(place) for place in np.argsort(choice.regrets.mean.value, kind="stable")]


def _regret_table(choice: Choice) -> Table:
    found = choice.regrets
    columns = (
        Column("Step"),
        Column("Gain", "", 1),
        Column("±", "", 1),
        Column("Mean regret", "", 1),
        Column("±", "", 1),
        Column("Worst regret", "", 1),
        Column("Good enough", "% of states", 0),
        Column("Verdict"),
    )
    rows = tuple(
        (
            choice.alternatives[place].label,
            float(found.gain.value[place]),
            float(found.gain.error[place]),
            float(found.mean.value[place]),
            float(found.mean.error[place]),
            float(found.worst.value[place]),
            100.0 * float(found.good_enough.value[place]),
            _verdict(choice, place),
        )
        for place in _order(choice)
    )
    return Table(
        file_stem(choice.capital, "regret"),
        f"What {CAPITAL_NAMES[choice.capital]} would regret, in {POINTS_UNIT}",
        columns,
        rows,
        "Gain: over holding, on average. Regret: how far a step is behind the best step in the same state. '±' is one "
        "Monte Carlo error of the number before it. 'Good enough': within "
        f"{points(choice.within)} of the best. 'About as good': cannot be told apart from the step of least regret.",
    )


def _sure_table(choice: Choice) -> Table:
    found = choice.regrets
    columns = (
        Column("Step"),
        Column("Possible", "% of worlds", 0),
        Column("Mean", "", 1),
        Column("checked", "", 1),
        Column(f"{HIGH:.0f}%", "", 1),
        Column("Worst", "", 1),
        Column("±", "", 1),
        Column("checked", "", 1),
        Column("± of good enough", "% of states", 0),
    )
    rows = tuple(
        (
            choice.alternatives[place].label,
            100.0 * float(choice.possible[place]),
            float(found.mean.value[place]),
            float(found.checked_mean[place]),
            float(found.high.value[place]),
            float(found.worst.value[place]),
            float(found.worst.error[place]),
            float(found.checked_worst[place]),
            100.0 * float(found.good_enough.error[place]),
        )
        for place in _order(choice)
    )
    return Table(
        file_stem(choice.capital, "regret", "checked"),
        f"How much of {CAPITAL_NAMES[choice.capital]}'s regret is noise, in {POINTS_UNIT}",
        columns,
        rows,
        "'Checked': the best step, and the worst state, are picked on one half of the luck and judged on the other. "
        "Plain regrets are too large because luck picks the best and the worst, checked ones too small because it "
        f"picks wrongly; the gap between them is the part that noise may make up. '{HIGH:.0f}%' is exceeded in one "
        "state of twenty.",
    )


def _verdict(choice: Choice, place: int) -> str:
    if place == choice.regrets.chosen:
        return "least regret"
    return "about as good" if choice.regrets.about_as_good[place] else "worse"


def _regret_chart(choice: Choice) -> Chart:
    found, name = choice.regrets, CAPITAL_NAMES[choice.capital]
    by_state = regret(choice.values)
    dots = []
    for place in _order(choice):
        mean, error = float(found.mean.value[place]), CONFIDENT * float(found.mean.error[place])
        dots.append(
            Dot(
                choice.alternatives[place].label,
                mean,
                max(mean - error, 0.0),
                mean + error,
                number(mean, 1),
                float(np.percentile(by_state[place], LOW)),
                float(found.high.value[place]),
            )
        )
    title = f"{name}: regret of each step"
    best = choice.alternatives[found.chosen].label
    caption = (
        f"Regret of each of {name}'s steps in points, the least at the top: '{best}' has {number(dots[0].mean, 1)} on "
        f"average, '{dots[-1].case}' the most with {number(dots[-1].mean, 1)}. "
        "The thin line shows how much regret differs between states."
    )
    spec = dot_chart(dots, title=title, label="Regret", unit=POINTS_UNIT, subtitle=CHART_HELP)
    return Chart(file_stem(choice.capital, "regret", "chart"), title, caption, spec)


def _outcome_table(choice: Choice) -> Table:
    known = catalogue().outcomes
    means = {key: np.nanmean(choice.outcomes[key], axis=(1, 2)) for key in choice.weights.outcomes}
    columns = (Column("Step"), *(Column(known[key].label, known[key].unit, known[key].digits + 1) for key in means))
    first = ("Hold (level)", *(float(mean[0]) for mean in means.values()))
    rows = tuple(
        (choice.alternatives[place].label, *(float(mean[place] - mean[0]) for mean in means.values()))
        for place in _order(choice)
        if place
    )
    return Table(
        file_stem(choice.capital, "outcomes"),
        f"What lies behind it: outcomes after each step, less those after holding ({CAPITAL_NAMES[choice.capital]})",
        columns,
        (first, *rows),
        "The first row is the level after holding; the others are differences from it, averaged over states and luck.",
    )


def _impossible_table(choice: Choice) -> Table:
    needs = tuple(
        (one.alternative.label, 100.0 * one.share, one.alternative.steps[-1].lever.needs)
        for one in sorted(choice.impossible, key=lambda one: -one.share)
    )
    return Table(
        file_stem(choice.capital, "impossible"),
        f"Not ranked: impossible then in most worlds ({CAPITAL_NAMES[choice.capital]})",
        (Column("Step"), Column("Possible", "% of worlds", 0), Column("What it needs")),
        needs,
        STANDING,
    )


def _weights_table(choice: Choice) -> Table:
    known = catalogue().outcomes
    weights = choice.weights
    rows = tuple(
        (
            known[key].label,
            weights.written[key],
            float(used),
            "more" if SPANS[key].good > 0 else "less",
            f"{SPANS[key].span:g} {known[key].unit}",
            f"{SPANS[key].span / POINTS / abs(float(used)):.3g}",
        )
        for key, used in zip(weights.outcomes, weights.used, strict=True)
    )
    return Table(
        file_stem(choice.capital, "weights"),
        f"What {CAPITAL_NAMES[choice.capital]} is taken to care about",
        (
            Column("Outcome"),
            Column("Weight", "", 2),
            Column("Share", "", 2),
            Column("Good is"),
            Column("Span"),
            Column("One point is"),
        ),
        rows,
        "Weight: as written. Share: of all weights. One point: so much of the outcome, in the unit of its span. A "
        "negative weight wishes for the opposite of 'Good is'. Change one with "
        f"--weight {choice.capital}.{weights.outcomes[0]}=0.5, or without the capital for all.",
    )


def _sway_chart(choice: Choice) -> Chart:
    name = CAPITAL_NAMES[choice.capital]
    shares = choice.sway.best
    order = [int(place) for place in np.argsort(-shares, kind="stable") if shares[place] >= LEAST_SHARE_SHOWN]
    bars = []
    for place in order:
        share = 100.0 * float(shares[place])
        error = CONFIDENT * float(np.sqrt(share * (100.0 - share) / choice.sway.draws))
        label = choice.alternatives[place].label
        bars.append(Ranked(label, share, max(share - error, 0.0), min(share + error, 100.0), percent(share / 100.0)))
    title = f"{name}: how often each step is best under other weights"
    caption = (
        f"Share of {choice.sway.draws:,} random sets of weights under which each step has the least mean regret. "
        f"'{bars[0].label}' is best in {bars[0].shown}."
    )
    subtitle = "Any weights are as likely as any others; the runs are the same. Whisker: error of drawing weights."
    spec = ranked_bars(bars, title=title, label="Best in", unit="% of sets of weights", subtitle=subtitle)
    return Chart(file_stem(choice.capital, "weights", "chart"), title, caption, spec)


def _alone_table(choice: Choice) -> Table:
    known = catalogue().outcomes
    rows = tuple(
        (known[one.outcome].label, one.used, one.low, one.high, _taker(choice, one.below), _taker(choice, one.above))
        for one in choice.sway.alone
    )
    return Table(
        file_stem(choice.capital, "one", "weight"),
        f"How far each weight can move alone before {CAPITAL_NAMES[choice.capital]} chooses otherwise",
        (
            Column("Outcome"),
            Column("Share used", "", 2),
            Column("Same choice from", "", 2),
            Column("to", "", 2),
            Column("Best below that"),
            Column("Best above that"),
        ),
        rows,
        _alone_note(choice.sway.alone),
    )


def _alone_note(alone: Sequence[OneWeight]) -> str:
    text = "The other weights keep their proportions while one moves from 0 to 1."
    if all(one.below is None and one.above is None for one in alone):
        return f"{text} None of them changes the choice alone."
    return text


def _taker(choice: Choice, place: int | None) -> str:
    return "" if place is None else choice.alternatives[place].label
