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
