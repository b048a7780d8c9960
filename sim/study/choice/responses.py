"""Best responses to best responses: what each capital would do if it knew what the others do that week.

Source: pure equilibria in the sense of Nash (1951); the iteration is Cournot's adjustment, one capital after another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.kernel.errors import RunError
from sim.kernel.progress import Progress
from sim.kernel.state import Array
from sim.results import CONFIDENT
from sim.study.choice.alternatives import Alternative, known_capital, singles
from sim.study.choice.choose import MOSTLY
from sim.study.choice.play import Setting, play, possible_shares
from sim.study.choice.worth import Weights, weights_of, worth
from sim.study.executors import Executor

PAIR = ("seoul", "tokyo")
SETTLED, CIRCLE, UNDECIDED = "settled", "circle", "undecided"
MOST_ROUNDS = 12
Profile = tuple[int, ...]
Answer = Callable[[Profile, int], int]


@dataclass(frozen=True)
class Cells:
    """A table of one capital's values in points, (own lever, other's lever): mean and, for each, how far it is behind
    the best own lever against the same other lever, with the Monte Carlo error of that distance."""

    mean: Array
    behind: Array
    error: Array

    @property
    def best(self) -> Array:
        """The best own lever against each of the other's."""
        return np.asarray(self.behind <= 0.0)

    @property
    def about_best(self) -> Array:
        """The best, and what cannot be told apart from it at 95%."""
        return np.asarray(self.behind <= CONFIDENT * self.error)


@dataclass(frozen=True)
class Path:
    """How answers to answers went: every profile in turn (a lever's row for each capital), whose turn led to it, and
    how it ended: `settled` (nobody wants to change), `circle` (profiles come round again) or `undecided`."""

    profiles: tuple[Profile, ...]
    turns: tuple[int, ...]
    ending: str
    circle: tuple[Profile, ...] = ()


def cells(values: Array) -> Cells:
    """A capital's table from its values in every cell and state, (own lever, other's lever, state).

    The error of a distance is that of its mean over states: all cells meet the same states and luck.
    """
    mean = values.mean(axis=2)
    best = mean.argmax(axis=0)
    top = np.take_along_axis(values, best[np.newaxis, :, np.newaxis], axis=0)
    gaps = top - values
    return Cells(mean, gaps.mean(axis=2), _error(gaps))


def _error(gaps: Array) -> Array:
    """The standard error of a mean over the last axis; without bound for a single state."""
    count = gaps.shape[-1]
    if count < 2:
        return np.full(gaps.shape[:-1], np.inf)
    return np.asarray(gaps.std(axis=-1, ddof=1) / np.sqrt(count))


def equilibria(first: Cells, second: Cells) -> list[Profile]:
    """Cells in which each capital's lever is its best against the other's. `second` is seen from its own side."""
    rows, columns = np.nonzero(first.best & second.best.T)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True)]


def near_equilibria(first: Cells, second: Cells) -> list[Profile]:
    """Cells in which neither capital can be told to have a better lever: equilibria, as far as the worlds can say."""
    rows, columns = np.nonzero(first.about_best & second.about_best.T)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True)]


def answered(mean: Array, behind_error: Array, now: int) -> int:
    """What a capital does, given its mean values by lever: it stays where it is unless the best lever is better beyond
    the error of that distance. `behind_error` (lever,) are the errors of the distances to the best."""
    best = int(mean.argmax())
    return best if mean[best] - mean[now] > CONFIDENT * behind_error[now] else now


def iterate(answer: Answer, start: Profile, rounds: int = MOST_ROUNDS) -> Path:
    """Each player in turn answers what the others do, until nobody changes or the profiles come round again."""
    players = len(start)
    profile, profiles, turns = start, [start], [-1]
    seen: dict[tuple[Profile, int], int] = {}
    still = 0
    for turn in range(rounds * players):
        player = turn % players
        if (profile, player) in seen:
            first = seen[profile, player]
            return Path(tuple(profiles), tuple(turns), CIRCLE, tuple(profiles[first:-1]))
        seen.setdefault((profile, player), len(profiles) - 1)
        chosen = answer(profile, player)
        still = still + 1 if chosen == profile[player] else 0
        if still == players:
            return Path(tuple(profiles), tuple(turns), SETTLED)
        if chosen != profile[player]:
            profile = (*profile[:player], chosen, *profile[player + 1 :])
            profiles.append(profile)
            turns.append(player)
    return Path(tuple(profiles), tuple(turns), UNDECIDED)


@dataclass(frozen=True)
class Pair:
    """The full table of a pair of capitals. `levers` by capital, hold first; `tables` each from its own side."""

    capitals: tuple[str, str]
    tables: tuple[Cells, Cells]
    equilibria: tuple[Profile, ...]
    near: tuple[Profile, ...]
    path: Path


@dataclass(frozen=True)
class Responses:
    """How capitals answer each other. `levers` are those that could be pulled, hold first, by capital, and `left_out`
    the others with the share of worlds in which they could; `pair` is the full table of two, and `all_three` the
    iteration among all."""

    setting: Setting
    weights: Mapping[str, Weights]
    levers: Mapping[str, tuple[Alternative, ...]]
    left_out: Mapping[str, tuple[tuple[Alternative, float], ...]]
    pair: Pair
    everyone: tuple[str, ...]
    all_three: Path


class Table:
    """Profiles of levers that have been played, kept so that none is played twice."""

    def __init__(
        self,
        setting: Setting,
        levers: Mapping[str, tuple[Alternative, ...]],
        weights: Mapping[str, Weights],
        executor: Executor | None,
        progress: Progress | None,
    ) -> None:
        self.setting, self.levers, self.weights = setting, levers, weights
        self.executor, self.progress = executor, progress
        self.outcomes = tuple(dict.fromkeys(key for one in weights.values() for key in one.outcomes))
        self._known: dict[tuple[str, ...], Mapping[str, Array]] = {}

    def values(self, capital: str, profiles: Sequence[tuple[Alternative, ...]]) -> Array:
        """A capital's value of some profiles by state, (profile, state)."""
        asked = {_name(profile): profile for profile in profiles}
        missing = {name: profile for name, profile in asked.items() if name not in self._known}
        if missing:
            played = list(missing.values())
            arms = play(self.setting, played, self.outcomes, executor=self.executor, progress=self.progress)
            for place, name in enumerate(missing):
                self._known[name] = {key: found[place] for key, found in arms.outcomes.items()}
        rows = [np.nanmean(worth(self._known[_name(one)], self.weights[capital]), axis=1) for one in profiles]
        return np.stack(rows)

    def profile(self, capitals: Sequence[str], rows: Profile) -> tuple[Alternative, ...]:
        return tuple(self.levers[capital][row] for capital, row in zip(capitals, rows, strict=True))


def _name(profile: Sequence[Alternative]) -> tuple[str, ...]:
    return tuple(f"{one.capital}.{one.key}" for one in profile)


def respond(
    setting: Setting,
    pair: Sequence[str] = PAIR,
    *,
    weights: Mapping[str, float] | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Responses:
    """Play every lever of one capital against every lever of another, and let all three answer each other in turn.

    Capitals that are not named in a profile are left to what the scenario has them do. Raises RunError where the pair
    is not two different capitals.
    """
    one, two = _two(pair)
    everyone = (one, two, *(capital for capital in setting.scenario.policies if capital not in (one, two)))
    wanted = {capital: weights_of(capital, weights) for capital in everyone}
    levers: dict[str, tuple[Alternative, ...]] = {}
    left_out: dict[str, tuple[tuple[Alternative, float], ...]] = {}
    for capital in everyone:
        levers[capital], left_out[capital] = _able(setting, capital, executor)
    table = Table(setting, levers, wanted, executor, progress)
    played = _pair(table, (one, two))
    path = iterate(_answers(table, everyone), (0,) * len(everyone))
    return Responses(setting, wanted, levers, left_out, played, everyone, path)


def _two(pair: Sequence[str]) -> tuple[str, str]:
    if len(pair) != 2 or pair[0] == pair[1]:
        raise RunError(f"--pair {' '.join(pair)}: name two different capitals, for example --pair seoul tokyo.")
    return known_capital(pair[0]), known_capital(pair[1])


def _able(
    setting: Setting, capital: str, executor: Executor | None
) -> tuple[tuple[Alternative, ...], tuple[tuple[Alternative, float], ...]]:
    """A capital's levers that can be pulled in most worlds, and the others with the share in which they can."""
    tried = singles(setting.scenario, capital, setting.week)
    shares = possible_shares(setting, tried, executor=executor)
    kept = tuple(one for one, share in zip(tried, shares, strict=True) if share >= MOSTLY)
    left = tuple((one, float(share)) for one, share in zip(tried, shares, strict=True) if share < MOSTLY)
    return kept, left


def _pair(table: Table, capitals: tuple[str, str]) -> Pair:
    counts = tuple(len(table.levers[capital]) for capital in capitals)
    profiles = [table.profile(capitals, rows) for rows in np.ndindex(*counts)]
    first = cells(table.values(capitals[0], profiles).reshape(*counts, -1))
    second = cells(table.values(capitals[1], profiles).reshape(*counts, -1).swapaxes(0, 1))
    path = iterate(_answers(table, capitals), (0, 0))
    return Pair(
        capitals,
        (first, second),
        tuple(equilibria(first, second)),
        tuple(near_equilibria(first, second)),
        path,
    )


def _answers(table: Table, capitals: Sequence[str]) -> Answer:
    def answer(profile: Profile, player: int) -> int:
        capital = capitals[player]
        choices = range(len(table.levers[capital]))
        rows = [(*profile[:player], choice, *profile[player + 1 :]) for choice in choices]
        values = table.values(capital, [table.profile(capitals, row) for row in rows])
        column = cells(values[:, np.newaxis])
        return answered(column.mean[:, 0], column.error[:, 0], profile[player])

    return answer
