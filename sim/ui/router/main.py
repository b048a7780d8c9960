"""The script that Streamlit runs for every reader: it sets the page up and hands over to the page that was chosen."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from sim.ui.pages import pages

HERE = Path(__file__).parents[1]

st.set_page_config(page_title="Trilateral", page_icon="🧭", layout="wide", initial_sidebar_state="collapsed")
st.logo(HERE / "logo.svg", size="large")
st.html(f"<style>{(HERE / 'frame.css').read_text(encoding='utf-8')}</style>")
st.navigation(
    [
        st.Page(
            page.render,
            title=page.title,
            url_path=page.path,
            default=place == 0,
            visibility="visible" if page.listed else "hidden",
        )
        for place, page in enumerate(pages())
    ],
    position="top",
).run()
