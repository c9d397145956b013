"""``trueline demo``: the main job on two sandbox trackers, in one command."""

import json
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click

from trueline.failure import REFUSED, REMOTE, USAGE, CommandFailed
from trueline.progress import progress
from trueline.reach import settings_or_fail
from trueline.show import json_option, show_json

if TYPE_CHECKING:
    from trueline.store import Store

DEFAULT = "demo_issues.json"


@click.group(invoke_without_command=True)
@click.option("--once", is_flag=True, help="End after the run instead of serving on.")
@click.option(
    "--data",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A dump of issues in the shape of GitHub's GET /repos/{owner}/{repo}/issues.",
)
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="The API's; 0: a free one.")
@json_option
@click.pass_context
def demo(
    context: click.Context, data: Path | None, port: int, *, once: bool, as_json: bool
) -> None:
    """Import a real issue history, mirror it, edit on three sides, converge, and report.

    It runs on two sandbox trackers and a store that is thrown away; nothing leaves this machine.
    """
    if context.invoked_subcommand is None:
        _run(data, port, once=once, as_json=as_json)


@demo.command()
@json_option
def load(*, as_json: bool) -> None:
    """Put a product that has lived half a year into your store, to look around in."""
    from trueline.story.keeping import load  # noqa: PLC0415 (--help needs no store)

    with _store() as store, progress(quiet=as_json) as tell:
        loaded = load(store, store.clock().date(), tell)
    if as_json:
        show_json(loaded)
        return
    click.echo(f"{loaded.product} has lived since {loaded.since}: {loaded.facts} facts.")
    click.echo(f"Look around: trueline overview {loaded.product}")
    click.echo("Take it out again: trueline demo remove")


@demo.command()
@json_option
def remove(*, as_json: bool) -> None:
    """Take the product of ``trueline demo load`` out again, with every fact of it."""
    from trueline.story.keeping import remove  # noqa: PLC0415

    with _store() as store:
        facts = remove(store)
    show_json({"removed": facts}) if as_json else click.echo(f"Removed {facts} facts.")


@contextmanager
def _store() -> Iterator["Store"]:
    """The store that the settings name; whatever stands in the way is told with what to do."""
    from ledger.errors import LedgerError  # noqa: PLC0415
    from trueline.store import open_store  # noqa: PLC0415
    from trueline.story.keeping import NotOurs  # noqa: PLC0415

    try:
        with open_store(settings_or_fail(), migrate=True) as store:
            yield store
    except NotOurs as error:
        raise CommandFailed(str(error), REFUSED) from error
    except LedgerError as error:
        raise CommandFailed(str(error), REMOTE) from error


def _run(data: Path | None, port: int, *, once: bool, as_json: bool) -> None:
    from trueline.demo.quiet import NotSettled  # noqa: PLC0415 (--help needs none of the house)
    from trueline.demo.report import print_report  # noqa: PLC0415
    from trueline.demo.run import run  # noqa: PLC0415
    from trueline.demo.stage import open_stage  # noqa: PLC0415
    from trueline.logs import write_logs  # noqa: PLC0415

    write_logs(logging.ERROR, lasting=False)
    records = _records(data)
    try:
        with open_stage(records, port) as stage:
            with progress(quiet=as_json) as tell:
                report = run(stage, tell)
            show_json(report) if as_json else print_report(report)
            if not once:
                _serve(stage)
    except (NotSettled, LookupError) as error:
        message = f"The demo did not come to rest: {error}"
        raise CommandFailed(message, REFUSED) from error
    except ValueError as error:
        raise CommandFailed(str(error), USAGE) from error


def _records(data: Path | None) -> object:
    source = files("trueline").joinpath(DEFAULT) if data is None else data
    try:
        return json.loads(source.read_bytes())
    except (ValueError, RecursionError) as error:
        message = f"--data {source}: expected JSON, a list of GitHub issues ({error})"
        raise CommandFailed(message, USAGE) from error


def _serve(stage: object) -> None:
    from trueline.demo.stage import PROJECT, REPOSITORY, Stage  # noqa: PLC0415

    assert isinstance(stage, Stage)  # noqa: S101 (for the type checker only)
    click.echo("\nStill serving. Edit on one side and watch it arrive on the others:")
    click.echo(f"  sandbox GitHub   {stage.github.url}/{REPOSITORY}")
    click.echo(f"  sandbox Jira     {stage.jira.url}/browse/{PROJECT}")
    click.echo(f"  Trueline's API   {stage.house.url}/openapi.json")
    click.echo(
        f"  its backlog      curl -H 'Authorization: Bearer {stage.house.local_token}'"
        f" '{stage.house.url}/v1/backlog?limit=5'"
    )
    click.echo("Ctrl-C ends it, and everything it made.")
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    stop.wait()
