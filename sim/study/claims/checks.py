"""Facts and design rules that no pair of arms can test: each is looked up, or tried out on the model itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sim.data.archive import VALIDATION_FROM, archive
from sim.study.claims.dominance import washington_has_no_dominant_lever
from sim.study.claims.expansion import disunity_moves_no_border
from sim.study.claims.record import Finding


@dataclass(frozen=True, slots=True)
class Check:
    """Something that is true or not. `words` say what is looked at; `look` looks."""

    key: str
    words: str
    look: Callable[[], Finding]


def _lowest_in_polls() -> Finding:
    """Whether, before the article, people in both countries had last called relations worse than ever asked."""
    told, holds = [], True
    for country, place in (("Korea", "kr"), ("Japan", "jp")):
        known = archive().before(VALIDATION_FROM).of(f"genron_eai_{place}_says_relations_bad")
        worst, latest = max(known, key=lambda item: item.number), max(known, key=lambda item: item.last)
        holds = holds and worst == latest
        told.append(
            f"in {country} {latest.number:g}% called relations bad in {latest.last.year}, "
            f"and {worst.number:g}% in {worst.last.year}, the most of {len(known)} polls since {known[0].last.year}"
        )
    return Finding(holds, "; ".join(told) + ".")


DECLARED = (
    Check(
        "relations_lowest_in_polls",
        "The last Genron and EAI poll before the article is the worst of its series in both countries.",
        _lowest_in_polls,
    ),
    Check(
        "disunity_moves_no_border",
        "Cohesion alone moves nothing of Beijing's and Moscow's but probes and what a divided week gains them.",
        disunity_moves_no_border,
    ),
    Check(
        "washington_has_no_dominant_lever",
        "No lever of Washington's is best in more than half of the states, and the least regretted one is regretted.",
        washington_has_no_dominant_lever,
    ),
)
CHECKS: Mapping[str, Check] = MappingProxyType({check.key: check for check in DECLARED})
