"""``trueline metric``: what is measured, how it went, and when somebody has to look."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import click

from domain.metric.rules import METRIC
from trueline.charts.svg import svg_option, write_svg
from trueline.commands.conditions import reading_conditions
from trueline.commands.thing import group_of
from trueline.progress import Report, progress
from trueline.reach import at, reach
from trueline.short_keys import PRODUCT, expand
from trueline.show import json_option, show_json, show_page

DAYS = {"day": 1, "week": 7, "month": 31, "quarter": 92}
SHOWN = 30
"""Periods that are drawn where no days are named."""

metric = group_of(
    METRIC, "metric", ("key", "kind", "status", "cadence", "unit", "owner", "breached", "name")
)


@metric.command("import")
@click.argument("key")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--partial", is_flag=True, help="Keep the other lines although some fail.")
@PRODUCT
@json_option
def import_(key: str, file: Path, product: str | None, *, partial: bool, as_json: bool) -> None:
    """Take in a CSV file of what was measured: every line, or none.

    Its first line names the columns: period, value and any of the metric's dimensions. Each line
    that cannot be kept is named with its number. Taking it in again keeps nothing twice.
    """
    with reach() as api, progress(quiet=as_json) as report:
        path = at(METRIC.path, expand(api, key, product), "import")
        sent = _Told(file.read_bytes(), report)
        words = {"partial": "true" if partial else None, "file": file.name[:200]}
        answer = api.send(path, sent, "text/csv", **words)
    if as_json:
        show_json(answer)
        return
    told = answer["data"]
    for each in told["errors"]:
        click.echo(f"line {each['line']}: {each['message']}", err=True)
    left = f", left {told['failed']:,} out" if told["failed"] else ""
    click.echo(f"Kept {told['kept']:,} of {told['lines']:,}, knew {told['known']:,} already{left}.")
    click.echo(f"Next: trueline metric series {key}")


class _Told(BytesIO):
    """A file that tells how much of it was sent."""

    def __init__(self, content: bytes, report: Report) -> None:
        super().__init__(content)
        self._report, self._size = report, len(content)

    def read(self, size: int | None = -1, /) -> bytes:
        """Some more of it."""
        found = super().read(size)
        if found:
            self._report("Sending bytes", self.tell(), self._size)
        if found and self.tell() == self._size:
            self._report("Checking and keeping each line", 0, None)
        return found


@metric.command()
@click.argument("key")
@click.option("--since", help="From the period that begins on this day on, such as 2026-01-01.")
@click.option("--until", help="Up to this day.")
@click.option("--dims", help="total, or dimensions such as region=eu,plan=pro.")
@click.option("--version", type=int, help="Only what was measured by this definition.")
@click.option("--limit", type=click.IntRange(1, 1000), help="How many values.")
@click.option("--cursor", help="Go on where a page ended.")
@PRODUCT
@svg_option
@json_option
def series(
    key: str, product: str | None, *, as_json: bool, svg: Path | None, **filters: Any
) -> None:
    """Draw what was measured, with corrections, targets, alert and breaks.

    Without --since, the newest periods are drawn.
    """
    from trueline.metric_chart import charts, draw  # noqa: PLC0415 (slow to import)

    with reach() as api:
        path = at(METRIC.path, expand(api, key, product))
        if not as_json and not any(filters.values()):
            cadence = api.get(path)["data"]["cadence"]
            first = datetime.now(UTC) - timedelta(days=DAYS[cadence] * SHOWN)
            filters["since"] = first.date().isoformat()
        answer = api.get(f"{path}/series", **filters)
    if svg is not None:
        write_svg(svg, *charts(answer["data"]))
    if as_json:
        show_json(answer)
        return
    draw(answer["data"])
    if answer["page"]["next"]:
        click.echo(f"More: --cursor {answer['page']['next']}")


@metric.command()
@click.option("--verdict", help="confirmed, refuted, inconclusive or open; several with commas.")
@click.option("--owner", help="Items that this person looks after.")
@click.option("--metric", "measure", help="Outcomes of this metric, by its key or its name.")
@click.option("--since", help="Items that were shipped from this day on.")
@click.option("--until", help="Items that were shipped up to this day.")
@click.option("--limit", type=click.IntRange(1, 200), help="How many items.")
@click.option("--cursor", help="Go on where a page ended.")
@PRODUCT
@json_option
def outcomes(*, as_json: bool, measure: str | None, **filters: Any) -> None:
    """List what shipped items were to bring about, and what they did."""
    with reach() as api:
        answer = api.get("/v1/outcomes", metric=measure, **filters)
    if as_json:
        show_json(answer)
        return
    names = ("key", "metric", "baseline", "expected", "by", "measured", "verdict", "learning")
    rows = [[each.get(name) for name in names] for each in answer["data"]]
    empty = "No shipped item was to bring anything about: trueline roadmap expect --help."
    show_page(answer, [each.capitalize() for each in names], rows, empty=empty)


reading_conditions(metric.commands["set-alert"], "trueline metric set-alert X1 '< 40'")
