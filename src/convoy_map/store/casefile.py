"""Reads ``route.yaml``, the only file of a case that people edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError

from convoy_map.errors import CaseError
from convoy_map.model import (
    CaseDefinition,
    Finding,
    Itinerary,
    Judgement,
    Parameters,
    Region,
    Role,
    Severity,
    Stance,
    Status,
    Verdict,
)
from convoy_map.store.schema import CaseSchema, JudgementSchema
from convoy_map.store.yamltree import KeyPath, Value, YamlTree, read_yaml

CASE_FILE = "route.yaml"
MAX_JUDGEMENTS = 200_000


def read_case(case_dir: Path) -> tuple[CaseDefinition, tuple[Finding, ...]]:
    """Read and validate a case.

    Parameters
    ----------
    case_dir : Path
        Folder that holds ``route.yaml``.

    Returns
    -------
    definition : CaseDefinition
        Everything that is right.
    findings : tuple of Finding
        Judgements that were set aside, each with file, line, value and mend.

    Raises
    ------
    CaseError
        If the file is missing, is not YAML, or its head is faulty.
    """
    path = case_dir / CASE_FILE
    if not path.is_file():
        raise CaseError(
            f"there is no {CASE_FILE} in it",
            where=str(case_dir),
            mend="give a folder made by 'convoy-map new', or routes/raqqa-2017",
        )
    tree = read_yaml(path)
    if not isinstance(tree.root, dict):
        raise CaseError("is not a list of 'key: value' lines", where=CASE_FILE, mend="see docs")
    head = {k: v for k, v in tree.root.items() if k != "judgements"}
    schema = _validate_head(head, tree)
    judgements, findings = _read_judgements(tree.root.get("judgements"), tree)
    return _definition(schema, judgements, tree), tuple(findings)


def _validate_head(head: dict[str, Value], tree: YamlTree) -> CaseSchema:
    try:
        return CaseSchema.model_validate(head)
    except ValidationError as error:
        raise CaseError("; ".join(_faults(error, tree, ())[:5]), mend=_mend(error)) from error


def _faults(error: ValidationError, tree: YamlTree, base: KeyPath) -> list[str]:
    """Every fault of a record in words, with file, line, field and value."""
    out = []
    for fault in error.errors(include_url=False):
        loc: KeyPath = (*base, *fault["loc"])
        name = ".".join(str(part) for part in fault["loc"]) or "record"
        message = fault["msg"].removeprefix("Value error, ")
        shown = _short(fault.get("input"))
        out.append(f"{tree.where(loc)}: field '{name}' is {shown}: {message}")
    return out


def _short(value: object) -> str:
    if isinstance(value, dict):
        return "a record"
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "…"


def _mend(error: ValidationError) -> str:
    kinds = {fault["type"] for fault in error.errors(include_url=False)}
    if "extra_forbidden" in kinds:
        return "remove the field or mend its spelling"
    if "missing" in kinds:
        return "add the missing field"
    return "correct the value"


def _read_judgements(value: Value, tree: YamlTree) -> tuple[list[Judgement], list[Finding]]:
    if value is None:
        return [], []
    if not isinstance(value, list):
        raise CaseError(
            "'judgements' is not a list",
            where=tree.where(("judgements",)),
            mend="one '- {…}' a line",
        )
    if len(value) > MAX_JUDGEMENTS:
        raise CaseError(
            f"holds {len(value)} judgements, over the limit of {MAX_JUDGEMENTS}",
            where=tree.where(("judgements",)),
            mend="split the case",
        )
    good: list[Judgement] = []
    findings: list[Finding] = []
    first_line: dict[str, str] = {}
    for number, record in enumerate(value):
        key_path: KeyPath = ("judgements", number)
        where = tree.where(key_path)
        try:
            schema = JudgementSchema.model_validate(_texts(record))
        except ValidationError as error:
            findings.extend(
                _fault_finding(line, _mend(error)) for line in _faults(error, tree, key_path)
            )
            continue
        if schema.id in first_line:
            findings.append(
                Finding(
                    Severity.ERROR,
                    "duplicate-id",
                    f"the judgement id '{schema.id}' was used at {first_line[schema.id]} already",
                    where,
                    "give it an id of its own",
                )
            )
            continue
        first_line[schema.id] = where
        good.append(_judgement(schema, tree.lines.get(key_path)))
    return good, findings


def _fault_finding(fault: str, mend: str) -> Finding:
    where, _, what = fault.partition(": ")
    return Finding(Severity.ERROR, "faulty-judgement", f"set aside: {what}", where, mend)


def _texts(record: Value) -> object:
    """Numbers in text fields (a witness named 7, a title of 1915) as their text."""
    if not isinstance(record, dict):
        return record
    return {
        k: str(v) if isinstance(v, int | float) and not isinstance(v, bool) else v
        for k, v in record.items()
    }


def _judgement(schema: JudgementSchema, line: int | None) -> Judgement:
    given = schema.model_dump()
    given["verdict"] = Verdict(schema.verdict)
    given["role"] = Role(schema.role) if schema.role else None
    given["stance"] = Stance(schema.stance) if schema.stance else None
    given["status"] = Status(schema.status) if schema.status else None
    return Judgement(**given, line=line)


def _definition(
    schema: CaseSchema, judgements: Sequence[Judgement], tree: YamlTree
) -> CaseDefinition:
    _check_unique([i.id for i in schema.itineraries], "itineraries", tree)
    _check_unique(schema.sources, "sources", tree)
    try:
        ZoneInfo(schema.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CaseError(
            f"the time zone '{schema.timezone}' is unknown",
            where=tree.where(("timezone",)),
            mend="write a name such as Asia/Damascus",
        ) from error
    return CaseDefinition(
        id=schema.id,
        title=schema.title,
        question=schema.question,
        region=Region(**schema.region.model_dump()),
        timezone=schema.timezone,
        sources=tuple(schema.sources),
        itineraries=tuple(
            Itinerary(i.id, i.title, Status(i.status), i.travellers, i.about)
            for i in schema.itineraries
        ),
        judgements=tuple(judgements),
        parameters=_parameters(schema.parameters, tree),
        gazetteers=tuple(schema.gazetteers),
        countries=tuple(schema.countries),
        layers=tuple(schema.layers),
    )


def _check_unique(ids: Sequence[str], field: str, tree: YamlTree) -> None:
    seen: set[str] = set()
    for number, one in enumerate(ids):
        if one in seen:
            raise CaseError(
                f"'{one}' stands twice in '{field}'",
                where=tree.where((field, number)),
                mend="remove or rename one",
            )
        seen.add(one)


def _parameters(given: dict[str, object], tree: YamlTree) -> Parameters:
    """Defaults with the case's own values laid over them, each checked for its type."""
    defaults = Parameters()
    known = {f.name: getattr(defaults, f.name) for f in fields(Parameters)}
    values: dict[str, object] = {}
    for name, value in given.items():
        if name not in known:
            raise CaseError(
                f"the parameter '{name}' is unknown",
                where=tree.where(("parameters", name)),
                mend=f"use one of {', '.join(sorted(known))}",
            )
        try:
            values[name] = _parameter(known[name], value)
        except (TypeError, ValueError) as error:
            raise CaseError(
                f"the parameter '{name}' cannot be {_short(value)} ({error})",
                where=tree.where(("parameters", name)),
                mend=f"its default is {_short(known[name])}",
            ) from error
    return Parameters(**values)  # type: ignore[arg-type]


def _parameter(default: object, value: object) -> object:
    if isinstance(default, dict):
        if not isinstance(value, dict):
            raise TypeError("a record is needed")
        unknown = sorted(set(value) - set(default))
        if unknown:
            raise ValueError(f"'{unknown[0]}' is unknown; known: {', '.join(sorted(default))}")
        return {k: _parameter(d, value[k]) if k in value else d for k, d in default.items()}
    if isinstance(default, tuple):
        if not isinstance(value, list):
            raise TypeError("a list is needed")
        return tuple(_number(v, float) for v in value)
    if isinstance(default, bool | str):
        if type(value) is not type(default):
            raise TypeError(f"{type(default).__name__} is needed")
        return value
    return _number(value, type(default))


def _number(value: object, kind: type) -> float | int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("a number is needed")
    if not abs(value) < 1e15:
        raise ValueError("a finite number is needed")
    if value < 0:
        raise ValueError("it may not be negative")
    if kind is int:
        if value != int(value):
            raise ValueError("a whole number is needed")
        return int(value)
    return float(value)
