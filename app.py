"""Convoy-map's page list: ``streamlit run app.py``, or better ``convoy-map app``."""

import streamlit as st

from convoy_map.app import pages

st.set_page_config(page_title="convoy-map", page_icon="🧭", layout="wide")
pages.frame()
st.navigation(pages.page_list(), position="top").run()
