"""Writes charts as one SVG file, with matplotlib, which is an extra."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from trueline.charts.chart import Chart, Grid, Series, marks_at
from trueline.failure import USAGE, CommandFailed
from trueline.show import plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.ticker import MaxNLocator

F = TypeVar("F", bound=Callable[..., Any])
INCHES = (10.0, 4.0)
"""The size of one chart; several stand below each other."""
OVER = "firebrick"
"""The colour of a bar beyond its level."""
LABELS = 16
"""How many labels there is room for."""
# text stays text, and the same chart is the same file
LOOK: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "trueline",
    "text.parse_math": False,
    "font.size": 10,
}


def svg_option(command: F) -> F:
    """Give a command ``--svg`` as its parameter ``svg``, a path or None."""
    where = click.Path(dir_okay=False, writable=True, path_type=Path)
    words = "Write the chart to this file too, for a slide."
    return click.option("--svg", type=where, help=words)(command)


def write_svg(path: Path, *charts: Chart | Grid) -> None:
    """Write charts to a file, if there are any; raises ``CommandFailed`` when it cannot be."""
    if not charts:
        click.echo(f"Nothing to draw: {path} was not written.", err=True)
        return
    try:
        from matplotlib import rc_context  # noqa: PLC0415 (an extra, and slow to import)
        from matplotlib.figure import Figure  # noqa: PLC0415
    except ImportError as error:
        message = "A chart as SVG needs a plotting library: pip install 'trueline[charts]'"
        raise CommandFailed(message, USAGE) from error
    width, height = INCHES
    with rc_context(LOOK):
        figure = Figure(figsize=(width, height * len(charts)), layout="constrained")
        panels = figure.subplots(len(charts), squeeze=False)
        for axes, chart in zip(panels[:, 0], charts, strict=True):
            _draw_grid(axes, chart) if isinstance(chart, Grid) else _draw_chart(axes, chart)
        try:
            figure.savefig(path, format="svg", metadata={"Date": None})
        except OSError as error:
            message = f"{path} cannot be written: {error.strerror}."
            raise CommandFailed(message, USAGE) from error
    click.echo(f"Chart in {path}", err=True)


def _draw_chart(axes: "Axes", chart: Chart) -> None:
    places = range(len(chart.labels))
    bars = [each for each in chart.series if each.shape == "bar"]
    for at, each in enumerate(bars):
        wide = 0.8 / len(bars)
        shifted = [place - 0.4 + wide * (at + 0.5) for place in places]
        axes.bar(shifted, each.values, wide, label=each.name, color=_colours(chart, each))
    areas = [each for each in chart.series if each.shape == "area"]
    if areas:
        values, names = [each.values for each in areas], [each.name for each in areas]
        axes.stackplot(places, values, labels=names, colors=[each.colour for each in areas])
    for each in chart.series:
        if each.shape == "line":
            axes.plot(places, each.values, label=each.name, color=each.colour)
    _label(axes, chart)


def _colours(chart: Chart, series: Series) -> Sequence[str]:
    """A bar's colour; another for one beyond the level."""
    limit = chart.level.value if chart.level else float("inf")
    return [series.colour if value <= limit else OVER for value in series.values]


def _label(axes: "Axes", chart: Chart) -> None:
    axes.set_title(plain(chart.title), loc="left")
    axes.set_ylabel(plain(chart.unit))
    if chart.figures == ".0f":
        axes.yaxis.set_major_locator(_whole_numbers())
    axes.yaxis.set_major_formatter(lambda value, _: format(value, chart.figures))
    step = len(chart.labels) // LABELS + 1
    labels = [plain(each) for each in chart.labels[::step]]
    axes.set_xticks(range(0, len(chart.labels), step), labels, rotation=30, ha="right")
    axes.spines[["top", "right"]].set_visible(False)
    for at in dict.fromkeys(each.at for each in chart.marks):
        axes.axvline(at, color="black", linestyle=":")
        top = (at, 1.0)
        axes.annotate(marks_at(chart, at), top, xycoords=("data", "axes fraction"), va="top")
    if chart.level:
        axes.axhline(chart.level.value, color="black", label=chart.level.words)
    if len(chart.series) > 1 or chart.level:
        axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1))


def _whole_numbers() -> "MaxNLocator":
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 (an extra)

    return MaxNLocator(integer=True)


def _draw_grid(axes: "Axes", grid: Grid) -> None:
    for down, row in enumerate(grid.cells):
        for across, cell in enumerate(row):
            axes.fill_between((across, across + 1), down, down + 1, color=cell.colour, ec="white")
            axes.text(across + 0.5, down + 0.5, cell.words, ha="center", va="center")
    axes.set_xlim(0, len(grid.columns))
    axes.set_ylim(len(grid.rows), 0)
    axes.set_xticks([each + 0.5 for each in range(len(grid.columns))], grid.columns)
    axes.set_yticks([each + 0.5 for each in range(len(grid.rows))], grid.rows)
    axes.set_xlabel(grid.across)
    axes.set_ylabel(grid.down)
    axes.set_title(plain(grid.title), loc="left")
