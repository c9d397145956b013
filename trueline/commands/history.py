"""``trueline history``: every change of one thing, with who, when and why."""

import re
from collections.abc import Iterator
from typing import Any

import click

from trueline.reach import at, reach
from trueline.show import json_option, plain, show_json, show_table

COLUMNS = ("When", "Who", "From", "What", "Change", "Why")
SHOWN = 60
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@click.command()
@click.argument("key")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 200))
@click.option("--cursor", help="Go on after a page: the cursor that it ended with.")
@json_option
def history(key: str, limit: int, cursor: str | None, *, as_json: bool) -> None:
    """Show what happened to KEY (such as ACME-1 or ACME), newest first."""
    with reach() as api:
        answer = api.get(at("history", key), limit=limit, cursor=cursor)
    if as_json:
        show_json(answer)
        return
    lines = [line for entry in answer["data"] for line in _lines(entry)]
    show_table(COLUMNS, lines, empty=f"Nothing is known of {key}: trueline backlog lists the keys.")
    if answer["page"].get("next"):
        click.echo(f"More: --cursor {answer['page']['next']}")


def _lines(entry: dict[str, Any]) -> Iterator[tuple[object, ...]]:
    """One line for each changed field; only the first repeats who, when and why."""
    when = entry["occurred_at"][:19].replace("T", " ")
    head = (when, entry["who"]["display"], entry["source"], entry["type"])
    changed = [_changed(each) for each in entry.get("changes", ()) if _says(each)] or [""]
    for index, change in enumerate(changed):
        first = head if index == 0 else ("", "", "", "")
        yield (*first, change, entry.get("reason") if index == 0 else "")


def _changed(change: dict[str, Any]) -> str:
    """The field, and its old and new value; a comment is its own words."""
    name, old, new = change["field"], _short(change["old"]), _short(change["new"])
    name = "comment" if name.startswith("comments.") else name
    if not old:
        return f"{name}: {new}"
    return f"{name}: {old} \N{RIGHTWARDS ARROW} {new or '(none)'}"


def _says(change: dict[str, Any]) -> bool:
    """Whether a change has something to show: no ids, and nothing that stands elsewhere too."""
    old, new = change["old"], change["new"]
    is_new = old is None
    if change["field"] == "version" or change["field"].startswith("base."):
        return False
    if is_new and new in (None, [], {}, False):
        return False
    return not (is_new and isinstance(new, str) and ID.fullmatch(new))


def _short(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("body") or value.get("key") or value
    text = plain(value)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "\N{HORIZONTAL ELLIPSIS}"
