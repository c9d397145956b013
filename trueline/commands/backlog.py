"""``trueline backlog``: the ranked list."""

from typing import Any

import click

from trueline.commands.paging import paged
from trueline.reach import reach
from trueline.show import json_option, show_json, show_table

COLUMNS = ("Key", "Status", "Priority", "Title", "Labels", "Assignee", "Trackers")


@click.command()
@click.option("--product", help="Key of one product.")
@click.option("--status", help="One status, or several with commas between.")
@click.option("--kind", help="user_story, technical_issue, requirement, bug or spike.")
@click.option("--label", help="Items that carry this label.")
@click.option("--release", help="Items that come out with it, such as ACME-REL2.")
@click.option("--iteration", help="Items that are to be done in it, such as ACME-I7.")
@click.option("--assignee", help="Items this person works on.")
@click.option("--q", "text", help="Items whose title contains this text.")
@paged()
@json_option
def backlog(*, as_json: bool, text: str | None, **filters: str | int | None) -> None:
    """List the backlog in rank order."""
    with reach() as api:
        answer = api.get("/v1/backlog", q=text, include="trackers", **filters)
    if as_json:
        show_json(answer)
        return
    empty = "Nothing here yet: trueline item add PRODUCT TITLE, or trueline import."
    show_table(COLUMNS, [_row(item) for item in answer["data"]], empty=empty)
    if answer["page"].get("next"):
        click.echo(f"More: --cursor {answer['page']['next']}")


def _row(item: dict[str, Any]) -> tuple[object, ...]:
    status = item["status"] + (f" ({item['resolution']})" if item.get("resolution") else "")
    trackers = [
        f"{each['tracker']} {each['remote_key'] or '…'}" for each in item.get("trackers", ())
    ]
    return (
        item["key"],
        status,
        item.get("priority", "none"),
        item["title"],
        item.get("labels", ()),
        item.get("assignee"),
        trackers,
    )
