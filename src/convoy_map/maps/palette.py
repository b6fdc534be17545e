"""Colours that colour-blind readers can tell apart.

After Okabe & Ito (2008), "Color Universal Design". Yellow is left out: on a pale
ground it has too little contrast. Nothing is told by colour alone: travelled,
planned and attempted journeys differ by dash and by label too.
"""

from __future__ import annotations

from typing import Final

ITINERARY_COLOURS: Final = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#E69F00",
)
"""Blue, vermilion, bluish green, reddish purple, sky blue, orange."""
