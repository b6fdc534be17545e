"""Elevation and cost rasters that a person brings (GeoTIFF and what else GDAL reads)."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import rasterio
from rasterio.errors import RasterioError
from rasterio.io import DatasetReader
from rasterio.vrt import WarpedVRT
from rasterio.warp import Resampling, transform_bounds

from convoy_map.errors import LayerError
from convoy_map.model import GroundRaster, Region

MOST_VALUES = 4_000_000
_ELEVATION_WORDS = ("elevation", "dem", "dtm", "srtm", "height", "relief", "altitude")
_COST_WORDS = ("cost", "friction")
_ELEVATION_M = (-500.0, 9000.0)


def read_raster(path: Path, region: Region) -> tuple[GroundRaster, str]:
    """Read an elevation or cost raster over a region.

    Whether it holds elevations in metres or costs (1 for ground as usual, 2 for
    ground that is twice as dear) is told by a word in its file's name. Large
    rasters are read at a coarser step (at most 4 million values).

    Parameters
    ----------
    path : Path
        GeoTIFF or another raster of GDAL, with its coordinate system.
    region : Region
        Only what lies in it is read.

    Returns
    -------
    raster : GroundRaster
        In WGS 84, rows from north to south; NaN where nothing is known.
    sha256 : str
        Hash of the file.

    Raises
    ------
    LayerError
        For a file that is missing, broken, empty, without a coordinate system,
        elsewhere, or that does not say what it holds.
    """
    kind = _kind(path)
    if not path.exists():
        raise LayerError("there is no such file", where=str(path), mend="correct the path")
    try:
        with rasterio.open(path) as dataset:
            values, bounds = _window(path, dataset, region)
    except RasterioError as error:
        raise LayerError(
            f"the raster cannot be read ({error})",
            where=str(path),
            mend="check that it opens in a GIS program, and save it as GeoTIFF",
        ) from None
    _check_values(path, kind, values)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return GroundRaster(kind, *bounds, values), digest


def _kind(path: Path) -> str:
    name = path.stem.casefold()
    for kind, words in (("cost", _COST_WORDS), ("elevation", _ELEVATION_WORDS)):
        if any(word in name for word in words):
            return kind
    raise LayerError(
        "the raster does not say whether it holds elevations or costs",
        where=str(path),
        mend="put 'elevation' or 'cost' into its file's name",
    )


def _window(
    path: Path, dataset: DatasetReader, region: Region
) -> tuple[np.ndarray, tuple[float, float, float, float]]:
    """Values over what raster and region share, and its bounds in degrees."""
    if dataset.crs is None:
        raise LayerError(
            "the raster does not say in which coordinate system it is",
            where=str(path),
            mend="save it with its coordinate system, best as WGS 84 (EPSG:4326)",
        )
    west, south, east, north = transform_bounds(dataset.crs, "EPSG:4326", *dataset.bounds)
    low = region.west + 360.0 * np.round(((west + east) / 2 - region.west) / 360.0)
    wide = (region.east - region.west) % 360.0 or 360.0
    if low > east:
        low -= 360.0
    box = max(west, low), max(south, region.south), min(east, low + wide), min(north, region.north)
    if not (box[0] < box[2] and box[1] < box[3]):
        raise LayerError(
            f"the raster does not touch the region (it spans {west:g}, {south:g} "
            f"to {east:g}, {north:g})",
            where=str(path),
            mend="use a raster of the case's region, or drop it",
        )
    finest = max(east - west, 1e-9) / dataset.width, max(north - south, 1e-9) / dataset.height
    columns, rows = ((box[2] - box[0]) / finest[0], (box[3] - box[1]) / finest[1])
    coarser = max(np.sqrt(columns * rows / MOST_VALUES), 1.0)
    nx, ny = max(int(columns / coarser), 2), max(int(rows / coarser), 2)
    dx, dy = (box[2] - box[0]) / nx, (box[3] - box[1]) / ny
    with WarpedVRT(
        dataset,
        crs="EPSG:4326",
        transform=rasterio.Affine(dx, 0.0, box[0], 0.0, -dy, box[3]),
        width=nx,
        height=ny,
        resampling=Resampling.average if coarser > 1.0 else Resampling.bilinear,
        src_nodata=dataset.nodata,
        nodata=float("nan"),
        dtype="float32",
    ) as view:
        band = view.read(1, masked=True).astype(np.float32)
    return np.asarray(band.filled(np.nan)), box


def _check_values(path: Path, kind: str, values: np.ndarray) -> None:
    known = values[np.isfinite(values)]
    if not len(known):
        raise LayerError(
            "the raster is empty: it has no value within the region",
            where=str(path),
            mend="export it again, or drop it",
        )
    low, high = float(known.min()), float(known.max())
    if kind == "elevation" and not (_ELEVATION_M[0] <= low and high <= _ELEVATION_M[1]):
        raise LayerError(
            f"its values run from {low:g} to {high:g}: these are no elevations in metres",
            where=str(path),
            mend="mark missing values as nodata, and give elevations in metres",
        )
    if kind == "cost" and not low > 0:
        raise LayerError(
            f"its least cost is {low:g}: a cost must be greater than 0",
            where=str(path),
            mend="use 1 for ground as usual, and nodata where nothing is known",
        )
