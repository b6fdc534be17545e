"""Arabic names that no gazetteer has, and words that are none, by the words around them."""

import pytest

from convoy_map.mentions.common_ar import is_common_ar, is_verb_ar


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سرنا من دمشق إلى زاكورة ثم إلى بوعرفة.", ["دمشق", "زاكورة", "بوعرفة"]),
        ("غادرت القافلة حلب وبلغت تمنراست بعد شهر.", ["حلب", "تمنراست"]),
        ("مررنا بفجيج ليلا ونزلنا بغدامس.", ["فجيج", "غدامس"]),
        ("خرجنا من حلب، ثم كوماسي، ثم أكرا، حيث استرحنا.", ["حلب", "كوماسي", "أكرا"]),
        ("وصلنا إلى بني ونيف، وغادرنا أولاد جلال.", ["بني ونيف", "أولاد جلال"]),
        ("استقبلنا أهل تنغير بالتمر بعد خروجنا من حلب.", ["تنغير", "حلب"]),
        ("دخلنا من معبر نصيب إلى درعا.", ["نصيب", "درعا"]),
        ("المحطة التالية كانت تندوف.", ["تندوف"]),
        ("رحلنا عن أغاديز وقصدنا زندر.", ["أغاديز", "زندر"]),
    ],
)
def test_unlisted_names_are_read_where_the_sentence_places_them(names, text, expected):
    assert names(text, lang="ar") == expected


@pytest.mark.parametrize(
    "text",
    [
        "وصلنا إلى البستان ونمنا في كوخ.",
        "خرجنا من البيت في مايو مع أهلنا.",
        "عدنا إلى بيتنا متعبين ومكثنا عند خالتي.",
        "سرنا في تثاقل حتى غابت الشمس.",
        "نزلنا في مخيم يقع على النهر.",
        "وصلنا إلى مكان بعيد وأفرغنا الصناديق.",
        "ودعناهم ومضينا من دون أن نلتفت.",
        "بقينا فيها حتى غيروا القاطرة ومنها سرنا.",
        "وصلنا إلى خالد ومعه تاجر من أصدقائه.",
    ],
)
def test_common_words_and_persons_are_no_places(names, text):
    assert names(text, lang="ar") == []


def test_a_name_found_once_is_found_everywhere(names):
    text = "وصلنا إلى تافراوت مساء. كانت تافراوت هادئة، ولتافراوت سوق كبير."
    assert names(text, lang="ar") == ["تافراوت"] * 3


@pytest.mark.parametrize(
    "word", ["مدرسه", "المستشفي", "متعبين", "بيتنا", "شمالا", "منها", "صيدليه"]
)
def test_common_words(word):
    assert is_common_ar(word, marked=True)


@pytest.mark.parametrize("word", ["سجلماسه", "تندوف", "غوندر", "القلابات", "ميتيليني", "نواذيبو"])
def test_words_of_no_common_use(word):
    assert not is_common_ar(word, marked=True)


@pytest.mark.parametrize(
    ("word", "is_verb"),
    [("انفجر", True), ("باعوا", True), ("يحلم", True), ("بغداد", False), ("السوق", False)],
)
def test_verbs_are_known_by_their_other_persons(word, is_verb):
    assert is_verb_ar(word) is is_verb


def test_after_a_preposition_no_verb_is_read():
    assert is_common_ar("ينبع")
    assert not is_common_ar("ينبع", governed=True)
