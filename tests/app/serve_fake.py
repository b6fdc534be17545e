"""Serve the made-up case: python tests/app/serve_fake.py PORT FOLDER."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import fake_workspace

import convoy_map.workspace

convoy_map.workspace.Workspace = fake_workspace.FakeWorkspace

from convoy_map.app import serve

serve(Path(sys.argv[2]), port=int(sys.argv[1]), browser=False)
