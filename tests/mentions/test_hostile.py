"""Texts that try to break the reading: all of them are read, none takes forever."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mentions.conftest import SmallGazetteer, make_document

from convoy_map.mentions import find_mentions

GAZETTEER = SmallGazetteer()
UNITS = [
    "north of ", "((((", "a ", "Raqqa ", "Abu ", "the village of ", "“", "\n", "between A and ",
    "5 km ", "went to Paris ", "village ", "شمال ", "من دمشق ", "Bob's ", "a-", "X", "on Monday ",
    "left the main road ", "They left London for Paris. ", "\u200b", "\u202e", "\x00", "١",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_endless_repetition_is_read(unit, lang):
    text = unit * (8_000 // len(unit))
    for mention in find_mentions(make_document(text, lang=lang), GAZETTEER):
        assert text[mention.anchor.start : mention.anchor.end] == mention.anchor.exact


@pytest.mark.parametrize(
    ("lang", "journey", "unit"),
    [
        ("en", "We left Kampala, reached Jinja, drove through London to Nairobi and Kano. ", unit)
        for unit in (
            "Paris, Zaria, ",
            "In Paris it rained, in Zaria it snowed, ",
            "in Paris — ",
        )
    ]
    + [
        ("ar", "غادرنا البصرة ووصلنا إلى الموصل ثم سرنا إلى حلب ومنها إلى حمص ودخلنا دمشق. ", unit)
        for unit in ("حلب، حمص، ", "وفي حلب نام محمد وفي حمص نام علي ")
    ],
)
def test_endless_places_after_a_journey_are_weighed(lang, journey, unit):
    text = journey + unit * (20_000 // len(unit))
    mentions = find_mentions(make_document(text, lang=lang), GAZETTEER)
    assert sum(m.p_stop is not None for m in mentions) > 100


def test_an_empty_text_and_one_without_words_have_no_mentions():
    assert find_mentions(make_document(""), GAZETTEER) == ()
    assert find_mentions(make_document(" \n\n ."), GAZETTEER) == ()


WORDS = st.sampled_from(
    "We They left reached Raqqa Homs north of the village between and , . \n\n “ ” said Bob in 5 km "  # noqa: E501
    "from to border with Iraq a حلب إلى من".split(" ")
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join), st.sampled_from(["en", "ar"]))
def test_laws_of_every_reading(text, lang):
    mentions = find_mentions(make_document(text, lang=lang), GAZETTEER)
    ids = {m.id for m in mentions}
    assert len(ids) == len(mentions)
    spans = [(m.anchor.start, m.anchor.end) for m in mentions]
    assert spans == sorted(spans)
    for mention in mentions:
        assert text[mention.anchor.start : mention.anchor.end] == mention.anchor.exact
        assert set(mention.anchors_on) <= ids
        assert mention.refers_to is None or mention.refers_to in ids
        assert mention.refers_to != mention.id
        assert 0 <= mention.p_mention <= 1
    assert mentions == find_mentions(make_document(text, lang=lang), GAZETTEER)
