"""The public profile hides what it says; the bundle proves what it holds."""

import io
import json
import zipfile

import pytest
import shapely

from convoy_map.errors import ExportError
from convoy_map.exports import EXPORTS, verify_bundle
from convoy_map.exports.ground import _read
from convoy_map.model import Severity


@pytest.mark.parametrize("name", sorted(set(EXPORTS) - {"gpkg", "bundle"}))
def test_no_witness_and_no_words_in_public_files(result, name):
    data = EXPORTS[name](result, profile="public").decode()
    for secret in (
        "Ann Bel",
        "Bel",
        "Carr",
        "on the main road",
        "before ",
        "about four",
        "it fits",
    ):
        assert secret not in data, (name, secret)


def test_public_bundle_and_geopackage_hide_it_too(result):
    data = EXPORTS["bundle"](result, profile="public")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            member = archive.read(name)
            for secret in (b"Ann Bel", b"Carr", b"on the main road", b"about four"):
                assert secret not in member, (name, secret)


def test_public_geojson(result):
    rows = json.loads(EXPORTS["geojson"](result, profile="public"))["features"]
    full = json.loads(EXPORTS["geojson"](result))["features"]
    assert [r["id"] for r in rows] == [r["id"] for r in full]
    for row, known in zip(rows, full, strict=True):
        if known["geometry"] is None:
            assert row["geometry"] is None
            continue
        area = shapely.geometry.shape(row["geometry"])
        assert area.geom_type in {"Polygon", "MultiPolygon"}
        assert area.buffer(1e-6).covers(shapely.geometry.shape(known["geometry"]))
    first, third = rows[0]["properties"], rows[2]["properties"]
    assert first["quotes"][0]["witness"] == "Witness 1"
    assert first["quotes"][0]["exact"] is None
    assert (first["quotes"][0]["start"], first["quotes"][0]["end"]) == (10, 14)
    assert "candidates" not in first
    assert first["n_quotes"] == 2
    assert third["title"] == "the last checkpoint of Witness 1"
    assert rows[1]["properties"]["review"] == "unreviewed"


def test_names_in_ids_are_coded(result):
    from dataclasses import replace

    route = result.routes[0]
    moved = tuple(replace(w, id=w.id.replace("stop-3", "bel-carr-post")) for w in route.waypoints)
    spoken = replace(result, routes=(replace(route, waypoints=moved),))
    rows = json.loads(EXPORTS["geojson"](spoken, profile="public"))["features"]
    assert "trip/witness-1-post" in [r["id"] for r in rows]


def test_a_description_is_no_name(result):
    from convoy_map.exports.profiles import _name_parts

    assert _name_parts("one of the drivers") == ["one of the drivers"]
    assert "Abu Musab" in _name_parts("Abu Musab Huthaifa")
    assert "Abu" not in _name_parts("Abu Musab Huthaifa")
    assert "محمود" in _name_parts("محمود الأحمد")


def test_bundle_is_whole(result, tmp_path):
    data = EXPORTS["bundle"](result)
    assert verify_bundle(data) == ()
    path = tmp_path / "case.zip"
    path.write_bytes(data)
    assert verify_bundle(path) == ()
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert set(manifest["files"]) == set(archive.namelist()) - {"manifest.json"}
        assert manifest["n_unreviewed"] == 1
        assert archive.read("route.geojson") == EXPORTS["geojson"](result)
        assert "1 waypoints have not been reviewed" in archive.read("README.txt").decode()
        assert all(i.date_time == (1980, 1, 1, 0, 0, 0) for i in archive.infolist())


def repack(data, change):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda m: m.update({"route.csv": m["route.csv"] + b" "}), "'route.csv' was changed"),
        (lambda m: m.pop("route.kml"), "'route.kml' is missing"),
        (lambda m: m.update({"evil.exe": b"MZ"}), "'evil.exe' was added"),
    ],
)
def test_bundle_names_what_was_altered(result, change, what):
    findings = verify_bundle(repack(EXPORTS["bundle"](result), change))
    assert [f.what for f in findings] == [what]
    assert findings[0].severity is Severity.ERROR
    assert findings[0].mend


def test_bundle_with_a_name_twice(result):
    data = io.BytesIO(EXPORTS["bundle"](result))
    with zipfile.ZipFile(data, "a") as archive:
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("route.csv", b"other")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("manifest.json", archive.read("manifest.json"))
    whats = {f.what for f in verify_bundle(data.getvalue())}
    assert whats == {"'route.csv' is there 2 times", "'manifest.json' is there more than once"}


def test_a_flipped_bit_is_found(result):
    data = bytearray(EXPORTS["bundle"](result))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo("route.geojson")
    data[info.header_offset + 30 + len(info.filename) + 40] ^= 0xFF
    assert [f.what for f in verify_bundle(bytes(data))] == ["'route.geojson' was changed"]


def test_what_is_no_bundle(tmp_path, result):
    with pytest.raises(ExportError, match="there is no such file"):
        verify_bundle(tmp_path / "none.zip")
    with pytest.raises(ExportError, match="it is no bundle"):
        verify_bundle(b"hello")
    with pytest.raises(ExportError, match=r"manifest\.json: its manifest cannot be read"):
        verify_bundle(repack(EXPORTS["bundle"](result), lambda m: m.pop("manifest.json")))
    broken = repack(EXPORTS["bundle"](result), lambda m: m.update({"manifest.json": b"{}"}))
    with pytest.raises(ExportError, match="its manifest cannot be read"):
        verify_bundle(broken)
    other = b'{"format": "x", "files": {}}'
    strange = repack(EXPORTS["bundle"](result), lambda m: m.update({"manifest.json": other}))
    with pytest.raises(ExportError, match=r"of an unknown kind \('x'\)"):
        verify_bundle(strange)


def test_a_broken_ground_layer_is_told(tmp_path):
    path = tmp_path / "borders.geojson"
    path.write_text("{}")
    with pytest.raises(ExportError, match=r"borders\.geojson: the map layer cannot be read"):
        _read(path)


def test_a_missing_ground_layer_is_told():
    from convoy_map.exports.ground import _path

    with pytest.raises(ExportError, match="the map layer 'nothing' is missing"):
        _path("nothing")
