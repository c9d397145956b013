"""What a command prints: JSON for programs, tables and sentences for people.

Text from trackers is printed as text: control characters are replaced and no markup is read.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click
import msgspec

F = TypeVar("F", bound=Callable[..., Any])


def json_option(command: F) -> F:
    """Give a command ``--json`` as its parameter ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def show_json(value: object) -> None:
    """Print one JSON document on a line."""
    click.echo(msgspec.json.encode(value).decode())


def show_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str) -> None:
    """Print a table, or ``empty``, which names the next command to try."""
    from rich import box  # noqa: PLC0415 (slow to import, and --json needs none of it)
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    lines = [[plain(cell) for cell in row] for row in rows]
    if not lines:
        click.echo(empty)
        return
    table = Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False)
    for line in lines:
        table.add_row(*[Text(cell) for cell in line])
    Console(highlight=False, soft_wrap=False).print(table)


def plain(value: object) -> str:
    """A cell's text: empty for None, lists joined, control characters made visible."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(plain(each) for each in value)
    text = str(value)
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
