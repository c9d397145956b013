"""Draws how much is asked of whom: a bar for each iteration and for each of its people."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from textwrap import wrap
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from domain.capacity import percent
from domain.values import Window
from trueline.charts.chart import Chart, Level, Series
from trueline.show import plain

WIDTH = 80
WHOLE, MOST = 20, 25
"""How many characters a bar of 100 % has, and how many any bar has at most."""
FULL_BLOCK, BEYOND_BLOCK, EMPTY_BLOCK = "█", "▓", "░"
TALLEST = 2.0
"""How many times a capacity a bar of a chart shows at most; what is exact stands beside it."""
STYLES = {"ok": "green", "full": "yellow", "over": "bold red"}
EMPTY = "No open iteration here: trueline iteration plan T1 'Sprint 1' 2026-01-05..2026-01-16"

Json = dict[str, Any]


def draw(found: Sequence[Json], console: Console | None = None) -> None:
    """Print the answer of ``/v1/capacity`` in 80 columns; colours only on a terminal."""
    console = console or Console(highlight=False, width=WIDTH)
    if not found:
        console.print(Text(EMPTY))
    for each in found:
        _print(console, _head(each))
        console.print(_table(each))
        _print(console, _notes(each))


def draw_one(found: Json, console: Console | None = None) -> None:
    """Print the answer of ``/v1/iterations/{key}/capacity``: how it came to be so as well."""
    console = console or Console(highlight=False, width=WIDTH)
    draw([found], console)
    _print(console, _story(found))


def chart(found: Json) -> Chart:
    """An iteration's load, of all and of each: by what they can give, or bare while unknown."""
    rows = [("all", found), *((each["person"], each) for each in found["people"])]
    title = _title(found)
    if found["capacity"] is None:
        loads = Series("load", tuple(float(each["load"]) for _, each in rows))
        return Chart(title, tuple(who for who, _ in rows), (loads,), found["unit"])
    labels = tuple(f"{who} {_percent(each)}" for who, each in rows)
    parts = Series("load", tuple(min(float(each["ratio"]), TALLEST) for _, each in rows))
    level = Level(1.0, f"{found['capacity']} {found['unit']} for all")
    return Chart(title, labels, (parts,), "of capacity", ".0%", level=level)


def standing(found: Json) -> str:
    """How an iteration stands, in a sentence: all of them, and for whom it is too much."""
    if found["capacity"] is None:
        return unknown(found)
    over = [
        f"{plain(each['person'])} {_percent(each)}" for each in found["people"] if _is_over(each)
    ]
    said = f"Load {found['load']} of {found['capacity']} {found['unit']}, {_percent(found)}"
    more = f"; too much for {', '.join(over)}" if over else ""
    return f"{said}, {found['band']}{more}."


def unknown(found: Json) -> str:
    """What to do while nobody knows how many points an iteration can take."""
    return (
        f"Load {found['load']} points. How many {found['key']} can take is known once three "
        f"iterations are closed; until then: trueline iteration estimate-capacity {found['key']} 20"
    )


def _print(console: Console, lines: Iterator[str]) -> None:
    for line in lines:
        for part in wrap(line, WIDTH, subsequent_indent="  "):
            console.print(Text(part))


def _head(found: Json) -> Iterator[str]:
    yield _title(found)
    if found["goal"]:
        yield f"Goal: {plain(found['goal'])}"


def _title(found: Json) -> str:
    window, name = Window(**found["window"]), plain(found["name"])
    return f"{found['key']}  {name}  ({found['team']}, {window}, {found['status']})"


def _table(found: Json) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Who", no_wrap=True, overflow="ellipsis", max_width=18)
    for name in ("Days", f"Can ({found['unit']})", "Load"):
        table.add_column(name, no_wrap=True, justify="right")
    table.add_column("", no_wrap=True, width=MOST)
    table.add_column("", no_wrap=True, justify="right")
    table.add_row("all", *_cells(found))
    for each in found["people"]:
        table.add_row(Text(plain(each["person"])), *_cells(each))
    if found["unassigned"] != "0":
        table.add_row("nobody yet", "", "", found["unassigned"], "", "")
    return table


def _cells(found: Json) -> tuple[str | Text, ...]:
    can = "?" if found["capacity"] is None else found["capacity"]
    return (found["person_days"], can, found["load"], _bar(found), _percent(found))


def _bar(found: Json) -> Text:
    """As long as the load is of the capacity; what is beyond it is drawn otherwise."""
    if found["ratio"] is None:
        return Text("")
    length = min(int((Decimal(found["ratio"]) * WHOLE).to_integral_value()), MOST)
    within = FULL_BLOCK * min(length, WHOLE)
    rest = EMPTY_BLOCK * (WHOLE - len(within))
    return Text(f"{within}{rest}{BEYOND_BLOCK * (length - WHOLE)}", style=STYLES[found["band"]])


def _percent(found: Json) -> str:
    if found["ratio"] is None:
        return ""
    return "beyond all" if found["capacity"] == "0" and _is_over(found) else _exact(found["ratio"])


def _exact(ratio: str) -> str:
    return percent(Decimal(ratio))


def _is_over(found: Json) -> bool:
    return bool(found["band"] == "over")


def _notes(found: Json) -> Iterator[str]:
    """What the capacity rests on, what was allowed, and how sure they are."""
    yield _method(found)
    if found["items_added"] or found["items_withdrawn"]:
        came, went = _items(found["items_added"]), found["items_withdrawn"]
        yield f"Since the start {came} came and {went} went: trueline capacity {found['key']}"
    if found["overcommit"]:
        said = found["overcommit"]
        who, why = plain(said["by"]), plain(said["reason"])
        yield f"Up to {_exact(said['ratio'])} allowed by {who}: {why}"
    if found["confidence"]:
        votes = ", ".join(
            f"{plain(each['person'])} {each['confidence']}" for each in found["votes"]
        )
        yield f"Confidence {found['confidence']} of 5: {votes}"
    if found["status"] == "closed":
        given, carried = found["person_days_given"], len(found["carried_over"])
        done = f"Done {found['points_done']} {found['unit']} in {given} person-days"
        yield f"{done}; {carried} carried over"


def _method(found: Json) -> str:
    days = f"{found['person_days']} person-days, {found['hours']} hours"
    if found["method"] == "estimate":
        return f"Method: somebody said {found['points']} points; available are {days}."
    if found["unit"] == "hours":
        return f"Method: what is available: {days}."
    if found["method"] is None:
        return unknown(found)
    count = len(found["basis"])
    return (
        f"Method: {found['points_per_day']} points per person-day in the last {count} iterations"
        f" ({', '.join(found['basis'])}), and {days} available."
    )


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"


def _story(found: Json) -> Iterator[str]:
    """What it began with, and every change of scope."""
    if found["began_with"]:
        began = found["began_with"]
        items = _items(len(began["items"]))
        yield f"Began with {items}: {began['load']} of {began['capacity']} {found['unit']}."
    for each in found["skills"]:
        people = ", ".join(plain(who) for who in each["people"])
        yield f"{plain(each['skill'])}: {each['person_days']} person-days of {people}"
    for each in found["scope_changes"]:
        late = " after the start" if each["after_start"] else ""
        parts = [
            f"{each['at'][:10]}  {each['item'] or 'capacity'} {each['what']}{late}",
            f"{each['points']} {found['unit']}" if each["points"] else "",
            f"up to {_exact(each['ratio'])}" if each["ratio"] else "",
            plain(each["assignee"]),
            f"by {plain(each['who']['display'])}",
            plain(each["reason"]),
        ]
        yield ", ".join(part for part in parts if part)
    if found["carried_over"]:
        yield f"Carried over: {', '.join(found['carried_over'])}"
