"""What outcomes are worth: how far each can move, which way is good, and how much each capital cares.

An outcome counts as a share of its declared span, so that cohesion, dollars and chances can be added up. The weights
are the default analyst's bundle: a judgement, shown wherever it is used and changed with one word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from sim.kernel.catalogue import catalogue
from sim.kernel.errors import RunError, near_matches
from sim.kernel.quantity import Evidence, Quantity
from sim.kernel.records import CAPITALS
from sim.kernel.state import Array

POINTS = 100.0
POINTS_UNIT = "points"
POINTS_MEANING = "100 points: every weighted outcome moves over its whole span, the good way"
HALF_YEARS = "rounded width of the band that holds nine in ten half-years in the worlds of the scenarios shipped"
CHANCE = "from never to always"


@dataclass(frozen=True, slots=True)
class Span:
    """How far an outcome moves when it goes from one end to the other: `span` in its unit, `good` +1 where more of
    it is good and -1 where less is, and the `reason` for the number."""

    outcome: str
    span: float
    good: int
    reason: str


_SPANS = (
    Span("p_notice", 1.0, -1, CHANCE),
    Span("p_suspend", 1.0, +1, f"{CHANCE}; a notice taken back counts as good"),
    Span("p_lapse", 1.0, -1, CHANCE),
    Span("p_liquidation", 1.0, -1, CHANCE),
    Span("p_settlement", 1.0, +1, CHANCE),
    Span("weeks_to_lapse", 26.0, +1, "half a year of life for the pact"),
    Span("trilateral_cohesion", 40.0, +1, HALF_YEARS),
    Span("deterrence_gap", 15.0, -1, HALF_YEARS),
    Span("intel_value", 0.3, +1, HALF_YEARS),
    Span("hostility", 30.0, -1, HALF_YEARS),
    Span("economic_loss_korea", 200.0, -1, HALF_YEARS),
    Span("economic_loss_japan", 1750.0, -1, HALF_YEARS),
    Span("boycott_peak", 65.0, -1, HALF_YEARS),
    Span("visitors_change", 100.0, +1, HALF_YEARS),
    Span("approval_seoul", 7.0, +1, HALF_YEARS),
    Span("approval_tokyo", 5.0, +1, HALF_YEARS),
    Span("fatigue_seoul", 25.0, -1, HALF_YEARS),
    Span("fatigue_tokyo", 25.0, -1, HALF_YEARS),
    Span("abandonment_fear", 10.0, -1, HALF_YEARS),
    Span("resentment_of_washington", 25.0, -1, HALF_YEARS),
    Span("adversary_gain", 2.5, -1, HALF_YEARS),
    Span("provocations", 30.0, -1, HALF_YEARS),
    Span("probes", 4.0, -1, HALF_YEARS),
    Span("us_effort", 0.25, -1, f"{HALF_YEARS}; attention spent on allies is spent"),
)
SPANS: Mapping[str, Span] = MappingProxyType({span.outcome: span for span in _SPANS})

BUNDLE = "the model's default analyst: .30 cohesion, -.20 gap, -.20 losses, .15 approval, .15 settlement"
ALLIES_LOSSES = f"{BUNDLE}; Washington has no losses of its own in the model, so those of its allies share the .20"
EFFORT = f"{BUNDLE}; Washington has no approval in the model, so its own effort, as a cost, stands for it"
_BUNDLES: Mapping[str, Mapping[str, tuple[float, str]]] = {
    "seoul": {
        "trilateral_cohesion": (0.30, BUNDLE),
        "deterrence_gap": (0.20, BUNDLE),
        "economic_loss_korea": (0.20, BUNDLE),
        "approval_seoul": (0.15, BUNDLE),
        "p_settlement": (0.15, BUNDLE),
    },
    "tokyo": {
        "trilateral_cohesion": (0.30, BUNDLE),
        "deterrence_gap": (0.20, BUNDLE),
        "economic_loss_japan": (0.20, BUNDLE),
        "approval_tokyo": (0.15, BUNDLE),
        "p_settlement": (0.15, BUNDLE),
    },
    "washington": {
        "trilateral_cohesion": (0.30, BUNDLE),
        "deterrence_gap": (0.20, BUNDLE),
        "economic_loss_korea": (0.10, ALLIES_LOSSES),
        "economic_loss_japan": (0.10, ALLIES_LOSSES),
        "us_effort": (0.15, EFFORT),
        "p_settlement": (0.15, BUNDLE),
    },
}
NOT_IN_BUNDLE = "not in the default bundle"
TYPED = "typed by whoever asked"
HEAVIEST = 1.0


def weight_record(capital: str, outcome: str) -> Quantity:
    """The declared weight of an outcome for a capital: 0 where the default bundle leaves it out. A negative weight
    wishes for the opposite of what most readers would call good."""
    default, source = _BUNDLES[capital].get(outcome, (0.0, NOT_IN_BUNDLE))
    label = catalogue().outcomes[outcome].label
    return Quantity(
        key=f"{capital}.{outcome}",
        label=f"Weight of '{label}'",
        unit="share of the bundle",
        default=default,
        low=-HEAVIEST,
        high=HEAVIEST,
        help="How much this outcome counts beside the others; weights are scaled so that they sum to 1.",
        source=source,
        grade=Evidence.JUDGEMENT,
    )


@dataclass(frozen=True)
class Weights:
    """What a capital cares about: `written` weights by outcome, without zeros, and where each comes from."""

    capital: str
    written: Mapping[str, float]
    sources: Mapping[str, str]

    @property
    def outcomes(self) -> tuple[str, ...]:
        return tuple(self.written)

    @property
    def used(self) -> Array:
        """The weights scaled so that their sizes sum to 1, (outcome,)."""
        sizes = np.array(list(self.written.values()))
        return np.asarray(sizes / np.abs(sizes).sum())


def weights_of(capital: str, changes: Mapping[str, float] | None = None) -> Weights:
    """A capital's weights: the default bundle with some changed, by outcome (`p_lapse`) for every capital or by
    capital and outcome (`seoul.p_lapse`) for one.

    Raises RunError for an outcome that does not exist, a weight out of its range, or weights that are all 0.
    """
    written = {outcome: weight for outcome, (weight, _) in _BUNDLES[capital].items()}
    sources = {outcome: source for outcome, (_, source) in _BUNDLES[capital].items()}
    changes = changes or {}
    for key in sorted(changes, key=lambda key: "." in key):  # what is said of one capital counts more
        owner, outcome = _split(key)
        if owner not in (None, capital):
            continue
        complaint = weight_record(capital, outcome).complaint(changes[key])
        if complaint is not None:
            raise RunError(f"--weight {key}: {complaint}")
        written[outcome], sources[outcome] = float(changes[key]), TYPED
    kept = {outcome: weight for outcome, weight in written.items() if weight != 0.0}
    if not kept:
        raise RunError(
            f"every weight of {capital} is 0, so nothing is worth anything to it. "
            "Leave one above 0, for example --weight trilateral_cohesion=1."
        )
    return Weights(capital, MappingProxyType(kept), MappingProxyType({key: sources[key] for key in kept}))


def check_weight_words(changes: Mapping[str, float]) -> None:
    """Raises RunError for a weight of an outcome or a capital that does not exist, before anything is played."""
    for key in changes:
        _split(key)


def _split(key: str) -> tuple[str | None, str]:
    """The capital, if one is named, and the outcome that a weight is about. Raises RunError for unknown words."""
    first, dot, rest = key.partition(".")
    owner, outcome = (first, rest) if dot else (None, key)
    if owner is not None and owner not in CAPITALS:
        raise RunError(
            f"--weight {key}: '{owner}' is no capital.{near_matches(owner, CAPITALS)} "
            f"Write one of {', '.join(CAPITALS)} before the dot, or the outcome alone."
        )
    if outcome not in SPANS:
        raise RunError(
            f"--weight {key}: there is no outcome '{outcome}'.{near_matches(outcome, SPANS)} "
            "'trilateral outcomes' lists them; write for example --weight p_settlement=0.3."
        )
    return owner, outcome


def in_shares(outcomes: Mapping[str, Array], keys: tuple[str, ...]) -> Array:
    """Outcomes as signed shares of their spans, the good way up, stacked: shape (outcome, ...)."""
    return np.stack([SPANS[key].good * np.asarray(outcomes[key], dtype=np.float64) / SPANS[key].span for key in keys])


def worth(outcomes: Mapping[str, Array], weights: Weights) -> Array:
    """The weighted sum of outcomes in points, of the shape of the outcomes."""
    return np.asarray(POINTS * np.tensordot(weights.used, in_shares(outcomes, weights.outcomes), axes=1))
