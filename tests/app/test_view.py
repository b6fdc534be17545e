import json

import pytest

from convoy_map.app.drafts import FIELDS, REQUIRED, fields_of, polygon_wkt, target_of
from convoy_map.app.ground import labels_of
from convoy_map.app.view import panel_view
from convoy_map.errors import JudgementError
from convoy_map.model import Place, Toponym


def test_a_view_holds_everything_that_is_shown_and_survives_json(definition, documents, features):
    view = panel_view(definition, documents, features)
    kinds = [item["kind"] for item in view["items"]]
    assert kinds.count("waypoint") == 7
    assert kinds.count("leg") == 4
    assert kinds.count("alternative") == 1
    assert json.loads(json.dumps(view)) == json.loads(json.dumps(view))
    bridge = next(i for i in view["items"] if i["id"] == "salt/bridge")
    assert bridge["drawn"] is False
    assert bridge["lon"] is None


def test_positions_match_the_collection(definition, documents, features):
    for item in panel_view(definition, documents, features)["items"]:
        assert features["features"][item["n"]]["id"] == item["id"]


def test_the_version_changes_with_the_content_only(definition, documents, features):
    first = panel_view(definition, documents, features)["version"]
    assert panel_view(definition, documents, features)["version"] == first
    features["features"][0]["properties"]["title"] = "other"
    assert panel_view(definition, documents, features)["version"] != first


def test_journeys_without_a_feature_are_still_listed(definition, documents):
    view = panel_view(definition, documents, {"features": []})
    assert [i["id"] for i in view["itineraries"]] == ["salt", "plan", "sani"]


def test_a_journey_that_the_case_does_not_name_is_shown_by_its_id(definition, documents, features):
    features["features"][0]["properties"]["itinerary"] = "ghost"
    view = panel_view(definition, documents, features)
    assert view["itineraries"][0]["title"] == "ghost"


def test_the_target_of_a_judgement_is_read_from_the_document(documents):
    target = target_of("diary:0-16", documents)
    assert target.exact == "The salt lorries"
    assert target.about == "diary:0-16"


@pytest.mark.parametrize("about", ["", "diary", "diary:a-b", "diary:5", ":1-2"])
def test_a_target_of_another_form_is_refused(documents, about):
    with pytest.raises(JudgementError, match=r"is not of the form source:start-end"):
        target_of(about, documents)


@pytest.mark.parametrize("about", ["ghost:0-5", "diary:0-999999", "diary:7-7"])
def test_a_target_without_words_is_refused(documents, about):
    with pytest.raises(JudgementError, match=r"no words stand at .*choose the words"):
        target_of(about, documents)


def test_only_the_fields_of_a_verdict_are_kept():
    everything = {name: "x" for fields in FIELDS.values() for name in fields}
    for verdict, fields in FIELDS.items():
        assert set(fields_of(verdict, everything)) == set(fields)


@pytest.mark.parametrize(("verdict", "field"), REQUIRED.items())
def test_a_verdict_that_lacks_what_it_needs_is_refused(verdict, field):
    with pytest.raises(JudgementError, match=rf"'{verdict}' says no {field}.*fill in the {field}"):
        fields_of(verdict, {field: ""})


def test_an_unknown_verdict_is_refused():
    with pytest.raises(JudgementError, match=r"'maybe' is no verdict.*use one of accept"):
        fields_of("maybe", {})


def test_an_area_needs_three_corners():
    with pytest.raises(JudgementError, match=r"needs three corners, this has 2.*click more"):
        polygon_wkt([(0, 0), (1, 1)])


def town(title, population, feature_class="P", lon=1.0):
    return Place("x:1", title, lon, 2.0, 1000.0, feature_class, "PPL", population=population,
                 toponyms=(Toponym("ب", "ar"),))  # fmt: skip


def test_labels_are_towns_ranked_by_people():
    places = [town("big", 300_000), town("small", None), town("hill", 5, "T"),
              town("nowhere", 10, lon=None)]  # fmt: skip
    labels = list(labels_of(places))
    assert [(k.title, k.rank, k.title_ar) for k in labels] == [("big", 5, "ب"), ("small", 0, "ب")]
