"""Every sentence in which the engine gives a reason, as patterns for the catalogue.

``{point}``, ``{why}`` and the like are parts that are said in turn; ``{a}``, ``{name}``
and ``{text}`` are names and the words of people, which stay as they are. The narrower
pattern stands before the wider one. ``tests/app/test_reasons.py`` says the engine's
own sentences through them, so that none can change without being missed here.
"""

from __future__ import annotations

from typing import Final

POINTS: Final = (
    "north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west",
)  # fmt: skip

OPENERS: Final = (
    "“[^”]*” is read so because: ", "“[^”]*” would put it elsewhere ", "It could also be ",
    "That it is none of ", "Not chosen: ", r"Judged \(", r"Disputed \(", "Somewhere ",
    "Set aside: ", "The times told ", "Ways that fit as well ", "Driving takes at least ",
    "Nothing that is said ", "It passes ", "No open way ", "The cheapest way ", "A statement ",
    "A stated time ", "Told in another order",
)  # fmt: skip
"""How sentences begin, as regular expressions; elsewhere a full stop may be a person's."""

_WHERE: Final = (
    "At {titles}, within {distance} of its point",
    "Near {titles}; near is taken as some {distance}",
    "{distance} from {titles}, give or take {distance2}, in no stated direction",
    "{point} of {titles}, up to {n}° either side; a stated distance, taken as about {distance}",
    "{point} of {titles}, up to {n}° either side; an unstated distance, taken as about {distance}",
    "Midway between {titles} and {titles2}, at neither of them, and not far off the straight way",
    "Between {titles} and {titles2}, at neither of them, and not far off the straight way",
    "By {what}, within some {distance}",
    "On the far side of {titles}, to the {point}",
    "On the far side of {titles}",
    "Where the journey crosses {what}",
    "Where the journey turns left; {where}",
    "Where the journey turns right; {where}",
    "Where the journey turns left",
    "Where the journey turns right",
    "Not placed: {why}",
)
_CHOICE: Final = (
    "“{name}” is read so because: {why}",
    "“{name}” would put it elsewhere ({where})",
    "It could also be {others}",
    "That it is none of the known places has a chance of {p}",
    "Not chosen: {others}",
    "Judged ({ids}): {text}",
    "Disputed ({ids}): {text}",
    "Set aside: {why}",
    "Somewhere on the way from {a} to {b}",
    "Somewhere after {a}",
    "Somewhere before {a}",
    "The times told do not overlap: “{a}” and “{b}”",
    "judged unlocatable: {text}",
    "chosen by a person: {text}",
    "ruled out by a person: {text}",
    "one of {n} kept open by a person: {text}",
    "every known place was ruled out",
    "no source names the place",
    "no source says where",
    "the words “{a}” do not say from where",
    "no layer at hand shows {a}",
    "“{a}” names {b} twice",
    "nothing is known of where {a} is",
    "the text refers to it in a circle",
    "a turn, but neither where nor to which side",
)
_WAYS: Final = (
    "The cheapest way that fits what is said: {surface}",
    "under 1 km",
    "{n} km main road",
    "{n} km minor road",
    "{n} km track",
    "{n} km roadless",
    "It passes {a} by: that does not fit the rest",
    "No open way is known here: it crosses a river without a bridge or closed ground",
    "No open way leads to where {a} is said to be: the route stops short",
    "Ways that fit as well lie {distance} from it on average",
    "Driving takes at least {time}, which fits the {time2} told",
    "Driving takes at least {time}, which does not fit the {time2} told",
    "Nothing that is said holds this leg down",
    "It runs up to {distance} from the route shown between {a} and {b}",
    "A statement of any place on either way would decide",
    "Here {a} is {b}; the route shown takes it for {c}",
    "A statement that tells the two places apart would decide",
    "Passed in another order: {pairs}",
    "A stated time or a word of order between them would decide",
    "Told in another order, but the ground speaks for {pairs} (probability {p})",
    "another way between {a} and {b}",
)
_QUEUE: Final = (
    "the machine drafted it; nobody has looked at it",
    "the machine drafted it as a stop with probability {p}",
    "not taken: it is a stop with probability {p}",
    "{n} places could be meant; the choice moves it by about {distance}",
    "with probability {p} it does not fit the rest of the route",
    "These cannot all hold: {pairs}",
    "{a} before {b} ({why})",
    "“{a}” is before “{b}”",
    "{a} is told as where the journey began",
    "{a} is told as where the journey went",
    "{name} tells of {a} before {b}",
    "the way is told to take “{a}”",
)
_QUESTIONS: Final = (
    "“{a}” has no evidence left and is gone from the map",
    "“{a}” moves by {distance}",
    "No waypoint moves: other evidence carries the same places",
    "The route of '{a}' becomes {distance} longer",
    "The route of '{a}' becomes {distance} shorter",
    "The way of '{a}' lies {distance} off on average",
    "The 90 % corridors of '{a}' share {p} of their joint area",
    "{a} fits less well than before ({n})",
    "{a} fits more well than before ({n})",
)
FEATURES: Final = (
    "name", "found by ear, world-wide", "found by ear, in a wide region", "preferred name",
    "former name", "country", "first-order division", "second-order division", "capital",
    "region or water", "site", "population", "people of the division",
    "shares its name with its country", "shares its name with its town", "near the other names",
    "in a country of the other names", "in a place that is named", "named with its division",
    "in the region", "in a country of the case", "near the point", "no position known",
    "unverified", "beside a place spelled so", "named among divisions",
)  # fmt: skip
"""Names of the features that candidates are scored by."""
_CANDIDATES: Final = (
    "{feature}: the best candidate has it ({why}), this one does not",
    "as good as the best, but less so in all",
    "the same place as {id}, in another record",
    "it is the place's main name",
    "the name is former",
    "the name is unverified",
    "a country", "a first-order division", "a second-order division", "a capital",
    "a region or water", "a site",
    "no source gives its position",
    "the record is unverified",
    "{n} people",
    "population unknown",
    "exactly the name {a}",
    "the name but for case, accents, article or spacing of {a}",
    "sounds like {a}",
    "sounds somewhat like {a}",
    "named after {a}",
    "its country has the same name",
    "a town in it has the same name",
    "the capital of its country has the same name",
    "{name} ({id}) beside it is spelled like the name",
    "{n} other first-order divisions of its country are named",
    "near {a}, which is named too",
    "{p} of the other names are in {a}",
    "lies in {a}, which is named too",
    "{a} is named right after it",
    "inside the case's region",
    "outside the case's region",
    "it may be in the case's region: its position is unknown",
    "only sounds like the name, and no region or country points to it",
    "in so wide a region some place sounds like the name by chance",
    "in {a}, a country of the case",
    "{distance} from the point",
    "{feature}: {why}",
    "or {name} ({id}), {p}: {why}",
    "{name} ({id}), {p}: {why}",
    "or {name} ({id}): {why}",
    "{name} ({id}): {why}",
    "or {name} ({id}), {p}",
    "{name} ({id}), {p}",
    "{a} is {b} ({id})",
    "and {n} more",
    "none of these",
    "{name} ({p}; {n} other candidates)",
)  # fmt: skip
_RELATIONS: Final = (
    "by the border of {a} and {b}",
    "the border of {a} and {b}",
    "further {point} than {a}",
    "in the {point} of {a}",
    "in a part of {a}",
    "within the {point} of {a}",
    "the {point} of {a}",
    "{distance} {point} of {a}",
    "{point} of {a}",
    "midway between {a} and {b}",
    "between {a} and {b}",
    "near {a}",
    "{distance} from {a}",
    "along the way of {a} and {b}",
    "along {a}",
    "within the area that was drawn",
    "within {what}",
    "beyond {a}",
    "where it crosses {a}",
    "a turn to the left near {a}",
    "a turn to the right near {a}",
    "a turn to the left",
    "a turn to the right",
    "{a} before {b}",
    "as judged",
)
_MEASURES: Final = ("{n} km", "{n} m", "{n} minutes", "{n} hours", "{n} days", *POINTS, *FEATURES)

_STEPS: Final = (
    "ordering the evidence",
    "done",
    "tracing who repeats whom",
    "looking names up",
    "reading the testimony",
    "reading '{a}'",
    "reading {a}",
    "ground laid out",
    "orders weighed",
    "best route found",
    "journeys sampled",
    "route found",
)
"""What long work says while it goes on."""

_IN_ORDER: Final = (
    *_WHERE, *_CHOICE, *_WAYS, *_QUEUE, *_QUESTIONS, *_CANDIDATES, *_RELATIONS, *_MEASURES, *_STEPS,
)  # fmt: skip
PATTERNS: Final = tuple(sorted(_IN_ORDER, key=lambda pattern: "{" in pattern))
"""All of them: those without parts first, then as they stand above."""
