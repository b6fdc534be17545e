"""Many and long documents: read one after the other, part by part, in bounded work."""

import sys

import pytest
from tests.mentions.conftest import SmallGazetteer, make_document

from convoy_map.mentions import find_mentions, passages, read_corpus
from convoy_map.mentions.passages import parts_of
from convoy_map.model import Citation, Passage, SourceDocument

GAZETTEER = SmallGazetteer()
STORY = "They left Raqqa at dawn.\n\nThe lorry drove to Homs.\n\nNobody spoke. It rained on.\n\n"
PATTERNS = [
    "north of ", "(", "a ", "They left. Some fighters went to Homs. ", "said said ",
    "“He ‘said \"to “Raqqa ” ’ ", "between between and and ", "شمال شمال ", "و و ",
    "Raqqa to Homs to ", "Mr. ", "“a” \"b\" ", "Word ", "Raqqa ", "1", "Mr. Smith said. ",
    "من حلب إلى حمص ", "the village. There. ",
]  # fmt: skip


def _short_parts(monkeypatch, length):
    monkeypatch.setattr(passages, "LONGEST_PART", length)


def test_a_long_document_is_cut_at_paragraphs_and_nothing_is_lost(monkeypatch):
    text = STORY * 40
    _short_parts(monkeypatch, 500)
    parts = list(parts_of(make_document(text)))
    assert len(parts) > 5
    assert "".join(p.text for p in parts) == text
    assert all(p.text.endswith("\n\n") for p in parts)
    assert [p.original(0) for p in parts] == [
        sum(len(q.text) for q in parts[:n]) for n in range(len(parts))
    ]


@pytest.mark.parametrize("mark", ["\n", ". ", " ", ""])
def test_without_paragraphs_the_next_best_break_is_taken(monkeypatch, mark):
    text = ("word" + mark) * 400
    _short_parts(monkeypatch, 301)
    parts = list(parts_of(make_document(text)))
    assert "".join(p.text for p in parts) == text
    assert max(len(p.text) for p in parts) <= 301
    if mark:
        assert all(p.text.endswith(mark) for p in parts)


def test_names_keep_their_offsets_and_journeys_their_part(monkeypatch):
    text = STORY * 30
    _short_parts(monkeypatch, 600)
    mentions = find_mentions(make_document(text), GAZETTEER)
    for mention in mentions:
        assert text[mention.anchor.start : mention.anchor.end] == mention.anchor.exact
    assert sum(m.anchor.exact == "Raqqa" for m in mentions) == 30
    named = {m.itinerary for m in mentions if m.itinerary}
    assert any(n.endswith("-part-2") for n in named)
    assert any("-part-" not in n for n in named)


def test_passages_that_do_not_fit_together_come_in_several_parts(monkeypatch):
    _short_parts(monkeypatch, 60)
    first, second = "They left Raqqa at dawn, all of them.", "The lorry drove on to Homs."
    document = SourceDocument(
        "doc", "en", "0" * 64, 500, (Passage(10, 47, first), Passage(300, 327, second)), Citation()
    )
    assert [p.text for p in parts_of(document)] == [first, second]
    found = {m.anchor.exact: m.anchor.start for m in find_mentions(document, GAZETTEER)}
    assert found["Raqqa"] == 10 + first.index("Raqqa")
    assert found["Homs"] == 300 + second.index("Homs")


def test_a_corpus_tells_its_progress_part_by_part(monkeypatch):
    _short_parts(monkeypatch, 600)
    told = []
    documents = (make_document(STORY * n) for n in (1, 20))
    total = len(STORY) * 21
    rows = list(
        read_corpus(
            documents, GAZETTEER, total_chars=total, progress=lambda share, _: told.append(share)
        )
    )
    assert len(rows) == len(told) > 2
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)


def _work(text, lang):
    """Lines of Python that reading runs, loops counted: the same on every machine."""
    lines = 0

    def count(_frame, event, _arg):
        nonlocal lines
        lines += event == "line"
        return count

    document = make_document(text, lang=lang)
    find_mentions(document, GAZETTEER)  # what is remembered of words is no work of the text
    before = sys.gettrace()
    sys.settrace(count)
    try:
        find_mentions(document, GAZETTEER)
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.parametrize("pattern", PATTERNS)
def test_work_grows_no_faster_than_the_text(pattern):
    lang = "ar" if any("\u0600" <= c <= "\u06ff" for c in pattern) else "en"
    small, large = (_work(pattern * (n // len(pattern)), lang) for n in (5_000, 20_000))
    assert large <= 4.6 * small + 2_000


def test_many_speakers_in_one_paragraph_take_linear_work():
    said = [f"Mr. Sm{n}dith said so. " for n in range(600)]
    small, large = (_work("".join(said[:n]), "en") for n in (150, 600))
    assert large <= 4.6 * small + 2_000
