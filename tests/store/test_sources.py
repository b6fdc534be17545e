"""Source records: passages, hashes, whole documents."""

import json
from pathlib import Path

import pytest

from convoy_map.errors import SourceError
from convoy_map.store.sources import read_source, read_sources, read_text, sha256_text

TEXT = "The lorry left at dawn.\r\nIt came back at dusk."


def record(**changes: object) -> dict[str, object]:
    base: dict[str, object] = {
        "id": "diary",
        "lang": "en",
        "length": len(TEXT),
        "sha256": sha256_text(TEXT),
        "original_file": "diary.txt",
        "passages": [{"start": 4, "end": 9, "text": "lorry"}],
    }
    return {**base, **changes}


def put(case: Path, **changes: object) -> Path:
    folder = case / "sources"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "diary.json").write_text(json.dumps(record(**changes)), encoding="utf-8")
    return folder


def test_passages_are_read_and_the_whole_is_used_to_verify(tmp_path: Path) -> None:
    folder = put(tmp_path)
    (folder / "full").mkdir()
    (folder / "full" / "diary.txt").write_bytes(TEXT.encode())
    (one,), findings = read_sources(tmp_path, ("diary",))
    assert findings == ()
    assert one.document.slice(4, 9) == "lorry"
    assert one.document.slice(0, 9) is None
    assert one.whole is not None
    assert one.whole.slice(0, len(TEXT)) == TEXT


def test_an_altered_whole_document_is_told_and_not_used(tmp_path: Path) -> None:
    folder = put(tmp_path)
    (folder / "full").mkdir()
    (folder / "full" / "diary.txt").write_bytes(TEXT.replace("dawn", "noon").encode())
    (one,), (finding,) = read_sources(tmp_path, ("diary",))
    assert one.whole is None
    assert finding.kind == "altered-source"
    assert "has the hash" in finding.what
    assert finding.where == "diary.txt"


def test_a_missing_record_does_not_sink_the_rest(tmp_path: Path) -> None:
    put(tmp_path)
    sources, (finding,) = read_sources(tmp_path, ("diary", "letter"))
    assert [s.document.id for s in sources] == ["diary"]
    assert "no record of the source 'letter'" in finding.what


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"sha256": "abc"}, "field 'sha256'"),
        ({"id": "other"}, "calls itself 'other'"),
        ({"passages": []}, "quotes no passage"),
        ({"passages": [{"start": 4, "end": 8, "text": "lorry"}]}, "offsets 4-8 do not fit"),
        (
            {"passages": [{"start": 4, "end": 9, "text": "lorry"}] * 2},
            "before the passage before it ends",
        ),
        ({"text_file": "../diary.txt"}, "is not a plain file name"),
        ({"text_file": "gone.txt"}, "cannot be read"),
    ],
)
def test_a_faulty_record_is_told(tmp_path: Path, changes: dict[str, object], message: str) -> None:
    put(tmp_path, **changes)
    with pytest.raises(SourceError, match=message):
        read_source(tmp_path, "diary")


def test_a_record_that_is_not_json_is_told(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "diary.json").write_text("{", encoding="utf-8")
    with pytest.raises(SourceError, match="is not a JSON record"):
        read_source(tmp_path, "diary")


def test_an_altered_text_of_ones_own_is_told(tmp_path: Path) -> None:
    folder = put(tmp_path, text_file="diary.txt", passages=[])
    (folder / "diary.txt").write_bytes(TEXT.encode() + b" ")
    with pytest.raises(SourceError, match="has been altered"):
        read_source(tmp_path, "diary")


def test_a_passage_that_is_not_in_the_whole_is_told(tmp_path: Path) -> None:
    folder = put(tmp_path, passages=[{"start": 4, "end": 9, "text": "truck"}])
    (folder / "full").mkdir()
    (folder / "full" / "diary.txt").write_bytes(TEXT.encode())
    _, (finding,) = read_sources(tmp_path, ("diary",))
    assert "does not stand in the whole document" in finding.what


def test_a_folder_of_documents_that_is_not_there_is_told(tmp_path: Path) -> None:
    put(tmp_path)
    with pytest.raises(SourceError, match="folder of whole documents is not there"):
        read_sources(tmp_path, ("diary",), tmp_path / "nowhere")


def test_text_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"caf\xe9")
    with pytest.raises(SourceError, match="byte 3 is not UTF-8"):
        read_text(tmp_path / "x.txt")


def test_the_first_case_quotes_its_documents(project_dir: Path, shared_dir: Path) -> None:
    case = project_dir / "routes" / "raqqa-2017"
    ids = ("bbc", "secret-deal", "smuggled", "business-standard", "syrians-deal")
    sources, findings = read_sources(case, ids, shared_dir / "seeds")
    assert findings == ()
    for one in sources:
        assert one.whole is not None
        quoted = sum(p.end - p.start for p in one.document.passages)
        assert quoted <= 0.2 * one.document.length
