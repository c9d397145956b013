"""``trueline product``: create and list products."""

import click

from trueline.reach import at, reach
from trueline.show import json_option, show_json, show_table


@click.group()
def product() -> None:
    """Create and list products."""


@product.command()
@click.argument("key")
@click.argument("name")
@click.option("--description", default="", help="What it is for.")
@click.option("--timezone", "--tz", default="UTC", show_default=True, help="IANA name.")
@json_option
def create(key: str, name: str, description: str, timezone: str, *, as_json: bool) -> None:
    """Create product KEY (such as ACME) called NAME."""
    body = {"key": key, "name": name, "description": description, "timezone": timezone}
    with reach() as api:
        answer = api.post("/v1/products", body)
    if as_json:
        show_json(answer)
    elif not answer["changed"]:
        click.echo(f"{key} is there already, just so; nothing changed.")
    else:
        click.echo(f"Created {key}. Next: trueline item add {key} TITLE, or trueline connect.")


@product.command(name="list")
@json_option
def list_(*, as_json: bool) -> None:
    """List the products."""
    with reach() as api:
        answer = api.get("/v1/products")
    if as_json:
        show_json(answer)
        return
    rows = [(each["key"], each["name"], each.get("stage", "")) for each in answer["data"]]
    empty = "No product yet: trueline product create ACME 'Acme Notes', or try trueline demo."
    show_table(("Key", "Name", "Stage"), rows, empty=empty)


@product.command()
@click.argument("key")
@click.argument("name")
@click.option("--position", type=int, help="Of the ledger; the newest when it is not given.")
@json_option
def baseline(key: str, name: str, position: int | None, *, as_json: bool) -> None:
    """Name the plan of product KEY as it stands, to compare it with later."""
    body = {"name": name} | ({} if position is None else {"position": position})
    with reach() as api:
        answer = api.post(at("products", key, "name-baseline"), body)
    if as_json:
        show_json(answer)
    else:
        click.echo(f"{name} is a baseline of {key}. Next: trueline roadmap board --baseline {name}")
