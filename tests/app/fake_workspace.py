"""A workspace without a pipeline, for pages and browser tests."""

import json
from pathlib import Path

import made_case
from shapely.geometry import LineString


class FakeTerrain:
    version = "made"
    roads = ()
    barriers = ()
    bridges = ()
    borders = (("border", LineString([(6.5, 13.3), (10.0, 13.1)])),)


class FakeGazetteer:
    version = "made"

    def within(self, region):
        return ()


class FakeWorkspace:
    terrain = FakeTerrain()
    gazetteer = FakeGazetteer()
    reading_findings = ()

    def __init__(self, features=None, documents=None, definition=None):
        self.definition = definition or made_case.definition()
        self.documents = documents or made_case.documents()
        self._features = features or made_case.features()

    @classmethod
    def open(cls, path: Path, *, sources_dir=None, cache_dir=None):
        ws = cls()
        ws.path = path
        ws.cache_dir = path / "cache"
        return ws

    def reload(self):
        pass

    def hashes(self):
        return ()

    def derived(self, name):
        return self.export("geojson")

    def run(self, *, until, progress=None):
        return None

    def review_queue(self, result=None):
        from convoy_map.review import ReviewItem

        return (
            ReviewItem(
                "draft:diary:1",
                "diary:311-347",
                "By nightfall they had reached Tanout",
                "?",
                "drafted",
                20.0,
                "- {role: via, by",
                "salt",
                (("made:3", "Tanout", 0.8),),
            ),
        )

    def features(self):
        return self._features

    def stale(self):
        return False

    def export(self, fmt, profile="full"):
        return json.dumps(self._features, ensure_ascii=False).encode()


def chosen():
    """The kind of workspace that the environment asks for."""
    import os

    kind = os.environ.get("MADE_CASE", "plain")
    if kind == "plain":
        return FakeWorkspace
    import hostile_case

    class Hostile(FakeWorkspace):
        def __init__(self):
            super().__init__(
                hostile_case.features(), hostile_case.documents(), hostile_case.definition()
            )

    return Hostile
