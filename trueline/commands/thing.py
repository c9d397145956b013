"""The commands of one kind of thing: add, list, show, and every verb that its rules have.

They follow from the aggregate's table of rules, as the API's routes do: a field that a command
needs can be given in its order or as an option, every other one as an option.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, get_args, get_origin

import click
import msgspec

from domain.aggregate import Aggregate, verb_of
from domain.command import Command
from domain.keys import LETTER_OF, SINGLE, kind_of
from trueline.commands.paging import paged
from trueline.failure import USAGE, CommandFailed
from trueline.reach import Api, at, reach
from trueline.show import json_option, plain, prose, show_json, show_table
from trueline.words import extra_of, filters_in, plain_type, value_of

PRODUCT = click.option(
    "--product", envvar="TRUELINE_PRODUCT", help="Its key; not needed while there is one product."
)
COMMON = (
    click.option("--reason", help="Why; kept for good with the change."),
    click.option("--because", multiple=True, help="What it follows from, such as D9 or M31."),
    click.option("--version", type=int, help="The version you decided on; refused when moved."),
    PRODUCT,
)

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
    opening = _opening(kind, word)
    group.add_command(opening)
    if opening.name != "add":
        group.add_command(opening, "add")
    add_verbs(group, kind, then)
    group.add_command(_list(kind, word, columns))
    group.add_command(show_of(kind))
    return group


def add_verbs(
    group: click.Group, kind: Aggregate[Any], then: Mapping[str, Then] = MappingProxyType({})
) -> None:
    """Give a group every verb that a kind's table of rules has."""
    for name, command in kind.verbs.items():
        group.add_command(_verb(kind, name, command, then.get(name)))


def expand(api: Api, key: str, product: str | None) -> str:
    """The whole key: ``K4`` is ``ACME-K4`` where ``ACME`` is meant, or is the only product."""
    is_short = kind_of(f"XX-{key}") not in (None, "item") and kind_of(key) in (None, "product")
    return f"{product or only_product(api)}-{key}" if is_short else key


def only_product(api: Api) -> str:
    """The key of the only product; raises ``CommandFailed`` when there is none, or are several."""
    found = [each["key"] for each in api.get("/v1/products")["data"]]
    if len(found) == 1:
        return str(found[0])
    several = f"There are several products ({', '.join(found)}): say --product KEY."
    none = "There is no product yet: trueline product create ACME 'Acme Notes'."
    raise CommandFailed(several if found else none, USAGE)


class Given(msgspec.Struct, frozen=True):
    """What was typed: the values in their order, the options, and what every verb takes."""

    values: tuple[str, ...]
    options: dict[str, Any]
    reason: str | None
    because: tuple[str, ...]
    version: int | None
    product: str | None
    as_json: bool


TYPED = tuple(each for each in Given.__struct_fields__ if each != "options")


def _opening(kind: Aggregate[Any], word: str) -> click.Command:
    def run(given: Given, _key: str) -> None:
        with reach() as api:
            product = given.product or only_product(api)
            body = {"product": product} | _body(api, product, kind.opening, given)
            answer = api.post(f"/v1/{kind.path}", body, version=given.version)
        if given.as_json:
            show_json(answer)
        else:
            key = answer["key"]
            click.echo(f"{key}: {', '.join(answer['events'])}. Next: trueline {word} show {key}")

    return _declared(verb_of(kind.opening), kind.opening, run, ())


def _verb(
    kind: Aggregate[Any], name: str, command: type[Command], then: Then | None
) -> click.Command:
    def run(given: Given, key: str) -> None:
        with reach() as api:
            whole = expand(api, key or LETTER_OF[kind.kind], given.product)
            body = _body(api, whole.partition("-")[0], command, given)
            _refuse_nothing(command, body)
            answer = api.post(at(kind.path, whole, name), body, version=given.version)
            more = then(api, whole) if then and not given.as_json else ""
        tell(answer, whole, as_json=given.as_json)
        if more:
            click.echo(more)

    first = () if kind.kind == SINGLE else (click.Argument(["key"]),)
    return _declared(name, command, run, first)


def _refuse_nothing(command: type[Command], body: Mapping[str, Any]) -> None:
    """Refuse to edit nothing: a verb that changes what is named, when nothing is."""
    fields = _fields(command)
    if not fields or any(each.default is not msgspec.UNSET for each in fields):
        return
    if not any(each.name in body for each in fields):
        options = ", ".join(_option(each).opts[0] for each in fields)
        message = f"Name what is to change: {options}."
        raise CommandFailed(message, USAGE)


def tell(answer: dict[str, Any], key: str, *, as_json: bool) -> None:
    """Say what became of a command."""
    if as_json:
        show_json(answer)
    elif answer["changed"]:
        click.echo(f"{key} is at version {answer['version']}: {', '.join(answer['events'])}")
    else:
        click.echo(f"{key} is so already; nothing changed.")


def _declared(
    name: str,
    command: type[Command],
    run: Callable[[Given, str], None],
    first: Sequence[click.Parameter],
) -> click.Command:
    fields = _fields(command)
    needed = " ".join(each.name.upper() for each in fields if each.required)
    words = click.Argument(["values"], nargs=-1, metavar=f"[{needed}]" if needed else "")

    def callback(key: str = "", **said: Any) -> None:  # as the parameters have them
        common = {each: said.pop(each) for each in TYPED}  # a command may have a field ``options``
        run(Given(options=said, **common), key)

    made = click.Command(
        name,
        params=[*first, words, *(_option(each) for each in fields)],
        help=str(command.__doc__).replace("``", ""),
        callback=callback,
    )
    for option in (*COMMON, json_option):
        option(made)
    return made


def _fields(command: type[Command]) -> list[msgspec.structs.FieldInfo]:
    return [each for each in msgspec.structs.fields(command) if each.name != "key"]


def _option(field: msgspec.structs.FieldInfo) -> click.Option:
    kind, extra = plain_type(field.type), extra_of(field.type)
    names = [field.name, f"--{extra.get('asked_as', field.name).replace('_', '-')}"]
    if kind is bool:
        names[1] += f"/--no-{field.name.replace('_', '-')}"
        return click.Option(names, default=None, is_flag=True)
    several = get_origin(kind) is tuple
    one = plain_type(get_args(kind)[0]) if several else kind
    choices = [str(each) for each in get_args(one)] if get_origin(one) is not dict else []
    hint = " or ".join(choices) if choices else None
    return click.Option(names, multiple=several, help=hint, metavar=_metavar(one))


def _metavar(kind: Any) -> str:  # noqa: ANN401  # a type
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and not hasattr(kind, "read"):
        return ",".join(kind.__struct_fields__)
    return {int: "NUMBER", float: "NUMBER"}.get(kind, "TEXT")


def _body(api: Api, product: str, command: type[Command], typed: Given) -> dict[str, Any]:
    """The body: options by name, whatever else is needed in its order, and why."""
    fields = {each.name: each for each in _fields(command)}
    given = {name: value for name, value in typed.options.items() if value not in (None, ())}
    left = [each.name for each in fields.values() if each.required and each.name not in given]
    if len(typed.values) > len(left):
        message = f"{typed.values[len(left)]!r} is one value too many."
        raise CommandFailed(message, USAGE)
    given |= dict(zip(left, typed.values, strict=False))
    body = {
        name: _said(api, product, name, fields[name].type, each) for name, each in given.items()
    }
    return body | _why(api, product, typed)


def _why(api: Api, product: str, typed: Given) -> dict[str, Any]:
    """Reason and causes; where no reason is said, the first cause's title is one."""
    causes = [expand(api, each, product) for each in typed.because]
    reason = typed.reason or (_title(api, causes[0]) if causes else None)
    why = {"reason": reason, "because_of": causes}
    return {name: value for name, value in why.items() if value}


def _title(api: Api, key: str) -> str | None:
    """What a cause is called; None for one that has no title here."""
    from domain.aggregates import AGGREGATES  # noqa: PLC0415 (only where a cause is named)

    paths = {each.kind: each.path for each in AGGREGATES} | {"item": "items"}
    path = paths.get(kind_of(key) or "")
    title = api.get(at(path, key))["data"].get("title") if path else None
    return f"{key}: {title}" if title else None


def _said(api: Api, product: str, name: str, hint: Any, value: Any) -> Any:  # noqa: ANN401  # any value
    kind = plain_type(hint)
    if get_origin(kind) is tuple:
        several = value if isinstance(value, tuple) else (value,)
        return [_said(api, product, name, get_args(kind)[0], each) for each in several]
    if not isinstance(value, str):
        return value
    if "to" in extra_of(hint):
        return expand(api, value, product)
    return value_of(name, hint, value)


def _list(kind: Aggregate[Any], word: str, columns: Sequence[str]) -> click.Command:
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
            answer = api.get(f"/v1/{kind.path}", limit=limit, cursor=cursor, **filters)
        if as_json:
            show_json(answer)
            return
        rows = [[_cell(each.get(name)) for name in columns] for each in answer["data"]]
        empty = f"No {kind.noun} here yet: trueline {word} {verb_of(kind.opening)} --help."
        if filters:
            empty = f"No {kind.noun} is like that: trueline {word} list shows them all."
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
