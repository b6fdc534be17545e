"""From shared wording and attribution to a graph of which source repeats which."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from convoy_map.errors import SourceError
from convoy_map.lineage.attribution import attributions, matches_name, names_of
from convoy_map.lineage.shingles import Match, Words, containment, matches, words_of
from convoy_map.model import Lineage, LineageEdge, SourceDocument, TextAnchor

__all__ = ["find_lineage"]

_LEAST_CONTAINMENT = 0.05
_LEAST_MATCHED_WORDS = 25
_EXPLAINED = 0.9
_MANY = 60
_MOST_TOGETHER = 12
_SAMPLE = 16
_CONTEXT = 32


def find_lineage(
    documents: Sequence[SourceDocument],
    *,
    judged: Sequence[tuple[str, str | None]] = (),
) -> Lineage:
    """Find which source repeats which, from their words and their attributions.

    Two texts are related when one holds at least a twentieth of the other's
    five-word shingles and 25 words in matched runs, or when one attributes
    itself to the other's publisher and shares at least one run. The one that
    attributes itself, is later, or stands more fully in the other repeats it.

    Parameters
    ----------
    documents : sequence of SourceDocument
        Whole or as passages.
    judged : sequence of (source, origin or None)
        What people decided: ``source`` repeats ``origin``, or nobody. These
        replace whatever was found for ``source``.

    Raises
    ------
    SourceError
        If a judgement names a source that isn't there, or makes a circle.
    """
    words = {d.id: words_of(d) for d in sorted(documents, key=lambda d: d.id)}
    _check(judged, words)
    stated = {d: attributions(w.document) for d, w in words.items()}
    ruled = {source for source, _ in judged}
    edges: list[LineageEdge] = []
    for first, second in _pairs(words):
        edge = _edge(words[first], words[second], stated)
        if edge is not None and edge.source not in ruled:
            edges.append(edge)
    for source, origin in judged:
        if origin is not None:
            edges.append(_judged(words[source], words[origin]))
    kept = _without_siblings(_without_circles(edges, words), words)
    return Lineage(tuple(kept), _origins(kept, sorted(words)))


def _check(judged: Sequence[tuple[str, str | None]], words: dict[str, Words]) -> None:
    for source, origin in judged:
        for name in (source, origin):
            if name is not None and name not in words:
                raise SourceError(
                    f"lineage names the source {name!r}, which the case doesn't have",
                    where="judgements",
                    mend=f"use one of: {', '.join(sorted(words))}",
                )
        if source == origin:
            raise SourceError(
                f"the source {source!r} can't repeat itself",
                where="judgements",
                mend="name another source, or 'none'",
            )


def _pairs(words: dict[str, Words]) -> list[tuple[str, str]]:
    """Pairs worth comparing: all of them, or those that share a sampled shingle."""
    if len(words) <= _MANY:
        return list(combinations(sorted(words), 2))
    holders: dict[int, list[str]] = {}
    for name in sorted(words):
        for shingle in words[name].places:
            if shingle % _SAMPLE == 0:
                holders.setdefault(shingle, []).append(name)
    shared: set[tuple[str, str]] = set()
    for names in holders.values():
        shared.update(combinations(names[:_MOST_TOGETHER], 2))
        shared.update((names[0], name) for name in names[_MOST_TOGETHER:])
    return sorted(shared)


def _edge(
    first: Words, second: Words, stated: dict[str, tuple[tuple[str, TextAnchor], ...]]
) -> LineageEdge | None:
    forward, backward = containment(first, second), containment(second, first)
    runs = matches(first, second)
    matched = sum(run.n_words for run in runs)
    to_second = _attributed(first, second, stated)
    to_first = _attributed(second, first, stated)
    alike = max(forward, backward) >= _LEAST_CONTAINMENT and matched >= _LEAST_MATCHED_WORDS
    if not alike and not ((to_second or to_first) and runs):
        return None
    weight = 2.0 * (len(to_second) > 0) - 2.0 * (len(to_first) > 0)
    weight += _later(first.document, second.document)
    weight += (forward - backward) * 2.0
    if weight < 0 or (weight == 0 and len(first.starts) >= len(second.starts)):
        source, origin, share, said = second, first, backward, to_first
        runs = matches(second, first)
    else:
        source, origin, share, said = first, second, forward, to_second
    basis = "shared passages" if alike else "its own words"
    if alike and said:
        basis = "shared passages and its own words"
    return LineageEdge(
        source.document.id, origin.document.id, basis, round(share, 4),
        tuple(_anchors(source, origin, run) for run in runs), said,
    )  # fmt: skip


def _attributed(
    words: Words, other: Words, stated: dict[str, tuple[tuple[str, TextAnchor], ...]]
) -> tuple[TextAnchor, ...]:
    """Where ``words`` says that it repeats ``other``; nobody is repeated by himself."""
    names = names_of(other.document)
    if set(names) & set(names_of(words.document)):
        return ()
    return tuple(anchor for whom, anchor in stated[words.document.id] if matches_name(whom, names))


def _later(first: SourceDocument, second: SourceDocument) -> float:
    """1 if the first is later than the second, -1 if earlier, 0 if unknown or the same day."""
    a, b = first.citation.published, second.citation.published
    if not a or not b or a[:10] == b[:10]:
        return 0.0
    return 1.0 if a[:10] > b[:10] else -1.0


def _anchors(source: Words, origin: Words, run: Match) -> tuple[TextAnchor, TextAnchor]:
    return (
        _anchor(source.document, run.start, run.end),
        _anchor(origin.document, run.other_start, run.other_end),
    )


def _anchor(document: SourceDocument, start: int, end: int) -> TextAnchor:
    passage = next(p for p in document.passages if p.start <= start and end <= p.end)
    text, base = passage.text, passage.start
    return TextAnchor(
        document.id, start, end, text[start - base : end - base],
        prefix=text[max(0, start - base - _CONTEXT) : start - base],
        suffix=text[end - base : end - base + _CONTEXT],
    )  # fmt: skip


def _judged(source: Words, origin: Words) -> LineageEdge:
    return LineageEdge(
        source.document.id, origin.document.id, "judgement",
        round(containment(source, origin), 4),
        tuple(_anchors(source, origin, run) for run in matches(source, origin)),
    )  # fmt: skip


def _without_circles(edges: list[LineageEdge], words: dict[str, Words]) -> list[LineageEdge]:
    """Take edges from the surest to the weakest; drop one that would close a circle."""
    kept: list[LineageEdge] = []
    leads: dict[str, set[str]] = {name: {name} for name in words}
    for edge in sorted(edges, key=_surety):
        if edge.source in leads[edge.origin]:
            if edge.basis == "judgement":
                raise SourceError(
                    f"the judgements make {edge.source!r} and {edge.origin!r} repeat each other",
                    where="judgements",
                    mend="withdraw one of them",
                )
            continue
        kept.append(edge)
        for reached in leads.values():
            if edge.source in reached:
                reached |= leads[edge.origin]
    return sorted(kept, key=lambda e: (e.source, e.origin))


def _without_siblings(edges: list[LineageEdge], words: dict[str, Words]) -> list[LineageEdge]:
    """Drop what two repeaters share only because both have it from a third source."""
    pairs = {(e.source, e.origin) for e in edges}
    kept = []
    for edge in edges:
        shared = words[edge.source].places.keys() & words[edge.origin].places.keys()
        common = [
            o
            for s, o in pairs
            if s == edge.source and o != edge.origin and (edge.origin, o) in pairs
        ]
        explained = any(
            len(shared & words[o].places.keys()) >= _EXPLAINED * len(shared) for o in common
        )
        if not explained or edge.basis == "judgement" or edge.attribution:
            kept.append(edge)
    return kept


def _surety(edge: LineageEdge) -> tuple[int, int, float, str, str]:
    first = 0 if edge.basis == "judgement" else 1
    return first, -min(1, len(edge.attribution)), -edge.containment, edge.source, edge.origin


def _origins(edges: list[LineageEdge], names: list[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    origins: dict[str, set[str]] = {}
    for edge in edges:
        origins.setdefault(edge.source, set()).add(edge.origin)

    def roots(name: str) -> set[str]:
        if name not in origins:
            return {name}
        return {root for origin in origins[name] for root in roots(origin)}

    return tuple((name, tuple(sorted(roots(name)))) for name in names)
