"""How parameters come to an origin: fitted once and held fixed, fitted anew at each, or as the project ships them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sim.study.hindcast.arms import ABLATIONS, FULL, Arm

HELD_FROM = date(2019, 7, 1)


@dataclass(frozen=True, slots=True)
class Protocol:
    """`arms` are the versions of the model that forecast. Under a protocol that `may_look_back`, origins from before
    the end of its fit are forecast too; they are marked as in sample and never scored."""

    key: str
    label: str
    words: str
    arms: tuple[Arm, ...] = (FULL,)
    may_look_back: bool = False


CHEAP = Protocol(
    "cheap",
    "One fit, held fixed",
    f"one fit to what was known before {HELD_FROM}, held fixed for all origins; the two origins before that day are in "
    "sample, shown, and not scored",
    (FULL, *ABLATIONS),
    may_look_back=True,
)
REFIT = Protocol("refit", "A fit at every origin", "at every origin a small fit to what was known before it")
SHIPPED = Protocol(
    "shipped",
    "The shipped parameters",
    "the fitted set that comes along, which ends before July 2020, at the origins from then on",
)
PROTOCOLS = {protocol.key: protocol for protocol in (CHEAP, REFIT, SHIPPED)}
