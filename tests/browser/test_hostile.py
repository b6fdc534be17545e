"""Texts that want to be code, in every field: they are shown as text and nothing runs."""

import hostile_case
import pytest

PAGES = ("", "review", "question", "export", "new-case")


def everything(page):
    """All that is in the document, shadow trees and frames included."""
    return page.evaluate(
        """() => {
          const gather = (root) => {
            let out = root.innerHTML ?? "";
            for (const e of root.querySelectorAll("*")) {
              if (e.shadowRoot) out += gather(e.shadowRoot);
              if (e.tagName === "IFRAME" && e.contentDocument) out += gather(e.contentDocument);
            }
            return out;
          };
          return gather(document.documentElement);
        }"""
    )


def assert_harmless(page):
    assert page.evaluate("() => window.hacked") is None
    for frame in page.frames:
        assert frame.evaluate("() => window.hacked") is None
    markup = everything(page)
    assert "1337" not in markup
    assert "<img src=x" not in markup
    assert "<script>window.hacked" not in markup
    assert 'src="http://attacker' not in markup
    assert 'href="http://attacker' not in markup


@pytest.mark.parametrize("name", PAGES)
def test_every_page_shows_attacks_as_text(hostile_server, visit, name):
    ready = None if name else "() => window.convoyStore && window.convoyStore.mapReady"
    page = visit(f"{hostile_server.url}/{name}", ready=ready)
    page.wait_for_selector("h1, h2, h3")
    page.wait_for_timeout(700)
    assert_harmless(page)


def test_every_stop_and_leg_can_be_opened(hostile_server, visit):
    page = visit(hostile_server.url)
    ids = page.evaluate("() => window.convoyStore.view.items.map((one) => one.n)")
    for n in ids:
        page.evaluate(
            """(n) => window.dispatchEvent(
                 new CustomEvent("convoy-map:from-map", { detail: { type: "pick", n } }))""",
            n,
        )
        assert page.locator(".part-reader h2").count() == 1
    for tab in ("#tab-table", "#tab-legend", "#tab-timeline"):
        page.locator(tab).click()
    page.locator("#menu-filters").click()
    page.locator("#menu-shown").click()
    page.wait_for_timeout(800)
    assert_harmless(page)


def test_the_attack_is_read_back_word_for_word(hostile_server, visit):
    page = visit(hostile_server.url)
    text = page.locator(".part-reader h2").text_content()
    for attack in hostile_case.ATTACKS[:8]:
        assert attack in text
