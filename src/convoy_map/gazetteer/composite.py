"""One gazetteer made of layers, the earlier taking precedence."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from convoy_map.errors import PlaceError
from convoy_map.gazetteer.demonyms import countries_of_people
from convoy_map.gazetteer.fuzzy import SoundSearch
from convoy_map.gazetteer.segment import Segment
from convoy_map.gazetteer.segment_writer import bare_key
from convoy_map.model import MatchTier, NameMatch, Place, Region, Toponym, ToponymKind
from convoy_map.text.folding import fold_name, spellings

_LONGEST_IN_TEXT = 60
_ARTICLE_AHEAD = re.compile(r"(?:a[ldrz]|e[ldrzs]|[ae](?:sh|dh)|ech) (?=[^ ])")
_BOUNDARY = frozenset(' \n,.;:)”"')
_BARE_SIMILARITY = 0.97
_DEMONYM = 0.95
_TIERS = {tier: number for number, tier in enumerate(MatchTier)}


class LayeredGazetteer:
    """A ``model.Gazetteer`` over memory-mapped layers.

    Parameters
    ----------
    layers : sequence of (name, key, segments)
        The layers in order of precedence. A place id that two layers have is
        taken from the earlier one.
    notes : sequence of str
        What a person should know: indexes that were rebuilt, and why.
    """

    def __init__(
        self, layers: Sequence[tuple[str, str, Sequence[Segment]]], notes: Sequence[str] = ()
    ) -> None:
        self.layer_names = tuple(name for name, _, _ in layers)
        self.notes = tuple(notes)
        keys = "\n".join(f"{name}\t{key}" for name, key, _ in layers)
        self._version = hashlib.sha256(keys.encode()).hexdigest()[:16]
        self._segments = [segment for _, _, segments in layers for segment in segments]
        self._rank = [rank for rank, layer in enumerate(layers) for _ in layer[2]]
        self._tries = [segment.keys.trie.prefixes for segment in self._segments]
        self._has = [segment.keys.trie.__contains__ for segment in self._segments]
        self._sound_search = SoundSearch(self._segments)
        self._exact = lru_cache(maxsize=50_000)(self._find_exact)

    @property
    def version(self) -> str:
        """Hash of everything the index was built from."""
        return self._version

    def __len__(self) -> int:
        return sum(map(len, self._segments))

    def name_ends(self, folded: str, start: int) -> Sequence[int]:
        """End offsets, longest first, of indexed names that begin at ``start``.

        ``folded`` is the text of ``text.folding.fold``. A name ends at a word
        boundary. An Arabic article before a name belongs to it whether the
        gazetteer has it or not (but not ``at``, ``as``, ``an``: these are English
        words more often; the gazetteer's own ``at tabqah`` does match, so look
        at the original for a hyphen or a capital).
        """
        window = folded[start : start + _LONGEST_IN_TEXT]
        if len(self._tries) == 1:
            lengths = {*map(len, self._tries[0](window))}
        else:
            lengths = {len(key) for prefixes in self._tries for key in prefixes(window)}
        if window[:1] in ("a", "e") and (article := _ARTICLE_AHEAD.match(window)):
            skip = article.end()
            rest = window[skip:]
            lengths |= {skip + len(key) for prefixes in self._tries for key in prefixes(rest)}
        if not lengths:
            return ()
        ends = sorted(lengths, reverse=True)
        return [
            start + n
            for n in ends
            if n == len(window) or window[n] in _BOUNDARY or not _inside_word(window, n)
        ]

    def has_name(self, folded: str) -> bool:
        """Whether some place has this folded name; the fastest question there is."""
        return any(has(folded) for has in self._has)

    def place_numbers(self, folded: str) -> list[tuple[int, int]]:
        """Segment and row of the places with this folded name, without reading them."""
        found: list[tuple[int, int]] = []
        for number, segment in enumerate(self._segments):
            rows = segment.keys.rows(folded)
            if len(rows):
                found += [(number, row) for row in segment.name_place[rows].tolist()]
        return found

    def exact(self, name: str) -> Sequence[NameMatch]:
        """Places with this very name, up to folding, articles and spacing.

        Best first: exactly so written before folded, earlier layers first, then
        by population. A word that is no name but means a people ("Syrian") finds
        their country.
        """
        return self._exact(name)

    def _find_exact(self, name: str) -> tuple[NameMatch, ...]:
        folded = fold_name(name)
        for spelled in (folded, *spellings(folded)):
            found = self._find_folded(name, spelled, spelled == folded)
            if found:
                return tuple(match for _, match in sorted(found.values(), key=_order))
        return tuple(self._countries_of_people(name, folded))

    def _find_folded(
        self, name: str, folded: str, as_written: bool
    ) -> dict[str, tuple[tuple[float, ...], NameMatch]]:
        """Best match of every place with a folded name, or that name without its article."""
        bare = bare_key(folded)
        written = unicodedata.normalize("NFC", name.strip())
        found: dict[str, tuple[tuple[float, ...], NameMatch]] = {}
        for number, segment in enumerate(self._segments):
            for index, key in ((segment.keys, folded), (segment.bare, bare), (segment.keys, bare)):
                for row in index.rows(key).tolist() if key else ():
                    self._keep_best(found, number, row, written, as_written and key == folded)
        return found

    def _countries_of_people(self, name: str, folded: str) -> Iterator[NameMatch]:
        """Countries whose people are called so, for a word that is no name itself."""
        for place_id in countries_of_people().get(folded, ()):
            for segment in self._segments:
                row = segment.row_of(place_id)
                if row is not None:
                    toponym = Toponym(name, "en", "Latn", ToponymKind.ALTERNATE)
                    match = NameMatch(segment.place(row), toponym, MatchTier.FOLDED, _DEMONYM)
                    yield match
                    break

    def _keep_best(
        self,
        found: dict[str, tuple[tuple[float, ...], NameMatch]],
        number: int,
        row: int,
        written: str,
        whole: bool,
    ) -> None:
        segment = self._segments[number]
        place = segment.place(int(segment.name_place[row]))
        toponym = segment.toponym(row)
        tier = MatchTier.EXACT if toponym.text == written else MatchTier.FOLDED
        match = NameMatch(place, toponym, tier, 1.0 if whole else _BARE_SIMILARITY)
        rank = (_TIERS[tier], 0.0 if whole else 1.0, self._rank[number], -(place.population or 0))
        known = found.get(place.id)
        if known is None or (self._rank[number] <= known[0][2] and rank < known[0]):
            found[place.id] = (rank, match)
        elif toponym.kind is ToponymKind.PREFERRED and self._rank[number] > known[0][2]:
            old = known[1]
            found[place.id] = (known[0], NameMatch(old.place, toponym, old.tier, old.similarity))

    def search(
        self,
        name: str,
        *,
        region: Region | None = None,
        ccodes: Iterable[str] = (),
        limit: int = 50,
    ) -> Sequence[NameMatch]:
        """Places that may be meant: exact, folded, transliterated, fuzzy; best first.

        Parameters
        ----------
        name : str
            The name as it stands in the text.
        region : Region, optional
            Only places in it, and places without coordinates.
        ccodes : iterable of str
            Only places of these countries, if any are given.
        limit : int
            At most so many matches.
        """
        allowed = frozenset(ccodes)
        matches = [m for m in self.exact(name) if _is_allowed(m.place, region, allowed)]
        seen = {match.place.id for match in matches}
        if len(matches) < limit:
            for match in self._sound_search.find(name, region, allowed, limit):
                if match.place.id not in seen:
                    seen.add(match.place.id)
                    matches.append(match)
        return matches[:limit]

    def place(self, place_id: str) -> Place:
        """Return the place with this id.

        Raises
        ------
        PlaceError
            There is none.
        """
        for segment in self._segments:
            row = segment.row_of(place_id)
            if row is not None:
                return segment.place(row)
        raise PlaceError(
            f"there is no place {place_id!r} in the gazetteers {', '.join(self.layer_names)}",
            mend="look its id up with 'convoy-map resolve NAME'",
        )

    def within(self, region: Region) -> Iterator[Place]:
        """All places in a region, by layer and then as their gazetteer lists them."""
        seen: set[str] = set()
        for segment in self._segments:
            for row in segment.rows_within(region).tolist():
                place = segment.place(row)
                if place.id not in seen:
                    seen.add(place.id)
                    yield place


def _inside_word(text: str, end: int) -> bool:
    after = text[end]
    if not after.isalnum():
        return after == "'" and text[end - 1].isalnum() and text[end + 1 : end + 2] != "s"
    return text[end - 1].isalnum() and not _is_unspaced(after)


def _is_unspaced(char: str) -> bool:
    """Whether a script writes no spaces between words (Thai, Lao, Khmer, kana, Han)."""
    code = ord(char)
    return 0x0E00 <= code < 0x0F00 or 0x1780 <= code < 0x1800 or 0x3040 <= code < 0xA000


def _is_allowed(place: Place, region: Region | None, ccodes: frozenset[str]) -> bool:
    if ccodes and place.ccode and place.ccode not in ccodes:
        return False
    if region is None or place.lon is None or place.lat is None:
        return True
    return region.contains(place.lon, place.lat)


def _order(entry: tuple[tuple[float, ...], NameMatch]) -> tuple[object, ...]:
    return (*entry[0], entry[1].place.id)
