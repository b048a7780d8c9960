"""What befalls one world without anybody's choosing it."""

from __future__ import annotations

from tests.reference.world import CAPITALS, SEOUL, TOKYO, Parameters, World, logistic

PUBLICS = ("korean_public", "japanese_public")


def strike(world: World, p: Parameters, shock: str, size: float, option: str | None) -> None:
    """What one shock does this week."""
    if shock in HURT:
        hurt(world, p, size, HURT[shock])
    elif shock in ("court_ruling", "comfort_women_ruling"):
        world.court_flash = max(world.court_flash, size)
        anger(world, p, size, TOKYO)
    elif shock in RAISED:
        setattr(world, RAISED[shock], max(getattr(world, RAISED[shock]), size))
    elif shock in ORDERED:
        field, words = ORDERED[shock]
        order = getattr(world, field)
        place = words.index(str(option))
        order[place] = max(order[place], size)
    else:
        SINGULAR[shock](world, p, size, option)


HURT = {"radar_lock_on": TOKYO, "dokdo_visit": TOKYO, "yasukuni_visit": SEOUL, "textbook": SEOUL}
RAISED = {"leak": "leak_order", "probe_dokdo": "probe_order", "supply_accident": "supply_shock", "covid": "covid"}
ORDERED = {"distraction": ("distraction_order", CAPITALS), "leader_change": ("leader_change", CAPITALS)}


def anger(world: World, p: Parameters, size: float, side: int) -> None:
    """One side grows more hostile and more of its public hard-line."""
    world.hostility[side] += size * p["relations.incident_hostility"] * (1.0 - world.hostility[side])
    world.hard_line[side] += size * p["relations.incident_hard_line"] * (1.0 - world.hard_line[side])


def hurt(world: World, p: Parameters, size: float, side: int) -> None:
    """One side is hurt: it is angry, it has something to answer, and both publics pay attention."""
    anger(world, p, size, side)
    world.grievance[side] = min(world.grievance[side] + size * p["relations.incident_grievance"], 1.0)
    attention = size * p["relations.incident_salience"]
    world.salience[side] += attention * (1.0 - world.salience[side])
    world.salience[1 - side] += attention * p["relations.incident_echo"] * (1.0 - world.salience[1 - side])


def _court_stage(world: World, p: Parameters, size: float, option: str | None) -> None:
    case = ("pnr", "mhi").index(str(option))
    if size > 0.0:
        world.court_order[case] = max(world.court_order[case], size + 1.0)


def _missile(world: World, p: Parameters, size: float, option: str | None) -> None:
    world.missile_order += size


def _harden(world: World, p: Parameters, size: float) -> None:
    world.posture = min(world.posture + size * p["pyongyang.posture_step"], 1.0)


def _nuclear_test(world: World, p: Parameters, size: float, option: str | None) -> None:
    _missile(world, p, size, option)
    _harden(world, p, size)


def _ultimatum(world: World, p: Parameters, size: float, option: str | None) -> None:
    world.ultimatum = max(world.ultimatum, size)
    _harden(world, p, size)


def _election(world: World, p: Parameters, size: float, option: str | None) -> None:
    row = CAPITALS.index(str(option))
    slope, even = (p[f"{PUBLICS[row]}.{name}"] for name in ("election_slope", "election_even"))
    defeat = logistic(-slope * (world.approval[row] - even))
    world.leader_change[row] = max(world.leader_change[row], size * defeat)


def _publicise(world: World, p: Parameters, size: float, option: str | None) -> None:
    world.pact_publicity = min(world.pact_publicity + size * p["decision.publicity_step"], 1.0)


def _public_statement(world: World, p: Parameters, size: float, option: str | None) -> None:
    for side in (SEOUL, TOKYO):
        world.salience[side] += size * p["relations.statement_salience"] * (1.0 - world.salience[side])
    rivals = {"seoul": TOKYO, "tokyo": SEOUL}
    if option in rivals:
        rival = rivals[str(option)]
        world.hard_line[rival] += size * p["relations.statement_hard_line"] * (1.0 - world.hard_line[rival])


def _scandal(world: World, p: Parameters, size: float, option: str | None) -> None:
    world.approval_shock[CAPITALS.index(str(option))] -= size


def _offer_by_others(world: World, p: Parameters, size: float, option: str | None) -> None:
    if option == "good_offices":
        world.talks += size * (1.0 - world.talks)
    else:
        world.diversification = [share + size * (1.0 - share) for share in world.diversification]


def _troop_cut(world: World, p: Parameters, size: float, option: str | None) -> None:
    world.troop_cut = max(world.troop_cut, size)
    world.troop_cut_news = max(world.troop_cut_news, size)


SINGULAR = {
    "court_stage": _court_stage,
    "dprk_missile": _missile,
    "dprk_nuclear_test": _nuclear_test,
    "dprk_ultimatum": _ultimatum,
    "election": _election,
    "publicise_intelligence": _publicise,
    "public_statement": _public_statement,
    "scandal": _scandal,
    "third_party_offer": _offer_by_others,
    "troop_cut": _troop_cut,
}
