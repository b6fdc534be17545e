"""Streams the features of a big JSON file, one in memory at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from convoy_map.errors import GazetteerError

_CHUNK = 1 << 16
_LONGEST = 1 << 26


def stream_features(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield where each feature stands and the feature.

    Reads a ``FeatureCollection`` (GeoJSON or Linked Places), or one feature a
    line.

    Raises
    ------
    GazetteerError
        The file is neither, is cut off, or is not UTF-8 text.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            yield from _features(file.read, path)
    except UnicodeDecodeError as error:
        raise GazetteerError(
            f"not UTF-8 text ({error.reason})", where=str(path), mend="save the file as UTF-8"
        ) from error
    except FileNotFoundError as error:
        raise GazetteerError("there is no such file", where=str(path)) from error


def _features(read: Callable[[int], str], path: Path) -> Iterator[tuple[str, Any]]:
    buffer = read(_CHUNK)
    at = _array_start(buffer)
    while at is None and buffer and len(buffer) < _LONGEST and '"FeatureCollection"' in buffer:
        more = read(_CHUNK)
        if not more:
            break
        buffer += more
        at = _array_start(buffer)
    buffer = buffer[at or 0 :]
    decoder, number, ended = json.JSONDecoder(), 0, False
    while True:
        buffer = buffer.lstrip(" \t\r\n,")
        if at is not None and buffer.startswith("]"):
            return
        try:
            feature, end = decoder.raw_decode(buffer)
        except ValueError:
            more = "" if ended else read(max(_CHUNK, len(buffer)))
            ended = not more
            if ended:
                if not buffer and at is None and number:
                    return
                raise _cut_off(path, number, buffer) from None
            buffer += more
            if len(buffer) > _LONGEST:
                raise _cut_off(path, number, buffer) from None
            continue
        number += 1
        yield f"{path.name}: feature {number}", feature
        buffer = buffer[end:]


def _array_start(buffer: str) -> int | None:
    at = buffer.find('"features"')
    if at < 0:
        return None
    bracket = buffer.find("[", at)
    return None if bracket < 0 else bracket + 1


def _cut_off(path: Path, number: int, buffer: str) -> GazetteerError:
    return GazetteerError(
        f"no JSON feature after feature {number}, at {buffer[:40]!r}",
        where=str(path),
        mend="give a whole FeatureCollection, or one feature a line",
    )
