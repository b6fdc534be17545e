"""Serve the made-up case: python tests/app/serve_fake.py PORT FOLDER."""

import sys
import types
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import fake_workspace

stub = types.ModuleType("convoy_map.workspace")
stub.Workspace = fake_workspace.FakeWorkspace
sys.modules["convoy_map.workspace"] = stub
import convoy_map.exports

if not hasattr(convoy_map.exports, "EXPORTS"):
    convoy_map.exports.EXPORTS = {"geojson": None, "kml": None}
    convoy_map.exports.to_geojson = None

from convoy_map.app import serve

serve(Path(sys.argv[2]), port=int(sys.argv[1]), browser=False)
