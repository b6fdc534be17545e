"""What the panel beside the map needs to know, as plain data.

Everything a document, a gazetteer or a person wrote goes to the page through
this one door, as JSON, and is written there as text only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from convoy_map.app.reasons import Speak, reason_lines
from convoy_map.model import CaseDefinition, Judgement, SourceDocument

SHOWN_KINDS: Final = ("waypoint", "leg", "alternative")
_LEG_FIELDS: Final = ("from", "to")


def panel_view(
    definition: CaseDefinition,
    documents: Iterable[SourceDocument],
    features: Mapping[str, Any],
    *,
    stale: bool = False,
    speak: Speak | None = None,
) -> dict[str, Any]:
    """Return the case as the panel shows it.

    Parameters
    ----------
    definition : CaseDefinition
        Title, question, itineraries, judgements.
    documents : iterable of SourceDocument
        The sources, with their texts or passages.
    features : mapping
        The FeatureCollection of ``route.geojson``.
    stale : bool
        Whether the files on disk are newer than the result.
    speak : callable, optional
        Translates the engine's reasons; None leaves them in English.

    Returns
    -------
    dict
        JSON-ready. ``items`` are waypoints, legs and alternatives; ``n`` of each
        is its position in the collection, which is how the map knows it.
        ``version`` changes when anything in it does.
    """
    rows = features.get("features", ())
    view: dict[str, Any] = {
        "case": {
            "id": definition.id,
            "title": definition.title,
            "question": definition.question,
            "timezone": definition.timezone,
            "stale": stale,
        },
        "itineraries": _itineraries(definition, rows),
        "items": [_item(n, row, speak) for n, row in enumerate(rows) if _kind(row) in SHOWN_KINDS],
        "areas": [
            {"n": n, **_pick(row["properties"], ("waypoint", "basis", "p_mass"))}
            for n, row in enumerate(rows)
            if _kind(row) == "area"
        ],
        "documents": [_document(document) for document in documents],
        "judgements": {j.id: _judgement(j) for j in definition.judgements},
    }
    encoded = json.dumps(view, sort_keys=True, ensure_ascii=False).encode()
    view["version"] = hashlib.sha256(encoded).hexdigest()[:16]
    return view


def _kind(row: Mapping[str, Any]) -> str:
    return str(row.get("properties", {}).get("kind", ""))


def _pick(values: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: values.get(name) for name in names}


def _item(n: int, row: Mapping[str, Any], speak: Speak | None) -> dict[str, Any]:
    geometry = row.get("geometry")
    point = geometry["coordinates"] if geometry and geometry["type"] == "Point" else None
    return {
        **row["properties"],
        **_reasons(row["properties"], speak),
        "n": n,
        "id": str(row.get("id", n)),
        "drawn": geometry is not None,
        "lon": point[0] if point else None,
        "lat": point[1] if point else None,
    }


def _reasons(properties: Mapping[str, Any], speak: Speak | None) -> dict[str, Any]:
    """The engine's words about a mark: reasons as lines, all in the reader's language."""
    out: dict[str, Any] = {"why": reason_lines(properties.get("why") or "", speak)}
    for name in ("relation", "hypothesis", "differs_by"):
        if properties.get(name):
            out[name] = " ".join(reason_lines(str(properties[name]), speak))
    for name in ("candidates", "rejected"):
        if properties.get(name):
            out[name] = [
                {**c, "why": " ".join(reason_lines(c.get("why") or "", speak))}
                for c in properties[name]
            ]
    return out


def _itineraries(
    definition: CaseDefinition, rows: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Itineraries in the order in which the map colours them, then those without features."""
    met = dict.fromkeys(
        str(row["properties"]["itinerary"])
        for row in rows
        if row.get("properties", {}).get("itinerary") is not None
    )
    known = {i.id: i for i in definition.itineraries}
    ids = [*met, *(i for i in known if i not in met)]
    return [
        {
            "id": ident,
            "title": known[ident].title if ident in known else ident,
            "status": str(known[ident].status) if ident in known else "reported",
            "travellers": known[ident].travellers if ident in known else "",
            "about": known[ident].about if ident in known else "",
        }
        for ident in ids
    ]


def _document(document: SourceDocument) -> dict[str, Any]:
    return {
        "id": document.id,
        "lang": document.lang,
        "length": document.length,
        "whole": document.is_whole,
        "title": document.citation.title,
        "publisher": document.citation.publisher,
        "author": document.citation.author,
        "published": document.citation.published,
        "passages": [[p.start, p.end, p.text] for p in document.passages],
    }


def _judgement(judgement: Judgement) -> dict[str, Any]:
    return {
        "verdict": str(judgement.verdict),
        "about": judgement.about,
        "by": judgement.by,
        "on": judgement.on,
        "why": judgement.why,
        "replaces": judgement.replaces,
    }
