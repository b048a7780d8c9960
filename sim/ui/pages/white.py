"""The desk of the white cell: who teaches steers the room from here."""

from __future__ import annotations

import streamlit as st

from sim.ui import offers
from sim.ui.component.game import markup, script, styles
from sim.ui.game.files import FILES
from sim.ui.pages import HIDDEN_HEADER, Page

SCRIPTS = (
    *("form", "asking", "lobby", "press", "opened", "helm", "people", "sealed_orders", "settling", "outlook"),
    *("deck", "script", "notices", "deals", "truth", "files", "white"),
)
desk = st.components.v2.component(
    "trilateral.white", html=markup("white"), css=styles("public", "white"), js=script(*SCRIPTS)
)


def render() -> None:
    """Everything that happens in the room comes over the game's own line, never through a rerun of this page."""
    st.html(HIDDEN_HEADER)
    files = [[name, file.label] for name, file in FILES.items()]
    desk(key="white", data={"host": offers.host(), "shocks": offers.shocks(), "files": files})


PAGE = Page(place=21, title="White cell", path="white", render=render, listed=False)
