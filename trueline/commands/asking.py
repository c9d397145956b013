"""A command's struct as a command of the command line: its fields as options, and what was typed.

A field that the command needs can be given in its order or as an option, every other one as an
option; each type says how its values are typed (``trueline/words.py``).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args, get_origin

import click
import msgspec
from click.shell_completion import CompletionItem

from domain.command import Command
from domain.keys import kind_of
from trueline.failure import USAGE, CommandFailed
from trueline.reach import Api, at
from trueline.short_keys import PRODUCT, expand, release_key
from trueline.show import json_option
from trueline.words import extra_of, plain_type, value_of

COMMON = (
    click.option("--reason", help="Why; kept for good with the change."),
    click.option("--because", multiple=True, help="What it follows from, such as D9 or M31."),
    click.option("--version", type=int, help="The version you decided on; refused when moved."),
    PRODUCT,
)
BY_VERSION = "Its key, or its version."


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


def declared(
    name: str,
    command: type[Command],
    run: Callable[[Given, str], None],
    first: Sequence[click.Parameter],
) -> click.Command:
    """The command of the command line that asks for ``command``; ``run`` gets what was typed."""
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
    hint = BY_VERSION if _is_release(extra) else " or ".join(choices) or None
    complete = _completing(choices) if choices else None
    return click.Option(
        names, multiple=several, help=hint, metavar=_metavar(one), shell_complete=complete
    )


def _completing(choices: Sequence[str]) -> Callable[..., list[CompletionItem]]:
    """Completes one of a few words; what is not one of them is refused by the API."""
    return lambda _context, _option, typed: [
        CompletionItem(each) for each in choices if each.startswith(typed)
    ]


def _metavar(kind: Any) -> str:  # noqa: ANN401  # a type
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and not hasattr(kind, "read"):
        return ",".join(kind.__struct_fields__)
    return {int: "NUMBER", float: "NUMBER"}.get(kind, "TEXT")


def body_of(api: Api, product: str, command: type[Command], typed: Given) -> dict[str, Any]:
    """The body: options by name, whatever else is needed in its order, and why."""
    fields = {each.name: each for each in _fields(command)}
    given = {name: value for name, value in typed.options.items() if value not in (None, ())}
    left = [each.name for each in fields.values() if each.required and each.name not in given]
    if len(typed.values) > len(left):
        message = f"{typed.values[len(left)]!r} is one value too many."
        raise CommandFailed(message, USAGE)
    if missing := [_option(fields[name]) for name in left[len(typed.values) :]]:
        raise CommandFailed(_needed(missing), USAGE)
    given |= dict(zip(left, typed.values, strict=False))
    body = {
        name: _said(api, product, name, fields[name].type, each) for name, each in given.items()
    }
    return body | _why(api, product, typed)


def _needed(missing: Sequence[click.Option]) -> str:
    """What is left out, as it is typed."""
    words = ", ".join(f"{each.opts[0]} {each.metavar or each.name.upper()}" for each in missing)
    return f"Something is missing: {words}. The --help of this command shows all it takes."


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
    extra = extra_of(hint)
    if "to" in extra:
        named = release_key if _is_release(extra) else expand
        return named(api, value, product)
    return value_of(name, hint, value)


def _is_release(extra: Mapping[str, Any]) -> bool:
    """Whether a value is the key of a release, which may be named by its version too."""
    return extra.get("to") == ("release",)


def refuse_nothing(command: type[Command], body: Mapping[str, Any]) -> None:
    """Refuse to edit nothing: a verb that changes what is named, when nothing is."""
    fields = _fields(command)
    if not fields or any(each.default is not msgspec.UNSET for each in fields):
        return
    if not any(each.name in body for each in fields):
        options = ", ".join(_option(each).opts[0] for each in fields)
        message = f"Name what is to change: {options}."
        raise CommandFailed(message, USAGE)
