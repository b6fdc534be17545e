"""The errors that convoy-map raises on purpose.

Every one of them says what is wrong, with which value and where, and how to
mend it, in that order. ``ConvoyMapError`` is the only type a caller has to
catch; its subclasses tell the kinds of bad input apart.
"""

from __future__ import annotations


class ConvoyMapError(Exception):
    """Bad input, told so that a person can mend it.

    Parameters
    ----------
    what : str
        What is wrong, with the value that is wrong.
    where : str, optional
        File, line and field, or the id of the object.
    mend : str, optional
        What to do about it.

    Examples
    --------
    >>> print(ConvoyMapError("latitude 135.2 is impossible", where="places.tsv:12", mend="swap it"))
    places.tsv:12: latitude 135.2 is impossible. To mend: swap it
    """

    def __init__(self, what: str, *, where: str | None = None, mend: str | None = None) -> None:
        self.what = what
        self.where = where
        self.mend = mend
        text = f"{where}: {what}" if where else what
        if mend:
            text = f"{text.rstrip('.')}. To mend: {mend}"
        super().__init__(text)


class SourceError(ConvoyMapError):
    """A source record or document is missing, altered or unreadable."""


class AnchorError(ConvoyMapError):
    """A quote is not where, or not what, it is said to be."""


class JudgementError(ConvoyMapError):
    """A judgement cannot be read or contradicts another."""


class CaseError(ConvoyMapError):
    """``route.yaml`` cannot be read or does not make sense."""


class CoordinateError(ConvoyMapError):
    """Coordinates are swapped, impossible or outside the region."""


class PlaceError(ConvoyMapError):
    """A place id is unknown, or a place record is faulty."""


class GazetteerError(ConvoyMapError):
    """A gazetteer cannot be read, imported or indexed."""


class LayerError(ConvoyMapError):
    """A map layer or raster cannot be used."""


class OrderError(ConvoyMapError):
    """The order of the evidence is cyclic or impossible."""


class RouteError(ConvoyMapError):
    """No route fits the evidence, or the question about it makes no sense."""


class ExportError(ConvoyMapError):
    """An export cannot be written or verified."""


class NetworkError(ConvoyMapError):
    """An online service was asked for and failed, or was not allowed."""


class CancelledError(ConvoyMapError):
    """Work was cancelled by the person who started it."""
