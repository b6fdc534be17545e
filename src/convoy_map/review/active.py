"""Which judgements hold: superseded ones go, targets are found again in the texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from convoy_map.errors import AnchorError
from convoy_map.model import (
    CaseDefinition,
    Finding,
    Judgement,
    Severity,
    SourceDocument,
    TextAnchor,
    Verdict,
)
from convoy_map.text.anchors import AnchorMatch, make_anchor, parse_target, reanchor


@dataclass(frozen=True, slots=True)
class Anchored:
    """A judgement that holds, with its target as it stands in the text now."""

    judgement: Judgement
    anchor: TextAnchor


def where_of(judgement: Judgement) -> str:
    """``route.yaml:line (id)`` of a judgement."""
    line = f":{judgement.line}" if judgement.line is not None else ""
    return f"route.yaml{line} ({judgement.id})"


def finding_of(judgement: Judgement, kind: str, what: str, mend: str) -> Finding:
    """An error about one judgement."""
    return Finding(Severity.ERROR, kind, what, where_of(judgement), mend)


def active_judgements(
    judgements: Sequence[Judgement],
) -> tuple[tuple[Judgement, ...], tuple[Finding, ...]]:
    """Drop what was superseded.

    A judgement may replace only one that stands above it: the file is a
    journal, and time runs downwards.
    """
    seen: dict[str, Judgement] = {}
    gone: set[str] = set()
    findings: list[Finding] = []
    for one in judgements:
        if one.replaces is not None:
            if one.replaces not in seen:
                findings.append(
                    finding_of(
                        one,
                        "unknown-judgement",
                        f"replaces '{one.replaces}', which does not stand above it",
                        "give the id of an earlier judgement",
                    )
                )
            gone.add(one.replaces)
        elif one.verdict is Verdict.WITHDRAW:
            findings.append(
                finding_of(one, "incomplete", "withdraws nothing", "add 'replaces: ID'")
            )
        seen[one.id] = one
    kept = tuple(j for j in judgements if j.id not in gone and j.verdict is not Verdict.WITHDRAW)
    return kept, tuple(findings)


def anchor_judgement(
    judgement: Judgement, documents: Mapping[str, SourceDocument]
) -> Anchored | Finding:
    """Find a judgement's target again, or say that it is orphaned."""
    try:
        source, start, end = parse_target(judgement.about)
    except AnchorError as error:
        return finding_of(judgement, "bad-target", error.what, error.mend or "")
    document = documents.get(source)
    if document is None:
        return finding_of(
            judgement,
            "unknown-source",
            f"is about '{source}', which is not among the case's sources",
            "add the source to the case, or correct the target",
        )
    if judgement.exact is None:
        try:
            return Anchored(judgement, make_anchor(document, start, end))
        except AnchorError as error:
            return finding_of(judgement, "orphan", f"orphaned: {error.what}", error.mend or "")
    old = TextAnchor(source, start, end, judgement.exact)
    again = reanchor(old, document)
    if again.match is AnchorMatch.ORPHAN:
        return finding_of(
            judgement,
            "orphan",
            f"orphaned: its words “{judgement.exact[:80]}” do not stand in '{source}' (any more)",
            "judge the new text and let that judgement replace this one",
        )
    return Anchored(judgement, again.anchor)


def origin_judgements(
    definition: CaseDefinition, judgements: Sequence[Judgement]
) -> tuple[tuple[tuple[str, str | None], ...], tuple[Finding, ...]]:
    """Who derives from whom, as judged: ``(source, origin or None)`` pairs."""
    pairs: list[tuple[str, str | None]] = []
    findings: list[Finding] = []
    known = set(definition.sources)
    for one in judgements:
        if one.verdict is not Verdict.ORIGIN:
            continue
        origin = None if one.derives_from in {None, "none"} else one.derives_from
        wrong = [s for s in (one.about, origin) if s is not None and s not in known]
        if wrong:
            findings.append(
                finding_of(
                    one,
                    "unknown-source",
                    f"'{wrong[0]}' is not among the case's sources",
                    "name source ids in 'about' and 'derives_from'",
                )
            )
            continue
        pairs.append((one.about, origin))
    return tuple(pairs), tuple(findings)
