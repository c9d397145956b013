"""The options of commands that show some of many: how many, where to go on, how far to look."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

WITHIN = click.option(
    "--within", type=click.IntRange(0, 366), help="Days to look ahead.  [default: 14]"
)


def paged(size: int = 50) -> Callable[[F], F]:
    """Give a command ``--limit`` and ``--cursor``; ``size`` is the limit when none is said."""
    limit = click.option("--limit", default=size, show_default=True, type=click.IntRange(1, 200))
    cursor = click.option("--cursor", help="Go on after a page: the cursor that it ended with.")
    return lambda command: limit(cursor(command))
