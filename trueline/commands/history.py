"""``trueline history``: every change of one thing, with who, when and why."""

from collections.abc import Iterator
from typing import Any

import click

from trueline.reach import reach
from trueline.show import json_option, show_json, show_table

COLUMNS = ("When", "Who", "From", "What", "Old", "New", "Why")
SHOWN = 60


@click.command()
@click.argument("key")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 200))
@click.option("--cursor", help="Go on after a page: the cursor that it ended with.")
@json_option
def history(key: str, limit: int, cursor: str | None, *, as_json: bool) -> None:
    """Show what happened to KEY (such as ACME-1 or ACME), newest first."""
    with reach() as api:
        answer = api.get(f"/v1/history/{key}", limit=limit, cursor=cursor)
    if as_json:
        show_json(answer)
        return
    lines = [line for entry in answer["data"] for line in _lines(entry)]
    show_table(COLUMNS, lines, empty=f"Nothing is known of {key}: trueline backlog lists the keys.")
    if answer["page"].get("next"):
        click.echo(f"More: --cursor {answer['page']['next']}")


def _lines(entry: dict[str, Any]) -> Iterator[tuple[object, ...]]:
    """One line for each changed field; only the first repeats who, when and why."""
    actor = entry["who"]["display"]
    when = entry["occurred_at"][:19].replace("T", " ")
    head = (when, actor, entry["source"], entry["type"])
    why = entry.get("reason") or ""
    changes = [each for each in entry.get("changes", ()) if _says(each)] or [{}]
    for index, change in enumerate(changes):
        name = change.get("field")
        what = f"{entry['type']} {name}" if name else entry["type"]
        first = (*head[:3], what) if index == 0 else ("", "", "", f"  {name}")
        values = (_short(change.get("old")), _short(change.get("new")))
        yield (*first, *values, why if index == 0 else "")


def _says(change: dict[str, Any]) -> bool:
    """Whether a change has something to show: not the empty fields of something new."""
    return change["old"] is not None or change["new"] not in (None, [], {}, False)


def _short(value: object) -> object:
    if isinstance(value, str) and len(value) > SHOWN:
        return value[: SHOWN - 1] + "\N{HORIZONTAL ELLIPSIS}"
    return value
