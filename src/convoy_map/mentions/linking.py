"""Journeys across documents: the same journey told twice gets one id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from convoy_map.model import Itinerary, Mention, MentionKind, Role, Stance, Status

__all__ = ["draft_itineraries", "link_itineraries"]

_NAMED = {MentionKind.TOPONYM, MentionKind.RELATIONAL}


def _name(mention: Mention) -> str:
    return " ".join(mention.anchor.exact.split()).casefold()


def _stops(mentions: Sequence[Mention]) -> dict[str, Counter[str]]:
    """Names of the on-route places of each journey."""
    stops: dict[str, Counter[str]] = {}
    for mention in mentions:
        if mention.itinerary is None:
            continue
        stops.setdefault(mention.itinerary, Counter())
        if mention.kind in _NAMED and mention.role.is_on_route:
            stops[mention.itinerary][_name(mention)] += 1
    return stops


def _alike(slug: str, stops: Counter[str], other_slug: str, other: Counter[str]) -> float:
    """How far two journeys agree: by their traveller and by their places."""
    same = 0.5 if slug.split("-")[0] == other_slug.split("-")[0] and slug == other_slug else 0.0
    if not stops or not other:
        return same
    shared = len(stops.keys() & other.keys())
    return same + shared / min(len(stops), len(other)) * (1.0 if shared > 1 else 0.6)


def link_itineraries(
    per_document: Sequence[Sequence[Mention]],
) -> tuple[tuple[Mention, ...], ...]:
    """Give the same journey, told in several documents, one id.

    Journeys are joined when they share most of their places, or a traveller and
    a place. The document that tells a journey in most places gives the id.

    Parameters
    ----------
    per_document : sequence of sequences of Mention
        What ``find_mentions`` returned, one sequence a document.

    Returns
    -------
    tuple of tuples of Mention
        The same mentions with ``itinerary`` joined; order and length unchanged.
    """
    journeys = [
        (index, slug, stops)
        for index, mentions in enumerate(per_document)
        for slug, stops in sorted(_stops(mentions).items())
    ]
    journeys.sort(key=lambda j: (-len(j[2]), -sum(j[2].values()), j[0], j[1]))
    joined: list[tuple[str, Counter[str], set[int]]] = []
    renamed: dict[tuple[int, str], str] = {}
    for index, slug, stops in journeys:
        best = max(
            (j for j in joined if index not in j[2]),
            key=lambda j: _alike(slug, stops, j[0], j[1]),
            default=None,
        )
        if best is not None and _alike(slug, stops, best[0], best[1]) >= 0.5:
            best[1].update(stops)
            best[2].add(index)
            renamed[(index, slug)] = best[0]
            continue
        taken = {j[0] for j in joined}
        name, n = slug, 2
        while name in taken:
            name, n = f"{slug}-{n}", n + 1
        joined.append((name, Counter(stops), {index}))
        renamed[(index, slug)] = name
    return tuple(
        tuple(
            m if m.itinerary is None else replace(m, itinerary=renamed[(index, m.itinerary)])
            for m in mentions
        )
        for index, mentions in enumerate(per_document)
    )


def draft_itineraries(per_document: Sequence[Sequence[Mention]]) -> tuple[Itinerary, ...]:
    """Propose the journeys of a case, the one told in most places first.

    Parameters
    ----------
    per_document : sequence of sequences of Mention
        Linked mentions of all documents.
    """
    together: dict[str, list[Mention]] = {}
    for mentions in per_document:
        for mention in mentions:
            if mention.itinerary is not None:
                together.setdefault(mention.itinerary, []).append(mention)
    drafted = []
    for slug, mentions in together.items():
        on_route = [m for m in mentions if m.role.is_on_route and m.kind is not MentionKind.LEG]
        if not on_route:
            continue
        drafted.append((len({_name(m) for m in on_route}), len(on_route), slug, on_route))
    drafted.sort(key=lambda d: (-d[0], -d[1], d[2]))
    return tuple(_itinerary(slug, mentions) for _, _, slug, mentions in drafted)


def _itinerary(slug: str, mentions: list[Mention]) -> Itinerary:
    named = [m for m in mentions if m.kind in _NAMED]
    first = next((m for m in named if m.role is Role.ORIGIN), named[0] if named else None)
    last = next((m for m in reversed(named) if m.role is Role.DESTINATION), None)
    ends = [m.anchor.exact for m in (first, last) if m is not None]
    title = slug.replace("-", " ").capitalize()
    if len(ends) == 2 and ends[0] != ends[1]:
        title = f"{title}: {ends[0]} to {ends[1]}"
    elif ends:
        title = f"{title}: {ends[0]}"
    travelled = any(m.stance is Stance.STATED and m.role is not Role.PLANNED for m in mentions)
    heard = all(m.stance is Stance.HEARD for m in mentions)
    status = Status.TRAVELLED if travelled else (Status.REPORTED if heard else Status.PLANNED)
    return Itinerary(slug, title, status, travellers=slug.replace("-", " "))
