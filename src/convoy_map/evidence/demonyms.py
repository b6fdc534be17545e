"""Countries behind adjectives of nationality: "the Turkish border", «الحدود التركية»."""

from __future__ import annotations

from collections.abc import Iterator

from convoy_map.model import Gazetteer, Place
from convoy_map.text.folding import fold_name

_IRREGULAR = {
    "american": "United States", "us": "United States", "british": "United Kingdom",
    "english": "United Kingdom", "uk": "United Kingdom", "bosnian": "Bosnia and Herzegovina",
    "burmese": "Myanmar", "cypriot": "Cyprus", "czech": "Czechia", "danish": "Denmark",
    "dutch": "Netherlands", "emirati": "United Arab Emirates", "filipino": "Philippines",
    "finnish": "Finland", "french": "France", "greek": "Greece", "icelandic": "Iceland",
    "irish": "Ireland", "ivorian": "Ivory Coast", "kyrgyz": "Kyrgyzstan", "norwegian": "Norway",
    "polish": "Poland", "portuguese": "Portugal", "scottish": "United Kingdom",
    "slovak": "Slovakia", "spanish": "Spain", "swedish": "Sweden", "swiss": "Switzerland",
    "thai": "Thailand", "welsh": "United Kingdom", "malagasy": "Madagascar",
    "nigerien": "Niger", "kosovar": "Kosovo", "korean": "South Korea",
    "guatemalan": "Guatemala", "saudi": "Saudi Arabia",
    "congolese": "Democratic Republic of the Congo", "laotian": "Laos", "monegasque": "Monaco",
    "turkish": "Turkey", "german": "Germany", "moroccan": "Morocco", "belgian": "Belgium",
}  # fmt: skip
_SUFFIXES = (
    "",
    "n",
    "an",
    "ian",
    "ean",
    "nian",
    "vian",
    "ish",
    "ese",
    "nese",
    "i",
    "ni",
    "ic",
    "er",
)
_ENDINGS = ("", "a", "ia", "y", "e", "o", "on", "um", "es", "stan", "istan", "ey", "land")
_SUFFIXES_AR = ("", "ي", "يه", "يون", "يين", "يتين")
_ENDINGS_AR = ("", "يا", "ا", "ه", "ستان", "يه")


def country_of(demonym: str, gazetteer: Gazetteer) -> Place | None:
    """Find the country that an adjective or noun of nationality names.

    Irregular English forms by a table; else every way of taking an ending off
    and putting a country's on is looked up, the shortest change first; Arabic
    adjectives likewise, with and without the article.

    Parameters
    ----------
    demonym : str
        One word or two ("Turkish", "South Sudanese", «العراقية»).
    gazetteer : Gazetteer
        Whose countries (feature codes ``PCL…``) are searched.

    Returns
    -------
    Place or None
        None where no country answers to it (a people without a state, a region).
    """
    for name in _names(fold_name(demonym)):
        for match in gazetteer.exact(name):
            if match.place.feature_code.startswith("PCL") and match.similarity == 1.0:
                return match.place
    return None


def _names(folded: str) -> Iterator[str]:
    if folded in _IRREGULAR:
        yield _IRREGULAR[folded]
        return
    arabic = any("\u0600" <= c <= "\u06ff" for c in folded)
    stems = [folded.removeprefix("ال"), folded] if arabic else [folded]
    suffixes, endings = (_SUFFIXES_AR, _ENDINGS_AR) if arabic else (_SUFFIXES, _ENDINGS)
    for ending in endings:
        for suffix in suffixes:
            for stem in stems:
                bare = stem.removesuffix(suffix) if suffix else stem
                if stem.endswith(suffix) and len(bare) >= 3:
                    yield bare + ending
                    if arabic:
                        yield "ال" + bare + ending
