"""``trueline team``: who is in a team, for which part, and what its iterations gave."""

import click

from domain.team.rules import TEAM
from trueline.commands.thing import group_of
from trueline.reach import at, reach
from trueline.short_keys import PRODUCT, expand
from trueline.show import json_option, plain, show_json, show_table

COLUMNS = (
    *("Key", "Window", "Promised", "Done", "Person-days", "Per day"),
    *("Carried", "Overridden"),
)

team = group_of(TEAM, "team", ("key", "name", "estimate_unit", "members", "points_per_day"))


@team.command()
@click.argument("key")
@PRODUCT
@json_option
def velocity(key: str, product: str | None, *, as_json: bool) -> None:
    """Show what the closed iterations of KEY (such as T1) gave per available person-day."""
    with reach() as api:
        whole = expand(api, key, product)
        answer = api.get(at(TEAM.path, whole, "velocity"))
    if as_json:
        show_json(answer)
        return
    found = answer["data"]
    rows = [
        (
            each["key"],
            f"{each['window']['start']}..{each['window']['end']}",
            each["promised"],
            each["points_done"],
            each["person_days"],
            each["points_per_day"],
            each["carried"] or "",
            each["overridden"],
        )
        for each in found["ended"]
    ]
    empty = "No iteration is closed yet: trueline iteration close I1"
    show_table(COLUMNS, rows, empty=empty)
    if found["basis"]:
        click.echo(
            f"{found['points_per_day']} {plain(found['unit'])} per person-day in the last "
            f"{len(found['basis'])}, {found['average_done']} on average: the first counts, for "
            "the average does not know who is away."
        )
    over = found["overrides"]
    if over["iterations"]:
        click.echo(
            f"Overridden {over['iterations']}, of which {over['carried']} carried something over; "
            f"of the other {over['others']}, {over['carried_without']} did."
        )
