import asyncio

import pytest

from convoy_map.app.guard import HostGuard, PolicyHeaders, inline_hashes, page_policy
from convoy_map.app.settings import PINNED

try:
    import tomllib
except ModuleNotFoundError:  # pragma: no cover
    tomllib = None


async def answering(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"here"})


def ask(app, headers, kind="http", path="/"):
    """Send one request through an ASGI application and return the messages it sent."""
    sent = []

    async def receive():
        return {"type": "websocket.connect" if kind == "websocket" else "http.request"}

    async def send(message):
        sent.append(message)

    scope = {
        "type": kind,
        "path": path,
        "method": "GET",
        "headers": [(k.encode(), v.encode()) for k, v in headers.items()],
    }
    asyncio.run(app(scope, receive, send))
    return sent


OWN = {"host": "127.0.0.1:8501"}


@pytest.mark.parametrize(
    "headers",
    [
        OWN,
        {"host": "localhost:8501"},
        {**OWN, "origin": "http://127.0.0.1:8501"},
        {**OWN, "sec-fetch-site": "same-origin"},
        {
            **OWN,
            "sec-fetch-site": "cross-site",
            "sec-fetch-mode": "navigate",
            "sec-fetch-dest": "document",
        },
    ],
)
def test_own_requests_are_let_through(headers):
    assert ask(HostGuard(answering), headers)[0]["status"] == 200


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"host": "evil.example"}, "own address"),
        ({}, "own address"),
        ({"host": "127.0.0.1.evil.example:8501"}, "own address"),
        ({**OWN, "origin": "http://evil.example"}, "another site"),
        ({**OWN, "origin": "null"}, "another site"),
        ({**OWN, "origin": "http://127.0.0.1:9999"}, "another port"),
        ({**OWN, "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, "another site"),
        (
            {
                **OWN,
                "sec-fetch-site": "cross-site",
                "sec-fetch-mode": "navigate",
                "sec-fetch-dest": "iframe",
            },
            "another site",
        ),
    ],
)
def test_foreign_requests_are_refused_and_told_why(headers, why):
    start, body = ask(HostGuard(answering), headers)
    assert start["status"] == 403
    assert why in body["body"].decode()


def test_a_foreign_websocket_is_closed_before_it_opens():
    sent = ask(HostGuard(answering), {**OWN, "origin": "http://evil.example"}, kind="websocket")
    assert [m["type"] for m in sent] == ["websocket.close"]
    assert sent[0]["code"] == 1008


def policy(path):
    start = ask(PolicyHeaders(answering, "<script>one</script>"), OWN, path=path)[0]
    headers = {k.decode().lower(): v.decode() for k, v in start["headers"]}
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    rules = headers["content-security-policy"].split("; ")
    return dict(rule.split(" ", 1) for rule in rules)


def test_pages_run_only_scripts_that_are_named():
    rules = policy("/review")
    assert inline_hashes("<script>one</script>")[0] in rules["script-src"]
    assert "unsafe" not in rules["script-src"]
    assert rules["default-src"] == rules["connect-src"] == "'self'"
    assert rules["object-src"] == "'none'"


def test_only_the_map_frame_may_run_inline_scripts_and_no_policy_names_another_host():
    assert "'unsafe-inline'" in policy("/component/x/index.html")["script-src"]
    for rules in (policy("/"), policy("/component/x/index.html")):
        assert not any("http" in value or "*" in value for value in rules.values())
        assert not any("unsafe-eval" in value for value in rules.values())


def test_page_policy_takes_no_star():
    assert "*" not in page_policy(["'sha256-x'"])


def test_config_file_and_pinned_settings_say_the_same(project_dir):
    parsed = tomllib.loads((project_dir / ".streamlit" / "config.toml").read_text())
    flat = {}

    def walk(prefix, table):
        for key, value in table.items():
            if isinstance(value, dict):
                walk(f"{prefix}{key}.", value)
            else:
                flat[prefix + key] = value

    walk("", parsed)
    assert flat == PINNED


def test_streamlit_knows_every_pinned_setting():
    from streamlit import config

    assert [key for key in PINNED if key not in config._config_options_template] == []
