"""From ordered evidence to the most probable path, honest areas and rival routes.

``grid``, ``network``, ``field`` lay out the ground; ``surfaces`` what is said of
where; ``problem`` poses a journey; ``optimum`` tier 1, exact; ``reconstruct`` the stage.
"""

from convoy_map.routing.reconstruct import reconstruct_route

__all__ = ["reconstruct_route"]
