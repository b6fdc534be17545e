"""Everything in one file that can be proved: a zip with the hash of every member."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from convoy_map.errors import ExportError
from convoy_map.exports.geojson import geojson_bytes
from convoy_map.exports.gpx import gpx_bytes
from convoy_map.exports.jsonld import annotation_bytes, lpf_bytes
from convoy_map.exports.kml import kml_bytes
from convoy_map.exports.page import page_bytes
from convoy_map.exports.profiles import make_sheet
from convoy_map.exports.report import report_bytes
from convoy_map.exports.sheet import Sheet
from convoy_map.exports.tables import csv_bytes, gpkg_bytes
from convoy_map.model import CaseResult, Finding, Severity

MANIFEST = "manifest.json"
FORMAT = "convoy-map bundle 1"
MAX_MEMBER_BYTES = 512 * 1024 * 1024
_MEMBERS: dict[str, Callable[[Sheet], bytes]] = {
    "route.geojson": geojson_bytes,
    "route.lpf.jsonld": lpf_bytes,
    "route.annotations.jsonld": annotation_bytes,
    "route.kml": kml_bytes,
    "route.gpx": gpx_bytes,
    "route.gpkg": gpkg_bytes,
    "route.csv": csv_bytes,
    "map.html": page_bytes,
    "report.html": report_bytes,
}


def to_bundle(result: CaseResult, *, profile: str = "full") -> bytes:
    """Write every format, the sources' hashes and a manifest into one zip.

    The same result gives the same bytes: members are sorted and carry no date.
    """
    sheet = make_sheet(result, profile)
    members = {name: write(sheet) for name, write in _MEMBERS.items()}
    members["sources.json"] = _json(list(sheet.sources))
    members["run.json"] = _json(
        {**sheet.run, "inputs": dict(result.run.inputs) if profile == "full" else {}}
    )
    members["README.txt"] = _readme(sheet)
    members[MANIFEST] = _manifest(sheet, members)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, members[name])
    return out.getvalue()


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True)
    return (text + "\n").encode("utf-8", errors="replace")


def _manifest(sheet: Sheet, members: dict[str, bytes]) -> bytes:
    return _json(
        {
            "format": FORMAT,
            "case": sheet.case["id"],
            "profile": sheet.profile,
            "version": sheet.run["version"],
            "n_unreviewed": len(sheet.unreviewed),
            "files": {
                name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
                for name, data in members.items()
            },
        }
    )


def _readme(sheet: Sheet) -> bytes:
    lines = [
        f"{sheet.case['title']}",
        f"{sheet.case['question']}",
        "",
        f"Profile: {sheet.profile}. {len(sheet.unreviewed)} waypoints have not been reviewed by a "
        "person; they are marked in every file.",
        "Open map.html in a browser; it needs no network. report.html is meant for printing.",
        "To prove that nothing was altered: convoy-map verify THIS-FILE",
        "",
        *sheet.attribution,
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", errors="replace")


def verify_bundle(bundle: Path | bytes) -> tuple[Finding, ...]:
    """Prove that a bundle is whole and unaltered.

    Parameters
    ----------
    bundle : Path or bytes
        The file that ``to_bundle`` wrote.

    Returns
    -------
    tuple of Finding
        One error for each member that was changed, removed or added; none if all
        is as it was written.

    Raises
    ------
    ExportError
        If it is no bundle at all: not a zip, or without a readable manifest.
    """
    where = str(bundle) if isinstance(bundle, Path) else "bundle"
    try:
        raw = bundle.read_bytes() if isinstance(bundle, Path) else bundle
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except FileNotFoundError:
        raise ExportError("there is no such file", where=where, mend="correct the path") from None
    except (zipfile.BadZipFile, OSError) as error:
        raise ExportError(
            f"it is no bundle ({error})",
            where=where,
            mend="give a file made by 'convoy-map export CASE --format bundle'",
        ) from None
    with archive:
        files = _read_manifest(archive, where)
        return tuple(_differences(archive, files, where))


def _read_manifest(archive: zipfile.ZipFile, where: str) -> dict[str, Any]:
    try:
        manifest = json.loads(archive.read(MANIFEST))
        files = manifest["files"]
        readable = manifest["format"] == FORMAT and all(
            isinstance(name, str) and isinstance(known["sha256"], str)
            for name, known in files.items()
        )
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise ExportError(
            f"its manifest cannot be read ({type(error).__name__}: {error})",
            where=f"{where}: {MANIFEST}",
            mend="ask for the bundle again; this one proves nothing",
        ) from None
    if not readable:
        raise ExportError(
            f"its manifest is of an unknown kind ({manifest['format']!r})",
            where=f"{where}: {MANIFEST}",
            mend="verify it with the version of convoy-map that wrote it",
        )
    return dict(files)


def _differences(archive: zipfile.ZipFile, files: dict[str, Any], where: str) -> list[Finding]:
    infos: dict[str, list[zipfile.ZipInfo]] = {}
    for info in archive.infolist():
        infos.setdefault(info.filename, []).append(info)
    out = []
    for name in sorted({*files, *infos} - {MANIFEST}):
        if name not in infos:
            out.append(_altered(f"'{name}' is missing", where))
        elif name not in files:
            out.append(_altered(f"'{name}' was added", where))
        elif len(infos[name]) > 1:
            out.append(_altered(f"'{name}' is there {len(infos[name])} times", where))
        elif _hash(archive, infos[name][0]) != files[name]["sha256"]:
            out.append(_altered(f"'{name}' was changed", where))
    if len(infos.get(MANIFEST, ())) > 1:
        out.append(_altered(f"'{MANIFEST}' is there more than once", where))
    return out


def _hash(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    """Hash of a member; empty for one that is broken or swells beyond reason."""
    if info.file_size > MAX_MEMBER_BYTES:
        return ""
    try:
        return hashlib.sha256(archive.read(info)).hexdigest()
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, zlib.error):
        return ""


def _altered(what: str, where: str) -> Finding:
    return Finding(
        Severity.ERROR, "altered", what, where, "ask for the bundle again from who made it"
    )
