"""Open a room: what is played, for how long, and by whom."""

from __future__ import annotations

import streamlit as st

from sim.ui import offers
from sim.ui.component.game import markup, script, styles
from sim.ui.pages import Page

form = st.components.v2.component(
    "trilateral.open", html=markup("front open"), css=styles("front"), js=script("form", "open")
)


@st.cache_resource(show_spinner=False)
def told() -> dict[str, object]:
    return {
        "games": offers.games(),
        "scenarios": offers.scenarios(),
        "plain": offers.any_scenario(),
        **offers.reach(),
    }


def render() -> None:
    """The form of a new room; the game's own route opens it."""
    form(key="open", data=told())


PAGE = Page(place=11, title="Open a room", path="open", render=render)
