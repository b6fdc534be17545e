"""The decisions made so far: undo, redo, and a second person's word."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import streamlit as st

from convoy_map.app.frame import plain
from convoy_map.app.language import _, ngettext
from convoy_map.errors import ConvoyMapError
from convoy_map.model import Judgement, Verdict

if TYPE_CHECKING:
    from convoy_map.workspace import Workspace

_SHOWN: Final = 30
_OWN: Final = ("id", "verdict", "about", "by", "on", "why", "line", "replaces")


def decisions_made(ws: Workspace) -> None:
    """List the latest decisions with what can be done about them."""
    made = list(ws.definition.judgements)
    withdrawn = {j.replaces for j in made if j.replaces}
    with st.expander(ngettext("{n} decision made", "{n} decisions made", len(made))):
        if not made:
            plain(_("None yet. The first one will stand here."))
        for judgement in reversed(made[-_SHOWN:]):
            _row(ws, judgement, standing=judgement.id not in withdrawn)
        if len(made) > _SHOWN:
            plain(_("Earlier ones are in route.yaml."))
    _disagreements(made, withdrawn)


def _row(ws: Workspace, judgement: Judgement, *, standing: bool) -> None:
    text, undo, second = st.columns([7, 1.1, 1.4], vertical_alignment="center")
    exact = f"“{judgement.exact}” " if judgement.exact else ""
    replaced = _("replaced")
    state = "" if standing else f" ({replaced})"
    with text:
        plain(
            f"{judgement.id}{state} · {judgement.verdict} · {exact}{judgement.about} · "
            f"{judgement.by}, {judgement.on}: {judgement.why}"
        )
    is_withdrawal = judgement.verdict is Verdict.WITHDRAW
    if standing:
        label = _("Redo") if is_withdrawal else _("Undo")
        if undo.button(label, key=f"undo-{judgement.id}", width="stretch"):
            _undo(ws, judgement)
        if not is_withdrawal and second.button(
            _("I agree too"), key=f"agree-{judgement.id}", width="stretch"
        ):
            _repeat(ws, judgement, _("a second person agrees"))


def _undo(ws: Workspace, judgement: Judgement) -> None:
    if judgement.verdict is Verdict.WITHDRAW:
        first = next(j for j in ws.definition.judgements if j.id == judgement.replaces)
        _repeat(ws, first, _("redone"))
        return
    try:
        ws.undo(judgement.id, by=_person(), why=_("undone in the app"))
    except ConvoyMapError as error:
        st.session_state["told"] = error
    st.rerun()


def _repeat(ws: Workspace, judgement: Judgement, why: str) -> None:
    """Say the same again, under one's own name."""
    fields = {k: v for k, v in asdict(judgement).items() if k not in _OWN and v}
    try:
        ws.judge(
            verdict=str(judgement.verdict), about=judgement.about, by=_person(), why=why, **fields
        )
    except ConvoyMapError as error:
        st.session_state["told"] = error
    st.rerun()


def _person() -> str:
    return str(st.session_state.get("judge_by") or "").strip() or _("unnamed")


def _disagreements(made: list[Judgement], withdrawn: set[str]) -> None:
    """Tell where two people decided differently about the same words."""
    standing = [j for j in made if j.id not in withdrawn and j.verdict is not Verdict.WITHDRAW]
    by_target: dict[tuple[str, str | None], list[Judgement]] = {}
    for judgement in standing:
        by_target.setdefault((judgement.about, judgement.itinerary), []).append(judgement)
    for (about, _itinerary), several in sorted(by_target.items(), key=lambda kv: kv[0][0]):
        people = {j.by for j in several}
        verdicts = {j.verdict for j in several}
        if len(people) > 1 and {Verdict.ACCEPT, Verdict.REJECT} <= verdicts:
            said = "; ".join(f"{j.by}: {j.verdict} ({j.id})" for j in several)
            st.warning(_("Two people differ:"))
            plain(f"{about} — {said}")
