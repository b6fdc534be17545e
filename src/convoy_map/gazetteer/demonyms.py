"""Demonyms: the words for the people of a country."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from convoy_map.gazetteer.data_files import data_file
from convoy_map.text.folding import fold_name


@lru_cache(maxsize=1)
def demonyms() -> Mapping[str, tuple[str, ...]]:
    """Return the codes of the countries that a folded English demonym may mean.

    Examples
    --------
    >>> demonyms()["syrian"], demonyms()["congolese"]
    (('SY',), ('CD', 'CG'))
    """
    found: dict[str, list[str]] = {}
    with data_file("demonyms.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found.setdefault(fold_name(row["demonym"]), []).append(row["ccode"])
    return MappingProxyType({word: tuple(sorted(codes)) for word, codes in found.items()})


@lru_cache(maxsize=1)
def countries_of_people() -> Mapping[str, tuple[str, ...]]:
    """Return the place ids of the countries that a folded demonym may mean.

    Examples
    --------
    >>> countries_of_people()["syrian"]
    ('geonames:163843',)
    """
    ids: dict[str, str] = {}
    with data_file("world.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            ids[row["ccodes"]] = row["id"]
    return MappingProxyType(
        {word: tuple(ids[c] for c in codes if c in ids) for word, codes in demonyms().items()}
    )
