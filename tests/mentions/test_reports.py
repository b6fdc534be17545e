"""The five reports, whole, against their annotation: no judgement, no name learnt from them."""

import json

import pytest
from tests.mentions.conftest import make_document

from convoy_map.gazetteer import open_gazetteer
from convoy_map.mentions import find_mentions
from convoy_map.model import MentionKind


@pytest.fixture(scope="module")
def reports(shared_dir):
    gazetteer = open_gazetteer(("world",), places_tsv=None)
    read = {}
    for path in sorted((shared_dir / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        document = make_document(text, name=path.name[:3], published="2017-11-13")
        read[path.name[:3]] = find_mentions(document, gazetteer)
    return read


def rows(shared_dir, name):
    text = (shared_dir / "reference" / name).read_text(encoding="utf-8")
    return [json.loads(row) for row in text.splitlines()]


def named(reports):
    return {
        (doc, m.anchor.start, m.anchor.end)
        for doc, mentions in reports.items()
        for m in mentions
        if m.kind is MentionKind.TOPONYM
    }


def test_named_places_are_found_exactly(reports, shared_dir):
    gold = {
        (g["doc"], g["start"], g["end"])
        for g in rows(shared_dir, "gold_mentions.jsonl")
        if g["form"] == "toponym"
    }
    found = named(reports)
    hit = len(found & gold)
    assert 2 * hit / (len(found) + len(gold)) >= 0.97


def test_no_trap_is_taken_for_a_place(reports, shared_dir):
    found = named(reports)
    for trap in rows(shared_dir, "gold_traps.jsonl"):
        hits = [
            f for f in found if f[0] == trap["doc"] and f[1] < trap["end"] and trap["start"] < f[2]
        ]
        assert not hits, trap


def test_the_convoy_comes_out_in_its_order(reports):
    convoy = [
        m.anchor.exact
        for m in reports["003"]
        if m.itinerary == "convoy" and m.role.is_on_route and m.kind is MentionKind.RELATIONAL
    ]
    wanted = [
        "the well-irrigated cotton and wheat fields north of Raqqa",
        "his town, Shanine",
        "North of the village",
        "a village between Markada and Al-Souwar",
    ]
    assert [c for c in convoy if c in wanted] == wanted
