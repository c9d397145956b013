"""``trueline mirror``: let items exist at a tracker."""

import click

from trueline.naming import connection_named
from trueline.reach import at, reach
from trueline.show import json_option, show_json


@click.command()
@click.argument("connection")
@click.argument("keys", metavar="KEY...", nargs=-1, required=True)
@json_option
def mirror(connection: str, keys: tuple[str, ...], *, as_json: bool) -> None:
    """Let the items KEY... exist as issues at CONNECTION (its id, owner/repo or Jira project).

    They are kept in step from then on. An item that is there already stays as it is. The issues
    are made in the background: trueline sync status shows how far it is.
    """
    with reach(working=True) as api:
        answer = api.post(
            at("connections", connection_named(api, connection), "mirror"), {"keys": list(keys)}
        )
    if as_json:
        show_json(answer)
    else:
        planned = len(answer["data"]["planned"])
        click.echo(f"{planned} of {len(keys)} are new there. Next: trueline sync status")
