"""The blocks of the fit: which parameters are learnt together, from which targets, and after which other blocks.

Blocks are cut posteriors, also called modules: a block is fitted given draws of the blocks it comes after, and what
its own data would say about their parameters does not flow back. A misfit in one place thus spoils nothing elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.study.calibration.noise import Noise


@dataclass(frozen=True, slots=True)
class Block:
    """Parameters that are learnt (`fitted`), those that are only averaged over within the block, being learnt in
    another one or not at all (`averaged`), and the blocks whose draws it is given (`after`). Where luck moves what is
    shown, each point is played in so many `lucks`, or the luck is a declared `noise`."""

    key: str
    label: str
    fitted: tuple[str, ...]
    averaged: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    lucks: int = 1
    noise: Noise | None = None


OPINION = Block(
    "opinion",
    "Opinion in the two publics",
    (
        "korean_public.usual_hard_line",
        "japanese_public.usual_hard_line",
        "relations.hard_line_half_life",
        "relations.hard_line_from_rival",
        "relations.hard_line_softening",
    ),
    averaged=("relations.hard_line_from_rhetoric", "relations.salience_half_life"),
)
BOYCOTT = Block(
    "boycott",
    "The boycott",
    (
        "relations.salience_half_life",
        "korean_public.boycott_trigger",
        "korean_public.boycott_contagion",
        "korean_public.boycott_threshold",
        "korean_public.boycott_half_life",
        "korean_public.boycott_ceiling",
        "korean_public.list_removal_trigger",
        "korean_public.travel_lag_rate",
        "korean_public.travel_response",
        "korean_public.beer_response",
    ),
)
SUPPLY = Block(
    "supply",
    "Supplies of the three chemicals",
    (
        "licensing.hydrogen_fluoride_first_licence",
        "licensing.photoresist_first_licence",
        "licensing.polyimide_first_licence",
        "licensing.hydrogen_fluoride_ramp",
        "licensing.photoresist_ramp",
        "licensing.hydrogen_fluoride_ceiling",
        "industry.diversification_speed",
        "industry.photoresist_diversification_limit",
    ),
    averaged=("licensing.first_licence_spread",),
    lucks=4,
)
APPROVAL = Block(
    "approval",
    "Approval of the two governments",
    (
        "seoul.usual_approval",
        "tokyo.usual_approval",
        "seoul.initial_approval",
        "tokyo.initial_approval",
        "relations.approval_half_life",
        "relations.approval_noise",
        "relations.rally",
        "relations.audience_cost",
        "relations.belligerence_cost",
    ),
    after=("opinion", "boycott"),
    noise=Noise("relations.approval_noise", "relations.approval_half_life"),
)
ADVERSARIES = Block(
    "adversaries",
    "Launches and probes",
    (
        "pyongyang.launch_rate",
        "pyongyang.clustering",
        "pyongyang.excitement_kept",
        "pyongyang.talks_effect",
        "pyongyang.ultimatum_effect",
        "pyongyang.largest_burst",
        "beijing_moscow.probe_rate",
    ),
    # One regime of disunity says nothing of how much more they dare in another: not learnt, only averaged over.
    averaged=("pyongyang.opportunism", "beijing_moscow.opportunism"),
)
BY_TARGETS = (OPINION, BOYCOTT, SUPPLY, APPROVAL)
BLOCKS = (*BY_TARGETS, ADVERSARIES)
