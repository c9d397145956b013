"""``trueline brief``: what an audience is told in plain words, and what that promises."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any

import click

from domain.brief.rules import BRIEF
from domain.values import Window
from trueline.commands.thing import group_of
from trueline.reach import Api, at, reach
from trueline.short_keys import PRODUCT, expand
from trueline.show import json_option, plain, show_json, show_table

WIDTH = 80


def _unexplained(api: Api, key: str) -> str:
    """A warning for each term that the audience may not know."""
    found = api.get(at(BRIEF.path, key, "jargon"))["data"]
    lines = [
        f"Warning: {plain(each['term'])} stands in {plain(each['fields'])} and is not explained: "
        f"{plain(each['plain'])}."
        for each in found
    ]
    if lines:
        lines.append(f"Next: trueline brief edit {key} --glossary TERM=MEANING")
    return "\n".join(lines)


def _drafted(api: Api, key: str) -> str:
    """What was left out of a new brief, and what its audience may not know."""
    left = api.get(at(BRIEF.path, key))["data"]["left_out"]
    out = f"Left out: {plain(left)}, which this audience may not hear of yet." if left else ""
    return "\n".join(part for part in (out, _unexplained(api, key)) if part)


def _published(api: Api, key: str) -> str:
    """What is promised now, and how to go on."""
    found = api.get(at(BRIEF.path, key, "versions"))["data"][0]
    promised = [f"{each['item']} {when(each)}" for each in found["promises"]]
    said = f"Version {found['number']} promises {plain(promised) or 'no date'}."
    lines = [said, _unexplained(api, key), f"Next: trueline brief share {key} ACCOUNT"]
    return "\n".join(line for line in lines if line)


brief = group_of(
    BRIEF,
    "brief",
    ("key", "audience", "status", "published", "stale", "broken", "owner", "title"),
    then={
        "draft": _drafted,
        "edit": _unexplained,
        "refresh": _unexplained,
        "publish": _published,
    },
)


@brief.command()
@click.argument("key")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.option("--version", type=int, help="Which one; the newest published, or else the draft.")
@PRODUCT
@json_option
def export(
    key: str, out: Path | None, version: int | None, product: str | None, *, as_json: bool
) -> None:
    """Write KEY as a page of Markdown, to share."""
    which = "" if version is None else f"?version={version}"
    with reach() as api:
        page = api.text(at(BRIEF.path, expand(api, key, product), "page") + which)
    if out is not None:
        out.write_text(page, encoding="utf-8")
    if as_json:
        show_json({"markdown": page})
    else:
        click.echo(page if out is None else f"{key} is in {out}.\n", nl=False)


@brief.command()
@click.argument("key")
@PRODUCT
@json_option
def show(key: str, product: str | None, *, as_json: bool) -> None:
    """Show KEY (such as B1): how it stands, who has it, and what it says."""
    with reach() as api:
        whole = expand(api, key, product)
        answer = api.get(at(BRIEF.path, whole))
        found = answer["data"]
        page = api.text(at(BRIEF.path, whole, "page") + _edition(found))
    if as_json:
        show_json(answer)
        return
    for line in _head(found):
        click.echo(line)
    click.echo(f"\n{page}", nl=False)


def _edition(found: dict[str, Any]) -> str:
    """The version to show: the draft while there is one, else the newest published."""
    return f"?version={found['edition']}" if found["status"] == "draft" else ""


def _head(found: dict[str, Any]) -> Iterator[str]:
    number = found["published"]
    stands = f", while version {number} stands" if found["status"] == "draft" and number else ""
    status = f"{found['status']} {found['edition']}{stands}"
    yield f"{found['key']}: {status}, for {found['audience']}, kept by {plain(found['owner'])}"
    if found["changed"]:
        yield f"Stale since {found['stale_since']}: {plain(found['changed'])} changed."
    if found["late"]:
        yield f"Broken: {plain(found['late'])} is later than promised."
    if found["untold"]:
        yield f"Not told yet: {plain(found['untold'])}."
    given = [f"{each['to']} (version {each['edition']})" for each in found["shared_with"]]
    yield f"Given to: {plain(given) or 'nobody'}."
    if found["left_out"]:
        yield f"Left out: {plain(found['left_out'])}."


@brief.command()
@click.argument("key")
@click.option("--version", type=int, help="Only this one.")
@PRODUCT
@json_option
def versions(key: str, version: int | None, product: str | None, *, as_json: bool) -> None:
    """Show every published version of KEY: what it changed and promises, and who has it."""
    with reach() as api:
        whole = expand(api, key, product)
        answer = api.get(at(BRIEF.path, whole, "versions"), version=version)
    if as_json:
        show_json(answer)
        return
    if not answer["data"]:
        click.echo(f"No version is published yet: trueline brief publish {whole}")
    for each in answer["data"]:
        for line in _version(each):
            click.echo(line)


def _version(each: dict[str, Any]) -> Iterator[str]:
    yield f"Version {each['number']}  {each['occurred_at'][:10]}  {plain(each['who']['display'])}"
    for change in each["changes"]:
        field = change["field"].replace("_", " ")
        old = f"{plain(change['old'])} \N{RIGHTWARDS ARROW} " if change["old"] else ""
        said = f"{field}: {old}{plain(change['new'])}"
        yield from wrap(said, WIDTH, initial_indent="  ", subsequent_indent="    ")
    promised = [f"{one['item']} {when(one)}" for one in each["promises"]]
    yield f"  promises {plain(promised) or 'no date'}"
    given = [f"{one['to']} on {one['on']}" for one in each["shared_with"]]
    yield f"  given to {plain(given) or 'nobody'}"


@brief.command()
@click.argument("key")
@PRODUCT
@json_option
def jargon(key: str, product: str | None, *, as_json: bool) -> None:
    """List the terms of the product's glossary that KEY uses and does not explain."""
    with reach() as api:
        answer = api.get(at(BRIEF.path, expand(api, key, product), "jargon"))
    if as_json:
        show_json(answer)
        return
    rows = [(each["term"], each["fields"], each["plain"]) for each in answer["data"]]
    empty = "Nothing to explain. Terms come from: trueline product define-term ACME TERM MEANING."
    show_table(("Term", "Stands in", "Means"), rows, empty=empty)


def when(each: dict[str, Any]) -> str:
    """What was promised: a window as people write it, or a column of the board."""
    return str(Window(**each["window"])) if each["window"] else str(each["horizon"])
