"""Arabic: clitics, unknown names, relations and journeys, offsets into the original."""


def exact(mentions, kind="toponym"):
    return [m.anchor.exact for m in mentions if m.kind.value == kind]


def test_clitics_are_no_part_of_a_name(read):
    found = read("مررنا بحمص وحلب ثم سرنا إلى دمشق.", lang="ar")
    assert exact(found) == ["حمص", "حلب", "دمشق"]


def test_vowel_marks_and_tatweel_do_not_hide_a_name(read):
    assert exact(read("وصلنا إلى الرَّقَّة، ثم إلى الـرقة.", lang="ar")) == ["الرَّقَّة", "الـرقة"]


def test_a_common_word_is_no_place(read):
    assert exact(read("في الصباح شربنا الشاي في البيت.", lang="ar")) == []


def test_a_person_is_no_place(read):
    assert exact(read("قال أبو حلب إن الطريق طويل.", lang="ar")) == []


def test_a_village_called_something_is_a_place(read):
    assert exact(read("توقفنا في قرية تدعى الشبيبة.", lang="ar")) == ["الشبيبة"]


def test_relations_with_arabic_indic_digits(read):
    found = read("نزلنا في قرية صغيرة على بعد ٥ كم شمال حلب.", lang="ar")
    (phrase,) = [m for m in found if m.kind.value == "relational"]
    assert phrase.relation.kind.value == "direction"
    assert (phrase.relation.bearing_deg, phrase.relation.distance_m) == (0.0, 5000.0)
    assert phrase.relation.distance_uncertainty_m == 500.0


def test_between_near_and_the_border(read):
    found = read("قرية بين حلب ومنبج، وأخرى قرب حمص. عبرنا الحدود مع العراق.", lang="ar")
    kinds = {m.anchor.exact: m.relation.kind.value for m in found if m.relation is not None}
    assert kinds["قرية بين حلب ومنبج"] == "between"
    assert kinds["قرب حمص"] == "near"
    assert kinds["الحدود مع العراق"] == "border"


def test_north_of_a_country_is_its_northern_part(read):
    (phrase,) = [m for m in read("في شمال سوريا", lang="ar") if m.relation is not None]
    assert phrase.relation.kind.value == "part_of"


def test_a_journey_with_a_plan_and_a_denial(read):
    text = (
        "غادرنا دمشق ومررنا بحمص ثم وصلنا إلى حلب. لم ندخل منبج. كان من المفترض أن نصل إلى الرقة."
    )
    found = {m.anchor.exact: m for m in read(text, lang="ar") if m.kind.value == "toponym"}
    assert [found[n].role.value for n in ("دمشق", "حمص", "حلب")] == ["origin", "via", "destination"]
    assert found["منبج"].stance.value == "negated"
    assert found["الرقة"].role.value == "planned"
    assert {found[n].itinerary for n in ("دمشق", "حمص", "حلب")} == {"narrator"}


def test_two_travellers_in_arabic(stops):
    text = "غادرت القافلة دمشق ووصلت إلى حمص. أما أخي يونس فقد غادر الموصل وسافر إلى البصرة."
    found = stops(text, lang="ar")
    assert found["convoy"] == ["دمشق", "حمص"]
    assert found["ywns"] == ["الموصل", "البصرة"]
