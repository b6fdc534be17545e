"""Arabic stops told without a verb of motion, pro-drop by gender, and what is no stop."""

import pytest

from convoy_map.mentions.persons_ar import find_persons_ar, is_feminine
from convoy_map.mentions.reading_ar import _sentences


def travelled(found):
    return [line for slug, line in found.items() if not slug.startswith("planned")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("خرجنا من دمشق. في حمص أمطرت السماء ليلا. ثم وصلنا إلى حلب.", ["دمشق", "حمص", "حلب"]),
        ("غادرنا دمشق، ومع الفجر كنا في حمص، وبعد يومين وصلنا إلى حلب.", ["دمشق", "حمص", "حلب"]),
        ("خرجنا من دمشق. ثم حمص، مدينة نائمة. وأخيرا وصلنا إلى حلب.", ["دمشق", "حمص", "حلب"]),
        ("خرجت من دمشق. ختم الضابط أوراقي في حمص. ثم وصلت إلى حلب.", ["دمشق", "حمص", "حلب"]),
        ("خرجنا من دمشق. سنة كاملة في حمص، نعمل فيها. ثم سافرنا إلى حلب.", ["دمشق", "حمص", "حلب"]),
        ("خرجنا من دمشق. حمص عبرها القطار ليلا. ثم وصلنا إلى حلب.", ["دمشق", "حمص", "حلب"]),
        ("غادرت دمشق وودعتني أمي في حمص ثم وصلت وحدي إلى حلب.", ["دمشق", "حمص", "حلب"]),
        ("خرجنا من دمشق ولم نتكلم حتى حمص، حيث أكلنا. ثم وصلنا إلى حلب.", ["دمشق", "حمص", "حلب"]),
        ("خرجت من دمشق، ثم بت ليلتين في حمص، وأكملت إلى حلب.", ["دمشق", "حمص", "حلب"]),
        ("الأحد – دمشق. أخذنا الماء.\nالاثنين – وصلنا إلى حلب.", ["دمشق", "حلب"]),
        ("خرجنا من دمشق، ثم مررنا بحمص، ونزلنا منبج ضيوفا.", ["دمشق", "حمص", "منبج"]),
        ("كانت أول محطة لنا دمشق، ثم وصلنا إلى حلب.", ["دمشق", "حلب"]),
        ("3 يوليو\n\nدمشق. هبطنا فجرا.\n\n5 يوليو\n\nشاي وخبز في حلب.", ["دمشق", "حلب"]),
        ("[٠٦:١٠] طالعين من دمشق.\n[٠٧:٤٥] حمص. فطرنا\n[٠٩:٣٠] وصلنا حلب", ["دمشق", "حمص", "حلب"]),
        ("رحلنا عن دمشق، ثم ملنا إلى حمص وأفضينا إلى حلب.", ["دمشق", "حمص", "حلب"]),
        ("خرجنا من دمشق ورجعنا على طريق حمص إلى حلب.", ["دمشق", "حمص", "حلب"]),
        ("خرجنا من دمشق. عند حمص، على الجسر، سجلونا. ثم وصلنا إلى حلب.", ["دمشق", "حمص", "حلب"]),
        ("دخلت حلب مساء الجمعة قافلة من عشر شاحنات، ثم بلغت منبج.", ["حلب", "منبج"]),
    ],
)  # fmt: skip
def test_stops_that_no_verb_of_motion_tells(stops, text, expected):
    assert travelled(stops(text, lang="ar")) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("خرجنا من دمشق إلى حمص. قيل إن القافلة وصلت إلى حلب.", "حلب"),
        ("خرجنا من دمشق إلى حمص. كاد السائق يذهب إلى حلب.", "حلب"),
        ("خرجنا من دمشق إلى حمص، لكن الوصول إلى حلب كان متعذرا.", "حلب"),
        ("خرجنا من دمشق إلى حمص، وكان معنا رجل جاء من حلب.", "حلب"),
        ("خرجنا من دمشق إلى حمص، وجاءتني رسالة من حلب.", "حلب"),
        ("خرجنا من دمشق إلى حمص. أرادوا منا أن نكمل إلى حلب فرفضنا.", "حلب"),
        ("خرجنا من دمشق إلى حمص، ومنعونا من العودة إلى حلب.", "حلب"),
        ("خرجنا من دمشق إلى حمص، ولقيت فيها شيخا كان قد حج وزار حلب.", "حلب"),
        ("خرجنا من دمشق إلى حمص، وقالت زينب إن قريبات لها وصلن إلى حلب.", "حلب"),
        ("خرجنا من دمشق إلى حمص. كان المفروض أن نكمل إلى منبج ونعود من حلب.", "حلب"),
        ("خرجنا من دمشق إلى حمص، وشحنة الدقيق القادمة من حلب لم تصل.", "حلب"),
        ("خرجنا من دمشق إلى حمص، وبتنا في كوخ مع رعاة من حلب.", "حلب"),
        ("خرجنا من دمشق إلى حمص ومعنا كتب قديمة طبعت في حلب.", "حلب"),
        ("خرجنا من دمشق إلى حمص في القطار المتجه إلى حلب.", "حلب"),
        ("خرجنا من دمشق إلى حمص. كان الحديث عن التنظيم الذي دخل حلب.", "حلب"),
        ("خرجنا من دمشق إلى حمص، وأرسل التاجر رسالة إلى حلب.", "حلب"),
        ("خرجنا من دمشق إلى حمص. غدا قد نذهب إلى حلب.", "حلب"),
        ("خرجنا من دمشق إلى حمص، وكان معنا موظف يقيم في حلب.", "حلب"),
    ],
)
def test_what_is_no_stop(read, text, expected):
    found = [m for m in read(text, lang="ar") if m.anchor.exact == expected]
    assert all(
        m.itinerary is None or m.stance.value != "stated" or m.role.value == "planned"
        for m in found
    )


def test_near_a_place_needs_no_preposition(read):
    found = read("خرجنا من دمشق. وغيرنا الزيت قرب حمص. ثم وصلنا إلى حلب.", lang="ar")
    (near,) = [m for m in found if m.anchor.exact == "قرب حمص"]
    assert near.role.is_on_route
    assert near.itinerary is not None


def test_a_verb_without_a_subject_speaks_of_the_last_who_agrees(stops):
    text = (
        "غادر سالم دمشق إلى حمص. وغادرت مريم الموصل إلى البصرة. ثم وصل إلى حلب، "
        "أما هي فرجعت إلى الموصل."
    )
    found = travelled(stops(text, lang="ar"))
    assert ["دمشق", "حمص", "حلب"] in found
    assert ["الموصل", "البصرة", "الموصل"] in found


def test_convoys_told_apart_by_a_letter_have_journeys_of_their_own(stops):
    text = "غادرت القافلة أ دمشق ووصلت إلى حمص.\n\nأما القافلة ب فقد غادرت الموصل ووصلت إلى البصرة."
    assert sorted(travelled(stops(text, lang="ar"))) == [["الموصل", "البصرة"], ["دمشق", "حمص"]]


def test_an_entry_labelled_by_a_convoy_speaks_of_it(stops):
    text = (
        "- القافلة أ (تسع شاحنات): غادرت دمشق يوم الأحد، وتأخرت عند حاجز في حمص، وبلغت حلب.\n"
        "- القافلة ب: غادرت الموصل، ثم عادت إلى البصرة."
    )
    found = sorted(travelled(stops(text, lang="ar")))
    assert found == [["الموصل", "البصرة"], ["دمشق", "حمص", "حلب"]]


def test_who_goes_where_needs_no_verb(stops):
    text = "وصلنا من دمشق إلى حمص. هناك تفرقنا: أنا إلى حلب، وخالد إلى البصرة، ووصل خالد متعبا."
    found = travelled(stops(text, lang="ar"))
    assert ["دمشق", "حمص", "حلب"] in found
    assert any(line[-1] == "البصرة" for line in found)


def test_persons_by_full_name_speech_and_setting_out():
    text = "قال السائق عبد الباسط إن الطريق طويل. وصل تاجوج إلى حلب. هاجر عبد الباقي معلمة."
    persons = find_persons_ar(_sentences(text), text, lambda name: 0.0)
    assert [p.text for p in sorted(persons.values(), key=lambda p: p.start)] == [
        "عبد الباسط", "تاجوج", "هاجر عبد الباقي",
    ]  # fmt: skip


def test_a_kunya_that_is_a_listed_town_is_no_person():
    text = "ثم أبو كمال، حيث نمنا."
    assert find_persons_ar(_sentences(text), text, lambda name: 0.6) == {}


@pytest.mark.parametrize(("key", "she"), [("زينب", True), ("خديجه", True), ("طلحه", False)])
def test_gender_of_given_names(key, she):
    assert is_feminine(key) is she
