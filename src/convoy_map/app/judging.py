"""The form on which a person judges some words; every submit appends one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from convoy_map.app import panel
from convoy_map.app.drafts import FIELDS, Target, fields_of, polygon_wkt, weighed_places
from convoy_map.app.frame import plain, tell
from convoy_map.app.language import _
from convoy_map.app.session import features_of
from convoy_map.app.sketching import sketch_of
from convoy_map.app.terms import manner_words, role_words, stance_words, turn_words
from convoy_map.errors import ConvoyMapError, JudgementError

if TYPE_CHECKING:
    from convoy_map.workspace import Workspace


_FORM: Final = "form_number"


def verdict_words() -> dict[str, str]:
    """Return the verdicts in plain words."""
    return {
        "accept": _("Accept: these words are evidence of a journey"),
        "place": _("It is another place: choose it"),
        "several": _("It is one of several places: keep them open"),
        "not-place": _("It is not this place"),
        "unlocatable": _("No place can be given"),
        "area": _("It is an area: draw it"),
        "reject": _("Reject: these words are evidence of nothing"),
        "mention": _("The machine missed these words"),
        "leg": _("They speak of the way between two stops"),
        "order": _("This comes before another stop"),
    }


def judging_form(
    ws: Workspace, target: Target, places: list[tuple[str, str]], guess: dict[str, Any]
) -> None:
    """Draw the form for some words.

    Parameters
    ----------
    ws : Workspace
        The case.
    target : Target
        The words.
    places : list of (place id, title)
        Places that may be meant.
    guess : dict
        What the machine would answer: ``itinerary``, ``role``.
    """
    _seen(ws, target)
    words = verdict_words()
    st.subheader(_("Your decision"))
    verdict = st.radio(
        _("What do these words mean?"), list(FIELDS), format_func=words.__getitem__,
        key=f"verdict-{target.about}",
    )  # fmt: skip
    values = _ask(ws, verdict, places, guess, target.about)
    panel.mount(
        "pencil",
        key="panel-pencil",
        drawing=verdict == "area",
        sketch=sketch_of(ws, values.get("relation", "")),
    )
    by = st.text_input(_("Your name or initials"), key="judge_by", max_chars=60)
    n_made = _form_number()
    why = st.text_area(
        _("Why? (one sentence; it is kept with the decision)"),
        key=f"judge_why-{n_made}",
        max_chars=2000,
    )
    alike = st.checkbox(_("Apply to all mentions with the same words"), key=f"alike-{n_made}")
    if st.button(_("Record the decision"), type="primary", key="record"):
        _record(ws, target, verdict, values, by.strip(), why.strip(), alike)
    with st.container():
        tell_outcome()


def tell_outcome() -> None:
    """Tell what became of the last decision: its id, a fault, or somebody else's word."""
    error = st.session_state.pop("told", None)
    if error is not None:
        tell(error)
    made = st.session_state.pop("just_recorded", None)
    if made:
        said = _("Recorded as {id}. It is one line in route.yaml.").format(id=made)
        st.success(said)
        st.toast(said)
    meanwhile = st.session_state.pop("meanwhile", None)
    if meanwhile:
        st.warning(_("Somebody else decided about the same words in the meantime; both stand:"))
        for line in meanwhile:
            plain(line)


def _ask(
    ws: Workspace,
    verdict: str,
    places: list[tuple[str, str]],
    guess: dict[str, Any],
    about: str,
) -> dict[str, Any]:
    """Ask for what the verdict can carry."""
    ask = FIELDS[verdict]
    values: dict[str, Any] = {}
    if "itinerary" in ask:
        values["itinerary"] = _itinerary(ws, guess.get("itinerary"))
    if "role" in ask:
        guessed = guess.get("role")
        values["role"] = _term(_("Part in the journey"), role_words(), guessed or "via")
    if "place" in ask:
        values["place"] = _place(places)
    if "places" in ask:
        values["places"] = _several(places, about)
    if "geometry" in ask:
        values["geometry"] = _drawn()
    if "manner" in ask:
        values["manner"] = _term(_("Manner"), manner_words())
        values["turn"] = _term(_("Turn"), turn_words())
    stops = {"after": _("After which stop"), "before": _("Before which stop")}
    for name, label in stops.items():
        if name in ask:
            values[name] = _stop(ws, label)
    details = st.expander(_("More details")) if verdict == "accept" else st.container()
    with details:
        values |= _details(ask, about)
    return values


def _term(label: str, words: dict[str, str], chosen: str = "") -> str:
    """Ask for one of some terms, in plain words."""
    terms = list(words)
    index = terms.index(chosen) if chosen in words else 0
    return st.selectbox(label, terms, index=index, format_func=words.__getitem__)


def _itinerary(ws: Workspace, guess: str | None) -> str | None:
    titles = {one.id: one.title for one in ws.definition.itineraries}
    ids = list(titles)
    if not ids:
        return st.text_input(_("Name of the journey (letters, digits and hyphens)")) or None
    index = ids.index(guess) if guess in ids else 0
    return st.selectbox(_("Journey"), ids, index=index, format_func=titles.__getitem__)


def _place(places: list[tuple[str, str]]) -> str | None:
    titles = dict(places)
    chosen = None
    if titles:
        chosen = st.selectbox(
            _("Places of that name"), list(titles), format_func=lambda i: f"{titles[i]} ({i})"
        )
    typed = st.text_input(_("Or the id of another place, for instance geonames:172955"))
    return typed.strip() or chosen


def _several(places: list[tuple[str, str]], about: str) -> str | None:
    """Ask which places stay open, and how likely each is beside the others."""
    titles = dict(places)
    chosen = list(titles)
    if titles:
        chosen = st.multiselect(
            _("Places to keep open"), list(titles), default=list(titles)[:2],
            format_func=lambda i: f"{titles[i]} ({i})", placeholder=_("Choose"),
            key=f"several-{about}",
        )  # fmt: skip
    more = st.text_input(
        _("Ids of further places, parted by semicolons"), key=f"several-more-{about}"
    )
    chosen = list(dict.fromkeys([*chosen, *(i.strip() for i in more.split(";") if i.strip())]))
    if len(chosen) < 2:
        plain(_("Choose at least two places."))
        return None
    plain(_("How likely is each beside the others? Leave them alike if nothing says."))
    weights = {
        place: st.number_input(
            titles.get(place, place), 1.0, 100.0, value=50.0, step=5.0, format="%g",
            key=f"weight-{about}-{place}",
        )
        for place in chosen
    }  # fmt: skip
    return weighed_places(weights)


def _stop(ws: Workspace, label: str) -> str | None:
    stops = {
        str(f["id"]): f["properties"].get("title") or str(f["id"])
        for f in features_of(ws)["features"]
        if f["properties"]["kind"] == "waypoint"
    }
    return st.selectbox(label, ["", *stops], format_func=lambda i: stops.get(i, "—")) or None


def _drawn() -> str | None:
    corners = panel.said_points("panel-pencil", "corners")
    if len(corners) >= 3:
        plain(_("The area has {n} corners.").format(n=len(corners)))
        return polygon_wkt(corners)
    with st.expander(_("Without a mouse: a centre and a radius")):
        lon = st.number_input(_("Longitude"), -180.0, 180.0, value=None, format="%.5f")
        lat = st.number_input(_("Latitude"), -90.0, 90.0, value=None, format="%.5f")
        radius_km = st.number_input(_("Radius in km"), 0.1, 1000.0, value=5.0)
    if lon is None or lat is None:
        return None
    from convoy_map.geo.areas import disc

    return str(disc(lon, lat, radius_km * 1000.0).simplify(0.001).wkt)


def _details(ask: tuple[str, ...], about: str) -> dict[str, Any]:
    labels = {
        "waypoint": _("Short name of the stop, to join several quotes (letters and hyphens)"),
        "title": _("Title of the stop"),
        "relation": _("Relation, for instance: 5 km north-east of geonames:172955"),
        "witness": _("Who says it"),
        "time": _("Time, for instance: 2017-10-12T16:00/2017-10-12T17:00"),
        "duration": _("Duration, for instance: ..6h or 2d..4d"),
    }
    values: dict[str, Any] = {
        name: st.text_input(label, key=f"{name}-{about}").strip()
        for name, label in labels.items()
        if name in ask
    }
    if "stance" in ask:
        values["stance"] = _term(_("How the speaker stands to it"), stance_words())
    return values


def _record(
    ws: Workspace,
    target: Target,
    verdict: str,
    values: dict[str, Any],
    by: str,
    why: str,
    alike: bool,
) -> None:
    before = _seen(ws, target)
    try:
        if not by:
            raise JudgementError(_("a decision needs a name"), mend=_("fill in your initials"))
        if not why:
            raise JudgementError(_("a decision needs a reason"), mend=_("say why in one sentence"))
        fields = fields_of(verdict, values)
        if alike:
            fields["to_all_alike"] = True
        made = ws.judge(
            verdict=verdict, about=target.about, exact=target.exact, by=by, why=why, **fields
        )
    except ConvoyMapError as error:
        st.session_state["told"] = error
    else:
        st.session_state["just_recorded"] = made.id
        st.session_state["meanwhile"] = _meanwhile(ws, target, before, made.id)
        st.session_state.pop(f"seen-{target.about}", None)
        _next_form()
    st.rerun()


def _form_number() -> int:
    """Return the number of the form; a new one empties its fields.

    The session holds it. It stands in the address too, so that a page whose program
    was started again finds the fields that were being filled in.
    """
    if _FORM not in st.session_state:
        said = st.query_params.get(_FORM, "")
        st.session_state[_FORM] = int(said) if said.isdecimal() else 0
    number: int = st.session_state[_FORM]
    return number


def _next_form() -> None:
    st.session_state[_FORM] = _form_number() + 1
    st.query_params[_FORM] = str(st.session_state[_FORM])


def _seen(ws: Workspace, target: Target) -> set[str]:
    """Return the decisions about these words that stood when the form was first shown."""
    now = {j.id for j in ws.definition.judgements if j.about == target.about}
    seen: set[str] = st.session_state.setdefault(f"seen-{target.about}", now)
    return seen


def _meanwhile(ws: Workspace, target: Target, before: set[str], own: str) -> list[str]:
    """Return what others decided about the same words while the form was open."""
    return [
        f"{j.id} · {j.verdict} · {j.by}: {j.why}"
        for j in ws.definition.judgements
        if j.about == target.about and j.id not in before and j.id != own
    ]
