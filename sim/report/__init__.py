"""Charts and tables made from results; knows no engine and no Streamlit."""
