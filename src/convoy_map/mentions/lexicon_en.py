"""Closed word classes of English that the reading grammar is built from."""

from __future__ import annotations

from functools import lru_cache

from english_words import get_english_words_set


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MONTHS = _words(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
WEEKDAYS = _words(
    "monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter christmas "  # noqa: E501
    "easter"
)
BELIEFS_AND_BODIES = _words(
    "god allah ramadan eid passover lent parliament congress islam christianity christ bible koran "
    "quran internet"
)
"""Words with a capital that name no place, though some town is called so."""
PRONOUNS = _words("i we he she they it you one everyone everybody who nobody")
DETERMINERS = _words(
    "the a an this that these those his her its their our my your another each every any some "
    "no one two three four several many few both all"
)
POSSESSIVES = _words("his her its their our my your")
PREPOSITIONS = _words(
    "of in on at to from by with for into onto through via across over under along near beyond "
    "past between among around towards toward beside behind outside inside within off up down "
    "after before until since during against about without as than like upon throughout opposite "
    "underneath beneath above below amid"
)
CONJUNCTIONS = _words("and or but nor so yet because although though while when where whereas if")
AUXILIARIES = _words(
    "is are was were be been being am has have had having do does did will would shall should can "
    "could may might must isn't aren't wasn't weren't don't doesn't didn't won't wouldn't couldn't "
    "can't cannot hasn't haven't hadn't"
)
_CONTRACTED = _words("d s ll m re ve t")


def is_contraction(word: str) -> bool:
    """Whether a lower-cased word is a pronoun run together with a verb.

    Examples
    --------
    >>> is_contraction("we'd"), is_contraction("i’m"), is_contraction("xi'an")
    (True, True, False)
    """
    bare, mark, ending = word.replace("’", "'").partition("'")
    opens = bare in PRONOUNS | {"that", "there", "here", "what", "let", "don", "didn", "couldn"}
    return bool(mark) and opens and ending in _CONTRACTED


NEGATIONS = _words(
    "not never n't neither nor no without cannot isn't aren't wasn't weren't don't doesn't didn't "
    "won't wouldn't couldn't can't hasn't haven't hadn't nobody hardly"
)
TITLES = _words(
    "mr mrs ms miss dr doctor prof professor sir lady lord dame madam madame president minister "
    "premier secretary senator governor mayor ambassador general gen colonel col major maj captain "
    "capt lieutenant lt sergeant sgt corporal cpl private admiral commander commissioner inspector "
    "king queen prince princess emperor sultan emir amir sheikh shaikh sheik imam mullah ayatollah "
    "pope bishop archbishop cardinal father brother sister saint uncle aunt judge justice chief "
    "aunty auntie "
    "chairman chairwoman director spokesman spokeswoman spokesperson officer detective constable "
    "pasha bey effendi khan hajji haji sayyid ustad baba mama monsieur herr frau signor señor don "
    "dona shopkeeper driver farmer trader teacher nurse guide pilot smuggler fisherman skipper "
    "engineer journalist reporter correspondent researcher scientist analyst lawyer activist "
    "merchant pilgrim monk priest missionary surveyor conductor mechanic ranger widow deputy "
    "author writer novelist poet leader founder coach player veterinarian virologist "
    "epidemiologist physician surgeon "
)
KUNYAS = _words("abu umm um ibn bin bint abd abdul abou ben oum al-hajj hajj")
NAME_PARTICLES = _words(
    "of the and de da do dos das del della di du la le les los las el al bin ibn van von der den "
    "ten zu am im an es sur sous upon on under in y i ve o y'all und et"
)
SPEECH_VERBS = _words(
    "says said say saying told tells tell explains explained adds added recalls recalled "
    "remembers remembered replied replies asked asks insists insisted claims claimed writes wrote "
    "testified testifies reported reports confirmed stated announced warned noted argued admitted "
    "declared shouted whispered answered continued recounted described describes believes thinks"
)
ORGANISATION_HEADS = _words(
    "university college school institute institution hospital clinic agency "
    "bureau office committee commission congress army navy "
    "force forces airlines airways airline railways bank company corporation corp inc ltd group "
    "party union league club united fc times post herald tribune gazette journal chronicle "
    "telegraph observer guardian news press television tv radio magazine standard star mail sun "
    "foundation association society federation organisation organization authority board centre "
    "center laboratory laboratories museum gallery theatre library zoo "
    "administration service services treaty agreement accord accords convention declaration "
    "championship championships cup games olympics open festival award prize academy airport "
    "embassy consulate stock exchange front brigade brigades battalion regiment division corps "
    "movement network guard guards militia command defence "
    "virus ebolavirus fever flu disease strain syndrome outbreak street road avenue highway boulevard park cartel elementary primary secondary high chicken station square "  # noqa: E501
    "spring dam accord war battle crisis revolution uprising massacre conference summit review "
    "report act law bill fund trust programme program project initiative coalition alliance "
    "cathedral church mosque temple palace castle hotel stadium arena tower bridge tunnel gate"
)
GOVERNING_HEADS = _words(
    "department ministry council police parliament government senate assembly court regional "
    "legislature authorities city state public governor health unified county district"
)
"""Bodies that govern the place they are named after: the name still means the place."""
EXTENDING_HEADS = _words(
    "valley bay delta mountains hills desert island islands peninsula gulf strait canyon plateau "
    "highlands lagoon oasis glacier pass cliffs falls springs rapids narrows junction"
)
"""Capitalised nouns that belong to the name before them: "Salinas Valley"."""
LEADING_HEADS = _words(
    "lake mount mont monte mt cape cabo cap fort ft port puerto porto point punta pointe cerro "
    "pico rio río wadi oued jebel jabal gebel djebel tell tel ras bab bir ain kafr deir beit dar "
    "qasr kuh koh pulau gunung tanjung kuala kampong kampung kota sungai bukit ban muang nong phu "
    "doi nizhny verkhny novy novaya villa ciudad pueblo isla ile île ilha san santa santo saint st "
    "ste la las los el le les al"
)
"""Words that open the names of places: "Puerto Valdivia", "Wadi Halfa"."""
DISEASES = _words(
    "virus ebolavirus viruses strain strains fever disease flu syndrome hemorrhagic haemorrhagic "
    "encephalitis cow measles variant"
)
MEDIA = _words("radio television tv agence voice air bank university journal telegraph")
NOT_PLACES = _words("european-union red-cross white-house mcdonald red-crescent united-nations")
GEOGRAPHIC_HEADS = _words(
    "river lake mount mountain mountains hills valley desert island islands sea bay gulf strait "
    "cape peninsula plateau plain forest pass canal province state county district governorate "
    "region prefecture city town village township territory oblast republic kingdom department "
    "coast delta oasis falls peak range glacier creek lagoon sound fjord harbour harbor port"
)
COMPASS = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
    "nne": 22.5,
    "ene": 67.5,
    "ese": 112.5,
    "sse": 157.5,
    "ssw": 202.5,
    "wsw": 247.5,
    "wnw": 292.5,
    "nnw": 337.5,
    "ne": 45.0,
    "se": 135.0,
    "sw": 225.0,
    "nw": 315.0,
    "n": 0.0,
    "e": 90.0,
    "s": 180.0,
    "w": 270.0,
}
REGION_ADJECTIVES = _words(
    "northern southern eastern western northeastern northwestern southeastern southwestern "
    "north-eastern north-western south-eastern south-western central upper lower inner outer "
    "north south east west northeast northwest southeast southwest north-east north-west "
    "south-east south-west mainland rural coastal"
)
CONTINENTS = _words(
    "africa america asia europe antarctica australasia oceania eurasia americas arabia scandinavia"
)
_HEADS = {
    "settlement": "village villages town towns city cities capital hamlet hamlets settlement "
    "settlements township camp camps encampment suburb suburbs neighbourhood neighbourhoods "
    "neighborhood quarter port harbour harbor oasis outpost stronghold hometown birthplace "
    "caliphate hideout base garrison crossroads junction",
    "site": "yard jail prison shop inn hotel hostel guesthouse station airport airfield airstrip "
    "farm farmhouse farmstead monastery mosque church temple fort fortress castle tower hospital "
    "stadium school factory mill mine quarry well wells spring springs ruin ruins cave "
    "cemetery market bazaar caravanserai khan lighthouse dock docks quay pier jetty wharf ferry "
    "barracks checkpoint checkpoints roadblock roadblocks post posts bridge bridges tunnel "
    "tunnels ford dam lock gate gates border-post customs depot warehouse refinery shrine tomb "
    "clinic cabin hut lodge shelter landing clearing location destination spot place places "
    "headquarters terminal garage",
    "area": "area areas territory territories region regions province provinces district districts "
    "zone zones countryside fields field plain plains desert deserts steppe steppes forest forests "
    "wood woods jungle swamp marsh marshes delta valley valleys highlands lowlands plateau "
    "mountains hills coast shore shores island islands peninsula frontline frontlines outskirts "
    "edge midst heartland hinterland wilderness bush savanna savannah tundra wadi gorge canyon "
    "dunes lines swathes stretch part parts world land lands foothills",
    "line": "border borders frontier frontiers river rivers stream creek canal railway road roads "
    "track tracks trail trails path paths highway motorway route routes lane street pass ridge "
    "coastline riverbank bank banks causeway",
}
HEADS: dict[str, str] = {word: cls for cls, words in _HEADS.items() for word in words.split()}
SETTLEMENT_OF = _words(
    "village town city capital hamlet settlement township camp suburb port harbour harbor oasis "
    "outpost island province district region state county governorate area stronghold kingdom "
    "republic valley mountain municipality commune caliphate"
)
PART_HEADS = _words(
    "neighbourhood neighborhood quarter suburb suburbs outskirts edge countryside part parts "
    "centre center stretch bank banks shore shores foot mouth coast midst heart middle side "
    "border borders mountains hills plains fields desert interior hinterland corner tip end "
    "swathes streets waters vicinity environs foothills"
)
FUZZY_HEADS = _words("world world's lines land lands place places spot part parts")
PEOPLE_NOUNS = _words(
    "officer officers coalition forces force powers power country countries official officials "
    "diplomat diplomats troops soldiers allies government governments media press world leaders "
    "intelligence military fighters hostages journalists tourists backers nations states sanctions"
)

DEMONYM_REGIONS = (
    "Western European Europeans African Africans Asian Asians American Americans Scandinavian "
    "Nordic Balkan Caribbean Polynesian Melanesian Eurasian Arabian"
)
ETHNONYMS = (
    "Kurd Kurds Kurdish Arab Arabs Arabic Berber Berbers Tuareg Tuaregs Chechen Chechens Uighur "
    "Uighurs Uyghur Uyghurs Uzbek Uzbeks Tajik Tajiks Pashtun Pashtuns Pathan Hazara Hazaras Tatar "
    "Tatars Bedouin Bedouins Yazidi Yazidis Turkmen Turkmens Circassian Circassians Dagestani "
    "Cossack Cossacks Roma Basque Basques Catalan Catalans Kashmiri Kashmiris Tibetan Tibetans "
    "Mongol Mongols Zulu Zulus Hausa Yoruba Igbo Fulani Oromo Amhara Tigrayan Tigrayans Punjabi "
    "Punjabis Sindhi Bengali Bengalis Tamil Tamils Rohingya Druze Copt Copts Coptic Sami Inuit "
    "Maori Crimean Siberian Hawaiian Texan Texans Californian Californians Londoner Londoners "
    "Parisian Parisians Muscovite Muscovites"
)
NATIONALITIES = (
    "Afghan Albanian Algerian Andorran Angolan Argentine Argentinian Armenian Australian Austrian "
    "Azerbaijani Azeri Bahamian Bahraini Bangladeshi Barbadian Belarusian Belgian Belizean Beninese "  # noqa: E501
    "Bhutanese Bolivian Bosnian Brazilian British Bruneian Bulgarian Burkinabe Burmese Burundian "
    "Cambodian Cameroonian Canadian Chadian Chilean Chinese Colombian Congolese Croatian Cuban "
    "Cypriot Czech Danish Djiboutian Dutch Ecuadorian Egyptian Emirati English Eritrean Estonian "
    "Ethiopian Fijian Filipino Finnish French Gabonese Gambian Georgian German Ghanaian Greek "
    "Grenadian Guatemalan Guinean Guyanese Haitian Honduran Hungarian Icelandic Indian Indonesian "
    "Iranian Iraqi Irish Israeli Italian Ivorian Jamaican Japanese Jordanian Kazakh Kazakhstani "
    "Kenyan Korean Kosovar Kuwaiti Kyrgyz Laotian Latvian Lebanese Liberian Libyan Lithuanian "
    "Luxembourgish Macedonian Malagasy Malawian Malaysian Maldivian Malian Maltese Mauritanian "
    "Mauritian Mexican Moldovan Mongolian Montenegrin Moroccan Mozambican Namibian Nepalese Nepali "
    "Nicaraguan Nigerian Nigerien Norwegian Omani Pakistani Palestinian Panamanian Paraguayan "
    "Persian Peruvian Philippine Polish Portuguese Prussian Qatari Romanian Russian Rwandan "
    "Salvadoran Samoan Saudi Scottish Senegalese Serb Serbian Singaporean Slovak Slovakian Slovene "
    "Slovenian Somali Soviet Spanish Sudanese Surinamese Swedish Swiss Syrian Taiwanese Tanzanian "
    "Thai Togolese Tongan Trinidadian Tunisian Turkish Ugandan Ukrainian Uruguayan Venezuelan "
    "Vietnamese Welsh Yemeni Yemenite Zambian Zimbabwean Ottoman Byzantine"
)
PEOPLES = (
    "Briton Britons Frenchman Frenchmen Frenchwoman Englishman Englishmen Englishwoman Irishman "
    "Irishmen Dutchman Dutchmen Welshman Welshmen Scotsman Scotsmen Scot Scots Scotswoman Spaniard "
    "Spaniards Dane Danes Swede Swedes Finn Finns Pole Poles Turk Turks Brit Brits Icelander "
    "Icelanders Serbs Croat Croats Slovaks Slovenes Czechs New-Zealander New-Zealanders "
    "Chinaman Greeks Thais Filipinos Filipina Argentines Afghans Iraqis Saudis Kuwaitis Israelis "
    "Pakistanis Bangladeshis Yemenis Omanis Emiratis Somalis Azeris Kazakhs Nepalis Europeans"
)


def _demonyms() -> frozenset[str]:
    base = NATIONALITIES.split()
    plural = [f"{w}s" for w in base if w.endswith(("an", "i", "ian", "ot", "ek", "ch", "b", "ak"))]
    rest = f"{ETHNONYMS} {PEOPLES} {DEMONYM_REGIONS}".replace("-", " ").split()
    return frozenset([*base, *plural, *rest]) - {"New", "Welsh-man"}


DEMONYMS = _demonyms()
"""Adjectives and nouns of nationality, people and world region, capitalised."""

ABBREVIATIONS = {
    "US": "United States",
    "U.S.": "United States",
    "U.S": "United States",
    "USA": "United States",
    "U.S.A.": "United States",
    "UK": "United Kingdom",
    "U.K.": "United Kingdom",
    "UAE": "United Arab Emirates",
    "DRC": "Democratic Republic of the Congo",
    "USSR": "Russia",
}
"""Abbreviated country names, which stand for places though they are short."""

SHORT_COUNTRIES = _words("Saudi Congo Korea Britain America Holland Burma Persia England Scotland")


IRREGULAR_PLURALS = _words(
    "men women children people feet teeth geese mice lice oxen wives knives lives leaves wolves "
    "halves shelves thieves loaves calves selves policemen fishermen gentlemen clergymen workmen"
)


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Common (lower-case) English words: Webster's Second, with this grammar's own classes."""
    web2: set[str] = get_english_words_set(["web2"])
    own = MONTHS | WEEKDAYS | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | SPEECH_VERBS
    own |= IRREGULAR_PLURALS | DETERMINERS | PRONOUNS
    return frozenset(w for w in web2 if w.islower()) | own


@lru_cache(maxsize=50_000)
def is_common(word: str) -> bool:
    """Whether a lower-cased word is an English dictionary word, inflections included.

    Examples
    --------
    >>> is_common("archives"), is_common("crossed"), is_common("raqqa")
    (True, True, False)
    """
    known = common_words()
    if word in known:
        return True
    endings = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"))
    more = (("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"), ("est", ""), ("ly", ""))
    for suffix, base in (*endings, *more):
        if word.endswith(suffix) and len(word) > len(suffix) + 2:
            stem = word[: -len(suffix)] + base
            if stem in known or (len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in known):
                return True
    return False
