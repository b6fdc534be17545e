"""Journeys in prose of many kinds: each mechanism with sentences of its own."""

import pytest

from convoy_map.mentions.placed_names import entry_opening, is_dated


def lines(stops, text, **kw):
    return list(stops(text, **kw).values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # taken along, in the active and the passive
        ("We were driven from Kampala to London and flown on to Nairobi.",
         ["Kampala", "London", "Nairobi"]),
        ("A driver took us as far as London. Another lorry brought us to Nairobi.",
         ["London", "Nairobi"]),
        ("The boatman put us off at London.", ["London"]),
        ("He was carried to Kano on a cart and shipped to London.", ["Kano", "London"]),
        # two-word verbs
        ("We pulled out of Kampala at six, put in at London and ended up in Nairobi.",
         ["Kampala", "London", "Nairobi"]),
        ("They fought their way to Kano.", ["Kano"]),
        ("We took a bus for Kano and got off in Zaria.", ["Kano", "Zaria"]),
        # rides and stages without a verb
        ("We left Kampala. A bus to London. Then another lorry to Nairobi.",
         ["Kampala", "London", "Nairobi"]),
        ("Route: Kampala, London, Nairobi.", ["Kampala", "London", "Nairobi"]),
        ("Itinerary: Kampala - London - Nairobi.", ["Kampala", "London", "Nairobi"]),
        ("We left Kampala. From London it was three days on foot to Nairobi.",
         ["Kampala", "London", "Nairobi"]),
        # copulas and order words
        ("We left Kampala. Our next halt was London, and Nairobi came next.",
         ["Kampala", "London", "Nairobi"]),
        ("By noon Zaria was behind us and we slept in Kano.", ["Zaria", "Kano"]),
        # what happened on the way, and what one does at a stop
        ("We drove to Kano. The money ran out in Zaria.", ["Kano", "Zaria"]),
        ("We had breakfast in Kano, lunch in Zaria and slept in London.",
         ["Kano", "Zaria", "London"]),
        ("I signed on at Mombasa and jumped ship in London.", ["Mombasa", "London"]),
        ("We rode to Kano. A week later we cabled from London.", ["Kano", "London"]),
        ("We went back to Kano for a funeral in Zaria.", ["Kano", "Zaria"]),
        # a place within a place, a way through one
        ("I gave the boxes to a man in the yard of a shop in London and drove to Kano.",
         ["London", "Kano"]),
        # where it began
        ("I had a room in Kano, and that is where I left from. I went to Zaria.",
         ["Kano", "Zaria"]),
        ("She left before things got bad in Homs. She is now in Paris.", ["Homs", "Paris"]),
    ],
)  # fmt: skip
def test_a_way_in_order(stops, text, expected):
    assert lines(stops, text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We drove to Kano. I would go to London if I could.", ["Kano"]),
        ("We drove to Kano. I was going to Zaria, God willing.", ["Kano"]),
        ("We took a bus to Kano instead of the train to Zaria.", ["Kano"]),
        ("The labourers from Zaria were with us when we reached Kano.", ["Kano"]),
        ("We drove to Kano. People say I abandoned them at Zaria.", ["Kano"]),
        ("We left for Zaria. We turned back at Kano.", ["Kano"]),
        ("We went to Kano. To get to Zaria one needs a permit.", ["Kano"]),
        ("We sold half in Kano and shipped the rest to London.", ["Kano"]),
        (
            "We drove to Kano. The elder says they were told the ride to Zaria would take a day.",
            ["Kano"],
        ),
        ("We drove to Kano. “They said we would go to Zaria,” says Ada Brown.", ["Kano"]),
        ("We drove to Kano. It was our purpose to travel together to Zaria.", ["Kano"]),
        ("Ada went to Kano. Invitations came from Paris.", ["Kano"]),
        ("Ada went to Kano long after the miners had gone to Zaria.", ["Kano"]),
    ],
)
def test_what_was_not_travelled_is_left_out(read, text, expected):
    travelled = [
        m.anchor.exact
        for m in read(text)
        if m.kind.value == "toponym" and m.itinerary and m.role.is_on_route
        and m.stance.value == "stated" and m.role.value != "planned"
    ]  # fmt: skip
    assert travelled == expected


def test_the_pluperfect_goes_before_what_it_looks_back_from(stops):
    text = "On Monday we reached Nairobi. We had come through Jinja the day before."
    assert lines(stops, text) == [["Jinja", "Nairobi"]]


def test_by_noon_the_pluperfect_goes_on(stops):
    text = "We left Kampala at dawn. By noon we had reached Jinja."
    assert lines(stops, text) == [["Kampala", "Jinja"]]


def test_days_told_backwards_are_put_in_order(stops):
    text = (
        "12 July. Nairobi, late. Today only Jinja to Nairobi. Yesterday Kampala to Jinja.\n\n"
        + ("14 July. Rested.\n\n15 July. Mombasa.")
    )
    assert lines(stops, text) == [["Kampala", "Jinja", "Nairobi", "Mombasa"]]


def test_a_log_s_entries(stops):
    text = (
        "3 Nov. Cleared Mombasa 0610 with cement.\n\n5 Nov. Alongside Dranok 1400.\n\n"
        "8 Nov. Kilm 1630. Our home port."
    )
    assert lines(stops, text) == [["Mombasa", "Dranok", "Kilm"]]


def test_an_entry_begins_after_its_date():
    assert entry_opening("12 July. Osk, late.", 0, 19) == 9
    assert entry_opening("We left at noon.", 0, 16) == 0
    text = "3 May. Osk.\n\n4 May. Lur.\n\nThe end."
    assert is_dated(text, [(0, 11), (13, 24), (26, 34)])
    assert not is_dated(text, [(26, 34)])


def test_names_that_only_the_journey_places(names):
    text = (
        "We took a bus to Ogrin. From Ogrin a canoe took us to Paso Ulun and we slept in Tarn Lake."
    )
    assert names(text) == ["Ogrin", "Ogrin", "Paso Ulun", "Tarn Lake"]


def test_an_organisation_is_not_placed_by_a_journey(names):
    assert names("We went to Ogrin School and wrote to Veltar Mining Company.") == []


def test_a_second_visit_of_the_teller_counts(read):
    found = [m for m in read("I left Kano, drove to Zaria and slept. I reached Kano at noon.")
             if m.anchor.exact == "Kano"]  # fmt: skip
    assert [m.visit for m in found] == [0, 1]


def test_groups_told_apart_by_an_adjective(stops):
    found = stops(
        "The northern team left Kano for Zaria. The southern team left London and reached Paris."
    )
    assert found == {"northern-team": ["Kano", "Zaria"], "southern-team": ["London", "Paris"]}


def test_an_unknown_first_name_travels(stops):
    found = stops("We reached Kano. Emreth took a plane to London. We drove to Zaria.")
    assert found["emreth"] == ["London"]
    assert found["narrator"] == ["Kano", "Zaria"]


def test_where_somebody_is_now_is_his_own_journey(stops):
    found = stops(
        "The convoy left Raqqa for Tabqa. Ada Brown, a nurse, says so. She is now in Paris."
    )
    assert found["convoy"] == ["Raqqa", "Tabqa"]
    assert found["ada-brown"] == ["Paris"]


def test_an_errand_is_no_stop(read):
    found = {m.anchor.exact: m for m in read("We drove to Kano. Then we left the shop.")}
    assert found["the shop"].role.value == "context" if "the shop" in found else True
    assert found["Kano"].role.value == "destination"


def test_a_capital_in_apposition_is_its_town(read):
    mentions = {m.anchor.exact: m for m in read("They fled Raqqa – capital of their state.")}
    seat = mentions["capital of their state"]
    assert seat.refers_to == mentions["Raqqa"].id
    assert seat.role.value == "origin"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نقلونا من حلب إلى منبج ثم أنزلونا في الرقة.", ["حلب", "منبج", "الرقة"]),
        ("غادر التاجر سليمان حلب ونزل في منبج ثم وصل إلى الموصل.", ["حلب", "منبج", "الموصل"]),
        ("عبرنا الفرات ووصلنا إلى دمشق.", ["دمشق"]),
        ("بلغنا حمص، ومنها سافرنا إلى دمشق عن طريق حلب.", ["حمص", "حلب", "دمشق"]),
        ("مضى بنا السائق رأسا إلى دمشق.", ["دمشق"]),
        ("كنا في حمص. بعنا كل شيء في حلب ورجعنا إلى دمشق.", ["حمص", "حلب", "دمشق"]),
        ("من أين بدأت؟ من حلب. ثم وصلنا إلى حمص.", ["حلب", "حمص"]),
        ("سافر أخي من حلب إلى دمشق.", ["حلب", "دمشق"]),
        ("وصلنا إلى شنبان، ثم سرنا إلى حلب.", ["شنبان", "حلب"]),
    ],
)
def test_arabic_ways_in_order(stops, text, expected):
    assert lines(stops, text, lang="ar") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "كان علينا أن نعرج على حلب، ووصلنا إلى دمشق.",
        "كان مقررا أن نبيت في حلب، لكننا وصلنا إلى دمشق.",
        "بقينا في دمشق، ولم نعد إلى حلب.",
    ],
)
def test_arabic_plans_and_denials(read, text):
    travelled = [
        m.anchor.exact for m in read(text, lang="ar")
        if m.kind.value == "toponym" and m.itinerary and m.role.is_on_route
        and m.role.value != "planned" and m.stance.value == "stated"
    ]  # fmt: skip
    assert travelled == ["دمشق"]


def test_on_me_is_not_ali(read):
    found = read("كان عليّ أن أبقى. على الطريق مشينا إلى حلب.", lang="ar")
    assert {m.itinerary for m in found if m.itinerary} == {"narrator"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # where one boards, where a vehicle is loaded, where a journey begins
        ("I boarded in Kano with a fever and got off in London.", ["Kano", "London"]),
        ("The lorry was loaded at Kano. It passed Zaria and reached London.",
         ["Kano", "Zaria", "London"]),
        ("Our trip began in Kano. We drove to Zaria.", ["Kano", "Zaria"]),
        # stops told by their hours, by "thence", by a date that no clause ends
        ("We left Kano at dusk, and then Zaria in the morning, and London by dinner.",
         ["Kano", "Zaria", "London"]),
        ("We quitted Kano. Thence to Zaria is a long day.", ["Kano", "Zaria"]),
        ("A truck took us to Kano that evening and next day as far as Zaria.", ["Kano", "Zaria"]),
        ("We left Kano. We'd been through Zaria already when the axle broke. We reached London.",
         ["Kano", "Zaria", "London"]),
        # somebody else saw the vehicle
        ("The lorry left Kano. A camera at Zaria shows the lorry at noon.", ["Kano", "Zaria"]),
        # a capital described is the town, not the region; "here" is what follows it
        ("We stopped for two nights in Idlib, the capital of the Homs region.", ["Idlib"]),
        ("My cousins love London. From here, from Kano, we took the train to Zaria.",
         ["Kano", "Zaria"]),
    ],
)  # fmt: skip
def test_frames_of_prose(stops, text, expected):
    assert [line for line in lines(stops, text) if len(line) > 0] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "We drove to Kano. The road was cut at Zaria.",
        "We drove to Kano. The government in Zaria denies it.",
        "We drove to Kano. A lorry from Zaria burned.",
        "We drove to Kano and met a man whose brother had been at Zaria.",
        "We drove to Kano. I must have been to Zaria, people say.",
        "We drove to Kano, a bit before you come to Zaria.",
        "Ada Brown drove to Kano. She now lives in Zaria.",
        "We drove to Kano. I learned it from a letter dated at Zaria.",
        "We drove to Kano. Soldiers at Zaria saw no such lorry.",
    ],
)
def test_what_is_only_said_of_a_place_is_no_stop(stops, text):
    assert [stop for line in lines(stops, text) for stop in line] == ["Kano"]


def test_a_speaker_of_a_party_goes_with_it(stops):
    found = stops(
        "The two brothers left Kano in a pickup. Tesfay, the elder, says they were afraid. "
        "“We slept in Zaria,” he says. “A second car took us to London.”\n\n"
        "From London they were driven to Nairobi."
    )
    assert found == {"brothers": ["Kano", "Zaria", "London", "London", "Nairobi"]}


def test_groups_set_against_each_other_by_size(stops):
    found = stops(
        "The larger convoy set out from Kano and stopped in Zaria. "
        "The smaller column left London and reached Paris."
    )
    assert found == {"larger-convoy": ["Kano", "Zaria"], "smaller-column": ["London", "Paris"]}


def test_half_of_a_convoy_goes_back_alone(stops):
    found = stops(
        "The convoy left Kano and drove by way of Zaria as far as London. About half of the "
        "lorries turned round and were back in Zaria two days later."
    )
    assert found["convoy"] == ["Kano", "Zaria", "London"]
    assert found["half-lorries"] == ["Zaria"]


def test_a_party_that_sets_out_opens_its_own_journey(stops):
    found = stops(
        "The lorry left Kano and reached Zaria. A party under the inspector left Zaria on the "
        "7th and halted at London."
    )
    assert found == {"lorry": ["Kano", "Zaria"], "party": ["Zaria", "London"]}


def test_the_second_time_is_another_journey(stops):
    found = stops(
        "We left Kano and walked to Zaria.\n\nThe second time we went by train. "
        "We left London and got to Zaria."
    )
    assert list(found.values()) == [["Kano", "Zaria"], ["London", "Zaria"]]


def test_who_is_addressed_by_a_title_is_no_place(stops):
    found = stops("We reached Kano. You remember Uncle Paris? He left us there. He went to London.")
    assert found["narrator"] == ["Kano"]
    assert found["paris"] == ["London"]


def test_a_contraction_is_no_name(names):
    assert names("We'd hoped to go on. I’m glad we didn't. They’ve all gone.") == []


def test_a_stay_in_the_pluperfect_is_no_second_visit(read):
    found = read("We went to Kano and Zaria. In London I lost the cough I had caught in Kano.")
    assert [m.visit for m in found if m.anchor.exact == "Kano"] == [0, 0]
