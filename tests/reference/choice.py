"""The decision rule in one world: opportunities, what moves are worth, reasoning about each other, choice, learning.

The week is a game of six type-agents (three governments of two types each). What a government expects of another is
three numbers, the expected features of its move; the fixed point is found in these numbers by answering in turn.
Utilities are in percentage points of approval; a capital's precision turns them into exponents.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sim.kernel.records import Lever, Tempo, channels_of
from tests.reference.leaders import kinds_of
from tests.reference.levers import EFFECT, POSSIBLE, WORTH, chance_of_success, feared_threat, lift
from tests.reference.world import ALLIES, CAPITALS, SEOUL, TOKYO, WASHINGTON, Parameters, World, clip

ESCALATION, CONCESSION, DAMAGE, VISIBILITY, PRESSURE, NATIONALISM, OWN_COST = range(7)
MEDIATION, ON_SEOUL, ON_TOKYO, ASSURANCE, US_VISIBILITY, BRIDGING, GAIN = range(7)
HEARD = (
    (ESCALATION, CONCESSION, DAMAGE),
    (ESCALATION, CONCESSION, PRESSURE),
    (MEDIATION, ON_SEOUL, ON_TOKYO),
)
TYPES = range(2)
HIGHEST_ROUTINE, HIGHEST_CABINET = 0.95, 0.9
FEWEST_SWEEPS, PLAIN_SWEEPS, ALL_SWEEPS, TOLERANCE, DAMPING = 2, 4, 8, 5e-3, 0.5
UNLIKELY = 1e-12
REFERENCE_PATIENCE, REFERENCE_HORIZON = 0.97, 26.0
ABOUT_PACT = ("gsomia_notice", "gsomia_suspend_notice", "gsomia_terminate", "gsomia_normalise")
Expected = list[list[float]]


class Row(NamedTuple):
    """A lever of one capital as the rule needs it: features in the order of its channels, and in scaled form."""

    lever: Lever
    features: tuple[float, ...]
    scaled: tuple[float, ...]
    structural: bool
    about_pact: bool


class Order(NamedTuple):
    """A lever that a scenario forces, with the dose of each part."""

    lever: str
    doses: Mapping[str, float]


@dataclass
class Plan:
    """What a scenario lays down for one capital: from when its agent decides, bans, orders and lifts by week."""

    decides_from: float = 0.0
    banned: frozenset[str] = frozenset()
    banned_from: int = 0
    orders: Mapping[int, Sequence[Order]] = field(default_factory=dict)
    lifts: Mapping[int, Sequence[str]] = field(default_factory=dict)

    def bans(self, week: int) -> frozenset[str]:
        """The levers that may not be pulled; a record is played as it was, so bans begin where it ends."""
        return self.banned if week >= self.banned_from else frozenset()


def rows_of(capital: str, levers: Sequence[Lever], p: Parameters) -> list[Row]:
    """The levers of a capital, hold first, with the scales of their columns applied."""
    channels = channels_of(capital)
    scales = scales_of(capital, p)
    found = []
    for lever in levers:
        features = tuple(lever.features.get(channel, 0.0) for channel in channels)
        scaled = tuple(x * scale for x, scale in zip(features, scales, strict=True))
        found.append(Row(lever, features, scaled, lever.tempo is Tempo.STRUCTURAL, lever.name in ABOUT_PACT))
    return found


def scales_of(capital: str, p: Parameters) -> list[float]:
    prefix = "us_" if capital == "washington" else ""
    return [p[f"decision.scale_{prefix}{channel}"] for channel in channels_of(capital)]


# Opportunities --------------------------------------------------------------------------------------------------------


def door_chances(world: World, p: Parameters, capital: int) -> tuple[float, float]:
    """The chances that cabinet, and that routine diplomacy, take up the dispute this week."""
    near = world.deadline_nearness
    if capital == WASHINGTON:
        disunity = 1.0 - world.cohesion
        cabinet = p["decision.us_structural_gate"] + p["decision.us_structural_gate_disunity"] * disunity
        cabinet += p["decision.us_structural_gate_deadline"] * near
        routine = p["decision.us_routine_gate"] + p["decision.us_routine_gate_disunity"] * disunity
        routine += p["decision.us_routine_gate_deadline"] * near
        routine -= p["decision.us_routine_gate_distraction"] * world.distraction[WASHINGTON]
    else:
        grievance = world.grievance[capital]
        cabinet = p["decision.structural_gate"] + p["decision.structural_gate_deadline"] * near
        cabinet += p[f"{CAPITALS[capital]}.structural_gate_grievance"] * grievance
        routine = p["decision.routine_gate"] + p["decision.routine_gate_salience"] * world.salience[capital]
        routine += p["decision.routine_gate_grievance"] * grievance
        routine -= p["decision.routine_gate_distraction"] * world.distraction[capital]
        if near > p["decision.deadline_is_near"]:
            routine += p["decision.routine_gate_deadline"]
    return clip(cabinet, 0.0, HIGHEST_CABINET), clip(routine, p["decision.lowest_gate"], HIGHEST_ROUTINE)


def legal_levers(rows: list[Row], banned: frozenset[str], world: World, p: Parameters, first_day: date) -> list[bool]:
    """Which levers law and circumstances allow, whatever their cooldowns."""
    return [
        row.lever.name not in banned and (row.lever.key not in POSSIBLE or POSSIBLE[row.lever.key](world, p, first_day))
        for row in rows
    ]


# What moves are worth -------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def discounted_life(half_life: float, patience: float, horizon: float) -> float:
    """How much of a fading impulse counts over the horizon: 1 at the reference patience and horizon."""
    keep = 2.0 ** (-1.0 / half_life)

    def counted(discount: float, weeks: float) -> float:
        return (1.0 - (discount * keep) ** weeks) / (1.0 - discount * keep)

    return counted(patience, horizon) / counted(REFERENCE_PATIENCE, REFERENCE_HORIZON)


class Answers(NamedTuple):
    """How an ally's channels answer what it expects: pp per unit of own and of the others' scaled feature."""

    spiral: float
    defiance: float
    exchange: float
    carrot: float
    face: float
    success: float


def ally_answers(world: World, p: Parameters, i: int, resolve: float) -> Answers:
    """Spiral, defiance of Washington, logrolling, carrots, face saved, and pressing a side that bends."""
    heat = world.salience[i]
    audience = p["relations.audience_cost"] * world.commitment[i] * heat
    humiliation = 0.5 * p["decision.humiliation_cost"] * resolve * heat * (0.5 + world.fatigue[i])
    voice = 1.0 - world.resentment[i]
    return Answers(
        spiral=p["decision.spiral_cost"],
        defiance=p["decision.defiance_cost"] * voice,
        exchange=p["decision.exchange_gain"] + humiliation,
        carrot=p["decision.carrot_gain"] * voice,
        face=(p["relations.face_saving"] * audience + p["decision.face_gain"]) * world.reception[i],
        success=p["decision.success_gain"],
    )


def ally_weights(world: World, p: Parameters, i: int, resolve: float, answers: Answers) -> list[float]:
    """What a unit of each scaled feature is worth to an ally of this resolve if nobody else moves this week.

    What Washington has laid down before (pressure and effort) is felt whether it moves or not.
    """
    name = CAPITALS[i]
    patience, horizon = p[f"{name}.patience"], p[f"{name}.planning_horizon"]
    grievance_life = discounted_life(p["relations.grievance_half_life"], patience, horizon)
    hostility_life = discounted_life(p["relations.hostility_half_life"], patience, horizon)
    security_life = discounted_life(p["relations.strain_half_life"], patience, horizon)
    heat, pressed = world.salience[i], world.us_pressure[i]
    weights = [0.0] * 7
    weights[ESCALATION] = (
        p["decision.grievance_weight"] * resolve * world.grievance[i] * grievance_life
        - p["decision.hostility_dislike"] * world.hostility[i]
        - 0.5 * answers.defiance * pressed
    )
    trust = world.kept_promises[i] / (world.kept_promises[i] + world.broken_promises[i])
    weights[CONCESSION] = (
        p["decision.peace_weight"] * world.hostility[i] * (1.0 - world.fatigue[i]) * trust * hostility_life
        - p["relations.audience_cost"] * world.commitment[i] * heat
        - p["decision.principle_weight"] * resolve * (0.5 + heat)
        - 0.5 * p["decision.humiliation_cost"] * resolve * heat * (0.5 + world.fatigue[i])
        + p["decision.agreement_weight"] * max(0.0, world.win_set_overlap) * (1.0 - world.settled)
        + p["decision.relief_weight"] * p[f"{name}.dependence"] * world.pressed[i]
        + answers.carrot * pressed
        + answers.face * world.us_effort
    )
    weights[DAMAGE] = -p["decision.security_weight"] * security_life * feared_threat(world, p, i)
    weights[DAMAGE] -= answers.defiance * pressed
    weights[PRESSURE] = p["decision.coercion_weight"] * chance_of_success(world, i) * world.stake[i]
    weights[NATIONALISM] = p["decision.nationalism_weight"] * resolve * heat * world.hard_line[i]
    weights[OWN_COST] = -p["decision.economy_weight"]
    return weights


def washington_weights(world: World, p: Parameters, care: float) -> list[float]:
    """What a unit of each scaled feature is worth to an administration that cares so much for the alliance."""
    weights = [0.0] * 7
    divided = (1.0 - world.cohesion) * (0.5 + world.threat)
    weights[MEDIATION] = care * p["decision.us_mediation_value"] * divided
    weights[MEDIATION] -= p["decision.us_distraction_cost"] * world.distraction[WASHINGTON] + p["washington.hands_off"]
    notice = world.pact_state == 1.0
    over_pact = p["decision.us_pressure_on_seoul"] * (0.5 + world.deadline_nearness) if notice else 0.0
    over_trade = p["decision.us_pressure_on_tokyo"] * world.export_controls
    anger = [p["decision.us_anger"] * (1.0 - world.us_goodwill[i]) for i in ALLIES]
    weights[ON_SEOUL] = care * over_pact + anger[SEOUL]
    weights[ON_TOKYO] = care * over_trade + anger[TOKYO]
    fear = (world.abandonment_fear[SEOUL] + world.abandonment_fear[TOKYO]) / 2.0
    weights[ASSURANCE] = care * p["decision.us_assurance_value"] * fear - p["decision.us_assurance_cost"]
    weights[BRIDGING] = care * p["decision.us_bridge_value"] if world.pact_state == 3.0 else 0.0
    weights[GAIN] = p["decision.us_gain_value"] * (1.0 - care) - p["decision.us_gain_threat"] * world.threat
    return weights


@dataclass
class Side:
    """One government's side of the week's game. `exponents` and `answers` have one entry for each type."""

    capital: int
    precision: float
    exponents: list[list[float]]
    answers: list[Answers]
    cabinet: float
    routine: float
    belief_high: float


def side_of(
    capital: int, rows: list[Row], available: list[bool], doors: tuple[float, float], world: World, p: Parameters
) -> Side:
    """What each move would be worth to each type if the others held, and how that changes with what they do."""
    weights, answers = weights_of(capital, world, p)
    precision = p[f"{CAPITALS[capital]}.precision"]
    exponents: list[list[float]] = [[], []]
    for row, can in zip(rows, available, strict=True):
        beyond = WORTH[row.lever.key](world, p) if row.lever.key in WORTH else 0.0
        beyond -= row.lever.political_cost
        for kind in TYPES:
            worth = own_worth(row, weights[kind], world) + beyond
            exponents[kind].append(precision * worth if can else -math.inf)
    return Side(capital, precision, exponents, answers, *doors, world.belief_high[capital])


def weights_of(capital: int, world: World, p: Parameters) -> tuple[list[list[float]], list[Answers]]:
    """The weights of both types, and for an ally how they answer what they expect."""
    kinds = kinds_of(capital, p)
    if capital == WASHINGTON:
        return [washington_weights(world, p, care) for care in kinds], []
    answers = [ally_answers(world, p, capital, resolve) for resolve in kinds]
    return [ally_weights(world, p, capital, r, answer) for r, answer in zip(kinds, answers, strict=True)], answers


def own_worth(row: Row, weights: list[float], world: World) -> float:
    """The features of a move at their weights. A move about the pact appeals as far as the pact is charged."""
    worth = sum(x * weight for x, weight in zip(row.scaled, weights, strict=True))
    if row.about_pact:
        worth += row.scaled[NATIONALISM] * weights[NATIONALISM] * (world.pact_politics - 1.0)
    return worth


# Reasoning about each other -------------------------------------------------------------------------------------------


def scaled_by_column(expected: Expected, p: Parameters) -> Expected:
    """Expected features with the scales of their columns applied."""
    scaled = []
    for k, capital in enumerate(CAPITALS):
        scales = scales_of(capital, p)
        scaled.append([z * scales[channel] for z, channel in zip(expected[k], HEARD[k], strict=True)])
    return scaled


def attraction(side: Side, kind: int, scaled: Expected, p: Parameters) -> list[float]:
    """What the others' expected moves, in scaled features, add to a unit of each scaled feature of one's own, in pp."""
    added = [0.0] * 7
    if side.capital == WASHINGTON:
        seoul, tokyo = scaled[SEOUL], scaled[TOKYO]
        added[MEDIATION] = p["decision.us_concession_gain"] * (seoul[1] + tokyo[1])
        added[MEDIATION] -= p["decision.us_escalation_cost"] * (seoul[0] + tokyo[0])
        added[ON_SEOUL] = p["decision.us_damage_response"] * seoul[2]
        added[ON_TOKYO] = p["decision.us_pressure_response"] * tokyo[2]
        return added
    answers, rival, pressed = side.answers[kind], scaled[1 - side.capital], scaled[WASHINGTON][1 + side.capital]
    added[ESCALATION] = -answers.spiral * rival[0] - 0.5 * answers.defiance * pressed
    added[CONCESSION] = answers.exchange * rival[1] + answers.carrot * pressed + answers.face * scaled[WASHINGTON][0]
    added[DAMAGE] = -answers.defiance * pressed
    added[PRESSURE] = answers.success * rival[1]
    return added


def respond(side: Side, rows: list[Row], expected: Expected, p: Parameters) -> list[list[float]]:
    """The logit weights of every lever for both types, given what is expected of the others."""
    weights, scaled = [], scaled_by_column(expected, p)
    for kind in TYPES:
        added = attraction(side, kind, scaled, p)
        weights.append(
            [
                math.exp(own + side.precision * sum(x * gain for x, gain in zip(row.scaled, added, strict=True)))
                for row, own in zip(rows, side.exponents[kind], strict=True)
            ]
        )
    return weights


def probabilities(weights: list[float], rows: list[Row], through_cabinet: bool) -> list[float]:
    """The chance of each lever, all being open to cabinet and only the routine ones to diplomats."""
    open_to = [
        weight if through_cabinet or not row.structural else 0.0 for weight, row in zip(weights, rows, strict=True)
    ]
    total = sum(open_to)
    return [weight / total for weight in open_to]


def expected_features(side: Side, rows: list[Row], weights: list[list[float]]) -> list[float]:
    """What the others expect of this government: mean features over doors, moves and its possible types."""
    found = [0.0] * 3
    belief = (1.0 - side.belief_high, side.belief_high)
    for kind in TYPES:
        doors = ((True, side.cabinet), (False, (1.0 - side.cabinet) * side.routine))
        for through_cabinet, chance in doors:
            for share, row in zip(probabilities(weights[kind], rows, through_cabinet), rows, strict=True):
                for place, channel in enumerate(HEARD[side.capital]):
                    found[place] += belief[kind] * chance * share * row.features[channel]
    return found


@dataclass
class Reasoning:
    """Where the reasoning of a week ends: logit weights by government and type, expected features, and doubt."""

    weights: list[list[list[float]]]
    expected: Expected
    unconverged: bool


def sweep(sides: list[Side], tables: list[list[Row]], expected: Expected, p: Parameters, in_turn: bool) -> Reasoning:
    """Everybody answers once: in turn, each knowing the answers before its own, or all at the same time."""
    fresh = [list(row) for row in expected]
    weights = []
    for side, rows in zip(sides, tables, strict=True):
        weights.append(respond(side, rows, fresh if in_turn else expected, p))
        fresh[side.capital] = expected_features(side, rows, weights[-1])
    return Reasoning(weights, fresh, False)


def gap_between(one: Expected, other: Expected) -> float:
    return max(abs(x - y) for row, fellow in zip(one, other, strict=True) for x, y in zip(row, fellow, strict=True))


def equilibrium(sides: list[Side], tables: list[list[Row]], start: Expected, p: Parameters) -> Reasoning:
    """Sweeps from last week's expectations until they settle: plain at first, damped later, the last mean at worst."""
    expected, found = start, Reasoning([], start, True)
    for number in range(1, ALL_SWEEPS + 1):
        found = sweep(sides, tables, expected, p, in_turn=True)
        settled = number >= FEWEST_SWEEPS and gap_between(found.expected, expected) <= TOLERANCE
        if settled:
            return found if number == FEWEST_SWEEPS else Reasoning(found.weights, expected, False)
        share = 1.0 if number <= PLAIN_SWEEPS else DAMPING
        expected = [
            [x + share * (y - x) for x, y in zip(row, fellow, strict=True)]
            for row, fellow in zip(expected, found.expected, strict=True)
        ]
    return Reasoning(found.weights, expected, True)


def in_steps(sides: list[Side], tables: list[list[Row]], steps: int, p: Parameters) -> Reasoning:
    """At level 0 nobody expects anything of anybody; each further level answers the one below."""
    found = Reasoning([], [[0.0] * 3 for _ in CAPITALS], False)
    for _ in range(1 + steps):
        found = sweep(sides, tables, found.expected, p, in_turn=False)
    return found


# Choice, record and learning ------------------------------------------------------------------------------------------


def pick(
    weights: list[list[float]],
    rows: list[Row],
    doors: tuple[float, float],
    type_high: float,
    door_luck: Sequence[float],
    clocks: Sequence[float],
) -> int:
    """Each lever's clock rings after an exponential time, sooner for a heavier one; the first to ring is pulled.

    Structural levers wait for the cabinet, routine ones for either door; hold is always at hand.
    """
    cabinet, routine = doors
    through_cabinet = door_luck[0] < cabinet
    on_agenda = through_cabinet or door_luck[1] < routine
    own = weights[int(type_high)]
    best, soonest = 0, own[0] / clocks[0]
    for k in range(1, len(rows)):
        if through_cabinet or (on_agenda and not rows[k].structural):
            speed = own[k] / clocks[k]
            if speed > soonest:
                best, soonest = k, speed
    return best


def carry_out_orders(
    orders: Sequence[Order], rows: list[Row], legal: list[bool], chosen: int
) -> tuple[int, dict[str, Mapping[str, float]]]:
    """What is done this week, by lever and part: forced levers, where legal, replace the government's own choice.

    The first number is the lever that the record names: the first forced one, or the own choice.
    """
    places = {row.lever.key: k for k, row in enumerate(rows)}
    done = {order.lever: order.doses for order in orders if legal[places[order.lever]]}
    if done:
        return places[next(iter(done))], done
    lever = rows[chosen].lever
    return chosen, {} if lever.is_hold else {lever.key: {part.key: 1.0 for part in lever.parts}}


def learn(
    capital: int,
    rows: list[Row],
    weights: list[list[float]],
    chosen: int,
    doors: tuple[float, float],
    world: World,
    p: Parameters,
) -> None:
    """A public move shifts the belief about the mover's type by tempered Bayes; all slowly forget."""
    name = ("seoul.resolve", "tokyo.resolve", "washington.engagement")[capital]
    belief, row = world.belief_high[capital], rows[chosen]
    if chosen > 0 and not row.lever.sealed:
        likelihood = [max(likelihood_of(chosen, rows, weights[kind], doors), UNLIKELY) for kind in TYPES]
        low, high = (x ** p["decision.learning_rate"] for x in likelihood)
        belief = belief * high / (belief * high + (1.0 - belief) * low + UNLIKELY)
    world.belief_high[capital] = belief + p["decision.forgetting"] * (p[name] - belief)


def likelihood_of(chosen: int, rows: list[Row], weights: list[float], doors: tuple[float, float]) -> float:
    """How likely a type is to make this move; onlookers know the chances of the doors, not which one was open."""
    cabinet, routine = doors
    through_cabinet = cabinet * probabilities(weights, rows, True)[chosen]
    return through_cabinet + (1.0 - cabinet) * routine * probabilities(weights, rows, False)[chosen]


def learn_from_mediator(world: World, p: Parameters) -> None:
    """A mediator who is believed in the one capital tells it the truth about the other."""
    for i in ALLIES:
        truth = world.type_high[i] - world.belief_high[i]
        world.belief_high[i] += p["decision.belief_from_mediation"] * world.face[1 - i] * truth


class Luck(NamedTuple):
    """The luck of one week's decisions: two numbers per capital for the doors, a clock for every lever."""

    doors: Sequence[float]
    clocks: Sequence[Sequence[float]]


@dataclass
class Decided:
    """What came of a week of reasoning, for inspection."""

    doors: list[tuple[float, float]]
    reasoning: Reasoning
    chosen: list[int]
    done: dict[str, Mapping[str, float]]


def choose(
    world: World,
    p: Parameters,
    tables: list[list[Row]],
    plans: Sequence[Plan],
    week: int,
    first_day: date,
    luck: Luck,
    start: Expected,
    mode: str = "equilibrium",
    level: int = 2,
) -> Decided:
    """One week of decisions. `world.wait` holds the weeks until each lever is free, capital after capital."""
    world.wait = [max(weeks - 1.0, 0.0) for weeks in world.wait]
    doors = [door_chances(world, p, capital) for capital in range(3)]
    legal = [legal_levers(rows, plan.bans(week), world, p, first_day) for rows, plan in zip(tables, plans, strict=True)]
    first = [0, len(tables[0]), len(tables[0]) + len(tables[1])]
    sides = []
    for k, rows in enumerate(tables):
        free = [world.wait[first[k] + row] <= 0.0 for row in range(len(rows))]
        available = [a and b for a, b in zip(legal[k], free, strict=True)]
        sides.append(side_of(k, rows, available, doors[k], world, p))
    if mode == "equilibrium":
        found = equilibrium(sides, tables, start, p)
    else:
        found = in_steps(sides, tables, level if mode == "level_k" else 0, p)
    chosen, done = [], {}
    for k, (rows, plan) in enumerate(zip(tables, plans, strict=True)):
        own = 0
        if week >= plan.decides_from:
            own = pick(
                found.weights[k], rows, doors[k], world.type_high[k], luck.doors[2 * k : 2 * k + 2], luck.clocks[k]
            )
        for lever in plan.lifts.get(week, ()):
            lift(world, lever)
        own, did = carry_out_orders(plan.orders.get(week, ()), rows, legal[k], own)
        chosen.append(own)
        done.update(did)
        _start_cooldowns(world, rows, did, first[k])
        learn(k, rows, found.weights[k], own, doors[k], world, p)
    learn_from_mediator(world, p)
    world.unconverged = float(found.unconverged)
    world.move = [float(own) for own in chosen]
    world.moves = [
        done.get(row.lever.key, {}).get(part.key, 0.0) for rows in tables for row in rows for part in row.lever.parts
    ]
    return Decided(doors, found, chosen, done)


def _start_cooldowns(world: World, rows: list[Row], did: Mapping[str, object], first: int) -> None:
    for k, row in enumerate(rows):
        if row.lever.key in did:
            world.wait[first + k] = float(row.lever.cooldown)


SIGNALS = ("escalation", "concession", "security_damage", "visibility", "pressure", "nationalism", "own_cost")


def reveal(world: World, p: Parameters, tables: list[list[Row]], done: Mapping[str, Mapping[str, float]]) -> None:
    """Levers take effect, and the week's moves become signals that others perceive."""
    seoul, tokyo, washington = (
        _felt(world, p, capital, rows, done) for capital, rows in zip(CAPITALS, tables, strict=True)
    )
    for name, here, there in zip(SIGNALS, seoul, tokyo, strict=True):
        setattr(world, name, [here, there])
    _hear_washington(world, washington)
    world.visibility = [min(seen, 1.0) for seen in world.visibility]
    world.escalation_seen = [max(world.escalation[i], 0.0) * world.visibility[i] for i in ALLIES]
    about_pact = any(any(done[f"seoul.{name}"].values()) for name in ABOUT_PACT if f"seoul.{name}" in done)
    charge = world.pact_politics if about_pact else 1.0
    world.escalation_stirring = [world.escalation_seen[SEOUL] * charge, world.escalation_seen[TOKYO]]
    world.nationalism[SEOUL] *= charge


def _felt(
    world: World, p: Parameters, capital: str, rows: list[Row], done: Mapping[str, Mapping[str, float]]
) -> list[float]:
    """The effects of a capital's moves, and the sum of their features with the scales of the columns applied."""
    total = [0.0] * 7
    for row in rows:
        if row.lever.key not in done:
            continue
        doses = [done[row.lever.key].get(part.key, 0.0) for part in row.lever.parts]
        if any(doses) and row.lever.key in EFFECT:
            EFFECT[row.lever.key](world, p, doses)
        for dose, part in zip(doses, row.lever.parts, strict=True):
            for place, channel in enumerate(channels_of(capital)):
                total[place] += dose * part.features.get(channel, 0.0)
    if not any(total):
        return total
    return [x * scale for x, scale in zip(total, scales_of(capital, p), strict=True)]


def _hear_washington(world: World, felt: list[float]) -> None:
    world.us_mediation = felt[MEDIATION]
    world.us_pressing = [felt[ON_SEOUL], felt[ON_TOKYO]]
    world.us_assurance = felt[ASSURANCE]
    world.us_visibility = min(felt[US_VISIBILITY], 1.0)
    world.us_bridging = felt[BRIDGING]
    world.us_gain = felt[GAIN]
