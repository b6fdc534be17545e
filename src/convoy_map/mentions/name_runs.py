"""Runs of words that may hold a name of the gazetteer, each looked up once.

A name may begin wherever a capital stands, or an article before one. The words
that can follow in the same name end at the first one that no name holds, so the
same few words need one look-up however often a corpus repeats them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.patterns import CAP, UPPER, one_of
from convoy_map.model import Gazetteer
from convoy_map.text.folding import fold, spellings

__all__ = [
    "CAPITAL",
    "CAPITAL_RUN",
    "NOTHING",
    "RUN",
    "TWO_WORD_FIRST",
    "NameRun",
    "begin",
    "look_up",
]

_ARTICLES = "al ar as ash ad at an az el es ed er".split()
_ARTICLE = f"(?:{'|'.join(_ARTICLES)})"
CAPITAL = re.compile(rf"[{UPPER}](?<!\w.)")
"""The first letter of a capitalised word; the letter first, so that a search skips fast."""

_MARKS = "\u00ad\u0300-\u036f\u200b-\u200f"
_JOINS = f"'’ʼ`´‘‛′‵＇‐‑‒־﹣－⁃{_MARKS}-"
_INSIDE = rf"[\w{_JOINS}]{{0,60}}"
_PARTICLES = en.NAME_PARTICLES | frozenset(
    "na nad pod pri bei ob dem vor vorm zum zur auf unter aan bij op v u w z od kod sul sulla "
    "sullo sopra delle dello degli dell dei dal nel nelle nei con ed e il lo alla allo alle des en "
    "aux au à lez lès sobre super dels dau daus ash ad as ar at az ez esh ech edh adh ath ol og "
    "och med på cu din cel lui sub ng sa ya wa imeni agus by with cum".split()
)
"""Small words that stand inside the names of the gazetteer, by how often they do."""
_PARTICLE = rf"{one_of(_PARTICLES)}(?![\w{_JOINS}])"
_WHITE = r"[^\S\n]{0,40}+"
_GAP = rf"(?: (?=[\w(])|(?:[^\w\s]{{1,2}}|(?=\s)){_WHITE}(?:\n{_WHITE})?[^\w\s]?)"
_TOKEN = rf"(?:[{UPPER}\d]|\w{{1,40}}+[-‑'’](?:\w{{1,40}}+[-‑'’])?[{UPPER}]){_INSIDE}"
_ENDS = rf"(?! (?!{_PARTICLE})[a-z]++[ ,.;:\n])"
_REST = (
    rf"{_INSIDE}+(?:{_ENDS}(?:{_GAP}{_PARTICLE}){{0,4}}{_GAP}{_TOKEN}){{0,9}}(?:(?<=\.\w)\.|\))?"
)
RUN = re.compile(rf"(?:{_ARTICLE}[ ])?\w{_REST}")
"""The words from a start on that one name may hold."""
CAPITAL_RUN = re.compile(rf"[{UPPER}](?<!\w.){_REST}")
"""The same from the next capital on."""

TWO_WORD_FIRST = frozenset("Central South East West North Southeast Middle Sri Latin New".split())
"""What the names of peoples of two words begin with: "South Korean"."""

_NEXT_ITEM = re.compile(r"\n\s*(?:\n|\d)")
_WORD = re.compile(r"[^\W_][\w'’ʼ‑-]*\.?")
_CAP_WORD, _STEM = re.compile(CAP), re.compile(r"[^-‑'’]*")
_GLUED_ENDS = ("and", "in", "of", "to", "from", "the", "by", "with", "for", "on", "at")
_GLUED = re.compile(rf"^(.{{4,}})(?:{'|'.join(_GLUED_ENDS)})$")


class NameRun(NamedTuple):
    """What may begin where a run of words begins; offsets count from there.

    ``ends`` are the ends of indexed names, longest first; ``demonym`` tells
    whether the first word may mean a people; ``glued`` is where the first word
    may break in a name and a small word ("Syriaand"), else 0; ``short`` tells
    whether it may be an abbreviated country or a region of the world ("the West");
    ``more`` whether another name may begin within the run.
    """

    ends: tuple[int, ...]
    demonym: bool
    glued: int
    short: bool
    more: bool


NOTHING = NameRun((), False, 0, False, False)
"""No name begins here."""
_SHORT = ("U.", "US", "UK", "UA", "DR")
_REGIONS = ("West", "Middle", "Far", "Gulf", "Levant", "Balkans", "Caucasus", "Sahel", "Maghreb")


def begin(text: str, capital: int) -> int:
    """Where a name with this capital may begin: at an article before it, or right there.

    Examples
    --------
    >>> begin("to al-Raqqa", 6), begin("to Raqqa", 3)
    (3, 3)
    """
    if text[capital - 2 : capital - 1] not in _ARTICLE_ENDS:
        return capital
    if text[capital - 1] in _BEFORE_CAPITAL:
        for length in (2, 3):
            at = capital - 1 - length
            if (
                at >= 0
                and text[at : capital - 1] in _ARTICLE_SET
                and not (at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_"))
            ):
                return at
    return capital


_BEFORE_CAPITAL = frozenset("-‐‑ ")
_ARTICLE_SET = frozenset(_ARTICLES)
_ARTICLE_ENDS = frozenset(article[-1] for article in _ARTICLES)


def look_up(run: str, gazetteer: Gazetteer) -> NameRun:
    """Look up what begins with a run of words.

    Parameters
    ----------
    run : str
        What ``RUN`` matches at a start.
    gazetteer : Gazetteer
        Its names.
    """
    folded = fold(run)
    stops: list[int] = []
    if folded.text and folded.offsets[0] == 0:
        stops = _stops(folded.text, gazetteer)
    ends = []
    for end in (folded.span(0, stop)[1] for stop in stops):
        surface = run[:end]
        if _is_properly_cased(surface) and not _NEXT_ITEM.search(surface):
            ends.append(end)
    word = _CAP_WORD.match(run)
    if word is not None and word.end() not in ends and _is_one_name(word.group(), gazetteer):
        ends = sorted([*ends, word.end()], reverse=True)
    short = run.startswith((*_SHORT, *_REGIONS, "Orient"))
    more = CAPITAL.search(run, 1) is not None
    if word is None:
        return NameRun(tuple(ends), False, 0, short, more)
    stem = _STEM.match(word.group())[0]  # type: ignore[index]
    demonym = stem in en.DEMONYMS or stem in TWO_WORD_FIRST
    glued = 0
    if word.group().endswith(_GLUED_ENDS) and not en.is_common(word.group().lower()):
        parts = _GLUED.match(word.group())
        glued = len(parts.group(1)) if parts is not None else 0
    found = NameRun(tuple(ends), demonym, glued, short, more)
    return NOTHING if found == NOTHING else found


def _is_one_name(word: str, gazetteer: Gazetteer) -> bool:
    """Whether words joined by a hyphen are a name that is spelled otherwise: "Abbas-Tuman"."""
    parts = word.split("-")
    return len(parts) > 1 and min(map(len, parts)) > 2 and bool(gazetteer.exact(word))


def _stops(folded: str, gazetteer: Gazetteer) -> list[int]:
    """Ends of indexed names from the start, longest first, "Mt. Isa" read as "Mount Isa" too."""
    stops = [*gazetteer.name_ends(folded, 0)]
    for spelled in spellings(folded):
        longer = len(spelled) - len(folded)
        first = spelled.index(" ")
        stops += [end - longer for end in gazetteer.name_ends(spelled, 0) if end > first]
    return sorted(set(stops), reverse=True)


@lru_cache(maxsize=50_000)
def _is_properly_cased(surface: str) -> bool:
    """Whether every word of a name begins as in a name: capitals, figures, small particles."""
    words = _WORD.findall(surface)
    for i, word in enumerate(words):
        if word[0].isupper() or word[0].isdigit():
            continue
        plain = re.split(r"[-‑'’]", word)
        if word.lower() in _PARTICLES and i != len(words) - 1:
            continue
        if len(plain) > 1 and plain[-1][:1].isupper():
            continue
        return False
    for word in words:
        tail = re.split(r"[-‑]", word)[1:]
        if any(len(t) > 3 and t.islower() and en.is_common(t) for t in tail):
            return False
    return bool(words)
