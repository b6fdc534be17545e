"""The usual way to link a folium map and a text in Streamlit, for comparison.

Markers with popups on a map of streamlit-folium; a click sends what was clicked
to the server, which runs the page again and writes the quote beside the map.
Run by ``benchmarks/app.py``, which gives it the same features.
"""

import json
import os
from pathlib import Path

import folium
import streamlit as st
from streamlit_folium import st_folium

from convoy_map.app.offline import map_files

st.set_page_config(layout="wide")
features = json.loads(Path(os.environ["CONVOY_MAP_PEER"]).read_text(encoding="utf-8"))
assets = map_files().assets()
stops = [f for f in features["features"] if f["properties"]["kind"] == "waypoint" and f["geometry"]]


class Peer(folium.Map):
    """Folium's map with Leaflet from this machine, which is all that is not usual here."""

    def __init__(self) -> None:
        super().__init__(tiles=None)
        self.default_js = list(assets.scripts)[:1]
        self.default_css = []


view = Peer()
view.get_root().header.add_child(folium.Element(f"<style>{assets.styles}</style>"))
for n, stop in enumerate(stops):
    lon, lat = stop["geometry"]["coordinates"]
    folium.CircleMarker([lat, lon], radius=8, tooltip=str(n)).add_to(view)
view.fit_bounds(view.get_bounds())
left, right = st.columns([3, 2])
with left:
    said = st_folium(view, key="peer", height=600, use_container_width=True)
with right:
    n = said.get("last_object_clicked_tooltip")
    if n is not None:
        st.html(f"<p class='peer-quote' data-n='{int(n)}'>{stops[int(n)]['id']}</p>")
