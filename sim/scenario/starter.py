"""A commented file to start from, made from the catalogue: it loads as it is, and shows what else may be written."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date

from sim.kernel.catalogue import Catalogue, catalogue
from sim.kernel.quantity import Parameter, Quantity, Role
from sim.kernel.records import CAPITALS
from sim.scenario.library import scenario_names
from sim.scenario.numbers import FORMAT, WEEKS
from sim.scenario.places import Path, printable
from sim.scenario.scenario import DEFAULT_SEED, DEFAULT_WORLDS, POLICIES
from sim.scenario.sections import SECTIONS, paths
from sim.scenario.write import in_quotes

FIRST_DAY = date(2019, 7, 1)
WIDTH = 110
BASELINE = "baseline"
SHOWN_WATCHED = 3
LONGEST_NAME = 80


def starter_yaml(name: str, known: Catalogue | None = None) -> str:
    """A scenario file called `name`. Lines that begin with # are suggestions: remove the # to use one."""
    vocabulary = known or catalogue()
    blocks = (
        _head(name),
        _assumptions(vocabulary),
        _levers(vocabulary),
        _shocks(vocabulary),
        _uncertain(vocabulary),
        _watch(vocabulary),
    )
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks)


def _head(name: str) -> Iterator[str]:
    title = printable(name, LONGEST_NAME).replace("_", " ").replace("-", " ").strip().capitalize() or "New scenario"
    yield "# A scenario. Lines that begin with # are not read: remove the # (and keep the spaces) to use one."
    yield "# Check this file with: trilateral check FILE"
    yield f"schema: {FORMAT}"
    yield f"title: {in_quotes(title)}"
    yield 'question: "What do you want to know?"'
    yield "# sources: [where the assumptions come from]"
    if BASELINE in scenario_names():
        yield f"extends: {BASELINE}          # only what differs from it need be written here"
    yield f"horizon: {{start: {FIRST_DAY}, weeks: {WEEKS.default:g}}}"
    yield f"# worlds: {DEFAULT_WORLDS}            # in how many worlds, each with its own luck"
    yield f"# seed: {DEFAULT_SEED}         # the same seed gives the same luck again"


def _assumptions(known: Catalogue) -> Iterator[str]:
    yield "# How the actors are inclined. Every number has a range; 'trilateral schema' lists them all."
    above: Path = ()
    for path, parameter in _dispositions(known):
        for depth, step in enumerate(path[:-1]):
            if path[: depth + 1] != above[: depth + 1]:
                yield f"# {'  ' * depth}{step}:"
        above = path[:-1]
        yield f"# {'  ' * len(above)}{parameter.name}: {parameter.default:g}    # {_range(parameter)}"


def _dispositions(known: Catalogue) -> Iterator[tuple[Path, Parameter]]:
    """The parameters that say how actors are inclined, all of one actor together."""
    found = [(path, parameter) for path, parameter in paths(known) if parameter.role is Role.DISPOSITION]
    blocks = list(dict.fromkeys(path[:-1] for path, _ in found))
    yield from sorted(found, key=lambda entry: (SECTIONS.index(str(entry[0][0])), blocks.index(entry[0][:-1])))


def _levers(known: Catalogue) -> Iterator[str]:
    yield from _comment("Who decides: " + ", ".join(f"{word} ({meaning})" for word, meaning in POLICIES.items()) + ".")
    yield "levers:"
    for capital in CAPITALS:
        yield f"  {capital}:"
        yield "    policy: agent"
        levers = [lever for lever in known.levers_of(capital) if not lever.is_hold]
        if levers:
            yield f"    # ban: [{levers[-1].name}]"
            yield "    # force:"
        for lever in levers:
            yield f"    #   {lever.name}: {{at: {FIRST_DAY}}}    # {lever.sentence}"


def _shocks(known: Catalogue) -> Iterator[str]:
    yield "# What happens and nobody chose."
    yield "# shocks:"
    for shock in known.shocks.values():
        option = f", {shock.option}: {shock.choices[0]}" if shock.option is not None and shock.choices else ""
        words = f"{{at: {FIRST_DAY}, size: {shock.size.default:g}{option}}}"
        yield f"#   - {{{shock.key}: {words}}}    # {shock.sentence}"


def _uncertain(known: Catalogue) -> Iterator[str]:
    yield "# What is not known, and takes another value in every world. 'sweep' tries values in turn instead."
    yield "# uncertain:"
    for _, parameter in _dispositions(known):
        yield f"#   {parameter.key}: [{parameter.low:g}, {parameter.high:g}]"


def _watch(known: Catalogue) -> Iterator[str]:
    names = list(known.outcomes)
    yield from _comment(f"What to watch: {', '.join(names)}.")
    if names:
        yield f"watch: [{', '.join(names[:SHOWN_WATCHED])}]"
        low, high = (known.outcomes[names[0]].low, known.outcomes[names[0]].high)
        yield f"# expect: [{{outcome: {names[0]}, between: [{low:g}, {high:g}]}}]    # checked after a run"


def _range(quantity: Quantity) -> str:
    return f"{quantity.low:g} to {quantity.high:g}, {quantity.unit}: {quantity.help}"


def _comment(words: str) -> Iterator[str]:
    yield from textwrap.wrap(words, WIDTH, initial_indent="# ", subsequent_indent="#   ")
