"""Every page, run as a session runs it but without a browser."""

import html

import hostile_case
import pytest

from convoy_map.errors import CaseError, ConvoyMapError

PAGES = ("explore", "review", "question", "export", "new_case")


def all_html(test):
    return " ".join(html.unescape(e.proto.body) for e in test.get("html"))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_pages_run(open_page, name, lang):
    test = open_page(name, lang=lang)
    assert not test.exception
    assert not test.error


@pytest.mark.parametrize("name", PAGES)
def test_pages_run_on_a_hostile_case(open_page, fake, name):
    def spoilt(self):
        self.definition = hostile_case.definition()
        self.documents = hostile_case.documents()
        self._features = hostile_case.features()

    fake.__init__ = spoilt
    test = open_page(name)
    assert not test.exception
    written = [e.value for e in (*test.markdown, *test.title, *test.header, *test.subheader)]
    written += [w.label for w in (*test.button, *test.selectbox, *test.multiselect, *test.radio)]
    assert not any("7*191" in str(text) for text in written), "somebody else's text as Markdown"


def test_a_title_is_written_as_text(open_page, fake):
    def spoilt(self):
        self.definition = hostile_case.definition()
        self.documents = hostile_case.documents()
        self._features = hostile_case.features()

    fake.__init__ = spoilt
    test = open_page("explore")
    raw = " ".join(e.proto.body for e in test.get("html"))
    assert "<script>" not in raw
    assert "&lt;script&gt;" in raw


@pytest.mark.parametrize("name", ["explore", "review", "question", "export"])
def test_an_error_of_ours_is_told_with_its_mend(open_page, fake, name):
    def broken(path, **more):
        raise CaseError("the YAML has a tab", where="route.yaml:7", mend="use spaces")

    fake.open = staticmethod(broken)
    test = open_page(name)
    assert not test.exception
    told = all_html(test)
    assert "the YAML has a tab" in told
    assert "route.yaml:7" in told
    assert "use spaces" in told


def test_a_case_that_vanishes_while_open_is_told(open_page, case_folder):
    (case_folder / "route.yaml").unlink()
    (case_folder.parent / "other").mkdir()
    test = open_page("explore")
    assert not test.exception
    assert test.info or "cannot be read" in all_html(test)


def test_an_empty_folder_says_what_to_do(open_page, monkeypatch, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.setenv("CONVOY_MAP_CASE", str(empty))
    for name in ("explore", "review", "question", "export"):
        test = open_page(name)
        assert "New case" in test.info[0].value


def test_a_case_without_a_map_offers_to_build_it(open_page, case_folder, fake):
    (case_folder / "derived" / "route.geojson").unlink()
    built = []
    fake.build = lambda self, progress=None: built.append(1)
    test = open_page("explore")
    test.button(key="first-build").click().run()
    assert built == [1]


class Judging:
    """Records what a page asks the workspace to write."""

    def __init__(self, fake):
        self.lines = []
        outer = self

        def judge(self, **fields):
            outer.lines.append(fields)
            return type("Made", (), {"id": "j002"})

        fake.judge = judge


def test_a_decision_is_recorded_with_its_reason(open_page, fake):
    judging = Judging(fake)
    test = open_page("review")
    test.text_input(key="judge_by").input("M. K.").run()
    test.text_area(key="judge_why-0").input("the notebook says so").run()
    test.button(key="record").click().run()
    assert judging.lines == [
        {
            "verdict": "accept",
            "about": "diary:311-347",
            "exact": "By nightfall they had reached Tanout",
            "by": "M. K.",
            "why": "the notebook says so",
            "itinerary": "salt",
            "role": "via",
        }
    ]
    assert "j002" in test.success[0].value


@pytest.mark.parametrize(
    ("by", "why", "told"),
    [("", "reason", "a decision needs a name"), ("me", " ", "a decision needs a reason")],
)
def test_a_decision_without_name_or_reason_is_refused(open_page, fake, by, why, told):
    judging = Judging(fake)
    test = open_page("review")
    test.text_input(key="judge_by").input(by).run()
    test.text_area(key="judge_why-0").input(why).run()
    test.button(key="record").click().run()
    assert judging.lines == []
    assert told in all_html(test)


def test_a_disk_that_is_full_is_told_and_the_reason_is_kept(open_page, fake):
    def full(self, **fields):
        raise ConvoyMapError("no space left", where="route.yaml", mend="free some space")

    fake.judge = full
    test = open_page("review")
    test.text_input(key="judge_by").input("me").run()
    test.text_area(key="judge_why-0").input("a long thought").run()
    test.button(key="record").click().run()
    assert "no space left" in all_html(test)
    assert test.text_area(key="judge_why-0").value == "a long thought"


def test_another_place_takes_the_typed_id_before_the_list(open_page, fake):
    judging = Judging(fake)
    test = open_page("review")
    test.text_input(key="judge_by").input("me").run()
    test.text_area(key="judge_why-0").input("because").run()
    test.radio(key="verdict-diary:311-347").set_value("place").run()
    typed = next(t for t in test.text_input if "geonames" in t.label)
    typed.input("geonames:1").run()
    test.button(key="record").click().run()
    assert judging.lines[0]["place"] == "geonames:1"


def test_several_places_are_kept_open_with_their_weights(open_page, fake):
    judging = Judging(fake)
    test = open_page("review")
    test.text_input(key="judge_by").input("me").run()
    test.text_area(key="judge_why-0").input("two of that name").run()
    test.radio(key="verdict-diary:311-347").set_value("several").run()
    test.button(key="record").click().run()
    assert judging.lines == []
    assert "says no places" in all_html(test)
    test.text_input(key="several-more-diary:311-347").input("made:5").run()
    test.button(key="record").click().run()
    assert judging.lines[0]["places"] == "made:3; made:5"
    test.text_area(key="judge_why-1").input("one is likelier").run()
    test.text_input(key="several-more-diary:311-347").input("made:5").run()
    test.number_input(key="weight-diary:311-347-made:3").set_value(75.0).run()
    test.button(key="record").click().run()
    assert judging.lines[1]["places"] == "made:3 75; made:5 50"


def test_a_fault_of_the_program_is_told_with_a_way_on(open_page, fake, caplog):
    def broken(self, result=None):
        raise ZeroDivisionError("secret words of a witness")

    fake.review_queue = broken
    test = open_page("review")
    told = all_html(test)
    assert "the program has a fault here (ZeroDivisionError)" in told
    assert "secret words" not in told
    assert "secret words" in caplog.text
    assert test.button(key="try-again").label == "Try again"


def test_a_file_that_cannot_be_read_is_told_with_a_way_on(open_page, fake):
    def full(self, result=None):
        raise OSError(28, "No space left on device", "/somewhere/file")

    fake.review_queue = full
    test = open_page("review")
    told = all_html(test)
    assert "could not read or write a file (No space left on device)" in told
    assert "/somewhere/file" in told
    assert test.button(key="try-again").label == "Try again"


def test_an_area_that_is_not_drawn_is_asked_for(open_page, fake):
    judging = Judging(fake)
    test = open_page("review")
    test.text_input(key="judge_by").input("me").run()
    test.text_area(key="judge_why-0").input("because").run()
    test.radio(key="verdict-diary:311-347").set_value("area").run()
    test.button(key="record").click().run()
    assert judging.lines == []
    assert "says no geometry" in all_html(test)


def test_undo_appends_a_withdrawal(open_page, fake):
    undone = []
    fake.undo = lambda self, ident, by, why: undone.append((ident, by))
    test = open_page("review")
    test.text_input(key="judge_by").input("me").run()
    test.button(key="undo-j001").click().run()
    assert undone == [("j001", "me")]


def test_a_second_person_repeats_a_decision_under_their_own_name(open_page, fake):
    judging = Judging(fake)
    test = open_page("review")
    test.text_input(key="judge_by").input("second").run()
    test.button(key="agree-j001").click().run()
    assert judging.lines[0]["by"] == "second"
    assert judging.lines[0]["verdict"] == "accept"
    assert judging.lines[0]["itinerary"] == "salt"


def test_the_pre_flight_names_what_is_unreviewed_and_who_would_be_public(open_page):
    test = open_page("export")
    assert "2 stops have not been reviewed" in test.warning[0].value
    told = all_html(test)
    assert "Hadiza" in told
    assert "6 exact positions" in told
    test.radio(key="profile").set_value("public").run()
    assert "Hadiza" not in all_html(test)


def test_a_new_case_needs_documents(open_page):
    test = open_page("new_case")
    assert test.button(key="make").disabled


def test_a_region_upside_down_is_refused(open_page):
    test = open_page("new_case")
    test.checkbox(key="own_region").check().run()
    south = next(n for n in test.number_input if "South" in n.label)
    south.set_value(60.0).run()
    assert "is not below its north" in all_html(test)
