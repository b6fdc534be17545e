"""Stops that no verb of motion tells, taken by the weight of all reasons together."""

from __future__ import annotations

import json
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoy_map.mentions.events import Arg, Event, Path
from convoy_map.mentions.stop_model import Weighed, p_stop, take_stops
from convoy_map.mentions.units import Unit
from convoy_map.model import MentionKind, Stance

LEFT = (
    "We left Kampala on Monday with the lorry and reached Jinja before dark. We slept in Kisumu "
    "and drove on through Nakuru to Naivasha. "
)
GONE = (
    "غادرنا البصرة صباح الاثنين ووصلنا إلى بغداد قبل المغرب. ثم سرنا إلى سامراء ونمنا في تكريت، "
    "ومنها إلى الموصل. "
)


def on_route(stops, text, **kw):
    return {name for line in stops(text, **kw).values() for name in line}


@pytest.mark.parametrize(
    ("said", "stop"),
    [
        ("Nairobi, one coffee, no trouble. Then we drove on to Mombasa.", "Nairobi"),
        ("It snowed in Nairobi. The day after we came to Mombasa.", "Nairobi"),
        ("In Nairobi the spring broke again. We came to Mombasa on foot.", "Nairobi"),
        ("Nairobi by evening, two nights there because of papers.", "Nairobi"),
        ("At Nairobi a corporal wanted our shoes. We came to Mombasa without any.", "Nairobi"),
    ],
)
def test_stops_without_a_verb_of_motion_are_taken(stops, said, stop):
    assert stop in on_route(stops, LEFT + said)


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("The coffee was worse than in Paris. We drove on to Mombasa.", "Paris"),
        ("A firm in Paris had sold us the tyres. We drove on to Mombasa.", "Paris"),
        ("My cousin was born in Paris and never left it. We drove on to Mombasa.", "Paris"),
        ("We should have gone to Paris, they told us. We drove on to Mombasa.", "Paris"),
        ("The office in Paris said nothing. We drove on to Mombasa.", "Paris"),
    ],
)
def test_places_only_spoken_of_are_not_taken(stops, said, other):
    found = on_route(stops, LEFT + said)
    assert other not in found
    assert {"Kampala", "Jinja", "Mombasa"} <= found


@pytest.mark.parametrize(
    ("said", "stop"),
    [
        ("وفي منبج أمطرت السماء طوال الليل. ثم سافرنا إلى حلب.", "منبج"),
        ("وفي حلب باع أخي ساعته. ثم سافرنا إلى دمشق.", "حلب"),
    ],
)
def test_arabic_stops_without_a_verb_of_motion_are_taken(stops, said, stop):
    assert stop in on_route(stops, GONE + said, lang="ar")


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("وكان السائق من مواليد دمشق. ثم سافرنا إلى حلب.", "دمشق"),
        ("وقالت منظمة في دمشق إن الطريق مغلق. ثم سافرنا إلى حلب.", "دمشق"),
    ],
)
def test_arabic_places_only_spoken_of_are_not_taken(stops, said, other):
    assert other not in on_route(stops, GONE + said, lang="ar")


def test_a_text_that_tells_no_journey_is_left_alone(stops):
    news = (
        "Officials in Kampala said the fever had been found in Jinja, Zaria and Nairobi. "
        "In Mombasa the hospital was full. Paris sent vaccine."
    )
    assert on_route(stops, news) == set()


def place(name: str, at: int) -> Unit:
    return Unit(at, at + len(name), name, MentionKind.TOPONYM, sort="settlement")


def motion(unit: Unit, stance: Stance = Stance.STATED) -> Event:
    event = Event(max(0, unit.start - 5), unit.start - 1, "came", "go", 0, 0)
    event.args.append(Arg(unit, Path.GOAL, stance))
    return event


def told(unit: Unit) -> Event:
    event = Event(unit.start, unit.start, "told", "there", 0, 0)
    event.args.append(Arg(unit, Path.STAY, Stance.STATED))
    return event


FOR = ("told:yes", "told:goal", "told:firm", "known-stop", "opens", "time")
AGAINST = ("told:none", "birth", "likening", "plan")


def test_what_is_likely_is_taken_and_what_is_unlikely_let_go() -> None:
    free, taken, planned = place("Osk", 40), place("Lur", 80), place("Kano", 120)
    wrong, right = motion(taken), motion(planned, Stance.PLANNED)
    places = [
        Weighed(free, free, FOR, None, "en"),
        Weighed(taken, taken, AGAINST, (wrong, wrong.args[0]), "en"),
        Weighed(planned, planned, FOR, (right, right.args[0]), "en"),
    ]
    events = take_stops([wrong, right], places, told)
    assert [a.unit.text for e in events for a in e.args] == ["Osk", "Kano"]
    assert all(a.stance is Stance.STATED for e in events for a in e.args)


def test_a_stop_told_before_any_motion_may_open_the_journey() -> None:
    early, later = place("Osk", 10), place("Lur", 80)
    events = take_stops([motion(later)], [Weighed(early, early, FOR, None, "en")], told)
    assert [e.kind for e in events] == ["stay", "go"]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_weights_are_readable_and_of_moderate_size(lang: str) -> None:
    source = resources.files("convoy_map.mentions").joinpath(f"stop_weights_{lang}.json")
    weights = json.loads(source.read_text(encoding="utf-8"))
    assert "bias" in weights
    assert len(weights) > 100
    assert max(abs(w) for w in weights.values()) < 4.0


@given(st.lists(st.sampled_from([*FOR, *AGAINST, "before:in", "unheard-of"]), unique=True))
def test_probabilities_are_probabilities_and_order_is_no_reason(found: list[str]) -> None:
    p = p_stop(found, "en")
    assert 0.0 < p < 1.0
    assert p == pytest.approx(p_stop(found[::-1], "en"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mombasa, 4 May 1911\n\nDear Ann,\n\nWe left Kampala on Monday and reached Jinja "
            "before dark. We slept in Kisumu and came by train through Nairobi.",
            ["Kampala", "Jinja", "Kisumu", "Nairobi", "Mombasa"],
        ),
        (
            "We sit in Mombasa now and wait.\n\nWe left from Kampala on Monday and reached Jinja "
            "before dark. We slept in Kisumu and came through Nairobi.",
            ["Kampala", "Jinja", "Kisumu", "Nairobi", "Mombasa"],
        ),
        (
            "We slept in Kampala. We left Kampala on Monday and reached Jinja before dark. "
            "We slept in Kisumu.",
            ["Kampala", "Jinja", "Kisumu"],
        ),
    ],
)
def test_where_a_journey_is_told_from_comes_last(stops, text, expected):
    (line,) = stops(text).values()
    assert list(dict.fromkeys(line)) == expected
