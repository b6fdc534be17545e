"""The command line as a person meets it: results, exit codes, one line on error."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def run(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "convoy_map", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        check=False,
    )


@pytest.fixture
def broken_case(tmp_path: Path, project_dir: Path) -> Path:
    case = tmp_path / "routes" / "raqqa-2017"
    case.mkdir(parents=True)
    shutil.copytree(project_dir / "seeds", tmp_path / "seeds")
    shutil.copy(project_dir / "routes" / "raqqa-2017" / "route.yaml", case)
    return case


def test_help_is_for_people() -> None:
    done = run("--help")
    assert done.returncode == 0
    for command in ("app", "new", "build", "check", "review", "export", "explain", "resolve"):
        assert command in done.stdout
    assert run("--version").stdout.startswith("convoy-map ")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("build", "nowhere"), "error: nowhere: there is no route.yaml in it"),
        (("resolve", "   "), "error: the name is empty"),
        (("resolve", "Raqqa", "--near", "39"), "error: '39' is not a position"),
        (("resolve", "Raqqa", "--near", "35.9,139.0"), "is no position on Earth"),
        (("mentions", "nothing.txt"), "error: nothing.txt: the source file doesn't exist"),
        (("verify", "nothing.zip"), "error: "),
        (("lineage", "nothing.txt"), "error: nothing.txt"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(words: tuple[str, ...], message: str) -> None:
    done = run(*words)
    assert done.returncode == 2, done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""


def test_bad_usage_is_exit_2() -> None:
    done = run("build")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_debug_shows_where() -> None:
    done = run("--debug", "build", "nowhere")
    assert "Traceback" in done.stderr


def test_broken_yaml_names_file_and_line(broken_case: Path) -> None:
    path = broken_case / "route.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "  - {id: j900, about: [\n")
    done = run("build", str(broken_case))
    assert done.returncode == 2
    assert "error: route.yaml:" in done.stderr


def test_findings_make_build_end_with_1(broken_case: Path) -> None:
    path = broken_case / "route.yaml"
    line = (
        '  - {id: j900, about: "bbc:3-9", exact: "nowhere at all", verdict: reject, by: me, '
        'on: 2026-01-02, why: "test"}\n'
    )
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")
    done = run("build", str(broken_case), "--until", "mentions")
    assert done.returncode == 1
    assert "orphaned" in done.stderr
    assert "(j900)" in done.stderr


def test_resolve_as_json() -> None:
    done = run("resolve", "Rakka", "--near", "39.0,36.0", "--format", "json")
    candidates = json.loads(done.stdout)["candidates"]
    assert candidates[0]["place_id"] == "geonames:172955"
    assert set(candidates[0]) == {"place_id", "title", "lon", "lat", "p", "why"}
    assert sum(c["p"] for c in candidates) == pytest.approx(1.0, abs=0.05)


def test_mentions_as_json_lines(tmp_path: Path) -> None:
    text = "The bus left Aleppo at dawn\r\nand drove to Raqqa.\u200b Then on to Deir ez-Zor.\n"
    path = tmp_path / "note.txt"
    path.write_bytes(text.encode("utf-8"))
    done = run("mentions", str(path), "--format", "jsonl")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    named = {r["text"]: r for r in records if r["kind"] == "toponym"}
    assert {"Aleppo", "Raqqa", "Deir ez-Zor"} <= set(named)
    for words, record in named.items():
        assert text[record["start"] : record["end"]] == words
        assert {"lon", "lat", "place_id", "p", "role"} <= set(record)


def test_lineage_counts_origins(tmp_path: Path) -> None:
    first = (
        "The lorries stood in a row by the canal, and nobody from the village dared to go near. "
        "At noon a white car came, and the whole column went off towards the hills in the east."
    )
    (tmp_path / "a.txt").write_text(first, encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"According to the a paper: {first}", encoding="utf-8")
    (tmp_path / "c.txt").write_text(
        "My cousin counted forty trucks that day. He saw them from the roof of the mill; "
        "they turned off behind the school and were gone before the evening prayer.",
        encoding="utf-8",
    )
    files = [str(tmp_path / f"{n}.txt") for n in "abc"]
    done = run("lineage", *files, "--format", "json")
    out = json.loads(done.stdout)
    assert len(out["origins"]) == 2
    assert {e["source"] for e in out["edges"]} <= {"a.txt", "b.txt"}


def test_of_several_documents_the_unreadable_are_left_out(tmp_path: Path) -> None:
    story = "The bus left Aleppo at dawn and drove to Raqqa.\n"
    (tmp_path / "a.txt").write_text(story, encoding="utf-8")
    (tmp_path / "again.txt").write_text(story, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text("They walked to Homs.\n", encoding="utf-8")
    done = run(
        "mentions", *(str(tmp_path / n) for n in ("a.txt", "empty.txt", "again.txt", "b.txt"))
    )
    assert done.returncode == 1
    sources = {json.loads(line)["source"] for line in done.stdout.splitlines()}
    assert sources == {"a.txt", "b.txt"}
    assert "error: empty.txt: left out: the file is empty" in done.stderr
    assert "warning: again.txt: is the same text as a.txt; it was read once" in done.stderr


def test_the_encoding_of_a_document_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes("Ils ont quitté Alep à l’aube.\n".encode("cp1252"))
    done = run("mentions", str(path), "--encoding", "windows-1252")
    assert done.returncode == 0
    assert done.stderr == ""
    done = run("mentions", str(path), "--encoding", "nonsense")
    assert "error: note.txt: there is no encoding 'nonsense'" in done.stderr


def test_resolve_shows_what_was_ruled_out_and_why() -> None:
    done = run("resolve", "Paris", "--limit", "2")
    shown, _, ruled_out = done.stdout.partition("ruled out, with what weighs most against each:")
    assert "geonames:2988507" in shown
    assert ruled_out.count("geonames:") == 2
    assert ruled_out.count("people") == 2
    told = json.loads(run("resolve", "Paris", "--limit", "2", "--format", "json").stdout)
    assert len(told["rejected"]) == 2
    assert all(one["why"] for one in told["rejected"])
