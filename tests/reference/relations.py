"""What stands between the capitals in one world: hostility, fatigue, fear, mediation, coercion, friction, cohesion."""

from __future__ import annotations

from tests.reference.world import (
    ALLIES,
    CAPITALS,
    MATERIALS,
    SEOUL,
    TOKYO,
    WASHINGTON,
    Parameters,
    World,
    clip,
    logistic,
    retention,
    weekly_chance,
)

LONG_AGO = 1000.0


def open_relations(world: World, p: Parameters) -> None:
    """Where the slow states stand on the first day."""
    for i in ALLIES:
        name = CAPITALS[i]
        world.hostility[i] = p[f"{name}.initial_hostility"]
        world.grievance[i] = p[f"{name}.initial_grievance"]
        world.fatigue[i] = p[f"{name}.initial_fatigue"]
        world.abandonment_fear[i] = p[f"{name}.usual_abandonment_fear"]
        world.resentment[i] = p[f"{name}.initial_resentment"]
        world.kept_promises[i] = world.broken_promises[i] = p["relations.promise_prior"]
        world.coercion_success[i] = p["relations.success_prior"]
        world.coercion_failure[i] = p["relations.failure_prior"]


def climate(world: World, p: Parameters) -> None:
    """Hostility follows what both sides did this week and fades towards the legacy of the past."""
    keep = retention(p["relations.hostility_half_life"])
    fresh = []
    for i in ALLIES:
        j, old = 1 - i, world.hostility[i]
        heat = (
            p["relations.hostility_from_own"] * max(world.escalation[i], 0.0)
            + p["relations.hostility_from_rival"] * max(world.escalation[j], 0.0)
            + p["relations.hostility_from_probe"] * world.probe
        )
        calm = p["relations.hostility_eased_by_own"] * world.concession[i]
        calm += p["relations.hostility_eased_by_rival"] * world.concession[j]
        yielding = p["relations.bullying"] * p[f"{CAPITALS[i]}.dependence"] * max(world.pressure[j], 0.0)
        drifted = keep * old + (1.0 - keep) * p["relations.legacy_hostility"]
        fresh.append(clip(drifted + heat * (1.0 - old) - calm * old - yielding))
    world.hostility = fresh


def account(world: World, p: Parameters) -> None:
    """Hits call for an answer; answers and the rival's concessions settle it."""
    keep = retention(p["relations.grievance_half_life"])
    open_case = world.court_highest >= 1.0 and world.settled == 0.0
    for i in ALLIES:
        j = 1 - i
        change = (
            p[f"{CAPITALS[i]}.grievance_from_rival"] * world.escalation_seen[j]
            + p["relations.grievance_from_accusation"] * world.accusation
            - p["relations.grievance_answered"] * max(world.escalation[i], 0.0)
            - p["relations.grievance_appeased"] * world.concession[j]
        )
        if i == TOKYO:
            change += p["tokyo.grievance_from_open_case"] * open_case + world.court_news
            change += p["relations.grievance_from_probe"] * world.probe_near_islands
            if unanswered_step(world, p):
                change += p["tokyo.unanswered_step_grievance"]
        world.grievance[i] = clip(keep * world.grievance[i] + change)


def unanswered_step(world: World, p: Parameters) -> bool:
    """Whether the time to answer a step under the treaty ran out this week; any concession by Seoul is an answer."""
    waiting, answered = world.treaty_clock > 0.0, world.concession[SEOUL] > 0.0
    world.treaty_clock = 0.0 if answered else max(world.treaty_clock - 1.0, 0.0)
    ran_out = waiting and not answered and world.treaty_clock == 0.0
    if world.treaty_steps > world.treaty_steps_seen:
        world.treaty_clock = p["tokyo.treaty_answer_weeks"]
    world.treaty_steps_seen = world.treaty_steps
    return ran_out


def tire(world: World, p: Parameters) -> None:
    """Flare-ups, lasting hostility and relapses tire; the other side's concessions and new leaders relieve."""
    keep = retention(p["relations.fatigue_half_life"])
    for i in ALLIES:
        j, old = 1 - i, world.fatigue[i]
        change = p["relations.fatigue_from_flare_up"] * world.escalation_seen[j] * world.salience[i] * (1.0 - old)
        change += p["relations.fatigue_from_hostility"] * (world.hostility[i] > p["relations.high_hostility"])
        change += p["relations.fatigue_from_relapse"] * max(world.relapse, world.accusation)
        change -= p["relations.fatigue_relief"] * max(world.concession[j], 0.0) * old
        fresh = keep * old + (1.0 - keep) * p["relations.usual_fatigue"] + change
        if world.new_leader[j] > 0.0:
            fresh *= p["relations.fatigue_kept_by_successor"]
        world.fatigue[i] = clip(fresh)


def remember(world: World, p: Parameters) -> None:
    """A concession sticks if no blow follows for half a year; a blow before that breaks it."""
    for i in ALLIES:
        age = world.concession_age[i] + 1.0
        if age < p["relations.promise_weeks"] + 1.0:
            if world.escalation_seen[1 - i] >= p["relations.promise_size"]:
                world.broken_promises[i] += 1.0
                age = LONG_AGO
            elif age >= p["relations.promise_weeks"]:
                world.kept_promises[i] += 1.0
                age = LONG_AGO
        if world.concession[i] >= p["relations.promise_size"]:
            age = 0.0
        world.concession_age[i] = min(age, LONG_AGO)


def be_heard(world: World, p: Parameters) -> None:
    """How well Washington would be heard in each capital this week."""
    world.lean = [-world.us_bias, world.us_bias]
    for i in ALLIES:
        belief = logistic(p["relations.credibility_base"] + p["relations.credibility_from_bias"] * world.lean[i])
        attentive = 1.0 - p["relations.distraction_penalty"] * world.distraction[WASHINGTON]
        even_handed = 1.0 - p["relations.bias_penalty"] * max(-world.lean[i], 0.0)
        framed = 1.0 + p["relations.threat_framing"] * world.threat
        world.reception[i] = p["washington.credibility"] * attentive * belief * even_handed * framed


def accumulate(world: World, p: Parameters) -> None:
    """Effort, pressure and one-sidedness add to the stocks; security used as a tool costs goodwill."""
    kept, gain = p["relations.effort_kept"], p["relations.effort_gain"]
    made = world.us_mediation + world.us_effort
    world.us_effort = clip(kept * world.us_effort + gain * world.us_mediation)
    drift = 1.0 - retention(p["relations.goodwill_half_life"])
    for i in ALLIES:
        world.face[i] = min(made * world.reception[i], 1.0)
        world.us_pressure[i] = clip(kept * world.us_pressure[i] + gain * world.us_pressing[i])
        lost = p["relations.goodwill_cost"] * world.security_damage[i]
        world.us_goodwill[i] = clip(world.us_goodwill[i] + drift * (1.0 - world.us_goodwill[i]) - lost)
    one_sided = world.us_pressing[SEOUL] - world.us_pressing[TOKYO]
    kept = p["relations.bias_kept"]
    world.us_bias = clip(kept * world.us_bias + (1.0 - kept) * one_sided, -1.0, 1.0)


def feel(world: World, p: Parameters) -> None:
    """The allies feel this week's demands, pressure, bias, troop cuts and assurances."""
    demand, assurance = max(-world.us_assurance, 0.0), max(world.us_assurance, 0.0)
    drift = 1.0 - retention(p["relations.fear_half_life"])
    keep = retention(p["relations.resentment_half_life"])
    for i in ALLIES:
        fear, resentment = world.abandonment_fear[i], world.resentment[i]
        usual = p[f"{CAPITALS[i]}.usual_abandonment_fear"]
        frightened = p["relations.fear_from_demand"] * demand
        frightened += p["relations.fear_from_troop_cut"] * world.troop_cut_news
        calmed = p["relations.fear_relieved"] * assurance
        world.abandonment_fear[i] = clip(fear + drift * (usual - fear) + frightened - calmed)
        anger = (
            p["relations.resentment_from_demand"] * demand
            + p["relations.resentment_from_pressure"] * world.us_pressing[i] * world.us_visibility
            + p["relations.resentment_from_bias"] * max(-world.lean[i], 0.0)
        )
        soothed = p["relations.resentment_relieved"] * assurance * resentment
        world.resentment[i] = clip(keep * resentment + anger * (1.0 - resentment) - soothed)
    world.troop_cut_news = 0.0


def set_stakes(world: World, p: Parameters) -> None:
    """What each capital wants from the other this week."""
    covered = sum(world.diversification) / len(MATERIALS)
    felt = p["relations.controls_stake"] * (1.0 - p["relations.diversified_stake"] * covered) * world.export_controls
    listed = p["relations.list_stake"] * world.whitelist_removed
    world.stake = [felt + listed, world.court_stake * (1.0 - world.settled)]


def learn_from_pressing(world: World, p: Parameters) -> None:
    """A concession teaches that pressure works; a week of pressing in vain teaches the opposite."""
    open_notice = world.pact_state in (1.0, 2.0)
    pressing = [
        open_notice or world.wto_case > 0.0 or world.japan_delisted > 0.0,
        world.export_controls + world.whitelist_removed + sum(world.retaliation) > 0.0,
    ]
    keep = retention(p["relations.pressed_half_life"])
    for i in ALLIES:
        given = max(world.concession[1 - i], 0.0)
        if pressing[i] and given > 0.0:
            world.coercion_success[i] += p["relations.success_lesson"] * given
        elif pressing[i]:
            world.coercion_failure[i] += p["relations.failure_lesson"]
        world.pressed[i] = clip(keep * world.pressed[i] + max(world.pressure[1 - i], 0.0))


def quarrel(world: World, p: Parameters, luck: float) -> None:
    """Joint steps open some fragile weeks; a leak in them becomes an accusation."""
    for i in ALLIES:
        gave = world.concession[i] > p[f"{CAPITALS[i]}.joint_step_size"]
        world.giving_age[i] = 0.0 if gave else min(world.giving_age[i] + 1.0, LONG_AGO)
    joint = min(world.giving_age) == 0.0 and max(world.giving_age) <= p["relations.joint_window"]
    leaks = world.joint_step_weeks > 0.0 and luck < weekly_chance(p["relations.leak_hazard"])
    world.accusation = float(leaks or world.leak_order > 0.0)
    world.leak_order = 0.0
    world.joint_step_weeks = p["relations.leak_weeks"] if joint else max(world.joint_step_weeks - 1.0, 0.0)


def measure(world: World, p: Parameters) -> None:
    """Cohesion, threat and the deterrence gap as they stand at the end of the week."""
    strain = retention(p["relations.strain_half_life"]) * world.pact_strain
    world.pact_strain = clip(strain + p["relations.strain_gain"] * max(world.security_damage[TOKYO], 0.0))
    pact, amity, alliance = (p[f"relations.weight_{name}"] for name in ("pact", "amity", "alliance"))
    whole = (
        pact * world.pact_signal
        + amity * (1.0 - sum(world.hostility) / 2.0)
        + alliance * (1.0 - sum(world.resentment) / 2.0)
    )
    world.cohesion = clip(whole / (pact + amity + alliance) - world.pact_strain)
    world.threat = clip(
        p["relations.usual_threat"]
        + p["relations.threat_from_posture"] * world.posture
        + p["relations.threat_from_launches"] * world.excitement
        + p["relations.threat_from_troop_cut"] * world.troop_cut
    )
    offset = p["relations.intelligence_floor"] + p["relations.cohesion_in_deterrence"] * world.cohesion
    world.deterrence_gap = clip(world.threat * (1.0 - world.intelligence * offset))


def grow_old(world: World, p: Parameters) -> None:
    """One more week since the last retaliation; the borders are open again unless a shock closes them."""
    world.retaliation_age = min(world.retaliation_age + 1.0, LONG_AGO)
    world.covid = 0.0
