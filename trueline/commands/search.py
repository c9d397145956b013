"""``trueline search``: things of the plan by their words, the best first."""

import click

from trueline.commands.paging import paged
from trueline.reach import reach
from trueline.short_keys import PRODUCT
from trueline.show import json_option, show_json, show_table

COLUMNS = ("Key", "Kind", "Title", "Where")


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--type", "kinds", help="Only these kinds, such as decision,meeting.")
@paged(20)
@PRODUCT
@json_option
def search(
    words: tuple[str, ...],
    kinds: str | None,
    product: str | None,
    limit: int,
    cursor: str | None,
    *,
    as_json: bool,
) -> None:
    """Find what says all WORDS, or longer ones that begin like them."""
    asked = {"type": kinds, "product": product, "limit": limit, "cursor": cursor}
    with reach() as api:
        answer = api.get("/v1/search", q=" ".join(words), **asked)
    if as_json:
        show_json(answer)
        return
    rows = [(each["key"], each["kind"], each["title"], each["snippet"]) for each in answer["data"]]
    show_table(COLUMNS, rows, empty="Nothing says that: give fewer words, or their beginnings.")
    if answer["page"]["next"]:
        click.echo(f"More: --cursor {answer['page']['next']}")
