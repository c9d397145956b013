"""Charts: the same one in the terminal and as SVG."""

from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rich.console import Console

from trueline.charts.chart import Cell, Chart, Grid, Level, Mark, Series
from trueline.charts.svg import write_svg
from trueline.charts.terminal import draw
from trueline.failure import CommandFailed

LABELS = ("ana", "ben", "cleo")
LOADS = Chart(
    "Load",
    LABELS,
    (Series("load", (0.5, 1.0, 1.2)),),
    unit="of capacity",
    figures=".0%",
    marks=(Mark(2, "over"),),
    level=Level(1.0, "capacity"),
)
STACKED = Chart(
    "Flow",
    LABELS,
    (Series("done", (1, 2, 3), "area"), Series("working", (3, 2, 1), "area", "darkorange")),
)
MIXED = Chart(
    "Both",
    LABELS,
    (Series("is", (1, 2, 3)), Series("was", (3, 2, 1)), Series("trend", (1, 1, 2), "line")),
)
WIDE = Chart(
    "Wide",
    ("2026-11-23 *",),
    tuple(Series(each, (1,), "area") for each in ("done", "working", "waiting")),
    marks=(Mark(0, "P85, P95"),),
)
EMPTY = Chart("None", (), (Series("none", ()),))
GRID = Grid("Risks", ("1", "2"), ("b", "a"), ((Cell("1", "red"), Cell("", "green")),) * 2)


def drawn(chart: Chart) -> list[str]:
    out = StringIO()
    draw(chart, Console(file=out, highlight=False, width=80))
    return out.getvalue().splitlines()


def rows(chart: Chart) -> list[str]:
    """What is drawn below the head: its title, its columns and a line."""
    lines = drawn(chart)
    return lines[
        next(at for at, line in enumerate(lines) if "\N{BOX DRAWINGS LIGHT HORIZONTAL}" in line)
        + 1 :
    ]


def test_a_row_has_its_label_its_figure_and_its_bar() -> None:
    ana, ben, cleo = rows(LOADS)[:3]
    assert ana.split()[:2] == ["ana", "50%"]
    assert ana.count("█") < ben.count("█") < cleo.count("█")
    assert cleo.rstrip().endswith("over")


def test_a_limit_is_drawn_through_what_is_below_it() -> None:
    lines = rows(LOADS)
    assert "│" in lines[0]
    assert "│" not in lines[2]
    assert "│ capacity" in lines[-1]


def test_areas_are_stacked_and_explained() -> None:
    lines = rows(STACKED)
    assert "█" in lines[0]
    assert "▓" in lines[0]
    assert lines[-1] == "█ done, ▓ working"


def test_what_is_small_still_shows() -> None:
    tiny = Chart("Tiny", ("a", "b"), (Series("of all", (0.001, 1000)),), figures=".3f")
    assert "▏" in rows(tiny)[0]


@pytest.mark.parametrize("chart", [LOADS, STACKED, MIXED, WIDE])
def test_nothing_of_a_chart_is_cut(chart: Chart) -> None:
    assert "\N{HORIZONTAL ELLIPSIS}" not in "".join(drawn(chart))


@pytest.mark.parametrize("chart", [LOADS, STACKED, MIXED, WIDE, EMPTY])
def test_no_chart_is_wider_than_a_terminal(chart: Chart) -> None:
    assert max(map(len, drawn(chart))) <= 80


@pytest.mark.parametrize("chart", [LOADS, STACKED, MIXED, EMPTY, GRID])
def test_every_chart_becomes_svg_with_its_words_as_text(
    chart: Chart | Grid, tmp_path: Path
) -> None:
    path = tmp_path / "chart.svg"
    write_svg(path, chart)
    words = {each.text for each in ET.parse(path).iter() if each.text}
    assert chart.title in words


def test_the_same_chart_is_the_same_file(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_svg(tmp_path / name, LOADS, STACKED)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_what_a_title_holds_is_text(tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    write_svg(path, Chart("$\\bad$ <b>\x1b", ("\x00",), (Series("n", (1,)),)))
    assert any(
        each.text == "$\\bad$ <b>\N{REPLACEMENT CHARACTER}" for each in ET.parse(path).iter()
    )


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="cannot be written"):
        write_svg(tmp_path / "nowhere" / "chart.svg", LOADS)
