"""Opens the app: `streamlit run app.py` or `python app.py`."""

import os

# More threads than one only steal the core from the browser, and NumPy reads this once, when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import streamlit as st

from sim.ui.server import SCRIPT, around

app = st.App(SCRIPT, **around())

if __name__ == "__main__":
    app.run()
