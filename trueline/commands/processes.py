"""The processes of a larger installation: each runs one part on PostgreSQL and Redis."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

import click

from trueline.failure import REMOTE, USAGE, CommandFailed
from trueline.progress import progress
from trueline.reach import settings_or_fail
from trueline.settings import Settings
from trueline.show import json_option, show_json

NEED_REDIS = ("run_worker", "run_scheduler")


@click.command()
@json_option
def migrate(*, as_json: bool) -> None:
    """Bring the database to the shape this version needs; safe to run at any time, by anybody."""
    from ledger.database import Database  # noqa: PLC0415 (--help needs no database)

    settings = settings_or_fail()
    settings.home.mkdir(parents=True, exist_ok=True)
    with _told():
        database = Database.open(settings.database_url)
        try:
            database.migrate()
        finally:
            database.close()
    show_json({"migrated": True}) if as_json else click.echo("The database is up to date.")


@click.command()
@json_option
def api(*, as_json: bool) -> None:
    """Serve the HTTP API until SIGTERM."""
    from trueline.separate import serve_api  # noqa: PLC0415

    _run(serve_api, as_json=as_json)


@click.command()
@json_option
def worker(*, as_json: bool) -> None:
    """Run the sync workers until SIGTERM; start as many as there is work for."""
    from trueline.separate import run_worker  # noqa: PLC0415

    _run(run_worker, as_json=as_json)


@click.command()
@json_option
def projector(*, as_json: bool) -> None:
    """Keep the read models current until SIGTERM; a second one waits to take over."""
    from trueline.separate import run_projector  # noqa: PLC0415

    _run(run_projector, as_json=as_json)


@click.command()
@json_option
def scheduler(*, as_json: bool) -> None:
    """Wake what is due until SIGTERM; a second one waits to take over."""
    from trueline.separate import run_scheduler  # noqa: PLC0415

    _run(run_scheduler, as_json=as_json)


@click.command()
@click.argument("projection", type=click.Choice(("all", "backlog", "history", "sync", "outbox")))
@json_option
def rebuild(projection: str, *, as_json: bool) -> None:
    """Clear a read model, or all on two cores, and take in every fact again."""
    from trueline.separate import rebuild_projection  # noqa: PLC0415

    with _told(), progress(quiet=as_json) as report:
        facts = rebuild_projection(settings_or_fail(), projection, report)
    done = {"projection": projection, "position": facts}
    show_json(done) if as_json else click.echo(f"{projection} is rebuilt up to position {facts}.")


def _run(part: Callable[[Settings, Event], None], *, as_json: bool) -> None:
    from trueline.logs import write_logs  # noqa: PLC0415

    settings, stop = settings_or_fail(), Event()
    name = part.__name__
    if settings.redis_url is None and name in NEED_REDIS:
        message = (
            "This process shares its work over Redis: set TRUELINE_REDIS_URL=redis://…"
            " (trueline serve runs everything in one process, without Redis)."
        )
        raise CommandFailed(message, USAGE)
    write_logs()

    def end(_number: int, _frame: Any) -> None:  # noqa: ANN401 (signal's own shape)
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    with _told():
        part(settings, stop)
    if as_json:
        show_json({"ended": name})


@contextmanager
def _told() -> Iterator[None]:
    """Turn what keeps a process from running into one sentence and an exit code."""
    from ledger.errors import LedgerError, WriterBusy  # noqa: PLC0415

    try:
        yield
    except WriterBusy as error:
        raise CommandFailed(str(error), USAGE) from error
    except (LedgerError, OSError) as error:
        raise CommandFailed(str(error), REMOTE) from error
