"""Elevation and cost rasters: read in any coordinate system, refused where unusable."""

import numpy as np
import pytest
import rasterio

from convoy_map.errors import LayerError
from convoy_map.model import Region
from convoy_map.store.rasters import read_raster
from convoy_map.store.terrain import read_terrain

REGION = Region(10.0, 45.0, 11.0, 45.7)


def from_bounds(west, south, east, north, columns, rows):
    dx, dy = (east - west) / columns, (north - south) / rows
    return rasterio.Affine(dx, 0.0, west, 0.0, -dy, north)


def write(path, values, *, crs="EPSG:4326", transform=None, nodata=None):
    values = np.asarray(values)
    rows, columns = values.shape
    place = transform or from_bounds(9.5, 44.5, 11.5, 46.0, columns, rows)
    profile = {
        "driver": "GTiff",
        "height": rows,
        "width": columns,
        "count": 1,
        "dtype": values.dtype,
        "crs": crs,
        "transform": place,
        "nodata": nodata,
    }
    with rasterio.open(path, "w", **profile) as file:
        file.write(values, 1)
    return path


def eastward(rows=60, columns=80):
    """Metres that grow from west to east."""
    return np.tile(np.linspace(0.0, 1000.0, columns, dtype=np.float32), (rows, 1))


def test_only_the_region_is_read(tmp_path):
    found, digest = read_raster(write(tmp_path / "dem.tif", eastward()), REGION)
    assert found.kind == "elevation"
    assert found.bounds == (10.0, 45.0, 11.0, 45.7)
    assert len(digest) == 64
    # 0 m at 9.5° E, 1000 m at 11.5° E.
    assert found.values[0, 0] == pytest.approx(250.0, abs=15.0)
    assert found.values[-1, -1] == pytest.approx(750.0, abs=15.0)


def test_a_metric_raster_is_brought_to_degrees(tmp_path):
    values = np.full((200, 200), 7.0, np.float32)
    metric = rasterio.Affine(500.0, 0.0, 550_000.0, 0.0, -500.0, 5_080_000.0)
    path = write(tmp_path / "height.tif", values, crs="EPSG:32632", transform=metric)
    found, _ = read_raster(path, REGION)
    known = found.values[np.isfinite(found.values)]
    assert set(known.round(3).tolist()) == {7.0}
    assert len(known) < found.values.size  # its corners in degrees lie outside it
    assert found.north <= 45.7


def test_a_region_across_the_antimeridian(tmp_path):
    place = from_bounds(-180.0, -20.0, -178.0, -15.0, 20, 50)
    path = write(tmp_path / "dem.tif", np.ones((50, 20), np.float32), transform=place)
    found, _ = read_raster(path, Region(179.0, -18.0, -179.0, -16.5))
    assert found.bounds == (-180.0, -18.0, -179.0, -16.5)


def test_missing_values_stay_unknown(tmp_path):
    values = eastward()
    values[:, :40] = -9999.0
    found, _ = read_raster(write(tmp_path / "dem.tif", values, nodata=-9999.0), REGION)
    assert np.isnan(found.values[:, 0]).all()
    assert np.isfinite(found.values[:, -1]).all()


def test_a_huge_raster_is_read_coarser(tmp_path, monkeypatch):
    monkeypatch.setattr("convoy_map.store.rasters.MOST_VALUES", 500)
    found, _ = read_raster(write(tmp_path / "dem.tif", eastward(600, 800)), REGION)
    assert found.values.size <= 500
    assert found.values[0, 0] == pytest.approx(260.0, abs=30.0)


def refused(path, message):
    with pytest.raises(LayerError, match=message):
        read_raster(path, REGION)


def test_a_raster_that_cannot_be_used_says_why(tmp_path):
    refused(tmp_path / "dem.tif", "there is no such file")
    (tmp_path / "dem.tif").write_bytes(b"no raster at all")
    refused(tmp_path / "dem.tif", "the raster cannot be read")
    refused(write(tmp_path / "map.tif", eastward()), "whether it holds elevations or costs")
    empty = np.full((10, 10), -1.0, np.float32)
    refused(write(tmp_path / "dem2.tif", empty, nodata=-1.0), "the raster is empty")
    away = from_bounds(50.0, 44.5, 51.0, 46.0, 80, 60)
    refused(write(tmp_path / "dem3.tif", eastward(), transform=away), "does not touch the region")
    deep = np.full((60, 80), -32768.0, np.float32)
    refused(write(tmp_path / "dem4.tif", deep), "these are no elevations in metres")
    refused(write(tmp_path / "cost.tif", eastward() - 500.0), "a cost must be greater than 0")


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_a_raster_without_a_coordinate_system_is_refused(tmp_path):
    refused(write(tmp_path / "dem.tif", eastward(), crs=None), "in which coordinate system it is")


def test_a_case_names_a_raster_as_a_layer(tmp_path, project_dir):
    layers = project_dir / "gazetteer" / "layers"
    flat = read_terrain(REGION, layers_dir=layers)
    path = write(tmp_path / "elevation.tif", eastward())
    hilly = read_terrain(REGION, layers_dir=layers, extra=[path])
    assert [r.kind for r in hilly.rasters] == ["elevation"]
    assert flat.rasters == ()
    assert hilly.version != flat.version
    with pytest.raises(LayerError, match="there is no such file"):
        read_terrain(REGION, layers_dir=layers, extra=[tmp_path / "dem.tif"])
