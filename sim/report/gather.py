"""Every document of a folder: the one of the folder itself, made now if need be, and those of the studies below."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sim.kernel.errors import RunError
from sim.kernel.progress import Progress
from sim.kernel.whole_files import put_whole
from sim.report.document import Chart, Document
from sim.report.files import DOCUMENT, MANIFEST
from sim.report.html import GENERATOR, Chapter, report_page
from sim.report.read_results import read_manifest
from sim.report.write_document import file_stem, read_document

CHARTS = "charts"
SEEN = 2_000


def chapters_of(folder: Path) -> list[Chapter]:
    """The documents of a folder and below, the folder's own first, the others by their paths.

    Raises RunError where there are none, or one cannot be read.
    """
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "is not there"
        raise RunError(f"{folder} {what}. {_expected()}")
    found = [Chapter("main", document) for document in _own(folder)]
    for path in sorted(folder.rglob(DOCUMENT)):
        place = path.parent.relative_to(folder)
        if place.parts and not any(part.startswith(".") for part in place.parts):
            found.append(Chapter(file_stem(*place.parts), read_document(path.parent)))
    if not found:
        raise RunError(_nothing_in(folder))
    return _told_apart(found)


def _nothing_in(folder: Path) -> str:
    below = sorted(str(path.parent) for path in folder.glob(f"*/{MANIFEST}"))
    if below:
        return f"{folder} holds no results of its own, but folders that do: name one of them, such as {below[0]}."
    return f"{folder} holds no results: neither a {MANIFEST} nor a {DOCUMENT}. {_expected()}"


def _expected() -> str:
    return (
        "Name a folder that a command made with --out, as in: trilateral run baseline --out results, then "
        "trilateral report results."
    )


def _own(folder: Path) -> Iterator[Document]:
    """The folder's own documents: what its results say, and the document that was written into it."""
    if (folder / MANIFEST).exists():
        yield _of_results(folder)
    if (folder / DOCUMENT).exists():
        yield read_document(folder)


def _of_results(folder: Path) -> Document:
    manifest = read_manifest(folder)
    if manifest.get("kind") == "batch":
        from sim.report.studies.batch import batch_document

        return batch_document(folder)
    from sim.report.studies.run import comparison_document, run_document

    if "folders" in manifest:
        return comparison_document(folder)
    if "scenario_yaml" in manifest:
        return run_document(folder)
    raise RunError(f"{folder / MANIFEST} is not that of a run, a comparison or a batch. {_expected()}")


def _told_apart(chapters: list[Chapter]) -> list[Chapter]:
    """Chapters under names of their own."""
    seen: dict[str, int] = {}
    named = []
    for chapter in chapters:
        seen[chapter.name] = seen.get(chapter.name, 0) + 1
        again = f"_{seen[chapter.name]}" if seen[chapter.name] > 1 else ""
        named.append(Chapter(chapter.name + again, chapter.document))
    return named


def write_report(folder: Path, page: Path, progress: Progress | None = None) -> list[Path]:
    """Write the page of a folder's documents, and their charts as SVG and PNG into a folder `charts` beside it; the
    files that were written. `progress(done, total)` counts charts.

    Raises RunError where the folder holds no documents, something else is in the page's place, or the disk refuses.
    """
    from sim.report.charts.save import png, svg

    check_page(page)
    chapters = chapters_of(folder)
    written = [page]
    charts = [
        (chapter.name, item)
        for chapter in chapters
        for section in chapter.document.sections
        for item in section.items
        if isinstance(item, Chart)
    ]
    for done, (name, chart) in enumerate(charts, start=1):
        stem = chart.name if name == "main" else f"{name}_{chart.name}"
        for suffix, content in ((".svg", svg(chart.spec).encode()), (".png", png(chart.spec))):
            written.append(page.parent / CHARTS / (stem + suffix))
            put_whole(written[-1], content)
        if progress is not None:
            progress(done, len(charts))
    put_whole(page, report_page(chapters).encode())
    return written


def check_page(page: Path) -> None:
    """Make sure that a page may be written here. Raises RunError where a folder or a strange file is in its place."""
    if page.is_dir():
        raise RunError(f"{page} is a folder. Name a file for the report, for example --out {page / 'report.html'}.")
    if page.exists():
        with page.open("rb") as file:
            ours = f'content="{GENERATOR}"'.encode() in file.read(SEEN)
        if not ours:
            raise RunError(f"{page} is there already and is no report of this program. Name another file with --out.")
