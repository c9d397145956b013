"""``trueline demo``: the main job on two sandbox trackers, in one command."""

import json
import logging
import signal
from importlib.resources import files
from pathlib import Path
from threading import Event

import click

from trueline.failure import REFUSED, USAGE, CommandFailed
from trueline.progress import progress
from trueline.show import json_option, show_json

DEFAULT = "demo_issues.json"


@click.command()
@click.option("--once", is_flag=True, help="End after the run instead of serving on.")
@click.option(
    "--data",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A dump of issues in the shape of GitHub's GET /repos/{owner}/{repo}/issues.",
)
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="The API's; 0: a free one.")
@json_option
def demo(data: Path | None, port: int, *, once: bool, as_json: bool) -> None:
    """Import a real issue history, mirror it, edit on three sides, converge, and report.

    It runs on two sandbox trackers and a store that is thrown away; nothing leaves this machine.
    """
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
