"""Verbs and nouns of motion in English, by what their object and their place are.

Classes: ``leave`` (the object is left), ``reach`` (the object is reached),
``pass`` (the object is passed or crossed), ``stay`` (a stop), ``go`` (motion
that prepositions complete), ``carry`` (someone is taken along).
"""

from __future__ import annotations

_IRREGULAR = {
    "leave": "leave leaves left leaving; quit quits quitting; flee flees fled fleeing",
    "reach": "make-it; get gets got gotten getting; find finds finding",
    "pass": "",
    "stay": "sleep sleeps slept sleeping; spend spends spent spending; put-up; "
    "keep kept; hold held; see seen; catch caught; spot spotted sighted; stick stuck; lie lies lay lying; sit sits sat sitting; meet meets met meeting",  # noqa: E501
    "go": "go goes went gone going; come comes came coming; drive drives drove driven driving; "
    "ride rides rode ridden riding; fly flies flew flown flying; run runs ran running; "
    "swim swims swam swimming; wind winds wound winding; swing swings swung swinging; "
    "bear bears bore bearing; set-out; set-off; make-for; steal steals stole; "
    "creep crept creeps creeping; row rows rowed rowing; begin begins began begun beginning",
    "carry": "take takes took taken taking; bring brings brought bringing; lead leads led leading; "
    "send sends sent sending",
}
_REGULAR = {
    "leave": "depart evacuate exit vacate abandon escape",
    "reach": "reach enter approach attain regain visit near",
    "pass": "cross pass traverse skirt bypass climb descend ford round follow circle transit",
    "stay": "stay stop halt camp rest lodge wait pause anchor moor dock refuel bivouac shelter "
    "remain overnight encamp linger call disembark arrest intercept detain strand delay",
    "go": "travel walk march sail head proceed continue move advance return journey paddle hike "
    "trek steam cycle hurry push press turn veer trudge stagger tramp migrate retreat withdraw "
    "land arrive embark start wander drift slip limp roll ascend toil float pedal "
    "gallop trot tack cruise hitchhike motor commute climb crawl sneak swerve scramble settle",
    "carry": "free release rescue navigate carry transport smuggle deport ferry transfer escort convey drag evacuate march "  # noqa: E501
    "ship fly drive move transport guide steer haul deliver",
}
_NOUNS = (
    "journey journeys trip trips voyage voyages march retreat flight exodus escape drive ride walk "
    "passage trek crossing departure arrival return evacuation expedition pilgrimage tour"
).split()
_OBJECT_ORDER = ("leave", "reach", "pass", "stay", "carry", "go")


def _inflections(base: str) -> list[str]:
    """All forms of a regular verb.

    Examples
    --------
    >>> _inflections("cross"), _inflections("ferry")[1:3]
    (['cross', 'crosses', 'crossed', 'crossing'], ['ferries', 'ferried'])
    """
    if base.endswith("y") and base[-2] not in "aeiou":
        stem = base[:-1]
        return [base, stem + "ies", stem + "ied", base + "ing"]
    if base.endswith("e"):
        return [base, base + "s", base + "d", base[:-1] + "ing"]
    if base.endswith(("s", "sh", "ch", "x")):
        return [base, base + "es", base + "ed", base + "ing"]
    double = base + base[-1] if base in _DOUBLING else base
    return [base, base + "s", double + "ed", double + "ing"]


_DOUBLING = frozenset("stop slip ship transit travel camp drag trek".split()) - {
    "camp",
    "trek",
    "transit",
}


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for cls in _OBJECT_ORDER[::-1]:
        for base in _REGULAR[cls].split():
            for form in _inflections(base):
                table[form] = cls
        for group in _IRREGULAR[cls].split(";"):
            for form in group.split():
                if "-" not in form:
                    table[form] = cls
    table |= {"traveled": "go", "traveling": "go"}
    for noun in ("near", "sheltered", "round", "rounds", "steer", "motor"):
        table.pop(noun, None)
    return table


MOTION: dict[str, str] = _table()
"""Every form of every verb of motion, to its class."""

MOTION_NOUNS = frozenset(_NOUNS)
"""Nouns that take "from … to …" as a verb of motion does."""

SPREAD = frozenset(
    "spread spreads spreading scatter scatters scattered scattering disperse disperses dispersed "
    "dispersing fanned disbanded".split()
)
"""Verbs of dispersal: what follows is where people went, not a journey's stop."""

BASE_FORMS = frozenset(base for text in _REGULAR.values() for base in text.split()) | frozenset(
    "leave quit flee go come drive ride fly run swim take bring lead send meet".split()
)
"""Verbs of motion as they stand after "to"."""

PHRASAL = {
    ("set", "out"): "go",
    ("set", "off"): "go",
    ("set", "forth"): "go",
    ("set", "sail"): "go",
    ("made", "for"): "go",
    ("make", "for"): "go",
    ("making", "for"): "go",
    ("put", "in"): "stay",
    ("put", "up"): "stay",
    ("pulled", "into"): "reach",
    ("pulled", "in"): "stay",
    ("rolled", "into"): "reach",
    ("checked", "into"): "stay",
    ("changed", "trains"): "stay",
    ("changed", "buses"): "stay",
    ("boarded", "a"): "go",
    ("boarded", "the"): "go",
    ("caught", "a"): "go",
    ("caught", "the"): "go",
    ("bound", "for"): "go",
    ("broke", "down"): "stay",
    ("ended", "up"): "reach",
    ("making", "its"): "go",
    ("making", "their"): "go",
    ("making", "his"): "go",
    ("made", "our"): "go",
    ("made", "my"): "go",
    ("made", "his"): "go",
    ("made", "her"): "go",
    ("made", "their"): "go",
    ("make", "it"): "go",
    ("made", "it"): "go",
    ("making", "it"): "go",
}
"""Two-word verbs of motion."""

WHILE_THERE = frozenset(
    "collected fetched hired bought sold found met slept rested ate changed hired repaired joined loaded unloaded traded "  # noqa: E501
    "fell picked watched got lost spent waited stayed stopped took collected paid mended saw "
    "borrowed rented boarded caught celebrated buried received gave exchanged visited heard "
    "refuelled refueled parted separated split repacked learned learnt asked decided fixed "
    "attended checked handed dropped delivered left sheltered washed drank dined were was had "
    "broke turned replaced posted wired telegraphed wrote camped".split()
)
"""What a traveller does at a stop: "In Osh we bought bread"."""
