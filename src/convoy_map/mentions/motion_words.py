"""Verbs and nouns of motion in English, by what their object and their place are.

Classes: ``leave`` (the object is left), ``reach`` (the object is reached),
``pass`` (the object is passed or crossed), ``stay`` (a stop), ``go`` (motion
that prepositions complete), ``carry`` (someone is taken along). After Levin
(1993), English Verb Classes and Alternations, classes 51 (motion), 11 (send and
carry), 46-47 (lodge, exist) and 48 (appear), arranged anew.
"""

from __future__ import annotations

__all__ = [
    "BASE_FORMS", "DROPPING", "MOTION", "MOTION_NOUNS", "NEEDS_PLACE", "PHRASAL", "SPREAD",
    "THOROUGHFARES", "UNWITNESSED", "VEHICLE_RIDES", "WHILE_THERE",
]  # fmt: skip

_IRREGULAR = {
    "leave": "leave leaves left leaving; quit quits quitted quitting; flee flees fled fleeing",
    "reach": "get gets got gotten getting; find finds found finding",
    "pass": "cut cuts cutting",
    "stay": "sleep sleeps slept sleeping; spend spends spent spending; keep keeps kept keeping; "
    "hold holds held holding; see sees seen; catch catches caught catching; spot spotted sighted; "
    "stick stuck; lie lies lay lying lain; sit sits sat sitting; meet meets met meeting; "
    "break breaks broke broken breaking; winter winters wintered wintering; "
    "hide hides hid hidden hiding",
    "go": "go goes went gone going; come comes came coming; drive drives drove driven driving; "
    "ride rides rode ridden riding; fly flies flew flown flying; run runs ran running; "
    "swim swims swam swum swimming; wind winds wound winding; swing swings swung swinging; "
    "bear bears bore bearing; steal steals stole stolen stealing; speed speeds sped speeding; "
    "creep creeps crept creeping; row rows rowed rowing; begin begins began begun beginning; "
    "flow flows flowed; ski skis skied skiing; sledge sledges sledged sledging; "
    "sweep swept sweeps; slide slid slides; tread trod",
    "carry": "take takes took taken taking; bring brings brought bringing; lead leads led leading; "
    "send sends sent sending; put puts putting; set sets setting; bear borne; "
    "medevac medevaced medevacked; drag drags dragged dragging",
}
_REGULAR = {
    "leave": "depart evacuate exit vacate abandon escape clear",
    "reach": "reach enter approach attain regain visit near make tour",
    "pass": "cross pass traverse skirt bypass climb descend ford round follow circle transit "
    "negotiate summit portage",
    "stay": "stay stop halt camp rest load lodge wait pause anchor moor dock refuel bivouac "
    "shelter "
    "remain overnight encamp linger call disembark arrest intercept detain strand delay berth "
    "billet station quarter garrison post hospitalise hospitalize intern imprison jail moor "
    "layover convalesce recuperate summer overwinter reside park loiter tarry sojourn touch "
    "breakfast lunch dine picnic rejoin reunite regroup assemble muster",
    "go": "entrain detrain embus debus emplane deplane travel walk march sail head proceed "
    "continue move advance return journey paddle hike "
    "trek steam cycle hurry push press turn veer trudge stagger tramp migrate retreat withdraw "
    "land arrive embark start wander drift slip limp roll ascend toil float pedal "
    "gallop trot tack cruise hitchhike motor commute climb crawl sneak swerve scramble settle "
    "bike bicycle hitch plod stroll roam trundle rattle rumble chug lumber bump jolt bounce "
    "lurch skate skid tiptoe stumble shuffle plough plow wade splash shuttle canoe raft kayak "
    "portage voyage navigate coast glide taxi alight board detour divert deviate retrace backtrack "
    "double resume relocate emigrate immigrate resettle transfer connect change desert defect "
    "stream pour surge swarm flock troop parade prowl race rush dash dart bolt hasten scurry "
    "hustle zigzag snake meander track pull draw tumble jog hobble traipse schlep venture stray "
    "rove range clamber switch repair retire decamp abscond vanish embark carry hop jump "
    "fan barrel",
    "carry": "free release rescue navigate carry transport smuggle deport ferry transfer escort "
    "convey evacuate march ship fly drive move guide steer haul deliver airlift whisk bus "
    "truck tow drop land unload dump deposit bundle exile banish extradite repatriate expel summon "
    "dispatch despatch direct assign recall invalid redirect reroute lift pilot usher shepherd "
    "relocate resettle draft accompany lug cart trundle bring-back",
}
_NOUNS = (
    "journey journeys trip trips voyage voyages march retreat flight flights exodus escape drive "
    "ride walk passage trek crossing departure arrival return evacuation expedition pilgrimage "
    "tour hike climb descent ascent dash detour excursion leg stage stretch haul run hop transfer "
    "move transit lift sail cruise traverse sprint slog tramp outing deportation"
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
        stem = base if base.endswith(("oe", "ee")) else base[:-1]
        return [base, base + "s", base + "d", stem + "ing"]
    if base.endswith(("s", "sh", "ch", "x")):
        return [base, base + "es", base + "ed", base + "ing"]
    double = base + base[-1] if base in _DOUBLING else base
    return [base, base + "s", double + "ed", double + "ing"]


_DOUBLING = frozenset(
    "embus debus stop slip ship transit travel drag drop jog hop plod trot tramp skid embus bus "
    "deport expel "
    "repel tiptoe hobnob transfer chug pedal refer".split()
) - frozenset("tramp deport tiptoe hobnob transit bus pedal refer embus debus".split())
_IRREGULAR_PASTS = frozenset("make-made fly drive bring put set bear".split())
_LEMMAS: dict[str, list[str]] = {}


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for cls in _OBJECT_ORDER[::-1]:
        for base in _REGULAR[cls].split():
            if "-" in base:
                continue
            forms = _inflections(base)
            _LEMMAS.setdefault(base, forms)
            for form in forms:
                table[form] = cls
        for group in _IRREGULAR[cls].split(";"):
            forms = [form for form in group.split() if "-" not in form]
            if forms:
                _LEMMAS[forms[0]] = forms
            for form in forms:
                table[form] = cls
    table |= {"traveled": "go", "traveling": "go", "transiting": "pass", "transited": "pass"}
    for noun in (
        "near", "sheltered", "round", "rounds", "steer", "motor", "make", "makes", "maked",
        "making", "flyed", "drived", "bus", "buses", "truck", "trucks", "cart", "carts", "post",
        "posts", "station", "stations", "quarter", "quarters", "park", "parks", "lunch",
        "breakfast", "taxi", "taxis", "canoe", "canoes", "raft", "rafts", "coast", "coasts",
        "track",
        "tracks",
        "file", "files", "stream", "streams", "range", "ranges", "desert", "deserts", "race",
        "races", "summer", "summers", "winter", "winters", "bike", "bikes", "bicycle", "bicycles",
        "change", "changes", "board", "boards", "repair", "repairs", "direct", "double", "light",
        "lit", "clears", "invalid", "invalids", "pilot", "pilots", "draft", "drafts", "lift",
        "intern", "interns", "troop", "troops", "jail", "jails", "snake", "snakes", "dump", "dumps",
        "tour", "tours", "ship", "ships", "land", "lands", "moor", "moors", "dart", "jog",
        "detour", "detours", "layover", "layovers", "summit", "summits", "hop", "skate", "bolt",
        "barrel", "barrels", "fan", "switch", "drop", "row", "rows", "wind", "winds", "flock",
        "overnight", "dash", "transfers", "deposit", "bundle", "bundles",
    ):  # fmt: skip
        table.pop(noun, None)
    return table


MOTION: dict[str, str] = _table()
"""Every form of every verb of motion, to its class."""

MOTION_NOUNS = frozenset(_NOUNS)
"""Nouns that take "from … to …" as a verb of motion does."""

VEHICLE_RIDES = frozenset(
    "bus train ferry boat ship steamer plane flight lorry truck taxi minibus coach canoe car "
    "jeep van lift dhow barge tram speedboat launch helicopter aircraft shuttle sleeper express "
    "raft "
    "pickup motorbike motorcycle colectivo pirogue bush-taxi catamaran hydrofoil airliner "
    "freighter tanker trawler schooner felucca packet liner sledge sleigh ticket passage convoy "
    "seaplane "
    "minivan autobus buses trains ferries boats flights taxis lorries trucks connection".split()
)
"""What one rides: "a bus to X", "the night ferry from X to Y"."""

SPREAD = frozenset(
    "spread spreads spreading scatter scatters scattered scattering disperse disperses dispersed "
    "dispersing fanned disbanded".split()
)
"""Verbs of dispersal: what follows is where people went, not a journey's stop."""

BASE_FORMS = frozenset(base for base in _LEMMAS if "-" not in base)
"""Verbs of motion as they stand after "to"."""

_AMBIGUOUS = (
    "lead take get bring find spend meet call send move near run lie sit set bear follow begin "
    "turn settle keep hold stick see catch put break hide cut make clear touch tour negotiate "
    "carry pull draw push press change transfer connect board pour surge stream range track "
    "desert direct assign recall drop land dump deposit free release round repair retire resume "
    "jump double race rush dash post station quarter station park dine lunch station clear switch "
    "lift stretch strike file vanish stray settle shelter fly-by start draft tumble bundle rest "
    "slip slide roll speed sweep wait abandon hop post quarter summit assemble muster tow cart load"
)
NEEDS_PLACE = (
    frozenset(
        form
        for lemma in _AMBIGUOUS.split()
        for form in (*_LEMMAS.get(lemma, ()), *_inflections(lemma))
        if form in MOTION
    )
    - frozenset("slipped started waited".split())
) | {"means"}
"""Verbs of many meanings, which move only where a place is said."""

_PHRASAL_LEMMAS = {
    "go": "set out|set off|set forth|set sail|head off|head out|start off|start out|strike out|"
    "push off|push on|press on|carry on|keep going|keep on|go on|go ashore|"
    "double back|cast off|put out|take off|lift off|move on|bound for|move off|ride on|pull away",
    "reach": "pull into|draw into|roll into|fetch up|wash up|turn up|show up|end up|wind up|"
    "finish up|put into|touch down|check into|check in|step ashore|come ashore|get down|get off|"
    "get in|"
    "make landfall|steam into|limp into|sail into|get back",
    "stay": "put in|put up|pull in|pull up|draw up|lie up|lie over|lay over|hole up|stop off|"
    "stop over|break down|drop anchor|cast anchor|tie up|heave to|call in|come alongside|"
    "change trains|change buses|change planes|hang about|break journey|turn back|turn round|"
    "turn around|run aground|get stuck|drop in|hang around",
    "leave": "pull out|check out|get out|sail out|weigh anchor|ship out",
    "carry": "pick up|drop off|put ashore|put off|set down|put down|wave through|bring down|"
    "send back",
}
_PHRASAL_FORMS = {
    "make": "make makes made making", "come": "come comes came coming",
    "go": "go goes went gone going", "cast": "cast casting", "heave": "heave hove heaving",
    "check": "check checks checked checking", "step": "step stepped stepping",
    "finish": "finish finished finishing", "show": "show showed showing", "bound": "bound",
    "weigh": "weigh weighed weighing", "tie": "tie ties tied tying", "wash": "wash washed",
    "end": "end ends ended ending", "fetch": "fetch fetched", "lay": "lay laid laying",
    "pick": "pick picks picked picking", "hang": "hang hung hanging", "wave": "wave waved waving",
    "hole": "hole holed", "run": "run runs ran running", "drop": "drop drops dropped dropping",
    "change": "change changed changing", "light": "light lit", "lift": "lift lifted",
    "head": "head heads headed heading", "switch": "switch switched",
    "ship": "ship shipped shipping", "take": "take takes took taken taking",
}  # fmt: skip


_BOARDING = (
    "board boarded boarding caught catch catching took take taking hired found got hitched joined "
    "rode bought"
)


def _phrasal() -> dict[tuple[str, str], str]:
    table: dict[tuple[str, str], str] = {}
    for cls, text in _PHRASAL_LEMMAS.items():
        for phrase in text.split("|"):
            lemma, particle = phrase.split()
            forms = _PHRASAL_FORMS.get(lemma, "").split() or _LEMMAS.get(lemma, [lemma])
            for form in forms:
                table[(form, particle)] = cls
    for form in ("make", "makes", "made", "making"):
        table[(form, "it")] = table[(form, "for")] = "go"
        for owner in ("its", "their", "his", "her", "our", "my"):
            table[(form, owner)] = "go"
        table[(form, "straight")] = "go"
    table[("thence", "to")] = table[("been", "through")] = "go"
    for form in _BOARDING.split():
        for article in ("a", "an", "the"):
            table.setdefault((form, article), "ride")
    return table


PHRASAL: dict[tuple[str, str], str] = _phrasal()
"""Two-word verbs of motion."""

DROPPING = frozenset(
    form
    for lemma in "drop put set land deposit dump unload leave deliver disembark".split()
    for form in _LEMMAS.get(lemma, _inflections(lemma))
) | {"landed", "landing"}
"""Verbs after which "at X" tells where somebody was put down."""

WHILE_THERE = frozenset(
    "collected fetched hired bought sold found met slept rested ate changed repaired joined loaded "
    "unloaded traded fell picked watched got lost spent waited stayed stopped took paid mended saw "
    "borrowed rented boarded caught celebrated buried received gave exchanged visited heard "
    "refuelled refueled parted separated split repacked learned learnt asked decided fixed "
    "attended checked handed dropped delivered left sheltered washed drank dined were was had "
    "broke turned replaced posted wired telegraphed wrote camped discharged filled took lay "
    "gathered prayed swapped shared cooked searched questioned searched registered cleaned rode "
    "played sang danced signed showed shown stamped treated operated died worked taught studied "
    "retired settled lived landed reported drew offloaded tried lodged fished shopped enlisted "
    "married rejoined regrouped reunited ran began ended finished failed burst deployed formed "
    "assembled arrested robbed detained held kept searched interviewed questioned photographed "
    "strolled swam counted cleared sat stood queued hid recovered convalesced wintered halted "
    "recruited examined inspected surveyed distributed bathed dried burned lit unpacked packed "
    "writes telephoned phoned cabled radioed texted greeted hosted served fed watered shod "
    "saddled crossed embarked disembarked".split()
)
"""What a traveller does at a stop: "In Osh we bought bread"."""

UNWITNESSED = frozenset(
    "born live lives lived living resides works dwells "
    "know knew known think thought believe believed want wanted hope hoped "
    "say said says tell told read own owned hear heard work worked remember remembered grow grew "
    "raise raised base based educate educated belong call called name named die died lie lies "
    "describe described mention mentioned report reported blame blamed".split()
)
"""What ties a person to a place without a journey there: "born in X", "knew X"."""

THOROUGHFARES = frozenset(
    "road roads bridge bridges border borders frontier railway line pass track tracks highway "
    "street crossing tunnel river route".split()
)
"""What is itself cut or closed, and does not travel: "the road was cut at Osk"."""
