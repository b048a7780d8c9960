"""Say which inputs make an outcome likely, among the worlds of a batch."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.asked import AsJson, Workers, check_free
from sim.cli.shell import command_typed, progress_bar, say, shell
from sim.cli.shown import show
from sim.kernel.errors import RunError, near_matches

if TYPE_CHECKING:
    from sim.report.studies.discovery import Story

METHODS = ("prim", "cart")


@shell.command("discover")
def discover_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a batch.")],
    outcome: Annotated[str, typer.Option("--outcome", metavar="NAME", help="The outcome, as p_lapse.")],
    above: Annotated[
        float | None, typer.Option("--above", metavar="X", help="Worlds above this are of interest.")
    ] = None,
    below: Annotated[
        float | None,
        typer.Option("--below", metavar="X", help="Worlds below this are; with neither, the worst quarter."),
    ] = None,
    fails: Annotated[bool, typer.Option("--not", help="The worlds in which it does not happen.")] = False,
    method: Annotated[
        str, typer.Option("--method", metavar="METHOD", help="prim searches for boxes, cart grows a tree.")
    ] = "prim",
    scenario: Annotated[
        str | None, typer.Option("--scenario", metavar="NAME", help="Which scenario of the batch is meant.")
    ] = None,
    inputs: Annotated[
        list[str] | None,
        typer.Option("--inputs", metavar="KEY", help="An input that may be limited; may be repeated. Else all."),
    ] = None,
    density: Annotated[
        float | None,
        typer.Option("--density", metavar="D", help="Take the box that covers most at this density, as 0.6."),
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", metavar="S", min=0, help="Seed of the halves, resamples and shuffles.")
    ] = 0,
    workers: Workers = 1,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR2", help="Where the document and the boxes go; else DIR/studies/..."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say which inputs make an outcome likely in a batch."""
    if method not in METHODS:
        raise RunError(
            f"--method {method}: there is none of that name.{near_matches(method, METHODS)} Write prim or cart."
        )
    if density is not None and not 0.0 < density <= 1.0:
        raise RunError(f"--density {density:g}: a density lies between 0 and 1. Write for example 0.6.")
    from sim.report.studies.discovery import Story, discovery_document
    from sim.report.write_document import file_stem
    from sim.study.batch import read_batch
    from sim.study.discovery.discover import discover
    from sim.study.discovery.interest import interest_in, outcome_of
    from sim.study.discovery.search import Method
    from sim.study.discovery.source import source_of
    from sim.study.executors import local

    outcome_of(outcome)
    source = source_of(read_batch(folder), outcome, scenario)
    interest = interest_in(outcome, source.values, above=above, below=below, fails=fails)
    sample = source.sample(interest, inputs or ())
    place = out or folder / "studies" / file_stem("discover", outcome)
    check_free(place)
    began = time.perf_counter()
    with progress_bar() as progress:
        found = discover(
            sample,
            method=Method(method),
            density=density,
            seed=seed,
            executor=local(workers),
            progress=progress,
        )
    story = Story.of(found, source, interest)
    show(discovery_document(story, command_typed(), time.perf_counter() - began), place, as_json)
    _write_boxes(story, place)


def _write_boxes(story: Story, place: Path) -> None:
    """The scenario file of each box; those of an earlier search go."""
    from sim.report.studies.discovery import box_scenario
    from sim.scenario.write import to_yaml

    try:
        for stale in place.glob("box_*.yaml"):
            stale.unlink()
        for number in range(len(story.found.boxes)):
            path = place / f"box_{number + 1}.yaml"
            path.write_text(to_yaml(box_scenario(story, number).scenario), encoding="utf-8")
            say(f"Box {number + 1} as a scenario: trilateral run {path}")
    except OSError as error:
        raise RunError(f"the boxes could not be written to {place}: {error.strerror or error}.") from error
