"""The two publics, whose attention, opinion and purses bind their governments."""

from __future__ import annotations

from sim.actors.actor import Actor, rows_of


class KoreanPublic(Actor):
    """The Korean public: attention, hard-line opinion, boycott."""

    KEY = "korean_public"
    LABEL = "Korean public"
    ROWS = (*rows_of("seoul", "salience", "hard_line", "approval"), "boycott", "visitors_change", "beer_change")


class JapanesePublic(Actor):
    """The Japanese public: attention and hard-line opinion."""

    KEY = "japanese_public"
    LABEL = "Japanese public"
    ROWS = rows_of("tokyo", "salience", "hard_line", "approval")
