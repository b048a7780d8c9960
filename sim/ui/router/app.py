"""Opens the app where it is installed; in a checkout, `app.py` at the root does the same."""

import os

# More threads than one only steal the core from the browser, and NumPy reads this once, when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import streamlit as st

from sim.ui.server import SCRIPT, around

app = st.App(SCRIPT, **around())
