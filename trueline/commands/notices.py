"""``trueline notices``: what waits for a person, and the command that deals with it."""

from itertools import groupby
from operator import itemgetter
from textwrap import shorten
from typing import Any

import click

from trueline.commands.paging import WITHIN
from trueline.reach import reach
from trueline.short_keys import PRODUCT
from trueline.show import json_option, plain, show_json

WIDTH = 80


@click.command()
@click.option("--kind", help="One kind, such as risk_review, or several with commas between.")
@click.option("--owner", help="What this person is expected to do.")
@WITHIN
@click.option("--limit", type=click.IntRange(1, 200), help="How many of each kind.")
@PRODUCT
@json_option
def notices(*, as_json: bool, **filters: str | int | None) -> None:
    """List what waits for a person, with the command to type for each."""
    with reach() as api:
        answer = api.get("/v1/notices", **filters)
    if as_json:
        show_json(answer)
        return
    found = sorted(answer["data"], key=itemgetter("kind", "since"))
    for kind, rows in groupby(found, key=itemgetter("kind")):
        click.echo(f"{kind.replace('_', ' ').capitalize()} ({answer['counts'][kind]})")
        for row in rows:
            click.echo(_told(row))
    if not found:
        click.echo("Nothing waits for anybody. Next: trueline overview")
    if answer["more"]:
        click.echo("There are more: deal with these first, or name a --kind or --product.")


def _told(row: dict[str, Any]) -> str:
    who = f" ({plain(row['who'])})" if row["who"] else ""
    line = shorten(plain(f"{row['key']}{who}: {row['text']}"), WIDTH - 14, placeholder=" …")
    return f"  {row['since'][:10]}  {line}\n              {row['next']}"
