"""Judgements over mentions: accepted, rejected, replaced, orphaned, disputed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from convoy_map.errors import PlaceError
from convoy_map.model import (
    CaseDefinition,
    Itinerary,
    Judgement,
    Mention,
    MentionKind,
    NameMatch,
    Passage,
    Place,
    Region,
    RelationKind,
    Review,
    Role,
    Severity,
    SourceDocument,
    Status,
    Verdict,
)
from convoy_map.review import apply_judgements, reanchor_mentions
from convoy_map.text.anchors import make_anchor

TEXT = "They left Alba for Borra. North of Borra the road ends. In Alba nobody knew."
DOCUMENT = SourceDocument("diary", "en", "0" * 64, len(TEXT), (Passage(0, len(TEXT), TEXT),))
PLACES = {
    "g:1": Place("g:1", "Alba", 11.0, 21.0, 500.0, "P", "PPL"),
    "g:2": Place("g:2", "Alba the Far", 99.0, 21.0, 500.0, "P", "PPL"),
    "g:3": Place("g:3", "Alba the Near", 11.2, 21.0, 500.0, "P", "PPL"),
}


class Register:
    """A gazetteer of two places."""

    version = "test"

    def name_ends(self, folded: str, start: int) -> Sequence[int]:
        return ()

    def exact(self, name: str) -> Sequence[NameMatch]:
        return ()

    def search(self, name: str, **_: object) -> Sequence[NameMatch]:
        return ()

    def place(self, place_id: str) -> Place:
        if place_id not in PLACES:
            raise PlaceError(f"there is no place '{place_id}'", mend="look it up")
        return PLACES[place_id]

    def within(self, region: Region) -> Iterable[Place]:
        return PLACES.values()


def mention(words: str, nth: int = 0, **more: object) -> Mention:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    anchor = make_anchor(DOCUMENT, at, at + len(words))
    return Mention(anchor.target, anchor, MentionKind.TOPONYM, **more)  # type: ignore[arg-type]


ALBA, BORRA, ALBA_2 = mention("Alba"), mention("Borra"), mention("Alba", 1)


def judgement(number: int, about: str, verdict: Verdict, **more: object) -> Judgement:
    return Judgement(
        f"j{number}",
        about,
        verdict,
        str(more.pop("by", "ann")),
        "2026-01-02",
        "so",
        **more,  # type: ignore[arg-type]
    )


def case(*judgements: Judgement) -> CaseDefinition:
    return CaseDefinition(
        id="c",
        title="C",
        question="?",
        region=Region(10.0, 20.0, 12.0, 22.0),
        timezone="UTC",
        sources=("diary",),
        itineraries=(
            Itinerary("walk", "The walk", Status.TRAVELLED),
            Itinerary("plan", "The plan", Status.PLANNED),
        ),
        judgements=judgements,
    )


def run(*judgements: Judgement, mentions: Sequence[Mention] = (ALBA, BORRA, ALBA_2)):
    return apply_judgements(mentions, case(*judgements), (DOCUMENT,), Register())


def accept(number: int, about: str, **more: object) -> Judgement:
    return judgement(number, about, Verdict.ACCEPT, itinerary="walk", **more)


def test_without_judgements_the_draft_stays_unreviewed() -> None:
    out = run()
    assert [r.review for r in out.mentions] == [Review.UNREVIEWED] * 3
    assert out.findings == ()


def test_accepting_overrides_what_the_machine_read() -> None:
    out = run(accept(1, ALBA.id, role=Role.ORIGIN, witness="Ben", waypoint="alba", place="g:1"))
    one = out.mentions[0]
    assert one.review is Review.ACCEPTED
    assert (one.mention.role, one.mention.speaker) == (Role.ORIGIN, "Ben")
    assert (one.waypoint, one.place, one.status) == ("alba", "g:1", Status.TRAVELLED)
    assert one.judgements == ("j1",)
    assert one.why == "so"


def test_one_mention_may_be_evidence_of_two_itineraries() -> None:
    out = run(accept(1, ALBA.id), judgement(2, ALBA.id, Verdict.ACCEPT, itinerary="plan"))
    assert [r.mention.itinerary for r in out.mentions if r.mention.id == ALBA.id] == [
        "plan",
        "walk",
    ]


def test_rejected_words_are_evidence_of_nothing() -> None:
    drafted = replace(ALBA, itinerary="walk", role=Role.ORIGIN)
    out = run(judgement(1, ALBA.id, Verdict.REJECT), mentions=(drafted,))
    (one,) = out.mentions
    assert one.mention.itinerary is None
    assert one.mention.role is Role.CONTEXT
    assert one.judgements == ("j1",)


def test_a_replaced_judgement_no_longer_holds() -> None:
    out = run(
        judgement(1, ALBA.id, Verdict.REJECT), accept(2, ALBA.id, replaces="j1", role=Role.VIA)
    )
    assert out.mentions[0].judgements == ("j2",)
    assert out.findings == ()


def test_withdrawing_leaves_the_draft() -> None:
    out = run(
        judgement(1, ALBA.id, Verdict.REJECT),
        judgement(2, ALBA.id, Verdict.WITHDRAW, replaces="j1"),
    )
    assert out.mentions[0].review is Review.UNREVIEWED


def test_two_people_who_disagree_are_told_and_marked() -> None:
    out = run(accept(1, ALBA.id), judgement(2, ALBA.id, Verdict.REJECT, by="ben"))
    assert out.mentions[0].review is Review.DISPUTED
    (finding,) = out.findings
    assert finding.severity is Severity.WARNING
    assert "accepted by ann and rejected by ben" in finding.what


def test_missed_words_become_a_mention() -> None:
    at = TEXT.index("the road ends")
    out = run(accept(1, f"diary:{at}-{at + 13}", exact="the road ends", role=Role.VIA))
    made = next(r for r in out.mentions if r.mention.anchor.exact == "the road ends")
    assert made.mention.note == "marked by a person"


def test_a_relation_makes_its_anchors_known() -> None:
    at = TEXT.index("North of Borra")
    borra = TEXT.index("Borra", at)
    about = f"diary:{at}-{at + 14}"
    out = run(accept(1, about, relation=f"north of diary:{borra}-{borra + 5}"))
    made = next(r for r in out.mentions if r.mention.id == about)
    assert made.mention.relation is not None
    assert made.mention.relation.kind is RelationKind.DIRECTION
    assert made.mention.anchors_on == (f"diary:{borra}-{borra + 5}",)
    assert f"diary:{borra}-{borra + 5}" in {r.mention.id for r in out.mentions}


def test_a_relation_to_a_gazetteer_place() -> None:
    out = run(accept(1, ALBA.id, relation="near g:1"))
    assert out.place_ids == ("g:1",)
    assert out.mentions[0].mention.anchors_on == ("place:g:1",)


def test_a_leg_knows_its_ends_and_its_duration() -> None:
    at = TEXT.index("the road ends")
    one = judgement(
        1, f"diary:{at}-{at + 13}", Verdict.LEG, itinerary="walk", after="alba", duration="..6h"
    )
    made = next(r for r in run(one).mentions if r.mention.kind is MentionKind.LEG)
    assert (made.leg_after, made.leg_before) == ("walk/alba", None)
    assert made.mention.time is not None
    assert made.mention.time.duration_max_s == 21_600.0
    assert made.mention.time.duration_of == "leg"


def test_apply_to_all_alike() -> None:
    out = run(accept(1, ALBA.id, to_all_alike=True))
    assert [r.review for r in out.mentions] == [
        Review.ACCEPTED,
        Review.UNREVIEWED,
        Review.ACCEPTED,
    ]


def test_ones_own_judgement_is_stronger_than_all_alike() -> None:
    out = run(accept(1, ALBA.id, to_all_alike=True), judgement(2, ALBA_2.id, Verdict.REJECT))
    assert out.mentions[2].judgements == ("j2",)


def test_orders_are_carried_over() -> None:
    out = run(judgement(1, ALBA.id, Verdict.ORDER, before=BORRA.id))
    assert [(a, b) for a, b, _ in out.orders] == [(ALBA.id, BORRA.id)]


@pytest.mark.parametrize(
    ("one", "kind", "message"),
    [
        (accept(1, "diary:3-5", exact="Gone"), "orphan", "do not stand in 'diary'"),
        (accept(1, "diary:900-905"), "orphan", "no passage of 'diary'"),
        (accept(1, "letter:0-4"), "unknown-source", "is about 'letter'"),
        (accept(1, "nonsense"), "bad-target", "is not a text anchor"),
        (accept(1, ALBA.id, place="g:9"), "unknown-place", "there is no place 'g:9'"),
        (accept(1, ALBA.id, place="g:2"), "outside-region", "lies outside the case's region"),
        (accept(1, ALBA.id, relation="near here"), "faulty-judgement", "is not understood"),
        (accept(1, ALBA.id, time="noon"), "faulty-judgement", "the time 'noon'"),
        (
            judgement(1, ALBA.id, Verdict.ACCEPT, itinerary="swim"),
            "unknown-itinerary",
            "'swim' is not in the case",
        ),
        (judgement(1, ALBA.id, Verdict.PLACE), "incomplete", "needs 'place'"),
        (judgement(1, ALBA.id, Verdict.WITHDRAW), "incomplete", "withdraws nothing"),
        (accept(1, ALBA.id, replaces="j0"), "unknown-judgement", "replaces 'j0'"),
        (
            judgement(1, ALBA.id, Verdict.ORDER, before="diary:70-72"),
            "unknown-mention",
            "is no mention",
        ),
        (judgement(1, "letter", Verdict.ORIGIN), "unknown-source", "'letter' is not among"),
        (
            judgement(1, ALBA.id, Verdict.AREA, geometry="POLYGON ((1 2, 3"),
            "faulty-judgement",
            "is not WKT",
        ),
        (
            judgement(1, ALBA.id, Verdict.AREA, geometry="POINT (1 2)"),
            "faulty-judgement",
            "is a Point",
        ),
        (
            judgement(
                1, ALBA.id, Verdict.AREA, geometry="POLYGON ((21 211, 22 211, 22 212, 21 211))"
            ),
            "faulty-judgement",
            "longitude comes first|reaches from",
        ),
    ],
)
def test_what_is_wrong_is_listed_with_its_line_and_mend(
    one: Judgement, kind: str, message: str
) -> None:
    out = run(replace(one, line=17))
    assert out.findings, "nothing was told"
    finding = out.findings[0]
    assert finding.kind == kind
    assert any(part in finding.what for part in message.split("|"))
    assert finding.where == "route.yaml:17 (j1)"
    assert finding.mend
    assert finding.severity is Severity.ERROR


def test_mentions_move_with_their_text_and_orphans_are_listed() -> None:
    changed = "Yesterday. " + TEXT.replace("Borra", "Corra")
    document = SourceDocument(
        "diary", "en", "1" * 64, len(changed), (Passage(0, len(changed), changed),)
    )
    kept, findings = reanchor_mentions((ALBA, replace(BORRA)), {"diary": document})
    assert kept[0].anchor.start == ALBA.anchor.start + 11
    told = {f.kind for f in findings}
    assert len(kept) + len(findings) == 2
    assert told <= {"orphan"}


def test_several_places_stay_open_with_their_shares() -> None:
    told = judgement(2, ALBA.id, Verdict.SEVERAL, places="g:1 3; g:3 1")
    out = run(accept(1, ALBA.id), told)
    one = out.mentions[0]
    assert one.places == (("g:1", 0.75), ("g:3", 0.25))
    assert one.place is None
    assert one.judgements == ("j1", "j2")
    assert out.findings == ()


def test_of_what_was_said_about_the_place_the_last_line_holds() -> None:
    area = "POLYGON ((11 21, 11.1 21, 11.1 21.1, 11 21))"
    lines = [
        judgement(2, ALBA.id, Verdict.AREA, geometry=area),
        judgement(3, ALBA.id, Verdict.SEVERAL, places="g:1; g:3"),
        judgement(4, ALBA.id, Verdict.UNLOCATABLE),
        judgement(5, ALBA.id, Verdict.PLACE, place="g:1"),
    ]
    said = [
        (one.area_wkt, one.places, one.unlocatable, one.place)
        for n in range(1, 5)
        for one in run(accept(1, ALBA.id), *lines[:n]).mentions[:1]
    ]
    assert said == [
        (area, (), False, None),
        (None, (("g:1", 0.5), ("g:3", 0.5)), False, None),
        (None, (), True, None),
        (None, (), False, "g:1"),
    ]


@pytest.mark.parametrize(
    ("places", "what"),
    [
        (None, "the verdict 'several' needs 'places'"),
        ("g:1", "are 1, and from 2 to 12 can be kept open"),
        ("g:1; g:1", "name one place twice"),
        ("g:1 0.6; g:3", "have weights only in part"),
        ("g:1 much; g:3 little", "are not understood"),
        ("g:1 1000; g:3 1", "give one of them less than 1%"),
        ("g:1 0; g:3 0", "give one of them less than 1%"),
        ("g:1; g:9", "there is no place 'g:9'"),
        ("g:1; g:2", "'Alba the Far' (g:2) at 99.0, 21.0 lies outside the case's region"),
    ],
)
def test_several_places_that_cannot_be_kept_open_are_told(places: str | None, what: str) -> None:
    out = run(accept(1, ALBA.id), judgement(2, ALBA.id, Verdict.SEVERAL, places=places))
    assert len(out.findings) == 1
    assert what in out.findings[0].what
    assert out.findings[0].where == "route.yaml (j2)"
    assert out.mentions[0].places == ()
