"""What a command prints: JSON for programs, tables and sentences for people.

Text from trackers is printed as text: control characters are replaced and no markup is read.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click
import msgspec

F = TypeVar("F", bound=Callable[..., Any])
WHOLE = frozenset({"Id", "Key", "Link", "When"})
"""Columns that are never cut: people copy from them."""
UNBOUNDED = 10_000
"""The width of a table that no terminal shows: one row, one line."""


def json_option(command: F) -> F:
    """Give a command ``--json`` as its parameter ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def show_json(value: object) -> None:
    """Print one JSON document on a line."""
    click.echo(msgspec.json.encode(value).decode())


def show_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str) -> None:
    """Print a table, or ``empty``, which names the next command to try.

    A terminal folds long cells; elsewhere each row is one line.
    """
    from rich import box  # noqa: PLC0415 (slow to import, and --json needs none of it)
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    lines = [[plain(cell) for cell in row] for row in rows]
    if not lines:
        click.echo(empty)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, no_wrap=column in WHOLE, overflow="fold")
    for line in lines:
        table.add_row(*[Text(cell) for cell in line])
    width = None if sys.stdout.isatty() else UNBOUNDED
    Console(highlight=False, width=width).print(table)


def show_page(
    answer: dict[str, Any], columns: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str
) -> None:
    """Print one page of an answer as a table, and how to go on where there is more."""
    show_table(columns, rows, empty=empty)
    if answer["page"]["next"]:
        click.echo(f"More: --cursor {answer['page']['next']}")


def lateness(days: int) -> str:
    """How late something is; nothing when there is still time."""
    return f"{days} d" if days > 0 else ""


def plain(value: object) -> str:
    """One line of text: empty for None, lists joined, control characters made visible."""
    if isinstance(value, dict):
        value = [f"{name} {plain(each)}" for name, each in value.items() if each not in _NOTHING]
    if isinstance(value, list | tuple):
        return ", ".join(plain(each) for each in value)
    text = "" if value is None else " ".join(str(value).splitlines())
    return "".join(char if char.isprintable() else _visible(char) for char in text)


def _visible(char: str) -> str:
    return " " if char.isspace() else "\N{REPLACEMENT CHARACTER}"


def prose(text: str) -> str:
    """Text of several lines, each made plain."""
    return "\n".join(plain(line) for line in text.expandtabs(4).splitlines())


_NOTHING: tuple[object, ...] = (None, "", [], {}, False)
