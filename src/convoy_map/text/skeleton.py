"""Transliteration: what is left of a name when every romanisation agrees.

Two reductions of a name, both lossy on purpose:

``phonetic``
    the spelling with the habits of romanisation ironed out: ``ou``, ``oo`` and
    ``w`` are ``u``; ``ee``, ``ei``, ``ay`` are ``i``; ``kh``/``x``, ``gh``,
    ``sh``/``ch``/``ş``, ``dh``, ``th`` have one letter each; ``q``, ``k`` and ``c``
    are one; a final ``-ah``/``-eh``/``-é`` is ``a``; doubled letters are single;
    Arabic articles are gone. For ranking.
``skeleton``
    its consonants alone, with ``sh`` and ``s``, ``g`` and ``k`` merged. For finding.

Arabic script (Persian, Kurdish and Urdu letters too) is reduced by its own table
so that both scripts meet in the middle; everything else goes through
``anyascii`` first.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from convoy_map.text.folding import fold_name

ARTICLES = frozenset(
    "al el ul ar er ur as es us ash esh ech ad ed ud adh edh at et ut ath eth an en un "
    "az ez uz aj ej".split()
)
"""Spellings of the Arabic article before a name, assimilated or not."""
_ARABIC_ARTICLE = re.compile(r"(?:(?<=^)|(?<= ))ال(?=[^ ]{2})")
_HAS_ARABIC = re.compile("[\u0600-\u06ff]")
_DIACRITIC_SOUNDS = str.maketrans(
    {"ş": "sh", "š": "sh", "ș": "sh", "ž": "zh", "ğ": "gh", "ẖ": "kh", "ḫ": "kh", "ḵ": "kh",
     "ġ": "gh", "ḡ": "gh", "ǧ": "j", "ç": "ch", "č": "ch", "ṯ": "th", "ḏ": "dh",
     "Ş": "sh", "Š": "sh", "Ș": "sh", "Ž": "zh", "Ğ": "gh", "Ẕ": "z", "Ḫ": "kh", "Ḵ": "kh",
     "Ġ": "gh", "Ḡ": "gh", "Ǧ": "j", "Ç": "ch", "Č": "ch", "Ṯ": "th", "Ḏ": "dh"}
)  # fmt: skip
_ARABIC = str.maketrans(
    {"ا": "a", "ب": "b", "پ": "b", "ت": "t", "ث": "θ", "ج": "j", "چ": "ʃ", "ح": "h", "خ": "x",
     "د": "d", "ذ": "ð", "ر": "r", "ڕ": "r", "ز": "z", "ژ": "j", "س": "s", "ش": "ʃ", "ص": "s",
     "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "ɣ", "ف": "f", "ڤ": "f", "ق": "k", "ك": "k",
     "گ": "g", "ل": "l", "ڵ": "l", "م": "m", "ن": "n", "ه": "h", "و": "u", "ۆ": "u", "ۇ": "u",
     "ي": "i", "ێ": "i", "ے": "i", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ں": "n", "\u200c": ""}
)  # fmt: skip
_DIGRAPHS = (
    (re.compile("dsch"), "j"),
    (re.compile("tsch|tch|sch|sh|ch"), "ʃ"),
    (re.compile("kh|x"), "x"),
    (re.compile("gh"), "ɣ"),
    (re.compile("dj|dzh|zh|j"), "j"),
    (re.compile("dh"), "ð"),
    (re.compile("th"), "θ"),
    (re.compile("ph"), "f"),
    (re.compile("qu(?=[ei])|ck|[kqc]"), "k"),
    (re.compile("gu(?=[ei])"), "g"),
    (re.compile("(?:oe|eo|ou|oo|au|aw|ow|uw|w|u|o)+(?=[ aeiou]|$|[^ aeiou])"), "u"),
    (re.compile("(?:ei|ey|ai|ay|ee|ie|iy|ij|oy|y|i|e)+"), "i"),
    (re.compile("a+"), "a"),
)
_FINAL = re.compile("[aiu]?h(?= |$)")
_DOUBLED = re.compile(r"(.)\1+")
_MERGE = str.maketrans(
    {"ʃ": "s", "ɣ": "k", "g": "k", "ð": "d", "θ": "t", "v": "u", "p": "b"}
)  # fmt: skip
_VOWELS = re.compile("[aiu ]")


def without_articles(folded: str) -> str:
    """Drop Arabic articles from a folded name, but never the last word.

    Examples
    --------
    >>> without_articles("ayn al arab"), without_articles("الطبقه"), without_articles("al")
    ('ayn arab', 'طبقه', 'al')
    """
    if not folded.isascii() and _HAS_ARABIC.search(folded):
        return _ARABIC_ARTICLE.sub("", folded)
    words = folded.split(" ")
    if len(words) == 1:
        return folded
    return " ".join([*(word for word in words[:-1] if word not in ARTICLES), words[-1]])


@lru_cache(maxsize=131072)
def _word_sounds(word: str) -> str:
    if _HAS_ARABIC.search(word):
        sounds = re.sub("ه$", "a", _ARABIC_ARTICLE.sub("", word)).translate(_ARABIC)
        sounds = anyascii(sounds) if _foreign(sounds) else sounds
    else:
        sounds = word if word.isascii() else fold_name(anyascii(word))
        for pattern, sound in _DIGRAPHS:
            sounds = pattern.sub(sound, sounds)
    return _DOUBLED.sub(r"\1", _FINAL.sub("a", sounds))


def phonetic(name: str) -> str:
    """Iron out the habits of romanisation.

    Examples
    --------
    >>> phonetic("Al-Souwar"), phonetic("as-Suwar"), phonetic("Suwar")
    ('suar', 'suar', 'suar')
    >>> phonetic("Dayr az Zawr") == phonetic("Deir ez-Zour")
    True
    >>> phonetic("شنينة"), phonetic("Shneineh")
    ('ʃnina', 'ʃnina')
    """
    return sounds_of(fold_name(name.translate(_DIACRITIC_SOUNDS)))


def sounds_of(folded: str) -> str:
    """Return the phonetic form of a name that is folded already.

    Examples
    --------
    >>> sounds_of("dayr az zawr")
    'dir zur'
    """
    bare = without_articles(folded)
    if " " not in bare:
        return _word_sounds(bare)
    return " ".join(map(_word_sounds, bare.split(" "))).strip()


_GERMAN_CH = re.compile("(?<!s)ch")
_TURKISH_C = re.compile("c(?!h)")


def readings(name: str) -> list[str]:
    """Phonetic forms of a name under the habits that contradict each other.

    ``ch`` is ``sh`` to a French ear and ``kh`` to a German one; Turkish writes
    ``c`` for ``j`` and ``h`` for ``kh``. The usual reading comes first.

    Examples
    --------
    >>> readings("Chan Scheichun")
    ['ʃan ʃiʃun', 'xan ʃixun']
    >>> readings("Carablus")
    ['karablus', 'jarablus']
    """
    found = [phonetic(name)]
    if not is_arabic(name):
        folded = fold_name(name.translate(_DIACRITIC_SOUNDS))
        if _GERMAN_CH.search(folded):
            found.append(phonetic(_GERMAN_CH.sub("kh", folded)))
        if _TURKISH_C.search(folded):
            found.append(phonetic(_TURKISH_C.sub("j", folded)))
        if "h" in (usual := found[0]):
            found.append(usual.replace("h", "x"))
    return list(dict.fromkeys(found))


def _foreign(sounds: str) -> bool:
    return any(ord(char) > 0x024F and char not in "θʃðɣ" for char in sounds)


def consonants(sounds: str) -> str:
    """Return the consonants of a phonetic form, every distinction kept.

    Examples
    --------
    >>> consonants(phonetic("Shanine"))
    'ʃnn'
    """
    return _VOWELS.sub("", sounds)


def is_arabic(name: str) -> bool:
    """Whether a name is in Arabic script, whose short vowels are not written.

    Examples
    --------
    >>> is_arabic("شنينة"), is_arabic("Shnina")
    (True, False)
    """
    return _HAS_ARABIC.search(name) is not None


def skeleton(name: str) -> str:
    """Return the consonants that any romanisation of a name keeps.

    Examples
    --------
    >>> skeleton("Shanine"), skeleton("Shnina"), skeleton("شنينة")
    ('snn', 'snn', 'snn')
    >>> skeleton("Ayn Issa"), skeleton("عين عيسى"), skeleton("Ain Isa")
    ('ns', 'ns', 'ns')
    >>> skeleton("Qamishli"), skeleton("Kamishly"), skeleton("Gamischli")
    ('kmsl', 'kmsl', 'kmsl')
    """
    return skeleton_of_sounds(phonetic(name))


def skeleton_of_sounds(sounds: str) -> str:
    """Return the skeleton of a name already reduced by ``phonetic``.

    Examples
    --------
    >>> skeleton_of_sounds("ʃnina")
    'snn'
    """
    return _VOWELS.sub("", sounds.translate(_MERGE))
