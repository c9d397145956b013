"""``trueline vision``: who the product is for, what the company wants, and where it will be."""

import sys
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from textwrap import wrap
from typing import Any

import click
import msgspec

from domain.vision.facts import TargetUser
from domain.vision.rules import LIKE, VISION
from trueline.commands.thing import group_of
from trueline.failure import USAGE, CommandFailed
from trueline.reach import Api, at, reach
from trueline.short_keys import PRODUCT, expand
from trueline.show import json_option, plain, show_json, show_table

WIDTH = 80
QUESTIONS = {
    "target_users": ("--user", "Who is it for, and what do they need?"),
    "company_goal": ("--company-goal", "What does the company want in the long run?"),
    "future_statement": ("--future-statement", "Where will the product be in five years?"),
}
PUBLISH = "trueline vision publish --reason WHY --because M1"


def published(api: Api, key: str) -> str:
    """What to say once a vision is published."""
    number = api.get(at("visions", key, "versions"))["data"][0]["number"]
    return f"Vision v{number} published. Share it: trueline vision export"


vision = group_of(
    VISION,
    "vision",
    ("key", "status", "edition", "company_goal"),
    then={"publish": published},
)


def missing(said: dict[str, Any]) -> list[str]:
    """The questions that nothing was said to."""
    return [name for name in QUESTIONS if not said.get(name)]


def asking(run: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command ask what it was not told, where somebody can answer."""

    @wraps(run)
    def asked(**said: Any) -> Any:  # noqa: ANN401  # as the parameters have them
        gaps = missing(said)
        if gaps and not sys.stdin.isatty():
            lines = [f'  {QUESTIONS[name][0]} "{LIKE[name]}"' for name in gaps]
            raise CommandFailed(
                "\n".join(("A vision answers three questions. Say:", *lines)), USAGE
            )
        return run(**said | {name: _ask(name) for name in gaps})

    return asked


def _ask(name: str) -> str | tuple[str, ...]:
    """One answer, or several where it is asked who the product is for."""
    first = _prompt(f'{QUESTIONS[name][1]}\n  such as "{LIKE[name]}"\n')
    if name != "target_users":
        return first
    several = [first]
    while another := _prompt("Who else? (Enter when that is all)\n", default=""):
        several.append(another)
    return tuple(several)


def _prompt(question: str, default: str | None = None) -> str:
    answer: str = click.prompt(
        question, prompt_suffix="> ", default=default, show_default=False, err=True
    )
    return answer.strip()


draft = vision.commands["draft"]
draft.callback = asking(draft.callback)  # type: ignore[arg-type]  # it has one


def _get(key: str, product: str | None, *steps: str, **query: Any) -> dict[str, Any]:
    with reach() as api:
        return api.get(at("visions", expand(api, key, product), *steps), **query)


@vision.command()
@click.argument("key", default="V")
@PRODUCT
@json_option
def show(key: str, product: str | None, *, as_json: bool) -> None:
    """Show the vision: the draft if there is one, or else what is published."""
    answer = _get(key, product)
    if as_json:
        show_json(answer)
        return
    for line in _shown(answer["data"]):
        click.echo(line)


def _shown(state: dict[str, Any]) -> Iterator[str]:
    is_draft, number = state["status"] == "draft", state["published"]
    before = f", while version {number} stands" if is_draft and number else ""
    yield f"{state['key']}: {state['status']} {state['edition']}{before}"
    for user in _users(state["target_users"]):
        yield from _row("For", user)
    yield from _row("The company", state["company_goal"])
    yield from _row(f"In {state['horizon_years']} years", state["future_statement"])
    for name in ("principles", "non_goals"):
        for each in state[name]:
            yield from _row(name.replace("_", " ").capitalize(), each)
    for each in state["assumptions"]:
        yield from _row(f"Rests on {each['id']}", f"{each['text']} ({each['status']})")
    if is_draft:
        yield f"Next: {PUBLISH}"


def _row(name: str, said: str) -> Iterator[str]:
    """A name and what is said to it, folded to the width of a page."""
    for at_, line in enumerate(wrap(plain(said), WIDTH - 15) or ["(nothing yet)"]):
        yield f"{name if at_ == 0 else '':15}{line}"


def _users(said: list[Any]) -> list[str]:
    return [str(msgspec.convert(each, TargetUser)) for each in said]


@vision.command()
@click.option("--version", type=int, help="Only this one.")
@PRODUCT
@json_option
def versions(version: int | None, product: str | None, *, as_json: bool) -> None:
    """Show every published version: what it changed, by whom, when and why."""
    answer = _get("V", product, "versions", version=version)
    if as_json:
        show_json(answer)
        return
    if not answer["data"]:
        click.echo(f"No version is published yet: {PUBLISH}")
    for each in answer["data"]:
        for line in _version(each):
            click.echo(line)


def _version(each: dict[str, Any]) -> Iterator[str]:
    causes = ", ".join(cause["id"] for cause in each["because_of"])
    yield f"Version {each['number']}  {each['occurred_at'][:10]}  {plain(each['who']['display'])}"
    yield from wrap(
        f"{plain(each['reason'])} (because of {causes})",
        WIDTH,
        initial_indent="  ",
        subsequent_indent="  ",
    )
    for change in each["changes"]:
        yield f"  {change['field'].replace('_', ' ')}"
        old, new = (_words(change["field"], change[side]) for side in ("old", "new"))
        yield from _drawn("-", "red", [line for line in old if line not in new])
        yield from _drawn("+", "green", [line for line in new if line not in old])
    yield ""


def _words(field: str, value: Any) -> list[str]:  # noqa: ANN401  # of any field
    """A field's value as lines, each of which stands or falls by itself."""
    if field == "target_users":
        return _users(value or [])
    if isinstance(value, list):
        return [plain(each) for each in value]
    return [] if value in (None, "") else [plain(value)]


def _drawn(mark: str, colour: str, lines: list[str]) -> Iterator[str]:
    for line in lines:
        first, rest = f"    {mark} ", "      "
        for part in wrap(line, WIDTH, initial_indent=first, subsequent_indent=rest):
            yield click.style(part, fg=colour)


@vision.command()
@click.option("--status", help="open, validated or invalidated; several with commas.")
@PRODUCT
@json_option
def assumptions(status: str | None, product: str | None, *, as_json: bool) -> None:
    """List what the vision rests on, and what the evidence makes of it."""
    answer = _get("V", product, "assumptions", status=status)
    if as_json:
        show_json(answer)
        return
    rows = [(each["id"], each["status"], each["evidence"], each["text"]) for each in answer["data"]]
    empty = 'It rests on nothing like that: trueline vision add-assumption "Small firms pay".'
    show_table(("Id", "Status", "Evidence", "Assumption"), rows, empty=empty)


@vision.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.option("--version", type=int, help="Which one; the newest if not given.")
@PRODUCT
@json_option
def export(out: Path | None, version: int | None, product: str | None, *, as_json: bool) -> None:
    """Write the published vision as a page of Markdown, to share."""
    which = "" if version is None else f"?version={version}"
    with reach() as api:
        page = api.text(at(VISION.path, expand(api, "V", product), "page") + which)
    if out is not None:
        out.write_text(page, encoding="utf-8")
    if as_json:
        show_json({"markdown": page})
    elif out is None:
        click.echo(page, nl=False)
    else:
        click.echo(f"The vision is in {out}.")
