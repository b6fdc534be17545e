"""What persons do, have and are, and what places are: the words of ``slots_en``."""

from __future__ import annotations

from collections.abc import Sequence

from convoy_map.mentions import lexicon_en as en

__all__ = [
    "ADDRESSES", "ADVERBS", "ALSO_MEETS", "BODILY", "BOTH_DO", "CLAUSES", "COMPARED", "COPULAS",
    "DEALS_THROUGH", "DEALS_WITH", "HAILS", "INVERTED", "LOCATIVE", "MODALS", "ONWARD",
    "OWNED_BY_PERSONS", "OWNED_BY_PLACES", "PERSONS", "PERSONS_DO", "PERSON_NOUNS", "PERSON_STATES",
    "PLACES_DO", "PLACE_STATES", "SPANS", "SPEAKS_TO", "STOPS", "TOWNS", "WAYS", "tells_time",
]  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COPULAS = _words(
    "was is were are be been looked looks seemed seems felt feels smelled smelt smells appeared "
    "turned proved sounded became remained stayed wasn't isn't"
)
ADVERBS = _words(
    "then now also never always still just soon only even already suddenly finally at once "
    "however meanwhile again itself slowly quickly quietly simply really almost nearly usually"
)
MODALS = _words(
    "could would should will might must may can shall cannot couldn't wouldn't shouldn't won't "
    "can't mustn't mightn't"
)
BODILY = _words("off over down asleep ill sick overboard backwards on from through out silent up")
"""What a person falls, and a town doesn't."""
PLACES_DO = _words(
    "lay lies lie stood stands sits nestles sprawls sprawled straddles straddled overlooks "
    "overlooked followed follows appeared appears stretched stretches boasts boasted stank stinks "
    "bustled hummed"
)
"""What places do more often than persons."""
BOTH_DO = _words(
    "kept keeps keep cost costs gave gives held holds took takes came comes fell falls rose rises "
    "surprised pleased disappointed bored frightened charmed welcomed greeted offered offers made "
    "makes meant means let brought needs needed lost loses won wins got gets grew grows burned "
    "burnt suffered changed did does do didn't doesn't sat ended ends "
    "starved surrendered resisted began begins reached remains stayed used seemed reminded opened "
    "closed struck impressed received receives supplies supplied exports exported celebrated "
    "keep hold take come fall rise make mean burn suffer offer lose win grow starve surrender end "
    "wait open close supply be get give cost need "
    "confirmed recorded saw hosted hosts faces faced produces produced imports imported"
)
"""What places and persons do alike, "the town" standing for its people."""
PERSONS_DO = _words(
    "ate slept drank drove rode spoke sang swore swam threw stole tore wept woke wore wrote knew "
    "knelt led lent lit meant met paid put ran read rang said sold sent shook shot shut slid spat "
    "spent swept swung taught thought told understood went bought built caught chose clung crept "
    "cut dealt dreamt dug drew fed fought found fled flung forgot forgave froze hung heard hid hit "
    "hurt laid leapt left lay bent bet bit blew broke bound bred cast flew forbade ground grinned "
    "made mistook overheard rose sewed sank sought set sat slung snuck spun sprang stuck stung "
    "strode strung swears tells asks says thinks wants knows laughs smiles sings sits drives "
    "walks cooks eats sleeps speaks writes reads reckons insists carries wakes nods sighs shrugs "
    "refuses agrees prefers hates loves likes hopes fears believes remembers forgets jokes snores"
)
DEALS_WITH = _words(
    "asked ask asks told tell tells thanked thank met meet helped help gave give gives showed show "
    "paid pay begged beg woke wake hired hire fed feed nursed buried married persuaded joined "
    "phoned rang telephoned taught teach trusted trust believed believe bribed robbed "
    "kissed hugged embraced greeted warned convinced invited invite wrote interviewed questioned "
    "arrested shot lent owed sent handed offered promised obeyed blamed "
    "consulted introduced reminded accompanied dismissed fired beside "
    "murdered killed wounded injured treated bandaged comforted calmed "
)
"""Verbs whose object is a person."""
DEALS_THROUGH = _words(
    "waited waiting wait asked asking looked thank thanks cared prayed wrote write "
    "spoke talked talking listened shouted yelled waved smiled swore belonged gave handed sold "
    "explained apologised apologized nodded pointed laughed married engaged said says lied "
    "according letter loyal introduced complained pleaded worked works relied mourned"
)
"""What is followed by a preposition and a person: "waited for", "wrote to"."""
LOCATIVE = _words(
    "in at near into through towards toward via around outside across inside throughout within "
    "northern southern eastern western central downtown"
)
SPEAKS_TO = {
    "to": _words(
        "according wrote write writes spoke speak talked talking listened gave handed said says "
        "explained apologised apologized lied belonged nodded married loyal introduced complained "
        "shouted waved smiled whispered confessed proposed appealed"
    ),
    "at": _words("shouted yelled laughed smiled swore glared winked stared shouting laughing"),
}
"""What makes a preposition of place one of a person: "according to", "laughed at"."""
SPANS = _words(
    "night nights day days week weeks month months hour hours km kilometres kilometers miles mile "
    "morning afternoon evening year years"
)
STOPS = SPANS | _words(
    "town village city place hamlet settlement "
    "stop halt camp destination goal aim target port stage leg call landfall stopover anchorage "
    "billet refuge terminus capital"
)
TOWNS = _words("town village city place hamlet settlement port harbour spot oasis island outpost")
ALSO_MEETS = _words(
    "get gets got gotten getting find finds found finding left leave leaves make "
    "makes made follow follows followed near abandon abandoned free cut cuts cutting"
)
"""Verbs of leaving, reaching and passing whose object is a person as often."""
INVERTED = _words("was is lay lies stood stands rose rises")
HAILS = _words("am is are was were came come comes hail hails hailed i'm we're originally people")
CLAUSES = _words("who whom whose that which where we i you they he she so then now")
COMPARED = _words("compared trade border borders link links connected linked contact contrast war")
ADDRESSES = _words(
    "poor dear young uncle aunt named old-man cousin friend colleague comrade brother sister mate "
    "wife husband son daughter nephew niece"
)
ONWARD = _words("then next afterwards finally lastly today tonight tomorrow lastly thence")
PERSONS = _words(
    "i he she we they me him them us his her my our myself himself herself both everybody everyone"
)
PERSON_NOUNS = en.TITLES | _words(
    "man woman boy girl guide cook friend cousin uncle aunt brother sister wife husband son "
    "daughter mother father neighbour neighbor companion colleague mate child baby passenger "
    "driver soldier sailor captain farmer orphan student refugee prisoner comrade fellow partner "
    "leader owner boss chief interpreter translator fixer carpenter cobbler tailor baker porter "
    "stranger widower bachelor native veteran deserter youngest eldest oldest tallest"
)
PERSON_STATES = _words(
    "asleep awake tired ill sick seasick carsick airsick angry hungry thirsty drunk afraid scared "
    "frightened wounded hurt born married glad worried sorry ashamed silent sulking nervous "
    "furious unconscious feverish exhausted lame blind deaf mad homesick cheerful patient alone "
    "late able unable sure ready keen anxious jealous shy clever stubborn bald bearded barefoot "
    "pregnant dead dying alive killed shot injured arrested robbed years aged twenty thirty forty "
    "fifty sixty seventy eighty kind polite funny generous kinder right wrong eager pleased happy "
    "unhappy proud careful barely himself herself"
)
PLACE_STATES = _words(
    "cold hot wet dry dusty muddy windy foggy snowy sunny rainy empty full crowded quiet noisy "
    "dark closed shut open deserted flooded burning besieged bombed looted taken lost beautiful "
    "ugly pretty dull filthy clean cheap expensive dear dirty steep flat high low far near close "
    "behind ahead next nothing little bigger smaller big small large huge tiny half mud dust "
    "worse better prosperous famous known grey gray green white under on at in north south east "
    "west just where reached crossed passed abandoned ruined destroyed lit bright pleasant "
    "hotter colder like shuttered bustling lively sleepy modern ancient medieval walled hilly "
    "humid freezing boiling scorching snowbound snowed icy treeless barren lovely grim bleak "
    "unrecognisable unrecognizable a-mess rubble ruins chaos heaven hell paradise"
)
OWNED_BY_PERSONS = _words(
    "friend friends brother sister wife husband father mother son daughter uncle aunt cousin "
    "family lorry truck car boat horse camel mule bicycle bike face voice eye eyes hand hands foot "
    "feet leg legs knee knees arm arms head hair beard back shoulder chest heart mind temper turn "
    "idea plan watch coat hat shirt boots shoes shoe pack bag suitcase knife gun rifle map diary "
    "letter story stories account money purse passport papers ticket name death birthday illness "
    "fever cough cold toothache headache malaria dysentery leg injury wound fault word words joke "
    "jokes nephew niece house tent bed blanket pipe cigarette cigarettes phone camera"
)
OWNED_BY_PLACES = _words(
    "market markets street streets people population mayor harbour harbor port square bridge walls "
    "roofs suburbs hotel hotels inn inns airport station centre center cathedral mosque church "
    "minaret bazaar souk garrison river beach university hospital governor inhabitants residents "
    "outskirts gates main old bank electricity water shops shop houses climate weather quarter "
    "hills rooftops waterfront cemetery citadel fort castle museum post police authorities"
)
WAYS = _words(
    "road roads bus train ferry boat plane flight track path highway railway line turn-off turning "
    "checkpoint bridge pass tunnel crossing market bazaar harbour airport station border river "
    "gate bypass valley side ticket tickets convoy express mail run lorry truck steamer way route"
)
_TIMES = (
    SPANS
    | en.MONTHS
    | en.WEEKDAYS
    | _words(
        "noon midday midnight dawn dusk dark sunrise sunset daybreak nightfall last first once "
        "lunchtime half past o'clock tomorrow yesterday today tonight"
    )
)


def tells_time(tokens: Sequence[str]) -> bool:
    """Whether a few words tell a time or a span of it.

    Examples
    --------
    >>> tells_time(["three", "nights"]), tells_time(["sunday"]), tells_time(["the", "table"])
    (True, True, False)
    """
    return any(token in _TIMES or token[:1].isdigit() for token in tokens)
