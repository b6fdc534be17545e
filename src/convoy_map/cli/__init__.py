"""The command line ``convoy-map``.

``main`` the program; ``cases`` commands on a case; ``reading`` commands on
documents and names; ``gazetteers`` commands on gazetteers; ``console`` output.
"""

from convoy_map.cli.main import build_app, run

__all__ = ["build_app", "run"]
