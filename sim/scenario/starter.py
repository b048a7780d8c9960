"""A commented file to start from, made from the catalogue: it loads as it is, and shows what else may be written."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date, timedelta

from sim.kernel.catalogue import Catalogue, catalogue
from sim.kernel.quantity import Parameter, Quantity, Role
from sim.kernel.records import CAPITALS, Lever
from sim.scenario.library import RECORD, scenario_names
from sim.scenario.load import load_scenario
from sim.scenario.numbers import FORMAT, WEEKS
from sim.scenario.places import Path, printable
from sim.scenario.scenario import DEFAULT_SEED, DEFAULT_WORLDS, POLICIES
from sim.scenario.sections import SECTIONS, paths
from sim.scenario.write import in_quotes

FIRST_DAY = date(2018, 10, 29)
SOME_DAY = date(2019, 7, 1)
LATE_DAY = date(2020, 1, 6)
LONGEST_SEARCH = 366
WIDTH = 110
BASELINE, OPEN_LATER = "baseline", "july_2019"
WATCHED = ("p_notice", "p_lapse", "trilateral_cohesion")
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
        yield "# The model's numbers and the calendar fit this first day. To let agents decide from a later day only,"
        yield f"# keep it and extend a scenario that is open from then on, such as {OPEN_LATER}."
    yield f"horizon: {{start: {FIRST_DAY}, weeks: {WEEKS.default:g}}}"
    yield f"# worlds: {DEFAULT_WORLDS}            # in how many worlds, each with its own luck"
    yield f"# seed: {DEFAULT_SEED}         # the same seed gives the same luck again"


def _assumptions(known: Catalogue) -> Iterator[str]:
    yield "# How the actors are inclined. Every number has a range; 'trilateral parameters' lists them all."
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
    yield "# A forced lever is pulled on its day where its needs are met in a world, and missed where they are not."
    yield "levers:"
    days = _days(known)
    for capital in CAPITALS:
        yield f"  {capital}:"
        yield "    policy: agent"
        levers = [lever for lever in known.levers_of(capital) if not lever.is_hold]
        if levers:
            yield f"    # ban: [{levers[-1].name}]"
            yield "    # force:"
        for lever in levers:
            needs = f" Needs: {lever.needs}" if lever.needs else ""
            yield f"    #   {lever.name}: {{at: {days[lever.key]}}}    # {lever.sentence}{needs}"


def _days(known: Catalogue) -> dict[str, date]:
    """A day for every lever: that of the record where it has one in the starter's weeks, else a late day that is legal.

    On the days of the record the levers' needs were met; late in the horizon they are likelier to be.
    """
    end = FIRST_DAY + timedelta(weeks=WEEKS.default) - timedelta(days=1)
    days = {key: _legal_day(lever, known) for key, lever in known.levers.items()}
    if RECORD in scenario_names():
        forced = [item for policy in load_scenario(RECORD, known).policies.values() for item in policy.force]
        days |= {
            item.lever: item.at for item in sorted(forced, key=lambda item: item.at, reverse=True) if item.at <= end
        }
    return days


def _legal_day(lever: Lever, known: Catalogue) -> date:
    window = known.windows[lever.window] if lever.window is not None else None
    if window is None:
        return LATE_DAY if lever.needs else SOME_DAY
    days = (LATE_DAY + timedelta(days=step) for step in range(LONGEST_SEARCH))
    return next((day for day in days if window.opens(day)), LATE_DAY)


def _shocks(known: Catalogue) -> Iterator[str]:
    yield "# What happens and nobody chose; it comes on top of what is extended. 'trilateral shocks' explains each."
    yield "# shocks:"
    for shock in known.shocks.values():
        option = f", {shock.option}: {shock.choices[0]}" if shock.option is not None and shock.choices else ""
        words = f"{{at: {SOME_DAY}, size: {shock.size.default:g}{option}}}"
        yield f"#   - {{{shock.key}: {words}}}    # {shock.sentence}"


def _uncertain(known: Catalogue) -> Iterator[str]:
    yield "# What is not known, and takes another value in every world. 'sweep' tries values in turn instead."
    yield "# uncertain:"
    for _, parameter in _dispositions(known):
        yield f"#   {parameter.key}: [{parameter.low:g}, {parameter.high:g}]"


def _watch(known: Catalogue) -> Iterator[str]:
    names = list(known.outcomes)
    yield from _comment(f"What to watch: {', '.join(names)}.")
    watched = [name for name in WATCHED if name in names] or names[:1]
    if watched:
        yield f"watch: [{', '.join(watched)}]"
        low, high = (known.outcomes[watched[0]].low, known.outcomes[watched[0]].high)
        yield f"# expect: [{{outcome: {watched[0]}, between: [{low:g}, {high:g}]}}]    # checked after a run"


def _range(quantity: Quantity) -> str:
    return f"{quantity.low:g} to {quantity.high:g}, {quantity.unit}: {quantity.help}"


def _comment(words: str) -> Iterator[str]:
    yield from textwrap.wrap(words, WIDTH, initial_indent="# ", subsequent_indent="#   ")
