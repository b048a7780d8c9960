"""Offers between capitals: made, answered, withdrawn, and kept or broken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.game.rules import given
from sim.game.rules.act import Act, RuleError
from sim.game.rules.room import Commitment, Proposal, Room
from sim.kernel.records import CAPITALS

MOST_COMMITMENTS = 6
MOST_OPEN = 12


def propose(room: Room, act: Act) -> Room:
    """A capital offers something to one or two others, with what each would do or leave undone."""
    capital = _negotiating(room, act)
    others = tuple(other for other in CAPITALS if other != capital)
    to = given.words(act.data, "to", others)
    if sum(one.move == room.index and one.capital == capital for one in room.proposals) >= MOST_OPEN:
        raise RuleError(f"your government has made {MOST_OPEN} proposals in this move. Settle some of them first.")
    commitments = tuple(
        _commitment(room, row, (capital, *to)) for row in given.rows(act.data, "commitments", MOST_COMMITMENTS)
    )
    words = given.text(act.data, "text", given.PARAGRAPH)
    made = Proposal(f"p{act.number}", room.index, capital, to, words, commitments)
    return replace(room, proposals=(*room.proposals, made))


def _negotiating(room: Room, act: Act) -> str:
    if room.stage != "playing" or room.phase != "negotiate":
        raise RuleError("proposals are made and answered in the phase of negotiation.")
    capital = room.team_of(act.by)
    assert capital is not None
    return capital


def _commitment(room: Room, row: Mapping[str, Any], parties: tuple[str, ...]) -> Commitment:
    capital = given.word(row, "capital", parties)
    mine = tuple(key for key, lever in room.levers.items() if lever.owner == capital and not lever.is_hold)
    lever = given.word(row, "lever", mine)
    by_move = given.whole(row, "by_move", room.index + 1, len(room.setup.moves)) if "by_move" in row else room.index + 1
    return Commitment(capital, lever, bool(row.get("does", True)), by_move - 1)


def answer(room: Room, act: Act) -> Room:
    """A capital accepts an offer or refuses it; it may change its mind until all have answered."""
    capital = _negotiating(room, act)
    offer = _open_offer(room, act)
    if capital not in offer.to:
        raise RuleError("this proposal was not made to your government.")
    said = given.word(act.data, "answer", ("accepted", "refused"))
    return _changed(room, replace(offer, answers={**offer.answers, capital: said}))


def withdraw(room: Room, act: Act) -> Room:
    """A capital takes back an offer that is not yet accepted by all."""
    capital = _negotiating(room, act)
    offer = _open_offer(room, act)
    if capital != offer.capital:
        raise RuleError("only the government that made a proposal can withdraw it.")
    return _changed(room, replace(offer, withdrawn=True))


def _open_offer(room: Room, act: Act) -> Proposal:
    offer = next((one for one in room.proposals if one.id == act.data.get("proposal")), None)
    if offer is None:
        raise RuleError("there is no such proposal. Reload the page and choose again.")
    if offer.withdrawn or offer.accepted or offer.move != room.index:
        raise RuleError("this proposal is settled: it was accepted or withdrawn, or its move is over.")
    return offer


def _changed(room: Room, offer: Proposal) -> Room:
    return replace(room, proposals=tuple(offer if one.id == offer.id else one for one in room.proposals))


def kept(room: Room, offer: Proposal, promise: Commitment) -> bool | None:
    """Whether a promise of an accepted offer was kept, from what the world reports; None while it is open."""
    if not offer.accepted:
        return None
    reports = [move.report for move in room.resolved[offer.move : promise.by_move + 1]]
    done = any(
        pulled["lever"] == promise.lever for report in reports if report is not None for pulled in report["pulled"]
    )
    if done:
        return promise.does
    return None if len(room.resolved) <= promise.by_move else not promise.does
