"""A room as a guest sees it: the public board, read on a screen of one's own."""

from __future__ import annotations

import streamlit as st

from sim.ui import offers
from sim.ui.component.game import markup, script, styles
from sim.ui.pages import HIDDEN_HEADER, Page
from sim.ui.pages.board import SCRIPTS

board = st.components.v2.component(
    "trilateral.observe", html=markup("board observe"), css=styles("public", "board"), js=script(*SCRIPTS)
)


def render() -> None:
    st.html(HIDDEN_HEADER)
    board(key="observe", data={"as": "observer", "host": offers.host(), **offers.board()})


PAGE = Page(place=23, title="Observe", path="observe", render=render, listed=False)
