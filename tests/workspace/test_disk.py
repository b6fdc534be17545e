"""A disk that is full, and files that break while a case is open: told, and nothing is lost."""

import errno
import logging
from pathlib import Path

import pytest

from convoy_map.errors import CaseError, JudgementError
from convoy_map.pipeline import Stage
from convoy_map.workspace import Workspace, cache, making, verifying
from convoy_map.workspace import workspace as opened
from convoy_map.workspace.locations import CACHE_VARIABLE

A_JUDGEMENT = {"verdict": "reject", "about": "bbc:7560-7567", "by": "ann", "why": "a test"}


@pytest.fixture(autouse=True)
def cache_of_its_own(tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is made up here must never be taken for a result by another test."""
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / "gazetteer").symlink_to(own_cache / "gazetteer", target_is_directory=True)
    monkeypatch.setenv(CACHE_VARIABLE, str(folder))


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_judgement_on_a_full_disk_is_told_and_the_file_is_as_it_was(
    quick_case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace.open(quick_case)
    before = (quick_case / "route.yaml").read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr("convoy_map.store.derived.os.fsync", full)
        with pytest.raises(JudgementError, match="could not be written") as told:
            workspace.judge(**A_JUDGEMENT)
    assert "No space left on device" in told.value.what
    assert "free some space" in (told.value.mend or "")
    assert (quick_case / "route.yaml").read_bytes() == before
    assert not list(quick_case.glob(".*"))
    made = workspace.judge(**A_JUDGEMENT)
    assert made.id in (quick_case / "route.yaml").read_text(encoding="utf-8")


def test_a_map_on_a_full_disk_is_told(quick_case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace.open(quick_case)
    monkeypatch.setattr("convoy_map.store.derived.os.fsync", full)
    with pytest.raises(CaseError, match=r"derived files cannot be written \(No space left"):
        workspace.build(until=Stage.MENTIONS)


def test_a_result_that_cannot_be_kept_is_still_given(
    quick_case: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    workspace = Workspace.open(quick_case)
    evidence = workspace.run(until=Stage.EVIDENCE)
    monkeypatch.setattr(opened, "run_pipeline", lambda *_, **__: evidence)
    monkeypatch.setattr(cache, "save_result", full)
    with caplog.at_level(logging.WARNING):
        assert workspace.result() is evidence
    assert "No space left on device" in caplog.text


def test_a_case_made_on_a_full_disk_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(path: Path, *_: object, **__: object) -> None:
        path.mkdir()
        (path / "half.txt").write_text("half")
        full()

    monkeypatch.setattr(making, "create_case", half)
    with pytest.raises(CaseError, match=r"the case could not be written \(No space left"):
        Workspace.create(tmp_path / "new", [])
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b'{"type": "FeatureColl', "route.geojson is not JSON"),
        (b"\xff\xfe", "route.geojson is not JSON"),
        (b"[]", "route.geojson is not a collection of features"),
        (b'{"features": [{"properties": {}}]}', "route.geojson is not a collection of features"),
    ],
)
def test_a_map_broken_on_disk_is_told(quick_case: Path, data: bytes, what: str) -> None:
    workspace = Workspace.open(quick_case)
    (quick_case / "derived").mkdir()
    (quick_case / "derived" / "route.geojson").write_bytes(data)
    with pytest.raises(CaseError, match=what) as told:
        workspace.features()
    assert told.value.mend == "build the case again"


def test_a_case_that_never_stands_still_is_told(
    quick_case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = iter(range(10_000))
    monkeypatch.setattr(verifying, "_sha256", lambda _: str(next(hashes)))
    with pytest.raises(CaseError, match="is being written to all the time"):
        Workspace.open(quick_case)


def test_a_result_made_while_somebody_judged_is_not_taken_for_the_new_one(
    quick_case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace.open(quick_case)
    run = opened.run_pipeline

    def judged_meanwhile(inputs: object, **_: object) -> object:
        Workspace.open(quick_case).judge(**A_JUDGEMENT)
        return run(inputs, until=Stage.EVIDENCE)

    with monkeypatch.context() as patch:
        patch.setattr(opened, "run_pipeline", judged_meanwhile)
        old = workspace.result()
    assert workspace.cached_result() is old
    workspace.reload()
    assert workspace.cached_result() is None
