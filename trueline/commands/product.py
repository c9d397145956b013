"""``trueline product``: create and list products, and every verb that their rules have."""

import click

from domain.product.rules import PRODUCT
from trueline.commands.thing import add_verbs, show_of
from trueline.reach import Api, reach
from trueline.show import json_option, show_json, show_table


@click.group()
def product() -> None:
    """Create, list and change products."""


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


def _compared(_api: Api, _key: str) -> str:
    return "Next: trueline roadmap board --baseline NAME"


product.add_command(show_of(PRODUCT))
add_verbs(product, PRODUCT, {"name-baseline": _compared})
