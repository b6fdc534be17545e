"""Open a case, run it to a stage, save it, and tell what is stale.

``workspace`` the open case; ``making`` and ``creation`` a case from documents;
``questions`` what-if; ``explaining`` the route in words; ``verifying`` what is
checked; ``cache`` results kept; ``locations`` where the project's own data lies.
"""

from convoy_map.workspace.explaining import explain
from convoy_map.workspace.locations import data_root, default_cache_dir, first_case
from convoy_map.workspace.questions import Comparison, Moved
from convoy_map.workspace.workspace import Workspace

__all__ = [
    "Comparison",
    "Moved",
    "Workspace",
    "data_root",
    "default_cache_dir",
    "explain",
    "first_case",
]
