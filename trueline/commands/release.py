"""``trueline release``: what comes out together, when, and whether it may."""

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

import click

from domain.release.rules import RELEASE
from domain.values import Window
from trueline.commands.thing import group_of
from trueline.reach import Api, at, reach
from trueline.short_keys import PRODUCT, expand
from trueline.show import json_option, plain, prose, show_json, show_table

WIDTH = 80


def _holds_up(api: Api, key: str) -> str:
    """What holds a release up, once somebody looked at it."""
    return _ready(api.get(at(RELEASE.path, key, "scope"))["data"])


release = group_of(
    RELEASE,
    "release",
    ("key", "version_name", "status", "frozen", "target", "slip_days", "go", "name"),
    then={"record-go-no-go": _holds_up},
)


@release.command()
@click.argument("key")
@PRODUCT
@json_option
def show(key: str, product: str | None, *, as_json: bool) -> None:
    """Show KEY (such as REL1): what comes out with it, how far that is, and how its date moved."""
    with reach() as api:
        whole = expand(api, key, product)
        answer = api.get(at(RELEASE.path, whole, "scope"))
    if as_json:
        show_json(answer)
        return
    found = answer["data"]
    for line in _head(found):
        click.echo(line)
    rows = [(each["key"], each["moscow"], each["status"], each["title"]) for each in found["items"]]
    empty = f"Nothing comes out with it yet: trueline release add-scope {whole} R12"
    show_table(("Key", "MoSCoW", "Status", "Title"), rows, empty=empty)
    for each in found["moves"]:
        for line in _move(each):
            click.echo(line)


@release.command()
@click.argument("key")
@PRODUCT
@json_option
def notes(key: str, product: str | None, *, as_json: bool) -> None:
    """Print the notes of KEY, as they are drafted or went out."""
    with reach() as api:
        whole = expand(api, key, product)
        found = api.get(at(RELEASE.path, whole))["data"]
    if as_json:
        show_json({"data": {"key": whole, "notes": found["notes"]}})
    else:
        empty = f"No notes yet: trueline release draft-notes {whole} TEXT"
        click.echo(prose(found["notes"]) or empty)


def _head(found: dict[str, Any]) -> Iterator[str]:
    frozen = ", scope frozen" if found["frozen"] else ""
    name = plain(f"{found['key']}  {found['version_name']}  {found['name']}")
    yield from wrap(f"{name}  ({found['status']}{frozen})", WIDTH)
    yield f"When   {_window(found['target'])}{_promise(found)}"
    if found["items"]:
        yield f"Done   {found['done_percent']} % of {len(found['items'])}"
    yield _ready(found)
    for each in found["go_no_go"]:
        yield f"  {'go' if each['ok'] else 'no go':6} {plain(each['check'])} ({plain(each['by'])})"


def _promise(found: dict[str, Any]) -> str:
    """How the target stands to what people were told."""
    if found["announced"] is None:
        return ", not announced"
    promised = f"announced for {_window(found['announced'])}"
    days = found["slip_days"]
    if not days:
        return f", as {promised}"
    return f", {promised}: {_days(days)} {'later' if days > 0 else 'earlier'}"


def _ready(found: dict[str, Any]) -> str:
    """Whether it may go out, and what is against it."""
    left = [f"{key} is not done" for key in found["unfinished"]]
    no = [f"{plain(each['check'])} says no" for each in found["go_no_go"] if not each["ok"]]
    return f"Ready  no: {', '.join(left + no)}" if left or no else "Ready  yes"


def _move(each: dict[str, Any]) -> Iterator[str]:
    causes = ", ".join(cause["id"] for cause in each["because_of"])
    notice = each["notice_days"]
    said = [
        f"{each['at'][:10]}  {_window(each['before'])} \N{RIGHTWARDS ARROW}"
        f" {_window(each['after'])}, slip {each['slip_days']:+d} days",
        f"notice {_days(notice)}" if notice is not None else "",
        plain(each["who"]["display"]),
        plain(each["reason"]),
        f"because of {causes}" if causes else "",
    ]
    yield from wrap("; ".join(part for part in said if part), WIDTH, subsequent_indent="  ")


def _days(count: int) -> str:
    return f"{abs(count)} day{'' if abs(count) == 1 else 's'}"


def _window(said: dict[str, Any]) -> str:
    return str(Window(said["start"], said["end"], said["resolution"]))
