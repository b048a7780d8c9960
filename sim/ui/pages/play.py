"""Play: join a class, go back to a room, play alone against the model, or open a room."""

from __future__ import annotations

import streamlit as st

from sim.ui import offers
from sim.ui.component.game import markup, script, styles
from sim.ui.pages import Page

door = st.components.v2.component(
    "trilateral.play", html=markup("front play"), css=styles("front"), js=script("form", "play")
)


@st.cache_resource(show_spinner=False)
def told() -> dict[str, object]:
    return {"games": offers.games()}


def render() -> None:
    """The front door of the game. Everything happens in the component and over the game's own routes."""
    door(key="play", data=told())


PAGE = Page(place=10, title="Play", path="play", render=render)
