"""The Korean courts in one world: two cases, each a chain of stages that take several steps."""

from __future__ import annotations

from tests.reference.setting import Luck, Setting
from tests.reference.world import Parameters, World, weekly_chance

CASES = ("pnr", "mhi")
STAGES = (
    "ruling",
    "seizure_approved",
    "papers_served",
    "appeal_filed",
    "sale_ordered",
    "lower_appeal_dismissed",
    "cash_out",
)
STEPS = (3, 3, 1, 3, 3, 3)
MOST_WHO_ACCEPT = 0.9
CERTAIN = 20.0


def open_cases(world: World, p: Parameters, luck: float) -> None:
    """The first ruling has come; `luck` settles how many plaintiffs would ever accept Korean money."""
    lowest = p["courts.lowest_acceptance"]
    world.accepted = lowest + (MOST_WHO_ACCEPT - lowest) * luck
    world.court_stake = p["courts.stake_at_ruling"]


def hazard(case: int, stage: int, world: World, p: Parameters) -> float:
    """The weekly hazard of one step: as many steps as the stage has, in the mean time that the stage takes."""
    if stage == len(STEPS):
        return 0.0
    rate = STEPS[stage] / p[f"courts.{CASES[case]}_{STAGES[stage]}_weeks"] * p["courts.pace"]
    if stage == 1:
        rate *= 2.0 - p["courts.obstruction"]
    if stage >= 2:
        rate *= 1.0 + p["courts.appeal_speed_up"] * (1.0 - p["courts.appeals"])
    return rate * restraint(stage, world, p) * going_on(world, p)


def restraint(stage: int, world: World, p: Parameters) -> float:
    """What the executive's opinion leaves of the courts' pace: never a veto."""
    if world.court_restraint <= 0.0:
        return 1.0
    if stage in (3, 4):
        return p["courts.restraint"]
    return p["courts.final_restraint"] if stage == 5 else 1.0


def going_on(world: World, p: Parameters) -> float:
    """A negotiated settlement ends the cases; after a payment by Seoul alone those who refuse it go on slowly."""
    if world.settled == 0.0:
        return 1.0
    paid_alone = world.settlement_kind == 2.0
    return p["courts.refusal_pace"] * (1.0 - world.accepted) if paid_alone else 0.0


def keep_time(world: World, setting: Setting, week: int, luck: Luck) -> None:
    """Steps may be taken unseen while a record is played; how many they were shows when it ends."""
    if week < setting.record_until:
        wait(world, setting.p)
    elif week == setting.record_until > 0:
        catch_up(world, luck.draw("courts.unseen", week))


def wait(world: World, p: Parameters) -> None:
    """A week on record: no stage ends by itself, and how likely one or two of its three steps are taken changes."""
    for case in range(len(CASES)):
        stage = int(world.court_stage[case])
        if stage == len(STEPS) or STEPS[stage] == 1:
            continue
        chance = weekly_chance(min(hazard(case, stage, world, p), CERTAIN))
        odds = chance / (1.0 - chance)
        world.court_two_unseen[case] += world.court_one_unseen[case] * odds
        world.court_one_unseen[case] += odds


def catch_up(world: World, luck: list[float]) -> None:
    """The first week after a record: which of none, one and two steps were taken unseen."""
    for case in range(len(CASES)):
        odds = [1.0, world.court_one_unseen[case], world.court_two_unseen[case]]
        place = luck[case] * sum(odds)
        world.court_substage[case] += sum(place >= sum(odds[:steps]) for steps in (1, 2))
    world.court_one_unseen, world.court_two_unseen = [0.0, 0.0], [0.0, 0.0]


def advance(world: World, p: Parameters, luck: list[float]) -> None:
    """Each case may take a step; shocks force stages; a new stage makes news and changes Tokyo's stake."""
    news = 0.0
    for case in range(len(CASES)):
        if _moves_on(case, world, p, luck[case]):
            news = max(news, p[f"courts.news_at_{STAGES[int(world.court_stage[case])]}"])
    world.court_news = max(news, world.court_flash)
    world.court_flash = 0.0
    world.court_highest = max(world.court_stage)
    world.court_stake = p[f"courts.stake_at_{STAGES[int(world.court_highest)]}"]
    world.court_restraint = max(world.court_restraint - 1.0, 0.0)


def _moves_on(case: int, world: World, p: Parameters, luck: float) -> bool:
    """Whether the case reaches another stage this week."""
    stage = int(world.court_stage[case])
    reached = False
    if luck < weekly_chance(hazard(case, stage, world, p)):
        world.court_substage[case] += 1.0
        if world.court_substage[case] >= STEPS[stage]:
            world.court_substage[case] = 0.0
            world.court_stage[case] += 1.0
            reached = True
    ordered = world.court_order[case] - 1.0
    if ordered >= 0.0:
        reached = reached or world.court_stage[case] != ordered
        world.court_stage[case], world.court_substage[case] = ordered, 0.0
        world.court_one_unseen[case] = world.court_two_unseen[case] = 0.0
    world.court_order[case] = 0.0
    return reached
