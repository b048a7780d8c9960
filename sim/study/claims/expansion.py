"""Whether disunity by itself makes room for expansion: what Beijing and Moscow do when nothing but cohesion differs."""

from __future__ import annotations

import numpy as np

from sim.engine.model import CrisisModel
from sim.kernel.catalogue import catalogue
from sim.scenario.load import load_scenario
from sim.study.claims.record import Finding

WORLDS, WEEKS = 512, 26
UNITED, DIVIDED = 0.95, 0.05
THEIRS = "beijing_moscow"
PROBES_AND_WEDGE = frozenset({"probe_hazard", "probe", "probe_near_islands", "gain_beijing_moscow"})
TERRITORY = ("territor", "annex", "sovereign", "occupied")


def disunity_moves_no_border() -> Finding:
    """Whether cohesion moves nothing of Beijing's and Moscow's but probes and the gain from a wedge, and no quantity of
    the model is about territory."""
    moved, about = moved_by_disunity(), territorial()
    seen = (
        f"cohesion at {DIVIDED:g} instead of {UNITED:g}, all else equal, moved "
        f"{', '.join(sorted(moved)) or 'nothing'}; {', '.join(about) or 'no state field and no outcome'} speaks of "
        "territory."
    )
    return Finding(moved <= PROBES_AND_WEDGE and not about, seen)


def moved_by_disunity() -> frozenset[str]:
    """The state fields, of all there are, that differ in some world after the steps of Beijing and Moscow between two
    copies of the same worlds, under the same luck, in which the allies are united or divided."""
    model = CrisisModel(load_scenario("baseline"), WORLDS)
    for _ in range(WEEKS):
        model.step()
    state, before = model.state, model.state.arena.copy()
    ends = []
    for cohesion in (UNITED, DIVIDED):
        state.arena[...] = before
        state.cohesion[...] = cohesion
        model.participants[THEIRS].act(model.week)  # type: ignore[attr-defined]
        model.participants[THEIRS].profit(model.week)  # type: ignore[attr-defined]
        ends.append(state.arena.copy())
    differ = np.any(ends[0] != ends[1], axis=1)
    rows = {key.split(".", 1)[0] for key, apart in zip(state.row_keys, differ, strict=True) if apart}
    model.release()
    return frozenset(rows - {"cohesion"})


def territorial() -> tuple[str, ...]:
    """The state fields and outcomes whose own words speak of territory."""
    known = catalogue()
    words = {key: f"{key} {field.label} {field.unit} {field.help}" for key, field in known.fields.items()}
    words |= {key: f"{key} {outcome.label} {outcome.unit} {outcome.help}" for key, outcome in known.outcomes.items()}
    return tuple(sorted(key for key, text in words.items() if any(word in text.lower() for word in TERRITORY)))
