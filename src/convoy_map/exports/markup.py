"""HTML and SVG built from elements, so that text can never become a tag."""

from __future__ import annotations

import html
from collections.abc import Iterable

from convoy_map.exports.plain import xml_text

_VOID = {"meta", "br", "hr", "link"}


class Markup(str):
    """Finished markup; any other string is text and gets escaped."""

    __slots__ = ()


Content = str | int | float | None | Iterable["Content"]


def text(value: Content) -> Markup:
    """Escape text; join lists; leave finished markup as it is; None is nothing.

    Examples
    --------
    >>> text(["<b>", el("b", "&")])
    '&lt;b&gt;<b>&amp;</b>'
    """
    if value is None:
        return Markup("")
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return Markup(html.escape(xml_text(value), quote=True))
    if isinstance(value, int | float):
        return Markup(str(value))
    return Markup("".join(text(v) for v in value))


def el(tag: str, *content: Content, **attributes: str | int | float | bool | None) -> Markup:
    """Make an element.

    Attributes that are None or False are left out; a trailing underscore is
    dropped (``class_``), others become hyphens (``aria_label``).

    Examples
    --------
    >>> el("p", "1 < 2", class_="x", hidden=False)
    '<p class="x">1 &lt; 2</p>'
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{text("" if value is True else str(value))}"'
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    if tag in _VOID:
        return Markup(f"<{tag}{written}>")
    return Markup(f"<{tag}{written}>{text(content)}</{tag}>")
