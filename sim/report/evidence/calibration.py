"""The fit for readers: what the data moved and what they did not, whether to trust it, and what it leaves open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sim.report.document import Column, Document, Section, Table
from sim.report.evidence import calibration_charts as charts
from sim.report.words import counted, day, joined, number, percent

Content = Mapping[str, Any]
UNEVEN = 0.01
STIFF = 1.0
FEW = 100


def calibration_sections(content: Content) -> list[Section]:
    """Everything that the fit says, what it means first. `content` is the file that the command wrote."""
    truths = [_truths(content)] if content["truths"] else []
    return [_meaning(content), _parameters(content), _record(content), *truths, _work(content), _later(content)]


def calibration_document(content: Content) -> Document:
    """The fit alone, as a document."""
    first, *rest, last = calibration_sections(content)
    return Document(
        kind="calibration",
        title="The fit",
        question="What does the record say of the model's parameters?",
        findings=first.sentences,
        setup=(),
        sections=(*rest, replace(last, sentences=())),
        limits=last.sentences,
        provenance=content["made_by"],
    )


def _meaning(content: Content) -> Section:
    moved = content["moved"]
    by_verdict = {word: [item for item in moved if item["verdict"] == word] for word in ("learnt", "a little")}
    nothing = len(moved) - sum(map(len, by_verdict.values()))
    inside, targets = _inside(content, 0.9, "fitted")
    later, later_targets = _inside(content, 0.9, "later")
    sentences = [
        f"The parameters were fitted to what was known before {day(date.fromisoformat(content['until']))}; the last "
        f"observation is of {day(date.fromisoformat(content['last_observation']))}. What came later is shown below, "
        "and was never used.",
        f"Of {counted(len(moved), 'parameter')} the data pin down {len(by_verdict['learnt'])} (their spread is at most "
        f"half of what it was, in terms of variance), tell a little of {len(by_verdict['a little'])} and next to "
        f"nothing of {nothing}. The decision weights have a part of their own below.",
        f"Of {targets} observations that were fitted {inside} lie in the range in which nine in ten should lie"
        f"{_verdict_on(inside, targets)}",
    ]
    if later_targets:
        sentences.append(f"Of {counted(later_targets, 'observation')} that came later {later} lie in it.")
    sentences += _edges(moved)
    return Section("What the record says of the parameters", tuple(sentences), ())


def _inside(content: Content, share: float, when: str) -> tuple[int, int]:
    found = next(item for item in content["coverage"] if item["share"] == share)
    inside, total = found[when]
    return int(inside), int(total)


def _verdict_on(inside: int, targets: int) -> str:
    if inside < 0.8 * targets:
        return ": the errors allowed for are too small, or the model is wrong in more than its numbers."
    return ": the errors allowed for are, if anything, generous." if inside > 0.96 * targets else "."


def _edges(moved: Sequence[Content]) -> list[str]:
    """Parameters whose draws crowd at an end of the range: the data would have gone on."""
    crowded = [item for item in moved if item["edge"] and item["block"] != "courts"]
    if not crowded:
        return []
    names = joined([f"{item['label']} at its {item['edge']} end ({_end(item):.2g})" for item in crowded])
    return [
        f"At the edge of what was thought possible: {names}. The data would rather go beyond, so that either the range "
        "was drawn too narrow or the mechanism is not quite right."
    ]


def _end(item: Content) -> float:
    return float(item[item["edge"]])


def _parameters(content: Content) -> Section:
    names = {block["key"]: block["label"] for block in content["blocks"]}
    rows = tuple(
        (
            names[item["block"]],
            item["label"],
            item["unit"],
            _between(item["before"]),
            f"{item['after'][2]:.3g}",
            _between(item["after"]),
            item["contraction"],
            item["verdict"],
        )
        for item in content["moved"]
    )
    columns = (
        Column("Block"),
        Column("Parameter"),
        Column("Unit"),
        Column("Before, nine in ten"),
        Column("After, middle"),
        Column("After, nine in ten"),
        Column("Contraction", "", 2),
        Column("Verdict"),
    )
    table = Table(
        "calibration_moved",
        "Every fitted parameter before and after the data",
        columns,
        rows,
        "Contraction: 1 less the variance after over the variance before. From 0.5 a parameter counts as learnt, below "
        "0.1 the data told nothing of it; below 0 is luck of the draws, or a spread that was squeezed against an end.",
    )
    drawn = [item for item in content["moved"] if item["verdict"] != "not at all" and item["block"] != "courts"]
    stiff = [item for item in content["combinations"] if item["strength"] > STIFF]
    loose = len(content["combinations"]) - len(stiff)
    sentences = (
        "Before the data every value in a parameter's declared range counts alike. For the courts the default would "
        "have known how it came out; a court step was held to take half a year, give or take a factor of five.",
        _pace(content["pace"]),
        f"The data hold parameters fast in combination rather than one by one: {len(stiff)} directions are known "
        f"better than the errors of the targets, {loose} are not. The table of directions shows which.",
    )
    return Section(
        "What was learnt, and what was not",
        sentences,
        (*((charts.places(drawn),) if drawn else ()), table, _directions(content, names)),
    )


def _pace(pace: Content) -> str:
    """What the stages that were seen say of those that were not."""
    before, after = (_about(pace[when]["quantiles"]) for when in ("before", "after"))
    return (
        "The stages of both cases share one pace, so that one which drags on makes the next look longer too. A stage "
        f"was held to take about {before}; after what was seen, about {after}."
    )


def _about(weeks: Sequence[float]) -> str:
    return f"{number(weeks[2], 0)} weeks (nine in ten: {number(weeks[0], 0)} to {number(weeks[-1], 0)})"


def _between(values: Sequence[float]) -> str:
    return f"{values[0]:.3g} to {values[-1]:.3g}"


def _directions(content: Content, names: Mapping[str, str]) -> Table:
    rows = tuple(
        (
            names[item["block"]],
            item["strength"],
            "; ".join(f"{part['label']} ({number(part['share'], 1)})" for part in item["parts"]),
        )
        for item in content["combinations"]
        if item["strength"] > STIFF
    )
    return Table(
        "calibration_directions",
        "Directions that the targets hold fast",
        (Column("Block"), Column("Strength", "standard errors", 1), Column("Made of (coefficient, range to range)")),
        rows,
        "Strength: by how many standard errors the targets move, all in all, as the parameters go through their ranges "
        "in this direction. Regression of the targets on the parameters near the fit, a stand-in for the Fisher "
        "information.",
    )


def _record(content: Content) -> Section:
    half, targets = _inside(content, 0.5, "fitted")
    misses = sorted(
        (point for point in content["points"] if not 0.05 <= point["below"] <= 0.95),
        key=lambda point: min(point["below"], 1.0 - point["below"]),
    )
    sentences = [
        "The draws were played through the record, with all moves of the capitals as they were made, also after the "
        "end of the fit. What is put to the test is how publics, consumers, suppliers, courts and adversaries answer.",
        f"{half} of {targets} fitted observations lie in the middle half of what is foretold, errors counted in.",
    ]
    if misses:
        named = joined([_missed(point) for point in misses[:4]])
        sentences.append(f"Outside nine in ten: {named}{' and others' if len(misses) > 4 else ''}.")
    sentences += [_launches(content)]
    return Section(
        "The fit beside the record",
        tuple(sentences),
        (
            *charts.against_record(content),
            charts.courts(content),
            charts.counts(content, "launch", "Weeks with a North Korean launch", "Weeks with a launch"),
            charts.counts(content, "probe", "Weeks with a Russian or Chinese probe", "Weeks with a probe or patrol"),
            _targets(content),
        ),
    )


def _launches(content: Content) -> str:
    """In how many half years the weeks with a launch were foretold, known ones and later ones."""
    halves = [item for item in content["counts"] if item["kind"] == "launch"]
    inside = dict.fromkeys((True, False), 0)
    for item in halves:
        inside[item["fitted"]] += item["quantiles"][0] <= item["observed"] <= item["quantiles"][-1]
    known = sum(item["fitted"] for item in halves)
    return (
        f"Weeks with a launch: {inside[True]} of {counted(known, 'half year')} that the fit knew lie in the range of "
        f"nine in ten, and {inside[False]} of {len(halves) - known} that came later."
    )


def _missed(point: Content) -> str:
    when = "" if point["fitted"] else ", never used"
    return (
        f"{point['label']}, {day(date.fromisoformat(point['last']))} ({number(point['observed'], 1)} seen, "
        f"{number(point['shown'][2], 1)} shown{when})"
    )


def _targets(content: Content) -> Table:
    rows = tuple(
        (
            point["label"],
            point["last"],
            point["unit"],
            point["observed"],
            point["shown"][2],
            _between(point["with_errors"]),
            f"{number(point['observation_sd'], 1)} and {number(point['discrepancy_sd'], 1)}",
            "yes" if point["fitted"] else "no, later",
        )
        for point in content["points"]
    )
    columns = (
        Column("Observation"),
        Column("Last day"),
        Column("Unit"),
        Column("Seen", "", 1),
        Column("Shown, middle", "", 1),
        Column("Nine in ten, errors counted in"),
        Column("Errors allowed for"),
        Column("Fitted"),
    )
    sources = joined(sorted({point["because"] for point in content["points"]}))
    return Table(
        "calibration_targets",
        "Every observation that the model shows something comparable to",
        columns,
        rows,
        "Errors allowed for: the standard deviation of the observation itself (its sample, its rounding), and of what "
        f"the best parameters would still miss by. Where the second comes from: {sources}.",
    )


def _truths(content: Content) -> Section:
    chances = {key: chance for truth in content["truths"] for key, chance in truth["uniform"].items()}
    labels = {item["key"]: item["label"] for item in content["moved"]}
    uneven = [labels[key] for key, chance in chances.items() if chance < UNEVEN]
    count = len(content["truths"][0]["ranks"])
    expected = UNEVEN * len(chances)
    verdict = (
        f"Uneven beyond luck (p below {UNEVEN}): {joined(uneven)}. By luck alone {number(expected, 1)} of "
        f"{len(chances)} would be."
        if uneven
        else f"None of {len(chances)} is uneven beyond luck (p below {UNEVEN})."
    )
    rows = tuple(
        (labels[key], sum(row[place] for row in truth["ranks"]) / count, truth["uniform"][key])
        for truth in content["truths"]
        for place, key in enumerate(truth["keys"])
    )
    table = Table(
        "calibration_truths",
        f"Ranks of known values among {content['truths'][0]['places']} draws, {counted(count, 'record')}",
        (Column("Parameter"), Column("Mean rank", "", 1), Column("As uneven by chance", "", 3)),
        rows,
        "The mean should be near 49.5. As uneven by chance: how likely ranks as uneven as these are where all is well "
        "(Kolmogorov and Smirnov).",
    )
    sentences = (
        f"{counted(count, 'record')} were made with known parameters and fitted in the same way, with fewer points. A "
        "known value should be found at any rank among the draws as often as at any other.",
        verdict,
    )
    return Section("Does the fit find what is known?", sentences, (charts.histograms(content), table))


def _work(content: Content) -> Section:
    rows = tuple(_block_row(block) for block in content["blocks"])
    columns = (
        Column("Block"),
        Column("Parameters", "", 0),
        Column("Targets", "", 0),
        Column("Left after each wave"),
        Column("Tolerances"),
        Column("Points that count", "", 0),
        Column("Nearest point", "", 2),
    )
    table = Table(
        "calibration_blocks",
        "The blocks",
        columns,
        rows,
        "Left: the share of the ranges that history matching did not rule out. Tolerance: in units of the errors "
        "allowed for, down to 1. Nearest point: root mean squared error in units of those errors; about 1 is what they "
        "allow for.",
    )
    thin = [block["label"] for block in content["blocks"] if _counting(block) < FEW]
    raised = [block["label"] for block in content["blocks"] if block["relaxed"]]
    sentences = [
        "Blocks are fitted one after the other, each given draws of those before it, and nothing flows back (cut "
        "posteriors). What a later block would say of an earlier one's parameters is not used, so that a misfit stays "
        "where it is.",
        "Four blocks are fitted to series: history matching rules out what cannot be, then populations of points come "
        "nearer until the errors are as large as was declared. The pace of the courts is known exactly, from steps "
        "taken and steps awaited. Launches and probes have an exact likelihood, week by week, from the hazards that "
        "the model itself works out. How far disunity tempts the adversaries is not learnt: there was one regime.",
    ]
    if raised:
        sentences.append(f"Nothing would have been left, and the cut was raised, for: {joined(raised)}.")
    if thin:
        sentences.append(f"Few points count, so that draws repeat, for: {joined(thin)}.")
    return Section("How the fit was made", tuple(sentences), (table,))


def _counting(block: Content) -> float:
    return float(block["populations"][-1]["counting"]) if block["populations"] else float("inf")


def _block_row(block: Content) -> tuple[object, ...]:
    populations = block["populations"]
    return (
        block["label"],
        len(block["parameters"]),
        block["targets"],
        ", ".join(percent(share) for share in block["left"]) or "-",
        ", ".join(number(item["tolerance"], 2) for item in populations) or "-",
        populations[-1]["counting"] if populations else None,
        block["nearest"],
    )


def _later(content: Content) -> Section:
    standing = [leak for leak in content["leaks"] if not leak["fitted"]]
    rows = tuple((leak["label"], leak["key"], leak["rests_on"]) for leak in standing)
    table = Table(
        "calibration_leaks",
        "Parameters that still know what came later",
        (Column("Parameter"), Column("Key"), Column("Its default rests on")),
        rows,
        "None of these is fitted. A parameter that is fitted takes nothing from its default.",
    )
    sentences = (
        f"{counted(len(content['leaks']) - len(standing), 'parameter')} whose default rests on what came out later "
        f"take nothing from it any more, for they are fitted. {len(standing)} still do; whoever judges the model by "
        "the years after the fit should know it.",
        "No table can hold the rest: the equations, the levers and their features were written by people who knew how "
        "it ended.",
        "An observation is only as good as its source, and the discrepancies are judgements. Halving them would narrow "
        "every band.",
    )
    return Section("What the fit cannot tell", sentences, (table,))
