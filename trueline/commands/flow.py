"""``trueline flow``: how much gets done, how long it takes, and what is on its way."""

from pathlib import Path

import click

from trueline.charts.svg import svg_option, write_svg
from trueline.reach import reach
from trueline.short_keys import PRODUCT, only_product
from trueline.show import json_option, show_json


@click.command()
@click.option("--kind", help="One kind of items, or several with commas between.")
@click.option("--since", help="From the week of this day on.  [default: 12 weeks back]")
@click.option("--until", help="Up to this day.  [default: today]")
@click.option("--percentile", help="Of the cycle times.  [default: 50,70,85,95]")
@PRODUCT
@svg_option
@json_option
def flow(*, as_json: bool, svg: Path | None, product: str | None, **filters: str | None) -> None:
    """Draw throughput and cumulative flow; tell cycle times, ages and blocked time."""
    from trueline.flow_page import charts, show  # noqa: PLC0415 (slow to import)

    with reach() as api:
        answer = api.get("/v1/flow", product=product or only_product(api), **filters)
    if svg is not None:
        write_svg(svg, *charts(answer["data"]))
    if as_json:
        show_json(answer)
    else:
        show(answer["data"])
