"""Designs: which values the inputs of a scenario take from case to case.

A design is a table of points: for every input a column of values, (point,). Factorial designs take what a file
sweeps, each with each; Sobol and Latin hypercube designs spread points evenly over what it calls uncertain; a listed
design is read from a table.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.stats import qmc

from sim.kernel.catalogue import catalogue
from sim.kernel.errors import RunError, near_matches
from sim.kernel.state import Array
from sim.scenario.sample import inputs_of
from sim.scenario.scenario import Scenario
from sim.scenario.uncertain import Uncertain

Points = Mapping[str, Array]
SAMPLED = ("sobol", "lhs")
FACTORIAL = "factorial"
MOST_POINTS = 100_000


def points_in(points: Points) -> int:
    """How many points a design has; a design of no inputs is one point."""
    return len(next(iter(points.values()))) if points else 1


def factorial(sweep: Mapping[str, Sequence[float]]) -> Points:
    """Each value with each other; the last input changes fastest."""
    grid = np.meshgrid(*(np.asarray(values, dtype=np.float64) for values in sweep.values()), indexing="ij")
    return {key: axis.ravel() for key, axis in zip(sweep, grid, strict=True)}


def sampled(kind: str, spreads: Mapping[str, Uncertain], count: int, seed: int) -> Points:
    """`count` points over uncertain inputs, by their distributions, spread as evenly as Sobol's sequence or a Latin
    hypercube makes them. Raises RunError for a Sobol design that is no power of two: it would lose its balance.

    Source: scipy.stats.qmc, scrambled Sobol (Owen) and Latin hypercube sampling.
    """
    generator = np.random.default_rng(seed)
    if kind == "lhs":
        shares = qmc.LatinHypercube(len(spreads), rng=generator).random(count)
    else:
        power = max(round(np.log2(count)), 0)
        if 2**power != count:
            raise RunError(
                f"a Sobol design of {count} points is not balanced: it needs a power of two. "
                f"Write --points {2**power} or {2 ** (power + 1)}, or --design lhs for any number."
            )
        shares = qmc.Sobol(len(spreads), rng=generator).random_base2(power)
    return {key: spread.sample(column) for (key, spread), column in zip(spreads.items(), shares.T, strict=True)}


def listed(file: Path, scenario: Scenario) -> Points:
    """The points of a table, one a row, one input a column, as CSV with a line of names on top.

    Raises RunError, with line and column, for what cannot be read, does not exist or is out of its range.
    """
    rows = _rows(file)
    known = inputs_of(scenario, catalogue())
    names = [name.strip() for name in rows[0][1]]
    for name in names:
        if name not in known:
            raise RunError(
                f"{file}:1: there is no input '{name}' in '{scenario.title}'.{near_matches(name, known)} "
                "A column is called as in `uncertain:`, such as seoul.resolve or tokyo.export_controls.dose."
            )
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise RunError(f"{file}:1: the column {twice} stands twice. Remove one of the two.")
    table = np.empty((len(rows) - 1, len(names)))
    for number, (line, row) in enumerate(rows[1:]):
        if len(row) != len(names):
            raise RunError(f"{file}:{line}: {len(row)} values under {len(names)} columns. Write one value a column.")
        for place, (name, words) in enumerate(zip(names, row, strict=True)):
            table[number, place] = _value(file, line, name, words)
            complaint = known[name].complaint(table[number, place])
            if complaint is not None:
                raise RunError(f"{file}:{line}: {name}: {complaint}")
    return dict(zip(names, table.T, strict=True))


def _rows(file: Path) -> list[tuple[int, list[str]]]:
    """The rows that hold something, with their lines."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text)
            rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RunError(f"{file} cannot be read as a table: {error}. Write a CSV file in UTF-8.") from error
    if len(rows) < 2:
        raise RunError(f"{file} holds no points. Write the names of inputs in the first line and values below it.")
    if len(rows) - 1 > MOST_POINTS:
        raise RunError(f"{file} holds {len(rows) - 1:,} points; {MOST_POINTS:,} is the most. Split it in parts.")
    return rows


def _value(file: Path, line: int, name: str, words: str) -> float:
    try:
        return float(words)
    except ValueError:
        raise RunError(f"{file}:{line}: {name}: '{words.strip()}' is not a number. Write for example 0.5.") from None


def crossed(first: Points, second: Points) -> Points:
    """Every point of one design with every point of another; the second changes fastest."""
    outer, inner = points_in(first), points_in(second)
    return {key: np.repeat(values, inner) for key, values in first.items()} | {
        key: np.tile(values, outer) for key, values in second.items()
    }
