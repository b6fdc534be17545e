import re

import catalogue
import pytest

from convoy_map.app import language, words
from convoy_map.app.panel import program


def test_the_arabic_catalogue_has_every_message_and_no_dead_one():
    asked = {m.id for m in catalogue.template() if m.id}
    kept = {m.id for m in catalogue.read() if m.id}
    assert asked - kept == set(), "run: python tests/app/catalogue.py, then translate"
    assert kept - asked == set(), "run: python tests/app/catalogue.py"


def test_every_message_is_translated_in_all_its_forms():
    for message in catalogue.read():
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(forms), message.id
        assert not message.id or not message.fuzzy


def test_translations_keep_the_places_for_values():
    for message in catalogue.read():
        if not message.id:
            continue
        one = message.id[0] if isinstance(message.id, tuple) else message.id
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = set(re.findall(r"\{(\w+)\}", one))
        for form in forms[-3:]:
            assert set(re.findall(r"\{(\w+)\}", form)) == wanted, one


def test_the_compiled_catalogue_is_that_of_the_source():
    assert catalogue.PO.with_suffix(".mo").read_bytes() == catalogue.compiled(catalogue.read())


def test_arabic_counts_in_six_forms():
    spoken = language.catalogue("ar")
    forms = {spoken.ngettext("{n} stop", "{n} stops", n) for n in (0, 1, 2, 3)}
    assert len(forms) == 4


def test_the_panel_gets_all_its_words(monkeypatch):
    singles, pairs = words.messages_of(program())
    assert len(singles) > 100
    assert ("{n} quote", "{n} quotes") in pairs
    spoken = words._words("ar")
    assert set(spoken) == {*singles, *(one + "\x04plural" for one, _ in pairs)}
    assert all(len(spoken[one + "\x04plural"]) == 6 for one, _ in pairs)


def test_no_word_of_the_panel_stands_outside_the_catalogue():
    """A text that looks like a sentence is asked for by t(), fill() or counted()."""
    known, pairs = words.messages_of(program())
    asked = {*known, *(text for pair in pairs for text in pair)}
    for line in program().splitlines():
        code = line.split("//")[0]
        for text in re.findall(r"\"([A-Z][a-z]+ [a-z][^\"]*)\"", code):
            assert text in asked, text


@pytest.mark.parametrize(
    ("asked", "spoken"), [("ar", "ar"), ("en", "en"), ("xx", "en"), ("../x", "en")]
)
def test_an_unknown_language_is_english(monkeypatch, asked, spoken):
    monkeypatch.setattr(language.st, "session_state", {})
    monkeypatch.setattr(language.st, "query_params", {"lang": asked})
    assert language.current() == spoken
    assert language.is_right_to_left() is (spoken == "ar")
