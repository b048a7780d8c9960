"""The hindcast in words, tables and charts: is the model a forecaster, or a structured argument?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sim.report.document import Column, Document, Section, Table
from sim.report.evidence import hindcast_charts as charts
from sim.report.words import counted, joined, number

Content = Mapping[str, Any]
MAIN = ("refit", "cheap", "shipped")
COARSE, FINE = 2, 3
SCORE_NAMES = {"log": "log score", "brier": "Brier score"}


def hindcast_sections(content: Content) -> list[Section]:
    """Everything that the hindcast says, what it means first. `content` is the file that the command wrote."""
    if "protocols" not in content:
        kept = counted(len(content["forecasts"]), "forecast")
        return [Section("Hindcast", (f"Not finished: {kept} are kept, and trilateral hindcast --resume goes on.",))]
    main = main_protocol(content)
    return [
        verdict(content, main),
        against_references(content, main),
        ideas(content),
        reliability(main),
        over_time(content, main),
        numbers(content, main),
        failures(content, main),
        method(content),
        limits(content, main),
    ]


def hindcast_document(content: Content, command: str) -> Document:
    """The hindcast alone, as a document."""
    sections = hindcast_sections(content)
    return Document(
        kind="hindcast",
        title="Hindcast",
        question="Would the model have foretold what came?",
        findings=sections[0].sentences,
        setup=sections[-2].sentences,
        sections=(replace(sections[0], sentences=()), *sections[1:-2], replace(sections[-2], sentences=())),
        limits=sections[-1].sentences,
        provenance={"command": command, "version": content["version"], "seed": content["seed"]},
    )


def main_protocol(content: Content) -> Content:
    """The protocol by which the model is judged first: refits where there is one at every origin, else the fit that is
    held fixed."""
    found = {item["key"]: item for item in content["protocols"]}
    if "refit" in found and len(found["refit"]["origins"]) < len(content["origins"]) and len(found) > 1:
        found = {key: item for key, item in found.items() if key != "refit"}
    return next(found[key] for key in MAIN if key in found)


def verdict(content: Content, main: Content) -> Section:
    """What it means, and the pass marks."""
    passed = [mark for mark in main["marks"] if mark["passed"]]
    judged = [mark for mark in main["marks"] if mark["passed"] is not None]
    overall = _skill(main, "climatology")
    sentences = [
        _verdict(judged, passed),
        f"Over all questions its log score is {_better_or_worse(overall)} base rates "
        f"(skill {_number(overall['skill'])}, 90 % interval {_interval(overall)}; better in "
        f"{_share(overall['better'])} of resamples).",
        f"Judged by: {main['words']}. {counted(main['cells'], 'forecast')} were scored; windows overlap, so they are "
        f"worth about {content['effective']} independent ones, and every interval here is wide for that reason.",
    ]
    return Section("Hindcast: does the model forecast?", tuple(sentences), (_marks(content),))


def _verdict(judged: Sequence[Content], passed: Sequence[Content]) -> str:
    if not judged:
        return "Too few origins were forecast to judge the model."
    if len(passed) == len(judged):
        return (
            "The model passes every mark that was set before it was run. It may be used as a forecaster of these "
            "questions, with the care that so few cases ask for."
        )
    return (
        f"The model passes {len(passed)} of {len(judged)} marks that were set before it was run. It is a structured "
        "argument about who would do what and why, and no forecaster: do not read its shares of worlds as chances."
    )


def _better_or_worse(row: Content) -> str:
    if row["skill"] is None:
        return "not to be compared with"
    if row["low"] is not None and row["low"] > 0:
        return "better than that of"
    if row["high"] is not None and row["high"] < 0:
        return "worse than that of"
    return "not to be told apart from that of"


def _marks(content: Content) -> Table:
    words = [mark["words"] for mark in content["protocols"][0]["marks"]]
    columns = [Column("Pass mark")]
    for protocol in content["protocols"]:
        columns += [Column(protocol["label"], digits=2), Column("passed?")]
    rows = []
    for place, mark in enumerate(words):
        cells: list[Any] = [mark]
        for protocol in content["protocols"]:
            one = protocol["marks"][place]
            cells += [one["value"], _passed(one["passed"])]
        rows.append(tuple(cells))
    note = (
        "Numbers are, in this order: the share of resamples in which the model is better; skill (1 is perfect, 0 as "
        "good as the reference, below 0 worse); the slope; the chance itself. A dash: nothing to judge."
    )
    return Table("hindcast_marks", "Pass marks, set before anything was run", tuple(columns), tuple(rows), note)


def _passed(passed: bool | None) -> str:
    return "-" if passed is None else "pass" if passed else "FAIL"


def against_references(content: Content, main: Content) -> Section:
    """Skill over all, by question and by horizon."""
    items = (_overall(content), _by_question(content, main), _by_horizon(content, main), charts.ranking(content, main))
    sentences = (
        "Skill is 1 less the ratio of the model's mean score to that of a forecast that needs no model: 0 is no "
        "better, 1 perfect, below 0 worse. Every question weighs the same. Brackets hold the 90 % interval of a "
        "bootstrap that draws whole origins, 2,000 times.",
        "The stricter interval draws blocks of three origins in a row, for windows of neighbours overlap.",
    )
    return Section("Hindcast: against forecasts that need no model", sentences, items)


def _overall(content: Content) -> Table:
    names = {item["key"]: item["label"] for item in content["references"]}
    rows = []
    for protocol in content["protocols"]:
        for row in protocol["skills"]:
            if row["question"] == "all" and row["horizon"] == "all":
                rows.append(
                    (
                        protocol["label"],
                        SCORE_NAMES[row["score"]],
                        names[row["against"]],
                        row["cells"],
                        row["ours"],
                        row["theirs"],
                        _with_interval(row),
                        row["better"],
                        _interval(row["in_blocks"]),
                        row["in_blocks"]["better"],
                    )
                )
    columns = (
        Column("Parameters"),
        Column("Score"),
        Column("Against"),
        Column("Forecasts"),
        Column("Model", digits=3),
        Column("Reference", digits=3),
        Column("Skill (90 % interval)"),
        Column("Share better", digits=2),
        Column("Stricter interval"),
        Column("Share better", digits=2),
    )
    return Table("hindcast_overall", "Over all questions and horizons", columns, tuple(rows))


def _by_question(content: Content, main: Content) -> Table:
    labels = {item["key"]: item["label"] for item in content["questions"]}
    rows = []
    for key, label in labels.items():
        found = [_skill(main, item["key"], question=key) for item in content["references"]]
        if found[0]["cells"]:
            rows.append((label, found[0]["cells"], found[0]["ours"], *(_with_interval(row) for row in found)))
    columns = (
        Column("Question"),
        Column("Forecasts"),
        Column("Log score", digits=2),
        *(Column(f"Skill against {item['label'].lower()}") for item in content["references"]),
    )
    note = f"{main['label']}. Log score: 0 is perfect, 0.69 is what 50 % always earns."
    return Table("hindcast_questions", "By question", columns, tuple(rows), note)


def _by_horizon(content: Content, main: Content) -> Table:
    rows = []
    for weeks in content["horizons"]:
        found = [_skill(main, item["key"], horizon=weeks) for item in content["references"]]
        rows.append((f"{weeks} weeks", found[0]["cells"], found[0]["ours"], *(_with_interval(row) for row in found)))
    columns = (
        Column("Horizon"),
        Column("Forecasts"),
        Column("Log score", digits=2),
        *(Column(f"Skill against {item['label'].lower()}") for item in content["references"]),
    )
    return Table("hindcast_horizons", "By horizon", columns, tuple(rows), main["label"])


def ideas(content: Content) -> Section:
    """What the model gains by each of its ideas."""
    found = [item for item in content["protocols"] if item["ablations"]]
    if not found:
        return Section("Hindcast: what each idea adds", ("Not run: it takes the protocol with one fit, held fixed.",))
    rows = [
        (row["label"], row["words"], SCORE_NAMES[row["score"]], row["theirs"], _with_interval(row, FINE), row["better"])
        for row in found[0]["ablations"]
    ]
    columns = (
        Column("Without it"),
        Column("What is taken out"),
        Column("Score"),
        Column("Score without", digits=3),
        Column("Gain by it (90 % interval)"),
        Column("Share better", digits=2),
    )
    sentences = (
        "The model against itself with one idea taken out, in the same worlds: a gain above 0 says that forecasts are "
        "better with the idea. A gain that cannot be told from 0 does not say that the idea is wrong, only that "
        "these questions do not show it.",
        *_told_apart(found[0]["ablations"]),
    )
    table = Table("hindcast_ideas", "Gain by idea", columns, tuple(rows))
    return Section("Hindcast: what each idea adds", sentences, (table,))


def _told_apart(rows: Sequence[Content]) -> list[str]:
    logs = [row for row in rows if row["score"] == "log"]
    helped = [row["label"].removeprefix("No ") for row in logs if row["low"] is not None and row["low"] > 0]
    harmed = [row["label"].removeprefix("No ") for row in logs if row["high"] is not None and row["high"] < 0]
    told = [f"Forecasts are clearly worse without {joined(helped)}."] if helped else []
    return told + ([f"Forecasts are clearly better without {joined(harmed)}."] if harmed else [])


def reliability(main: Content) -> Section:
    """Hindcast: do words and world agree?"""
    line = main["reliability"]
    if not line["bins"]:
        return Section("Hindcast: do words and world agree?", ("Nothing was scored.",))
    rows = [
        (one["said"], one["cases"], one["came"], one["came"] / one["cases"], f"{one['low']:.2f} to {one['high']:.2f}")
        for one in line["bins"]
    ]
    columns = (
        Column("Said, mean", digits=2),
        Column("Forecasts"),
        Column("Came"),
        Column("Share that came", digits=2),
        Column("90 % interval"),
    )
    table = Table("hindcast_bins", "What was said, and how often it came", columns, tuple(rows))
    sentences = (
        f"The slope of what came on what was said is {_number(line['slope'])} ({_interval(line)}): 1 is right, less is "
        "too sure of itself, more too shy.",
    )
    return Section("Hindcast: do words and world agree?", sentences, (table, charts.reliability(main)))


def over_time(content: Content, main: Content) -> Section:
    """Forecasts of every question over time."""
    sentence = "Every forecast beside what happened, question by question, for each horizon."
    return Section("Hindcast: what was said, and what happened", (sentence,), tuple(charts.chances(content, main)))


def numbers(content: Content, main: Content) -> Section:
    """Forecasts of numbers."""
    labels = {item["key"]: item for item in content["series"]}
    names = {item["key"]: item["label"] for item in content["references"]}
    rows = [
        (
            labels[row["series"]]["label"],
            names[row["against"]],
            row["cells"],
            row["ours"],
            row["theirs"],
            _with_interval(row),
        )
        for row in main["numbers"]
        if row["cells"]
    ]
    columns = (
        Column("Series"),
        Column("Against"),
        Column("Forecasts"),
        Column("CRPS of the model", digits=2),
        Column("of the reference", digits=2),
        Column("Skill (90 % interval)"),
    )
    held = [row for row in main["courses"] if not row["in_sample"]]
    inside = sum(row["low"] <= row["observed"] <= row["high"] for row in held)
    sentences = (
        "CRPS is the distance between a range of worlds and what was observed, in points of percent; the fair version "
        "of Ferro (2014). Climatology is all earlier readings, persistence a walk on from the last.",
        f"Of {counted(len(held), 'observation')} {inside} lie in the range of nine in ten worlds. The worlds start "
        "from the record's deeds and not from its polls: approval is never set to what was last read.",
    )
    table = Table("hindcast_numbers", "Numbers", columns, tuple(rows), main["label"])
    return Section("Hindcast: numbers", sentences, (table, *charts.numbers(content, main)))


def failures(content: Content, main: Content) -> Section:
    """The questions on which base rates do better, with the reason that was written for each."""
    worse = []
    for item in content["questions"]:
        row = _skill(main, "climatology", question=item["key"])
        if row["cells"] and row["skill"] is not None and row["skill"] < 0:
            worse.append((row["skill"], item, row))
    rows = [
        (item["label"], _with_interval(row), item["reason"] or "no reason written yet")
        for _, item, row in sorted(worse, key=lambda one: one[0])
    ]
    if not rows:
        return Section("Hindcast: where it fails, and why", ("On no question is it worse than base rates.",))
    columns = (Column("Question"), Column("Skill against climatology"), Column("Why"))
    sentence = f"On {len(rows)} of {len(content['questions'])} questions base rates do better."
    table = Table("hindcast_failures", "Worse than base rates", columns, tuple(rows), main["label"])
    return Section("Hindcast: where it fails, and why", (sentence,), (table,))


def method(content: Content) -> Section:
    """What was asked, how it was answered, and by whom."""
    questions = tuple(
        (item["label"], item["words"], item["archive_says"], item["run_says"], item["open_when"])
        for item in content["questions"]
    )
    columns = (
        Column("Question"),
        Column("In words"),
        Column("Yes in the archive"),
        Column("Yes in a world"),
        Column("Asked"),
    )
    sentences = [
        f"Origins are the first Mondays of the quarters from {content['origins'][0]} to {content['origins'][-1]}. On "
        f"each, {content['worlds']:,} worlds replay the record to that day, with parameters drawn from a fit, and are "
        f"free for {content['horizons'][-1]} weeks. Of later events only what stood in the calendar is left in: days "
        "of elections and their campaigns, the end of terms, and what had been announced.",
        "Where law or calendar decide a question, it is asked of nobody. Chances are held between 1 and 99 % for the "
        "log score. Each of the two thresholds of launches counts as a question.",
    ]
    sentences += [f"{item['label']}: {item['words']}." for item in content["references"]]
    sentences += [f"{item['label']}: {item['words']} ({_made_by(item)})." for item in content["protocols"]]
    return Section(
        "Hindcast: how it was done",
        tuple(sentences),
        (Table("hindcast_asked", "Questions and how they are answered", columns, questions),),
    )


def _made_by(protocol: Content) -> str:
    commands = list(dict.fromkeys(fit["command"] for fit in protocol["fits"]))
    more = f" and {len(commands) - 1} more" if len(commands) > 1 else ""
    return f"parameters made by: {commands[0]}{more}"


def limits(content: Content, main: Content) -> Section:
    """What this cannot tell."""
    sentences = [
        f"Windows of up to {content['horizons'][-1]} weeks begin 13 weeks apart and overlap: the forecasts are worth "
        f"about {content['effective']} independent ones. A bootstrap over origins makes intervals that are too narrow.",
        "The author of the model knew how history went on. No fit can take that out of the choice of mechanisms, "
        "levers and ranges, nor out of those defaults that rest on later facts.",
        "A thing under way on an origin keeps the end that the record gives it (the epidemic, the inquiry of 2019).",
        "The archive is dense from 2018 on and thin before, so base rates of everyday acts are too low.",
        "Figures count as known once they are usually printed: polls at once, counts of offices after some weeks.",
    ]
    if main["lost"]:
        sentences.append(f"{counted(main['lost'], 'world')} broke down in the arithmetic and are left out.")
    return Section("Hindcast: what it cannot tell", tuple(sentences))


def _skill(main: Content, against: str, question: str = "all", horizon: str | int = "all") -> Content:
    wanted = ("log", question, horizon, against)
    return next(
        row
        for row in main["skills"]
        if (row["score"], row["question"], row["horizon"], row["against"]) == wanted
    )


def _with_interval(row: Content, digits: int = COARSE) -> str:
    return f"{_number(row['skill'], digits)} ({_interval(row, digits)})" if row["skill"] is not None else "-"


def _interval(row: Content, digits: int = COARSE) -> str:
    return f"{_number(row['low'], digits)} to {_number(row['high'], digits)}"


def _number(value: float | None, digits: int = COARSE) -> str:
    return "-" if value is None else number(value, digits)


def _share(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.0f} %"
