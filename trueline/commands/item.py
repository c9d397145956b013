"""``trueline item``: add, show and change backlog items."""

from typing import Any

import click
import msgspec

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
@click.option("--title")
@click.option("--description", help="Markdown.")
@click.option("--kind", help=KINDS)
@click.option("--priority", help=PRIORITIES)
@click.option("--label", "labels", multiple=True, help="All its labels; repeat for each.")
@REASON
@VERSION
@json_option
def edit(key: str, *, as_json: bool, version: int | None, **options: Any) -> None:
    """Change plain values of KEY; what is not named stays."""
    body = _given(options | {"labels": list(options["labels"]) or None})
    if not set(body) - {"reason"}:
        message = "Name what is to change: --title, --description, --kind, --priority or --label."
        raise click.UsageError(message)
    with reach() as api:
        answer = api.patch(at("items", key), body, version=version)
    _tell(answer, key, as_json=as_json)


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
    """Do VERB to KEY, such as start, complete, or assign assignee=ada.

    Others: send-to-review, reopen, drop resolution=wont_do, estimate points=3, block, unblock,
    comment body=TEXT, archive, restore; /openapi.json lists all of them with their values.

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
    _tell(answer, key, as_json=as_json)


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


def _tell(answer: dict[str, Any], key: str, *, as_json: bool) -> None:
    if as_json:
        show_json(answer)
    elif answer["changed"]:
        click.echo(f"{key} is at version {answer['version']}: {', '.join(answer['events'])}")
    else:
        click.echo(f"{key} is so already; nothing changed.")
