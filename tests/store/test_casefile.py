"""route.yaml: what is right is read, what is wrong is told with its line."""

from pathlib import Path

import pytest

from convoy_map.errors import CaseError
from convoy_map.model import Role, Verdict
from convoy_map.store.casefile import read_case

HEAD = """format: convoy-map case 1
id: two-wells
title: Two wells
question: Where did they go?
region: {west: 10, south: 20, east: 12, north: 22}
sources: [diary]
itineraries:
  - {id: walk, title: The walk, status: travelled}
"""
LINE = (
    '- {id: j1, about: "diary:0-4", verdict: accept, itinerary: walk, '
    'by: me, on: 2026-01-02, why: "w"}'
)


def write(tmp_path: Path, text: str) -> Path:
    (tmp_path / "route.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_good_case_is_read(tmp_path: Path) -> None:
    line = LINE.replace("itinerary: walk", "itinerary: walk, role: origin, witness: 7")
    definition, findings = read_case(write(tmp_path, f"{HEAD}judgements:\n  {line}\n"))
    assert findings == ()
    (judgement,) = definition.judgements
    assert (judgement.verdict, judgement.role, judgement.witness) == (
        Verdict.ACCEPT,
        Role.ORIGIN,
        "7",
    )
    assert judgement.on == "2026-01-02"
    assert judgement.line == 10


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD.replace("west: 10", "west: 190"), r"route.yaml:5.*region.west.*190"),
        (HEAD.replace("south: 20", "south: 23"), r"south \(23.0\) must be less than north"),
        (HEAD.replace("title: Two wells", "titel: Two wells"), r"route.yaml:3: field 'titel'"),
        (HEAD.replace("sources: [diary]", "sources: [diary, diary]"), r"'diary' stands twice"),
        (HEAD + "timezone: Mars/Olympus\n", r"route.yaml:9.*time zone 'Mars/Olympus'"),
        (HEAD + "parameters: {sead: 3}\n", r"route.yaml:9.*parameter 'sead' is unknown"),
        (HEAD + "parameters: {seed: many}\n", r"'seed' cannot be 'many'.*number is needed"),
        (HEAD + "parameters: {near_m: -5}\n", r"'near_m' cannot be -5.*negative"),
        (HEAD + "parameters: {costs: {lava: 3}}\n", r"'costs' cannot be.*'lava' is unknown"),
        (HEAD + "title: again\n", r"route.yaml:9: the key 'title' is there twice"),
        (HEAD + "extra: &a [1]\n", r"route.yaml:9.*anchor, alias or tag"),
        (HEAD + "extra: !!python/object:os.system x\n", r"route.yaml:9.*anchor, alias or tag"),
        (HEAD + "extra: [1, 2\n", r"route.yaml:\d+: is not valid YAML"),
        ("- just\n- a list\n", r"is not a list of 'key: value' lines"),
        (HEAD.replace("case 1", "case 99"), r"route.yaml:1.*convoy-map case 99"),
    ],
)
def test_a_faulty_head_is_an_error_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CaseError, match=message):
        read_case(write(tmp_path, text))


def test_a_missing_case_is_told(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"there is no route.yaml in it"):
        read_case(tmp_path)


def test_bytes_that_are_not_utf8_are_told_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "route.yaml").write_bytes(HEAD.encode() + b"# caf\xe9\n")
    with pytest.raises(CaseError, match=r"route.yaml:9: byte \d+ is not UTF-8"):
        read_case(tmp_path)


def test_nesting_without_end_is_told(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="nested too deeply"):
        read_case(write(tmp_path, HEAD + "extra: " + "[" * 100 + "]" * 100 + "\n"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("verdict: accept", "verdict: maybe"), "field 'verdict' is 'maybe'"),
        (("on: 2026-01-02", "on: yesterday"), "'yesterday' is not a date"),
        ((', why: "w"', ""), "field 'why'"),
        (("by: me", "by: me, colour: red"), "field 'colour'"),
    ],
)
def test_one_bad_judgement_is_set_aside_and_the_rest_kept(
    tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    bad = LINE.replace(*change)
    good = LINE.replace("j1", "j2")
    definition, findings = read_case(write(tmp_path, f"{HEAD}judgements:\n  {bad}\n  {good}\n"))
    assert [j.id for j in definition.judgements] == ["j2"]
    (finding,) = findings
    assert finding.where == "route.yaml:10"
    assert message in finding.what
    assert finding.mend


def test_a_second_judgement_with_the_same_id_is_set_aside(tmp_path: Path) -> None:
    definition, findings = read_case(write(tmp_path, f"{HEAD}judgements:\n  {LINE}\n  {LINE}\n"))
    assert len(definition.judgements) == 1
    assert "'j1' was used at route.yaml:10 already" in findings[0].what
