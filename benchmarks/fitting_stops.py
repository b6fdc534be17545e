"""Fits the weights that tell stops from other places: `python benchmarks/fitting_stops.py`.

Reads the journeys of ``benchmarks/journeys`` with the world gazetteer, labels every
named settlement by the known stops, and fits the weights of
``convoy_map.mentions.stop_model``. Prints, for texts left out of the fit one by one,
how many of the places taken are stops and how many stops are taken, beside the
grammar of motion alone and beside the rule "every place is a stop". ``--write``
stores the weights fitted on all of them. The ``held-out`` texts are left alone.

Texts on which the grammar itself was tuned flatter its verdicts, so they count
``TUNED_WEIGHT`` as much as those that nothing was tuned on when they were read.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from convoy_map.gazetteer import open_gazetteer
from convoy_map.mentions import find_mentions, stop_model
from convoy_map.mentions.events import Event
from convoy_map.mentions.stop_model import P_TAKEN, Weighed
from convoy_map.model import Gazetteer, Stance
from convoy_map.text.folding import fold_name
from mentions_journeys import HERE, document

FOLDER = Path(stop_model.__file__).parent
TUNED_WEIGHT = 0.3
PENALTY = 2.0
LEAST_SEEN = 3
LANGUAGES = ("en", "ar")
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """One named place of one text: its reasons and whether it is a stop."""

    text: str
    half: str
    name: str
    words: str
    reasons: tuple[str, ...]
    is_stop: bool
    taken_by_grammar: bool


def labelled(gazetteer: Gazetteer, lang: str, folder: Path = HERE) -> list[Row]:
    """Every named place of the journeys of a language; what is no known stop is none."""
    kept: list[Weighed] = []

    def record(events: list[Event], places: Sequence[Weighed], _: object) -> list[Event]:
        kept.extend(places)
        return events

    take = stop_model.take_stops
    stop_model.take_stops = record
    rows = []
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    for name, known in sorted(gold.items()):
        if known["lang"] != lang or known["half"] == "held-out":
            continue
        kept.clear()
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
        find_mentions(document(name, text, known["published"]), gazetteer)
        stops = {fold_name(s) for journey in known["journeys"] for s in journey}
        told = {p.town.name for p in kept if p.claim and p.claim[1].stance is Stance.STATED}
        for place in kept:
            if place.claim is None and place.town.name in told:
                continue  # told as a stop elsewhere: what this mention is decides nothing
            claimed = place.claim is not None and place.claim[1].stance is Stance.STATED
            at = place.town.start
            words = " ".join(text[max(0, at - 70) : place.town.end + 50].split())
            is_stop = fold_name(place.town.text) in stops
            rows.append(
                Row(name, known["half"], place.town.name, words, place.reasons, is_stop, claimed)
            )
    stop_model.take_stops = take
    return rows


def fit(x: Matrix, y: Matrix, weight: Matrix) -> Matrix:
    """Weights of greatest penalised likelihood, by Newton's method."""
    b = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], PENALTY)
    penalty[0] = 0.01
    for _ in range(30):
        p = 1.0 / (1.0 + np.exp(-(x @ b)))
        slope = x.T @ (weight * (y - p)) - penalty * b
        bend = (x * (weight * p * (1.0 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        b += step
        if np.abs(step).max() < 1e-8:
            break
    return b


def matrix(rows: Sequence[Row]) -> tuple[list[str], Matrix]:
    """Reasons seen often enough, and which place has which (first column: bias)."""
    seen = Counter(reason for row in rows for reason in row.reasons)
    names = sorted(reason for reason, n in seen.items() if n >= LEAST_SEEN)
    at = {reason: i + 1 for i, reason in enumerate(names)}
    x = np.zeros((len(rows), len(names) + 1))
    x[:, 0] = 1.0
    for i, row in enumerate(rows):
        x[i, [at[r] for r in row.reasons if r in at]] = 1.0
    return ["bias", *names], x


def telling_mentions(rows: Sequence[Row], p: Matrix) -> list[Row]:
    """Of each stop that no motion tells, the likeliest mention: the others say nothing."""
    best: dict[tuple[str, str], int] = {}
    for i, row in enumerate(rows):
        if row.is_stop and not row.taken_by_grammar:
            key = (row.text, row.name)
            if key not in best or p[i] > p[best[key]]:
                best[key] = i
    kept = set(best.values())
    return [
        row for i, row in enumerate(rows) if i in kept or not row.is_stop or row.taken_by_grammar
    ]


def left_out(rows: Sequence[Row], x: Matrix, y: Matrix, weight: Matrix) -> Matrix:
    """Probability of every place by weights fitted without its own text."""
    p = np.zeros(len(rows))
    texts = np.array([row.text for row in rows])
    for text in sorted(set(texts)):
        own = texts == text
        p[own] = 1.0 / (1.0 + np.exp(-(x[own] @ fit(x[~own], y[~own], weight[~own]))))
    return p


def report(title: str, taken: NDArray[np.bool_], y: Matrix) -> None:
    hits = float(y[taken].sum())
    print(f"  {title:32} P {hits / max(1, taken.sum()):.3f}  R {hits / y.sum():.3f}")


def fit_language(gazetteer: Gazetteer, lang: str, write: bool, errors: int) -> None:
    """Fit, report and, where asked, store the weights of one language."""
    rows = labelled(gazetteer, lang)
    _, x = matrix(rows)
    first = fit(x, np.array([float(row.is_stop) for row in rows]), np.ones(len(rows)))
    rows = telling_mentions(rows, x @ first)
    names, x = matrix(rows)
    y = np.array([float(row.is_stop) for row in rows])
    tuned = np.array([row.half == "tuning" for row in rows])
    weight = np.where(tuned, TUNED_WEIGHT, 1.0)
    p = left_out(rows, x, y, weight)
    grammar = np.array([row.taken_by_grammar for row in rows])
    long = np.array([row.text[0] in "lm" for row in rows])
    for title, own in (
        ("texts the grammar was tuned on", tuned),
        ("other texts", ~tuned & ~long),
        ("long features that tell a journey in part", long),
    ):
        print(f"{lang}, {title}: {own.sum()} places, {int(y[own].sum())} stops")
        report("every place", np.ones(own.sum(), dtype=bool), y[own])
        report("grammar of motion", grammar[own], y[own])
        report("weighed, text left out", p[own] >= P_TAKEN, y[own])
        loss = -np.mean(y[own] * np.log(p[own]) + (1.0 - y[own]) * np.log(1.0 - p[own]))
        print(f"  mean log loss of a text left out {loss:.3f}")
    weights = {n: round(float(w), 3) for n, w in zip(names, fit(x, y, weight), strict=True)}
    for i in sorted(range(len(rows)), key=lambda i: -abs(p[i] - y[i]))[:errors]:
        mark = "stop " if y[i] else "other"
        print(f"{mark} p {p[i]:.2f} {rows[i].text}: {rows[i].words}")
        print("     ", " ".join(f"{r}{weights.get(r, 0.0):+.1f}" for r in rows[i].reasons))
    if write:
        path = FOLDER / f"stop_weights_{lang}.json"
        path.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
        print(f"{len(weights)} weights written")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="store the weights")
    parser.add_argument("--errors", type=int, default=0, help="print this many worst places")
    arguments = parser.parse_args()
    gazetteer = open_gazetteer(("world",), places_tsv=None)
    for lang in LANGUAGES:
        fit_language(gazetteer, lang, arguments.write, arguments.errors)


if __name__ == "__main__":
    main()
