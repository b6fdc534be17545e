"""Which source repeats which: shared words, attribution, judgement."""

from hashlib import sha256

import pytest

from convoy_map.errors import SourceError
from convoy_map.lineage import containment, find_lineage, matches, words_of
from convoy_map.model import Citation, Passage, SourceDocument

STORY = (
    "The lorries left the harbour before dawn and took the coast road as far as the old salt works. "  # noqa: E501
    "A customs officer who was on duty that night counted forty of them, all without lights. "
    "At the salt works they turned inland, and nobody on the coast has seen any of them since then."
)
OWN_WORDS = (
    "Fishermen say that some forty trucks went out of the port at night with their lamps off. "
    "Near the abandoned salt pans the column swung away from the sea, according to two of them."
)
OTHER = "The council has voted to repair the school roof before the winter and to paint the doors."


def document(name, text, publisher=None, published=None):
    return SourceDocument(
        name, "en", sha256(text.encode()).hexdigest(), len(text), (Passage(0, len(text), text),),
        Citation(publisher=publisher, published=published),
    )  # fmt: skip


def test_a_copy_derives_from_its_original_and_shows_the_passages():
    copy = "Breaking. " + STORY[:180] + " More soon."
    lineage = find_lineage([document("copy", copy), document("root", STORY)])
    (edge,) = lineage.edges
    assert (edge.source, edge.origin) == ("copy", "root")
    assert edge.containment > 0.6
    for mine, theirs in edge.passages:
        assert copy[mine.start : mine.end] == mine.exact
        assert STORY[theirs.start : theirs.end] == theirs.exact
    assert lineage.roots("copy") == ("root",)
    assert lineage.roots("root") == ("root",)


def test_independent_words_about_one_event_are_two_origins():
    lineage = find_lineage([document("a", STORY), document("b", OWN_WORDS)])
    assert lineage.edges == ()
    assert lineage.roots("a") == ("a",)
    assert lineage.roots("b") == ("b",)


def test_the_later_of_two_equal_texts_derives_from_the_earlier():
    first = document("zz", STORY, published="2017-11-13")
    second = document("aa", STORY, published="2017-11-15")
    (edge,) = find_lineage([second, first]).edges
    assert (edge.source, edge.origin) == ("aa", "zz")


def test_attribution_outweighs_length():
    long = STORY + " " + OTHER + " According to the Daily Bugle, this is so. " + OTHER
    lineage = find_lineage(
        [document("long", long), document("short", STORY, publisher="Daily Bugle")]
    )
    (edge,) = lineage.edges
    assert (edge.source, edge.origin) == ("long", "short")
    assert "own words" in edge.basis
    assert edge.attribution[0].exact == "According to the Daily Bugle"


def test_what_two_repeaters_share_through_a_third_is_no_edge_of_its_own():
    root = document("root", STORY, publisher="Gazette")
    one = document("one", STORY[:190] + " says the Gazette report.", publisher="One")
    two = document("two", "Hear this. " + STORY[:185] + " told the Gazette", publisher="Two")
    pairs = {(e.source, e.origin) for e in find_lineage([root, one, two]).edges}
    assert pairs == {("one", "root"), ("two", "root")}


def test_a_judgement_replaces_what_was_found():
    documents = [document("copy", STORY[:200]), document("root", STORY)]
    assert find_lineage(documents, judged=[("copy", None)]).edges == ()
    independent = [document("a", STORY), document("b", OTHER)]
    (edge,) = find_lineage(independent, judged=[("b", "a")]).edges
    assert (edge.basis, edge.origin) == ("judgement", "a")


def test_bad_judgements_are_told():
    documents = [document("a", STORY), document("b", OTHER)]
    with pytest.raises(SourceError, match="lineage names the source 'nobody'"):
        find_lineage(documents, judged=[("a", "nobody")])
    with pytest.raises(SourceError, match="can't repeat itself"):
        find_lineage(documents, judged=[("a", "a")])
    with pytest.raises(SourceError, match="repeat each other"):
        find_lineage(documents, judged=[("a", "b"), ("b", "a")])


def test_containment_and_matches_of_nothing():
    empty, full = words_of(document("e", "")), words_of(document("f", STORY))
    assert containment(empty, full) == 0.0
    assert matches(empty, full) == ()
    assert containment(full, full) == 1.0


def test_many_documents_are_compared_by_samples():
    copies = [document(f"c{i:03}", STORY) for i in range(70)]
    lineage = find_lineage([*copies, document("other", OTHER)])
    assert lineage.roots("c069") == ("c000",)
    assert lineage.roots("other") == ("other",)


def test_the_five_reports_go_back_to_one(shared_dir):
    documents = [
        document(p.name[:3], p.read_text(encoding="utf-8"))
        for p in sorted((shared_dir / "seeds").glob("*.txt"))
    ]
    lineage = find_lineage(documents)
    assert {d.id: lineage.roots(d.id) for d in documents} == dict.fromkeys(
        ("000", "001", "002", "003", "004"), ("003",)
    )
