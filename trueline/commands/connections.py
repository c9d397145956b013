"""``trueline connections``: see what is connected, and steer it."""

import click

from trueline.naming import connection_named
from trueline.reach import at, reach
from trueline.show import json_option, show_json, show_table

COLUMNS = ("Id", "Tracker", "Project", "Direction", "State", "Why")


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def connections(context: click.Context, *, as_json: bool) -> None:
    """List the connections, or steer one, by its id, owner/repo or Jira project."""
    if context.invoked_subcommand is not None:
        return
    with reach() as api:
        answer = api.get("/v1/connections")
    if as_json:
        show_json(answer)
        return
    rows = [
        (c["id"], c["tracker"], c["remote_name"], c["direction"], c["state"], c.get("trouble"))
        for c in answer["data"]
    ]
    empty = "Nothing is connected yet: trueline connect github owner/repo --product KEY …"
    show_table(COLUMNS, rows, empty=empty)


def _verb(name: str, words: str) -> None:
    """Register a command that posts to ``/v1/connections/{id}/{name}``."""

    @connections.command(name=name, help=words)
    @click.argument("connection")
    @click.option("--reason", help="Why; kept for good with the change.")
    @json_option
    @click.pass_context
    def steer(
        context: click.Context, connection: str, reason: str | None, *, as_json: bool
    ) -> None:
        body = {"reason": reason} if reason else {}
        with reach() as api:
            answer = api.post(at("connections", connection_named(api, connection), name), body)
        if as_json or (context.parent and context.parent.params["as_json"]):
            show_json(answer)
        else:
            click.echo("Done." if answer["changed"] else "It is so already; nothing changed.")


_verb("pause", "Send and fetch nothing until it is resumed.")
_verb("resume", "Go on after a pause, or after credentials were mended.")
_verb("disconnect", "End it; its links stay as history.")
