"""Noun phrases of English that speak of an unnamed place ("a tiny village")."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from convoy_map.mentions import lexicon_en as en
from convoy_map.mentions.motion_words import MOTION
from convoy_map.mentions.units import Unit
from convoy_map.model import MentionKind
from convoy_map.text.segments import Token, split_words, token_rows

__all__ = ["NounPhrase", "Sentence", "phrase_from", "phrase_with_head"]

_ADJECTIVE = frozenset(
    "small large big great little tiny old new enemy hostile friendly open deep remote main high "
    "steep mountainous rebel ruined abandoned deserted neighbouring neighboring nearby next last "
    "first final irrigated fertile empty ancient walled coastal rural urban dusty sandy rocky wide "
    "narrow vast bleak dense thick low upper lower northern southern eastern western central "
    "desert mountain forest border river railway market fishing mining military police".split()
)
_QUOTES = frozenset("“”‘’\"'")
_STOPS = en.PREPOSITIONS | en.CONJUNCTIONS | en.AUXILIARIES | en.PRONOUNS | en.SPEECH_VERBS
_ARTICLES = en.DETERMINERS | en.POSSESSIVES
_WINDOW = 8
_BARE = frozenset(
    "desert villages towns tracks territory jail prison areas midway settlements hamlets "
    "checkpoints farmland countryside open forest steppe jungle mountains camp".split()
)
_WEAK_HEADS = en.FUZZY_HEADS | frozenset(
    "well wells post posts lock spring springs mine bank banks field fields ford point points "
    "pass base edge shelter landing clearing market school factory church mosque hut cabin farm "
    "gate gates wood woods lodge path paths street dock plain hill hills khan line lines wild "
    "house garage camp camps terminal capital states province region regions district districts "
    "part parts".split()
)
_EMPHATIC = frozenset("last first next final only".split())


class Sentence:
    """Words of one sentence as parallel lists, and the names that stand in it, by word.

    ``words``, ``lows`` (in lower case), ``starts`` and ``ends`` (offsets) run in
    step; ``tokens`` joins them and is made on first use. ``vocabulary`` and
    ``stems`` (first three letters) answer what the sentence can hold at all.
    """

    __slots__ = (
        "_stems", "_tokens", "end", "ends", "index", "lows", "names", "paragraph", "start",
        "starts", "vocabulary", "words",
    )  # fmt: skip

    def __init__(
        self, text: str, start: int, end: int, *, index: int = 0, paragraph: int = 0
    ) -> None:
        self.start, self.end, self.index, self.paragraph = start, end, index, paragraph
        self.words, self.starts, self.ends = split_words(text, start, end)
        self.lows = [word.lower() for word in self.words]
        self.vocabulary = frozenset(self.lows)
        self._stems: frozenset[str] | None = None
        self.names: dict[int, list[Unit]] = {}
        self._tokens: list[Token] | None = None

    @property
    def stems(self) -> frozenset[str]:
        """First three letters of every word, and of every part of a hyphenated one."""
        if self._stems is None:
            joined = [part for low in self.vocabulary if "-" in low for part in low.split("-")]
            self._stems = frozenset([low[:3] for low in (*self.vocabulary, *joined)])
        return self._stems

    @property
    def tokens(self) -> list[Token]:
        """The words with their offsets."""
        if self._tokens is None:
            self._tokens = token_rows(self.words, self.starts, self.ends, self.lows)
        return self._tokens

    def may_hold(self, stems: frozenset[str]) -> bool:
        """Whether some word begins with one of these three letters: a quick first look."""
        return not stems.isdisjoint(self.stems)

    def name_at(self, i: int) -> Unit | None:
        """The toponym that begins within token ``i``."""
        for unit in self.names.get(i, ()):
            if unit.kind is MentionKind.TOPONYM:
                return unit
        return None

    def after(self, unit: Unit, i: int) -> int:
        """Index of the first token after a unit that begins in token ``i``."""
        return max(i, bisect_left(self.starts, unit.end))

    def low(self, i: int) -> str:
        """Lower-cased token ``i``; empty outside the sentence."""
        return self.lows[i] if 0 <= i < len(self.lows) else ""


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Token range [first, last) and the head noun of an unnamed place."""

    first: int
    last: int
    head: str
    determiner: str
    modifiers: tuple[str, ...]

    @property
    def is_definite(self) -> bool:
        """Whether the words point back to something known."""
        return self.determiner in {"the", "that", "this", "these", "those"} or (
            self.determiner in en.POSSESSIVES
        )

    @property
    def stands_alone(self) -> bool:
        """Whether the phrase is worth a mention without any relation."""
        if self.head in _WEAK_HEADS:
            return bool(self.determiner in {"his", "their", "its", "my", "our"}) or (
                self.head in {"camp", "area", "base"} and self.is_definite
            )
        return bool(self.determiner) or self.head in _BARE


def is_genitive(token: Token) -> bool:
    """Whether a token ends in a genitive 's.

    Examples
    --------
    >>> is_genitive(Token(0, 6, "city’s", "city’s"))
    True
    """
    return token.low.endswith(("'s", "’s")) or token.low.endswith(("s'", "s’"))


def phrase_with_head(sentence: Sentence, k: int) -> NounPhrase | None:
    """Read the noun phrase leftwards from its head noun at token ``k``."""
    head = sentence.low(k)
    if head not in en.HEADS or _inside_name(sentence, k):
        return None
    following = sentence.low(k + 1)
    if following in en.HEADS and not sentence.names.get(k + 1) and following not in {"place"}:
        return None
    first = k
    modifiers: list[str] = []
    for i in range(k - 1, max(-1, k - _WINDOW), -1):
        token = sentence.tokens[i]
        low = token.low
        if low in _ARTICLES:
            return NounPhrase(i, k + 1, head, low, tuple(modifiers[::-1]))
        if low in _QUOTES:
            continue
        if low == "and" and first == i + 1 and i > 0 and modifiers:
            modifiers.append(low)
            continue
        acronym = token.text.isupper() and len(low) > 1
        if ((low in _STOPS or low in MOTION) and not acronym) or not token.text[0].isalnum():
            break
        if is_genitive(token):
            return _owned(sentence, i, k, head, modifiers)
        if (
            low.endswith("s")
            and not low.endswith(("ss", "us"))
            and len(modifiers)
            and (low not in _ADJECTIVE and not token.text.isupper())
        ):
            break
        modifiers.append(low)
        first = i
    return _without_determiner(sentence, k, head)


def _owned(
    sentence: Sentence, i: int, k: int, head: str, modifiers: list[str]
) -> NounPhrase | None:
    """Such as "the group's shrinking area", "Muhanad's tiny village"."""
    first = i
    if (i > 0 and sentence.low(i - 1) in _ARTICLES) or (
        i > 0 and sentence.words[i - 1][0].isupper() and sentence.low(i - 1) not in _STOPS
    ):
        first = i - 1
    return NounPhrase(first, k + 1, head, "'s", tuple(modifiers[::-1]))


def _without_determiner(sentence: Sentence, k: int, head: str) -> NounPhrase:
    first = k
    modifiers: list[str] = []
    while first > 0 and len(modifiers) < 3:
        token = sentence.tokens[first - 1]
        low = token.low
        acronym = token.text.isupper() and len(low) > 1
        fits = low in _ADJECTIVE or "-" in low or acronym
        if not fits or (low in _STOPS and not acronym) or sentence.names.get(first - 1):
            break
        modifiers.append(low)
        first -= 1
    determiner = "bare" if modifiers else ""
    return NounPhrase(first, k + 1, head, determiner, tuple(modifiers[::-1]))


def _inside_name(sentence: Sentence, k: int) -> bool:
    token = sentence.tokens[k]
    for i in range(max(0, k - 3), k + 1):
        for unit in sentence.names.get(i, ()):
            if unit.start <= token.start < unit.end:
                return True
    return (
        token.text[0].isupper()
        and k > 0
        and not token.text.isupper()
        and (sentence.words[k - 1][0].isupper() and sentence.low(k - 1) not in _ARTICLES)
    )


def phrase_from(sentence: Sentence, i: int) -> NounPhrase | None:
    """Read a noun phrase rightwards from token ``i`` (its determiner or first modifier)."""
    for k in range(i, min(len(sentence.words), i + _WINDOW)):
        low = sentence.low(k)
        if (
            k > i
            and (low in _STOPS or not sentence.words[k][0].isalnum())
            and (low not in _QUOTES and low != "and")
        ):
            return None
        if low in en.HEADS:
            phrase = phrase_with_head(sentence, k)
            if phrase is not None and phrase.first <= i:
                return NounPhrase(i, phrase.last, phrase.head, phrase.determiner, phrase.modifiers)
            if phrase is not None:
                return phrase if phrase.first == i else None
    return None


def is_emphatic(phrase: NounPhrase) -> bool:
    """Such as "the last checkpoint": singled out by its order."""
    return bool(_EMPHATIC & set(phrase.modifiers))


_SPACE = re.compile(r"\s+")


def surface(text: str, start: int, end: int) -> str:
    """The words of a span on one line."""
    return _SPACE.sub(" ", text[start:end])
