"""The third table of `mentions.py`: other packages on the same texts, quality and speed.

Speed is by processor time, the best of three rounds in which all readers take
turns, so that a busy machine treats them alike. From the second round on our reader
remembers the names it has looked up, as it does within a corpus; the first reading
of every article with a gazetteer just opened is told apart.
"""

from __future__ import annotations

import importlib
import time
from collections import Counter
from collections.abc import Callable, Iterable

from convoy_map.gazetteer import open_gazetteer
from convoy_map.mentions import find_mentions
from convoy_map.model import Gazetteer, MentionKind
from mentions import SHARED, Span, document, f1, geovirus, gold_rows


def peers(gazetteer: Gazetteer) -> None:
    """The third table: other packages on the same texts, quality and speed."""
    readers: dict[str, Callable[[str], Iterable[Span]]] = {"convoy-map": _ours(gazetteer)}
    for name, maker in (("flashgeotext", _flashgeotext), ("geotext", _geotext)):
        try:
            readers[name] = maker()
        except ImportError:
            print(f"  {name} is not installed; install it to compare")
    articles = geovirus()
    gold = gold_rows("gold_mentions.jsonl")
    texts = {p.name[:3]: p.read_text(encoding="utf-8") for p in (SHARED / "seeds").glob("*.txt")}
    large = "\n\n".join(text for text, _ in articles)
    while len(large) < 2_000_000:
        large += "\n\n" + large
    large = large[:2_000_000]
    speed = _speeds(readers, large)
    print("the same texts, in one run: F1 of exact names; MB of text a processor second")
    for name, reader in readers.items():
        counts: Counter[str] = Counter()
        for text, places in articles:
            _count(counts, "g", set(reader(text)), {(s, e) for s, e, _, _ in places})
        for number, text in sorted(texts.items()):
            rows = {
                (g["start"], g["end"])
                for g in gold
                if g["doc"] == number and g["form"] == "toponym"
            }
            _count(counts, "r", set(reader(text)), rows)
        g, r = (f1(counts[f"{k}_hit"], counts[f"{k}_found"], counts[f"{k}_true"])[2] for k in "gr")
        print(f"  {name:14} GeoVirus {g:.3f}  reports {r:.3f}  {speed[name]:6.2f} MB/s")
    first = _first_reading([text for text, _ in articles])
    print(f"  convoy-map, names, each article once, nothing looked up before {first:11.2f} MB/s")
    whole = speed["convoy-map, whole reading"]
    print(f"  convoy-map, whole reading: relations, times, speakers, journeys {whole:13.2f} MB/s")


def _speeds(readers: dict[str, Callable[[str], Iterable[Span]]], text: str) -> dict[str, float]:
    """Megabytes a second by processor time: best of three rounds, all readers in each."""
    gazetteer = open_gazetteer(("world",), places_tsv=None)
    tasks: dict[str, Callable[[], object]] = {
        name: lambda reader=reader: list(reader(text))  # type: ignore[misc]
        for name, reader in readers.items()
    }
    tasks["convoy-map, whole reading"] = lambda: find_mentions(document("g", text), gazetteer)
    best: dict[str, float] = {}
    for _ in range(3):
        for name, task in tasks.items():
            begin = time.process_time()
            task()
            rate = len(text) / 1e6 / (time.process_time() - begin)
            best[name] = max(rate, best.get(name, 0.0))
    return best


def _first_reading(texts: list[str]) -> float:
    """Megabytes a second over articles read once, with a gazetteer just opened."""
    read = _ours(open_gazetteer(("world",), places_tsv=None))
    begin = time.process_time()
    for text in texts:
        list(read(text))
    return sum(map(len, texts)) / 1e6 / (time.process_time() - begin)


def _count(counts: Counter[str], key: str, found: set[Span], true: set[Span]) -> None:
    counts[f"{key}_hit"] += len(found & true)
    counts[f"{key}_found"] += len(found)
    counts[f"{key}_true"] += len(true)


def _ours(gazetteer: Gazetteer) -> Callable[[str], Iterable[Span]]:
    from convoy_map.mentions.namebook import NameBook
    from convoy_map.mentions.names import find_names

    book = NameBook(gazetteer)

    def read(text: str) -> Iterable[Span]:
        units, _ = find_names(text, book)
        return [(u.start, u.end) for u in units if u.kind is MentionKind.TOPONYM]

    return read


def _flashgeotext() -> Callable[[str], Iterable[Span]]:
    package = importlib.import_module("flashgeotext.geotext")
    geotext = package.GeoText()

    def read(text: str) -> Iterable[Span]:
        found = geotext.extract(input_text=text, span_info=True)
        return [tuple(s) for kind in found.values() for v in kind.values() for s in v["span_info"]]

    return read


def _geotext() -> Callable[[str], Iterable[Span]]:
    package = importlib.import_module("geotext")

    def read(text: str) -> Iterable[Span]:
        found = package.GeoText(text)
        spans = []
        for name in {*found.cities, *found.countries}:
            at = text.find(name)
            while at >= 0:
                spans.append((at, at + len(name)))
                at = text.find(name, at + len(name))
        return spans

    return read
