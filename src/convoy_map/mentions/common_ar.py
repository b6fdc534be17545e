"""Which Arabic words are common words, and so no names: Arabic has no capital letters.

A common noun is written with and without the article about equally often ("سوق",
"السوق"); a place's name keeps to one of the two ("غوندر", "الرشيدية"). A verb has
its other persons beside it ("يقع", "تقع"), a noun with a pronoun or an ending its
plain form ("بيتنا", "ساعتين"). How often a word is written comes from the word lists
of ``wordfreq`` (Speer 2022), on a logarithmic scale: 3 is once in a million words.
"""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from convoy_map.text.folding import fold_name

__all__ = ["is_common_ar", "is_verb_ar", "zipf_ar"]

_CENTIBELS = 730
"""Words rarer than this are left out: every tenth of a billion words is noise."""
_ALIKE = 1.25
"""How far apart the forms with and without the article are at most for a common noun."""
_RARE = 2.55
"""Words seldom written in either form are names of small places as often as not."""
_FREQUENT = 4.85
"""No place that gazetteers lack is written as often as this."""
_PERSONS = ("ي", "ت", "ن", "ا")
_PERFECT = ("", "نا", "وا", "ت", "تم", "تا", "ني", "ناه", "ناها", "وه", "وها", "ته", "تها", "ها")
"""Endings of the perfect, some with an object; "" is "he"."""
_PRONOUNS = ("هما", "ها", "هم", "هن", "كم", "نا", "ني", "ك", "ي")
_OBLIQUE = ("ات", "ين", "تين", "ا", "يا", "يه", "ي")
_OF_TWO = frozenset("دم يد فم عم جد ام سر حق ظل سن كف خط حد هم دار".split())
"""Nouns of two letters that a pronoun may follow."""
_DERIVED = ("ا", "يا", "ي", "يه")
"""Endings of adverbs and adjectives, which a word never seen does not have."""
_NOMINATIVE = ("ان", "ون", "تان")
_PARTICLE = re.compile(
    r"[وف]?(?:من|الي|علي|عن|في|ب|ل|مع|عند|لدي|بين|حول|فوق|تحت|امام|خلف|ورا|وراي|قبل|بعد|دون|نحو|قرب|"
    r"جنب|ان|لان|لكن|كان|لعل|ليت|بان|كل|بعض|نفس|ذات|وحد|غير|مثل|سوي)"
    r"(?:ها|هما|هم|هن|ه|نا|ني|ي|ك|كم)$"
)
"""Particles with a pronoun."""


@lru_cache(maxsize=1)
def _frequencies() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int16]]:
    """Sorted digests of folded words and how rare each is, in hundredths of a power of ten.

    Digests of 64 bits take a tenth of the memory of the words; two of half a million
    fall together with a probability of one in a hundred million.
    """
    from wordfreq import available_languages, read_cBpack  # a third of a second, Arabic alone

    digests, rarities = array("Q"), array("h")
    for rarity, words in enumerate(read_cBpack(available_languages("large")["ar"])):
        if rarity > _CENTIBELS:
            break
        for word in fold_name(" ".join(words)).split() if words else ():
            digests.append(_digest(word))
            rarities.append(rarity)
    unique, first = np.unique(np.array(digests, dtype=np.uint64), return_index=True)
    return unique, np.array(rarities, dtype=np.int16)[first]


def _digest(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


@lru_cache(maxsize=100_000)
def zipf_ar(word: str) -> float:
    """How often a folded word is written, as log10 per billion words; 0 where it is unknown.

    Examples
    --------
    >>> zipf_ar("مدرسه") > 4 > zipf_ar("مدرسته") > zipf_ar("غوندر")
    True
    """
    digests, rarities = _frequencies()
    digest = np.uint64(_digest(word))
    at = int(np.searchsorted(digests, digest))
    known = at < len(digests) and digests[at] == digest
    return 9.0 - int(rarities[at]) / 100 if known else 0.0


@lru_cache(maxsize=50_000)
def is_common_ar(word: str, *, marked: bool = False, governed: bool = False) -> bool:
    """Whether a folded word without clitics is a common word, no name.

    Parameters
    ----------
    word : str
        Folded, with its article where it has one.
    marked : bool
        Whether the text spells a final teh marbuta, so that a final "ه" is no pronoun.
    governed : bool
        Whether a preposition stands before it: no verb does, nor a nominative plural.

    Examples
    --------
    >>> [is_common_ar(w) for w in ("سوق", "السوق", "ساعتين", "بيتنا", "يقع", "مسرعين")]
    [True, True, True, True, True, True]
    >>> [is_common_ar(w) for w in ("غوندر", "بيشه", "القلابات", "طريبيل", "الرشيديه")]
    [False, False, False, False, False]
    """
    bare = word.removeprefix("ال") if len(word) > 4 else word
    own = zipf_ar(word)
    if own >= _FREQUENT or _PARTICLE.match(word):
        return True
    if _is_noun(bare) or (not governed and _is_verb(word, own)):
        return True
    if bare != word:
        return False
    endings = _OBLIQUE + _PRONOUNS + (() if governed else _NOMINATIVE) + (() if marked else ("ه",))
    return _is_inflected(word, own, endings)


@lru_cache(maxsize=50_000)
def is_verb_ar(word: str) -> bool:
    """Whether a folded word may be a finite verb.

    Examples
    --------
    >>> [is_verb_ar(w) for w in ("امطرت", "خرج", "السوق", "بغداد")]
    [True, True, False, False]
    """
    if word.startswith("ال") or _PARTICLE.match(word):
        return False
    return _is_verb(word, zipf_ar(word))


def _is_noun(bare: str) -> bool:
    """Whether a word is written with and without the article about equally often."""
    plain, definite = zipf_ar(bare), zipf_ar("ال" + bare)
    if max(plain, definite) < _RARE or not (plain and definite):
        return False
    return abs(plain - definite) < _ALIKE


def _is_verb(word: str, own: float) -> bool:
    """Whether a word's other persons are written too: "يقع", "تقع"; "خرج", "خرجوا"."""
    if len(word) < 3:
        return False
    if word[0] in _PERSONS and own >= 2:
        near = max(2.0, own - 1.7)
        others = sum(zipf_ar(p + word[1:]) >= near for p in "يتن" if p != word[0])
        if others >= 2 or (others and zipf_ar(word[1:]) >= 3 and word[0] in "يت"):
            return True
    if word[0] in "يت" and word.endswith(("ون", "ين", "ان")) and len(word) > 5:
        return _is_verb(word[:-2], zipf_ar(word[:-2]))
    for ending in _PERFECT:
        stem = word.removesuffix(ending)
        if (ending and stem == word) or len(stem) < 2 or (not ending and own < 2):
            continue
        coming = "ي" + stem.removeprefix("ا")
        forms = {stem + e for e in ("", "ي", "ت", "نا", "وا")} | {coming, coming + "ي"} - {word}
        if sum(zipf_ar(form) >= 2.2 for form in forms) >= 4 - bool(ending):
            return True
    return False


def _is_inflected(word: str, own: float, endings: tuple[str, ...]) -> bool:
    """Whether a word is a common noun with a pronoun, a plural's or an adverb's ending."""
    for ending in endings:
        stem = word.removesuffix(ending)
        short = len(stem) < 3 and not (ending in (*_PRONOUNS, "ه") and stem in _OF_TWO)
        if stem == word or short or (not own and ending in _DERIVED):
            continue
        forms = [stem, stem[:-1] + "ه" if stem[-1] == "ت" else stem + "ه"]
        if ending in (*_PRONOUNS, "ه") and stem.endswith(("اي", "او")):
            forms.append(stem[:-1])  # the seat of a hamza: "علمائها" of "علماء"
        if ending == "يا":
            forms = [stem + "ي"]
        least = max(own + 0.2, 2.7) if own else 3.5
        if any(_is_noun(f) and zipf_ar(f) > least for f in forms):
            return True
    return False
