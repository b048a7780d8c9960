"""The desk of a seat in a class game. It is given the room's code alone; all else comes over the game's own line."""

from __future__ import annotations

import streamlit as st

from sim.ui.component.game import markup, script, styles
from sim.ui.pages import HIDDEN_HEADER, Page

SCRIPTS = (
    *("tabs", "outcome", "head", "guidance", "brief", "world", "statement", "proposals", "talking"),
    *("adviser", "order_cards", "sheet", "slips", "reveal", "desk"),
)
LONGEST_CODE = 12
alone = st.components.v2.component("trilateral.alone", html=markup("alone"), css=styles("alone"), js=script("alone"))
desk = st.components.v2.component("trilateral.desk", html=markup("desk"), css=styles("desk"), js=script(*SCRIPTS))


def render() -> None:
    """The whole page. Who sits here is known by the cookie of this browser, never by the address."""
    st.html(HIDDEN_HEADER)
    room = st.query_params.get("room", "")[:LONGEST_CODE].upper()
    alone(key="alone", data={"room": room})
    desk(key="desk", data={"room": room})


PAGE = Page(place=20, title="Your desk", path="desk", render=render, listed=False)
