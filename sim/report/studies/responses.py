"""How capitals answer each other, as a document: tables, heat maps, equilibria, and where answers to answers lead."""

from __future__ import annotations

from collections.abc import Sequence

from sim.report.charts.heatmap import Cell, heatmap
from sim.report.document import Chart, Column, Document, Section, Table
from sim.report.studies.regret import STANDING, bundle_words, decision_day, provenance, setting_sentences
from sim.report.words import CAPITAL_NAMES, counted, day, joined, number, percent, signed
from sim.report.write_document import file_stem
from sim.study.choice.choose import MOSTLY
from sim.study.choice.responses import CIRCLE, SETTLED, Cells, Path, Profile, Responses
from sim.study.choice.worth import POINTS_MEANING, POINTS_UNIT

BEST, NEAR = "●", "○"
MOST_NAMED = 8
LIMITS = (
    "Each table is one week's game: both capitals act in the same week, each knowing what the other does, and the "
    "model's own agents decide everything before and after. It is no account of how they would come to know.",
    "Levers that cannot be told apart from the best (○) may be better than it: more worlds would tell.",
    "An answer is changed only for one that is better beyond Monte Carlo error, so that noise makes no circles.",
    "Weights and spans are judgements: change them with --weight and see whether the equilibria stay.",
)


def responses_document(found: Responses, command: str = "") -> Document:
    """How a pair of capitals, and all three, answer each other on a day."""
    one, two = (CAPITAL_NAMES[capital] for capital in found.pair.capitals)
    setting = found.setting
    weights = "; ".join(f"{CAPITAL_NAMES[key]}: {bundle_words(record)}" for key, record in found.weights.items())
    return Document(
        kind="responses",
        title=f"Answers to answers: {setting.scenario.title}",
        question=f"In the week of {day(decision_day(setting))}, what would {one} do if it knew what {two} does, "
        "and the other way round?",
        findings=tuple(_findings(found)),
        setup=(
            *setting_sentences(setting),
            f"Value is a weighted sum of outcomes in {POINTS_UNIT} ({POINTS_MEANING}). Weights: {weights}.",
            f"Levers that can be pulled in {percent(MOSTLY)} of worlds or more take part: "
            + "; ".join(f"{CAPITAL_NAMES[key]} {len(levers)}" for key, levers in found.levers.items())
            + ", holding among them. A capital outside the table is left to what the scenario has it do.",
        ),
        sections=(_pair_section(found), _paths_section(found), *_left_out(found)),
        limits=LIMITS,
        provenance=provenance(setting, command),
    )


def _findings(found: Responses) -> list[str]:
    pair = found.pair
    one, two = (CAPITAL_NAMES[capital] for capital in pair.capitals)
    exact = [_words(found, pair.capitals, profile) for profile in pair.equilibria]
    sentences = []
    if exact:
        many = (
            "One pair of steps is an equilibrium" if len(exact) == 1 else f"{len(exact)} pairs of steps are equilibria"
        )
        sentences.append(f"{many}, in which neither {one} nor {two} does better by another step: {_few(exact)}.")
    else:
        sentences.append(
            f"No pair of steps is an equilibrium: whatever both do, {one} or {two} would rather do something else."
        )
    near = [_words(found, pair.capitals, profile) for profile in pair.near if profile not in pair.equilibria]
    if near:
        sentences.append(f"Within Monte Carlo error these could be equilibria too: {_few(near)}.")
    sentences.append(_path_words(found, pair.capitals, pair.path, f"From holding on both sides, {one} first"))
    sentences.append(_path_words(found, found.everyone, found.all_three, "With all three capitals answering in turn"))
    sentences += _dominant(found)
    return sentences


def _few(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return "; ".join(names[:MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")


def _words(found: Responses, capitals: Sequence[str], profile: Profile) -> str:
    """`Seoul 'Joint fund offer' with Tokyo 'Gesture'`."""
    steps = [
        f"{CAPITAL_NAMES[capital]} '{found.levers[capital][row].label}'"
        for capital, row in zip(capitals, profile, strict=True)
    ]
    return f"{steps[0]} with {joined(steps[1:])}"


def _path_words(found: Responses, capitals: Sequence[str], path: Path, how: str) -> str:
    if path.ending == CIRCLE:
        round_trip = "; ".join(_words(found, capitals, profile) for profile in path.circle)
        return f"{how}, answers go round in a circle of {len(path.circle)}: {round_trip}; and again from the start."
    moves = counted(len(path.profiles) - 1, "change")
    last = _words(found, capitals, path.profiles[-1])
    if path.ending == SETTLED:
        return f"{how}, answers settle after {moves}: {last}. Nobody can be told to do better by another step."
    return f"{how}, answers had not settled after {moves}; the last were {last}."


def _dominant(found: Responses) -> list[str]:
    """A step that is the best answer, or about as good, to everything the other does."""
    sentences = []
    for place, capital in enumerate(found.pair.capitals):
        table = found.pair.tables[place]
        always = [row for row in range(len(table.mean)) if table.about_best[row].all()]
        if always:
            names = joined([f"'{found.levers[capital][row].label}'" for row in always])
            other = CAPITAL_NAMES[found.pair.capitals[1 - place]]
            verb = "is the best answer" if len(always) == 1 else "are the best answers"
            sentences.append(f"{CAPITAL_NAMES[capital]}'s {names} {verb}, or about as good, whatever {other} does.")
    return sentences


def _pair_section(found: Responses) -> Section:
    pair = found.pair
    items: list[Table | Chart] = []
    for place in range(2):
        items += [_heat(found, place), _table(found, place)]
    items.append(_all_pairs(found))
    one, two = (CAPITAL_NAMES[capital] for capital in pair.capitals)
    return Section(
        f"{one} and {two}",
        (
            f"Numbers are gains over both holding, in {POINTS_UNIT}. {BEST} is a capital's best answer to what the "
            f"other does; {NEAR} cannot be told apart from it.",
        ),
        tuple(items),
    )


def _mark(table: Cells, row: int, column: int) -> str:
    return BEST if table.best[row, column] else NEAR if table.about_best[row, column] else ""


def _heat(found: Responses, place: int) -> Chart:
    """A capital's gains: its own steps down, the other's across; equilibria have a heavy frame."""
    capital, other = found.pair.capitals[place], found.pair.capitals[1 - place]
    table = found.pair.tables[place]
    steady = {profile if place == 0 else profile[::-1] for profile in found.pair.equilibria}
    cells = [
        Cell(
            own.label,
            theirs.label,
            float(table.mean[row, column] - table.mean[0, 0]),
            f"{signed(float(table.mean[row, column] - table.mean[0, 0]), 1)} {_mark(table, row, column)}".strip(),
            (row, column) in steady,
        )
        for row, own in enumerate(found.levers[capital])
        for column, theirs in enumerate(found.levers[other])
    ]
    name, rival = CAPITAL_NAMES[capital], CAPITAL_NAMES[other]
    title = f"What {name} gains by each step, for each step of {rival}"
    top = max(cells, key=lambda cell: cell.value)
    caption = (
        f"Gains of {name} over both holding, in points: {name}'s steps down, {rival}'s across. The most, "
        f"{number(top.value, 1)}, comes with '{top.row}' against '{top.column}'. Framed cells are equilibria."
    )
    spec = heatmap(
        cells,
        title=title,
        label="Gain over both holding",
        unit=POINTS_UNIT,
        rows=f"{name} does",
        columns=f"{rival} does",
        subtitle=f"{BEST} best answer in its column, {NEAR} about as good. Heavy frame: equilibrium.",
        around_zero=True,
    )
    return Chart(file_stem(capital, "answers", "chart"), title, caption, spec)


def _table(found: Responses, place: int) -> Table:
    """The same in numbers: a row a pair of steps."""
    capital, other = found.pair.capitals[place], found.pair.capitals[1 - place]
    table = found.pair.tables[place]
    name, rival = CAPITAL_NAMES[capital], CAPITAL_NAMES[other]
    rows = []
    for column, theirs in enumerate(found.levers[other]):
        for row in sorted(range(len(table.mean)), key=lambda row: table.behind[row, column]):
            if table.about_best[row, column]:
                rows.append(
                    (
                        theirs.label,
                        found.levers[capital][row].label,
                        float(table.mean[row, column] - table.mean[0, 0]),
                        float(table.behind[row, column]),
                        float(table.error[row, column]),
                        "best" if table.best[row, column] else "about as good",
                    )
                )
    return Table(
        file_stem(capital, "answers"),
        f"{name}'s best answers to {rival}",
        (
            Column(f"If {rival} does"),
            Column(f"{name} does best"),
            Column("Gain over both holding", POINTS_UNIT, 1),
            Column("Behind the best", POINTS_UNIT, 2),
            Column("±", POINTS_UNIT, 2),
            Column("Verdict"),
        ),
        tuple(rows),
        "'About as good' cannot be told apart from the best at 95%; '±' is one Monte Carlo error of the distance.",
    )


def _all_pairs(found: Responses) -> Table:
    """Every pair of steps with what both gain, equilibria first."""
    one, two = found.pair.capitals
    first, second = found.pair.tables
    steady = set(found.pair.equilibria)
    rows = [
        (
            own.label,
            theirs.label,
            float(first.mean[row, column] - first.mean[0, 0]),
            _mark(first, row, column),
            float(second.mean[column, row] - second.mean[0, 0]),
            _mark(second, column, row),
            (row, column) in steady,
        )
        for row, own in enumerate(found.levers[one])
        for column, theirs in enumerate(found.levers[two])
    ]
    columns = (
        Column(f"{CAPITAL_NAMES[one]} does"),
        Column(f"{CAPITAL_NAMES[two]} does"),
        Column(f"{CAPITAL_NAMES[one]} gains", POINTS_UNIT, 1),
        Column("Best"),
        Column(f"{CAPITAL_NAMES[two]} gains", POINTS_UNIT, 1),
        Column("Best"),
        Column("Equilibrium"),
    )
    ordered = sorted(rows, key=lambda row: (not row[6], -(row[2] + row[4])))
    return Table(
        "pairs", "Every pair of steps: equilibria first, then by what both gain together", columns, tuple(ordered)
    )


def _paths_section(found: Responses) -> Section:
    return Section(
        "Answers to answers",
        ("Each capital in turn answers what the others do; a row is a change of somebody's step.",),
        (
            _path_table(found, found.pair.capitals, found.pair.path, "path_of_two", "The pair alone"),
            _path_table(found, found.everyone, found.all_three, "path_of_three", "All three capitals"),
        ),
    )


def _path_table(found: Responses, capitals: Sequence[str], path: Path, name: str, title: str) -> Table:
    rows = tuple(
        (
            step,
            CAPITAL_NAMES[capitals[turn]] if turn >= 0 else "(start)",
            *(found.levers[capital][row].label for capital, row in zip(capitals, profile, strict=True)),
        )
        for step, (profile, turn) in enumerate(zip(path.profiles, path.turns, strict=True))
    )
    columns = (Column("Change"), Column("Who answers"), *(Column(CAPITAL_NAMES[capital]) for capital in capitals))
    return Table(name, f"{title}: {path.ending}", columns, rows)


def _left_out(found: Responses) -> list[Section]:
    rows = tuple(
        (CAPITAL_NAMES[capital], one.label, 100.0 * share, one.steps[0].lever.needs)
        for capital, left in found.left_out.items()
        for one, share in left
    )
    if not rows:
        return []
    columns = (Column("Capital"), Column("Lever"), Column("Possible", "% of worlds", 0), Column("What it needs"))
    return [
        Section("Impossible then", (), (Table("left_out", "Levers that could not be pulled", columns, rows, STANDING),))
    ]
