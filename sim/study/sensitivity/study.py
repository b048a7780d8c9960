"""The whole analysis: points are played, influences found for every outcome, and the largest swung one at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.kernel.catalogue import catalogue
from sim.kernel.errors import RunError, near_matches
from sim.kernel.progress import Progress
from sim.kernel.records import Outcome
from sim.kernel.state import Array
from sim.scenario.scenario import Scenario
from sim.study.executors import Executor
from sim.study.sensitivity.design import Design, check_blocks, design_of
from sim.study.sensitivity.indices import indexed
from sim.study.sensitivity.inputs import Input, inputs_asked
from sim.study.sensitivity.model import Model, ScenarioModel
from sim.study.sensitivity.noise import ROUNDING, Shares, mean_known, shares_of
from sim.study.sensitivity.records import Analysed, Influence, Sensitivity, Swing, Told
from sim.study.sensitivity.screening import screened, whole_blocks
from sim.study.sensitivity.size import LEAST_REPLICATES, SPEED, Size, size_of
from sim.study.sensitivity.swings import swung

SWUNG = 8
SWING_WORLDS = 500
LEAST_BLOCKS = 2


@dataclass(frozen=True)
class Plan:
    """What is about to be played: inputs, outcomes, size of the design, and worlds at each end of a swing."""

    scenario: Scenario
    method: str
    inputs: tuple[Input, ...]
    outcomes: tuple[Outcome, ...]
    size: Size
    seed: int
    swing_worlds: int

    @property
    def most_swings(self) -> int:
        """How many inputs are swung if every outcome has largest influences of its own."""
        return min(SWUNG * len(self.outcomes), len(self.inputs))

    @property
    def worlds(self) -> int:
        """The most worlds that are played."""
        return self.size.worlds + (1 + 2 * self.most_swings) * self.swing_worlds

    def seconds(self, workers: int) -> float:
        """About how long it takes on a machine like the one on which the speed was measured."""
        return self.worlds * self.scenario.weeks / (SPEED * workers)


def planned(
    scenario: Scenario,
    outcomes: Sequence[str] = (),
    *,
    method: str = "morris",
    inputs: Sequence[str] = (),
    points: int | None = None,
    replicates: int | None = None,
    worlds: int | None = None,
    seed: int | None = None,
) -> Plan:
    """What an analysis will be made of. `outcomes` are by default those that the scenario watches, or all.

    Raises RunError where an outcome or an input does not exist, or where the design would be too small.
    """
    known = catalogue().outcomes
    keys = tuple(dict.fromkeys(outcomes or scenario.watch or known))
    for key in keys:
        if key not in known:
            raise RunError(
                f"there is no outcome '{key}'.{near_matches(key, known)} `trilateral outcomes` lists what is watched."
            )
    check_blocks(method, points if points is not None else 2**10)
    varied = inputs_asked(scenario, inputs, method)
    size = size_of(method, len(varied), scenario.weeks, points, replicates)
    swing_worlds = SWING_WORLDS if worlds is None else worlds
    if swing_worlds < LEAST_REPLICATES:
        raise RunError(f"--worlds {swing_worlds}: at least {LEAST_REPLICATES} are needed. Write --worlds 500.")
    return Plan(
        scenario,
        method,
        varied,
        tuple(known[key] for key in keys),
        size,
        scenario.seed if seed is None else seed,
        swing_worlds,
    )


def sensitivity(plan: Plan, *, executor: Executor | None = None, progress: Progress | None = None) -> Sensitivity:
    """Play a plan and say what matters. `progress(done, total)` counts world-weeks."""
    keys = [outcome.key for outcome in plan.outcomes]
    total = plan.worlds * plan.scenario.weeks
    model = ScenarioModel(plan.scenario, keys, plan.seed, executor, progress, total)
    found = analysed(model, plan)
    if progress is not None:
        progress(total, total)
    return found


def analysed(model: Model, plan: Plan) -> Sensitivity:
    """The analysis of any model over the inputs and outcomes of a plan."""
    design = design_of(plan.method, plan.inputs, plan.size.blocks, plan.seed)
    values = model(design.values(), plan.size.replicates)
    found = {
        outcome.key: analysed_outcome(outcome, design, values[outcome.key], plan.seed) for outcome in plan.outcomes
    }
    inputs = {item.key: item for item in plan.inputs}
    top = dict.fromkeys(
        influence.input
        for item in found.values()
        for influence in item.influences[:SWUNG]
        if influence.told is not Told.NOTHING
    )
    swings, itself = swung(model, [inputs[key] for key in top], plan.swing_worlds)
    together = {key: _with_swings(item, swings[key], itself[key]) for key, item in found.items()}
    return Sensitivity(
        title=plan.scenario.title,
        digest=plan.scenario.digest,
        method=plan.method,
        inputs=inputs,
        size=plan.size,
        seed=plan.seed,
        swing_worlds=plan.swing_worlds,
        worlds=plan.size.worlds + (1 + 2 * len(top)) * plan.swing_worlds,
        outcomes=together,
    )


def analysed_outcome(outcome: Outcome, design: Design, values: Array, seed: int) -> Analysed:
    """What outcomes (point, replicate) at the points of a design say of each input.

    Raises RunError where so many worlds broke down that fewer than two blocks have something to compare.
    """
    exact = np.asarray(values, dtype=np.float64)
    whole, _ = whole_blocks(design, exact)
    if whole.sum() < LEAST_BLOCKS:
        raise RunError(
            f"{outcome.key}: so many worlds broke down in the arithmetic that nothing is left to compare. "
            "Name fewer inputs with --inputs, or narrow their ranges under `uncertain:`."
        )
    known = exact[np.isfinite(exact)]
    constant = bool(np.ptp(known) <= ROUNDING * np.abs(known).max())
    bare = Analysed(
        outcome=outcome.key,
        label=outcome.label,
        unit=outcome.unit,
        digits=outcome.digits,
        least=outcome.floor,
        shares=shares_of(exact),
        influences=(),
        constant=constant,
        settled=False,
        broken=int(exact.size - known.size),
        blocks_lost=int((~whole).sum()),
    )
    if constant:
        return replace(bare, shares=Shares(float(known[0]), 0.0, 0.0))
    if design.method == "morris":
        effects = screened(design, exact, seed)
        return replace(bare, influences=_ranked(effects), settled=any(item.told is Told.CLEAR for item in effects))
    found, indices = indexed(design, exact, seed)
    return replace(
        bare,
        influences=_ranked(found),
        settled=indices.settled,
        first_sum=indices.first_sum,
        total_sum=float(indices.total[0].sum()),
    )


def _ranked(found: Sequence[Influence]) -> tuple[Influence, ...]:
    """What is clear first, then what luck hides in part or whole; the largest first in each."""
    order = list(Told)
    return tuple(sorted(found, key=lambda item: (order.index(item.told), -float(np.nan_to_num(item.index.value)))))


def _with_swings(item: Analysed, swings: Mapping[str, Swing], itself: Array) -> Analysed:
    own = [influence.input for influence in item.influences[:SWUNG] if influence.told is not Told.NOTHING]
    return replace(item, level=float(mean_known(itself)), swings=tuple(swings[key] for key in own))
