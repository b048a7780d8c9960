"""PRIM and CART of EMA Workbench (Kwakkel 2017, doi:10.1016/j.envsoft.2017.06.054)."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd

from sim.kernel.errors import RunError
from sim.kernel.state import Array
from sim.study.discovery.box import Candidates, ends_of
from sim.study.discovery.peel import PEELED, SMALLEST_MASS

MOST_LEAVES = 8
LEAST_CHI_SQUARE = 10.83
ANY = 1e-9  # the least density that a box must have: all are wanted, to choose among them


def analysis(name: str) -> ModuleType:
    """The module `prim` or `cart` of the workbench. Raises RunError where it is not installed."""
    from importlib import import_module

    try:
        with _quiet():
            return import_module(f"ema_workbench.analysis.{name}")
    except ImportError as error:
        raise RunError(
            "scenario discovery needs EMA Workbench, which is not installed. "
            "Write: pip install 'trilateral[study]', and run the command again."
        ) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Nothing of what the workbench would say to its own makers reaches a user."""
    with warnings.catch_warnings():
        # It says on import that ipyparallel is missing, which it needs to run models, and we never do that with it.
        warnings.filterwarnings("ignore", message="ipyparallel not installed", category=UserWarning)
        warnings.filterwarnings("ignore", category=ImportWarning)
        # It calls pandas in ways that pandas means to drop; the tests show when it really does.
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        warnings.filterwarnings("ignore", category=FutureWarning)
        yield


def prim_boxes(keys: tuple[str, ...], x: Array, y: Array, peeled: float = PEELED) -> Candidates:
    """The peeling and pasting trajectory of PRIM, each step giving up the share `peeled` of what is left.

    `x` is (row, input), `y` 0 or 1 (row,), with some of each.
    """
    frame = pd.DataFrame(np.asarray(x, dtype=np.float64), columns=list(keys))
    prim = analysis("prim")
    with _quiet():
        search = prim.Prim(
            frame, y.astype(np.int64), threshold=ANY, peel_alpha=peeled, paste_alpha=peeled, mass_min=SMALLEST_MASS
        )
        search.obj_func = _gain
        box = search.find_box()
    limits = np.stack([box_limits[list(keys)].to_numpy(dtype=np.float64) for box_limits in box.box_lims])
    trajectory = box.peeling_trajectory
    inside, hits = (trajectory[name].to_numpy(dtype=np.float64) for name in ("n", "k"))
    return Candidates(keys, limits[:, 0], limits[:, 1], inside, hits, len(y), int(y.sum()), ends_of(x))


def _gain(search: object, before: Array, after: Array) -> float:
    """The workbench's lenient objective, raised by 1 so that it is always positive.

    Its `Prim` stops at the first step that gains nothing. Where luck decides too, all small steps may lose a little
    on the way to a dense region; Friedman and Fisher stop at the smallest mass alone, and so must this search.
    """
    lost = abs(len(before) - len(after))
    return 1.0 + float(after.mean() - before.mean()) / lost if lost and len(after) else 0.0


def cart_boxes(keys: tuple[str, ...], x: Array, y: Array) -> Candidates:
    """The leaves of a classification tree, at most eight, each with a twentieth of the worlds or more."""
    frame = pd.DataFrame(np.asarray(x, dtype=np.float64), columns=list(keys))
    search = analysis("cart").CART(frame, y.astype(np.int64), mass_min=SMALLEST_MASS)
    search.clf = grown_tree(x, y)
    with _quiet():
        boxes = search.boxes if search.clf.tree_.node_count > 1 else [_everything(frame)]
    limits = np.stack([box[list(keys)].to_numpy(dtype=np.float64) for box in boxes])
    inside, hits = leaf_counts(search.clf, x, y)
    return Candidates(keys, limits[:, 0], limits[:, 1], inside, hits, len(y), int(y.sum()), ends_of(x))


def _everything(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame([frame.min(), frame.max()])


def grown_tree(x: Array, y: Array) -> Any:
    """The tree that EMA's CART describes: few leaves, no split that chance would make, ties always broken alike.

    A split must be worth a chi-square of 10.83 (one in a thousand); a share p of interest among n worlds makes that a
    decrease in impurity of 2 p (1 - p) / n times as much.
    """
    analysis("cart")
    from sklearn.tree import DecisionTreeClassifier

    least = max(1, int(SMALLEST_MASS * len(y)))
    base = float(y.mean())
    tree = DecisionTreeClassifier(
        min_samples_leaf=least,
        max_leaf_nodes=MOST_LEAVES,
        min_impurity_decrease=2.0 * base * (1.0 - base) * LEAST_CHI_SQUARE / len(y),
        random_state=0,
    )
    return tree.fit(x, y)


def leaf_counts(tree: Any, x: Array, y: Array) -> tuple[Array, Array]:
    """How many worlds, and how many of interest, are in each leaf, in the order of the tree."""
    leaves = np.flatnonzero(tree.tree_.children_left == -1)
    places = np.searchsorted(leaves, tree.apply(x))
    return (
        np.bincount(places, minlength=len(leaves)).astype(np.float64),
        np.bincount(places, weights=y, minlength=len(leaves)),
    )
