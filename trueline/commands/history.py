"""``trueline history``: every change of one thing, with who, when and why."""

from collections.abc import Iterator
from typing import Any

import click

from trueline.changes import moment, shown_changes
from trueline.commands.paging import paged
from trueline.reach import at, reach
from trueline.short_keys import PRODUCT, expand
from trueline.show import json_option, show_json, show_table

COLUMNS = ("When", "Who", "From", "What", "Change", "Why")


@click.command()
@click.argument("key")
@paged()
@PRODUCT
@json_option
def history(
    key: str, limit: int, cursor: str | None, product: str | None, *, as_json: bool
) -> None:
    """Show what happened to KEY (such as ACME-1, R12 or ACME), newest first."""
    with reach() as api:
        whole = expand(api, key, product)
        answer = api.get(at("history", whole), limit=limit, cursor=cursor)
    if as_json:
        show_json(answer)
        return
    lines = [line for entry in answer["data"] for line in _lines(entry)]
    show_table(COLUMNS, lines, empty=f"Nothing is known of {key}: trueline backlog lists the keys.")
    if answer["page"].get("next"):
        click.echo(f"More: --cursor {answer['page']['next']}")


def _lines(entry: dict[str, Any]) -> Iterator[tuple[object, ...]]:
    """One line for each changed field; only the first repeats who, when and why."""
    head = (moment(entry["occurred_at"]), entry["who"]["display"], entry["source"], entry["type"])
    for index, change in enumerate(shown_changes(entry) or [""]):
        first = head if index == 0 else ("", "", "", "")
        yield (*first, change, entry.get("reason") if index == 0 else "")
