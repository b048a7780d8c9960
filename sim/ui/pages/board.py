"""The public board of a room, for the projector: it is sent nothing that is not public."""

from __future__ import annotations

import streamlit as st

from sim.ui import offers
from sim.ui.component.game import markup, script, styles
from sim.ui.pages import HIDDEN_HEADER, Page

SCRIPTS = ("triangle", "lobby", "press", "opened", "board")
board = st.components.v2.component(
    "trilateral.board", html=markup("board"), css=styles("public", "board"), js=script(*SCRIPTS)
)


def render() -> None:
    st.html(HIDDEN_HEADER)
    board(key="board", data={"as": "board", "host": offers.host(), **offers.board()})


PAGE = Page(place=22, title="Public board", path="board", render=render, listed=False)
