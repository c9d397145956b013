"""The commands of one kind of thing: add, list, show, and every verb that its rules have.

They follow from the aggregate's table of rules, as the API's routes do: a field that a command
needs can be given in its order or as an option, every other one as an option.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import click

from domain.aggregate import Aggregate, verb_of
from domain.command import Command, Opening
from domain.keys import LETTER_OF, SINGLE
from trueline.commands.asking import Given, body_of, declared, refuse_nothing
from trueline.commands.paging import paged
from trueline.reach import Api, at, reach
from trueline.short_keys import PRODUCT, expand, only_product
from trueline.show import json_option, plain, prose, show_json, show_table
from trueline.words import filters_in

Then = Callable[[Api, str], str]
"""``(api, key) -> a sentence`` that follows when a verb went well."""


def group_of(
    kind: Aggregate[Any],
    word: str,
    columns: Sequence[str],
    then: Mapping[str, Then] = MappingProxyType({}),
) -> click.Group:
    """The command group ``word`` for things of one kind.

    Args:
        kind: What it is about; a kind of which a product has one needs no key to be typed.
        word: The group's name.
        columns: What a list shows.
        then: What to say once a verb went well, by the verb.
    """
    group = click.Group(word, help=f"Work with {kind.noun}s: every change is kept with its why.")
    for opening in kind.openings.values():
        group.add_command(opening_of(kind, word, opening, then.get(verb_of(opening))))
    if "add" not in group.commands:
        group.add_command(group.commands[verb_of(kind.opening)], "add")
    add_verbs(group, kind, then)
    group.add_command(list_of(kind, word, columns))
    group.add_command(show_of(kind))
    return group


def add_verbs(
    group: click.Group, kind: Aggregate[Any], then: Mapping[str, Then] = MappingProxyType({})
) -> None:
    """Give a group every verb that a kind's table of rules has."""
    for name, command in kind.verbs.items():
        group.add_command(_verb(kind, name, command, then.get(name)))


def opening_of(
    kind: Aggregate[Any], word: str, opening: type[Opening], then: Then | None = None
) -> click.Command:
    """The command that begins a thing; ``word`` is the group whose ``show`` comes next."""
    verb = verb_of(opening)
    path = f"/v1/{kind.path}" if opening is kind.opening else f"/v1/{kind.path}/{verb}"

    def run(given: Given, _key: str) -> None:
        with reach() as api:
            product = given.product or only_product(api)
            body = {"product": product} | body_of(api, product, opening, given)
            answer = api.post(path, body, version=given.version)
            key, events = answer["key"], ", ".join(answer["events"]) or "it is there already"
            more = then(api, key) if then and not given.as_json else ""
        if given.as_json:
            show_json(answer)
            return
        click.echo(f"{key}: {events}. Next: trueline {word} show {key}")
        if more:
            click.echo(more)

    return declared(verb, opening, run, ())


def _verb(
    kind: Aggregate[Any], name: str, command: type[Command], then: Then | None
) -> click.Command:
    def run(given: Given, key: str) -> None:
        with reach() as api:
            whole = expand(api, key or LETTER_OF[kind.kind], given.product)
            body = body_of(api, whole.partition("-")[0], command, given)
            refuse_nothing(command, body)
            answer = api.post(at(kind.path, whole, name), body, version=given.version)
            more = then(api, whole) if then and not given.as_json else ""
        tell(answer, whole, as_json=given.as_json)
        if more:
            click.echo(more)

    first = () if kind.kind == SINGLE else (click.Argument(["key"]),)
    return declared(name, command, run, first)


def tell(answer: dict[str, Any], key: str, *, as_json: bool) -> None:
    """Say what became of a command."""
    if as_json:
        show_json(answer)
    elif answer["changed"]:
        click.echo(f"{key} is at version {answer['version']}: {', '.join(answer['events'])}")
    else:
        click.echo(f"{key} is so already; nothing changed.")


def list_of(
    kind: Aggregate[Any],
    word: str,
    columns: Sequence[str],
    only: Mapping[str, str] = MappingProxyType({}),
) -> click.Command:
    """The command that lists things of a kind; ``only`` are filters that always hold."""
    noun, begin = (word, "add") if only else (kind.noun, verb_of(kind.opening))

    @click.command(
        "list", context_settings={"ignore_unknown_options": True, "allow_extra_args": True}
    )
    @paged()
    @json_option
    @click.pass_context
    def list_(context: click.Context, limit: int, cursor: str | None, *, as_json: bool) -> None:
        """List them; every filter of the API is an option, such as --status draft."""
        typed = filters_in(context.args)
        with reach() as api:
            filters = {name: _filter(api, name, value, typed) for name, value in typed.items()}
            answer = api.get(f"/v1/{kind.path}", limit=limit, cursor=cursor, **filters, **only)
        if as_json:
            show_json(answer)
            return
        rows = [[_cell(each.get(name)) for name in columns] for each in answer["data"]]
        empty = f"No {noun} here yet: trueline {word} {begin} --help."
        if filters:
            empty = f"No {noun} is like that: trueline {word} list shows them all."
        show_table([each.replace("_", " ").capitalize() for each in columns], rows, empty=empty)
        if answer["page"]["next"]:
            click.echo(f"More: --cursor {answer['page']['next']}")

    return list_


def _filter(api: Api, name: str, value: str, typed: Mapping[str, str]) -> str:
    """A filter's value: each short key in it is made whole, but text that is searched for."""
    if name in ("q", "product"):
        return value
    return ",".join(expand(api, each, typed.get("product")) for each in value.split(","))


def show_of(kind: Aggregate[Any]) -> click.Command:
    """The command that shows one thing of a kind."""
    letter = LETTER_OF.get(kind.kind)
    like = f", such as ACME-{letter}1 or {letter}1" if letter else ""

    @click.command("show", help=f"Show one, by its key{like}.")
    @click.argument("key")
    @PRODUCT
    @json_option
    def show(key: str, product: str | None, *, as_json: bool) -> None:
        with reach() as api:
            answer = api.get(at(kind.path, expand(api, key, product)))
        if as_json:
            show_json(answer)
            return
        for name, value in answer["data"].items():
            if value not in (None, "", [], {}):
                click.echo(f"{name:16} {_cell(value)}")

    return show


def _cell(value: object) -> str:
    """A window as people write it, text as it is, everything else on one line."""
    match value:
        case {"start": str(start), "end": str(end), "resolution": str(resolution)}:
            from domain.values import Window  # noqa: PLC0415 (only where one is shown)

            return str(Window(start, end, resolution))  # type: ignore[arg-type]  # as the API has it
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}"
        case str():
            return prose(value).replace("\n", "\n" + " " * 17)
        case _:
            return plain(value)
