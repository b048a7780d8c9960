"""A whole game in real browsers over the app as it is started: three people, a teacher and a projector, from the lobby
to the debrief, with a reload and a server that is killed in the middle, and nobody's secrets on anybody's line."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import SIZES
from tests.browser.serving import ROOT, free_port

pytestmark = pytest.mark.browser

PEOPLE = {"Seoul": ("Ann", "phone"), "Tokyo": ("Ken", "phone"), "Washington": ("Rob", "wide")}
SECRETS = {"Seoul": "the blue envelope", "Tokyo": "an empty hotel", "Washington": "one phone call"}
LEVERS = {"Seoul": "Quiet channel", "Tokyo": "Quiet channel", "Washington": "Private message"}
SECONDS_TO_START = 60


class App:
    """The app in a process of its own that can be killed without a word and started again on the same port."""

    def __init__(self, database: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {**os.environ, "TRILATERAL_DATABASE": f"sqlite:///{database}"}
        self.start()

    def start(self) -> None:
        words = ["-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(self.port)]
        self.process = subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            with suppress(OSError), urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=2):
                return
            time.sleep(0.1)
        raise RuntimeError("the server did not answer in time")

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)


@pytest.fixture
def app(browser: Any, tmp_path: Path) -> Iterator[App]:
    served = App(tmp_path / "rooms.sqlite")
    yield served
    served.kill()


class Person:
    """Somebody's browser, and every frame that its lines received."""

    def __init__(self, browser: Any, size: str) -> None:
        width, height = SIZES[size]
        self.page = browser.new_context(viewport={"width": width, "height": height}).new_page()
        self.page.set_default_timeout(30_000)
        self.frames: list[str] = []
        self.wrong: list[str] = []
        self.page.on("websocket", lambda line: line.on("framereceived", self._hear))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def _hear(self, frame: Any) -> None:
        self.frames.append(frame if isinstance(frame, str) else frame.decode("utf-8", "replace"))

    def heard(self, words: str) -> bool:
        return any(words in frame for frame in self.frames)

    def button(self, name: str | re.Pattern[str], **how: Any) -> Any:
        return self.page.get_by_role("button", name=name, **how)

    def tab(self, name: str) -> None:
        tab = self.page.get_by_role("tab", name=re.compile(f"^{name}")).first
        if tab.is_visible():
            tab.click()


def seal(person: Person, lever: str, reasoning: str) -> None:
    """Put a lever on the sheet, write why, and seal."""
    person.tab("Orders")
    card = person.page.locator("[data-lever]", has_text=lever).first
    card.get_by_role("button", name=re.compile("^Add")).click()
    person.page.get_by_label("Reasoning").fill(reasoning)
    person.button("Seal the order …").click()
    person.button("Seal it").click()
    person.page.get_by_text("✓ Sealed.").wait_for()


def test_a_class_plays_from_the_lobby_to_the_debrief(app: App, browser: Any) -> None:
    teacher, projector = Person(browser, "wide"), Person(browser, "wide")
    wishes = {"game": "autumn_2019_50_minutes", "moves": 2, "weeks": 2}
    clocks = dict.fromkeys(("brief", "negotiate", "seal", "resolve", "report"), 0)
    opened = teacher.page.request.post(f"{app.address}/game/open", data={**wishes, "minutes": clocks})
    code = opened.json()["room"]
    teacher.page.goto(f"{app.address}/white?room={code}")
    teacher.button("Start the game").wait_for()
    projector.page.goto(f"{app.address}/board?room={code}")
    projector.page.get_by_text(code).first.wait_for()

    class_: dict[str, Person] = {}
    for team, (name, size) in PEOPLE.items():
        person = class_[team] = Person(browser, size)
        person.page.goto(f"{app.address}/play?room={code}")
        person.page.get_by_label(re.compile("^Name")).fill(name)
        person.page.get_by_role("radio", name=team).check()
        person.button("Take a seat").click()
        person.page.wait_for_url("**/desk?room=*")
        projector.page.get_by_text(name).first.wait_for()

    teacher.button("Start the game").click()
    teacher.button("Go on: negotiate").click()
    teacher.button("Go on: seal").wait_for()
    seal(class_["Seoul"], LEVERS["Seoul"], SECRETS["Seoul"])
    projector.page.get_by_text("✓ sealed").locator("visible=true").first.wait_for()

    # A reload comes back to the seat, and so does everybody after the server is killed without a word.
    class_["Tokyo"].page.reload()
    class_["Tokyo"].page.get_by_text("Ken").first.wait_for()
    class_["Washington"].tab("Orders")
    class_["Washington"].page.get_by_label("Reasoning").fill(SECRETS["Washington"])
    app.kill()
    app.start()
    for team in ("Tokyo", "Washington"):
        class_[team].page.get_by_text("connected", exact=True).locator("visible=true").first.wait_for()
    assert class_["Washington"].page.get_by_label("Reasoning").input_value() == SECRETS["Washington"]
    teacher.button("Go on: seal").click()
    for team in ("Tokyo", "Washington"):
        seal(class_[team], LEVERS[team], SECRETS[team])

    teacher.button("Go on: move 2").wait_for()
    for team, person in class_.items():
        for other, words in SECRETS.items():
            assert person.heard(words) == (other == team), (team, other)
    assert not any(projector.heard(words) for words in SECRETS.values())

    for name in ("Go on: move 2", "Go on: negotiate", "Go on: seal", "Go on: the world answers"):
        teacher.button(name).click()
    teacher.button("Go on: debrief").click()
    for person in (*class_.values(), projector):
        person.page.get_by_text(SECRETS["Tokyo"]).first.wait_for(state="attached")
    assert all(person.heard(words) for person in class_.values() for words in SECRETS.values())
    assert [*teacher.wrong, *projector.wrong, *(words for one in class_.values() for words in one.wrong)] == []

    # What the teacher takes home.
    scenario = teacher.page.request.get(f"{app.address}/game/file?room={code}&name=scenario")
    assert scenario.ok
    assert "private_message" in scenario.text()
    debrief = teacher.page.request.get(f"{app.address}/game/file?room={code}&name=debrief", timeout=120_000)
    assert debrief.ok
    assert SECRETS["Tokyo"] in debrief.text()
