"""Numbers, distances and headings as a text states them, with their precision."""

from __future__ import annotations

import re
from dataclasses import dataclass

from convoy_map.mentions import lexicon_en as en

__all__ = ["Distance", "bearing_of", "number_of", "read_distance"]

NUMBER_WORDS = {
    word: value
    for value, words in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
    for word in [words]
}
NUMBER_WORDS |= {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70}
NUMBER_WORDS |= {"eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000}
NUMBER_WORDS |= {"a": 1, "an": 1, "dozen": 12, "half": 0}
_VAGUE = {"few": (2.0, 5.0), "several": (3.0, 9.0), "couple": (1.5, 3.0), "some": (2.0, 8.0)}
_ROUGH = frozenset("about around roughly nearly almost approximately perhaps maybe circa".split())

UNITS_M: dict[str, float] = {
    "km": 1000.0, "kms": 1000.0, "kilometre": 1000.0, "kilometres": 1000.0, "kilometer": 1000.0,
    "kilometers": 1000.0, "m": 1.0, "metre": 1.0, "metres": 1.0, "meter": 1.0, "meters": 1.0,
    "mile": 1609.344, "miles": 1609.344, "mi": 1609.344, "yard": 0.9144, "yards": 0.9144,
    "foot": 0.3048, "feet": 0.3048, "ft": 0.3048, "league": 4828.0, "leagues": 4828.0,
    "verst": 1066.8, "versts": 1066.8, "farsakh": 5600.0, "farsakhs": 5600.0, "parasang": 5600.0,
    "parasangs": 5600.0, "li": 500.0, "furlong": 201.168, "furlongs": 201.168,
}  # fmt: skip
_PACE_M_PER_HOUR = {
    "walk": (3500.0, 6000.0), "march": (3000.0, 5500.0), "hike": (2500.0, 5000.0),
    "ride": (5000.0, 10000.0), "drive": (30000.0, 80000.0), "journey": (4000.0, 60000.0),
    "sail": (6000.0, 15000.0), "flight": (400000.0, 800000.0), "travel": (4000.0, 60000.0),
}  # fmt: skip
_HOURS = {"minute": 1 / 60, "minutes": 1 / 60, "hour": 1.0, "hours": 1.0, "day": 8.0, "days": 8.0}
_NUMERAL = re.compile(r"^\d+(?:[.,]\d+)*$")


@dataclass(frozen=True, slots=True)
class Distance:
    """A stated distance in metres and the half width that its wording allows."""

    distance_m: float
    uncertainty_m: float
    used: int


def bearing_of(word: str) -> tuple[float, float] | None:
    """Return (bearing, half angle) in degrees of a compass word, None if it is none.

    N = ±45°, NE = ±22.5°, NNE = ±11.25° (Georeferencing Quick Reference Guide).

    Examples
    --------
    >>> bearing_of("north"), bearing_of("South-East"), bearing_of("NNE"), bearing_of("up")
    ((0.0, 45.0), (135.0, 22.5), (22.5, 11.25), None)
    >>> bearing_of("north-northwest"), bearing_of("southwards")
    ((337.5, 11.25), (180.0, 45.0))
    """
    plain = re.sub(r"[-‑\s]", "", word.casefold())
    plain = re.sub(r"(?:wards?|ern|erly|bound)$", "", plain)
    if len(plain) > 6 and plain.startswith(("north", "south", "east", "west")):
        first = next(c for c in ("north", "south", "east", "west") if plain.startswith(c))
        rest = plain[len(first) :]
        if first in {"north", "south"} and rest in {"east", "west"}:
            return en.COMPASS[plain], 22.5
        letters = "".join(c[0] for c in re.findall("north|south|east|west", plain))
        if letters in en.COMPASS and "".join(re.findall("north|south|east|west", plain)) == plain:
            return en.COMPASS[letters], 11.25 if len(letters) == 3 else 22.5
        return None
    bearing = en.COMPASS.get(plain)
    if bearing is None:
        return None
    letters = plain if len(plain) <= 3 else plain[0]
    return bearing, {1: 45.0, 2: 22.5, 3: 11.25}[len(letters)]


def number_of(word: str) -> float | None:
    """Return the value of a numeral in digits or of one English number word.

    Examples
    --------
    >>> number_of("3,500"), number_of("2.5"), number_of("twelve"), number_of("many")
    (3500.0, 2.5, 12.0, None)
    """
    if _NUMERAL.match(word):
        plain = word.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789"))
        parts = plain.split(",")
        if len(parts) > 1 and all(len(p) == 3 for p in parts[1:]):
            plain = "".join(parts)
        try:
            return float(plain.replace(",", "."))
        except ValueError:
            return None
    total = 0.0
    for part in word.casefold().split("-"):
        if part not in NUMBER_WORDS:
            return None
        total += NUMBER_WORDS[part]
    return total


def precision_of(word: str) -> float:
    """Return half the precision of a numeral, in its own unit.

    "10" is given to the nearest ten, "25" to the nearest five, "7" to one,
    "2.5" to a half (Wieczorek et al. 2004).

    Examples
    --------
    >>> precision_of("10"), precision_of("25"), precision_of("7"), precision_of("2.5")
    (5.0, 2.5, 0.5, 0.25)
    """
    plain = word.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")).replace(",", ".")
    if "." in plain:
        digits = plain.split(".")[-1]
        return 0.25 if digits == "5" else 0.5 * 10.0 ** -len(digits)
    value = number_of(word) or 1.0
    step = 1.0
    while value >= step * 10 and value % (step * 10) == 0:
        step *= 10
    if step == 1.0 and value > 10 and value % 5 == 0:
        step = 5.0
    return step / 2


def read_distance(words: list[str]) -> Distance | None:
    """Read the distance that the words begin with, lower-cased ("about ten km north of …").

    Examples
    --------
    >>> read_distance("about ten km north".split())
    Distance(distance_m=10000.0, uncertainty_m=5000.0, used=3)
    >>> read_distance("six to seven miles from".split()).distance_m
    10460.736
    >>> read_distance("an hour 's walk from".split())
    Distance(distance_m=4750.0, uncertainty_m=1250.0, used=4)
    >>> read_distance("a few kilometres".split())
    Distance(distance_m=3500.0, uncertainty_m=1500.0, used=3)
    """
    i = 0
    while i < len(words) and words[i] in _ROUGH | {"some", "just", "only", "over", "under"}:
        i += 1
    low, high, i = _range(words, i)
    if low is None or high is None:
        return None
    if i + 1 < len(words) and words[i] in {"and", "an"} and "half" in words[i : i + 3]:
        low, high = low + 0.25, high + 0.75
        i = words.index("half", i) + 1
    if i >= len(words):
        return None
    unit, i = words[i], i + 1
    if unit in UNITS_M:
        metres = UNITS_M[unit]
        return Distance((low + high) / 2 * metres, (high - low) / 2 * metres, i)
    return _pace(words, unit.split("'")[0].split("’")[0], low, high, i)


def _range(words: list[str], i: int) -> tuple[float | None, float | None, int]:
    """Read a number, a vague number or a range; returns its bounds."""
    j = i + 1 if i + 1 < len(words) and words[i] in {"a", "the"} else i
    if j < len(words) and words[j] in _VAGUE:
        end = j + 2 if words[j + 1 : j + 2] == ["of"] else j + 1
        return (*_VAGUE[words[j]], end)
    if words[i : i + 2] == ["half", "a"] or words[i : i + 2] == ["half", "an"]:
        return 0.25, 0.75, i + 2
    first = number_of(words[i]) if i < len(words) else None
    if first is None:
        return None, None, i
    if words[i + 1 : i + 2] in (["to"], ["or"], ["-"], ["–"]) and i + 2 < len(words):
        second = number_of(words[i + 2])
        if second is not None and second > first:
            return first, second, i + 3
    half = precision_of(words[i]) if _NUMERAL.match(words[i]) else precision_of(str(int(first)))
    if words[i + 1 : i + 2] in (["hundred"], ["dozen"], ["thousand"]):
        factor = float(NUMBER_WORDS[words[i + 1]])
        return first * factor - factor / 2, first * factor + factor / 2, i + 2
    return first - half, first + half, i + 1


def _pace(words: list[str], unit: str, low: float, high: float, i: int) -> Distance | None:
    """Read "an hour's walk", "two days' march"."""
    if unit not in _HOURS:
        return None
    if i < len(words) and words[i] in {"'", "’", "s", "'s", "’s"}:
        i += 1
    if i < len(words) and words[i] == "s":
        i += 1
    if i >= len(words) or words[i] not in _PACE_M_PER_HOUR:
        return None
    slow, fast = _PACE_M_PER_HOUR[words[i]]
    mid = (low + high) / 2 * _HOURS[unit]
    return Distance(mid * (slow + fast) / 2, mid * (fast - slow) / 2, i + 1)
