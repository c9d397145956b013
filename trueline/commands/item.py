"""``trueline item``: add, show and change backlog items."""

from typing import Any

import click
import msgspec

from domain.backlog_item.rules import ITEM
from trueline.commands.thing import add_verbs, tell
from trueline.failure import USAGE, CommandFailed
from trueline.reach import Api, at, reach
from trueline.show import json_option, plain, prose, show_json

VERSION = click.option(
    "--version", type=int, help="The version you decided on; refused when it has moved."
)
KINDS = "user_story, technical_issue, requirement, bug or spike."
PRIORITIES = "none, low, medium, high or urgent."
REASON = click.option("--reason", help="Why; kept for good with the change.")


@click.group()
def item() -> None:
    """Add, show and change backlog items."""


@item.command()
@click.argument("product")
@click.argument("title")
@click.option("--kind", default="technical_issue", show_default=True, help=KINDS)
@click.option("--description", default="", help="Markdown.")
@click.option("--priority", default="none", show_default=True, help=PRIORITIES)
@click.option("--label", "labels", multiple=True, help="Repeat for each.")
@click.option(
    "--verification", help="How a requirement is checked: test, demo, inspection, analysis."
)
@REASON
@json_option
def add(product: str, title: str, *, as_json: bool, **options: Any) -> None:
    """Add an item with TITLE to PRODUCT, at the end of its backlog."""
    verification = options.pop("verification")
    body = {"product": product, "title": title, **options, "labels": list(options["labels"])}
    if verification:
        body["requirement"] = {"category": "functional", "verification": verification}
    with reach() as api:
        answer = api.post("/v1/items", _given(body))
    if as_json:
        show_json(answer)
    else:
        click.echo(f"Added {answer['key']}. Next: trueline item show {answer['key']}")


@item.command()
@click.argument("key")
@json_option
def show(key: str, *, as_json: bool) -> None:
    """Show one item."""
    with reach() as api:
        answer = api.get(at("items", key))
    if as_json:
        show_json(answer)
        return
    found = answer["data"]
    trackers = found.pop("trackers", ())
    for name, value in found.items():
        if value not in (None, "", [], {}):
            click.echo(f"{name:12} {_value(value)}")
    for each in trackers:
        click.echo(f"{each['tracker']:12} {each['remote_url'] or each['state']}")


@item.command()
@click.argument("key")
@click.option("--after", help="The key of the item it goes behind.")
@click.option("--before", help="The key of the item it goes before.")
@REASON
@VERSION
@json_option
def rank(key: str, *, as_json: bool, version: int | None, **options: str | None) -> None:
    """Place KEY behind one item, before another, or between the two."""
    with reach() as api:
        answer = api.post(at("items", key, "rank"), _given(options), version=version)
    tell(answer, key, as_json=as_json)


@item.command(name="do")
@click.argument("key")
@click.argument("verb")
@click.argument("values", metavar="[NAME=VALUE]...", nargs=-1)
@REASON
@VERSION
@json_option
def do(
    key: str,
    verb: str,
    values: tuple[str, ...],
    reason: str | None,
    version: int | None,
    *,
    as_json: bool,
) -> None:
    """Do VERB to KEY, its values by name, as in: item do ACME-1 assign assignee=ada.

    A VALUE that is JSON is read as JSON, everything else as text.
    """
    body = dict(_pair(text) for text in values) | ({"reason": reason} if reason else {})
    with reach() as api:
        try:
            answer = api.post(at("items", key, verb), body, version=version)
        except CommandFailed as failure:
            if failure.problem.get("code") != "not-found":
                raise
            message = f"There is no verb {verb}; there are: {', '.join(_verbs(api))}."
            raise CommandFailed(message, USAGE) from failure
    tell(answer, key, as_json=as_json)


def _verbs(api: Api) -> list[str]:
    start = "/v1/items/{key}/"
    return [path.removeprefix(start) for path in api.get("/openapi.json")["paths"] if start in path]


def _value(value: object) -> str:
    """Text as it is, with its lines set in; everything else as JSON."""
    if isinstance(value, str):
        return prose(value).replace("\n", "\n" + " " * 13)
    return plain(msgspec.json.encode(value).decode())


def _pair(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals:
        message = f"{text!r}: expected NAME=VALUE, such as points=3"
        raise CommandFailed(message, USAGE)
    if value[:1] in ("{", "[", '"') or value in ("true", "false", "null"):
        try:
            return name, msgspec.json.decode(value)
        except msgspec.DecodeError as error:
            message = f"{name}: {value!r} starts like JSON but is none ({error})"
            raise CommandFailed(message, USAGE) from error
    return name, value


def _given(body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if value is not None}


add_verbs(item, ITEM)
