"""What a person is asked first: doubtful stops, and places that were nearly taken."""

from types import SimpleNamespace

from convoy_map.model import Mention, MentionKind, Review, ReviewedMention, Role, TextAnchor
from convoy_map.review import review_queue


def said(words, start, *, source="a", review=Review.UNREVIEWED, **fields):
    anchor = TextAnchor(source, start, start + len(words), words)
    mention = Mention(id=anchor.target, anchor=anchor, kind=MentionKind.TOPONYM, **fields)
    return ReviewedMention(mention, review=review)


def queue(*mentions):
    return review_queue(
        SimpleNamespace(mentions=mentions, candidates=(), routes=(), evidence=(), orderings=())
    )


def test_the_more_doubtful_a_drafted_stop_the_earlier_it_is_asked_about():
    sure = said("Osk", 0, itinerary="trip", role=Role.VIA, p_stop=0.97)
    unsure = said("Lur", 50, itinerary="trip", role=Role.VIA, p_stop=0.55)
    plain = said("Kano", 90, itinerary="trip", role=Role.VIA)
    items = queue(sure, plain, unsure)
    assert [i.exact for i in items] == ["Lur", "Osk", "Kano"]
    assert items[0].why == "the machine drafted it as a stop with probability 0.55"
    assert items[1].why == "the machine drafted it; nobody has looked at it"


def test_a_place_nearly_taken_is_asked_about_once():
    first = said("Osk", 0, p_stop=0.31)
    again = said("Osk", 60, p_stop=0.42)
    (item,) = queue(first, again)
    assert item.about == again.mention.id
    assert item.question == "Is “Osk” a stop of a journey after all?"
    assert item.why == "not taken: it is a stop with probability 0.42"
    assert "verdict: accept, itinerary: ___, role: via" in item.line


def test_what_is_likelier_a_stop_is_asked_about_first():
    lost = said("Osk", 0, p_stop=0.9)
    items = queue(
        said("Lur", 60, p_stop=0.3), lost, said("Kano", 90, itinerary="t", role=Role.ORIGIN)
    )
    assert [i.exact for i in items] == ["Osk", "Lur", "Kano"]
    assert items[2].question.startswith("Is “Kano” an origin of")


def test_nobody_is_asked_about_what_is_settled():
    taken = said("Osk", 0, itinerary="trip", role=Role.VIA, review=Review.ACCEPTED)
    same = said("Osk", 60, p_stop=0.45)
    unlikely = said("Lur", 90, p_stop=0.1)
    judged = said("Kano", 120, p_stop=0.45, review=Review.DISPUTED)
    assert queue(taken, same, unlikely, judged) == ()
