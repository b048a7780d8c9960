"""How boxes are searched for: PRIM among few inputs at a time, or the leaves of a tree.

PRIM peels greedily, and where luck decides too it peels at inputs that do nothing until few worlds are left. So it is
tried on every input, every pair of inputs, and the best pairs with a third, and the inputs are taken whose best box
separates best (constrained PRIM, Kwakkel 2019, doi:10.1002/ffo2.8). No box restricts more than three inputs. Among
these, PRIM peels once in its usual small steps and once in steps half as small, and the better is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import combinations

from sim.study.discovery.box import Candidates
from sim.study.discovery.measures import phi, separation
from sim.study.discovery.peel import PEELED, orders, peel
from sim.study.discovery.sample import Sample
from sim.study.discovery.workbench import cart_boxes, grown_tree, leaf_counts, prim_boxes

MOST_PAIRED = 8
PAIRS_EXTENDED = 3
Columns = tuple[int, ...]


class Method(StrEnum):
    """How boxes are searched for."""

    PRIM = "prim"
    CART = "cart"


def boxes(sample: Sample, method: Method, density: float | None) -> Candidates:
    """Every box that the search comes by, from the workbench; those of PRIM for the inputs that it does best with."""
    if method is Method.CART:
        return cart_boxes(sample.keys, sample.x, sample.y)
    keys = quick_boxes(sample, method, density).keys
    columns = [sample.keys.index(key) for key in keys]
    steps = (prim_boxes(keys, sample.x[:, columns], sample.y, peeled) for peeled in (PEELED, PEELED / 2))
    return max(steps, key=lambda candidates: worth(candidates, density))


def quick_boxes(sample: Sample, method: Method, density: float | None = None) -> Candidates:
    """The same without pasting, fast enough for many repeats."""
    if method is Method.CART:
        return cart_boxes(sample.keys, sample.x, sample.y)
    return _Peeling(sample, density).best()


def best_separation(sample: Sample, method: Method) -> float:
    """How sharply the best box of the search separates."""
    if method is Method.PRIM:
        return float(separation(quick_boxes(sample, method)).max())
    inside, hits = leaf_counts(grown_tree(sample.x, sample.y), sample.x, sample.y)
    return float(phi(inside, hits, float(len(sample.y)), float(sample.y.sum())).max())


def worth(candidates: Candidates, density: float | None) -> float:
    """How sharply the best box separates; with `density`, how much the widest box covers that is so dense."""
    if density is None:
        return float(separation(candidates).max())
    enough = candidates.density >= density
    return float(candidates.coverage[enough].max() if enough.any() else candidates.density.max() - 1.0)


class _Peeling:
    """PRIM on one set of inputs after another."""

    def __init__(self, sample: Sample, density: float | None) -> None:
        self.sample, self.density = sample, density
        self.order = orders(sample.x)
        self.found: dict[Columns, Candidates] = {}

    def best(self) -> Candidates:
        """The boxes of the inputs that do best."""
        every = range(len(self.sample.keys))
        alone = self._ranked((column,) for column in every)
        paired = sorted(column for (column,) in alone[:MOST_PAIRED])
        pairs = self._ranked(combinations(paired, 2))
        self._ranked({tuple(sorted({*pair, third})) for pair in pairs[:PAIRS_EXTENDED] for third in every})
        return self.found[max(self.found, key=lambda columns: (self._worth(columns), -len(columns)))]

    def _ranked(self, sets: Iterable[Columns]) -> Sequence[Columns]:
        """Peel at each of these sets of inputs; the sets, the best first."""
        tried = sorted(sets)
        for columns in tried:
            if columns not in self.found:
                keys = tuple(self.sample.keys[column] for column in columns)
                chosen = list(columns)
                self.found[columns] = peel(keys, self.sample.x[:, chosen], self.sample.y, self.order[chosen])
        return sorted(tried, key=lambda columns: -self._worth(columns))

    def _worth(self, columns: Columns) -> float:
        return worth(self.found[columns], self.density)
