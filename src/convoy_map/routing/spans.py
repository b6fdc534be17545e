"""Durations told of several legs together: do they fit the route shown."""

from __future__ import annotations

from collections.abc import Sequence

from convoy_map.model import Leg, LegEvidence
from convoy_map.routing.problem import Problem
from convoy_map.routing.timing import in_words


def span_notes(problem: Problem, legs: Sequence[Leg]) -> tuple[str, ...]:
    """One sentence for each told duration that covers the route shown, or part of it."""
    at = {name: n for n, name in enumerate(problem.sequence)}
    notes = []
    for told in sorted(problem.legs, key=lambda g: g.id):
        if told.duration is None or {told.after, told.before} - {None} - set(at):
            continue
        start = at[told.after] if told.after is not None else 0
        end = at[told.before] if told.before is not None else len(at) - 1
        within = [g for g in legs if at[g.from_waypoint] >= start and at[g.to_waypoint] <= end]
        if within:
            notes.append(_fit(told, within))
    return tuple(notes)


def _fit(told: LegEvidence, legs: Sequence[Leg]) -> str:
    assert told.duration is not None
    quick = sum(g.travel_time_s[0] for g in legs if g.travel_time_s)
    slow = sum(g.travel_time_s[1] for g in legs if g.travel_time_s)
    km = sum(g.length_m or 0.0 for g in legs) / 1000.0
    text = (
        f"Told to take “{told.duration.text}”: the {km:.0f} km of the route shown take "
        f"{in_words(quick)} to {in_words(slow)} on the move"
    )
    most, least = told.duration.duration_max_s, told.duration.duration_min_s
    if any(g.feasible is False for g in legs) or (most is not None and quick > most):
        return f"{text}; that is not feasible."
    if least is not None and slow < least:
        return f"{text}; that is feasible, and leaves {in_words(least - slow)} or more for stops."
    return f"{text}; that is feasible."
