"""The Explore page over the toy world: a script for Streamlit, for looking at the page without running the model."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
import toy

from sim.ui import library
from sim.ui.pages import explore

library.names = lambda: ["notice_2019", "baseline"]  # type: ignore[assignment]
library.title_of = lambda name: {"notice_2019": "Notice in August", "baseline": "Baseline"}[name]  # type: ignore[assignment]
library.open_named = lambda name: library.Opened(  # type: ignore[assignment]
    name, toy.toy_scenario() if name == "notice_2019" else toy.toy_scenario(title="Baseline", policies={}, shocks=())
)
explore.catalogue = toy.toy_catalogue  # type: ignore[assignment]
explore.engine = toy.ToyEngine  # type: ignore[assignment]

st.set_page_config(page_title="Trilateral", page_icon="🧭", layout="wide")
st.html(f"<style>{(Path(library.__file__).parent / 'frame.css').read_text()}</style>")
explore.render()
