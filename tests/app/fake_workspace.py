"""A workspace without a pipeline, for pages and browser tests."""

import json
from pathlib import Path
from types import SimpleNamespace

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

    def cached_result(self):
        return None

    def evidence(self, *, progress=None):
        return SimpleNamespace(run=SimpleNamespace(inputs=()), orderings=())

    def inputs(self):
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


ROUTE_YAML = """format: convoy-map case 1
id: salt-2019
title: The salt lorries
question: Which way?
region: {west: 6.5, south: 13.0, east: 10.0, north: 19.5}
timezone: Africa/Niamey
countries: [NE]
sources: [diary, letter]
gazetteers: [case]
layers: []
parameters: {}

itineraries:
  - id: salt
    title: The salt lorries
    status: travelled

judgements:
"""


class JournalWorkspace(FakeWorkspace):
    """The made-up case with a real ``route.yaml``, read and appended as the real one is."""

    @classmethod
    def open(cls, path, *, sources_dir=None, cache_dir=None):
        from convoy_map.store.casefile import read_case

        ws = cls(definition=read_case(path)[0])
        ws.path, ws.cache_dir = path, path / "cache"
        return ws

    def reload(self):
        from convoy_map.store.casefile import read_case

        self.definition = read_case(self.path)[0]

    def hashes(self):
        return (("route.yaml", str(len(self.definition.judgements))),)

    def judge(self, *, verdict, about, by, why, **more):
        from convoy_map.errors import JudgementError
        from convoy_map.model import Judgement, Verdict
        from convoy_map.store.journal import append_judgement

        draft = Judgement("", about, Verdict(verdict), by, "2026-11-21", why, **more)
        if (self.path / "full").exists():
            raise JudgementError(
                "the judgement could not be written (No space left on device)",
                mend="free some space on the disk and record it again; the file is as it was",
            )
        made = append_judgement(self.path, draft)
        self.reload()
        return made

    def review_queue(self, result=None):
        return ()


def many(n):
    """A kind of workspace with ``n`` stops, scattered by a fixed rule."""

    class Many(FakeWorkspace):
        def __init__(self):
            model = made_case.features()["features"][2]
            rows = []
            for i in range(n):
                lon = 6.6 + (i * 0.6180339887 % 1) * 3.3
                lat = 13.1 + (i * 0.7548776662 % 1) * 6.3
                properties = {**model["properties"], "sequence": i + 1, "title": f"Stop {i + 1}"}
                point = {"type": "Point", "coordinates": [lon, lat]}
                rows.append(
                    {**model, "id": f"salt/{i}", "geometry": point, "properties": properties}
                )
            super().__init__({"type": "FeatureCollection", "features": rows})

    return Many


def chosen():
    """The kind of workspace that the environment asks for."""
    import os

    kind = os.environ.get("MADE_CASE", "plain")
    if kind == "plain":
        return FakeWorkspace
    if kind == "journal":
        return JournalWorkspace
    if kind.startswith("many-"):
        return many(int(kind.removeprefix("many-")))
    import hostile_case

    class Hostile(FakeWorkspace):
        def __init__(self):
            super().__init__(
                hostile_case.features(), hostile_case.documents(), hostile_case.definition()
            )

    return Hostile
