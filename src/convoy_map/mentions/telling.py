"""What a text tells besides its motions: who is spoken of, who goes along, who parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

__all__ = [
    "ALL",
    "AS_FOR",
    "MEET",
    "PART",
    "REST",
    "SPLIT",
    "Flash",
    "Telling",
    "Topic",
    "Turn",
    "labels_of",
]  # fmt: skip

PART, MEET, SPLIT, REST, AS_FOR = "part", "meet", "split", "rest", "as for"
ALL = "*"
"""Stands for everybody where a parting names nobody."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Somebody spoken of whom a later pronoun may mean.

    ``gender`` is "m", "f" or "" where nothing tells it, not even the sound of the name;
    ``acts`` tells that the words stand where a subject stands.
    """

    start: int
    key: str
    gender: str = ""
    acts: bool = True


@dataclass(frozen=True, slots=True)
class Turn:
    """Words about company: people part (``PART``, ``SPLIT``) or come together (``MEET``).

    ``who`` holds the keys named or meant beside the words: with ``PART`` the one who goes
    his own way or is left, with ``SPLIT`` and ``MEET`` all of them. ``REST`` tells that the
    others went on without the one told of before, ``AS_FOR`` that the text comes back to
    somebody ("as for Ada") after it told of who parted from her.
    """

    start: int
    sentence: int
    paragraph: int
    kind: str
    who: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Flash:
    """Words after which something earlier is told: "before that", "six days earlier".

    ``before`` names the place that it came before ("before Osk we had …");
    ``sentence_only`` tells that the sentence alone looks back, not its paragraph.
    """

    start: int
    sentence: int
    paragraph: int
    before: str = ""
    sentence_only: bool = False


_ORDER = "first second third fourth fifth sixth seventh eighth ninth tenth".split()


def labels_of(openings: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Keys for the paragraphs of a list that open with a traveller's name, by paragraph.

    Examples
    --------
    >>> labels_of([(3, "convoy"), (4, "team")])
    {3: 'first-convoy', 4: 'second-team'}
    >>> labels_of([(3, "convoy")])
    {}
    """
    if len(openings) < 2:
        return {}
    return {at: f"{mark}-{noun}" for mark, (at, noun) in zip(_ORDER, openings, strict=False)}


@dataclass(slots=True)
class Telling:
    """Everything that helps to tell who travels with whom.

    Parameters
    ----------
    topics : sequence of Topic
        Persons spoken of, in order, for "he" and "she".
    genders : mapping of str to str
        "m" or "f" of the keys whose gender the text or the language tells.
    groups : sequence of (offset, key, brought in as new)
        Groups of people spoken of, in order, for "they".
    company : mapping of str to set of str
        Vehicles and groups that a person is spoken of together with.
    pairs : mapping of str to set of str
        Persons told of as going together: "Ada and Ben left Osh".
    turns : sequence of Turn
        Partings and meetings, in order.
    labels : mapping of int to str
        Paragraphs of a list that each open with the name of their traveller
        ("Convoy A: left Osk …"), and its key.
    flashes : sequence of Flash
        Where the text goes back in time.
    """

    topics: Sequence[Topic] = ()
    genders: Mapping[str, str] = field(default_factory=dict)
    groups: Sequence[tuple[int, str, bool]] = ()
    company: Mapping[str, frozenset[str]] = field(default_factory=dict)
    pairs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    turns: Sequence[Turn] = ()
    labels: Mapping[int, str] = field(default_factory=dict)
    flashes: Sequence[Flash] = ()
