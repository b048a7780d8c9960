"""A third country offers its good offices or its chemicals."""

from __future__ import annotations

from sim.kernel.quantity import Evidence, Quantity
from sim.kernel.records import Shock
from sim.kernel.state import Array
from sim.kernel.week import Week

SOURCE = "timeline 2019-12-24: summit of Chengdu; Russian offer of hydrogen fluoride, July 2019 (general knowledge)"


def happen(week: Week, size: Array | float, option: str) -> None:
    """Talks gain, or Korea's other sources do, by the share `size` of what is missing. `size` as (1,) or (world,)."""
    gaining = week.state.talks if option == "good_offices" else week.state.diversification
    gaining += size * (1.0 - gaining)


SHOCK = Shock(
    key="third_party_offer",
    label="Third party's offer",
    sentence="A third country offers to bring the two together, or to sell Korea the chemicals that Japan controls.",
    size=Quantity(
        key="third_party_offer.size",
        label="Weight of the offer",
        unit="share of what is missing",
        default=0.15,
        low=0.0,
        high=1.0,
        help="0 is no offer, 1 one that would solve the problem at once.",
        source=SOURCE,
        grade=Evidence.JUDGEMENT,
    ),
    source=SOURCE,
    grade=Evidence.JUDGEMENT,
    moves=("talks", "diversification"),
    apply=happen,
    option="kind",
    choices=("good_offices", "supplies"),
    historic=("2019-07-12", "2019-12-24"),
)
