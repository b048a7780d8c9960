"""The only Streamlit: pages, widgets, the fan-chart component and its routes."""
