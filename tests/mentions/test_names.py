"""Which words are places, and which only look like it."""

import pytest


def test_a_known_name_is_found_with_its_exact_span(read):
    (mention,) = [m for m in read("They fled Raqqa at dawn.") if m.kind.value == "toponym"]
    assert (mention.anchor.start, mention.anchor.end) == (10, 15)
    assert mention.id == "doc:10-15"


def test_genitive_line_break_and_double_space_do_not_hide_a_name(names):
    assert names("It was Raqqa’s end, and Tabqa's.") == ["Raqqa", "Tabqa"]
    assert names("They  came  to  Raqqa  in\nsummer.") == ["Raqqa"]


def test_a_name_glued_to_the_next_word_is_still_found(names):
    assert names("They spread across Syriaand beyond.") == ["Syria"]


@pytest.mark.parametrize(
    "text",
    [
        "Many of them asked for prices.",
        "Reading is hard in bad light.",
        "It happened in May and on Monday.",
        "says Walid, a smuggler. Walid smiled.",
        "Colonel Dillon denied it. Dillon left.",
        "The London School of Economics wrote a report.",
    ],
)
def test_what_only_looks_like_a_place_is_none(names, text):
    assert names(text) == []


def test_a_common_word_is_a_place_where_the_grammar_says_so(names):
    assert names("We lived in Reading for a year.") == ["Reading"]


def test_a_capital_that_speaks_for_its_state_is_still_a_place(names):
    assert names("Washington said nothing.") == ["Washington"]


def test_nationalities_are_demonyms_not_places(read):
    kinds = {
        m.anchor.exact: m.kind.value for m in read("A Tunisian fighter met Syrians and Kurds.")
    }
    assert kinds == {"Tunisian": "demonym", "Syrians": "demonym", "Kurds": "demonym"}


def test_a_name_inside_a_title_is_embedded(read):
    kinds = {
        m.anchor.exact: m.kind.value for m in read("a film titled ‘Raqqa’s Dirty Secret’ was shown")
    }
    assert kinds["Raqqa"] == "embedded"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("An army column drove through his town, Shanine, at four.", "Shanine"),
        ("We stopped in a hamlet called Queru Pampa.", "Queru Pampa"),
        ("The post lies between Lurvo and Oskata.", "Lurvo"),
        ("We reached Zelenka on foot.", "Zelenka"),
        ("They drove to Tarvalla before noon.", "Tarvalla"),
        ("The road leads north of Umm Rukba.", "Umm Rukba"),
    ],
)
def test_a_name_in_no_gazetteer_is_found_by_its_grammar(names, text, name):
    assert name in names(text)


def test_an_unknown_name_placed_once_is_a_place_in_the_whole_text(names):
    text = "We slept in a village called Oskata. The well of Oskata was dry. Oskata is poor."
    assert names(text) == ["Oskata", "Oskata", "Oskata"]


def test_a_person_named_once_with_a_title_is_a_person_everywhere(names):
    assert names("Captain Zaria spoke first. Then Zaria sat down.") == []


def test_short_country_names_and_abbreviations(names):
    assert names("From the US and the U.K., by way of Saudi, Egypt and Yemen.") == [
        "US", "U.K.", "Saudi", "Egypt", "Yemen",
    ]  # fmt: skip
    assert names("It cost US$400.") == []


def test_a_guest_recogniser_adds_what_the_grammar_missed(gazetteer):
    from tests.mentions.conftest import make_document

    from convoy_map.mentions import find_mentions

    class Guest:
        def recognise(self, text):
            at = text.index("Blue Gate")
            return [(at, at + 9, 0.9), (0, 0, 1.0), (5, 9999, 1.0)]

    text = "We waited near Raqqa, under the Blue Gate."
    found = find_mentions(make_document(text), gazetteer, recognisers=[Guest()])
    assert [m.anchor.exact for m in found if m.kind.value == "toponym"] == ["Raqqa", "Blue Gate"]


def test_spacy_port_takes_place_entities_only():
    from types import SimpleNamespace as Thing

    from convoy_map.mentions import SpacyRecogniser

    entities = [
        Thing(label_="GPE", start_char=0, end_char=5),
        Thing(label_="PERSON", start_char=6, end_char=9),
    ]
    spans = list(SpacyRecogniser(lambda text: Thing(ents=entities)).recognise("Raqqa Bob"))
    assert spans == [(0, 5, 0.8)]


def test_offsets_of_passages_are_those_of_the_whole_text(gazetteer):
    from convoy_map.mentions import find_mentions
    from convoy_map.model import Passage, SourceDocument

    passages = (Passage(100, 117, "They left Raqqa. "), Passage(500, 522, "They came to Aleppo. "))
    document = SourceDocument("p", "en", "0" * 64, 900, passages)
    found = {m.anchor.exact: m.id for m in find_mentions(document, gazetteer)}
    assert found["Raqqa"] == "p:110-115"
    assert found["Aleppo"] == "p:513-519"


def test_the_countries_of_a_case_make_a_small_name_there_likelier(gazetteer):
    from tests.mentions.conftest import make_document

    from convoy_map.mentions import find_mentions

    document = make_document("Everyone knew Murgab well.")
    assert find_mentions(document, gazetteer) == ()
    (mention,) = find_mentions(document, gazetteer, countries=["tj"])
    assert mention.anchor.exact == "Murgab"


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("She arrived at the clinic on October 6 and stayed.", "October 6"),
        ("Fever is common. Cases of West Nile rose in Homs.", "Nile"),
        ("The minister, Dr. Jose A. Homs Villalobos, spoke.", "Homs"),
        ("The test was done at Homs State University by a team.", "Homs"),
    ],
)
def test_dates_fevers_persons_and_universities_are_no_places(names, text, never):
    assert never not in names(text)


def test_a_big_place_that_is_a_word_too_is_a_place_on_a_list_of_places(gazetteer):
    from tests.mentions.conftest import make_document

    from convoy_map.mentions import find_mentions

    def named(text):
        return [m.anchor.exact for m in find_mentions(make_document(text), gazetteer)]

    assert "Tamale" in named("He drove through Kumasi and Tamale with a load.")
    assert "Tamale" in named("They saw Kumasi, Tamale and a river.")
    assert "Tamale" not in named("The bread and Tamale were good.")


def test_a_name_may_run_past_what_looks_like_the_end_of_a_sentence(names):
    said = "We locked down at Sault Ste. Marie and went on to Kano."
    assert names(said) == ["Sault Ste. Marie", "Kano"]
