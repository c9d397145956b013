"""``trueline import``: bring a connection's issues into the backlog."""

from collections.abc import Iterator
from threading import Event
from typing import Any

import click

from trueline.failure import REMOTE, USAGE, CommandFailed
from trueline.naming import connection_named
from trueline.progress import Report, progress
from trueline.reach import Api, at, reach
from trueline.show import json_option, show_json

ASK_AGAIN_S = 0.2


@click.command(name="import")
@click.argument("connection", required=False)
@json_option
def import_(connection: str | None, *, as_json: bool) -> None:
    """Import the issues of CONNECTION (id, owner/repo or Jira project), or of every connection.

    Importing writes nothing to a tracker, and importing again repeats nothing.
    """
    with reach(working=True) as api:
        every = [] if connection else [each["id"] for each in _connections(api)]
        chosen = [connection_named(api, connection)] if connection else every
        if not chosen:
            message = "Nothing is connected yet: trueline connect github owner/repo --product KEY …"
            raise CommandFailed(message, USAGE)
        with progress(quiet=as_json) as report:
            runs = [run_import(api, each, report) for each in chosen]
    if as_json:
        show_json({"data": runs})
        return
    for run in runs:
        click.echo(
            f"Imported {run['imported']}, known already {run['known']},"
            f" skipped {run['skipped']} pull requests."
        )


def run_import(api: Api, connection: str, report: Report) -> dict[str, Any]:
    """Start an import and follow it to its end; raises ``CommandFailed`` when it fails."""
    run: dict[str, Any] = {}
    for run in _follow(api, connection):
        done = run["imported"] + run["known"] + run["skipped"]
        report("Importing issues", done, run.get("total"))
    if run["state"] == "failed":
        message = f"The import failed: {run['error']}. Start it again: it goes on where it stopped."
        raise CommandFailed(message, REMOTE)
    return run


def _follow(api: Api, connection: str) -> Iterator[dict[str, Any]]:
    run = api.post(at("connections", connection, "import"), {})["data"]
    pause = Event()
    yield run
    while run["state"] == "running":
        pause.wait(ASK_AGAIN_S)
        run = api.get(f"/v1/imports/{run['id']}")["data"]
        yield run


def _connections(api: Api) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get("/v1/connections")["data"]
    return [each for each in found if each["state"] != "disconnected"]
