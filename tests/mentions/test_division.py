"""One journey stays one, two stay two: small stories with their known division.

Each story is told of a party and of who goes along, parts, is met or merely
mentioned; the places are real, the stories invented.
"""

import pytest
from tests.mentions.conftest import make_document

from convoy_map.gazetteer import open_gazetteer
from convoy_map.mentions import find_mentions
from convoy_map.model import MentionKind, Role, Stance
from convoy_map.text.folding import fold_name

ENGLISH = {
    "driver_and_lorry": (
        (
            "Rajesh Kumar drives a tanker. He left Mumbai on a Monday with diesel. In Nashik "
            "the truck broke a spring. The tanker reached Indore two days later, and Kumar "
            "slept in the cab. From Indore he drove on to Bhopal."
        ),
        [["Mumbai", "Nashik", "Indore", "Bhopal"]],
    ),
    "caravan_cook": (
        (
            "I was the cook of a caravan in 1911. We set out from Kashgar in April. The "
            "caravan rested at Yarkand for a week. The camels were sold in Khotan, and the "
            "leader paid us off there."
        ),
        [["Kashgar", "Yarkand", "Khotan"]],
    ),
    "two_sisters_part": (
        (
            "The sisters Rosa and Elena left Bogotá in June. They crossed into Ecuador and "
            "reached Quito. In Quito they parted. Rosa took a bus to Guayaquil and went on to"
            " Lima. Elena flew to Santiago, where she still works."
        ),
        [["Bogotá", "Quito", "Guayaquil", "Lima"], ["Santiago"]],
    ),
    "friend_stays_behind": (
        (
            "We left Lisbon in May, Tiago and I. We cycled through Madrid and got to "
            "Barcelona. Tiago stayed behind there; later he took a train to Valencia. I rode "
            "on alone to Marseille and Genoa."
        ),
        [["Lisbon", "Madrid", "Barcelona", "Marseille", "Genoa"], ["Barcelona", "Valencia"]],
    ),
    "met_merchant": (
        (
            "The embassy left Istanbul in 1672 and halted at Ankara. There we met a merchant "
            "who had come from Baghdad with indigo. We went on to Kayseri and Sivas, and "
            "reached Erzurum before the snow."
        ),
        [["Istanbul", "Ankara", "Kayseri", "Sivas", "Erzurum"]],
    ),
    "cargo": (
        (
            "The schooner sailed from Boston with flour that had come from Philadelphia. She "
            "called at Halifax and anchored at Reykjavik. Mail from New York was waiting for "
            "her there."
        ),
        [["Boston", "Halifax", "Reykjavik"]],
    ),
    "convoy_splits": (
        (
            "The convoy left Nairobi at dawn and drove to Nakuru. At Nakuru it split. Four "
            "lorries turned off for Kisumu with the medicine, while the rest went on to "
            "Eldoret and reached Kampala."
        ),
        [["Nairobi", "Nakuru", "Eldoret", "Kampala"], ["Kisumu"]],
    ),
    "messenger": (
        (
            "Captain Ortiz marched from Veracruz to Puebla. He sent a messenger to Mexico "
            "City, who came back after nine days. Ortiz then led his men on to Oaxaca."
        ),
        [["Veracruz", "Puebla", "Oaxaca"]],
    ),
    "meet_again": (
        (
            "Anna Berg left Oslo by train and Peter Falk left Stockholm by car. Anna went to "
            "Gothenburg. Peter drove to Malmö. They met in Copenhagen and travelled on "
            "together to Hamburg."
        ),
        [["Oslo", "Gothenburg", "Copenhagen", "Hamburg"], ["Stockholm", "Malmö"]],
    ),
    "nephew_returns": (
        (
            "Old Hassan left Cairo with his nephew. They sailed up to Luxor and came to "
            "Aswan. The nephew turned back to Cairo from there. Hassan went on to Khartoum."
        ),
        [["Cairo", "Luxor", "Aswan", "Khartoum"], ["Cairo"]],
    ),
    "quoted_we": (
        (
            "“We left Aleppo in the night,” says Samira Haddad. “In Gaziantep we slept in a "
            "mosque.” The family went on to Ankara and then to Istanbul. “From Istanbul we "
            "took a boat to Athens,” she says."
        ),
        [["Aleppo", "Gaziantep", "Ankara", "Istanbul", "Athens"]],
    ),
    "second_time": (
        (
            "I walked from Tijuana to San Diego in 2001 and was sent back to Tijuana.\n\nThe "
            "second time I went through Mexicali and got to Phoenix."
        ),
        [["Tijuana", "San Diego", "Tijuana"], ["Mexicali", "Phoenix"]],
    ),
    "others_by_train": (
        (
            "We left Delhi together. At Agra the others took the train to Jaipur. I drove on "
            "to Gwalior and reached Bhopal on Friday."
        ),
        [["Delhi", "Agra", "Gwalior", "Bhopal"], ["Jaipur"]],
    ),
    "contrast_but": (
        (
            "Maria and Jan left Warsaw in a van and spent a night in Lublin. Maria went on to"
            " Lviv, but Jan flew to Vienna."
        ),
        [["Warsaw", "Lublin", "Lviv"], ["Vienna"]],
    ),
    "aunt_elsewhere": (
        (
            "Kofi left Accra with two bags. His aunt in Lagos had died. He passed Kumasi and "
            "Tamale and reached Ouagadougou. His brother lives in Paris and has never left "
            "Paris."
        ),
        [["Accra", "Kumasi", "Tamale", "Ouagadougou"]],
    ),
    "ship_she": (
        (
            "The Esperanza left Cádiz in August 1768. She touched at Las Palmas and reached "
            "Havana in October. The captain died there, and the mate took her on to Veracruz."
        ),
        [["Cádiz", "Las Palmas", "Havana", "Veracruz"]],
    ),
    "teller_reporter": (
        (
            "I met Yusuf Demir in a tea house in Berlin. He left Diyarbakir in 2015, hid in "
            "Izmir and crossed to Athens. From Athens he walked to Skopje and took a train to"
            " Belgrade. He is now in Berlin and wants to stay."
        ),
        [["Diyarbakir", "Izmir", "Athens", "Skopje", "Belgrade", "Berlin"]],
    ),
    "doctor_leaves_party": (
        (
            "The expedition left Lima in 1903. It crossed to Cusco. The doctor fell ill and "
            "was carried back to Lima. The others went on to Puno and La Paz."
        ),
        [["Lima", "Cusco", "Puno", "La Paz"], ["Lima"]],
    ),
    "guide_with": (
        (
            "Our guide was called Bat. We left Ulaanbaatar in two jeeps. Bat led us through "
            "Erdenet, and we camped. The jeeps got to Irkutsk on the tenth day."
        ),
        [["Ulaanbaatar", "Erdenet", "Irkutsk"]],
    ),
    "husband_earlier": (
        (
            "Her husband had gone to Chicago the year before. Anna sold the cow and left "
            "Kraków in March. She took a train to Hamburg and sailed to New York. In New York"
            " an uncle put her on the train to Chicago."
        ),
        [["Kraków", "Hamburg", "New York", "Chicago"]],
    ),
    "army_two_columns": (
        (
            "The northern column marched from Pretoria to Polokwane. The southern column left"
            " Durban, took Pietermaritzburg and halted at Ladysmith."
        ),
        [["Durban", "Pietermaritzburg", "Ladysmith"], ["Pretoria", "Polokwane"]],
    ),
    "son_letter": (
        (
            "We left Odessa on 3 March and came to Chisinau. A letter came from our son in "
            "Toronto. We went on to Bucharest and Sofia."
        ),
        [["Odessa", "Chisinau", "Bucharest", "Sofia"]],
    ),
    "he_and_convoy_pronouns": (
        (
            "Tesfaye Bekele left Addis Ababa with the column. It moved off at six and stopped"
            " in Dessie. He slept under his lorry. They were held for a day in Mekele. On "
            "Sunday he unloaded in Asmara."
        ),
        [["Addis Ababa", "Dessie", "Mekele", "Asmara"]],
    ),
    "picked_up": (
        (
            "Hiroshi left Tokyo alone. In Nagoya he picked up his friend Kenji. The two drove"
            " to Kyoto and Osaka. Kenji took a ferry to Fukuoka, and Hiroshi returned to "
            "Tokyo."
        ),
        [["Tokyo", "Nagoya", "Kyoto", "Osaka", "Tokyo"], ["Fukuoka"]],
    ),
    "flashback": (
        (
            "On 4 May we reached Nairobi. We had come from Mombasa by the night train and had"
            " breakfast in Voi. The next day we drove to Naivasha."
        ),
        [["Mombasa", "Voi", "Nairobi", "Naivasha"]],
    ),
    "flashback_from_known": (
        (
            "We left Prague on Sunday and were in Vienna by night. On Wednesday we reached "
            "Budapest. From Vienna we had made a detour to Bratislava. We went home from "
            "Budapest to Prague."
        ),
        [["Prague", "Vienna", "Bratislava", "Budapest", "Prague"]],
    ),
    "captives": (
        (
            "The soldiers took us from Homs to Damascus. My cousin was released and went to "
            "Beirut. They moved the rest of us to Daraa and then to Amman."
        ),
        [["Homs", "Damascus", "Daraa", "Amman"], ["Beirut"]],
    ),
    "pilgrims": (
        (
            "In 1860 the pilgrims left Samarkand. They went by Bukhara and Mashhad, and "
            "rested in Baghdad. Some of them died in Basra. The survivors took ship to Jeddah"
            " and walked to Mecca."
        ),
        [["Samarkand", "Bukhara", "Mashhad", "Baghdad", "Basra", "Jeddah", "Mecca"]],
    ),
    "lead_then_story": (
        (
            "A truck with aid reached Goma on Friday. It had left Kampala on Tuesday, passed "
            "Mbarara and waited a day in Kigali."
        ),
        [["Kampala", "Mbarara", "Kigali", "Goma"]],
    ),
    "while": (
        (
            "While the ship lay in Valparaíso, Lieutenant Harkness rode to Santiago and was "
            "back in a week. The ship then sailed to Callao."
        ),
        [["Valparaíso", "Callao"], ["Santiago"]],
    ),
    "brother_wounded": (
        (
            "My brother Idris and I fled Kabul together. In Herat he was wounded and went "
            "home to Kabul. I crossed to Mashhad, worked in Tehran and walked to Tabriz."
        ),
        [["Kabul", "Herat", "Mashhad", "Tehran", "Tabriz"], ["Kabul"]],
    ),
    "without_us": (
        (
            "We reached Dakar in a pirogue. The boat left for Las Palmas without us. We took "
            "a lorry to Bamako and then a bus to Niamey."
        ),
        [["Dakar", "Bamako", "Niamey"]],
    ),
    "sitrep_labels": (
        (
            "Movements\n\n- Convoy A (nine lorries): left Entebbe on the 4th, was held at "
            "Masaka and reached Mbarara.\n\n- Convoy B (four lorries): left Gulu on the 5th and"
            " drove to Arua.\n\nStocks are low."
        ),
        [["Entebbe", "Masaka", "Mbarara"], ["Gulu", "Arua"]],
    ),
    "aunt_advises": (
        (
            "The brothers left Caracas in June. An aunt had once flown from Miami. They "
            "walked to Cúcuta and took a bus to Bogotá."
        ),
        [["Caracas", "Cúcuta", "Bogotá"]],
    ),
    "role_by_title": (
        (
            "Sister Agnes left Dublin in 1922 and sailed from Liverpool. In Bombay the nun "
            "stayed a month. She took the train to Nagpur."
        ),
        [["Dublin", "Liverpool", "Bombay", "Nagpur"]],
    ),
    "he_she_two": (
        (
            "Olga and Pavel left Minsk by train. In Warsaw they parted. She went on to Prague"
            " and Munich. He turned south and reached Budapest."
        ),
        [["Minsk", "Warsaw", "Prague", "Munich"], ["Budapest"]],
    ),
    "quoted_passenger": (
        (
            "The bus left La Paz at dawn. “We slept in Oruro,” says Juana Mamani, a "
            "passenger. It reached Potosí two days late."
        ),
        [["La Paz", "Oruro", "Potosí"]],
    ),
    "deserter_and_regiment": (
        (
            "The regiment marched out of Lyon and crossed to Turin. Two deserters went home "
            "to Grenoble. The regiment went on to Milan and camped at Verona."
        ),
        [["Lyon", "Turin", "Milan", "Verona"], ["Grenoble"]],
    ),
    "before_a_place": (
        (
            "We left Hobart in a ketch and reached Sydney. We anchored at Brisbane, and before "
            "Brisbane, I forgot to say, we had spent a night in Newcastle. Then came Cairns."
        ),
        [["Hobart", "Sydney", "Newcastle", "Brisbane", "Cairns"]],
    ),
    "days_earlier": (
        (
            "In Salta the dogs own the street, and they watched Marcela as she slept at the "
            "station.\n\nShe had boarded the train in Buenos Aires six days earlier. She changed "
            "in Córdoba and spent a night in Tucumán.\n\nFrom Salta she drove on to Jujuy."
        ),
        [["Buenos Aires", "Córdoba", "Tucumán", "Salta", "Jujuy"]],
    ),
    "detour_from_a_known_place": (
        (
            "I left Hanoi by bus and slept in Vinh. On Friday I was in Hue. From Vinh I had gone "
            "up to Vientiane for a day. I flew home from Hue to Hanoi."
        ),
        [["Hanoi", "Vinh", "Vientiane", "Hue", "Hanoi"]],
    ),
    "arrival_first": (
        (
            "A column of tankers reached Herat on Sunday. It had left Mashhad on Thursday and "
            "waited a day at Taybad."
        ),
        [["Mashhad", "Taybad", "Herat"]],
    ),
    "statement_of_a_daughter": (
        (
            "In August I left Kabul with my mother and my brother Omid. We went by taxi to "
            "Kandahar and on to Quetta.\n\nMy mother was too ill to go on. She stayed in "
            "Quetta with "
            "an aunt and later flew to Istanbul.\n\nOmid and I travelled to Karachi. Omid was "
            "arrested there. He was deported to Herat. I went on alone to Bandar Abbas."
        ),
        [
            ["Kabul", "Kandahar", "Quetta", "Karachi", "Bandar Abbas"],
            ["Quetta", "Istanbul"],
            ["Karachi", "Herat"],
        ],
    ),
    "wounded_comrade": (
        (
            "We sailed from Southampton and lay two days at Gibraltar. At Malta young Perkins "
            "broke his leg and was sent home to Plymouth. We landed at Salonika in the rain."
        ),
        [["Southampton", "Gibraltar", "Malta", "Salonika"], ["Plymouth"]],
    ),
    "three_vessels": (
        (
            "The steamer Corvus cleared Duluth on Monday and passed Detroit on Thursday.\n\n"
            "The freighter Meridian left Cleveland with flour and reached Buffalo.\n\n"
            "The Corvus put into Toledo for repairs."
        ),
        [["Duluth", "Detroit", "Toledo"], ["Cleveland", "Buffalo"]],
    ),
    "she_and_the_count": (
        (
            "Halina taught mathematics, and she skied. She and Morstin left Warsaw in January. In "
            "Budapest they parted. He took the night train to Belgrade and went on to Sofia. She "
            "returned to Warsaw by way of Košice."
        ),
        [["Warsaw", "Budapest", "Košice", "Warsaw"], ["Belgrade", "Sofia"]],
    ),
    "bystanders": (
        (
            "The family started from Kirov on a goods train. At Samara they waited two "
            "days, and people were lying along the wall. They reached Tashkent in October. An "
            "officer gave them bread there. In spring they were in Ashgabat."
        ),
        [["Kirov", "Samara", "Tashkent", "Ashgabat"]],
    ),
}

ARABIC = {
    "ar_two_brothers": (
        (
            "خرج الأخوان سعيد ومحمود من طرابلس إلى تونس. في تونس افترقا. سافر سعيد إلى "
            "الجزائر ثم إلى وهران. أما محمود فركب الباخرة إلى مرسيليا."
        ),
        [["طرابلس", "تونس", "الجزائر", "وهران"], ["مرسيليا"]],
    ),
    "ar_driver_truck": (
        (
            "غادر السائق كريم البصرة فجرا. توقفت الشاحنة في الناصرية. نام كريم في الكوت، ثم "
            "وصلت الشاحنة إلى بغداد."
        ),
        [["البصرة", "الناصرية", "الكوت", "بغداد"]],
    ),
    "ar_friend_ill": (
        (
            "انطلقنا من الدوحة إلى الرياض. مرض صديقي فعاد إلى الدوحة. أكملت الطريق إلى جدة ثم"
            " وصلت إلى مكة."
        ),
        [["الدوحة", "الرياض", "جدة", "مكة"], ["الدوحة"]],
    ),
    "ar_met": (
        (
            "خرجت القافلة من مراكش ووصلت إلى فاس. التقى التجار هناك رجلا جاء من تلمسان. ثم "
            "سارت القافلة إلى وجدة."
        ),
        [["مراكش", "فاس", "وجدة"]],
    ),
    "ar_split_convoy": (
        (
            "غادرت القافلة عدن ووصلت إلى تعز. انفصلت شاحنتان عن القافلة وتوجهتا إلى الحديدة. "
            "وواصلت القافلة طريقها إلى صنعاء."
        ),
        [["عدن", "تعز", "صنعاء"], ["الحديدة"]],
    ),
    "ar_woman": (
        (
            "غادرت ليلى حمص في آذار. وصلت إلى طرابلس ثم ركبت السفينة إلى مرسين. ومن مرسين "
            "سافرت إلى أنقرة."
        ),
        [["حمص", "طرابلس", "مرسين", "أنقرة"]],
    ),
    "ar_son_stays": (
        (
            "خرجنا من الموصل مع ابني. وصلنا إلى أربيل. بقي ابني في أربيل ثم ذهب إلى دهوك. "
            "تابعنا إلى كركوك ودخلنا بغداد."
        ),
        [["الموصل", "أربيل", "كركوك", "بغداد"], ["أربيل", "دهوك"]],
    ),
    "ar_as_for": (
        (
            "سافر الشيخ يوسف وابنه من دمشق إلى بيروت. في بيروت ودع يوسف ابنه. ثم انتقل إلى "
            "طرابلس وعمل في الميناء. أما يوسف فرجع إلى حمص."
        ),
        [["دمشق", "بيروت", "حمص"], ["طرابلس"]],
    ),
    "ar_labels": (
        (
            "التحركات\n\n- القافلة أ (تسع شاحنات): غادرت عدن وبلغت المخا.\n\n- القافلة ب: غادرت "
            "صنعاء ووصلت إلى ذمار.\n\n- فريق التقييم: وصل من سيئون إلى المكلا."
        ),
        [["عدن", "المخا"], ["صنعاء", "ذمار"], ["سيئون", "المكلا"]],
    ),
    "ar_couple_gender": (
        (
            "غادر الزوجان القاهرة إلى أسوان. في أسوان افترقا. ركبت هي القطار إلى الأقصر. "
            "وسافر هو إلى الخرطوم ثم إلى كسلا."
        ),
        [["القاهرة", "أسوان", "الخرطوم", "كسلا"], ["الأقصر"]],
    ),
    "ar_before_that": (
        (
            "تحرك بنا القطار من الخرطوم، وبتنا في شندي.\n\nقبل ذلك بيومين خرجت من كسلا ونمت في "
            "القضارف ثم وصلت إلى الخرطوم.\n\nمن شندي سافرنا إلى عطبرة."
        ),
        [["كسلا", "القضارف", "الخرطوم", "شندي", "عطبرة"]],
    ),
}


@pytest.fixture(scope="module")
def world():
    return open_gazetteer(("world",), places_tsv=None)


def journeys(text, gazetteer, lang):
    """Named stops of every journey that was travelled, in order; a return counts again."""
    mentions = find_mentions(make_document(text, lang=lang), gazetteer)
    by_id = {m.id: m for m in mentions}
    lines = {}
    for mention in sorted(mentions, key=lambda m: (m.told_at or m.anchor.start, m.anchor.start)):
        travelled = mention.role.is_on_route and mention.role is not Role.PLANNED
        if mention.itinerary is None or not travelled or mention.stance is not Stance.STATED:
            continue
        root = mention
        while root.refers_to is not None:
            root = by_id[root.refers_to]
        name = fold_name(root.anchor.exact)
        line = lines.setdefault(mention.itinerary, [])
        again = name in line and mention.visit == 0
        if root.kind is MentionKind.TOPONYM and not again and line[-1:] != [name]:
            line.append(name)
    return sorted(line for line in lines.values() if line)


def known(lines):
    return sorted([fold_name(name) for name in line] for line in lines)


@pytest.mark.parametrize("story", sorted(ENGLISH))
def test_a_story_is_divided(story, world):
    text, expected = ENGLISH[story]
    assert journeys(text, world, "en") == known(expected)


@pytest.mark.parametrize("story", sorted(ARABIC))
def test_an_arabic_story_is_divided(story, world):
    text, expected = ARABIC[story]
    assert journeys(text, world, "ar") == known(expected)
