"""The pages: read the map, question it, correct it.

``server`` starts them behind ``guard``'s middleware with the settings of
``settings``; ``screens`` holds one module a page (a folder named ``pages`` would wake
Streamlit's own page finder); ``session`` knows which case is
open; ``view`` turns a case into what the panel shows; ``panel`` mounts the panel
and ``stage`` the map; ``offline`` serves the map's files; ``language`` speaks
English and Arabic.
"""

from convoy_map.app.server import application, serve

__all__ = ["application", "serve"]
