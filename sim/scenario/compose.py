"""A scenario from a file's own words and what it extends. Every mistake is complained of before anything is refused."""

from __future__ import annotations

from sim.scenario.assumptions import sweep_of, uncertain_of, values_of
from sim.scenario.days import agents_from_of, clock_of
from sim.scenario.decisions import policies_of
from sim.scenario.events import shocks_of
from sim.scenario.layer import Layer
from sim.scenario.lucks import luck_of
from sim.scenario.own_levers import custom_levers_of
from sim.scenario.scenario import DEFAULT_LEVEL, DEFAULT_MODE, DEFAULT_SEED, DEFAULT_WORLDS, Scenario
from sim.scenario.watching import expect_of, watch_of


def compose(layer: Layer, name: str) -> Scenario | None:
    """The scenario, or None where complaints have been made. `name` is its title where the file has none.

    Titles, questions, sources, sweeps and expectations belong to the file that holds them; all else is extended.
    """
    own, base = layer.own, layer.base
    layer.clock = clock_of(layer)
    layer.agents_from = agents_from_of(layer)
    layer.custom = custom_levers_of(layer)
    layer.policies = policies_of(layer)
    values, shocks, luck = values_of(layer), shocks_of(layer), luck_of(layer)
    uncertain, sweep = uncertain_of(layer), sweep_of(layer)
    watch, expect = watch_of(layer), expect_of(layer)
    if layer.complaints.problems or not layer.complete or layer.clock is None:
        return None
    kept = base if layer.change else None
    decision = own.get("decision", {})
    return Scenario(
        title=own.get("title", kept.title if kept else name),
        question=own.get("question", kept.question if kept else ""),
        sources=tuple(own.get("sources", kept.sources if kept else ())),
        start=layer.clock.start,
        weeks=layer.clock.weeks,
        worlds=own.get("worlds", base.worlds if base else DEFAULT_WORLDS),
        seed=own.get("seed", base.seed if base else DEFAULT_SEED),
        agents_from=layer.agents_from,
        values=values,
        uncertain=uncertain,
        decision_mode=decision.get("mode", base.decision_mode if base else DEFAULT_MODE),
        level=decision.get("level", base.level if base else DEFAULT_LEVEL),
        policies=layer.policies,
        custom_levers=layer.custom,
        shocks=shocks,
        luck=luck,
        sweep=sweep,
        watch=watch,
        expect=expect,
    )
