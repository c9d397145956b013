"""Draws the timeline of the roadmap: a bar for each window, as fuzzy as the window is."""

from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from trueline.roadmap_board import EMPTY, STYLES, WIDTH, window_of
from trueline.show import plain

CHART = 30
"""How many characters of a line the bars have."""
NEXT = "trueline roadmap schedule KEY 2026-Q3"


def draw(found: dict[str, Any], console: Console | None = None) -> None:
    """Print the answer of ``/v1/roadmap/timeline`` in 80 columns."""
    console = console or Console(highlight=False, width=WIDTH)
    items = found["items"]
    if not items:
        console.print(EMPTY if not found["unscheduled"] else "Nothing has a window yet.")
    else:
        console.print(_chart(items))
        console.print("█ exact days, ▒ somewhere in that month, quarter, half or year")
    if found["unscheduled"]:
        console.print(f"{found['unscheduled']} without a window: {NEXT}")


def _chart(items: Sequence[dict[str, Any]]) -> Table:
    first = min(_month(each["window"]["start"]) for each in items)
    last = max(_month(each["window"]["end"]) for each in items) + 1
    months = (first, last)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Key", no_wrap=True)
    table.add_column("Title", no_wrap=True, overflow="ellipsis", max_width=18)
    table.add_column("Window", no_wrap=True, overflow="ellipsis", max_width=10)
    table.add_column(_axis(months), no_wrap=True, width=CHART)
    table.add_column("Slip", no_wrap=True, justify="right")
    for each in items:
        slip = f"{each['slip_days']:+}" if each["slip_days"] else ""
        window, title = each["window"], plain(each["title"])
        style = STYLES.get(each["health"] or "", "")
        bar = Text(_bar(window, months), style=style)
        table.add_row(Text(each["key"]), Text(title), window_of(window), bar, slip)
    return table


def _axis(months: tuple[int, int]) -> str:
    """The first month of each quarter or year where there is room, such as ``26-07``."""
    line = ""
    for month in range(*months):
        place = _place(month, months)
        is_mark = month == months[0] or month % 3 == 0
        if is_mark and place >= len(line) + bool(line) and place + 5 <= CHART:
            line = f"{line:{place}}{month // 12 % 100:02}-{month % 12 + 1:02}"
    return line


def _bar(window: dict[str, str], months: tuple[int, int]) -> str:
    start = _place(_month(window["start"]), months)
    end = max(start + 1, _place(_month(window["end"]) + 1, months))
    drawn = "█" if window["resolution"] == "day" else "▒"
    return " " * start + drawn * (end - start)


def _place(month: int, months: tuple[int, int]) -> int:
    """Where a month begins on the line."""
    return (month - months[0]) * CHART // (months[1] - months[0])


def _month(day: str) -> int:
    """A day's month, counted from the year 0."""
    return int(day[:4]) * 12 + int(day[5:7]) - 1
