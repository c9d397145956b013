"""What a chart shows, whatever it is drawn with."""

from typing import Literal

from msgspec import Struct

Shape = Literal["bar", "line", "area"]


class Series(Struct, frozen=True):
    """A value for each label; areas are stacked on each other.

    Attributes:
        colour: A name that both the terminal and SVG know, such as ``red``.
    """

    name: str
    values: tuple[float, ...]
    shape: Shape = "bar"
    colour: str = "steelblue"


class Mark(Struct, frozen=True):
    """Words at one of the labels, such as P85; ``at`` is the label's place."""

    at: int
    words: str


class Level(Struct, frozen=True):
    """A value that is drawn right across, such as a limit; a bar beyond it is red."""

    value: float
    words: str


class Chart(Struct, frozen=True):
    """Series over labels.

    Attributes:
        labels: What the values belong to: a row each in the terminal, from left to right in SVG.
        unit: What is counted, such as ``items``.
        figures: How values are written, as a format such as ``.0%``.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = "items"
    figures: str = ".0f"
    marks: tuple[Mark, ...] = ()
    level: Level | None = None


def marks_at(chart: Chart, at: int) -> str:
    """The words at a label."""
    return ", ".join(each.words for each in chart.marks if each.at == at)


class Cell(Struct, frozen=True):
    """A cell of a grid."""

    words: str
    colour: str


class Grid(Struct, frozen=True):
    """Coloured cells in rows; the first row is drawn at the top.

    Attributes:
        columns, rows: What stands beside them.
        across, down: What the columns are, and what the rows are.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    across: str = ""
    down: str = ""
