"""Query strings as structs: every filter is declared once, and one that is not is refused.

A handler that answers to a query names its struct; the struct gives the names, the types, the
defaults and the description in the OpenAPI document.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
from litestar import Request, get
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.spec import OpenAPIFormat, OpenAPIType, Operation, Parameter, Schema

from api import problems
from api.access import Right, needs
from api.bodies import SHOWN, Kind, allowed_values, convert
from domain import text
from domain.refusal import FieldError, Malformed

T = TypeVar("T", bound="Query")
Handler = Callable[..., Any]

ROWS_LIMIT = 200
LAST_POSITION = 2**63 - 1
"""The greatest position that any database could give to a fact."""


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What every read understands: ``min_position`` waits for a write to show."""

    min_position: Annotated[int, msgspec.Meta(ge=0, le=LAST_POSITION)] | None = None


class Paged(Query, frozen=True, kw_only=True):
    """A list, page by page."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=ROWS_LIMIT)] = 50
    cursor: str | None = None


class VersionsQuery(Query, frozen=True, kw_only=True):
    """Which published versions: one by its number, or all."""

    version: int | None = None


def reads(
    path: str,
    answer: type,
    query: type[Query] = Query,
    *,
    right: Right = "read",
    media: str = "application/json",
) -> Handler:
    """Declare a handler that answers ``GET path`` with ``answer`` to what ``query`` asks.

    Args:
        path: Where it is asked.
        answer: What a good answer looks like.
        query: What can be asked.
        right: Who may ask.
        media: What a good answer is written in.
    """

    def declare(handler: Handler) -> HTTPRouteHandler:
        opt = needs(right, answer) | {"query": query, "media": media}
        return get(path, opt=opt, operation_class=described(query))(handler)

    return declare


def read_query(request: Request[Any, Any, Any], into: type[T]) -> T:
    """The request's query; raises ``Failed`` naming each parameter that is not acceptable."""
    lists = _lists(into)
    raw: dict[str, str | list[str]] = {
        name: value.split(",") if name in lists else value
        for name, value in request.query_params.items()
    }
    try:
        found = convert(raw, into, strict=False)
    except Malformed as error:
        raise problems.bad_query(*(_of_list(each, lists) for each in error.fields)) from error
    own = dict(zip(into.__struct_encode_fields__, into.__struct_fields__, strict=True))
    nothing = [name for name in raw if getattr(found, own[name]) is None]
    if nothing:  # the lax reading takes the word null for no value at all
        wrong = (FieldError(name, "invalid", f"{name} cannot be null.") for name in nothing)
        raise problems.bad_query(*wrong)
    return found


def product_in(product: str | None) -> str:
    """The product that a question is about; raises ``Failed`` where it names none."""
    if product is None:
        message = "product is missing: say which, such as product=ACME."
        raise problems.bad_query(FieldError("product", "required", message))
    return product


def refuse_days(*, since: str | None, until: str | None = None) -> None:
    """Raise ``Failed`` for the days of a question that are none."""
    wrong = [*text.day("since", since), *text.day("until", until)]
    if wrong:
        raise problems.bad_query(*wrong)


def _of_list(wrong: FieldError, lists: frozenset[str]) -> FieldError:
    """Without the place in a list: ``status`` rather than ``status.0``."""
    name = wrong.field.partition(".")[0]
    if name not in lists:
        return wrong
    message = wrong.message.replace(wrong.field, name, 1)
    return msgspec.structs.replace(wrong, field=name, message=message)


def refuse_unknown(request: Request[Any, Any, Any]) -> None:
    """Raise ``Failed`` when the query names what the handler does not know, or names it twice."""
    if not request.scope["query_string"]:
        return
    query = request.scope["route_handler"].opt.get("query")
    known = query.__struct_encode_fields__ if query else ()
    wrong = []
    for name, values in request.query_params.dict().items():
        if name not in known:
            wrong.append(_unknown(name[:SHOWN], tuple(sorted(known))))
        elif len(values) > 1:
            message = f"{name} is given twice; separate several values with commas."
            wrong.append(FieldError(name, "given-twice", message))
        elif "\x00" in values[0]:
            message = f"{name} holds a NUL character."
            wrong.append(FieldError(name, "control-characters", message))
    if wrong:
        raise problems.bad_query(*wrong)


def _unknown(name: str, known: tuple[str, ...]) -> FieldError:
    message = f"There is no parameter {name}; there are: {', '.join(known) or 'none'}."
    return FieldError(name, "unknown-filter", message, allowed=known)


@cache
def _lists(query: type[Query]) -> frozenset[str]:
    """The names that take several values."""
    hints = get_type_hints(query)
    return frozenset(name for name, kind in hints.items() if get_origin(kind) is tuple)


def described(query: type[Query]) -> type[Operation]:
    """The operation that is described with the parameters of a query."""
    parameters = [_parameter(field) for field in msgspec.structs.fields(query)]

    @dataclass
    class Asking(Operation):
        def __post_init__(self) -> None:
            self.parameters = [*(self.parameters or ()), *parameters]

    return Asking


def _parameter(field: msgspec.structs.FieldInfo) -> Parameter:
    several = get_origin(field.type) is tuple
    kind = get_args(field.type)[0] if several else field.type
    hint = "One word, or several with commas between" if several else None
    words = allowed_values(kind)
    if several:
        hint = f"{hint}: {', '.join(words)}." if words else f"{hint}."
    schema = Schema(type=OpenAPIType.STRING) if several else _schema(kind, words)
    return Parameter(name=field.encode_name, param_in="query", schema=schema, description=hint)


def _schema(kind: Kind, words: tuple[str, ...]) -> Schema:
    members = set(_within(kind))
    if words:
        return Schema(type=OpenAPIType.STRING, enum=list(words))
    if bool in members:
        return Schema(type=OpenAPIType.BOOLEAN)
    if int in members:
        meta = next((each for each in members if isinstance(each, msgspec.Meta)), msgspec.Meta())
        return Schema(type=OpenAPIType.INTEGER, minimum=meta.ge, maximum=meta.le)
    if UUID in members:
        return Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.UUID)
    return Schema(type=OpenAPIType.STRING)


def _within(kind: Kind) -> Iterator[Kind]:
    """A type and all that it is made of, its ``Meta`` among them."""
    yield kind
    for each in get_args(kind):
        yield from _within(each)
