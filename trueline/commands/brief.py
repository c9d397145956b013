"""``trueline brief``, ``briefs`` and ``promises``: what an audience hears, and if it holds."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any

import click

from domain.brief.rules import BRIEF
from domain.keys import kind_of
from domain.values import Window
from trueline.commands.paging import paged
from trueline.commands.thing import group_of
from trueline.failure import USAGE, CommandFailed
from trueline.reach import Api, at, reach
from trueline.short_keys import PRODUCT, expand
from trueline.show import json_option, plain, show_json, show_page, show_table

WIDTH = 80
COLUMNS = ("Key", "Audience", "Status", "Stale", "Broken", "Given to", "Owner", "Title")


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
    promised = [f"{each['item']} {_when(each)}" for each in found["promises"]]
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


def _of_version(draft: click.Command) -> None:
    """Let ``--release 2.0`` name a release by its version too."""
    run: Any = draft.callback

    def callback(release: str | None = None, product: str | None = None, **said: Any) -> None:
        if release is not None:
            with reach() as api:
                release = _release(api, release, product)
        run(release=release, product=product, **said)

    draft.callback = callback
    draft.help = f"{draft.help}\n\nSuch as: trueline brief draft sales --release 2.0"


def _release(api: Api, said: str, product: str | None) -> str:
    """The key of a release that goes by its key, or by its version."""
    whole = expand(api, said, product)
    if kind_of(whole) == "release":
        return whole
    found = api.get("/v1/releases", version_name=said, product=product)["data"]
    if len(found) != 1:
        message = f"There is no one release {said!r}: trueline release list shows their keys."
        raise CommandFailed(message, USAGE)
    return str(found[0]["key"])


_of_version(brief.commands["draft"])


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
    promised = [f"{one['item']} {_when(one)}" for one in each["promises"]]
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
    return (each["standing"], each["item"], _when(each), now, late, of, told)


def _holder(each: dict[str, Any], *, is_broken: bool) -> str:
    """Somebody who has the promise, and what they know by now."""
    if not is_broken:
        return str(each["account"])
    if each["told_on"] is None:
        return f"{each['account']} (not told)"
    notice = "" if each["notice_days"] is None else f", {each['notice_days']} d notice"
    return f"{each['account']} (told {each['told_on']}{notice})"


def _when(each: dict[str, Any]) -> str:
    return str(Window(**each["window"])) if each["window"] else str(each["horizon"])
