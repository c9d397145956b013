"""Draws a metric's series in 80 columns: a bar for each period, and what it is held against."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from trueline.commands.conditions import SIGNS
from trueline.show import plain

Json = dict[str, Any]
WIDTH = 80
BAR = 36
"""The widest bar, in characters."""
MARKS = {"target": "\N{BOX DRAWINGS LIGHT VERTICAL}", "alert": "!"}
WORDS = {
    "target": "Target",
    "alert": "Alert",
    "band_low": "Band from",
    "band_high": "Band to",
    "key_result": "Key result",
    "expected_outcome": "Expected",
}


def draw(found: Json, console: Console | None = None) -> None:
    """Print the data of ``/v1/metrics/{key}/series``; colours only on a terminal."""
    console = console or Console(highlight=False, width=WIDTH)
    points = found["points"]
    console.print(Text(plain(f"{found['key']} {found['name']} ({found['unit']})"), style="bold"))
    if not points:
        console.print(f"Nothing was measured then: trueline metric import {found['key']} FILE.csv.")
        return
    console.print(_bars(points, found["lines"]))
    for line in (*_held_against(found), *_breaks(found["editions"], points)):
        console.print(Text(plain(line)))


def _bars(points: Sequence[Json], lines: Sequence[Json]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(width=BAR, no_wrap=True)
    table.add_column(overflow="fold")
    marks = {name: line["value"] for line in lines for name in MARKS if line["what"] == name}
    numbers = [Decimal(each["value"]) for each in points] + [Decimal(v) for v in marks.values()]
    low, high = min(*numbers, Decimal(0)), max(*numbers, Decimal(0))
    at = {_place(Decimal(value), low, high): MARKS[name] for name, value in marks.items()}
    for each in points:
        length = _place(Decimal(each["value"]), low, high)
        bar = ["\N{FULL BLOCK}" if place < length else " " for place in range(BAR)]
        for place, mark in at.items():
            bar[min(place, BAR - 1)] = mark
        style = "red" if each.get("beyond") else ""
        row = (each["period"], each["value"], Text("".join(bar).rstrip(), style), _notes(each))
        table.add_row(*row)
    return table


def _place(value: Decimal, low: Decimal, high: Decimal) -> int:
    """How far a value reaches between the lowest and the highest, in characters."""
    return round((value - low) * BAR / (high - low)) if high > low else 0


def _notes(point: Json) -> Text:
    dims = ", ".join(f"{name}={value}" for name, value in point.get("dims", {}).items())
    was = ", ".join(point.get("was", ()))
    said = (dims, f"was {was}" if was else "", "breach" if point.get("beyond") else "")
    return Text(plain("; ".join(each for each in said if each)))


def _held_against(found: Json) -> Iterator[str]:
    """Each line in words: whose it is, and by when."""
    for each in found["lines"]:
        mark = f" ({MARKS[each['what']]})" if each["what"] in MARKS else ""
        by = f" by {each['by']}" if each.get("by") else ""
        of = f" of {each['key']}" if each.get("key") else ""
        sign = f"{SIGNS[found['alert']['op']]} " if each["what"] == "alert" else ""
        yield f"{WORDS[each['what']]}{of}: {sign}{each['value']}{by}{mark}"


def _breaks(editions: Sequence[Json], points: Sequence[Json]) -> Iterator[str]:
    """Where the definition changed, if the series shows more than one."""
    shown = dict.fromkeys(each["definition_version"] for each in points)
    for each in editions:
        if len(shown) > 1 and each["version"] in shown:
            first = next(p for p in points if p["definition_version"] == each["version"])
            yield f"Definition {each['version']} from {first['period']}: {each['definition']}"
