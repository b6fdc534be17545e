"""The terms of the method in plain words, for the forms."""

from __future__ import annotations

from convoy_map.app.language import _


def role_words() -> dict[str, str]:
    """Return what each role of a place means."""
    return {
        "origin": _("start"),
        "via": _("on the way"),
        "destination": _("end"),
        "planned": _("planned"),
        "area": _("area"),
        "landmark": _("landmark"),
    }


def stance_words() -> dict[str, str]:
    """Return how a speaker may stand to what is said."""
    return {
        "": _("not stated"),
        "stated": _("says so"),
        "heard": _("heard it"),
        "planned": _("speaks of a plan"),
        "negated": _("denies it"),
        "hypothetical": _("supposes it"),
    }


def manner_words() -> dict[str, str]:
    """Return how a way may have been travelled."""
    return {
        "": _("not stated"),
        "main_road": _("on the main road"),
        "minor_road": _("on a minor road"),
        "track": _("on a track"),
        "desert": _("across the desert"),
        "on_foot": _("on foot"),
    }


def turn_words() -> dict[str, str]:
    """Return the sides to turn to."""
    return {"": _("not stated"), "left": _("left"), "right": _("right")}
