"""The local time of the places that a journey touches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzfpy

__all__ = ["zones_of"]


def zones_of(points: Sequence[tuple[float, float]]) -> tuple[str, ...]:
    """Time zones of places, the one of most places first, ties by name.

    Parameters
    ----------
    points : sequence of (lon, lat)
        WGS 84, in degrees.

    Returns
    -------
    tuple of str
        IANA names that this computer knows; empty without points. At sea the zones
        are nautical ("Etc/GMT-4") and count only where no point is on land.

    Examples
    --------
    >>> zones_of([(39.0, 35.95), (36.63, 35.93), (-0.1, 51.5)])
    ('Asia/Damascus', 'Europe/London')
    """
    names = Counter(tzfpy.get_tz(lon, lat) for lon, lat in points)
    land = {name: n for name, n in names.items() if not name.startswith("Etc/")}
    ranked = sorted((land or names).items(), key=lambda item: (-item[1], item[0]))
    return tuple(name for name, _ in ranked if _is_known(name))


def _is_known(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True
