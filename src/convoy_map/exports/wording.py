"""Features in words, for the formats that show text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from convoy_map.exports.plain import one_line
from convoy_map.exports.sheet import Properties, Sheet, SheetFeature
from convoy_map.review.overlay import AS_JUDGED

_DATES_ONLY = re.compile(r"[\d\-T:/.,;Z ]+")


def distance_words(metres: float | None) -> str:
    """Write a length as people say it.

    Examples
    --------
    >>> distance_words(850.0), distance_words(12_345.0), distance_words(None)
    ('850 m', '12 km', 'unknown')
    """
    if metres is None:
        return "unknown"
    if metres < 1000:
        return f"{metres:.0f} m"
    return f"{metres / 1000:.1f} km" if metres < 10_000 else f"{metres / 1000:.0f} km"


def time_words(time: Properties | None) -> str:
    """Write a stated time: its bounds in UTC and, where kept, the words that state it."""
    if not time:
        return ""
    ends = [t.replace("T", " ").replace(":00Z", "") for t in _bounds(time)]
    span = " – ".join(ends)
    span = f"{span} UTC" if span else ""
    words = one_line(time.get("text"))
    if _DATES_ONLY.fullmatch(words):
        words = ""  # a date that a person wrote; the span says it already
    if words == AS_JUDGED:
        return f"{span} ({words})" if span else words  # nobody's words: no quotation marks
    return f"{span} (“{words}”)" if span and words else span or words


def _bounds(time: Properties) -> list[str]:
    earliest, latest = time.get("earliest"), time.get("latest")
    if earliest and latest:
        return [earliest, latest] if earliest != latest else [earliest]
    if earliest:
        return [f"from {earliest}"]
    return [f"until {latest}"] if latest else []


def support_words(p: Properties) -> str:
    """Say what a waypoint rests on, counted three ways; copies do not corroborate."""
    quotes = _counted(p.get("n_quotes") or 0, "quote")
    sources = _counted(p.get("n_sources") or 0, "source")
    origins = _counted(p.get("n_origins") or 0, "independent origin")
    witnesses = _counted(p.get("n_witnesses") or 0, "witness", "witnesses")
    return f"{quotes} in {sources}, {origins}, {witnesses}"


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def quote_words(quote: Properties) -> str:
    """Write a quote in one line: the words, who said them, where."""
    words = f"“{one_line(quote['exact'])}”" if quote["exact"] is not None else "(words withheld)"
    who = f" — {quote['witness']}" if quote["witness"] else ""
    where = ", ".join(one_line(str(v)) for v in (quote["publisher"], quote["title"]) if v)
    where = where or quote["source"]
    return f"{words}{who} [{where}; {quote['source']}:{quote['start']}-{quote['end']}]"


def waypoint_text(p: Properties) -> str:
    """Everything about a waypoint as lines of plain text."""
    lines = [
        f"{p['role']}; {p['status']}; {p['support']}; {p['review']}",
        f"place: {p['relation']}" if p.get("relation") else "",
        f"time: {time_words(p.get('time'))}" if p.get("time") else "",
        f"uncertainty radius: {distance_words(p['coordinate_uncertainty_m'])}"
        if p.get("coordinate_uncertainty_m") is not None
        else "",
        support_words(p),
        one_line(p.get("why")),
        *(quote_words(q) for q in p.get("quotes", ())),
    ]
    return "\n".join(line for line in lines if line)


def leg_text(p: Properties) -> str:
    """Everything about a leg as lines of plain text."""
    lines = [
        f"{p['from']} → {p['to']}; {p['status']}; {p['support']}; {p['review']}",
        f"length: {distance_words(p['length_m'])}",
        one_line(p.get("why")),
        *(quote_words(q) for q in p.get("quotes", ())),
    ]
    return "\n".join(line for line in lines if line)


def area_title(feature: SheetFeature, titles: Mapping[str, str]) -> str:
    """Name an area: whose it is, what it rests on, how likely it holds the place."""
    p = feature.properties
    basis = "the words alone" if p["basis"] == "stated" else "the whole route"
    return f"{titles.get(p['waypoint'], p['waypoint'])}: {p['p_mass']:.0%} area by {basis}"


def waypoint_titles(sheet: Sheet) -> dict[str, str]:
    """Title of each waypoint by its id."""
    return {w.id: str(w.properties["title"]) for w in sheet.of("waypoint")}
