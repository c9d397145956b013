"""Progress of long work: a bar on a terminal, plain lines elsewhere, nothing under ``--json``."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Report = Callable[[str, int, int | None], None]
"""Called with what is being done, how much is done, and how much there is (None: unknown)."""
QUIET_S = 2.0


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Report]:
    """Show what a long command is at, on standard error."""
    if quiet:
        yield lambda _what, _done, _total: None
    elif sys.stderr.isatty():
        with _bar() as report:
            yield report
    else:
        yield _lines()


@contextmanager
def _bar() -> Iterator[Report]:
    from rich.console import Console  # noqa: PLC0415 (slow to import)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, total: bar.update(
            task, description=what, completed=done, total=total
        )


def _lines() -> Report:
    told: dict[str, float] = {}

    def report(what: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        if what not in told or done == total or now - told[what] >= QUIET_S:
            amount = f": {done}" + (f" of {total}" if total else "") if done or total else ""
            click.echo(f"{what}{amount}", err=True)
            told[what] = now

    return report
