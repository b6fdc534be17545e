"""The engine's reasons in Arabic: every sentence has its pattern, every name is isolated."""

import json
import re

import pytest

from convoy_map.app import language
from convoy_map.app.reason_patterns import FEATURES, PATTERNS
from convoy_map.app.reasons import isolated, reason_lines, said
from convoy_map.app.view import panel_view
from convoy_map.candidates.features import WEIGHTS
from convoy_map.routing.timing import in_words

ARABIC = language.catalogue("ar").gettext
LATIN = re.compile(r"[A-Za-z]{2,}")


def foreign_words(text):
    """Latin words outside isolates: what a pattern missed."""
    bare = re.sub(r"\u2068[^\u2068\u2069]*\u2069", "", text)
    return LATIN.findall(re.sub(r"\u2068[^\u2068\u2069]*\u2069", "", bare))


def sentences_of(features):
    for row in features:
        p = row["properties"]
        texts = [p.get(name) for name in ("why", "relation", "hypothesis", "differs_by")]
        texts += [c.get("why") for n in ("candidates", "rejected") for c in p.get(n) or ()]
        yield from (text for text in texts if text)


@pytest.fixture(scope="module")
def shipped(project_dir):
    path = project_dir / "routes" / "raqqa-2017" / "derived" / "route.geojson"
    return json.loads(path.read_text(encoding="utf-8"))["features"]


def test_every_reason_of_the_first_case_has_a_pattern(shipped):
    missed = {
        line
        for text in sentences_of(shipped)
        for line in reason_lines(text, lambda pattern: f"<{pattern}>")
        if "<" not in line
    }
    assert missed == set()


def test_every_reason_of_the_first_case_is_said_in_arabic(shipped):
    said_so = [line for text in sentences_of(shipped) for line in reason_lines(text, ARABIC)]
    assert len(said_so) > 100
    assert {word for line in said_so for word in foreign_words(line)} == set()


def test_english_reasons_stay_word_for_word(shipped):
    for text in sentences_of(shipped):
        assert " ".join(reason_lines(text, None)) == text.strip()


def test_the_names_of_all_features_are_in_the_catalogue():
    assert set(WEIGHTS) - set(FEATURES) == set()


def test_the_engines_durations_have_a_pattern():
    for seconds in (90.0, 5000.0, 9000.0, 150_000.0, 400_000.0):
        assert foreign_words(said(in_words(seconds), ARABIC)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Near Alba (70%; 2 other candidates); near is taken as some 5 km",
        "12 km from Alba, give or take 0.5 km, in no stated direction",
        "Between Alba and Borra, at neither of them, and not far off the straight way; and "
        "By the border of Alba and Borra, within some 2 km.",
        "Where the journey turns left; North of Alba, up to 45° either side; an unstated "
        "distance, taken as about 6 km.",
        "It could also be Alba (g:1), 20%: sounds like Alba (0.91); 1,200 people; in SY, a "
        "country of the case; or Borra (g:2), 5%: exactly the name Borra.",
        "These cannot all hold: Alba before Borra (“dawn” is before “noon”); Borra before "
        "Alba (the diary tells of Borra before Alba).",
        "Driving takes at least 41 minutes, which does not fit the 20 hours told.",
        "The route of 'convoy' becomes 12.0 km longer.",
        "The 90 % corridors of 'convoy' share 81% of their joint area.",
        "near the other names: the best candidate has it (near Alba, which is named too), this "
        "one does not",
        "one of 2 kept open by a person: two of that name",
        "Here Alba is Borra; the route shown takes it for Alba the Far. A statement that tells "
        "the two places apart would decide.",
        "8 km north-east of Alba; in the east of Borra",
    ],
)
def test_sentences_that_the_first_case_does_not_have(text):
    for line in reason_lines(text, ARABIC):
        assert foreign_words(line) == [], line
        assert re.search(r"[\u0600-\u06FF]", line)


def test_what_people_wrote_stays_as_it_is_and_cannot_turn_the_line():
    text = "Judged (j1): he said: “At Raqqa, within 3 km of its point”; then {n} <b>left</b>."
    (line,) = reason_lines(text, ARABIC)
    words = "he said: “At Raqqa, within 3 km of its point”; then {n} <b>left</b>"
    assert isolated(words) in line


def test_an_unknown_sentence_stays_and_is_isolated():
    assert (
        said("Nobody foresaw this sentence.", ARABIC)
        == isolated("Nobody foresaw this sentence") + "."
    )


def test_patterns_are_found_by_themselves():
    """No wider pattern stands before a narrower one and takes its place."""
    samples = {"point": "north", "distance": "3 km", "time": "2 hours", "id": "g:1"}
    for pattern in PATTERNS:
        if re.fullmatch(r"\{\w+\}\W*\{\w+\}\W*", pattern):
            continue
        holes = re.findall(r"\{(\w+)\}", pattern)
        values = {
            hole: samples.get(hole.rstrip("2"), "name" if hole == "feature" else "7")
            for hole in holes
        }
        asked = []
        said(pattern.format(**values), lambda p, asked=asked: asked.append(p) or p)
        assert asked[0] == pattern


def test_the_panel_gets_reasons_as_lines(definition, documents, features):
    row = features["features"][0]
    row["properties"]["why"] = "At Agadez, within 3 km of its point. Judged (j1): so it is."
    english = panel_view(definition, documents, features)["items"][0]
    assert english["why"] == ["At Agadez, within 3 km of its point.", "Judged (j1): so it is."]
    arabic = panel_view(definition, documents, features, speak=ARABIC)["items"][0]
    assert foreign_words(" ".join(arabic["why"])) == []


def test_english_is_not_translated(monkeypatch):
    monkeypatch.setattr(language, "current", lambda: "en")
    assert language.speaker() is None
    monkeypatch.setattr(language, "current", lambda: "ar")
    assert language.speaker()("north") == "شمال"
