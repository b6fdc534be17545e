"""Names that no word beside them places: what the slot and the whole text say."""

import pytest

from convoy_map.gazetteer import open_gazetteer
from convoy_map.mentions.slots_en import PERSONAL, slot
from convoy_map.text.folding import fold_name, spellings


def weigh(text, name="Murgab"):
    at = text.index(name)
    return slot(text, at, at + len(name))


@pytest.mark.parametrize(
    "text",
    [
        "Murgab was shuttered and grey.",
        "Murgab stands above two rivers.",
        "Then came Murgab, where a doctor saw us.",
        "Next Murgab, after a ford.",
        "The plane for Murgab never took off.",
        "The Murgab highway was blocked.",
        "Six nights on Murgab did us good.",
        "Murgab’s harbour had silted up.",
        "Murgab had two mosques.",
        "Beyond Murgab the tar ended.",
        "Murgab to Kano cost us the axle.",
        "Tuesday.\n\nMurgab, 14 June\n\nNo mail.",
        "We had a list:\n1. Kano\n2. Murgab\n",
        "Murgab on Friday was all prayers.",
        "Murgab, a town of tin roofs, slept.",
        "They told us Murgab was closed.",
        "We learnt that Murgab cost us two days.",
        "At the foot of the stairs lay Murgab.",
        "It was an hour or two from Murgab.",
        "The last miles to Murgab were the worst.",
        "Nothing to drink since Murgab.",
        "Murgab (3,612 m) by dusk.",
    ],
)
def test_slots_that_places_fill(text):
    assert weigh(text) >= 0.4


@pytest.mark.parametrize(
    "text",
    [
        "Murgab chuckled and passed the salt.",
        "Then Murgab slammed the bonnet.",
        "We hired Murgab at the gate.",
        "Nobody spoke with Murgab again.",
        "Murgab’s brother kept goats.",
        "Murgab and I shared a blanket.",
        "Murgab was a carpenter.",
        "Murgab was homesick by then.",
        "Murgab, who knew the way, went ahead.",
        "She wrote to Murgab about the rent.",
        "Poor Murgab!",
        "Murgab had a cough all winter.",
        "Murgab himself never came.",
        "It was Murgab who paid.",
        "Murgab couldn’t drive.",
        "Murgab fell ill at the ford.",
        "“No,” said Murgab.",
    ],
)
def test_slots_that_persons_fill(text):
    assert weigh(text) <= PERSONAL


@pytest.mark.parametrize(
    "text",
    [
        "Murgab surprised us.",
        "Who remembers Murgab now?",
        "A deal to leave Murgab may have saved many.",
        "Murgab could wait.",
    ],
)
def test_slots_that_both_fill(text):
    assert PERSONAL < weigh(text) < 0.4


def test_a_small_town_is_read_where_only_a_place_fits(names):
    assert names("We set out at six. Then came Murgab, where it snowed.") == ["Murgab"]
    assert names("Murgab, 3 MAY\n\nRain.") == ["Murgab"]


def test_a_surname_that_is_a_town_is_no_place_where_only_a_person_fits(names):
    assert names("We had a cook. Idlib laughed and lit the stove. Idlib was from the coast.") == []


def test_one_person_slot_speaks_for_every_mention_of_the_name(names):
    text = "Idlib surprised us. The next day Idlib shook his head."
    assert names(text) == []
    assert names("Idlib surprised us.") == ["Idlib"]


def test_a_place_often_placed_stays_one_whatever_it_does_once(names):
    text = "In Homs it rained. From Homs we wrote. Homs laughed at us all."
    assert names(text) == ["Homs", "Homs", "Homs"]


@pytest.mark.parametrize(
    "text",
    ["According to Idlib, the road was open.", "We laughed at Idlib.", "I spoke to Idlib twice."],
)
def test_a_preposition_that_leads_to_a_person_places_nothing(names, text):
    assert names(text) == []


def test_who_stands_where_only_a_person_fits_is_one_of_the_persons(gazetteer):
    from convoy_map.mentions.namebook import NameBook
    from convoy_map.mentions.names import find_names

    names, persons = find_names("Idlib laughed. We drove on with Idlib.", NameBook(gazetteer))
    assert names == []
    assert [(p.text, p.key) for p in persons.spans] == [("Idlib", "idlib")] * 2


def test_a_person_right_after_a_placed_name_is_told_from_it(gazetteer):
    from convoy_map.mentions.namebook import NameBook
    from convoy_map.mentions.names import find_names

    names, persons = find_names("In Kano Belkis ran a fever.", NameBook(gazetteer))
    assert [u.text for u in names] == ["Kano"]
    assert [p.text for p in persons.spans] == ["Belkis"]


def test_an_age_after_a_name_is_no_date_and_no_hour(names):
    assert names("Murgab, 12 May. Murgab was shut.") == ["Murgab", "Murgab"]
    assert names("Murgab, 42, was a resident of the camp.") == []


@pytest.mark.parametrize(
    "text",
    [
        "We had two nights on Vossela, then rain.",
        "Then came Vossela, where nobody slept.",
        "Salt again. After that Vossela, for three nights.",
        "The next halt was Vossela and a dry well.",
        "Vossela was the poorest hamlet of all.",
        "Fog.\n\nVossela was a port without a quay.",
        "We had bread at Vossela and no fire.",
        "Instead, in Vossela, a man told us to wait.",
        "Moors at Vossela. Rain.",
        "The third town of that shore was Vossela.",
        "My brother and I were from Vossela.",
        "My cough, which I nursed at Vossela, left me there.",
    ],
)
def test_a_name_in_no_gazetteer_is_found_by_its_slot(names, text):
    assert names(text) == ["Vossela"]


def test_a_name_alone_after_a_known_place_is_a_stage(names):
    assert names("They took us down into Kano. Vossela. You sleep on sacks there.") == [
        "Kano", "Vossela",
    ]  # fmt: skip
    assert names("They took us down into Kano. Silence. You sleep on sacks there.") == ["Kano"]


def test_a_word_that_is_a_town_is_one_after_a_preposition_that_opens_the_sentence(names):
    assert names("In Reading the snow lay deep.") == ["Reading"]
    assert names("Many Reading lessons were lost.") == []


def test_a_name_known_in_part_is_read_whole(names):
    assert names("The next evening, at Murgab Lendres, they stopped.") == ["Murgab Lendres"]
    assert names("At Murgab Friday, as ever, was quiet.") == ["Murgab"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vossela Pass 1500, light hail.", "Vossela Pass"),
        ("Sleet all day. Wadi Vossela, then a hut.", "Wadi Vossela"),
        ("They sold fish at Puerto Zaria, by the bridge.", "Puerto Zaria"),
        ("Customs at Port Kano have a machine.", "Port Kano"),
        ("We took four more in Kano de Moxela and left.", "Kano de Moxela"),
        ("Sary slept. Zaria-Tul at noon, ice.", "Zaria-Tul"),
    ],
)
def test_names_that_say_what_lies_there_and_names_read_in_part(names, text, name):
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "They were put in the Dillon, one upon another.",
        "My dear Murgab, you will see by the head of this that I write.",
        "A man by the name of Murgab poured the tea.",
        "We paid the driver, Murgab, in coins.",
        "The statement is at Annex C and they say so.",
    ],
)
def test_things_persons_and_labels_are_no_places(names, text):
    assert names(text) == []


def test_a_shop_or_a_body_is_no_place_for_standing_after_at(names):
    assert names("They ate at Silver Bell and paid.") == []
    assert names("The fever was seen at Women and Children of Relief.") == []


def test_two_names_side_by_side_without_a_common_country_are_one(names):
    assert names("We lay off Zaria Murgab at first light.") == ["Zaria Murgab"]
    assert names("We lay in Kano Zaria at first light.") == ["Kano", "Zaria"]


def test_a_bare_geographic_noun_is_no_place_though_a_country_is_called_so():
    from tests.mentions.conftest import SmallGazetteer, make_document

    from convoy_map.mentions import find_mentions

    here = SmallGazetteer()
    here._names["island"] = [here._names["peru"][0]]
    found = find_mentions(make_document("We anchored off Vossela Island at noon."), here)
    assert "Island" not in [m.anchor.exact for m in found]


def test_a_clause_after_a_name_is_no_description_of_it():
    assert weigh("Then Murgab, my sister lives there.") > PERSONAL
    assert weigh("Then Murgab, my sister, fell ill.") <= PERSONAL


def test_names_joined_to_a_way_by_hyphens_stay_names(names):
    assert names("We did Kano-Zaria-Mombasa in a week.") == ["Kano", "Zaria", "Mombasa"]


def test_a_placed_mention_makes_the_others_places(names):
    text = "In Murgab we bought salt. Murgab surprised us."
    assert names(text) == ["Murgab", "Murgab"]


def test_a_small_town_is_read_beside_others_of_its_country(gazetteer):
    from tests.mentions.conftest import PLACES, SmallGazetteer, make_document

    from convoy_map.mentions import find_mentions

    assert "Murgab P PPL TJ" in PLACES
    here = SmallGazetteer()
    here._names["khorog"] = [_moved(here, "osh", "TJ", "Khorog")]
    here._names["vanj"] = [_moved(here, "osh", "TJ", "Vanj")]

    def named(text):
        return [m.anchor.exact for m in find_mentions(make_document(text), here)]

    assert "Murgab" in named("We slept in Khorog and in Vanj. I never saw Murgab again.")
    assert "Murgab" not in named("We slept in Kano and in Zaria. I never saw Murgab again.")


def _moved(gazetteer, name, ccode, title):
    from dataclasses import replace

    return replace(gazetteer._names[name][0], ccode=ccode, title=title, id=f"small:{title}")


def test_a_small_town_goes_on_a_list_of_places(names):
    assert names("They compared Kano, Murgab and Zaria.") == ["Kano", "Murgab", "Zaria"]


@pytest.mark.parametrize(
    ("folded", "expected"),
    [("st denis", "saint denis"), ("mt isa", "mount isa"), ("ft portal", "fort portal")],
)
def test_abbreviated_first_words_are_spelled_out(folded, expected):
    assert expected in spellings(folded)
    assert spellings("stuttgart") == ()
    assert folded in spellings(expected)


@pytest.fixture(scope="module")
def towns(tmp_path_factory):
    folder = tmp_path_factory.mktemp("towns")
    rows = [
        "id\ttitle\ttitle_source\tccodes\tparent_name\tvariants\tvariants_former\t"
        "variants_unverified\tfclasses\tfeature_code\tlon\tlat\tpopulation\tstatus"
    ]
    for number, name in enumerate(
        (
            "Saint-Orl",
            "Mount Veska",
            "Fort Halm",
            "Nova Lesk pod Orlem",
            "Krasno 2",
            "Krasno",
            "Orlatum",
        )
    ):
        rows.append(
            f"t:{number}\t{name}\ttest\tCZ\t\t\t\t\tP\tPPL\t15.{number}\t50\t3000\tverified"
        )
    path = folder / "places.tsv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return open_gazetteer(("case",), places_tsv=path, cache_dir=folder / "cache")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We slept in St. Orl that night.", "St. Orl"),
        ("We slept in Mt. Veska that night.", "Mt. Veska"),
        ("We slept in Ft Halm that night.", "Ft Halm"),
        ("We slept in Nova Lesk pod Orlem that night.", "Nova Lesk pod Orlem"),
        ("I settled upon Orla-Tum, where I slept.", "Orla-Tum"),
        ("Stages:\n1. Krasno\n2. Mount Veska\n", "Krasno"),
    ],
)
def test_spellings_of_a_name_in_the_gazetteer(towns, text, name):
    from tests.mentions.conftest import make_document

    from convoy_map.mentions import find_mentions

    found = [m.anchor.exact for m in find_mentions(make_document(text), towns)]
    assert name in found


def test_a_backtick_is_folded_alike_in_names_and_texts():
    assert fold_name("sana`ati") == "sanaati"


@pytest.mark.parametrize("piece", ["Kano-", "a-A", "'A", "A’", "Kano of the "])
def test_what_one_name_may_hold_is_bounded_so_work_stays_linear(piece):
    from convoy_map.mentions.name_runs import CAPITAL_RUN

    text = piece * 2_000
    assert max(len(m[0]) for m in CAPITAL_RUN.finditer(text)) < 1_000
