"""One browser for all tests, and pages that complain about errors and about anything fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.serving import ROOT, browser_path, opened, serving

SIZES = {"wide": (1400, 900), "phone": (390, 844)}


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium. Tests are skipped where there is none."""
    playwright_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if browser_path() is None:
        pytest.skip("no Chromium is installed here; TRILATERAL_BROWSER may name one")
    with playwright_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_path(), headless=True, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def toy_address(browser: Any) -> Iterator[str]:
    """The Explore page over the toy world."""
    with serving(ROOT / "tests" / "ui" / "toy_app.py") as address:
        yield address


@pytest.fixture(scope="session")
def real_address(browser: Any) -> Iterator[str]:
    """The app as it is started by its launcher."""
    with serving(ROOT / "app.py") as address:
        yield address


@pytest.fixture(scope="session")
def game_address(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The game's pages and routes over a real host, with a world without an engine and a door for tests."""
    database = f"sqlite:///{tmp_path_factory.mktemp('rooms') / 'rooms.sqlite'}"
    with serving(ROOT / "tests" / "ui" / "game_pages" / "desk_app.py", TRILATERAL_DATABASE=database) as address:
        yield address


@pytest.fixture
def people(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens browsers of different people, who share no cookie; at the end no page may have failed or fetched from
    elsewhere."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def somebody(width: int = 1280, height: int = 800, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"{error} {error.stack}"))
        page.on("request", lambda request: wrong.append(request.url) if _elsewhere(request.url) else None)
        return page

    yield somebody
    for context in contexts:
        context.close()
    assert not wrong


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens an address in a window of its own; at the end no page may have failed or fetched from elsewhere."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def go(address: str, size: str = "wide", **options: Any) -> Any:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=size == "phone",
            permissions=["clipboard-read", "clipboard-write"],
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"{error} {error.stack}"))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("request", lambda request: wrong.append(request.url) if _elsewhere(request.url) else None)
        return opened(page, address)

    yield go
    for context in contexts:
        context.close()
    assert not wrong


def _elsewhere(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))
