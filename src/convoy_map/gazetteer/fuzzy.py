"""Finds names by ear: transliteration skeletons, ranked by how they sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Indel

from convoy_map.gazetteer.segment import Rows, Segment
from convoy_map.model import MatchTier, NameMatch, Region
from convoy_map.text.skeleton import is_arabic, readings, skeleton_of_sounds
from convoy_map.text.sound_distance import sound_similarity

_ALPHABET = "bdfhjklmnrstxz"
_LEAST_SIMILAR = {MatchTier.TRANSLITERATION: 0.6, MatchTier.FUZZY: 0.72}
_RANKED = 150
_MOST_ROWS = 6000
_FEW = 5


def neighbours(key: str) -> Iterator[str]:
    """Skeletons one edit away: a consonant lost, gained, changed or swapped.

    Examples
    --------
    >>> "snn" in set(neighbours("snnt")), "kmsl" in set(neighbours("kmsn"))
    (True, True)
    """
    for i in range(len(key) + 1):
        head, tail = key[:i], key[i:]
        if tail:
            yield head + tail[1:]
            for letter in _ALPHABET:
                if letter != tail[0]:
                    yield head + letter + tail[1:]
        if len(tail) > 1 and tail[0] != tail[1]:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _ALPHABET:
            yield head + letter + tail


class SoundSearch:
    """Search over the skeleton indexes of several segments."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments

    def find(
        self, name: str, region: Region | None, ccodes: frozenset[str], limit: int
    ) -> list[NameMatch]:
        """Matches by skeleton; by a neighbouring skeleton where these are few.

        Short skeletons are noisy: world-wide, neighbours are tried from four
        consonants on; within a region or country from two.
        """
        heard = [(sounds, skeleton_of_sounds(sounds)) for sounds in readings(name)]
        heard = [(sounds, key) for sounds, key in heard if key]
        restricted = region is not None or bool(ccodes)
        scored = []
        for sounds, key in heard:
            tier = MatchTier.TRANSLITERATION
            scored += self._tier(name, sounds, [key], region, ccodes, tier)
        good = sum(1 for score, _, _ in scored if score >= 0.85)
        for sounds, key in heard:
            if len(key) >= (2 if restricted else 4) and (good < _FEW or restricted):
                keys = list(dict.fromkeys(neighbours(key)))
                scored += self._tier(name, sounds, keys, region, ccodes, MatchTier.FUZZY)
        return self._matches(scored, limit)

    def _tier(
        self,
        name: str,
        sounds: str,
        keys: list[str],
        region: Region | None,
        ccodes: frozenset[str],
        tier: MatchTier,
    ) -> list[tuple[float, tuple[int, int], MatchTier]]:
        scored: list[tuple[float, tuple[int, int], MatchTier]] = []
        arabic = is_arabic(name)
        for number, segment in enumerate(self._segments):
            rows = _rows(segment, keys, region, ccodes)
            if not len(rows):
                continue
            heard = [segment.sounds(row) for row in rows.tolist()]
            close = process.extract(
                sounds, heard, scorer=Indel.normalized_similarity, processor=None, limit=_RANKED
            )
            for other, _, at in close:
                row = int(rows[at])
                unwritten = arabic != is_arabic(segment.name_text(row))
                similarity = sound_similarity(sounds, other, unwritten)
                if similarity >= _LEAST_SIMILAR[tier]:
                    scored.append((similarity, (number, row), tier))
        return scored

    def _matches(
        self, scored: list[tuple[float, tuple[int, int], MatchTier]], limit: int
    ) -> list[NameMatch]:
        best: dict[str, NameMatch] = {}
        order = {tier: number for number, tier in enumerate(MatchTier)}
        for similarity, (number, row), tier in sorted(
            scored, key=lambda s: (-s[0], order[s[2]], s[1])
        ):
            segment = self._segments[number]
            place_row = int(segment.name_place[row])
            place_id = segment.place_id(place_row)
            if place_id in best:
                continue
            value = min(round(similarity, 4), 0.999)
            best[place_id] = NameMatch(segment.place(place_row), segment.toponym(row), tier, value)
        ranked = sorted(
            best.values(), key=lambda m: (-m.similarity, -(m.place.population or 0), m.place.id)
        )
        return ranked[:limit]


def _rows(segment: Segment, keys: list[str], region: Region | None, ccodes: frozenset[str]) -> Rows:
    """Name rows with these skeletons, restricted, and no more than can be ranked."""
    index = segment.skeletons
    parts = [rows for rows in map(index.rows, keys) if len(rows)]
    if not parts:
        return np.empty(0, dtype=np.uint32)
    rows: Rows = np.concatenate(parts)
    places = segment.name_place[rows]
    keep = _allowed(segment, places, region, ccodes)
    if keep is not None:
        rows, places = rows[keep], places[keep]
    if len(rows) > _MOST_ROWS:
        largest = np.argsort(-segment.population[places], kind="stable")[:_MOST_ROWS]
        rows = rows[np.sort(largest)]
    return rows


def _allowed(
    segment: Segment,
    places: npt.NDArray[np.generic],
    region: Region | None,
    ccodes: frozenset[str],
) -> npt.NDArray[np.bool_] | None:
    keep: npt.NDArray[np.bool_] | None = None
    if ccodes:
        numbers = [n for text, n in segment.countries.items() if text in ccodes or not text]
        keep = np.isin(segment.ccode[places], numbers)
    if region is not None:
        lon, lat = segment.lon[places], segment.lat[places]
        inside = (lat >= region.south) & (lat <= region.north)
        if region.crosses_antimeridian:
            inside &= (lon >= region.west) | (lon <= region.east)
        else:
            inside &= (lon >= region.west) & (lon <= region.east)
        inside |= np.isnan(lon)
        keep = inside if keep is None else keep & inside
    return keep
