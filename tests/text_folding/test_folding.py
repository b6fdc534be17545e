"""Folding: what is folded, what is kept, and that the offsets lead back."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoy_map.text.folding import fold, fold_name

ALPHABET = st.sampled_from(
    "abzAZ éÉñşŞİıßœØđ'’ʿ`-‐ \n\t.,؟ابتةىأإآؤئءـَُِّْٰ\u200f\u00adé́ñ9٣۴ёйЩשָׁ日本ไทย\x00\x01"
)
TEXTS = st.text(alphabet=ALPHABET, max_size=60) | st.text(max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Raqqa", "RAQQA"),
        ("‘Ayn ‘Īsá", "Ayn Isa"),
        ("Deir ez-Zor", "Deir ez Zor"),
        ("Deir  ez\nZor", "Deir ez Zor"),
        ("الرَّقَّة", "الرقه"),
        ("أعزاز", "اعزاز"),
        ("الحـــسكة", "الحسكة"),
        ("منطقة ى", "منطقه ي"),
        ("كوبانی", "كوباني"),
        ("İstanbul", "istanbul"),
        ("Sana'a", "Sanaa"),
        ("Sanaʿa", "Sana’a"),
        ("U.S.", "US"),
        ("D.R.C.", "DRC"),
        ("St. Louis", "St Louis"),
        ("Straße", "Strasse"),
        ("Ра́кка", "Ракка"),
        ("ﻻ", "لا"),
        ("٧", "7"),
    ],
)
def test_spellings_that_fold_together(one, other):
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Raqqa", "Raqa"), ("Suwar", "Sur"), ("Raqqa's", "Raqqas"), ("عين", "عينا")]
)
def test_spellings_that_stay_apart(one, other):
    assert fold_name(one) != fold_name(other)


def test_a_genitive_keeps_its_boundary():
    folded = fold("Raqqa’s streets")
    assert folded.text == "raqqa's streets"


def test_no_name_runs_across_a_paragraph():
    assert fold("Deir\n\nez-Zor").text == "deir\nez zor"


def test_elisions_part_words():
    assert fold_name("Côte d'Ivoire") == "cote d ivoire"
    assert fold_name("L’Aquila") == "l aquila"


def test_span_takes_marks_in_and_leaves_quotation_marks_out():
    text = "قال «الرَّقَّةُ» ثم"
    folded = fold(text)
    start = folded.text.index("الرقه")
    assert text[slice(*folded.span(start, start + 5))] == "الرَّقَّةُ"
    decomposed = unicodedata.normalize("NFD", "in Kobanê’ now")
    folded = fold(decomposed)
    start = folded.text.index("kobane")
    found = decomposed[slice(*folded.span(start, start + 6))]
    assert unicodedata.normalize("NFC", found) == "Kobanê"


def test_an_expanded_letter_leads_back_to_itself():
    folded = fold("Groß X")
    assert folded.text == "gross x"
    assert [folded.offsets[i] for i in (3, 4, 5)] == [3, 3, 4]
    assert folded.span(4, 5) == (3, 4)


@given(TEXTS)
def test_offsets_are_in_order_and_one_for_each_character(text):
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.offsets[-1] == len(text)
    assert all(0 <= offset <= len(text) for offset in folded.offsets)


@given(TEXTS)
def test_each_folded_letter_comes_from_where_its_offset_says(text):
    folded = fold(text)
    for i, char in enumerate(folded.text):
        if char.isalnum():
            assert char in fold_name(text[folded.offsets[i]]) or not fold_name(
                text[folded.offsets[i]]
            )


@given(TEXTS)
def test_folding_twice_changes_nothing_for_letters(text):
    once = fold_name(text)
    assert (
        fold_name(once).replace("'", "").replace(" ", "")
        == once.replace("'", "").replace(" ", "").strip()
    )


@given(TEXTS)
def test_the_name_and_the_text_fold_alike(text):
    assert fold_name(text) == fold(text).text.strip()
