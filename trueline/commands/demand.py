"""``trueline demand``: who wants what of the plan, and how much it matters."""

from typing import Any

import click

from trueline.reach import reach
from trueline.short_keys import PRODUCT, expand
from trueline.show import json_option, show_json, show_table

COLUMNS = ("Key", "Score", "Accounts", "Revenue", "Segments", "Voices", "Trend", "Last", "Title")
ARROWS = {"rising": "\N{UPWARDS ARROW}", "falling": "\N{DOWNWARDS ARROW}", "stable": "="}


@click.command()
@click.option("--by", help="score, accounts, revenue, recency or trend: what comes first.")
@click.option("--ref", help="Only this, such as R12, or several with commas between.")
@click.option("--account", help="Voices of this account, or several with commas between.")
@click.option("--segment", help="Voices of this segment, or several with commas between.")
@click.option("--tier", help="standard, key or strategic accounts.")
@click.option("--since", help="Voices from this day on, such as 2026-01-01.")
@click.option("--limit", type=click.IntRange(1, 200), help="How many.  [default: 50]")
@PRODUCT
@json_option
def demand(*, as_json: bool, ref: str | None, product: str | None, **filters: Any) -> None:
    """See who wants what of the plan: accounts, their worth, and whether it rises.

    An account counts once for each thing: weight x tier x recency, which halves every 180 days.
    """
    with reach() as api:
        refs = ",".join(expand(api, each, product) for each in ref.split(",")) if ref else None
        answer = api.get("/v1/evidence/demand", ref=refs, product=product, **filters)
    if as_json:
        show_json(answer)
        return
    empty = "Nobody asks for anything yet: trueline evidence link E1 R12 --weight 4."
    show_table(COLUMNS, [_row(each) for each in answer["data"]], empty=empty)


def _row(found: dict[str, Any]) -> tuple[object, ...]:
    """A line: how many accounts, and the first of their names."""
    names, unnamed = found["accounts"], found["unnamed"]
    who = f"{len(names) + unnamed}: {', '.join(names[:3])}" if names else str(unnamed)
    trend = f"{ARROWS[found['trend']]} {found['earlier']} to {found['recent']}"
    return (
        found["ref"],
        f"{found['score']:g}",
        who,
        [f"{each['amount']} {each['currency']}" for each in found["revenue"]],
        found["segments"],
        found["voices"],
        trend,
        found["last_on"],
        found["title"],
    )
