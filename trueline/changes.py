"""What a fact changed, in the words of a table: the field, its old and its new value."""

import re
from collections.abc import Mapping
from typing import Any

from trueline.show import plain

SHOWN = 60
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ARROW = "\N{RIGHTWARDS ARROW}"


def shown_changes(entry: Mapping[str, Any]) -> list[str]:
    """One line for each changed field that has something to show."""
    return [changed(each) for each in entry.get("changes", ()) if _says(each)]


def changed(change: Mapping[str, Any]) -> str:
    """The field, and its old and new value; a comment is its own words."""
    name, old, new = change["field"], short(change["old"]), short(change["new"])
    name = "comment" if name.startswith("comments.") else name
    return f"{name}: {old} {ARROW} {new or '(none)'}" if old else f"{name}: {new}"


def short(value: object) -> str:
    """A value on one line, cut where it would fill the screen."""
    if isinstance(value, dict):
        value = value.get("body") or value.get("key") or value
    text = plain(value)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "\N{HORIZONTAL ELLIPSIS}"


def moment(text: str) -> str:
    """A time as people read it, to the second, UTC."""
    return text[:19].replace("T", " ")


def _says(change: Mapping[str, Any]) -> bool:
    """Whether a change has something to show: no ids, and nothing that stands elsewhere too."""
    old, new = change["old"], change["new"]
    is_new = old is None
    if change["field"] == "version" or change["field"].startswith("base."):
        return False
    if is_new and new in (None, [], {}, False):
        return False
    return not (is_new and isinstance(new, str) and ID.fullmatch(new))
