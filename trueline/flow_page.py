"""Shows how a product's items flow: two charts, and what they do not say in a few lines."""

from collections.abc import Iterator
from typing import Any

import click

from trueline.charts.chart import Chart, Series
from trueline.show import plain, show_table

Json = dict[str, Any]


def charts(found: Json) -> tuple[Chart, Chart]:
    """Throughput, and the cumulative flow, by week."""
    weeks = found["weeks"]
    labels = tuple(f"{each['week']}{'' if each['whole'] else ' *'}" for each in weeks)
    areas = (("done", "steelblue"), ("working", "darkorange"), ("waiting", "lightgray"))
    standing = tuple(
        Series(name, tuple(each[f"{name}_at_end"] for each in weeks), "area", colour)
        for name, colour in areas
    )
    done = Series("done", tuple(each["done"] for each in weeks))
    return (
        Chart("Done per week", labels, (done,)),
        Chart("Cumulative flow", labels, standing),
    )


def told(found: Json) -> Iterator[str]:
    """What the charts do not say."""
    through, cycle, working = found["throughput"], found["cycle"], found["working"]
    if through["weeks"]:
        yield (
            f"Throughput   {through['per_week']:g} a week in {through['weeks']} whole weeks "
            f"(from {through['least']} to {through['most']}), {through['done']} done"
        )
    if cycle["percentiles"]:
        days = ", ".join(f"P{each['percentile']} {each['days']}" for each in cycle["percentiles"])
        yield f"Cycle time   {days} days, of {cycle['items']} items"
    if cycle["never_begun"]:
        yield f"             {cycle['never_begun']} more were done without having been begun"
    late = f", {working['late']} older than P85" if working["late"] else ""
    stuck = f", {working['blocked']} blocked" if working["blocked"] else ""
    yield f"In progress  {working['items']}{stuck}{late}"
    blocked = found["blocked"]
    yield (
        f"Blocked      {blocked['now']} now, for {blocked['days_now']} days; "
        f"{blocked['done']} of those done had been, for {blocked['days_done']} days"
    )
    if found["left_out"]:
        yield f"Left out     {found['left_out']} that came in finished: nobody knows when that was"
    if not found["weeks"][-1]["whole"]:
        yield "* not over"


def show(found: Json) -> None:
    """Print the answer of ``/v1/flow`` in 80 columns."""
    from trueline.charts.terminal import draw  # noqa: PLC0415 (slow to import)

    if not any(each["waiting_at_end"] + each["working_at_end"] + each["done_at_end"]
               for each in found["weeks"]):  # fmt: skip
        click.echo("Nothing has flowed yet: trueline item add bug TITLE, then trueline item start.")
        return
    for chart in charts(found):
        draw(chart)
    for line in told(found):
        click.echo(line)
    rows = [
        (
            each["key"],
            f"{each['age_days']} d",
            f"{each['blocked_days']} d" if each["blocked"] else "",
            each["assignee"],
            each["title"],
        )
        for each in found["working"]["oldest"]
    ]
    columns = ("Key", "Age", "Blocked", "Assignee", "Title")
    show_table(
        columns, [[plain(each) for each in row] for row in rows], empty="Nothing is on its way."
    )
