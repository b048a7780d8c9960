"""What the moves of the record say about how the three capitals decide, in words, tables and two charts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sim.report.document import Chart, Column, Section, Table
from sim.report.evidence.choice_charts import surprise_chart, weights_chart
from sim.report.words import counted, day, joined, number, percent, signed

Content = Mapping[str, Any]
CAPITAL_NAMES = {"seoul": "Seoul", "tokyo": "Tokyo", "washington": "Washington"}
RULES = {
    "fitted": "The fitted rule, foretelling",
    "hindsight": "The fitted rule, in hindsight",
    "without strategy": "The same rule without strategy, foretelling",
    "constant activity": "A constant chance that anything is done",
    "constant hazard": "A constant chance of each lever",
    "any lever": "Every permitted lever as likely as any other",
}
TOLD_APART = 2.0
EVIDENCE_MATTERS = 3.0
UNEVEN = 0.01
SHIFTED = 1.0


def choice_sections(content: Content) -> list[Section]:
    """Everything that the moves say about the decision rule, what it means first. `content` is what
    `sim.study.calibration.choice.account.account_of` returns."""
    return [_verdict(content), _surprises(content), _weights(content), _trust(content)]


def _verdict(content: Content) -> Section:
    fitted = _score(content, "fitted")
    moves, weeks = len(content["moves"]), content["weeks"]
    sentences = (
        f"{counted(moves, 'move')} of the three capitals are coded in the {weeks} weeks to "
        f"{day(date.fromisoformat(content['until']))}; in all other weeks they held still. Each week the rule said "
        "beforehand how likely each move was, knowing only what had been done before. Its surprise is counted in bits: "
        "1 bit is a coin that fell the wrong way, 10 bits one chance in a thousand.",
        _against_rate(content),
        _strategy(content),
        f"Of its {number(fitted['all'], 0)} bits {number(fitted['moves'], 0)} are from the moves and "
        f"{number(fitted['holds'], 0)} from weeks in which nothing was done.",
        _reversal(content),
    )
    return Section("Do the moves of the record look like choices?", sentences, (_scores(content),))


def _score(content: Content, rule: str) -> Content:
    found: Content = next(item for item in content["scores"] if item["rule"] == rule)
    return found


def _against_rate(content: Content) -> str:
    rate = _score(content, "constant activity")
    gap = f"{number(abs(rate['more']), 0)} bits, standard error {number(rate['error'], 0)}"
    if abs(rate["more"]) < TOLD_APART * rate["error"]:
        return (
            "Against the strongest rule that knows nothing of politics, a constant chance that a capital does anything "
            f"at all, the fitted rule cannot be told apart ({gap}). So few moves cannot show that it foretells when."
        )
    better = "better" if rate["more"] > 0 else "worse"
    return f"The fitted rule foretells the moves {better} than a constant chance that anything at all is done ({gap})."


def _strategy(content: Content) -> str:
    """Whether capitals that anticipate each other explain the record better than capitals that do not."""
    evidence = content["evidence"]
    gain = evidence["fitted"] - evidence["without_strategy"]
    if abs(gain) < EVIDENCE_MATTERS:
        return (
            "Strategy does not help to explain the record: capitals that weigh their own levers as if the others did "
            f"nothing explain it as well (log Bayes factor {signed(gain, 1)}; 3 would be strong)."
        )
    how = "better than" if gain > 0 else "worse than"
    return (
        f"Capitals that anticipate each other explain the record {how} capitals that do not (log Bayes factor "
        f"{signed(gain, 1)})."
    )


def _reversal(content: Content) -> str:
    made = next((move for move in content["moves"] if move["lever"] == "seoul.gsomia_suspend_notice"), None)
    if made is None:
        return ""
    chances = {item["day"]: item["chance"] for item in content["reversal"]}
    last = chances[max(item for item in chances if item <= made["day"])]
    return (
        f"Seoul's reversal of {day(date.fromisoformat(made['day']))} was foretold with a chance of "
        f"{percent(2.0 ** -made['bits'])} for its week ({percent(last)} in hindsight). This is no proof: how a "
        "deadline works in the model was written down after the reversal had been seen."
    )


def _scores(content: Content) -> Table:
    columns = (
        Column("Rule"),
        *(Column(name, "bits", 1) for name in CAPITAL_NAMES.values()),
        Column("All", "bits", 1),
        Column("More than fitted", "bits", 1),
        Column("Standard error", "bits", 1),
    )
    rows = tuple(
        (
            RULES[item["rule"]],
            *(item[capital] for capital in CAPITAL_NAMES),
            item["all"],
            item["more"],
            item["error"],
        )
        for item in content["scores"]
    )
    forbidden = sum(not move["permitted"] for move in content["moves"])
    return Table(
        "choice_scores",
        "Surprise over all weeks, by rule",
        columns,
        rows,
        "Fewer bits are better. Foretelling: nothing of a week or of what followed is used for it. All rules know "
        f"which levers are permitted; {counted(forbidden, 'move')} that the model's own rules forbid in their week (a "
        "lever that still rests) are left out for all alike.",
    )


def _surprises(content: Content) -> Section:
    ordered = sorted(content["moves"], key=lambda move: -move["bits"])
    possible = [move for move in ordered if move["permitted"]]
    forbidden = [move for move in ordered if not move["permitted"]]
    if not possible:
        return Section("Which moves came as a surprise?", ("None is coded that the model's own rules permit.",))
    named = joined([f"{_named(move)} ({number(move['bits'], 1)} bits)" for move in possible[:3]])
    sentences = [f"What surprised the fitted rule most: {named}."]
    if forbidden:
        sentences.append(
            f"The model's own rules do not allow {joined([_named(move) for move in forbidden])}: the lever was used "
            "again before its rest was over. Such a move counts as one chance in ten thousand whatever the weights, so "
            "it teaches nothing about them; it says that the rests in the model are too long."
        )
    quiet = [item for item in content["silence"] if item["uses"] < item["expected_uses"]][:2]
    if quiet:
        expected = joined(
            [
                f"{CAPITAL_NAMES[item['capital']]}, {item['label']} ({number(item['expected_uses'], 1)} uses expected, "
                f"{item['uses']} coded)"
                for item in quiet
            ]
        )
        sentences.append(f"What it expected more often than it was done: {expected}.")
    chart = Chart(
        "choice_surprise",
        "How much each move surprised the fitted rule",
        f"The higher, the more surprising. Highest: {named}.",
        surprise_chart(content["moves"], CAPITAL_NAMES),
    )
    return Section("Which moves came as a surprise?", tuple(sentences), (chart, _moves(content), _silence(content)))


def _named(move: Content) -> str:
    return f"{CAPITAL_NAMES[move['capital']]}, {move['label']}, {day(date.fromisoformat(move['day']))}"


def _moves(content: Content) -> Table:
    columns = (
        Column("Day"),
        Column("Capital"),
        Column("Move"),
        Column("Known"),
        Column("Foretold", "bits", 1),
        Column("In hindsight", "bits", 1),
        Column("Constant chance", "bits", 1),
    )
    rows = tuple(
        (
            move["day"],
            CAPITAL_NAMES[move["capital"]],
            move["label"] if move["permitted"] else f"{move['label']} (forbidden)",
            move["confidence"] or "not in the archive",
            move["bits"],
            move["hindsight_bits"],
            move["hazard_bits"],
        )
        for move in sorted(content["moves"], key=lambda move: move["day"])
    )
    return Table(
        "choice_moves",
        "Every coded move",
        columns,
        rows,
        "Known: how well the archive knows the act. Constant chance: of each lever, learned from the weeks before. A "
        "contact with a dose below one half is played and counts as holding.",
    )


def _silence(content: Content) -> Table:
    columns = (
        Column("Capital"),
        Column("Lever"),
        Column("Likeliest week"),
        Column("Chance then", "", 2),
        Column("Uses expected", "", 1),
        Column("Uses coded", "", 0),
    )
    rows = tuple(
        (
            CAPITAL_NAMES[item["capital"]],
            item["label"],
            item["day"],
            item["chance"],
            item["expected_uses"],
            item["uses"],
        )
        for item in content["silence"]
    )
    return Table(
        "choice_silence",
        "Moves that were expected and not made",
        columns,
        rows,
        "Uses expected: the sum of the weekly chances, in hindsight.",
    )


def _weights(content: Content) -> Section:
    weights = content["weights"]
    by_verdict = {
        verdict: [item["label"] for item in weights if item["verdict"] == verdict]
        for verdict in ("narrowed", "somewhat narrowed", "not identified")
    }
    sentences = [
        "Only ratios of weights can be known from choices: the weight of security cooperation is held at its value and "
        "all others are measured against it."
    ]
    if by_verdict["narrowed"]:
        sentences.append(f"The moves narrow: {joined(by_verdict['narrowed'])}.")
    if by_verdict["somewhat narrowed"]:
        sentences.append(f"They narrow a little: {joined(by_verdict['somewhat narrowed'])}.")
    if by_verdict["not identified"]:
        sentences.append(
            f"They say next to nothing about {joined(by_verdict['not identified'])}: for these the draws are the range "
            "that was thought possible before."
        )
    doors = [item for item in weights if item["key"].startswith("doors.")]
    rarer = [item for item in doors if item["p95"] < item["assumed"]]
    if rarer:
        sentences.append(
            f"{joined([item['label'] for item in rarer])}: they open less often than assumed "
            f"({joined([number(item['p50']) for item in rarer])} times as often). The record holds the acts that made "
            "news; whoever counts smaller contacts as moves would find more."
        )
    if content["tied"]:
        pair = content["tied"][0]
        sentences.append(
            f"Known together better than apart: {pair['one']} with {pair['other']} (correlation "
            f"{number(pair['correlation'])})."
        )
    chart = Chart(
        "choice_weights",
        "Where the weights lie within what was thought possible",
        "A bar as long as the whole range has learned nothing; a short one has learned much.",
        weights_chart(weights),
    )
    return Section("What is known of the decision weights?", tuple(sentences), (chart, _weights_table(content)))


def _weights_table(content: Content) -> Table:
    columns = (
        Column("Weight"),
        Column("Range before"),
        Column("Assumed", "", 2),
        Column("Middle", "", 2),
        Column("5 %", "", 2),
        Column("95 %", "", 2),
        Column("Contraction", "", 2),
        Column("Verdict"),
    )
    rows = tuple(
        (
            item["label"],
            f"{item['low']:g} to {item['high']:g}",
            item["assumed"],
            item["p50"],
            item["p5"],
            item["p95"],
            item["contraction"],
            item["verdict"],
        )
        for item in content["weights"]
    )
    return Table(
        "choice_weights",
        "Decision weights before and after the moves",
        columns,
        rows,
        "Contraction: 1 less the variance after over the variance before; from 0.5 a weight counts as narrowed, below "
        "0.2 as not identified. Doors: how often a decision is open, against the chances assumed (1).",
    )


def _trust(content: Content) -> Section:
    sampler = content["sampler"]
    lowest = min(stage["effective"] for stage in sampler["stages"])
    sentences = [
        f"{sampler['particles']:,} particles read the record week by week and were resampled "
        f"{counted(len(sampler['stages']), 'time')}; at the fewest {number(lowest, 0)} of them counted. Steps were "
        f"taken {percent(sampler['settled_acceptance'])} of the time at the end.",
        _dates(content),
        "The levers, what each is worth and how deadlines work were written down by people who knew how it went; only "
        "the weights named above were fitted. The scores of the rule flatter it to that extent.",
    ]
    if sampler["rows"] > 1:
        sentences.append(
            f"Each particle carried one of {sampler['rows']} draws of the other blocks. At the end every draw comes as "
            "often as any other: the moves say nothing about the other blocks."
        )
    items: tuple[Table, ...] = ()
    if content.get("truths"):
        sentences.append(_truths(content["truths"]))
        items = (_truths_table(content),)
    return Section("Can the fit of the moves be trusted?", tuple(sentences), items)


def _dates(content: Content) -> str:
    most = [max(abs(share) for share in item["moved"].values()) for item in content["dates"]]
    words = joined(
        [
            f"{item['name']}, {number(share, 1)} ({item['largest']})"
            for item, share in zip(content["dates"], most, strict=True)
        ]
    )
    verdict = "matters" if max(most) > SHIFTED else "matters little"
    return (
        f"In which week a move is put {verdict}. With all moves but those about the pact put elsewhere, the weight "
        f"that moves most moves by so many standard deviations: {words}."
    )


def _truths(truths: Content) -> str:
    uneven = [key for key, chance in truths["uniform"].items() if chance < UNEVEN]
    much = f"{counted(truths['count'], 'world')} that the model made itself, with known weights"
    if uneven:
        return f"In {much}, the true weights do not lie among the draws as they should for: {joined(uneven)}."
    return (
        f"In {much}, the true weights lie among the draws as often here as there, as they should; so few worlds would "
        "show only a gross error."
    )


def _truths_table(content: Content) -> Table:
    truths = content["truths"]
    columns = (Column("Weight"), Column("Mean rank", "", 1), Column("As uneven by chance", "", 2))
    ranks = truths["ranks"]
    rows = tuple(
        (item["label"], sum(row[place] for row in ranks) / len(ranks), truths["uniform"][item["key"]])
        for place, item in enumerate(content["weights"])
    )
    return Table(
        "choice_truths",
        f"Ranks of true weights among {truths['places']} draws, {counted(truths['count'], 'world')}",
        columns,
        rows,
        f"The mean should be near {truths['places'] / 2:g}. As uneven by chance: how likely ranks as uneven as these "
        "are where all is well (Kolmogorov-Smirnov).",
    )
