"""Names in news, gold mentions given: GeoVirus (Gritta, Pilehvar and Collier 2018)."""

import xml.etree.ElementTree as ET

from geographiclib.geodesic import Geodesic

from convoy_map.candidates import find_candidates
from convoy_map.gazetteer import open_gazetteer
from convoy_map.model import Mention, MentionKind, TextAnchor


def test_five_in_six_mentions_are_within_161_km(shared_dir):
    gazetteer = open_gazetteer(["world"])
    right = n = 0
    corpus = ET.parse(shared_dir / "corpora" / "GeoVirus.xml").getroot()
    for number, article in enumerate(corpus.iter("article")):
        mentions, gold = [], []
        for place in article.iter("location"):
            start, name = int(place.findtext("start")) - 1, place.findtext("name")
            anchor = TextAnchor(f"a{number}", start, start + len(name), name)
            mentions.append(Mention(anchor.target, anchor, MentionKind.TOPONYM))
            gold.append((float(place.findtext("lat")), float(place.findtext("lon"))))
        for (lat, lon), found in zip(gold, find_candidates(mentions, gazetteer), strict=True):
            n += 1
            best = next((c.place for c in found.candidates if c.place is not None), None)
            if best is not None and best.lon is not None:
                line = Geodesic.WGS84.Inverse(lat, lon, best.lat, best.lon, Geodesic.DISTANCE)
                right += line["s12"] <= 161_000
    assert n == 2170
    assert right / n >= 0.82
