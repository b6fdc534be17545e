"""What waits for a person, kept for the session and crossed off as it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from convoy_map.app.language import speaker
from convoy_map.app.reasons import reason_lines
from convoy_map.app.work import evidence_of

if TYPE_CHECKING:
    from convoy_map.review import ReviewItem
    from convoy_map.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Waiting:
    """One open question, as the desk needs it."""

    item: ReviewItem

    @property
    def id(self) -> str:
        """Id of the question."""
        return self.item.id

    @property
    def about(self) -> str:
        """Words it is about, ``source:start-end``; empty if about none in particular."""
        return self.item.about

    def shown(self) -> dict[str, Any]:
        """Return what the queue writes."""
        return {
            "id": self.item.id,
            "kind": self.item.id.partition(":")[0],
            "exact": self.item.exact[:160],
            "why": " ".join(reason_lines(self.item.why, speaker()))[:400],
        }

    def places(self) -> list[tuple[str, str]]:
        """Return the places that may be meant: (id, title)."""
        return [(ident, title) for ident, title, *_rest in self.item.options]

    def guess(self) -> dict[str, Any]:
        """Return what the machine would answer."""
        role = self.item.line.partition(" role: ")[2].partition(",")[0]
        return {"itinerary": self.item.itinerary, "role": role or None}


def waiting_of(ws: Workspace) -> list[Waiting]:
    """Return the open questions of a case, most consequential first.

    They are worked out once for each state of the result; what was judged since
    is crossed off without working everything out again.
    """
    key = f"waiting-{ws.definition.id}"
    if key not in st.session_state or st.session_state.get(f"{key}-again"):
        st.session_state[key] = [Waiting(item) for item in ws.review_queue(evidence_of(ws))]
        st.session_state.pop(f"{key}-again", None)
    judged = {j.about for j in ws.definition.judgements}
    waiting: list[Waiting] = st.session_state[key]
    return [w for w in waiting if w.about not in judged]


def look_again(ws: Workspace) -> None:
    """Work the open questions out again on the next run."""
    st.session_state[f"waiting-{ws.definition.id}-again"] = True
