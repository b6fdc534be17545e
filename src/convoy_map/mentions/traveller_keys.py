"""The readable keys of travellers and what their nouns tell: vehicle, group, kin, service."""

from __future__ import annotations

__all__ = [
    "AND",
    "COLLECTIVE",
    "GROUPS",
    "KIN",
    "MARKS",
    "MEN",
    "PARTS",
    "ROLES",
    "SERVICE",
    "STRANGER",
    "VEHICLES",
    "WOMEN",
    "is_agent",
    "is_counted",
    "is_marked",
    "is_part",
    "is_stranger",
    "noun_of",
    "plain_keys",
]

STRANGER = "stranger"
"""Key of what or who travels but is no traveller of the text: "rice that came from Osk"."""
AND = "-and-"
"""What joins the keys of two who travel together: "ada-and-ben"."""
VEHICLES = frozenset(
    "convoy caravan column train ship boat steamer lorry truck bus car plane aircraft expedition "
    "army regiment fleet ferry dhow vessel carriage party patrol vehicle vehicles trucks ships "
    "boats lorries cars buses jeeps vans pickups tankers "
    "freighter tug tugboat trawler tanker steamship ketch sloop yacht junk cutter "
    "frigate corvette gunboat whaler clipper galleon felucca pirogue "
    "flotilla raft canoe barge schooner brig cart wagon wagons camels mission delegation "
    "team".split()
)
GROUPS = frozenset(
    "group groups people men women families family fighters drivers soldiers refugees brothers "
    "villagers troops prisoners pilgrims travellers travelers passengers survivors members crew "
    "children friends smugglers migrants captives porters militants foreigners civilians "
    "others rest thousands hundreds dozens gang band company couple sisters boys girls "
    "merchants traders sailors students monks clients surveyors messengers messenger smuggler "
    "driver man woman boy girl fighter soldier courier traveller traveler pilgrim merchant "
    "priest trader refugee officer scientist scientists some".split()
)
KIN = frozenset(
    "mother father sister brother uncle aunt cousin wife husband son daughter friend colleague "
    "nephew niece grandmother grandfather companion".split()
)


_AGENTS = ("ers", "ors", "ists", "men", "women", "ees", "ants", "cians")
_NO_AGENTS = frozenset(
    "others waters quarters trailers containers steamers letters rivers borders papers orders "
    "rumours doors floors harbours motors mirrors numbers winters summers powers colours corners "
    "members freighters tankers trawlers cruisers dinners rollers showers flowers towers glaciers "
    "craters meters counters posters fingers shoulders feathers ladders timbers lighters boulders "
    "shutters hangers computers cylinders matters chapters centers theaters helicopters "
    "headquarters "
    "newspapers propellers boilers lockers bunkers shelters tenders cinders pointers stickers "
    "clusters "
    "monsters oysters gutters errors anchors harbors sectors tractors reactors corridors colors "
    "plants "
    "restaurants elephants giants pants grants trees knees degrees coffees committees hammers "
    "dollars copper layers manners makers speakers blisters barriers carriers boarders barracks "
    "thunders burners coolers drawers rudders gangsters lanterns stretchers slippers sleepers "
    "scooters rockets shivers feelers heaters tempers cheers offers answers dangers numbers "
    "summers dressers wonders".split()
)


SERVICE = frozenset(
    "driver pilot captain skipper boatman guide smuggler boatmen drivers smugglers guides "
    "chauffeur "
    "coachman muleteer cameleer ferryman engineer helmsman porter porters".split()
)
"""Who takes others along: his journey is theirs."""


def is_agent(word: str) -> bool:
    """Whether a plural noun names people by what they do.

    Examples
    --------
    >>> is_agent("labourers"), is_agent("refugees"), is_agent("rivers")
    (True, True, False)
    """
    return len(word) > 5 and word.endswith(_AGENTS) and word not in _NO_AGENTS


PARTS = frozenset({"half", "part"})
MARKS = PARTS | frozenset(
    "northern southern eastern western north south east west main "
    "first second third fourth fifth sixth seventh eighth ninth tenth "
    "advance rear leading larger smaller bigger red white blue green black yellow rescue relief "
    "upper lower older younger".split()
)


def noun_of(key: str) -> str:
    """The noun of a traveller's key: "team" of "northern-team"."""
    return key.rpartition("-")[2]


def is_marked(key: str) -> bool:
    """Whether an adjective sets a group apart from others: "northern-team"."""
    return key.partition("-")[0] in MARKS


def is_part(key: str) -> bool:
    """Whether a traveller is a part of a group that goes its own way: "half-lorries"."""
    return key.partition("-")[0] in PARTS or is_counted(key)


def is_counted(key: str) -> bool:
    """Whether a number tells some of several: "two-truck"."""
    return key.partition("-")[0] in {"two", "several"}


ROLES = frozenset(
    "doctor nurse engineer dealer clerk cook "
    "mate colonel general lieutenant sergeant corporal major "
    "governor consul ambassador envoy bishop monk nun teacher schoolteacher schoolmaster professor "
    "student surgeon surveyor botanist naturalist geologist artist painter poet photographer "
    "journalist reporter correspondent editor lawyer judge inspector policeman commander admiral "
    "minister mayor king queen prince princess emperor sultan caliph chief headman agent broker "
    "banker pedlar peddler carpenter blacksmith "
    "mechanic electrician baker butcher tailor fisherman "
    "hunter trapper shepherd herdsman farmer miner prospector translator interpreter missionary "
    "rabbi imam widow stranger neighbour neighbor landlord landlady boss manager foreman steward "
    "purser bosun navigator sailor stowaway deserter spy veteran convict slave servant maid groom "
    "secretary assistant apprentice technician medic paramedic midwife lad youth countess duke "
    "baron lady archaeologist biologist linguist pharmacist dentist vet storeman fireman stoker "
    "disciple pupil novice follower squire page valet orderly batman aide adjutant heir "
    "signalman postman gunner bugler drummer piper preacher vicar curate abbot prior deacon".split()
)
"""Nouns for one person by office or trade, who may be a subject: "the doctor went home"."""


MEN = frozenset(
    "mr sir lord king prince emperor sultan emir sheikh shaikh sheik imam pope bishop father "
    "brother uncle baron duke herr signor señor don monsieur alhaji hajji haji pasha bey effendi "
    "khan abba monk son nephew husband grandfather boy man lad gentleman widower bridegroom".split()
)
WOMEN = frozenset(
    "mrs ms miss lady dame madam madame queen princess empress sister aunt aunty auntie mother "
    "wife niece daughter grandmother señora señorita signora frau doña mademoiselle hajja nun "
    "girl woman widow bride spokeswoman nurse".split()
)
"""Nouns and titles that tell whether "he" or "she" is meant."""


def is_stranger(key: str) -> bool:
    """Whether a noun names people by what they do, not as travelling together: "the miners"."""
    noun = noun_of(key)
    return (is_agent(noun) or noun in GROUPS) and noun not in _COMPANIONS


_COMPANIONS = frozenset(
    "families group groups others brothers sisters friends passengers survivors members company "
    "companions refugees travellers travelers pilgrims prisoners hundreds thousands dozens family "
    "fighters rest gang band couple drivers crew captives migrants porters".split()
)


def plain_keys(keys: set[str]) -> dict[str, str]:
    """Keys whose adjective tells nothing apart, each to its noun alone.

    Examples
    --------
    >>> plain_keys({"relief-party", "north-team", "south-team", "ada"})
    {'relief-party': 'party'}
    """
    marked: dict[str, set[str]] = {}
    for key in keys:
        mark, _, noun = key.rpartition("-")
        if mark in MARKS:
            marked.setdefault(noun, set()).add(key)
    marks = {key.partition("-")[0] for own in marked.values() for key in own}
    apart = {m for family in _CONTRASTS if len(marks & family) > 1 for m in family} | PARTS
    return {
        key: noun
        for noun, own in sorted(marked.items())
        if len(own) < 2
        for key in own
        if key.partition("-")[0] not in apart
    }


_CONTRASTS = (
    frozenset("larger smaller bigger main".split()),
    frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split()),
    frozenset("northern southern eastern western north south east west".split()),
    frozenset("upper lower".split()),
    frozenset("older younger".split()),
)
"""Adjectives that set one group against another, whatever each is called."""


COLLECTIVE = frozenset(
    "convoy caravan column expedition party fleet flotilla regiment army crew patrol".split()
)
