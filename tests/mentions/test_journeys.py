"""Roles and itineraries: who travels where, and what only sounds like travel."""

import pytest

from convoy_map.mentions import draft_itineraries, link_itineraries


def roles(mentions):
    return {m.anchor.exact: m.role.value for m in mentions if m.kind.value == "toponym"}


def test_origin_way_and_destination(read):
    text = "We left Kampala, drove through Jinja and reached Nairobi."
    assert roles(read(text)) == {"Kampala": "origin", "Jinja": "via", "Nairobi": "destination"}


def test_a_denied_place_is_no_stop(read):
    mentions = {m.anchor.exact: m for m in read("We left Osh. We never went to Murgab.")}
    assert mentions["Murgab"].role.value == "context"
    assert mentions["Murgab"].stance.value == "negated"
    assert mentions["Murgab"].itinerary is None


def test_not_until_is_an_arrival(read):
    text = "The ship left London. She did not reach Mombasa until June."
    assert roles(read(text))["Mombasa"] == "destination"


def test_a_plan_is_not_travelled(read):
    mentions = {
        m.anchor.exact: m for m in read("We drove to Osh. We had planned to go on to Murgab.")
    }
    assert mentions["Murgab"].role.value == "planned"
    assert mentions["Osh"].role.value == "destination"


def test_wanting_to_leave_a_place_means_having_been_there(read):
    text = "She never wanted to leave Damascus. But in May she took a bus to Homs."
    assert roles(read(text)) == {"Damascus": "origin", "Homs": "destination"}


def test_what_would_have_been_is_not_travelled(stops):
    assert stops("We rode to Osh. If the car had held, we would have gone to Murgab.") == {
        "narrator": ["Osh"]
    }


@pytest.mark.parametrize(
    "text",
    [
        "A merchant from Kano told us the news.",
        "He described the war in Syria.",
        "Most of the passengers came from Mombasa.",
        "The fighting left Homs ruined.",
        "The letter mentions Paris and London.",
    ],
)
def test_no_journey_at_all(stops, text):
    assert stops(text) == {}


def test_people_who_scatter_make_no_journey(read):
    found = roles(read("The fighters spread out across Syria, even as far as Turkey."))
    assert set(found.values()) == {"dispersal"}


def test_two_travellers_are_kept_apart(stops):
    text = (
        "Anna Berg left Kampala for Jinja. She reached Jinja on foot.\n\n"
        "Meanwhile Peter Falk drove from Nairobi to Mombasa."
    )
    assert stops(text) == {
        "anna-berg": ["Kampala", "Jinja", "Jinja"],
        "peter-falk": ["Nairobi", "Mombasa"],
    }


def test_a_return_is_a_second_visit(read):
    text = "We left Osh and went to Murgab. Then we returned to Osh."
    osh = [m for m in read(text) if m.anchor.exact == "Osh"]
    assert [m.visit for m in osh] == [0, 1]


def test_by_way_of_comes_before_the_goal(read):
    mentions = {m.anchor.exact: m for m in read("We travelled to Osh by way of Murgab.")}
    assert mentions["Murgab"].told_at < mentions["Osh"].anchor.start


def test_a_container_is_no_stop(read):
    found = roles(read("They drove to Osh, then to Jinja, Kenya. They slept in Aleppo in Syria."))
    assert found["Kenya"] == "context"
    assert found["Syria"] == "context"


def test_ways_turns_and_durations_are_legs(read):
    text = (
        "The convoy left Raqqa. It would take three days of hard driving. "
        "The vehicles turned right, leaving the main road for a desert track."
    )
    legs = [m for m in read(text) if m.kind.value == "leg"]
    assert [m.anchor.exact for m in legs] == [
        "three days", "turned right", "leaving the main road for a desert track",
    ]  # fmt: skip
    assert legs[0].time.duration_min_s == pytest.approx(3 * 86400 * 0.9)
    assert legs[1].relation.side == "right"
    assert legs[2].manner == "track"
    assert {m.itinerary for m in legs} == {"convoy"}


def test_an_uncarried_plan_is_its_own_journey(read):
    text = (
        "They wanted him to lead a convoy that would take families from Homs to Aleppo.\n\n"
        "Instead the convoy left Raqqa and went to Idlib."
    )
    mentions = read(text)
    planned = {m.anchor.exact for m in mentions if m.itinerary == "planned-convoy"}
    travelled = {m.anchor.exact for m in mentions if m.itinerary == "convoy"}
    assert planned == {"Homs", "Aleppo"}
    assert travelled == {"Raqqa", "Idlib"}
    drafted = {i.id: i.status.value for i in draft_itineraries([mentions])}
    assert drafted == {"convoy": "travelled", "planned-convoy": "planned"}


def test_the_same_journey_told_twice_gets_one_id(read):
    first = read("The convoy left Raqqa, passed Tabqa and reached Homs.")
    second = read("Bob Ray left Raqqa on Monday. Bob Ray drove to Homs.")
    other = read("Ann Lee left Kampala and went to Jinja.")
    linked = link_itineraries([first, second, other])
    ids = [{m.itinerary for m in mentions if m.itinerary} for mentions in linked]
    assert ids == [{"convoy"}, {"convoy"}, {"ann-lee"}]
    assert [len(a) for a in linked] == [len(first), len(second), len(other)]
    assert draft_itineraries(linked)[0].title == "Convoy: Raqqa to Homs"


def test_who_says_it_is_carried_through_the_paragraph(read):
    text = (
        "Shopkeeper Mahmoud is tired. “They came from Raqqa,” he says. "
        "“They went on to Homs.”\n\nNobody in Tabqa knows."
    )
    speakers = {m.anchor.exact: m.speaker for m in read(text)}
    assert speakers["Raqqa"] == "Mahmoud"
    assert speakers["Homs"] == "Mahmoud"
    assert speakers["Tabqa"] is None


def test_a_corpus_is_read_one_document_at_a_time(gazetteer):
    from tests.mentions.conftest import make_document

    from convoy_map.mentions import read_corpus

    told = []
    documents = (make_document(f"We left Osh {i} times.", name=f"d{i}") for i in range(3))
    read = list(read_corpus(documents, gazetteer, progress=lambda p, what: told.append((p, what))))
    assert [(d.id, len(m)) for d, m in read] == [("d0", 1), ("d1", 1), ("d2", 1)]
    assert told[-1] == (1.0, "d2")
