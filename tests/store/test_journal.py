"""Judgements are appended, one line each, whatever they hold and whoever writes."""

import threading
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from convoy_map.errors import JudgementError
from convoy_map.model import Judgement, Verdict
from convoy_map.store import journal
from convoy_map.store.casefile import read_case
from convoy_map.store.journal import append_judgement, case_lock, format_judgement

HEAD = """# a comment that stays
format: convoy-map case 1
id: two-wells
title: Two wells
question: Where?
region: {west: 10, south: 20, east: 12, north: 22}
sources: [diary]

judgements:
"""


def case(tmp_path: Path) -> Path:
    (tmp_path / "route.yaml").write_text(HEAD, encoding="utf-8")
    return tmp_path


def draft(why: str = "because", **more: object) -> Judgement:
    return Judgement("", "diary:0-4", Verdict.REJECT, "me", "2026-01-02", why, **more)  # type: ignore[arg-type]


def test_a_line_is_added_and_nothing_else_changes(tmp_path: Path) -> None:
    folder = case(tmp_path)
    one = append_judgement(folder, draft())
    two = append_judgement(folder, draft())
    assert (one.id, two.id) == ("j001", "j002")
    text = (folder / "route.yaml").read_text(encoding="utf-8")
    assert text.startswith(HEAD)
    assert len(text.splitlines()) == len(HEAD.splitlines()) + 2
    assert not (folder / ".lock").exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.text(min_size=1, max_size=60).filter(lambda t: t.strip() == t and t != ""))
def test_any_text_survives_the_round_trip_on_one_line(tmp_path: Path, why: str) -> None:
    folder = case(tmp_path)
    before = (folder / "route.yaml").read_bytes().count(b"\n")
    try:
        kept = append_judgement(folder, draft(why=why, witness="w"))
    except JudgementError:
        assert any(0xD800 <= ord(c) <= 0xDFFF for c in why)
        return
    assert kept.why == why
    assert (folder / "route.yaml").read_bytes().count(b"\n") == before + 1


def test_hostile_text_stays_text() -> None:
    line = format_judgement(draft(why='"}\n- {id: evil, verdict: accept} #'))
    assert "\n" not in line
    assert '\\"}\\n- {id: evil' in line


def test_forty_writers_lose_no_line(tmp_path: Path) -> None:
    folder = case(tmp_path)
    failures: list[Exception] = []

    def write(n: int) -> None:
        try:
            append_judgement(folder, draft(why=f"number {n}"))
        except JudgementError as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    definition, findings = read_case(folder)
    assert failures == []
    assert findings == ()
    assert len({j.id for j in definition.judgements}) == 40
    assert {j.why for j in definition.judgements} == {f"number {n}" for n in range(40)}


def test_a_taken_id_is_told(tmp_path: Path) -> None:
    folder = case(tmp_path)
    append_judgement(folder, draft())
    again = Judgement("j001", "diary:0-4", Verdict.REJECT, "me", "2026-01-02", "again")
    with pytest.raises(JudgementError, match="the id 'j001' is taken"):
        append_judgement(folder, again)


def test_what_would_not_read_back_is_not_kept(tmp_path: Path) -> None:
    folder = case(tmp_path)
    bad = Judgement("", "diary:0-4", Verdict.REJECT, "me", "soon", "w")
    with pytest.raises(JudgementError, match=r"the judgement was not kept.*'soon' is not a date"):
        append_judgement(folder, bad)
    assert (folder / "route.yaml").read_text(encoding="utf-8") == HEAD


def test_a_held_lock_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = case(tmp_path)
    monkeypatch.setattr(journal, "LOCK_TIMEOUT_S", 0.05)
    with case_lock(folder), pytest.raises(JudgementError, match="writing for too long"):
        append_judgement(folder, draft())


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(JudgementError, match="cannot be written to"), case_lock(tmp_path / "no"):
        pass
