"""The partial order: grounds, circles, times that conflict, surviving sequences."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convoy_map.errors import OrderError
from convoy_map.model import (
    Evidence,
    Itinerary,
    LegEvidence,
    OrderBasis,
    OrderConstraint,
    Parameters,
    Quote,
    Role,
    Status,
    TextAnchor,
    TimeInterval,
    Unlocated,
)
from convoy_map.model.precedence import NARRATIVE_INVERSION_NATS
from convoy_map.ordering import order_evidence


def fragment(slug, at, role=Role.VIA, time=None, source="s", itinerary="j"):
    quote = Quote(TextAnchor(source, at, at + 4, f"said {slug}"), "W")
    return Evidence(
        f"{itinerary}/{slug}",
        itinerary,
        slug,
        role,
        Status.TRAVELLED,
        (quote,),
        Unlocated("a test"),
        time,
    )


def between(first, last):
    return TimeInterval(
        f"{first} to {last} o'clock",
        datetime(2020, 1, 1, first, tzinfo=UTC),
        datetime(2020, 1, 1, last, tzinfo=UTC),
    )


def leg(name, after, before, **more):
    quote = Quote(TextAnchor("s", 900, 904, name), "W")
    return LegEvidence(f"j/{name}", "j", after, before, quotes=(quote,), **more)


def order(evidence, legs=(), judged=()):
    return order_evidence(
        evidence,
        legs,
        itineraries=(Itinerary("j", "J", Status.TRAVELLED),),
        parameters=Parameters(),
        judged=judged,
    )


def best(ordering):
    return [e.split("/")[1] for e in ordering.sequences[0].evidence]


def test_the_telling_orders_where_nothing_else_does():
    (found,) = order([fragment("b", 50), fragment("a", 10), fragment("c", 90)])
    assert best(found) == ["a", "b", "c"]
    assert {c.basis for c in found.constraints} == {OrderBasis.NARRATIVE}
    assert found.sequences[0].p > found.sequences[1].p
    assert found.sequences[1].cost == pytest.approx(NARRATIVE_INVERSION_NATS)


def test_times_rule_over_the_telling_which_is_listed_as_dropped():
    (found,) = order(
        [fragment("a", 10, time=between(9, 10)), fragment("b", 50, time=between(5, 6))]
    )
    assert best(found) == ["b", "a"]
    assert [(c.before, c.after) for c in found.dropped] == [("j/a", "j/b")]
    assert found.contradictions == ()


def test_overlapping_times_order_nothing():
    (found,) = order([fragment("a", 10, time=between(5, 9)), fragment("b", 50, time=between(6, 7))])
    assert [c.basis for c in found.constraints] == [OrderBasis.NARRATIVE]


def test_an_origin_told_last_comes_first_and_the_rest_keeps_its_order():
    (found,) = order(
        [fragment("a", 10), fragment("b", 50), fragment("o", 70, Role.ORIGIN), fragment("c", 90)]
    )
    assert best(found) == ["o", "a", "b", "c"]


def test_a_destination_told_in_between_comes_last():
    (found,) = order([fragment("a", 10), fragment("d", 20, Role.DESTINATION), fragment("b", 30)])
    assert best(found) == ["a", "b", "d"]


def test_a_second_text_orders_what_the_first_leaves_out():
    (found,) = order(
        [
            fragment("a", 10),
            fragment("b", 50),
            fragment("c", 90),
            fragment("x", 5, source="t"),
            fragment("y", 9, source="t"),
        ]
    )
    pairs = {(c.before, c.after) for c in found.constraints}
    assert ("j/x", "j/y") in pairs


def test_statements_that_run_in_a_circle_are_named_with_all_their_quotes():
    (found,) = order(
        [fragment("a", 10), fragment("b", 50), fragment("c", 90)],
        [leg("1", "j/a", "j/b"), leg("2", "j/b", "j/c"), leg("3", "j/c", "j/a")],
    )
    (conflict,) = found.contradictions
    assert conflict.members == ("j/a", "j/b", "j/c")
    assert {q.anchor.exact for q in conflict.quotes} == {"1", "2", "3"}
    assert "cannot all hold" in conflict.why
    assert len(found.dropped) == 1


def test_of_two_circular_statements_the_weaker_ground_goes():
    judged = OrderConstraint("j/b", "j/a", OrderBasis.ANALYST, "a person says so")
    (found,) = order([fragment("a", 10), fragment("b", 50)], [leg("1", "j/a", "j/b")], [judged])
    assert best(found) == ["b", "a"]
    assert found.dropped[0].basis is OrderBasis.RELATION


def test_a_judged_leg_is_an_analysts_word():
    (found,) = order(
        [fragment("a", 10), fragment("b", 5)], [leg("1", "j/a", "j/b", judgements=("j1",))]
    )
    assert found.constraints[0].basis is OrderBasis.ANALYST


def test_a_duration_longer_than_the_times_allow_is_a_contradiction():
    two_hours = TimeInterval("at most two hours", duration_max_s=7200.0, duration_of="leg")
    (found,) = order(
        [fragment("a", 10, time=between(5, 6)), fragment("b", 50, time=between(12, 13))],
        [leg("1", "j/a", "j/b", duration=two_hours)],
    )
    (conflict,) = found.contradictions
    assert set(conflict.members) == {"j/a", "j/b", "j/1"}
    assert "at most two hours" in conflict.why
    assert len(conflict.quotes) == 3


def test_the_duration_of_the_journey_is_held_against_its_first_and_last_time():
    six = TimeInterval("six hours", duration_max_s=6 * 3600.0, duration_of="journey")
    times = [fragment("a", 10, time=between(1, 2)), fragment("b", 50, time=between(20, 21))]
    (found,) = order(times, [leg("1", None, None, duration=six)])
    assert len(found.contradictions) == 1
    (fine,) = order(times[:1], [leg("1", None, None, duration=six)])
    assert fine.contradictions == ()


def test_a_leg_to_nowhere_is_set_aside_and_told():
    (found,) = order([fragment("a", 10)], [leg("1", "j/a", "j/gone")])
    assert "not in this journey" in found.contradictions[0].why
    assert best(found) == ["a"]


def test_two_fragments_with_one_id_are_an_error():
    with pytest.raises(OrderError, match="two fragments have the id 'j/a'"):
        order([fragment("a", 10), fragment("a", 20)])


def test_a_judged_order_of_an_unknown_fragment_is_an_error():
    judged = OrderConstraint("j/a", "j/zz", OrderBasis.ANALYST, "typo")
    with pytest.raises(OrderError, match="names 'j/zz', which is no fragment"):
        order([fragment("a", 10)], judged=[judged])


def test_itineraries_come_in_the_order_of_the_case_then_by_name():
    found = order(
        [fragment("a", 10, itinerary="z"), fragment("a", 10), fragment("a", 1, itinerary="k")]
    )
    assert [o.itinerary for o in found] == ["j", "k", "z"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 99), st.sampled_from(list(Role)[:3]), st.integers(0, 5)),
        min_size=1,
        max_size=9,
    ),
    st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=6),
)
def test_every_sequence_keeps_every_hard_constraint(told, ways):
    evidence = [
        fragment(f"f{n}", at, role, between(hour, hour + 1) if hour else None)
        for n, (at, role, hour) in enumerate(told)
    ]
    legs = [
        leg(f"l{n}", f"j/f{a}", f"j/f{b}")
        for n, (a, b) in enumerate(ways)
        if a != b and max(a, b) < len(told)
    ]
    (found,) = order(evidence, legs)
    (again,) = order(list(reversed(evidence))[::-1], legs)
    assert found == again
    for sequence in found.sequences:
        assert sorted(sequence.evidence) == sorted(e.id for e in evidence)
        at = {e: n for n, e in enumerate(sequence.evidence)}
        for c in found.constraints:
            if c.basis is not OrderBasis.NARRATIVE:
                assert at[c.before] < at[c.after]


def test_five_hundred_fragments_are_ordered():
    (found,) = order([fragment(f"x{n:03}", (n * 37) % 500) for n in range(500)])
    assert len(found.sequences[0].evidence) == 500
