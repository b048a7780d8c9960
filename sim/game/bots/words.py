"""What bots say. Whatever not everybody may read carries a mark of who may, so that a word gone astray is found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

PHRASES = (
    "Let us keep the pact and talk about the rest.",
    "Who moves first loses the evening news.",
    "We could wait one move and see what the others seal.",
    "They say one thing here and order another.",
    "What would you need before you calm things down?",
    "두 나라가 함께 갈 길이 있습니다.",
    "まず輸出管理について話しましょう。",
    'No <b>promises</b> & no "guarantees" =1+1 today.',
)
_MARK = re.compile(r"\[for ([a-z+]+) [0-9a-f]{8}\]")


def spoken(luck: Random) -> str:
    """Words that all may read."""
    return luck.choice(PHRASES)


def confided(luck: Random, *readers: str) -> str:
    """Words that only some capitals may read before the reveal."""
    return f"{luck.choice(PHRASES)} [for {'+'.join(sorted(readers))} {luck.getrandbits(32):08x}]"


def strays(text: str, team: str | None) -> Iterator[str]:
    """The marks in a text that somebody at this table should not read before the reveal."""
    for mark in _MARK.finditer(text):
        if team not in mark[1].split("+"):
            yield mark[0]
