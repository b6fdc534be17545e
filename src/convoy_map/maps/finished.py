"""A folium figure whose finished JavaScript is final.

branca renders each element's script and then compiles the outcome as a Jinja
template of its own, so that ``{{ … }}`` in a name or a property runs on the
server. ``FinishedFigure`` keeps what was rendered once as plain text. (The first
wall is that no text of a document is ever given to folium.)
"""

from __future__ import annotations

from branca.element import Element, Figure


class FinishedText(Element):
    """Text that is written as it stands, whatever it looks like.

    Examples
    --------
    >>> FinishedText("{{7*7}}").render()
    '{{7*7}}'
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "FinishedText"
        self.text = text

    def render(self, **kwargs: object) -> str:
        """Return the text."""
        return self.text


class _Container(Element):
    """Holds rendered pieces; a piece that branca made a template of is unmade."""

    def add_child(
        self, child: Element, name: str | None = None, index: int | None = None
    ) -> Element:
        finished = child._template_str if type(child) is Element else None
        if finished is not None:
            child = FinishedText(finished)
        return super().add_child(child, name=name, index=index)


class FinishedFigure(Figure):
    """A figure that renders each script, header and body piece exactly once."""

    def __init__(self) -> None:
        super().__init__()
        for part in ("header", "html", "script"):
            old = getattr(self, part)
            new = _Container()
            new._name, new._parent = old._name, self
            for name, child in old._children.items():
                new.add_child(child, name=name)
            setattr(self, part, new)
