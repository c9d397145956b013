"""``trueline blame``: who gave each value that a thing has now, when and why."""

import click

from trueline.changes import moment, short
from trueline.reach import at, reach
from trueline.short_keys import PRODUCT, expand
from trueline.show import json_option, show_json, show_table

COLUMNS = ("Field", "Value", "Who", "When", "Why", "Because")


@click.command()
@click.argument("key")
@click.option("--field", help="Only these fields, such as window,owner.")
@PRODUCT
@json_option
def blame(key: str, field: str | None, product: str | None, *, as_json: bool) -> None:
    """Show for every field of KEY its last change: who, when, why and because of what."""
    with reach() as api:
        whole = expand(api, key, product)
        answer = api.get(at("blame", whole), field=field)
    if as_json:
        show_json(answer)
        return
    rows = [
        (
            each["field"],
            short(each["value"]),
            each["who"]["display"],
            moment(each["occurred_at"]),
            each.get("reason"),
            [cause["id"] for cause in each.get("because_of", ())],
        )
        for each in answer["data"]
    ]
    show_table(
        COLUMNS, rows, empty=f"{whole} has no such field: trueline blame {whole} lists them."
    )
