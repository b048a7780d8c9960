"""The adviser knows what its capital knows, and says what it takes for granted."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from sim.engine.run import run
from sim.game.rules.act import Act, RuleError
from sim.game.rules.fold import accept
from sim.game.rules.orders import lines_of
from sim.game.rules.room import Room
from sim.game.setup.records import Inject
from sim.game.world.adviser import FAN
from sim.game.world.game_world import GameWorld
from sim.game.world.knowledge import ADVISED, advised
from sim.game.world.lives import ELSEWHERE, Engine, parting
from sim.game.world.played import as_scenario
from sim.kernel.records import CAPITALS
from sim.scenario.scenario import ShockEvent
from tests.game.world.rooms import SEATS, WORLD, base, begun, next_move, pushed, whole_game

QUIET = {"lever": "seoul.quiet_channel", "dose": 1.0}
HARD = {"lever": "seoul.hard_line_campaign", "dose": 1.0}


def asked(room: Room, capital: str = "seoul", *rows: dict[str, object], world: GameWorld = WORLD) -> str:
    lines = lines_of(room, capital, {"lines": list(rows)})
    return json.dumps(world.forecast(room, base(), capital, lines))


def with_secrets(room: Room) -> Room:
    """The same move with other orders sealed in Tokyo and Washington, other words between them, a card for Tokyo."""
    room = pushed(room, "negotiate")
    room = accept(room, Act("say", SEATS["tokyo"], 3.0, {"channel": "tokyo-washington", "text": "Now or never"}))
    room = pushed(room, "seal")
    for capital, lever in (("tokyo", "tokyo.hard_line_statement"), ("washington", "washington.press_seoul")):
        room = accept(
            room, Act("seal", SEATS[capital], 4.0, {"lines": [{"lever": lever, "dose": 1.0}], "salt": "y" * 16})
        )
    card = Inject("theirs", "For Tokyo only", "", ("tokyo",), shock="dprk_missile", size=1.0)
    return room.with_move(injected=(*room.move.injected, card))


def test_the_others_secrets_change_nothing() -> None:
    room = begun()
    assert asked(with_secrets(room), "seoul", HARD, world=GameWorld()) == asked(room, "seoul", HARD)


def test_own_lines_and_public_words_change_something() -> None:
    room = pushed(begun(), "negotiate")
    found = asked(room, "seoul", HARD)
    assert found != asked(room, "seoul", QUIET)
    spoken = accept(room, Act("state", SEATS["tokyo"], 3.0, {"tone": "sharp", "text": "Never."}))
    assert asked(spoken, "seoul", HARD) != found


def test_holding_is_compared_with_itself() -> None:
    found = json.loads(asked(begun(), "seoul"))
    assert found["compare"] == {"series": found["series"], "shares": found["shares"]}
    assert json.loads(asked(begun(), "seoul", HARD))["compare"] == found["compare"]


def test_the_fan_begins_with_the_lived_weeks() -> None:
    """In the second move of two weeks, from week 42 on: eight lived weeks, two of the move, eight beyond."""
    room = next_move(whole_game()[0])
    lived = run(as_scenario(whole_game()[0], base()), worlds=1)
    for capital in CAPITALS:
        found = json.loads(asked(room, capital))
        assert found["weeks"] == list(range(34, 52))
        assert found["known"] == 8
        assert 4 <= len(found["series"]) <= 6
        assert all(words in found["labels"] for words in ADVISED[capital])
        for known in advised(capital):
            fan = found["series"][known.series]
            values = lived.series[known.series].values
            assert values is not None
            for level in FAN:
                assert fan[f"p{level}"][:8] == known.shown(values[34:42, 0])
            assert all(low <= high for low, high in zip(fan["p10"], fan["p90"], strict=True))
        hostility = found["series"]["hostility.seoul"]
        assert hostility["p10"][-1] < hostility["p90"][-1]
        assert len(found["assumes"]) >= 4


def test_the_others_tempers_are_not_known_to_it() -> None:
    """All ghosts share the lived leaders; in the adviser's, the others' are resolute as often as is believed."""
    scenario = as_scenario(pushed(begun(), "resolve"), base())
    engine, worlds = Engine(), parting(scenario, 40, ELSEWHERE)
    known = engine.live(scenario, worlds).types
    guessed = engine.live(scenario, worlds, unknown_to="seoul", since=40)
    assert np.unique(known, axis=1).shape == (3, 1)
    assert (guessed.types[0] == known[0]).all()
    for row, capital in ((1, "tokyo"), (2, "washington")):
        belief = float(guessed.record[f"belief_high.{capital}"][39, 0])
        assert guessed.types[row].mean() == pytest.approx(belief, abs=0.15)


def test_surprises_to_come_are_no_part_of_it() -> None:
    room = begun()
    scandal = ShockEvent("scandal", room.setup.day_of(0, 2), 5.0, None, "seoul")
    troubled = replace(base(), shocks=(*base().shocks, scandal))
    assert json.dumps(GameWorld().forecast(room, troubled, "seoul", ())) == asked(room, "seoul")


def test_between_moves_it_has_nothing_to_say() -> None:
    with pytest.raises(RuleError, match="while a move is being played"):
        WORLD.forecast(whole_game()[0], base(), "seoul", ())


def test_the_others_are_played_by_agents_and_the_own_capital_by_its_lines() -> None:
    """Notice is Seoul's to give: its adviser sees none while it holds, Tokyo's sees some; ordered, it is certain."""
    room = begun()
    own = json.loads(asked(room, "seoul", {"lever": "seoul.gsomia_notice", "dose": 1.0}))
    assert own["shares"]["p_notice"]["percent"] == 100.0
    assert own["compare"]["shares"]["p_notice"]["percent"] == 0.0
    assert 0.0 < json.loads(asked(room, "tokyo"))["shares"]["p_notice"]["percent"] < 100.0
