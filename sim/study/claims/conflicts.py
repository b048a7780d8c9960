"""Which side of a conflict the record favours: how likely what happened before the validation data is under each.

Two kinds of evidence can tell. The *moves* of the three capitals: the record is played again under each side's
parameters, every other parameter as in a draw of the fitted set, and each week the model says how likely the move was
that was made (`sim.study.calibration.choice`). And the *launches* and probes, whose hazards the model works out in the
same replay (`sim.study.calibration.adversaries`); there every parameter of the hazards runs through its whole range, so
that no side profits from numbers that were fitted with the other.

The weight of the evidence is the natural logarithm of the Bayes factor: how many times likelier the record is under one
side than under the other. Its words follow Kass and Raftery (1995), Bayes Factors, section 3.2.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np

from sim.data.archive import Archive
from sim.data.fitted import Fitted
from sim.kernel.catalogue import catalogue
from sim.kernel.draws import DrawCache
from sim.kernel.errors import RunError
from sim.kernel.records import CAPITALS
from sim.kernel.state import Array
from sim.study.calibration.adversaries import Watch
from sim.study.calibration.blocks import ADVERSARIES
from sim.study.calibration.choice.coded_moves import Coded, coded_moves
from sim.study.calibration.choice.likelihood import MoveReplay, log_likelihood, mean_of_logs
from sim.study.calibration.fit_block import evenly
from sim.study.calibration.priors import declared, values_at
from sim.study.calibration.replay import replay_of
from sim.study.claims.record import CONTROL, Conflict, Evidence

Given = Mapping[str, Array]

DRAWS, LUCKS = 20, 4
POINTS = 1024
SEED = 1
CACHE_BYTES = 50_000_000
MOST_TELLING = 3
MANY = 1e6
# Bounds of ln(Bayes factor): 2 ln B of 2, 6 and 10.
STEPS = ((1.0, "not worth more than a bare mention"), (3.0, "positive"), (5.0, "strong"), (math.inf, "very strong"))


@dataclass(frozen=True, slots=True)
class Telling:
    """A week of the record that tells one side from the other: on which day it began, what was done in it, and by how
    much it speaks for the second side, in natural logarithms (below 0: for the first)."""

    day: date
    what: str
    weight: float


@dataclass(frozen=True, eq=False)
class Weighed:
    """How likely the record is under each side. `logs` (side, point) are log likelihoods at the same points of all
    other parameters; `observed` says how many weeks and how many events were read; `telling` are the weeks that speak
    loudest."""

    kind: Evidence
    sides: tuple[str, ...]
    logs: Array
    weeks: int
    events: int
    telling: tuple[Telling, ...] = ()

    @property
    def factor(self) -> float:
        """The natural logarithm of the Bayes factor for the second side over the first."""
        first, second = mean_of_logs(self.logs)[:2]
        return float(second - first)

    @property
    def favours(self) -> str | None:
        """The side that the record favours; None where it cannot tell them apart."""
        return None if abs(self.factor) < STEPS[0][0] else self.sides[int(self.factor > 0.0)]

    @property
    def strength(self) -> str:
        """How strong the evidence is, in words."""
        return next(words for bound, words in STEPS if abs(self.factor) < bound)

    @property
    def seen(self) -> str:
        """What was found, in a sentence."""
        what = "moves" if self.kind is Evidence.MOVES else "weeks with a launch or a probe"
        read = f"{self.events} {what} in the {self.weeks} weeks before the validation data"
        times = math.exp(min(abs(self.factor), 100.0))
        often = f"{times:,.0f}" if 10.0 <= times < MANY else f"{times:.1f}" if times < MANY else "millions of"
        if self.favours is None:
            return f"{read} cannot tell: they are {often} times as likely under one side as under the other."
        return f"{read} are {often} times as likely if '{self.favours}'; the evidence is {self.strength}."


def weigh(conflict: Conflict, archive: Archive, found: Fitted, draws: int = DRAWS) -> Weighed | None:
    """How likely what an archive holds is under each side of a conflict; None where no evidence of the archive can
    tell. Moves are weighed at so many draws of the fitted set.

    Raises RunError where a side is no setting of parameters, so that the record reads the same under all.
    """
    if conflict.evidence is None:
        return None
    settings = [setting_of(conflict, side) for side in range(len(conflict.rivals))]
    if len({tuple(sorted(setting.items())) for setting in settings}) < len(settings):
        raise RunError(
            f"{conflict.id}: two of its sides have the same parameters, so nothing in the record can tell them apart. "
            "Leave evidence: out, and say under favoured: why nobody can tell."
        )
    names = tuple(rival.name for rival in conflict.rivals)
    if conflict.evidence is Evidence.LAUNCHES:
        return _by_launches(names, settings, archive)
    return _by_moves(names, settings, archive, found.spread(draws))


def setting_of(conflict: Conflict, side: int) -> Mapping[str, float]:
    """The parameters that tell one side from the other, as this side has them."""
    known = catalogue().parameters
    values = [rival.arms[CONTROL].values for rival in conflict.rivals]
    each = {key: [chosen.get(key, known[key].default) for chosen in values] for key in conflict.sets}
    return MappingProxyType({key: found[side] for key, found in each.items() if len(set(found)) > 1})


def _by_moves(names: tuple[str, ...], settings: list[Mapping[str, float]], archive: Archive, draws: Given) -> Weighed:
    coded = coded_moves(archive)
    replay = MoveReplay(coded.script, coded.choice, SEED, np.arange(LUCKS), DrawCache(CACHE_BYTES))
    others = {key: values for key, values in draws.items() if key in catalogue().parameters}
    chances = [replay.log_chances(_with(others, setting)) for setting in settings]
    weeks = coded.clock.weeks
    logs = np.stack([log_likelihood(chance, weeks) for chance in chances])
    return Weighed(Evidence.MOVES, names, logs, weeks, len(coded.moves), _telling(coded, chances))


def _telling(coded: Coded, chances: list[Array]) -> tuple[Telling, ...]:
    """The weeks in which a capital's move, or its holding, tells most, averaged over points and lucks."""
    apart = (chances[1] - chances[0]).mean(axis=(0, 1))
    loudest = np.argsort(-np.abs(apart), axis=None)[:MOST_TELLING]
    found = []
    for week, capital in zip(*np.unravel_index(loudest, apart.shape), strict=True):
        owner = CAPITALS[capital]
        lever = catalogue().levers_of(owner)[coded.choice[week, capital]]
        what = f"{owner.capitalize()}: {lever.label}"
        found.append(Telling(coded.clock.first_day(int(week)), what, float(apart[week, capital])))
    return tuple(found)


def _by_launches(names: tuple[str, ...], settings: list[Mapping[str, float]], archive: Archive) -> Weighed:
    if archive.until is None:
        raise RunError("launches are weighed up to the day on which an archive ends, and this one has no end.")
    replay = replay_of(archive.until, archive.last_day, SEED)
    priors = declared(ADVERSARIES.fitted)
    others = values_at(priors, evenly(len(priors), POINTS, SEED))
    logs = []
    for setting in settings:
        played = replay.chunks(_with(others, setting), look=Watch)
        logs.append(np.concatenate([watch.log_likelihood for _, watch in played if isinstance(watch, Watch)]))
    record = played[0][0].record
    events = int(((record["provocation"][:, 0] > 0) | (record["probe"][:, 0] > 0)).sum())
    return Weighed(Evidence.LAUNCHES, names, np.stack(logs), replay.scenario.weeks, events)


def _with(others: Given, setting: Mapping[str, float]) -> Given:
    """Points of all other parameters with the setting of a side put in everywhere, (point,)."""
    count = len(next(iter(others.values())))
    return {**others, **{key: np.full(count, value) for key, value in setting.items()}}
