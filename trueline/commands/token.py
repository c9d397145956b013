"""``trueline token``: make, list and revoke the API's bearer tokens."""

from typing import Any

import click

from trueline.reach import at, reach
from trueline.show import json_option, show_json, show_table

ROLES = ("viewer", "contributor", "integration", "admin")


@click.group()
def token() -> None:
    """Create, list and revoke API tokens."""


@token.command()
@click.option("--role", type=click.Choice(ROLES), required=True, help="What it may do.")
@click.option("--name", default="", help="Whose it is, for the list of tokens.")
@click.option("--days", type=click.IntRange(1, 3650), help="Ends after so many days.")
@json_option
def create(role: str, name: str, days: int | None, *, as_json: bool) -> None:
    """Create a token. It is shown once; only its hash is kept."""
    body = {"role": role, "name": name or role} | ({"days": days} if days else {})
    with reach(alone=True) as api:
        answer = api.post("/v1/tokens", body)
    if as_json:
        show_json(answer)
    else:
        click.echo(answer["data"]["token"])


@token.command(name="list")
@json_option
def list_(*, as_json: bool) -> None:
    """List the tokens, without their secrets."""
    with reach(alone=True) as api:
        answer = api.get("/v1/tokens")
    if as_json:
        show_json(answer)
        return
    columns = ("Id", "Name", "Role", "Created", "Last used", "Ends")
    rows = [
        (t["id"], t["name"], t["role"], *map(_day, (t["created_at"], t["last_used_at"], _end(t))))
        for t in answer["data"]
    ]
    show_table(columns, rows, empty="No token yet: trueline token create --role viewer")


@token.command()
@click.argument("token_id")
@json_option
def revoke(token_id: str, *, as_json: bool) -> None:
    """Revoke the token with this id: it stops working at once."""
    with reach(alone=True) as api:
        answer = api.delete(at("tokens", token_id))
    if as_json:
        show_json(answer)
    else:
        click.echo(f"Revoked {token_id}.")


def _day(time: str | None) -> str:
    return time[:10] if time else ""


def _end(token: dict[str, Any]) -> str | None:
    end: str | None = token["revoked_at"] or token["expires_at"]
    return end
