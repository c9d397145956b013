"""Draws a chart in the terminal: a row for each label, in 80 columns."""

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from trueline.charts.chart import Chart, Series, marks_at
from trueline.show import plain

WIDTH = 80
BARS = (10, 48)
"""How many characters the bars of a row have, all its series together: at least, at most."""
GAP, EDGE = 3, 1
"""Between two columns, and beside the first and the last one."""
BLOCKS = ("\N{FULL BLOCK}", "\N{DARK SHADE}", "\N{LIGHT SHADE}")
"""What stacked areas are drawn with, so that they can be told apart without colours."""
LIMIT = "\N{BOX DRAWINGS LIGHT VERTICAL}"
EIGHTHS = " \N{LEFT ONE EIGHTH BLOCK}\N{LEFT ONE QUARTER BLOCK}\N{LEFT THREE EIGHTHS BLOCK}" + (
    "\N{LEFT HALF BLOCK}\N{LEFT FIVE EIGHTHS BLOCK}\N{LEFT THREE QUARTERS BLOCK}"
    "\N{LEFT SEVEN EIGHTHS BLOCK}"
)


def draw(chart: Chart, console: Console | None = None) -> None:
    """Print a chart; colours only on a terminal."""
    console = console or Console(highlight=False, width=WIDTH)
    bars = [each for each in chart.series if each.shape == "bar"]
    areas = [each for each in chart.series if each.shape == "area"]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("", no_wrap=True, overflow="ellipsis")
    for each in chart.series:
        table.add_column(Text(each.name), justify="right", no_wrap=True)
    for _ in range(len(bars) + bool(areas)):
        table.add_column("", no_wrap=True)
    room = _room(chart)
    for at, label in enumerate(chart.labels):
        figures = [Text(format(each.values[at], chart.figures)) for each in chart.series]
        drawn = [*_bars(chart, bars, at, room), *([_stack(areas, at, room)] if areas else [])]
        table.add_row(
            Text(plain(label)), *figures, *drawn[:-1], _marked(drawn, marks_at(chart, at))
        )
    console.print(Text(plain(chart.title), style="bold"))
    console.print(table)
    console.print(*_legend(chart, areas), sep="\n", end="")


def _room(chart: Chart) -> int:
    """How wide the bars can be beside all else."""
    taken = max(map(len, chart.labels), default=0)
    for each in chart.series:
        figures = (format(value, chart.figures) for value in each.values)
        taken += GAP + max(len(each.name), *map(len, figures), 0)
    marks = max((len(marks_at(chart, at)) + 1 for at in range(len(chart.labels))), default=0)
    gaps = GAP * max(1, sum(each.shape == "bar" for each in chart.series))
    least, most = BARS
    return max(least, min(most, WIDTH - taken - marks - gaps - 2 * EDGE))


def _bars(chart: Chart, bars: Sequence[Series], at: int, room: int) -> Iterator[Text]:
    """A bar for each series, all on the same scale."""
    level = chart.level.value if chart.level else 0
    most = max([level, *(value for each in bars for value in each.values)], default=0) or 1
    each_room = room // max(len(bars), 1)
    for each in bars:
        value = each.values[at]
        is_over = chart.level is not None and value > level
        text = Text(_bar(value / most * each_room), style="red" if is_over else _style(each.colour))
        if chart.level is not None and not is_over:
            place = round(level / most * each_room)
            text.pad_right(max(place - text.cell_len, 0))
            text.append(LIMIT)
        yield text


def _bar(length: float) -> str:
    """A bar as exact as eighths of a character; what is not nothing shows."""
    eighths = max(round(length * 8), 1 if length > 0 else 0)
    return BLOCKS[0] * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def _stack(areas: Sequence[Series], at: int, room: int) -> Text:
    most = max(map(sum, zip(*(each.values for each in areas), strict=True)), default=0) or 1
    text, total, drawn = Text(), 0.0, 0
    for place, each in enumerate(areas):
        total += each.values[at]
        end = round(total / most * room)
        text.append(BLOCKS[place % len(BLOCKS)] * (end - drawn), style=_style(each.colour))
        drawn = end
    return text


def _marked(drawn: Sequence[Text], marks: str) -> Text:
    """The last bar of a row, and its marks behind it."""
    last = drawn[-1] if drawn else Text()
    return Text.assemble(last, f" {marks}" if marks else "")


def _legend(chart: Chart, areas: Sequence[Series]) -> Iterator[str]:
    if areas:
        told = (f"{BLOCKS[at % len(BLOCKS)]} {each.name}" for at, each in enumerate(areas))
        yield f"{', '.join(told)}\n"
    if chart.level:
        yield f"{LIMIT} {chart.level.words}\n"


def _style(colour: str) -> str:
    return _STYLES.get(colour, colour)


_STYLES = {"steelblue": "steel_blue", "darkorange": "dark_orange", "lightgray": "bright_black"}
"""What the terminal calls a colour of SVG, where that differs."""
