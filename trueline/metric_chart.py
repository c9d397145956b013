"""Draws a metric's series in 80 columns: a bar for each period, and what it is held against."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from trueline.charts.chart import Chart, Mark, Series
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
COLOURS = {
    "target": "green",
    "alert": "firebrick",
    "band_low": "gray",
    "band_high": "gray",
    "key_result": "darkorange",
    "expected_outcome": "purple",
}
FIGURES = ",.10g"
"""As many digits as a value has, none of them made up."""


def draw(found: Json, console: Console | None = None) -> None:
    """Print the data of ``/v1/metrics/{key}/series``; colours only on a terminal."""
    console = console or Console(highlight=False, width=WIDTH)
    points = found["points"]
    console.print(Text(plain(_title(found)), style="bold"))
    if not points:
        console.print(f"Nothing was measured then: trueline metric import {found['key']} FILE.csv.")
        console.print("What is older is drawn with --since, such as --since 2000-01-01.")
        return
    console.print(_bars(points, found["lines"]))
    for line in (*_held_against(found), *_breaks(found["editions"], points)):
        console.print(Text(plain(line)))


def charts(found: Json) -> tuple[Chart, ...]:
    """What was measured, and a line for each thing that it is held against; none of nothing."""
    points = found["points"]
    if not points:
        return ()
    labels = tuple(" ".join((each["period"], _dims(each))).strip() for each in points)
    measured = Series("measured", tuple(float(each["value"]) for each in points))
    lines = (
        Series(_name(each), (float(each["value"]),) * len(points), "line", COLOURS[each["what"]])
        for each in found["lines"]
    )
    breaches = tuple(Mark(at, "breach") for at, each in enumerate(points) if each.get("beyond"))
    series = (measured, *lines)
    return (Chart(_title(found), labels, series, found["unit"], FIGURES, breaches),)


def _title(found: Json) -> str:
    return f"{found['key']} {found['name']} ({found['unit']})"


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
    was = ", ".join(point.get("was", ()))
    said = (_dims(point), f"was {was}" if was else "", "breach" if point.get("beyond") else "")
    return Text(plain("; ".join(each for each in said if each)))


def _dims(point: Json) -> str:
    return ", ".join(f"{name}={value}" for name, value in point.get("dims", {}).items())


def _held_against(found: Json) -> Iterator[str]:
    """Each line in words: whose it is, and by when."""
    for each in found["lines"]:
        mark = f" ({MARKS[each['what']]})" if each["what"] in MARKS else ""
        by = f" by {each['by']}" if each.get("by") else ""
        sign = f"{SIGNS[found['alert']['op']]} " if each["what"] == "alert" else ""
        yield f"{_name(each)}: {sign}{each['value']}{by}{mark}"


def _name(line: Json) -> str:
    of = f" of {line['key']}" if line.get("key") else ""
    return f"{WORDS[line['what']]}{of}"


def _breaks(editions: Sequence[Json], points: Sequence[Json]) -> Iterator[str]:
    """Where the definition changed, if the series shows more than one."""
    shown = dict.fromkeys(each["definition_version"] for each in points)
    for each in editions:
        if len(shown) > 1 and each["version"] in shown:
            first = next(p for p in points if p["definition_version"] == each["version"])
            yield f"Definition {each['version']} from {first['period']}: {each['definition']}"
