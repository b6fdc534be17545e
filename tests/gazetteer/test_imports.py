"""Imports: every format, and what is set aside."""

import base64
import io
import json
import zipfile

import geopandas
import pytest
from shapely.geometry import LineString, Point, Polygon

from convoy_map.errors import GazetteerError
from convoy_map.gazetteer import open_gazetteer
from convoy_map.gazetteer.importing import guess_format, import_gazetteer, list_gazetteers
from convoy_map.gazetteer.readers.tables import ColumnMapping
from convoy_map.model import ToponymKind

GEONAMES = [
    ["172955", "Ar Raqqah", "Ar Raqqah", "Raqqa,الرقة", "35.95283", "39.00788", "P", "PPLA", "SY",
     "", "04", "", "", "", "531952", "", "245", "Asia/Damascus", "2020-01-01"],
    ["170794", "Deir ez-Zor", "Deir ez-Zor", "", "35.33588", "40.14084", "P", "PPLA", "SY",
     "", "07", "", "", "", "0", "", "212", "Asia/Damascus", "2020-01-01"],
]  # fmt: skip
ALTERNATES = [
    ["1", "172955", "ar", "الرقة", "1", "", "", "", "", ""],
    ["2", "172955", "en", "Nicephorium", "", "", "", "1", "", ""],
    ["3", "172955", "link", "https://en.wikipedia.org/wiki/Raqqa", "", "", "", "", "", ""],
    ["4", "170794", "ku", "Dêrazor", "", "", "1", "", "", ""],
]


def tsv(rows):
    return "".join("\t".join(row) + "\n" for row in rows)


def bring_in(tmp_path, path, name="mine", **more):
    report = import_gazetteer(path, name, cache_dir=tmp_path / "cache", **more)
    return report, open_gazetteer([name], cache_dir=tmp_path / "cache")


def faults(report):
    return [f"{fault.where}: {fault.reason}" for fault in report.faults.kept]


def test_geonames_dump(tmp_path):
    path = tmp_path / "SY.txt"
    path.write_text(tsv(GEONAMES), encoding="utf-8")
    report, found = bring_in(tmp_path, path)
    assert (report.meta.n_places, report.faults.count) == (2, 0)
    raqqa = found.exact("الرقة")[0].place
    assert (raqqa.id, raqqa.population, raqqa.licence) == ("geonames:172955", 531952, "CC BY 4.0")
    assert found.place("geonames:170794").population is None


def test_geonames_zip_with_alternate_names(tmp_path):
    path = tmp_path / "SY.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "read me")
        archive.writestr("SY.txt", tsv(GEONAMES))
    alternates = tmp_path / "alternateNamesV2.txt"
    alternates.write_text(tsv([*ALTERNATES, ["5", "x"]]), encoding="utf-8")
    report, found = bring_in(tmp_path, path, alternates=alternates)
    toponyms = {t.text: t for t in found.place("geonames:172955").toponyms}
    assert toponyms["الرقة"].lang == "ar"
    assert toponyms["Nicephorium"].kind is ToponymKind.FORMER
    assert not any(text.startswith("https") for text in toponyms)
    local = found.place("geonames:170794").toponyms[1]
    assert (local.text, local.lang, local.kind) == ("Dêrazor", "ku", ToponymKind.LOCAL)
    assert faults(report) == ["alternateNamesV2.txt:5: 2 columns where alternate names have 10"]


def test_geonames_faults_are_set_aside_one_by_one(tmp_path):
    def changed(column, value, row=0):
        cells = list(GEONAMES[row])
        cells[0], cells[column] = f"9{column}", value
        return cells

    rows = [
        GEONAMES[0],
        GEONAMES[1][:7],
        changed(4, "NaN"),
        changed(5, "239.0"),
        changed(1, "A\x00B"),
        changed(1, "A" * 1_000_000),
        GEONAMES[0],
        GEONAMES[1],
    ]
    path = tmp_path / "SY.txt"
    path.write_bytes(tsv(rows).encode() + b"1\t\xff\xfe\t\n")
    report, found = bring_in(tmp_path, path)
    assert report.meta.n_places == 2
    assert report.meta.n_set_aside == report.faults.count == 7
    told = faults(report)
    for where, reason in [
        (2, "7 columns where a GeoNames dump has 19"),
        (3, "are not finite numbers"),
        (4, "longitude 239.0"),
        (5, "NUL byte"),
        (6, "a name of 1000000 characters"),
        (9, "not UTF-8"),
    ]:
        assert any(line.startswith(f"SY.txt:{where}: ") and reason in line for line in told)
    assert any("the id 'geonames:172955' is given twice" in line for line in told)
    assert found.exact("Raqqa")


def test_double_ids_are_found_across_batches(tmp_path, monkeypatch):
    monkeypatch.setattr("convoy_map.gazetteer.importing._BATCH", 3)
    rows = [[str(i % 40), *GEONAMES[0][1:]] for i in range(60)]
    path = tmp_path / "SY.txt"
    path.write_text(tsv(rows), encoding="utf-8")
    report, _ = bring_in(tmp_path, path)
    assert (report.meta.n_places, report.faults.count) == (40, 20)


def test_truncated_zip_is_told_and_the_earlier_import_stays(tmp_path):
    good = tmp_path / "SY.zip"
    with zipfile.ZipFile(good, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("SY.txt", tsv(GEONAMES))
    bring_in(tmp_path, good)
    bad = tmp_path / "IQ.zip"
    bad.write_bytes(good.read_bytes()[:-40])
    with pytest.raises(GazetteerError, match="the archive is damaged or truncated"):
        bring_in(tmp_path, bad)
    assert open_gazetteer(["mine"], cache_dir=tmp_path / "cache").exact("Raqqa")


def test_broken_stream_inside_a_zip_is_told(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("SY.txt", tsv(GEONAMES * 5))
    raw = bytearray(buffer.getvalue())
    raw[120] ^= 0xFF
    path = tmp_path / "SY.zip"
    path.write_bytes(raw)
    with pytest.raises(GazetteerError, match="damaged or truncated"):
        bring_in(tmp_path, path)


def test_lp_tsv(tmp_path):
    path = tmp_path / "places.tsv"
    path.write_text(
        "id\ttitle\tvariants\tlon\tlat\tgeowkt\tfclasses\n"
        "1\tBalikh\tنهر البليخ@ar;Belikh\t\t\tLINESTRING(39 36, 39 37)\tH\n"
        "2\tBad\t\t\t\tLINESTRING(39\tH\n",
        encoding="utf-8",
    )
    report, found = bring_in(tmp_path, path)
    place = found.place("mine:1")
    assert place.geometry == LineString([(39, 36), (39, 37)])
    assert place.lat == pytest.approx(36.5)
    assert faults(report) == ["places.tsv:3: geowkt 'LINESTRING(39' is not WKT"]


LPF = {
    "type": "FeatureCollection",
    "features": [
        {
            "@id": "http://example.org/places/7",
            "type": "Feature",
            "properties": {"title": "Shnina", "ccodes": ["SY"], "fclasses": ["P"]},
            "names": [
                {"toponym": "شنينة", "lang": "ar"},
                {"toponym": "Old", "when": {"timespans": [{"end": {"in": "1950"}}]}},
            ],
            "geometry": {"type": "Point", "coordinates": [39.0965, 36.0089]},
        },
        {"type": "Feature", "properties": {}},
        {"@id": "x", "properties": {"title": "No place"}, "geometry": None},
    ],
}


@pytest.mark.parametrize("lines", [False, True], ids=["collection", "lines"])
def test_linked_places(tmp_path, lines):
    path = tmp_path / "places.json"
    text = "\n".join(json.dumps(f) for f in LPF["features"]) if lines else json.dumps(LPF, indent=1)
    path.write_text(text, encoding="utf-8")
    report, found = bring_in(tmp_path, path)
    place = found.exact("شنينه")[0].place
    assert (place.id, place.record) == ("mine:7", "http://example.org/places/7")
    assert place.toponyms[2].kind is ToponymKind.FORMER
    assert found.place("mine:x").lon is None
    assert [line.split(": not")[0] for line in faults(report)] == ["places.json: feature 2"]


def test_cut_off_json_is_told(tmp_path):
    path = tmp_path / "places.json"
    path.write_text(json.dumps(LPF)[:-30], encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"no JSON feature after feature \d"):
        bring_in(tmp_path, path)


def test_long_json_is_streamed(tmp_path):
    features = [
        {
            "type": "Feature",
            "id": i,
            "properties": {"name": f"Place {i} " + "x" * 300},
            "geometry": {"type": "Point", "coordinates": [i / 100, 1]},
        }
        for i in range(1500)
    ]
    path = tmp_path / "places.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    report, found = bring_in(tmp_path, path)
    assert report.meta.n_places == 1500
    assert found.place("mine:1499").lon == 14.99


def test_geojson_with_a_mapping(tmp_path):
    path = tmp_path / "areas.geojson"
    square = {"type": "Polygon", "coordinates": [[[39, 36], [40, 36], [40, 37], [39, 36]]]}
    features = [
        {
            "type": "Feature",
            "properties": {"NAME": "Al-Jazira", "AR": "الجزيرة"},
            "geometry": square,
        },
        {"type": "Feature", "properties": None, "geometry": square},
        {"type": "Feature", "properties": {"NAME": "X"}, "geometry": {"type": "Blob"}},
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    mapping = ColumnMapping.parse({"title": "NAME", "names": "AR@ar"})
    report, found = bring_in(tmp_path, path, mapping=mapping)
    place = found.exact("الجزيرة")[0].place
    assert isinstance(place.geometry, Polygon)
    assert report.faults.count == 2


def test_csv_with_a_mapping(tmp_path):
    path = tmp_path / "villages.csv"
    path.write_text(
        "NAME;AR;X;Y;POP\nShnina;شنينة;39.0965;36.0089;900\nBad;;east;36;\nShort;;39\n",
        encoding="utf-8",
    )
    mapping = ColumnMapping.parse(
        {"title": "NAME", "names": "AR@ar", "lon": "X", "lat": "Y", "population": "POP"}
    )
    report, found = bring_in(tmp_path, path, mapping=mapping, source="survey", licence="CC0")
    place = found.exact("شنينة")[0].place
    assert (place.id, place.population, place.source, place.licence) == (
        "mine:2", 900, "survey", "CC0",
    )  # fmt: skip
    assert faults(report) == [
        "villages.csv:3: X 'east' is not a number",
        "villages.csv:4: more or fewer columns than the header",
    ]


def test_csv_in_another_encoding_sets_its_rows_aside(tmp_path):
    path = tmp_path / "villages.csv"
    path.write_bytes("name,lon,lat\nPlain,1,2\nTórún,1,2\n".encode("latin-1"))
    report, _ = bring_in(tmp_path, path)
    assert report.meta.n_places == 1
    assert "is not UTF-8 text" in faults(report)[0]


def test_missing_columns_and_unknown_fields_are_told(tmp_path):
    path = tmp_path / "villages.csv"
    path.write_text("name,lon,lat\nA,1,2\n", encoding="utf-8")
    with pytest.raises(
        GazetteerError, match=r"there is no column 'NAME'; the header has name, lon"
    ):
        bring_in(tmp_path, path, mapping=ColumnMapping(title="NAME"))
    with pytest.raises(GazetteerError, match="the column mapping has no field 'nome'"):
        ColumnMapping.parse({"nome": "x"})


def test_geopackage_in_another_reference_system(tmp_path):
    path = tmp_path / "villages.gpkg"
    frame = geopandas.GeoDataFrame(
        {"name": ["Shnina", "Nowhere"]}, geometry=[Point(39.0965, 36.0089), None], crs=4326
    )
    frame.to_crs(32637).to_file(path, driver="GPKG")
    report, found = bring_in(tmp_path, path)
    place = found.exact("Shnina")[0].place
    assert (place.lon, place.lat) == (pytest.approx(39.0965), pytest.approx(36.0089))
    assert faults(report) == ["villages.gpkg: record 2: it has no geometry"]
    with pytest.raises(GazetteerError, match="there is no column 'NAME'"):
        bring_in(tmp_path, path, mapping=ColumnMapping(title="NAME"))


def test_geopackage_without_reference_system_is_told(tmp_path):
    path = tmp_path / "villages.gpkg"
    geopandas.GeoDataFrame({"name": ["A"]}, geometry=[Point(1, 2)], crs=4326).to_file(path)
    import sqlite3

    with sqlite3.connect(path) as database:
        database.execute("update gpkg_geometry_columns set srs_id = -1")
        database.execute("update gpkg_contents set srs_id = -1")
    database.close()
    with pytest.raises(GazetteerError, match="does not say what its coordinates are in"):
        bring_in(tmp_path, path)


OSM = """<?xml version='1.0' encoding='UTF-8'?>
<osm version="0.6">
 <node id="1" version="1" lat="36.0089" lon="39.0965">
  <tag k="place" v="village"/><tag k="name" v="شنينة"/><tag k="name:en" v="Shnina"/>
  <tag k="old_name" v="Eski"/><tag k="population" v="900"/></node>
 <node id="2" version="1" lat="36.1" lon="39.1"><tag k="amenity" v="cafe"/><tag k="name" v="Cafe"/></node>
 <node id="3" version="1" lat="36.2" lon="39.2"><tag k="place" v="hamlet"/></node>
</osm>
"""  # noqa: E501


def test_openstreetmap(tmp_path):
    path = tmp_path / "syria.osm"
    path.write_text(OSM, encoding="utf-8")
    report, found = bring_in(tmp_path, path)
    assert report.meta.n_places == 1
    place = found.exact("Shnina")[0].place
    assert (place.id, place.title, place.population) == ("mine:node-1", "شنينة", 900)
    assert (place.source, place.licence) == ("OpenStreetMap", "ODbL 1.0")
    assert {t.text: t.kind for t in place.toponyms}["Eski"] is ToponymKind.FORMER


# A village, a cafe and an island, written by osmium 4.3.
PBF = (
    "AAAADQoJT1NNSGVhZGVyGDsQLxo3eJxT4vMvzg1OzkjNTdQNM9AzU+JySc0rTvXLT0ktbmIUyMlMyi/OzSzN1TfS"
    "MzLWMwQAX2cOkwAAAAwKB09TTURhdGEYyQEQ4QEawwF4nOPK5WIAQtaCnMTkVC72ssycnMT0VC6WvMTcVC6uG1tu"
    "tt3sutl2YyUXO0jEKjWPiy04Iy8zL5GLIz8nJR6sjMW1ODuTi6sgv6A0J7EkMz+Pi9nSwICLHSiXl1lSycWSnJgG"
    "VOUMJIUKhIAmMDEJMDExaWlwsTGCgRAbAxhIQWklKK3FxgSmnQQuTNtynWnDrPz/HVUMDZ1VDF5CE+a8/cL0YREL"
    "UAQkAKSCRJiYWVjZ2Dk4ubgZeHhZ+MB6AcLwOcgAAAALCgdPU01EYXRhGFsQURpXeJzj0uFi4GItyElMTuViyUvM"
    "BZKJRamJXGyZxTmJeSlcbF6JVZlFiVzMlanFXAxCilLyHKxCzIxMzFLMLKxsSlwcjAIMEgwKDBrsTqwiTExMrADR"
    "GA3h"
)


def test_openstreetmap_extract_in_its_binary_form(tmp_path):
    path = tmp_path / "syria.osm.pbf"
    path.write_bytes(base64.b64decode(PBF))
    report, found = bring_in(tmp_path, path)
    assert (report.meta.n_places, report.faults.count) == (2, 0)
    village, island = found.place("mine:node-1"), found.place("mine:way-5")
    assert (village.title, village.lon) == ("شنينة", pytest.approx(39.0965))
    assert (island.title, island.feature_code) == ("Jazira", "ISL")
    assert island.geometry.area == pytest.approx(0.01)


@pytest.mark.parametrize("name", ["x.osm.pbf", "x.gpkg"])
def test_file_that_gdal_cannot_read_is_told(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"not a map" * 50)
    with pytest.raises(GazetteerError, match="GDAL cannot read it"):
        bring_in(tmp_path, path)


@pytest.mark.parametrize("name", ["a.txt", "a.zip", "a.csv", "a.json", "a.gpkg", "a.osm", "a.tsv"])
def test_missing_file_is_told(tmp_path, name):
    with pytest.raises(GazetteerError, match="there is no such file"):
        bring_in(tmp_path, tmp_path / name)


def test_nothing_usable_is_told(tmp_path):
    path = tmp_path / "villages.csv"
    path.write_text("name,lon,lat\nA,200,2\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match=r"no usable place among 1 records.*longitude 200"):
        bring_in(tmp_path, path)


@pytest.mark.parametrize("name", ["case", "world", "geonames", "../up", "Syria 2017", ""])
def test_impossible_names_are_told(tmp_path, name):
    with pytest.raises(GazetteerError, match=r"is taken|is no name for a gazetteer"):
        import_gazetteer(tmp_path / "a.csv", name, cache_dir=tmp_path)


def test_formats_are_told_apart(tmp_path):
    with pytest.raises(GazetteerError, match=r"format of 'places\.xyz' cannot be told"):
        guess_format(tmp_path / "places.xyz")
    with pytest.raises(GazetteerError, match="there is no gazetteer format 'shp'"):
        import_gazetteer(tmp_path / "a.csv", "mine", fmt="shp", cache_dir=tmp_path)


def test_a_text_that_is_no_dump_is_told(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("The drivers went north.\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="the first line has 1 columns, not 19"):
        bring_in(tmp_path, path)


def test_a_zip_without_a_dump_is_told(tmp_path):
    path = tmp_path / "SY.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("picture.png", b"x")
    with pytest.raises(GazetteerError, match=r"holds no \.txt file"):
        bring_in(tmp_path, path)


def test_an_id_of_another_gazetteer_for_another_place_is_set_aside(tmp_path):
    first = tmp_path / "a.tsv"
    first.write_text("id\ttitle\tlon\tlat\nz:1\tDeir\t40\t35\n", encoding="utf-8")
    bring_in(tmp_path, first, "first")
    second = tmp_path / "b.tsv"
    second.write_text("id\ttitle\tlon\tlat\nz:1\tZor\t44\t35\n2\tSuwar\t44\t35\n", encoding="utf-8")
    report, _ = bring_in(tmp_path, second, "second")
    assert faults(report) == [
        "z:1: the id 'z:1' is that of 'Deir' in gazetteer 'first', 365 km away"
    ]
    second.write_text("id\ttitle\tlon\tlat\nz:1\tDeir again\t40.1\t35\n", encoding="utf-8")
    assert bring_in(tmp_path, second, "second")[0].faults.count == 0


def test_list_tells_what_is_loaded(tmp_path):
    path = tmp_path / "SY.txt"
    path.write_text(tsv([*GEONAMES, ["x"]]), encoding="utf-8")
    bring_in(tmp_path, path, "syria-2017")
    by_name = {info.name: info for info in list_gazetteers(tmp_path / "cache")}
    assert by_name["world"].state == "to be built on first use"
    assert "GeoNames" in by_name["world"].sources
    mine = by_name["syria-2017"]
    assert (mine.state, mine.n_places, mine.n_set_aside) == ("ready", 2, 1)
    assert (mine.sources, mine.licences) == (("GeoNames",), ("CC BY 4.0",))
    (tmp_path / "cache/imported/syria-2017/index.json").write_text("{", encoding="utf-8")
    by_name = {info.name: info for info in list_gazetteers(tmp_path / "cache")}
    assert by_name["syria-2017"].state == "unusable: its description is unreadable"
