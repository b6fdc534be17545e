"""Arabic prose: duals, particles that make a verb, plans, denials taken back, homes, order."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("انطلق الصحفيان من دمشق، ثم توجها إلى حمص ووصلا إلى حلب.", ["دمشق", "حمص", "حلب"]),
        ("خرجت النساء من حمص مشيا، وبتن ليلة في حلب، ووصلن إلى منبج.", ["حمص", "حلب", "منبج"]),
        ("خرجنا من حمص، ثم تابعنا إلى منبج ومنها إلى الرقة.", ["حمص", "منبج", "الرقة"]),
        ("كان الاتفاق أن أمر بمنبج، ثم خرجت من حمص إلى حلب.", ["حمص", "حلب"]),
        ("كان من المقرر أن تمر القافلة بمدينة منبج، لكنها وصلت إلى الرقة.", ["الرقة"]),
        ("سئل: هل مررت بمنبج؟ فأجاب: خرجت من حمص ونمت في حلب.", ["حمص", "حلب"]),
        ("خرجنا من حمص، ولم نصل إلى حلب إلا بعد يومين.", ["حمص", "حلب"]),
        ("خرجنا من حمص إلى دمشق، ولم نصل إلى حلب، إلا أن الرجال كانوا بخير.", ["حمص", "دمشق"]),
        ("وصلنا إلى حلب قادمين من حمص، وأكملنا إلى منبج.", ["حمص", "حلب", "منبج"]),
        ("ركب معي سالم، وهو في الأصل من البصرة، من حمص إلى حلب.", ["حمص", "حلب"]),
        ("لم ندخل منبج؛ فقد أعادنا الحرس من حلب إلى حمص.", ["حلب", "حمص"]),
        ("بدلا من المرور بمنبج سلك السائق طريق الصحراء إلى الرقة، ثم بلغ حلب.", ["الرقة", "حلب"]),
        ("كانت في الصندوق قطع غيار. خرجنا من حمص إلى حلب.", ["حمص", "حلب"]),
    ],
)  # fmt: skip
def test_stops_of_one_journey(stops, text, expected):
    found = stops(text, lang="ar")
    travelled = [line for slug, line in found.items() if not slug.startswith("planned")]
    assert travelled == [expected]


def test_a_pluperfect_looks_back(stops):
    text = "وصلت القافلة إلى حلب يوم الأحد، وكانت القافلة قد انطلقت من دمشق."
    assert list(stops(text, lang="ar").values()) == [["دمشق", "حلب"]]


def test_lorries_that_part_from_the_convoy_have_a_journey_of_their_own(stops):
    text = (
        "غادرت القافلة دمشق ووصلت إلى حمص. وانفصلت شاحنتان عن القافلة في حمص، إذ توجهتا إلى حلب، "
        "ثم واصلتا إلى منبج."
    )
    found = list(stops(text, lang="ar").values())
    assert ["دمشق", "حمص"] in found
    assert any(line[-2:] == ["حلب", "منبج"] for line in found)


def test_asked_of_travel_is_no_travel(read):
    (place,) = [m for m in read("هل مررت بمنبج؟", lang="ar") if m.kind.value == "toponym"]
    assert place.itinerary is None


@pytest.mark.parametrize("word", ["أنه", "أختي"])
def test_a_particle_or_kin_is_no_place(names, word):
    assert names(f"خرجنا من حمص إلى {word} في حلب.", lang="ar") == ["حمص", "حلب"]


def test_an_arrival_told_first_comes_after_the_way_that_led_to_it(stops):
    text = (
        "وصلت مساء أمس قافلة طبية إلى مدينة حلب. وكانت الشاحنات السبع قد غادرت دمشق صباح الأحد، "
        "وتوقفت في حمص. وباتت القافلة ليلتين في منبج."
    )
    assert list(stops(text, lang="ar").values()) == [["دمشق", "حمص", "منبج", "حلب"]]


def test_after_crossing_and_a_pluperfect_in_one_sentence(stops):
    text = "وصلت القافلة إلى حلب بعد عبورها حمص، وكانت قد انطلقت من دمشق."
    assert list(stops(text, lang="ar").values()) == [["دمشق", "حمص", "حلب"]]


def test_who_leaves_somebody_behind_was_there_and_who_was_left_goes_his_way(stops):
    text = (
        "خرجت من دمشق ومعي مساعدي عزيز. في حمص مرض عزيز فتركته عند صديق، وعاد هو بعد أسبوع إلى "
        "البصرة. وأكملت إلى حلب."
    )
    found = stops(text, lang="ar")
    assert found["narrator"] == ["دمشق", "حمص", "حلب"]
    assert found["zyz"] == ["البصرة"]


def test_we_climbed_is_no_return(stops):
    found = stops("خرجنا من دمشق إلى حمص، وصعدنا إلى حلب، ثم إلى حمص.", lang="ar")
    assert found["narrator"][:3] == ["دمشق", "حمص", "حلب"]


def test_somebody_who_rides_with_the_teller_does_not_take_the_way_over(stops):
    found = stops("ركب معي سالم من البصرة، ثم وصلت إلى الموصل.", lang="ar")
    assert found == {"narrator": ["البصرة", "الموصل"]}


def test_a_verbal_noun_with_any_owner_is_a_motion(stops):
    found = stops("بعد مغادرتها دمشق ودخولها حمص وصلت القافلة إلى حلب.", lang="ar")
    assert list(found.values()) == [["دمشق", "حمص", "حلب"]]


def test_the_way_back_starts_where_it_is_said_to(stops):
    text = "خرجت من دمشق إلى حمص ثم إلى حلب. وفي العودة حملت القمح من حمص إلى البصرة."
    assert stops(text, lang="ar")["narrator"] == ["دمشق", "حمص", "حلب", "حمص", "البصرة"]


def test_words_said_to_the_teller_are_no_other_traveller(stops):
    text = "قال لي أبو سمير: تكمل إلى حلب. ثم خرجت من دمشق. وقال إنه سافر من البصرة إلى الموصل."
    assert ["البصرة", "الموصل"] in stops(text, lang="ar").values()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نقلوا القطع من حمص إلى حلب حيث بيعت لتاجر من البصرة.", ["حمص", "حلب"]),
        ("غادرنا دمشق، فلما اقتربنا من منبج عدنا إلى حمص.", ["دمشق", "حمص"]),
        ("وصلوا إلى حلب، وكانت وزارة الصحة في الموصل قد رحبت بهم.", ["حلب"]),
        ("قالت أم كريم: «هربنا من حمص إلى حلب. زوجي بقي في الموصل».", ["حمص", "حلب"]),
        ("وصلنا إلى حلب، لكن قدمي آلمتني في الطريق، ثم عدنا إلى حمص.", ["حلب", "حمص"]),
    ],
)
def test_what_starts_or_ends_no_way(stops, text, expected):
    found = stops(text, lang="ar")
    assert [v for k, v in found.items() if not k.startswith("planned")] == [expected]


def test_bound_for_a_place_when_something_happened(read):
    text = "تعرض الموكب لإطلاق نار في حمص أثناء توجهه من دمشق إلى حلب، فاضطر إلى العودة إلى دمشق."
    found = {m.anchor.exact: m for m in read(text, lang="ar") if m.kind.value == "toponym"}
    assert found["حلب"].role.value == "planned"
    assert found["حمص"].role.is_on_route


def test_on_the_understanding_that_he_returns_is_a_plan(read):
    text = "سافر الوزير أمس إلى حمص، على أن يعود اليوم إلى دمشق."
    found = {m.anchor.exact: m for m in read(text, lang="ar") if m.kind.value == "toponym"}
    assert (found["حمص"].stance.value, found["دمشق"].stance.value) == ("stated", "planned")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ساروا من دمشق إلى حمص، ومنها عبر حلب وصولا إلى منبج.", ["دمشق", "حمص", "حلب", "منبج"]),
        ("غادرت الطائرة دمشق وهبطت في حلب، بعد توقف قصير في حمص.", ["دمشق", "حمص", "حلب"]),
        ("اقتيد السجناء من دمشق إلى حمص، ومنها هربوا إلى حلب.", ["دمشق", "حمص", "حلب"]),
    ],
)
def test_onward_ways_and_stops_told_after(stops, text, expected):
    assert list(stops(text, lang="ar").values()) == [expected]
