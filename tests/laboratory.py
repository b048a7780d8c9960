"""A bench for trying mechanisms by hand: any state, any parameters, any luck, any week, without a whole run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from sim.decision.decide import Decision, lever_fields
from sim.decision.plan import CapitalPlan, Plan
from sim.engine import model as engine
from sim.kernel.catalogue import catalogue
from sim.kernel.clock import Clock
from sim.kernel.draws import BLOCK, Stream
from sim.kernel.inputs import Inputs
from sim.kernel.participant import Participant, Setup
from sim.kernel.records import CAPITALS
from sim.kernel.state import Array, Field, State
from sim.kernel.week import Week
from sim.scenario.sample import sampled_values
from sim.scenario.scenario import Scenario

MONDAY = date(2019, 7, 1)
YEARS = 520
COIN = 0.5
Numbers = float | NDArray[np.floating]


class Luck:
    """Draws that are what the test says they are: a number or an array per stream, else one half."""

    def __init__(self, worlds: int, given: Mapping[str, object] | None = None) -> None:
        self.worlds = worlds
        self.given = dict(given or {})

    def week(self, stream: Stream, index: int) -> Array:
        values = np.asarray(self.given.get(stream.key, COIN), dtype=np.float32)
        rows = values.reshape(-1, 1) if values.ndim == 1 and values.size == stream.rows else values
        return np.broadcast_to(rows, (stream.rows, self.worlds))


def whole_blocks(first: int, count: int) -> NDArray[np.int64]:
    """The worlds of so many blocks, from a block on."""
    return np.arange(first * BLOCK, (first + count) * BLOCK)


def no_plan() -> Plan:
    """All three capitals with their own levers, nothing forced, nothing banned."""
    return Plan(tuple(CapitalPlan(capital, catalogue().levers_of(capital), range(YEARS)) for capital in CAPITALS))


def all_fields() -> tuple[Field, ...]:
    """Every field of a run, those of the levers included."""
    return (*catalogue().fields.values(), *lever_fields(no_plan()))


def bench(
    state: Mapping[str, Numbers] | None = None,
    inputs: Mapping[str, Numbers] | None = None,
    luck: Mapping[str, object] | None = None,
    day: date = MONDAY,
    worlds: int = 1,
    dtype: type = np.float64,
) -> Week:
    """A week in which `state` rows and parameters `inputs` are as given and everything else is as declared."""
    values = {key: np.array([p.default]) for key, p in catalogue().parameters.items()}
    for key, value in (inputs or {}).items():
        if key not in values:
            raise KeyError(f"no parameter is called {key}")
        values[key] = np.asarray(value, dtype=np.float64)
    arena = State(all_fields(), worlds, np.dtype(dtype))
    week = Week(Clock(day, YEARS), arena, Inputs(values, worlds, np.dtype(dtype)), Luck(worlds, luck))  # type: ignore[arg-type]
    put(week, state or {})
    return week


def put(week: Week, state: Mapping[str, Numbers]) -> None:
    """Write rows by their names: `hostility.seoul`, `pact_state`, or a whole field such as `hostility`."""
    for key, value in state.items():
        target = week.state.row(key) if key in week.state.row_keys else getattr(week.state, key)
        target[...] = value


def ready(key: str, week: Week) -> Participant:
    """A participant prepared for this week; what the test put into the state stays as it was."""
    kind = Decision if key == "decision" else catalogue().participants[key]
    kept = week.state.arena.copy()
    if key == "decision":
        participant: Participant = Decision(no_plan())
    elif "__init__" in {name for base in kind.__mro__[:-1] for name in vars(base)} and hasattr(kind, "ROWS"):
        participant = kind.__new__(kind)
    else:
        participant = kind()
    participant.prepare(Setup(week.clock, week.state, week.inputs, week.draws))
    week.state.arena[...] = kept
    return participant


def act(phase: str, week: Week) -> Week:
    """Let one phase of the week happen (`salience.stir`)."""
    key, method = phase.split(".")
    with np.errstate(all="ignore"):
        getattr(ready(key, week), method)(week)
    return week


@contextmanager
def inputs_by_world(change: Callable[[dict[str, Array], int, int], None]) -> Iterator[None]:
    """Within this block, `change(values, first_world, worlds)` may give parameters a value per world."""

    def sampled(scenario: Scenario, known: object, draws: object) -> dict[str, Array]:
        values = sampled_values(scenario, known, draws)  # type: ignore[arg-type]
        change(values, int(draws.luck[0]), draws.worlds)  # type: ignore[attr-defined]
        return values

    with patch.object(engine, "sampled_values", sampled):
        yield


@contextmanager
def interrupted(before_step: Callable[[engine.CrisisModel], None]) -> Iterator[None]:
    """Within this block, `before_step(model)` is called at the beginning of every week."""
    step = engine.CrisisModel.step

    def stepped(model: engine.CrisisModel) -> None:
        before_step(model)
        step(model)

    with patch.object(engine.CrisisModel, "step", stepped):
        yield


def same_bits(one: Array, other: Array) -> bool:
    """Whether two arrays are equal to the last bit, NaN and the sign of zero included."""
    return one.shape == other.shape and one.dtype == other.dtype and one.tobytes() == other.tobytes()
