"""The pages: read the map, question it, correct it.

``server`` starts them behind ``guard``'s middleware with the settings of
``settings``; ``pages`` holds one module a page; ``session`` knows which case is
open; ``view`` turns a case into what the panel shows; ``panel`` mounts the panel
and ``stage`` the map; ``offline`` serves the map's files; ``language`` speaks
English and Arabic.
"""

from convoy_map.app.server import application, serve

__all__ = ["application", "serve"]
