"""A room of the class game for browser tests: opened as a teacher does it, with people whom the test moves."""

from __future__ import annotations

import json
import re
import time
import urllib.request
from collections.abc import Mapping
from functools import cached_property
from typing import Any

GAME = "autumn_2019_50_minutes"
SEATS = {"seoul": "s1", "tokyo": "s2", "washington": "s3"}
ORDER = {"lines": [{"lever": "seoul.quiet_channel", "doses": {"dose": 0.5}, "week": 1}], "reasoning": "Talk first"}
HOLD: Mapping[str, Any] = {"lines": [], "reasoning": "Wait"}


class Class:
    """A room with one head at each table; `teacher` is the page of the white cell, opened when it is first needed."""

    def __init__(self, address: str, browser: Any, **wishes: Any) -> None:
        self.address, self._browser = address, browser
        answer = browser.request.post(f"{address}/game/open", data={"game": GAME, **wishes})
        self.code = answer.json()["room"]
        for name, (team, seat) in zip(("Ann", "Ken", "Rob"), SEATS.items(), strict=True):
            self.act("host", "join", seat=seat, name=name, team=team)

    @cached_property
    def teacher(self) -> Any:
        self._browser.goto(f"{self.address}/white?room={self.code}")
        self._browser.wait_for_selector(".white[data-stage]", timeout=30_000)
        return self._browser

    def act(self, by: str, kind: str, **data: Any) -> None:
        assert self.tried(by, kind, **data) == ""

    def tried(self, by: str, kind: str, **data: Any) -> str:
        words = json.dumps({"room": self.code, "by": by, "kind": kind, "data": data}).encode()
        request = urllib.request.Request(f"{self.address}/test/act", words, {"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            problem: str = json.load(answer)["problem"]
        return problem

    def until(self, phase: str) -> None:
        """Push on to a phase of the first move, once the world is prepared."""
        end = time.monotonic() + 20.0
        while not self.phase() and self.tried("white", "start"):
            assert time.monotonic() < end
            time.sleep(0.05)
        while self.phase() != phase:
            self.act("white", "push")

    def phase(self) -> str:
        with urllib.request.urlopen(f"{self.address}/test/seen?room={self.code}", timeout=20) as answer:
            found: str = json.load(answer)["phase"]
        return found

    def seal_all(self) -> None:
        self.act("s1", "seal", **ORDER)
        for seat in ("s2", "s3"):
            self.act(seat, "seal", **HOLD)


def shown(page: Any, words: str | re.Pattern[str]) -> None:
    """Wait until words are on the screen."""
    page.get_by_text(words).locator("visible=true").first.wait_for(timeout=15_000)
