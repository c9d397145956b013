"""``trueline sync``: what the sync is doing, what waits for a person, and how to go on."""

from datetime import UTC, datetime
from typing import Any

import click

from trueline.naming import connection_named
from trueline.reach import at, reach
from trueline.show import json_option, show_json, show_table


@click.group()
def sync() -> None:
    """See and settle what the sync is doing."""


@sync.command()
@json_option
def status(*, as_json: bool) -> None:
    """Show connections, links, what is due, and how far the read models are."""
    with reach() as api:
        answer = api.get("/v1/sync")
    if as_json:
        show_json(answer)
        return
    found = answer["data"]
    empty = "Nothing is connected yet: trueline connect github owner/repo --product KEY …"
    columns = ("Tracker", "Project", "State", "Links", "Deliveries", "Last read", "Why")
    show_table(columns, [_connection(each) for each in found["connections"]], empty=empty)
    click.echo(f"Outbox: {_counts(found['outbox'])}. Open conflicts: {found['open_conflicts']}.")
    behind = [each for each in found["projections"] if each["lag"] or each["state"] != "running"]
    for each in behind:
        why = f": {each['error']}" if each.get("error") else ""
        click.echo(f"Read model {each['name']} is {each['state']}, {each['lag']} facts behind{why}")
    if found["open_conflicts"]:
        click.echo("Next: trueline sync conflicts")


@sync.command()
@json_option
def conflicts(*, as_json: bool) -> None:
    """List the open conflicts: both sides changed the same field."""
    with reach() as api:
        answer = api.get("/v1/conflicts")
    if as_json:
        show_json(answer)
        return
    columns = ("Item", "Link", "Field", "Base", "Ours", "Theirs")
    rows = [
        (c["item_key"], c["link_id"], c["field"], c["base"], c["ours"], c["theirs"])
        for c in answer["data"]
    ]
    show_table(columns, rows, empty="No open conflict.")
    if rows:
        click.echo("Next: trueline sync resolve LINK FIELD --choose ours --reason WHY")


@sync.command()
@click.argument("link")
@click.argument("field")
@click.option("--choose", type=click.Choice(("ours", "theirs", "value")), required=True)
@click.option("--value", help="The value for both sides, with --choose value.")
@click.option("--reason", required=True, help="Why; kept for good with the decision.")
@json_option
def resolve(
    link: str, field: str, choose: str, value: str | None, reason: str, *, as_json: bool
) -> None:
    """End the conflict on FIELD of LINK; both sides get what you choose."""
    body = {"choice": choose, "reason": reason} | ({} if value is None else {"value": value})
    with reach(working=True) as api:
        answer = api.post(at("conflicts", link, field, "resolve"), body)
    show_json(answer) if as_json else click.echo(f"The conflict on {field} is settled: {choose}.")


@sync.command()
@json_option
def parked(*, as_json: bool) -> None:
    """List what waits for a person: parked links and deliveries, each with its reason."""
    with reach() as api:
        answer = api.get("/v1/sync/parked")
    if as_json:
        show_json(answer)
        return
    links = [
        ("link", each["id"], each.get("item_key"), each.get("parked_reason"))
        for each in answer["data"]["links"]
    ]
    deliveries = [
        ("delivery", each["delivery_id"], each.get("issue_key"), each.get("reason"))
        for each in answer["data"]["deliveries"]
    ]
    show_table(("What", "Id", "Of", "Why"), links + deliveries, empty="Nothing is parked.")
    if links or deliveries:
        click.echo("Next: trueline sync rearm LINK, or trueline sync replay CONNECTION DELIVERY")


@sync.command()
@click.argument("link")
@json_option
def rearm(link: str, *, as_json: bool) -> None:
    """Try a parked LINK again."""
    with reach(working=True) as api:
        answer = api.post(at("sync", "links", link, "rearm"), {})
    show_json(answer) if as_json else click.echo("It is tried again.")


@sync.command()
@click.argument("connection")
@click.argument("delivery")
@json_option
def replay(connection: str, delivery: str, *, as_json: bool) -> None:
    """Work on a parked webhook DELIVERY of CONNECTION again."""
    with reach(working=True) as api:
        stream = connection_named(api, connection)
        answer = api.post(at("sync", "deliveries", stream, delivery, "replay"), {})
    show_json(answer) if as_json else click.echo("It is worked on again.")


@sync.command()
@click.argument("connection")
@json_option
def now(connection: str, *, as_json: bool) -> None:
    """Ask the tracker of CONNECTION at once what has changed."""
    with reach(working=True) as api:
        answer = api.post(at("connections", connection_named(api, connection), "reconcile"), {})
    show_json(answer) if as_json else click.echo("It is asked now. Next: trueline sync status")


def _connection(each: dict[str, Any]) -> tuple[object, ...]:
    checked = each.get("checked_at")
    when = datetime.fromtimestamp(checked, tz=UTC).isoformat(" ", "seconds") if checked else "never"
    return (
        each["tracker"],
        each["remote_name"],
        each["state"],
        _counts(each["links"]),
        _counts(each["deliveries"]),
        when,
        each.get("trouble") or each.get("error"),
    )


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {state}" for state, count in sorted(counts.items())) or "none"
