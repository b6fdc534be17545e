"""From ordered evidence to the most probable path, honest areas and rival routes.

``grid``, ``network``, ``field`` lay out the ground; ``surfaces`` say where a
statement may hold; ``problem`` poses a journey; ``optimum`` is tier 1, exact;
``perturb``, ``tastes``, ``particles``, ``searches``, ``sampling`` are tier 2;
``corridor``, ``narrow``, ``central``, ``posterior``, ``recalibration`` sum it up;
``orders``, ``blocks``, ``alternatives`` weigh rivals; ``relief``, ``timing``,
``legs``, ``waypoints`` tell the result; ``explain`` in words; ``compare`` two routes.
"""

from convoy_map.routing.compare import RouteChange, compare_routes
from convoy_map.routing.explain import explain_leg, explain_waypoint
from convoy_map.routing.reconstruct import MODES, reconstruct_route

__all__ = [
    "MODES",
    "RouteChange",
    "compare_routes",
    "explain_leg",
    "explain_waypoint",
    "reconstruct_route",
]
