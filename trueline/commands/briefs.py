"""``trueline briefs`` and ``promises``: what audiences were told, and whether it holds."""

from typing import Any

import click

from domain.values import Window
from trueline.commands.brief import when
from trueline.commands.paging import paged
from trueline.reach import reach
from trueline.short_keys import PRODUCT, expand
from trueline.show import json_option, plain, show_json, show_page

COLUMNS = ("Key", "Audience", "Status", "Stale", "Broken", "Given to", "Owner", "Title")


@click.command()
@click.option("--audience", help="One audience, such as sales, or several with commas between.")
@click.option("--stale", is_flag=True, help="Only those that tell of what has changed since.")
@click.option("--broken", is_flag=True, help="Only those that promise what does not hold.")
@click.option("--account", help="Only those that this account was given.")
@click.option("--owner", help="Only those that this person keeps true.")
@paged()
@PRODUCT
@json_option
def briefs(*, as_json: bool, stale: bool, broken: bool, **filters: str | int | None) -> None:
    """List briefs: for whom, whether they still hold, and who was given them."""
    wanted = {name: "yes" for name, is_so in (("stale", stale), ("broken", broken)) if is_so}
    with reach() as api:
        answer = api.get("/v1/briefs", **filters, **wanted)
    if as_json:
        show_json(answer)
        return
    rows = [_row(each) for each in answer["data"]]
    empty = "No brief is like that: trueline brief draft sales --release 2.0 begins one."
    show_page(answer, COLUMNS, rows, empty=empty)


def _row(each: dict[str, Any]) -> tuple[object, ...]:
    number = each["published"]
    status = f"{each['status']} {number}" if each["status"] == "published" else each["status"]
    given = list(dict.fromkeys(share["to"] for share in each["shared_with"]))
    stale, broken = plain(each["changed"]), plain(each["late"])
    return (
        each["key"],
        each["audience"],
        status,
        stale,
        broken,
        given,
        each["owner"],
        each["title"],
    )


@click.command()
@click.option("--standing", help="kept, open, at_risk or broken; several with commas between.")
@click.option("--audience", help="One audience, or several with commas between.")
@click.option("--account", help="Only what this account was given.")
@click.option("--item", help="Only what is said of this, such as R12.")
@paged()
@PRODUCT
@json_option
def promises(
    *, as_json: bool, item: str | None, product: str | None, **filters: str | int | None
) -> None:
    """List what was promised to whom, how it stands, and what notice they were given."""
    with reach() as api:
        about = expand(api, item, product) if item else None
        answer = api.get("/v1/promises", item=about, product=product, **filters)
    if as_json:
        show_json(answer)
        return
    rows = [_promise(each) for each in answer["data"]]
    empty = "Nothing like that was promised: trueline brief publish KEY makes a promise."
    columns = ("Standing", "Key", "Promised", "Now", "Late", "Brief", "Who was told")
    show_page(answer, columns, rows, empty=empty)


def _promise(each: dict[str, Any]) -> tuple[object, ...]:
    now = str(Window(**each["now"])) if each["now"] and each["window"] else each["now_horizon"]
    late = f"{each['days_late']} d" if each["days_late"] else ""
    told = [_holder(one, is_broken=each["standing"] == "broken") for one in each["told"]]
    of = f"{each['brief']} v{each['edition']}"
    return (each["standing"], each["item"], when(each), now, late, of, told)


def _holder(each: dict[str, Any], *, is_broken: bool) -> str:
    """Somebody who has the promise, and what they know by now."""
    if not is_broken:
        return str(each["account"])
    if each["told_on"] is None:
        return f"{each['account']} (not told)"
    notice = "" if each["notice_days"] is None else f", {each['notice_days']} d notice"
    return f"{each['account']} (told {each['told_on']}{notice})"
