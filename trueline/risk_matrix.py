"""Draws the risk matrix: likelihood upwards, impact to the right, before and after treatment."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from trueline.charts.chart import Cell, Grid

LIKELIHOODS = ("rare", "unlikely", "possible", "likely", "almost certain")
STYLES = {
    "low": "black on green",
    "moderate": "black on yellow",
    "high": "black on dark_orange",
    "extreme": "white on red",
}
COLOURS = {"low": "yellowgreen", "moderate": "gold", "high": "darkorange", "extreme": "tomato"}
WIDTH = 80
SCALE = range(1, 6)


def draw(found: dict[str, Any], console: Console | None = None) -> None:
    """Print the answer of ``/v1/risks/matrix`` in 80 columns; colours only on a terminal."""
    console = console or Console(highlight=False, width=WIDTH)
    cells = {(each["likelihood"], each["impact"]): each for each in found["cells"]}
    if not found["unassessed"] and not any(each["inherent"] for each in cells.values()):
        console.print("No risk here yet: trueline risk add --if EVENT --then CONSEQUENCE.")
        return
    console.print(_grid(cells))
    console.print(
        "l low 1-4, m moderate 5-9, h high 10-15, e extreme 16-25 (likelihood x impact)",
        f"Inherent: {_tally(cells.values(), 'inherent')}",
        f"Residual: {_tally(cells.values(), 'residual')}",
        *_left_out(found),
        sep="\n",
    )


def grids(found: dict[str, Any]) -> tuple[Grid, Grid]:
    """The matrix before and after treatment, to be written as SVG."""
    cells = {(each["likelihood"], each["impact"]): each for each in found["cells"]}
    rows = tuple(f"{each} {LIKELIHOODS[each - 1]}" for each in reversed(SCALE))
    columns = tuple(str(each) for each in SCALE)
    inherent, residual = (
        tuple(
            tuple(_coloured(cells[likelihood, impact], when) for impact in SCALE)
            for likelihood in reversed(SCALE)
        )
        for when in ("inherent", "residual")
    )
    return (
        Grid("Inherent risks", columns, rows, inherent, "impact", "likelihood"),
        Grid("Residual risks", columns, rows, residual, "impact", "likelihood"),
    )


def _coloured(cell: dict[str, Any], when: str) -> Cell:
    return Cell(str(cell[when] or ""), COLOURS[cell["band"]])


def _grid(cells: dict[tuple[int, int], dict[str, Any]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Inherent \N{BULLET} impact")
    for when in ("inherent", "residual"):
        for impact in SCALE:
            table.add_column(str(impact), justify="center", min_width=2)
        if when == "inherent":
            table.add_column("Residual", justify="center")
    for likelihood in reversed(SCALE):
        row = [cells[likelihood, impact] for impact in SCALE]
        inherent, residual = (
            [_drawn(each, when) for each in row] for when in ("inherent", "residual")
        )
        name = f"{likelihood} {LIKELIHOODS[likelihood - 1]}"
        table.add_row(name, *inherent, "", *residual)
    return table


def _drawn(cell: dict[str, Any], when: str) -> Text:
    """The number of risks and the band's letter; an empty cell has the letter only."""
    count, letter = cell[when], cell["band"][0]
    return Text(f"{count}{letter}" if count else letter, style=STYLES[cell["band"]])


def _tally(cells: Iterable[dict[str, Any]], when: str) -> str:
    """How many risks lie in each band, the gravest first."""
    counts = dict.fromkeys(reversed(STYLES), 0)
    for each in cells:
        counts[each["band"]] += each[when]
    said = [f"{count} {band}" for band, count in counts.items() if count]
    return ", ".join(said) or "none"


def _left_out(found: dict[str, Any]) -> Sequence[str]:
    """Which risks are in no cell, and how they get into one."""
    told = (
        (found["unassessed"], "not assessed: trueline risk assess KEY LIKELIHOOD IMPACT"),
        (found["untreated"], "without a residual level: trueline risk assess-residual KEY 2 4"),
    )
    return [f"{count} {what}" for count, what in told if count]
