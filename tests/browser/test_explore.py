"""Explore in a real browser: the made-up case."""

import json

import made_case
import pytest

STOPS = ".leaflet-marker-icon.stop-box"


def the_map(page):
    return page.frame_locator("iframe").first


def selected(page):
    return page.evaluate("() => window.convoyStore.selected")


def click_stop(page, feature_id):
    """Click a stop on the map by the name that it tells a screen reader."""
    title = next(f for f in made_case.features()["features"] if f["id"] == feature_id)
    n = made_case.features()["features"].index(title)
    page.evaluate(
        """(n) => {
          const frame = document.querySelector("iframe").contentWindow;
          const name = window.convoyStore.byN.get(n);
          const marks = [...frame.document.querySelectorAll(".leaflet-marker-icon")];
          const wanted = marks.filter((m) => m.getAttribute("aria-label") === name.title);
          const journeys = window.convoyStore.view.itineraries;
          const journey = journeys.findIndex((i) => i.id === name.itinerary);
          const colour = ["#0072B2", "#D55E00", "#009E73"][journey];
          const mark = wanted.find((m) => m.innerHTML.includes(colour)) ?? wanted[0];
          mark.dispatchEvent(new frame.MouseEvent("click", { bubbles: true }));
        }""",
        n,
    )


def located():
    return [
        f
        for f in made_case.features()["features"]
        if f["properties"]["kind"] == "waypoint" and f["geometry"]
    ]


def test_every_stop_opens_its_quote_in_its_source(made_server, visit):
    page = visit(made_server.url)
    for feature in located():
        click_stop(page, feature["id"])
        page.wait_for_function(f"() => window.convoyStore.selected === {feature['id']!r}")
        marks = page.locator(".part-reader mark.chosen").all_inner_texts()
        for quote in feature["properties"]["quotes"]:
            assert quote["exact"] in marks
        who = page.locator(".part-reader .who").all_inner_texts()
        for quote in feature["properties"]["quotes"]:
            assert any((quote["witness"] or "the report itself") in line for line in who)


def test_the_selection_is_in_the_address_and_opens_again_elsewhere(made_server, visit):
    page = visit(made_server.url)
    click_stop(page, "salt/tanout")
    page.wait_for_url("**at=salt%2Ftanout**")
    other = visit(page.url, fresh=True)
    other.wait_for_function("() => window.convoyStore.selected === 'salt/tanout'")
    assert "وصلنا إلى تانوت ليلاً" in other.locator(".part-reader mark.chosen").all_inner_texts()


def test_a_stop_opens_with_the_keyboard(made_server, visit):
    page = visit(made_server.url)
    mark = the_map(page).locator("[aria-label='The well']")
    mark.focus()
    mark.press("Enter")
    page.wait_for_function("() => window.convoyStore.selected === 'salt/well'")


def test_arrow_keys_walk_the_route(made_server, visit):
    page = visit(made_server.url)
    page.locator(".part-reader h2").focus()
    seen = []
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        seen.append(selected(page))
    assert seen == ["salt/agadez", "salt/well", "salt/tanout", "salt/bridge"]
    page.keyboard.press("ArrowLeft")
    assert selected(page) == "salt/tanout"


def test_the_ring_follows_the_selection_and_the_zoom_is_kept(made_server, visit):
    page = visit(made_server.url)
    zoom = page.evaluate("() => document.querySelector('iframe').contentWindow.convoyMap.getZoom()")
    for wanted in ("salt/well", "salt/agadez"):
        click_stop(page, wanted)
        page.wait_for_timeout(700)
        assert the_map(page).locator("path.ring").count() == 1
    now = page.evaluate("() => document.querySelector('iframe').contentWindow.convoyMap.getZoom()")
    assert now == zoom


def test_unlocated_and_undated_evidence_is_in_timeline_and_table(made_server, visit):
    page = visit(made_server.url)
    assert page.locator(".part-ledger .undated [data-id='salt/bridge']").count() == 1
    page.locator("#tab-table").click()
    rows = page.locator(".part-ledger tbody tr").count()
    kinds = [f["properties"]["kind"] for f in made_case.features()["features"]]
    assert rows == kinds.count("waypoint") + kinds.count("leg")
    page.locator(".part-ledger tr[data-id='salt/bridge'] button").click()
    assert selected(page) == "salt/bridge"
    assert "not on the map" in page.locator(".part-reader").inner_text()


def test_a_leg_tells_its_ends_its_length_and_what_is_inferred(made_server, visit):
    page = visit(made_server.url)
    page.locator("#tab-table").click()
    page.locator(".part-ledger tr[data-id='salt/well--tanout'] button").click()
    text = page.locator(".part-reader").inner_text()
    assert "Nobody describes this way" in text
    assert "71.3 km" in text
    assert "18–44 km/h" in text
    assert "a village between Agadez and Aderbissinat" in text
    assert "By nightfall they had reached Tanout" in text


def test_planned_and_attempted_are_never_shown_as_travelled(made_server, visit):
    page = visit(made_server.url)
    for ident, words in (("plan/arlit", "planned, not travelled"), ("sani/zinder", "attempted")):
        click_stop(page, ident)
        chips = page.locator(".part-reader .chips").inner_text()
        assert words in chips
        assert "travelled" not in chips.replace("not travelled", "")
    labels = the_map(page).locator(".way-text").all_inner_texts()
    assert "planned, not travelled" in labels
    classes = the_map(page).locator(".stop").evaluate_all("all => all.map(e => e.className)")
    assert classes.count("stop stop-planned") == 2
    assert classes.count("stop stop-attempted") == 1


def test_filters_and_search_in_arabic(made_server, visit):
    page = visit(made_server.url)
    page.locator("#search").fill("تانوت ليلا")
    assert page.locator(".part-ledger [data-id]").evaluate_all(
        "all => all.map(e => e.dataset.id)"
    ) == ["salt/tanout"]
    assert "1 stop fits" in page.locator(".part-bar #result").inner_text()
    page.wait_for_function(
        "() => document.querySelector('iframe').contentDocument"
        ".querySelectorAll('.leaflet-marker-icon').length === 1"
    )
    page.locator(".part-bar #result button").click()
    page.locator("#menu-filters").click()
    page.get_by_label("Sani's own journey").check()
    assert page.locator(".part-ledger [data-id]").count() == 1


def test_another_quote_in_the_text_leads_to_its_stop(made_server, visit):
    page = visit(f"{made_server.url}/?at=salt/well")
    page.locator(".part-reader .other", has_text="By nightfall").click()
    assert selected(page) == "salt/tanout"


def test_the_download_is_the_file_on_disk(made_server, visit):
    page = visit(made_server.url)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download GeoJSON").click()
    content = waiting.value.path().read_bytes()
    assert content == json.dumps(made_case.features(), ensure_ascii=False).encode()


def test_arabic_interface_runs_from_right_to_left(made_server, visit):
    page = visit(f"{made_server.url}/?lang=ar")
    assert page.locator(".part-reader").get_attribute("dir") == "rtl"
    assert page.locator(".stApp").evaluate("e => getComputedStyle(e).direction") == "rtl"
    page.locator(".part-reader h2").focus()
    page.keyboard.press("ArrowLeft")
    assert selected(page) == "salt/agadez"
    assert "ما قيل" in page.locator(".part-reader").inner_text()


def test_the_tour_can_be_dismissed_and_stays_away(made_server, visit):
    page = visit(made_server.url, fresh=True)
    assert page.locator(".tour").count() == 1
    page.locator(".tour button", has_text="Skip").click()
    page.reload()
    page.wait_for_function("() => window.convoyStore && window.convoyStore.view")
    assert page.locator(".part-reader h2").count() == 1
    assert page.locator(".tour").count() == 0


@pytest.mark.parametrize("width", [390, 1400])
def test_nothing_is_wider_than_the_window(made_server, visit, width):
    page = visit(f"{made_server.url}/?at=salt/agadez", width=width, height=844)
    wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0


def test_a_foreign_origin_gets_no_websocket(made_server, visit):
    page = visit(made_server.url)
    cookie_less = page.request.get(
        f"{made_server.url}/_stcore/health", headers={"Origin": "http://attacker.example"}
    )
    assert cookie_less.status == 403
