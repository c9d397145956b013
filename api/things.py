"""Every kind of thing by one mechanism: add, list, show, and every verb that its rules have.

The routes follow from an aggregate's table of rules (``domain/aggregate.py``), the parameters of
the list from its listing (``projections/listing.py``). Nothing here knows any kind by name.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from litestar import Response, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from api import answers
from api.access import needs
from api.answers import Paging
from api.command_bodies import body_of, command_of
from api.commands import Thing, handlers_of, taking, transact, verbs_of
from api.personal import Seals, opened
from api.positions import Positions
from api.queries import Paged, Query, read_query, reads
from api.reading import ask_page
from api.request import ApiRequest
from domain import keys
from domain.aggregate import Aggregate, verb_of
from domain.claim import CLAIM, claim_id
from domain.command import Opening
from domain.refusal import Unknown
from domain.values import ProductKey
from ledger.entry import Receipt
from ledger.transaction import Transaction
from projections.listing import Column, Listing
from projections.page import one_with_freshness


def routes_of(listing: Listing) -> tuple[HTTPRouteHandler, ...]:
    """The routes of one kind of thing."""
    kind = listing.of
    path = f"/v1/{kind.path}"
    thing = Thing(kind.noun, f"{path}/{{key:str}}", kind, _stream_of(kind), "contribute")
    shown = _shown(listing)
    others = ((verb, each) for verb, each in kind.openings.items() if each is not kind.opening)
    return (
        _adding(kind, kind.opening, path),
        *(_adding(kind, opening, f"{path}/{verb}") for verb, opening in others),
        _listing(listing, path, shown),
        _showing(listing, thing.path, shown),
        *handlers_of(thing, verbs_of(kind)),
    )


def _adding(kind: Aggregate[Any], opening: type[Opening], path: str) -> HTTPRouteHandler:
    body = body_of(opening, without=("key",), product=ProductKey)
    verb = "add" if opening is kind.opening else verb_of(opening).replace("-", "_")

    @post(
        path,
        opt=needs("contribute", answers.Written),
        description=str(opening.__doc__),
        operation_id=f"{kind.path}_{verb}",
    )
    @taking(body)
    async def add(request: ApiRequest, data: Any) -> Response[bytes]:  # noqa: ANN401  # set by taking
        key, surroundings = "", request.surroundings
        seals = Seals(surroundings.database, surroundings.clock)

        def work(transaction: Transaction) -> None:
            nonlocal key
            key = transaction.next_key(data.product, kind.kind)
            command = command_of(opening, data, key=key)
            if (known := _known_as(transaction, kind, command)) is not None:
                key = known
                return
            transaction.execute(kind, keys.stream_of(key), seals.sealed(command))

        receipt = await transact(request, work, data)
        key = _key_in(receipt) if receipt.replayed and receipt.facts else key
        return answers.written(receipt, keys.stream_of(key), key=key)

    return add


def _known_as(transaction: Transaction, kind: Aggregate[Any], command: Opening) -> str | None:
    """The key of the thing that goes by the name which a command claims, if there is one."""
    name = command.claimed()
    held = None if name is None else transaction.load(CLAIM, claim_id(name))
    state = None if held is None or held.owner is None else transaction.load(kind, held.owner)
    return None if state is None else str(state.key)


def _showing(listing: Listing, path: str, shown: type) -> HTTPRouteHandler:
    kind = listing.of

    @reads(path, _answer(f"{_name(kind)}Answer", data=shown))
    async def show(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
        await request.reach(read_query(request, Query).min_position)
        if keys.kind_of(key) != kind.kind:
            raise Unknown(kind.noun, key[:50])

        role = request.user.role

        def read() -> tuple[Positions, bytes | None]:
            with request.surroundings.database.read() as connection:
                at, found = one_with_freshness(connection, listing, key)
                clear = opened(connection, kind, [found], role)[0] if found else None
                return Positions(*at), clear

        at, found = await request.lanes.query(read)
        if found is None:  # too new for the view, maybe: look again at what the ledger holds by now
            await request.reach(request.surroundings.ledger.head())
            at, found = await request.lanes.query(read)
        if found is None:
            raise Unknown(kind.noun, key)
        version = msgspec.json.decode(found, type=_Versioned).version
        headers = {"ETag": answers.tag_of(version)} | at.headers()
        return answers.Ready(b'{"data":%b}' % found, headers)

    return _described(show, f"One {kind.noun}; its ETag is the version to send back as If-Match.")


def _listing(listing: Listing, path: str, shown: type) -> HTTPRouteHandler:
    query = query_of(listing)
    rows: Any = list.__class_getitem__(shown)  # list[...] of a type made at run time
    shape = _answer(f"{_name(listing.of)}ListAnswer", data=rows, page=Paging, position=int)

    @reads(path, shape, query)
    async def listed(request: ApiRequest) -> Response[bytes]:
        asked, role = read_query(request, query), request.user.role

        def shown(connection: sa.Connection, items: list[bytes]) -> Sequence[bytes]:
            return opened(connection, listing.of, items, role)

        return await ask_page(request, asked, listing, wanted_in(asked), shown)

    return _described(listed, f"The {listing.of.noun}s that are wanted, in their order.")


def query_of(listing: Listing) -> type[Paged]:
    """What a list can be asked for: each filter once, with its type."""
    fields: list[tuple[str, Any, Any]] = [("product", str | None, None), ("q", str | None, None)]
    for column in listing.columns:
        several: Any = tuple.__class_getitem__((column.one, ...))
        fields.append((column.name, several, ()))
        fields += [_bound(column, bound) for bound in ("gte", "lte") if column.ranges]
    name = f"{_name(listing.of)}Query"
    made = msgspec.defstruct(name, fields, bases=(Paged,), frozen=True, kw_only=True)
    assert issubclass(made, Paged)  # noqa: S101  # it is its base
    return made


def _bound(column: Column, bound: str) -> tuple[str, Any, Any]:
    default = msgspec.field(default=None, name=f"{column.name}[{bound}]")
    return (f"{column.name}_{bound}", column.one | None, default)


def wanted_in(asked: Query) -> dict[str, Any]:
    """The filters that are given, by the names they go by."""
    kind = type(asked)
    both = zip(kind.__struct_fields__, kind.__struct_encode_fields__, strict=True)
    given = ((said, getattr(asked, name)) for name, said in both if name not in _PAGING)
    return {said: value for said, value in given if value not in (None, ())}


_PAGING = frozenset(Paged.__struct_fields__)


class _Versioned(msgspec.Struct):
    version: int


def _shown(listing: Listing) -> type[msgspec.Struct]:
    """The struct that one thing is shown as."""
    kind, own = listing.of, msgspec.structs.fields(listing.shape)
    head = [("id", str), ("version", int), ("position", int), ("changed_at", str)]
    fields = [*head, *((each.name, each.type) for each in own)]
    doc = {"__doc__": kind.state.__doc__}
    return msgspec.defstruct(
        f"Shown{_name(kind)}", fields, bases=(kind.state,), kw_only=True, frozen=True, namespace=doc
    )


def _answer(name: str, **fields: Any) -> type[msgspec.Struct]:  # types
    return msgspec.defstruct(
        name, list(fields.items()), frozen=True, namespace={"__doc__": "What is answered."}
    )


def _name(kind: Aggregate[Any]) -> str:
    return kind.state.__name__


def _stream_of(kind: Aggregate[Any]) -> Any:  # noqa: ANN401  # a function of the key
    def stream_of(key: str) -> Any:  # noqa: ANN401  # a UUID
        if keys.kind_of(key) != kind.kind:
            raise Unknown(kind.noun, key[:50])
        return keys.stream_of(key)

    return stream_of


def _key_in(receipt: Receipt) -> str:
    """The key in the first fact: a repeated request is answered without being done again."""
    return str(getattr(receipt.facts[0], "key", ""))


def _described(handler: HTTPRouteHandler, description: str) -> HTTPRouteHandler:
    handler.description = description
    return handler
