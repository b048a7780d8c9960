"""The app over the stand-in, as a script for Streamlit."""

from __future__ import annotations

import streamlit as st

from sim.ui.server import SCRIPT
from tests.ui.game_pages.stand_in import routes_of, small_room

app = st.App(SCRIPT, routes=routes_of(small_room()))
