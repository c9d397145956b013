"""``trueline serve``: everything in one process, on one SQLite file."""

import signal
from threading import Event
from typing import TYPE_CHECKING

import click

from ledger.collector import settle_down
from trueline.failure import REMOTE, USAGE, CommandFailed
from trueline.reach import settings_or_fail
from trueline.show import json_option, show_json

if TYPE_CHECKING:
    from trueline.embedded import House


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="The API's port; 0: a free one.")
@json_option
def serve(port: int | None, *, as_json: bool) -> None:
    """Run API, projections and workers in one process, with no other server."""
    from ledger.errors import LedgerError, WriterBusy  # noqa: PLC0415 (--help needs none of it)
    from trueline.embedded import embedded  # noqa: PLC0415
    from trueline.first_token import first_token  # noqa: PLC0415
    from trueline.logs import write_logs  # noqa: PLC0415

    settings = settings_or_fail()
    write_logs()
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    try:
        with embedded(settings, port=port, findable=True) as house:
            _greet(house, first_token(house.store), as_json=as_json)
            settle_down()
            stop.wait()
    except WriterBusy as error:
        raise CommandFailed(str(error), USAGE) from error
    except (LedgerError, OSError) as error:
        raise CommandFailed(str(error), REMOTE) from error


def _greet(house: "House", token: str | None, *, as_json: bool) -> None:
    if as_json:
        show_json({"url": house.url, "first_admin_token": token})
        return
    click.echo(f"Trueline serves {house.url} (openapi.json, readyz). Ctrl-C ends it.")
    if token is not None:
        click.echo(f"First admin token, shown only now: {token}")
        click.echo('Next, in another shell: trueline product create ACME "Acme Notes"')
