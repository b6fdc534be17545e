"""Middleware that keeps other web pages and other hosts out of the app.

A page opened in the same browser may send requests to 127.0.0.1. ``HostGuard``
refuses every request whose ``Host`` is not this machine's own (DNS rebinding) and
every request or websocket whose ``Origin`` or ``Sec-Fetch-Site`` is foreign.
``PolicyHeaders`` adds a Content-Security-Policy and its companions to each
response, so that even a text that got into the page as markup could neither run
nor fetch.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from convoy_map.app.settings import HOSTS

_INLINE_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_FRAME_PREFIX: Final = "/component/"


def host_name(value: str) -> str:
    """Return the host of a ``Host`` header or origin, without its port.

    Parameters
    ----------
    value : str
        ``127.0.0.1:8501``, ``[::1]:8501`` or ``http://localhost:8501``.

    Returns
    -------
    str
        The lower-case host name; empty if there is none.

    Examples
    --------
    >>> host_name("127.0.0.1:8501"), host_name("http://Evil.example/x"), host_name("null")
    ('127.0.0.1', 'evil.example', 'null')
    """
    try:
        return (urlsplit(value if "//" in value else f"//{value}").hostname or "").lower()
    except ValueError:
        return ""


def inline_hashes(html: str) -> tuple[str, ...]:
    """Return CSP sources for the inline scripts of a page.

    Parameters
    ----------
    html : str
        The page that Streamlit serves.

    Returns
    -------
    tuple of str
        One ``'sha256-…'`` source for each inline script, in order.

    Examples
    --------
    >>> inline_hashes("<script>a</script>")
    ("'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='",)
    """
    digests = (hashlib.sha256(s.encode()).digest() for s in _INLINE_SCRIPT.findall(html))
    return tuple(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests)


def page_policy(script_sources: Iterable[str] = ()) -> str:
    """Return the policy of the app's own pages (W3C Content Security Policy Level 3).

    Scripts come from this server, from the component modules that Streamlit
    makes of them (``blob:``) and from the inline scripts named by their hash.
    Styles may be inline, because Streamlit writes its own at run time.

    Parameters
    ----------
    script_sources : iterable of str
        Further sources for ``script-src``.

    Returns
    -------
    str
        The header's value.

    Examples
    --------
    >>> "unsafe" in page_policy().split("script-src")[1].split(";")[0]
    False
    """
    scripts = " ".join(["'self'", "blob:", *script_sources])
    return _policy(scripts, frame_ancestors="'self'")


def frame_policy() -> str:
    """Return the policy of the map's frame.

    The map is a program that folium writes from numbers, so this one frame may
    run inline scripts; like every page it may speak to no other host.
    """
    return _policy("'self' 'unsafe-inline'", frame_ancestors="'self'")


def _policy(scripts: str, *, frame_ancestors: str) -> str:
    rules = (
        "default-src 'self'",
        f"script-src {scripts}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        f"frame-ancestors {frame_ancestors}",
    )
    return "; ".join(rules)


class HostGuard:
    """Refuse foreign hosts and foreign origins, before anything else sees them.

    Parameters
    ----------
    app : ASGI application
        What answers when the request is let through.
    hosts : sequence of str
        Host names that are this machine's own.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str] = HOSTS) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer 403 (close the websocket with 1008)."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        why = self.refusal(Headers(scope=scope))
        if why is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": why})
        else:
            await PlainTextResponse(f"Refused: {why}.\n", status_code=403)(scope, receive, send)

    def refusal(self, headers: Headers) -> str | None:
        """Return why a request with these headers is refused, None if it is not."""
        if host_name(headers.get("host", "")) not in self._hosts:
            return "this server answers only on this machine's own address"
        origin = headers.get("origin")
        if origin is not None and host_name(origin) not in self._hosts:
            return "the request comes from another site"
        if origin is not None and urlsplit(origin).netloc != headers["host"]:
            return "the request comes from another port"
        if headers.get("sec-fetch-site") == "cross-site" and not _is_opening(headers):
            return "the request comes from another site"
        return None


def _is_opening(headers: Headers) -> bool:
    """Whether a person follows a link to the app (a top-level navigation)."""
    return headers.get("sec-fetch-mode") == "navigate" and (
        headers.get("sec-fetch-dest") == "document"
    )


class PolicyHeaders:
    """Add the Content-Security-Policy and its companions to every response.

    Parameters
    ----------
    app : ASGI application
        What answers.
    index_html : str
        The page that Streamlit serves, for the hashes of its inline scripts.
    """

    def __init__(self, app: ASGIApp, index_html: str) -> None:
        self._app = app
        self._page = page_policy(inline_hashes(index_html))
        self._frame = frame_policy()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers added."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        in_frame = str(scope["path"]).startswith(_FRAME_PREFIX)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = self._frame if in_frame else self._page
                headers["Referrer-Policy"] = "no-referrer"
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
            await send(message)

        await self._app(scope, receive, send_with_headers)
