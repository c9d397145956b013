"""``trueline capacity``: how much is asked of whom, and of whom too much."""

from pathlib import Path

import click

from domain.iteration.rules import ITERATION
from trueline.charts.svg import svg_option, write_svg
from trueline.commands.paging import paged
from trueline.reach import at, reach
from trueline.short_keys import PRODUCT, expand
from trueline.show import json_option, show_json


@click.command()
@click.argument("key", required=False)
@click.option("--team", help="Iterations of this team, such as T1.")
@click.option("--state", help="planned, active, closed or cancelled; several with commas between.")
@click.option("--person", help="Iterations in which this person is there.")
@click.option("--over/--not-over", default=None, help="Only what is too much, or only the rest.")
@paged(20)
@PRODUCT
@svg_option
@json_option
def capacity(
    key: str | None,
    team: str | None,
    product: str | None,
    *,
    as_json: bool,
    svg: Path | None,
    **filters: str | None,
) -> None:
    """Draw what each open iteration can take and is asked for, person by person.

    With KEY (such as I1), one iteration and every change of its scope.
    """
    from trueline import capacity_chart  # noqa: PLC0415 (slow to import)

    with reach() as api:
        if key is not None:
            answer = api.get(at(ITERATION.path, expand(api, key, product), "capacity"))
        else:
            of = expand(api, team, product) if team else None
            answer = api.get("/v1/capacity", product=product, team=of, **filters)
    if svg is not None:
        found = answer["data"] if key is None else [answer["data"]]
        write_svg(svg, *map(capacity_chart.chart, found))
    if as_json:
        show_json(answer)
    elif key is not None:
        capacity_chart.draw_one(answer["data"])
    else:
        capacity_chart.draw(answer["data"])
        if answer["page"]["next"]:
            click.echo(f"More: --cursor {answer['page']['next']}")
