"""A command as a body: its own fields, without those that only this program can know, plus why."""

from collections.abc import Sequence
from typing import Any

import msgspec

from domain.fact import Ref
from domain.keys import kind_of
from domain.personal import in_clear
from domain.values import AnyKey


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """The part of a write's body that explains it; causes are keys, such as ``ACME-D9``."""

    reason: str | None = None
    because_of: tuple[Ref | AnyKey, ...] = ()

    @property
    def causes(self) -> tuple[Ref, ...]:
        """What it is because of; the kind of a thing follows from its key."""
        return tuple(
            Ref(kind_of(each) or "thing", each) if isinstance(each, str) else each
            for each in self.because_of
        )


def body_of(command: type[msgspec.Struct], without: Sequence[str] = (), **also: type) -> type[Why]:
    """The body of a command, without the fields ``without`` but with the fields ``also``."""
    fields = [
        (field.name, in_clear(field.type), _default(field))
        for field in msgspec.structs.fields(command)
        if field.name not in without
    ]
    made = msgspec.defstruct(
        f"{_kind(command)}{command.__name__}Body",
        [*also.items(), *fields],
        bases=(Why,),
        frozen=True,
        kw_only=True,
        namespace={"__doc__": command.__doc__, "computed": getattr(command, "computed", ())},
    )
    assert issubclass(made, Why)  # noqa: S101  # it is its base
    return made


def command_of(command: type[msgspec.Struct], body: Why, **also: object) -> Any:  # noqa: ANN401  # a command of any aggregate
    """The command with every field that the body has too, and with ``also``."""
    names = set(command.__struct_fields__) & set(body.__struct_fields__)
    return command(**{name: getattr(body, name) for name in names}, **also)


def _kind(command: type[msgspec.Struct]) -> str:
    """The kind of thing a command is for, by its package: several kinds have a verb ``accept``."""
    package = command.__module__.split(".")[1]
    return "".join(word.title() for word in package.split("_"))


def _default(field: msgspec.structs.FieldInfo) -> Any:  # noqa: ANN401  # a default of any type
    if field.default is not msgspec.NODEFAULT:
        return msgspec.field(default=field.default)
    if field.default_factory is not msgspec.NODEFAULT:
        return msgspec.field(default_factory=field.default_factory)
    return msgspec.field()
