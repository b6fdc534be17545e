"""The index: look-ups, layers, cache, and what happens when files are damaged."""

import errno
import json
import shutil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convoy_map.errors import GazetteerError, PlaceError
from convoy_map.gazetteer import cache, open_gazetteer
from convoy_map.gazetteer.cache import build_index, read_meta
from convoy_map.gazetteer.composite import LayeredGazetteer
from convoy_map.gazetteer.data_files import data_file
from convoy_map.gazetteer.rows import NameRow, PlaceRow
from convoy_map.gazetteer.segment import Segment
from convoy_map.gazetteer.segment_writer import SegmentWriter
from convoy_map.model import Gazetteer, MatchTier, Region, ToponymKind
from convoy_map.text.folding import fold, fold_name

HEADER = "id\ttitle\tlon\tlat\tfclasses\tvariants\n"


def small(folder, lines, name="case.tsv"):
    path = folder / name
    path.write_text(HEADER + "".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def test_it_is_a_gazetteer(gazetteer):
    typed: Gazetteer = gazetteer
    assert len(typed.version) == 16


@pytest.mark.parametrize(
    ("name", "place_id", "tier"),
    [
        ("Raqqa", "t:raqqa", MatchTier.EXACT),
        ("RAQQA", "t:raqqa", MatchTier.FOLDED),
        ("ar-Raqqah", "t:raqqa", MatchTier.FOLDED),
        ("Raqqah", "t:raqqa", MatchTier.FOLDED),
        ("الرَّقّة", "t:raqqa", MatchTier.FOLDED),
        ("Suwar", "t:suwar", MatchTier.FOLDED),
        ("assuwar", "t:suwar", None),
    ],
)
def test_exact_finds_names_up_to_folding_and_articles(gazetteer, name, place_id, tier):
    found = gazetteer.exact(name)
    if tier is None:
        assert not found
        assert gazetteer.search(name)[0].place.id == place_id
    else:
        assert (found[0].place.id, found[0].tier) == (place_id, tier)


def test_search_ranks_tiers_and_restricts(gazetteer):
    ids = [match.place.id for match in gazetteer.search("Shneine")]
    assert ids[0] == "t:shnina"
    region = Region(40.0, 34.0, 41.0, 36.0)
    ids = [match.place.id for match in gazetteer.search("Shneine", region=region)]
    assert "t:shnina" not in ids
    assert ids[0] == "t:shannan"
    assert not gazetteer.search("Shneine", ccodes=["FR"])


def test_a_place_without_position_is_kept_in_any_region(gazetteer):
    region = Region(0.0, 0.0, 1.0, 1.0)
    found = gazetteer.search("Jisr Shnina", region=region)
    assert [match.place.id for match in found] == ["t:nowhere"]
    assert found[0].place.lon is None


def test_kinds_languages_and_scripts_are_kept(gazetteer):
    toponyms = {t.text: t for t in gazetteer.place("t:tabqa").toponyms}
    assert toponyms["الطبقة"].lang == "ar"
    assert toponyms["الطبقة"].script == "Arab"
    assert toponyms["Madinat ath-Thawrah"].kind is ToponymKind.FORMER
    assert toponyms["Tabqa"].kind is ToponymKind.PREFERRED
    sour = next(t for t in gazetteer.place("t:suwar").toponyms if t.text == "Al-Sour")
    assert sour.kind is ToponymKind.UNVERIFIED


def test_unknown_id_is_told(gazetteer):
    with pytest.raises(PlaceError, match=r"no place 't:atlantis' in the gazetteers case"):
        gazetteer.place("t:atlantis")


def test_within_crosses_the_antimeridian(gazetteer):
    region = Region(178.0, -20.0, -178.0, -15.0)
    assert [place.id for place in gazetteer.within(region)] == ["t:suva"]


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("in Raqqa.", 3, ["raqqa"]),
        ("Raqqa’s", 0, ["raqqa"]),
        ("Raqqas", 0, []),
        ("to al-Raqqa now", 3, ["al raqqa"]),
        ("الرقة", 0, ["الرقه"]),
        ("Jisr Shnina", 0, ["jisr shnina"]),
        ("Shnina", 1, []),
    ],
)
def test_name_ends_stop_at_word_boundaries(gazetteer, text, start, expected):
    folded = fold(text).text
    assert [folded[start:end] for end in gazetteer.name_ends(folded, start)] == expected


def test_longest_name_comes_first(tmp_path):
    path = small(tmp_path, ["x:1\tDeir\t40\t35\tP\t", "x:2\tDeir ez-Zor\t40\t35\tP\t"])
    found = open_gazetteer(["case"], places_tsv=path, cache_dir=tmp_path)
    assert found.name_ends("deir ez zor", 0) == [11, 4]


def test_second_opening_builds_nothing_and_is_the_same(tmp_path):
    path = small(tmp_path, ["x:1\tDeir\t40\t35\tP\t"])
    first = open_gazetteer(["case"], places_tsv=path, cache_dir=tmp_path)
    second = open_gazetteer(["case"], places_tsv=path, cache_dir=tmp_path)
    assert first.notes
    assert not second.notes
    assert first.version == second.version


def test_changed_input_is_indexed_again(tmp_path):
    old = open_gazetteer(
        ["case"], places_tsv=small(tmp_path, ["x:1\tDeir\t40\t35\tP\t"]), cache_dir=tmp_path
    )
    new = open_gazetteer(
        ["case"], places_tsv=small(tmp_path, ["x:1\tSuwar\t40\t35\tP\t"]), cache_dir=tmp_path
    )
    assert old.version != new.version
    assert new.exact("Suwar")
    assert not new.exact("Deir")


@pytest.mark.parametrize("harm", ["truncate", "remove", "format", "garbage"])
def test_damaged_index_is_rebuilt_and_said_so(tmp_path, harm):
    path = small(tmp_path, ["x:1\tDeir\t40\t35\tP\t"])
    open_gazetteer(["case"], places_tsv=path, cache_dir=tmp_path)
    folder = next(tmp_path.glob("case-*"))
    file = next(folder.glob("segment-*/key.marisa"))
    if harm == "truncate":
        file.write_bytes(file.read_bytes()[:-3])
    elif harm == "remove":
        file.unlink()
    elif harm == "garbage":
        file.write_bytes(b"\x00" * file.stat().st_size)
    else:
        meta = json.loads((folder / "index.json").read_text())
        (folder / "index.json").write_text(json.dumps({**meta, "format": 0}))
    again = open_gazetteer(["case"], places_tsv=path, cache_dir=tmp_path)
    assert "was built" in again.notes[0]
    assert again.exact("Deir")


def test_a_full_disk_leaves_the_previous_index(tmp_path, monkeypatch):
    rows = [PlaceRow("x:1", "Deir", 40.0, 35.0, 1000.0)]
    folder = tmp_path / "index"
    build_index(rows, folder, name="x", key="old")

    def full(self, target, tick):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(SegmentWriter, "write", full)
    with pytest.raises(
        GazetteerError, match=r"No space left on device.*previous index is untouched"
    ):
        build_index(rows, folder, name="x", key="new")
    assert read_meta(folder).key == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["index"]


def test_progress_is_told_and_can_stop_the_build(tmp_path):
    class StoppedError(Exception):
        pass

    def stop(share, what):
        assert 0 <= share <= 1
        assert what == "indexing gazetteer x"
        raise StoppedError

    rows = [PlaceRow("x:1", "Deir", 40.0, 35.0, 1000.0)]
    with pytest.raises(StoppedError):
        build_index(rows, tmp_path / "index", name="x", key="k", progress=stop)
    assert not list(tmp_path.iterdir())


def test_a_long_gazetteer_has_several_segments(tmp_path, monkeypatch):
    monkeypatch.setattr("convoy_map.gazetteer.segment_writer.PLACES_A_SEGMENT", 10)
    rows = [PlaceRow(f"x:{i}", f"Place {i}", i / 10, 0.0, 10.0) for i in range(35)]
    meta = build_index(rows, tmp_path / "index", name="x", key="k")
    found = LayeredGazetteer([("x", "k", list(cache.open_segments(tmp_path / "index")))])
    assert meta.n_places == 35
    assert len(list((tmp_path / "index").glob("segment-*"))) == 4
    assert all(found.exact(f"Place {i}")[0].place.id == f"x:{i}" for i in range(35))


def test_the_first_layer_takes_precedence(tmp_path):
    a = [PlaceRow("x:1", "Deir", 40.0, 35.0, 10.0, source="a")]
    b = [
        PlaceRow("x:1", "Deir", 41.0, 35.0, 10.0, source="b", population=10**6),
        PlaceRow("y:1", "Deir", 42.0, 35.0, 10.0, source="b"),
    ]
    layers = []
    for name, rows in (("a", a), ("b", b)):
        build_index(rows, tmp_path / name, name=name, key=name)
        layers.append((name, name, list(cache.open_segments(tmp_path / name))))
    found = LayeredGazetteer(layers)
    assert found.place("x:1").source == "a"
    assert [(m.place.id, m.place.source) for m in found.exact("Deir")] == [
        ("x:1", "a"),
        ("y:1", "b"),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("x:1\tDeir\t40\t35\tP", "5 columns where the header has 6"),
        ("x:1\tDeir\t40\t135\tP\t", "latitude 135.0 of 'Deir' is impossible"),
        ("x:1\tDeir\t40\tnan\tP\t", "lat 'nan' is not a finite number"),
        ("x:1\tDeir\t4o\t35\tP\t", "lon '4o' is not a number"),
        ("x:1\tDeir\t\t35\tP\t", "only one of longitude and latitude"),
        ("\tDeir\t40\t35\tP\t", "a place without an id"),
        ("x:1\t\t40\t35\tP\t", "a place without a title"),
        ("x:1\tDe\x00ir\t40\t35\tP\t", "NUL byte"),
        (f"x:1\t{'D' * 1_000_000}\t40\t35\tP\t", "a name of 1000000 characters"),
    ],
    ids=["columns", "range", "nan", "number", "half", "id", "title", "nul", "long"],
)
def test_a_fault_in_the_case_gazetteer_is_told_with_its_line(tmp_path, line, told):
    path = small(tmp_path, ["x:0\tDeir\t40\t35\tP\t", line])
    with pytest.raises(GazetteerError, match=rf"case\.tsv:3: .*{told}"):
        open_gazetteer(["case"], places_tsv=path, cache_dir=tmp_path / "cache")


def test_double_id_in_the_case_gazetteer_is_told(tmp_path):
    path = small(tmp_path, ["x:0\tDeir\t40\t35\tP\t", "x:0\tZor\t40\t35\tP\t"])
    with pytest.raises(GazetteerError, match="the id 'x:0' is given twice"):
        open_gazetteer(["case"], places_tsv=path, cache_dir=tmp_path / "cache")


def test_a_file_of_another_encoding_or_header_is_told(tmp_path):
    path = tmp_path / "case.tsv"
    path.write_bytes("id\ttitle\nx:1\tTórún\n".encode("latin-1"))
    with pytest.raises(GazetteerError, match="not UTF-8 text"):
        open_gazetteer(["case"], places_tsv=path, cache_dir=tmp_path / "cache")
    path.write_text("name\tlat\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="the header lacks the column 'id'"):
        open_gazetteer(["case"], places_tsv=path, cache_dir=tmp_path / "cache")


def test_unknown_layers_are_told(tmp_path):
    with pytest.raises(GazetteerError, match=r"'syria' cannot be opened.*there are: case, world"):
        open_gazetteer(["case", "syria"], cache_dir=tmp_path)
    with pytest.raises(GazetteerError, match="no gazetteers to open"):
        open_gazetteer([], cache_dir=tmp_path)


NAMES = st.text(alphabet="abdeir zor'-الرقة", min_size=1, max_size=12).filter(fold_name)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(NAMES, st.lists(NAMES, max_size=3)), min_size=1, max_size=12))
def test_every_name_that_goes_in_is_found_again(tmp_path_factory, places):
    folder = tmp_path_factory.mktemp("law")
    writer = SegmentWriter()
    for number, (title, others) in enumerate(places):
        names = tuple(NameRow(other) for other in others)
        writer.add(PlaceRow(f"x:{number}", title, 1.0, 2.0, 10.0, names=names))
    writer.write(folder)
    found = LayeredGazetteer([("x", "k", [Segment(folder)])])
    for number, (title, others) in enumerate(places):
        for name in (title, *others):
            assert f"x:{number}" in {match.place.id for match in found.exact(name)}
            folded = fold_name(name)
            if "'" not in folded and "\n" not in folded:
                assert len(folded) in found.name_ends(folded, 0)
    shutil.rmtree(folder)


def test_columns_are_mapped_not_read(gazetteer):
    segment = gazetteer._segments[0]
    assert isinstance(segment.lon.base, np.memmap) or segment.lon.base is not None
    assert not segment.lon.flags.owndata


def test_an_imported_gazetteer_that_is_damaged_is_told(tmp_path):
    rows = [PlaceRow("x:1", "Deir", 40.0, 35.0, 1000.0)]
    folder = tmp_path / "imported" / "mine"
    build_index(rows, folder, name="mine", key="k")
    for file in folder.glob("segment-*/key.marisa"):
        file.write_bytes(b"\x00" * file.stat().st_size)
    with pytest.raises(GazetteerError, match=r"'mine' cannot be opened: .*import it again"):
        open_gazetteer(["mine"], cache_dir=tmp_path)
    for file in folder.glob("segment-*/key.marisa"):
        file.unlink()
    with pytest.raises(GazetteerError, match=r"'mine' cannot be opened: its file .* is damaged"):
        open_gazetteer(["mine"], cache_dir=tmp_path)


def test_two_processes_that_build_at_once_do_not_hurt_each_other(tmp_path, monkeypatch):
    rows = [PlaceRow("x:1", "Deir", 40.0, 35.0, 1000.0)]
    build_index(rows, tmp_path / "index", name="x", key="theirs")
    build_index(rows, tmp_path / "index", name="x", key="ours")
    assert read_meta(tmp_path / "index").key == "ours"
    assert [p.name for p in tmp_path.iterdir()] == ["index"]

    def always_there(self, target):
        if target.name == "index" and self.name != "index":
            raise OSError(errno.ENOTEMPTY, "Directory not empty")

    monkeypatch.setattr("pathlib.Path.replace", always_there)
    with pytest.raises(GazetteerError, match="another process keeps writing the same index"):
        build_index(rows, tmp_path / "index", name="x", key="third")


def test_a_missing_file_of_the_installation_is_told():
    with pytest.raises(GazetteerError, match=r"'atlas\.tsv' is missing from this installation"):
        data_file("atlas.tsv")


def test_an_unwritable_cache_is_told(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    path = small(tmp_path, ["x:1\tDeir\t40\t35\tP\t"])
    with pytest.raises(GazetteerError, match=r"cannot be written|could not be written"):
        open_gazetteer(["case"], places_tsv=path, cache_dir=tmp_path / "file" / "cache")
