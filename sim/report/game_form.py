"""The week's game of one world as a document for a class: who plays, what every move is worth, what is in balance."""

from __future__ import annotations

from collections.abc import Sequence

from sim.kernel.records import CAPITALS
from sim.report.document import Column, Document, Section, Table
from sim.report.studies.parts import series_words
from sim.report.words import CAPITAL_NAMES, PACT_STATES, counted, day, joined, number, percent
from sim.study.choice.alternatives import levers_in
from sim.study.game_form.best_replies import pure_equilibria, reply_shares
from sim.study.game_form.normal_form import Profile
from sim.study.game_form.week_game import WeekGame

MOST_SHOWN = 6
UNIT = "pp x precision"
SERIES = (
    "pact_state",
    "export_controls",
    "whitelist_removed",
    "settled",
    "hostility.seoul",
    "hostility.tokyo",
    "grievance.seoul",
    "grievance.tokyo",
    "salience.seoul",
    "salience.tokyo",
    "fatigue.seoul",
    "fatigue.tokyo",
    "us_effort",
    "threat",
    "cohesion",
    "belief_high.seoul",
    "belief_high.tokyo",
    "belief_high.washington",
)
LIMITS = (
    "This is one week as the governments weigh it. What a move does to later weeks counts as far as they foresee it: "
    "in its own value.",
    "A pure equilibrium takes players who never err. The governments of the model err: they choose by logit chances, "
    "which answer each other in the logit equilibrium (McKelvey and Palfrey 1995).",
    "With fewer levers than there are, chances are higher than in a run. The last column of payoffs tells by how much.",
)


def game_form_document(found: WeekGame, command: str = "") -> Document:
    """The week's game: what it comes to, the world's state, its players, payoffs, best replies and equilibria."""
    at = found.moment
    pure = pure_equilibria(found.form.table)
    return Document(
        kind="game form",
        title=f"The week's game: {at.scenario.title}",
        question=f"What did the three governments face in the week of {day(at.day)}, in world {at.world}?",
        findings=(*_size(found), *_pure_words(found, pure), _unique(found), _slack(found)),
        setup=_setup(found),
        sections=(
            _world(found),
            _players(found),
            _payoffs(found, pure),
            *_equilibria(found, pure),
        ),
        limits=LIMITS,
        provenance={
            "scenario_hash": at.scenario.digest,
            "seed": at.scenario.seed,
            "week": at.week,
            "world": at.world,
            "command": command,
        },
    )


def _size(found: WeekGame) -> tuple[str, ...]:
    form = found.form
    return (
        f"{counted(len(form.players), 'player')} with {_span(form.shape)} levers each make {form.profiles:,} profiles.",
    )


def _span(counts: Sequence[int]) -> str:
    low, high = min(counts), max(counts)
    return str(low) if low == high else f"{low} to {high}"


def _pure_words(found: WeekGame, pure: Sequence[Profile]) -> tuple[str, ...]:
    if not pure:
        return ("There is no pure equilibrium: in every profile somebody would rather do something else.",)
    if len(pure) == 1:
        return (f"There is one pure equilibrium: {_profile_words(found, pure[0])}.",)
    return (f"There are {len(pure)} pure equilibria. In the first, {_profile_words(found, pure[0])}.",)


def _profile_words(found: WeekGame, profile: Profile) -> str:
    moves = [
        f"{agent.name}: {levers[row].label}"
        for agent, levers, row in zip(found.agents, found.levers, profile, strict=True)
        if row
    ]
    if not moves:
        return "all hold"
    return "; ".join(moves) + ("" if len(moves) == len(profile) else "; all others hold")


def _unique(found: WeekGame) -> str:
    share = found.contraction
    if share < 1.0:
        return (
            "The logit equilibrium is the only one: of a change in what is expected of the others, at most "
            f"{percent(share)} comes back, counting all levers."
        )
    return (
        f"The logit equilibrium need not be the only one: a change in what is expected may come back {number(share)} "
        "times as large."
    )


def _slack(found: WeekGame) -> str:
    scenario = found.moment.scenario
    if scenario.decision_mode != "equilibrium":
        return (
            f"The governments of this scenario do not reason to the end ({scenario.decision_mode}): their chances "
            f"differ from the equilibrium by up to {_small(found.slack)}."
        )
    return (
        f"The run, which stops reasoning early, played this week by chances that differ from the exact ones by at most "
        f"{_small(found.slack)}."
    )


def _small(share: float) -> str:
    return f"{share:.0e}" if share < 0.001 else number(share, 3)


def _setup(found: WeekGame) -> tuple[str, ...]:
    at = found.moment
    sentences = [
        f"World {at.world} of {at.scenario.title}, seed {at.scenario.seed}, as every run has it; week {at.week} begins "
        f"on {day(at.day)}.",
        "A player is a type of a government, and where it matters also the door through which it gets to choose: the "
        "cabinet decides on anything, routine diplomacy on routine moves. Its weight is the chance that it is this "
        "one that moves, as the others see it. Nobody who has no choice is a player.",
        f"Payoffs are in {UNIT}: percentage points of approval times the government's precision, so that the logit "
        "chance of a lever is proportional to exp(payoff). What others do counts by their weight.",
        f"In the end {_pulled(found)}.",
    ]
    if found.known:
        sentences.append("Weights are as if everybody knew everybody's type.")
    left = [
        f"{CAPITAL_NAMES[capital]}: {joined([lever.label for lever in levers])}"
        for capital, levers in found.left_out.items()
        if levers
    ]
    if left:
        sentences.append(f"Left out of the table, because less likely: {'; '.join(left)}.")
    return tuple(sentences)


def _pulled(found: WeekGame) -> str:
    at = found.moment
    moves = [
        f"{CAPITAL_NAMES[capital]} pulled '{levers_in(at.scenario, capital)[row].label}'"
        for capital, row in zip(CAPITALS, at.pulled, strict=True)
        if row
    ]
    return joined(moves) if moves else "nobody did anything that week"


def _world(found: WeekGame) -> Section:
    rows = []
    for key in SERIES:
        label, unit = series_words(key)
        value = found.moment.before[key]
        if key == "pact_state":
            rows.append((label, PACT_STATES[round(value)], ""))
        else:
            rows.append((label, number(value), unit))
    columns = (Column("What"), Column("Value"), Column("Unit"))
    table = Table("world", "The world as the week began", columns, tuple(rows), "Before the shocks of that week.")
    return Section("The world", (), (table,))


def _players(found: WeekGame) -> Section:
    rows = []
    for agent, levers in zip(found.agents, found.levers, strict=True):
        true = bool(agent.type) == found.moment.high[agent.government]
        rows.append((agent.name, 100.0 * agent.weight, len(levers), "yes" if true else "no"))
    columns = (Column("Player"), Column("Weight", "%", 1), Column("Levers"), Column("True type"))
    note = "True type: whether the government is of this type in this world, which only it knows."
    return Section("Players", (), (Table("players", "Who plays", columns, tuple(rows), note),))


def _payoffs(found: WeekGame, pure: Sequence[Profile]) -> Section:
    form = found.form
    against = [form.against((0,) * len(form.players)), form.values(found.chances)]
    heads = ["Others hold", "Others mix"]
    if pure:
        against.append(form.against(pure[0]))
        heads.append("Others keep")
    shares = reply_shares(form)
    columns = (
        Column("Lever"),
        *(Column(head, "", 3) for head in heads),
        *(Column(head, "%", 1) for head in ("Best reply", "Chance", "Of all")),
    )
    tables = []
    for player, levers in enumerate(found.levers):
        parts = [100.0 * part for part in (shares[player], found.chances[player], found.whole[player])]
        numbers = [*(worth[player] for worth in against), *parts]
        rows = tuple((lever.label, *(float(values[row]) for values in numbers)) for row, lever in enumerate(levers))
        tables.append(Table(f"player_{player + 1}", form.players[player], columns, rows))
    sentences = (
        f"Payoffs are in {UNIT}. Others hold: what a lever is worth if nobody else does anything. Others mix: if they "
        "move as they are expected to, by their logit chances."
        + (" Others keep: if they keep to the first pure equilibrium." if pure else ""),
        "Best reply: to what share of the others' profiles. Chance: in the logit equilibrium of this table. Of all: in "
        "that of the game with all levers.",
    )
    return Section("Payoffs, best replies and chances", sentences, tuple(tables))


def _equilibria(found: WeekGame, pure: Sequence[Profile]) -> tuple[Section, ...]:
    if not pure:
        return ()
    shown = pure[:MOST_SHOWN]
    rows = tuple(
        (agent.name, *(levers[profile[player]].label for profile in shown))
        for player, (agent, levers) in enumerate(zip(found.agents, found.levers, strict=True))
    )
    columns = (Column("Player"), *(Column(f"Equilibrium {place}") for place in range(1, len(shown) + 1)))
    more = f" {len(pure) - MOST_SHOWN} more are left out." if len(pure) > MOST_SHOWN else ""
    note = f"Nobody gains by another lever alone (Nash 1951).{more}"
    return (Section("Pure equilibria", (), (Table("equilibria", "Who does what", columns, rows, note),)),)
