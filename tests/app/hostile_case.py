"""The made-up case with an attack in every field that somebody else writes."""

from dataclasses import replace
from typing import Any

import made_case

from convoy_map.model import SourceDocument

ATTACKS = (
    "{{7*191}}",
    "{% for x in range(9) %}z{% endfor %}",
    "<script>window.hacked=1</script>",
    "</script><img src=x onerror=window.hacked=2>",
    "![x](http://attacker.example/pixel.png)",
    "[x](javascript:window.hacked=3)",
    "${window.hacked=4}",
    "`+(window.hacked=5)+`",
    "\u202eevil\u202c \u2066mixed\u2069 \u200fمرحبا",
    ":material/bug_report: :red[x] $\\href{http://attacker.example}{x}$",
    "<style>@import url(http://attacker.example/x.css)</style>",
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 \x00 \ufeff",
)
ATTACK = " ".join(ATTACKS)
LONG = "long " * 20_000


def spoil(value: Any, key: str = "") -> Any:
    """Replace every text that is not a term of ours by the attack."""
    kept = {"kind", "support", "status", "basis", "role", "type", "earliest", "latest", "stance",
            "waypoint", "from", "to", "source", "exact", "review", "earliest_utc",
            "latest_utc"}  # fmt: skip
    if isinstance(value, dict):
        return {k: spoil(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [spoil(v, key) for v in value]
    if isinstance(value, str) and key not in kept and key != "itinerary":
        return ATTACK
    return value


def _renamed(text: str) -> str:
    """Ids carry an attack too, the same wherever they are used."""
    return text.replace("salt/", "salt/{{7*191}}<b>'\"")


def features() -> dict[str, Any]:
    """Return the spoilt FeatureCollection."""
    made = made_case.features()
    for feature in made["features"]:
        feature["id"] = _renamed(feature["id"])
        properties = spoil(feature["properties"])
        for key in ("waypoint", "from", "to"):
            if key in properties:
                properties[key] = _renamed(properties[key])
        feature["properties"] = properties
    made["features"][0]["properties"]["why"] = LONG
    made["features"][0]["properties"]["quotes"].append(
        {**made["features"][0]["properties"]["quotes"][0], "source": "nowhere", "exact": LONG}
    )
    return made


def documents() -> tuple[SourceDocument, ...]:
    """Return the documents, attacks in their text and in what is known of them."""
    spoilt = []
    for one in made_case.documents():
        text = one.passages[0].text + "\n" + ATTACK + "\n" + LONG
        fresh = made_case.document(one.id, one.lang, text, title=ATTACK, publisher=ATTACK)
        spoilt.append(fresh)
    return tuple(spoilt)


def definition() -> Any:
    """Return the definition, attacks in title, question, journeys and judgements."""
    made = made_case.definition()
    return replace(
        made,
        title=ATTACK,
        question=ATTACK,
        itineraries=tuple(replace(i, title=ATTACK, travellers=ATTACK) for i in made.itineraries),
        judgements=tuple(replace(j, by=ATTACK, why=ATTACK) for j in made.judgements),
    )
