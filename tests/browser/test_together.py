"""Two people judge one case at once: no line is lost."""

import fake_workspace
import made_case

N_EACH = 2


def select_words(page, words):
    """Mark words in the source with the mouse's own event."""
    page.evaluate(
        """(words) => {
          const host = [...document.querySelectorAll("*")].find(
            (e) => e.shadowRoot?.querySelector(".part-source"));
          const box = host.shadowRoot.querySelector(".passage");
          const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            const selection = host.shadowRoot.getSelection?.() ?? document.getSelection();
            selection.removeAllRanges();
            selection.addRange(range);
            box.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
            return;
          }
        }""",
        words,
    )


def start_judging(page, by):
    page.wait_for_selector(".part-source .passage")
    select_words(page, "tarmac")
    page.locator(".part-source .actions button").click()
    page.get_by_label("Your name or initials").wait_for()
    page.get_by_text("Reject: these words are evidence of nothing").click()
    page.get_by_label("Your name or initials").fill(by)


QUIET = "() => document.querySelector('.stApp').dataset.testScriptState === 'notRunning'"


RECORDED = """(n) => {
  const told = document.querySelector("[data-testid=stAlert]")?.innerText ?? "";
  return told.includes("It is one line in route.yaml") && told !== window.toldBefore
    && (window.toldBefore = told);
}"""


def judge_once(page, n):
    why = page.get_by_label("Why? (one sentence; it is kept with the decision)")
    why.fill(f"reason {n}")
    why.blur()
    page.wait_for_function(QUIET, polling=50)
    page.get_by_role("button", name="Record the decision").click()
    page.wait_for_function(RECORDED, arg=n, polling=50)
    page.wait_for_function(QUIET, polling=50)


def test_selected_words_become_a_judgement_of_exactly_those_words(journal, visit):
    server, folder = journal
    page = visit(f"{server.url}/review", ready=None)
    start_judging(page, "M. K.")
    judge_once(page, 1)
    lines = [x for x in (folder / "route.yaml").read_text().splitlines() if "verdict" in x]
    start = made_case.DIARY.index("tarmac")
    assert len(lines) == 1
    assert f'"diary:{start}-{start + 6}"' in lines[0]
    assert "verdict: reject" in lines[0]
    assert "reason 1" in lines[0]


def test_no_judgement_is_lost_between_two_browsers(journal, visit):
    server, folder = journal
    pages = [visit(f"{server.url}/review", ready=None, fresh=bool(i)) for i in range(2)]
    for page, by in zip(pages, ("first", "second"), strict=True):
        start_judging(page, by)
    for n in range(N_EACH):
        for page in pages:
            judge_once(page, n)
    text = (folder / "route.yaml").read_text()
    assert text.startswith(fake_workspace.ROUTE_YAML)
    lines = [x for x in text.splitlines() if "verdict" in x]
    assert len(lines) == 2 * N_EACH
    assert len({line.split("id: ")[1].split(",")[0] for line in lines}) == 2 * N_EACH
    assert sum("by: first" in line for line in lines) == N_EACH
    told = pages[1].locator("text=Somebody else decided about the same words")
    assert told.count() == 1
