"""Parts of a page: tables, quotes, reasons. Used by the map page and the report."""

from __future__ import annotations

from convoy_map.exports.markup import Markup, el, text
from convoy_map.exports.sheet import Properties, Sheet
from convoy_map.exports.wording import distance_words, support_words, time_words

MAX_REJECTED = 8


def isolate(value: object) -> Markup:
    """Text of whatever script, kept from turning its surroundings about."""
    return el("bdi", "" if value is None else str(value))


def header(sheet: Sheet) -> Markup:
    """Title, question, and what must be known before reading."""
    n = len(sheet.unreviewed)
    total = len(sheet.of("waypoint"))
    warning = el(
        "p",
        f"{n} of {total} waypoints have not been reviewed by a person; they are marked.",
        class_="warn",
    )
    public = el(
        "p",
        "Public version: witnesses are coded, positions are coarse areas, and quotations are "
        "reduced to where they stand.",
        class_="note",
    )
    return el(
        "header",
        el("h1", isolate(sheet.case["title"])),
        el("p", isolate(sheet.case["question"]), class_="question"),
        warning if n else None,
        public if sheet.profile == "public" else None,
    )


def review_mark(p: Properties) -> Markup:
    """Sign for what nobody has looked at."""
    if p.get("review") == "unreviewed":
        return el("span", "not reviewed", class_="chip warn")
    if p.get("review") == "disputed":
        return el("span", "disputed", class_="chip warn")
    return Markup("")


def waypoint_table(sheet: Sheet, itinerary: Properties) -> Markup:
    """Waypoints of one itinerary in order, each a link to its evidence."""
    heads = ("#", "Place", "Status", "Support", "When (UTC)", "Uncertainty", "Quotes", "Origins")
    rows = []
    for n, w in enumerate(sheet.of("waypoint")):
        p = w.properties
        if p["itinerary"] != itinerary["id"]:
            continue
        placed = w.geometry is not None
        rows.append(
            el(
                "tr",
                el("td", p["sequence"]),
                el("td", el("a", isolate(p["title"]), href=f"#w-{n}"), " ", review_mark(p)),
                el("td", p["status"]),
                el("td", p["support"]),
                el("td", isolate(time_words(p.get("time")))),
                el("td", distance_words(p["coordinate_uncertainty_m"]) if placed else "not placed"),
                el("td", p["n_quotes"]),
                el("td", p["n_origins"]),
            )
        )
    caption = el("caption", isolate(itinerary["title"]), f" – {itinerary['status']}")
    head = el("thead", el("tr", [el("th", h, scope="col") for h in heads]))
    return el("table", caption, head, el("tbody", rows))


def quote_block(quote: Properties) -> Markup:
    """One quote in its context, who said it, and where it stands."""
    where = [isolate(v) for v in (quote["publisher"], quote["title"]) if v]
    joined: list[Markup] = []
    for part in where:
        joined += [part, Markup(", ")]
    anchor = f"{quote['source']}:{quote['start']}–{quote['end']}"
    if quote["exact"] is None:
        words = el("p", "(words withheld)", class_="quiet")
    else:
        words = el(
            "blockquote",
            el("span", quote["prefix"], class_="quiet"),
            el("mark", quote["exact"]),
            el("span", quote["suffix"], class_="quiet"),
            dir="auto",
        )
    who = isolate(quote["witness"] or "the report itself")
    heard = " (heard from others)" if quote["stance"] == "heard" else ""
    return el("div", words, el("p", who, heard, " – ", joined, el("code", anchor), class_="source"))


def reasons(p: Properties) -> Markup:
    """Why the waypoint is here, and what else it could be."""
    parts = []
    if p.get("relation"):
        parts.append(el("p", "The words say: ", isolate(p["relation"]), "."))
    if p.get("why"):
        parts.append(el("p", isolate(p["why"])))
    options = [*p.get("candidates", ()), *p.get("rejected", ())[:MAX_REJECTED]]
    if len(options) > 1:
        parts.append(el("ul", [_option(c) for c in options]))
    return text(parts)


def _option(candidate: Properties) -> Markup:
    chance = f"{candidate['p']:.0%}" if candidate["p"] else "ruled out"
    place = f" ({candidate['place_id']})" if candidate["place_id"] else ""
    why = [": ", isolate(candidate["why"])] if candidate["why"] else []
    return el("li", isolate(candidate["title"]), f"{place} – {chance}", why)


def waypoint_section(sheet: Sheet) -> Markup:
    """Evidence of every waypoint."""
    out = []
    for n, w in enumerate(sheet.of("waypoint")):
        p = w.properties
        facts = [p["role"], p["status"], p["support"]]
        if p.get("time"):
            facts.append(time_words(p["time"]))
        if w.geometry is None:
            facts.append("not placed; only its order is known")
        elif p.get("coordinate_uncertainty_m") is not None:
            facts.append(f"within {distance_words(p['coordinate_uncertainty_m'])} of the mark")
        out.append(
            el(
                "section",
                el("h3", f"{p['sequence']}. ", isolate(p["title"]), " ", review_mark(p)),
                el("p", isolate("; ".join(facts)), class_="facts"),
                [quote_block(q) for q in p["quotes"]],
                reasons(p),
                el("p", support_words(p), class_="quiet"),
                id=f"w-{n}",
            )
        )
    return text(out)


def leg_section(sheet: Sheet) -> Markup:
    """Evidence of every leg."""
    titles = {w.id: w.properties["title"] for w in sheet.of("waypoint")}
    out = []
    for n, leg in enumerate(sheet.of("leg")):
        p = leg.properties
        ends = [isolate(titles.get(p[k], p[k])) for k in ("from", "to")]
        feasible = {True: "possible in the stated time", False: "not possible in the stated time"}
        facts = [
            p["status"],
            p["support"],
            distance_words(p["length_m"]),
            feasible.get(p["feasible"], ""),
        ]
        out.append(
            el(
                "section",
                el("h3", ends[0], " → ", ends[1], " ", review_mark(p)),
                el("p", "; ".join(f for f in facts if f), class_="facts"),
                el("p", isolate(p["why"])) if p.get("why") else None,
                [quote_block(q) for q in p["quotes"]],
                id=f"l-{n}",
            )
        )
    return text(out)


def contradiction_section(sheet: Sheet) -> Markup:
    """Statements that cannot all be true."""
    if not sheet.contradictions:
        return Markup("")
    items = [
        el("section", el("p", isolate(c.get("why", ", ".join(c["members"])))),
           [quote_block(q) for q in c["quotes"]])
        for c in sheet.contradictions
    ]  # fmt: skip
    return text([el("h2", "What contradicts itself"), items])


def alternative_section(sheet: Sheet) -> Markup:
    """Rival routes with their probabilities."""
    rows = [_alternative(f.id, f.properties) for f in sheet.of("alternative")]
    return text([el("h2", "Other routes"), el("ul", rows)]) if rows else Markup("")


def _alternative(feature_id: str, p: Properties) -> Markup:
    differs = [" – ", isolate(p["differs_by"])] if p.get("differs_by") else None
    return el("li", f"{p['p']:.0%}: ", isolate(p.get("hypothesis") or feature_id), differs)


def source_section(sheet: Sheet) -> Markup:
    """Sources with their hashes and origins, and whom to credit."""
    rows = []
    for source in sheet.sources:
        origins = ", ".join(o for o in source["origins"] if o != source["id"])
        cited = [
            isolate(v) for v in (source["publisher"], source["title"], source["published"]) if v
        ]
        spaced: list[Markup] = []
        for part in cited:
            spaced += [part, Markup(", ")]
        rows.append(
            el(
                "li",
                el("code", source["id"]),
                " ",
                spaced,
                f"{source['length']} characters, SHA-256 ",
                el("code", source["sha256"][:16], "…"),
                f"; repeats {origins}" if origins else "; independent",
            )
        )
    credits = [el("li", isolate(line)) for line in sheet.attribution]
    notes = [el("li", isolate(note)) for note in sheet.notes]
    return text(
        [
            el("h2", "Sources"),
            el("ul", rows),
            [el("h2", "Notes"), el("ul", notes)] if notes else None,
            el("h2", "Made with"),
            el("ul", credits),
        ]
    )
