"""Backlog items: add, show, and every verb there is."""

from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, patch, post
from litestar.params import FromPath

from api import answers, item_verbs
from api.access import needs
from api.command_bodies import Why, body_of
from api.commands import Thing, handler_of, handlers_of, taking
from api.queries import Query, read_query, reads
from api.request import ApiRequest
from api.shapes import ItemAnswer
from domain.backlog_item.commands import AddItem
from domain.backlog_item.facts import ItemCommented
from domain.backlog_item.rules import ITEM
from domain.identity import item_id, product_id
from domain.refusal import FieldError, Malformed, Unknown
from ledger.entry import Receipt
from projections.backlog import query
from projections.sync.query import links_of
from workers.add_item import Added, add_item

PATH = "/v1/items/{key:str}"


class _Known(msgspec.Struct):
    id: UUID
    version: int


def _made(receipt: Receipt) -> dict[str, Any]:
    said = [fact.comment for fact in receipt.facts if isinstance(fact, ItemCommented)]
    return {"comment": said[0]} if said else {}


THING = Thing("item", PATH, ITEM, item_id, "contribute", _made)


@post("/v1/items", opt=needs("contribute", answers.Written))
@taking(body_of(AddItem, without=("product", "key", "rank"), product=str))
async def add(request: ApiRequest, data: Any) -> Response[bytes]:  # noqa: ANN401  # set by taking
    """Put an item at the end of a product's backlog; the answer names its key."""
    fields = {
        name: getattr(data, name) for name in AddItem.__struct_fields__ if hasattr(data, name)
    }
    command = AddItem(**fields | {"product": product_id(data.product), "key": ""})
    try:
        added = await _add(request, command, data)
    except Unknown as error:
        message = f"There is no product {data.product[:50]}: create it first."
        raise Malformed(FieldError("product", "unknown-reference", message)) from error
    return answers.written(added.receipt, added.id, key=added.key)


async def _add(request: ApiRequest, command: AddItem, body: Why) -> Added:
    surroundings, origin, terms = request.surroundings, request.origin(body), await request.terms()

    def work() -> Added:
        return add_item(
            surroundings.database,
            surroundings.ledger,
            command,
            origin,
            command_id=terms.command_id,
            fingerprint=terms.fingerprint,
        )

    return await request.lanes.run("command", work)


@reads(PATH, ItemAnswer)
async def show(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """One item with its links; its ETag is the version to send back as If-Match."""
    await request.reach(read_query(request, Query).min_position)

    def read() -> tuple[bytes, _Known, bytes] | None:
        with request.surroundings.database.read() as connection:
            found = query.item(connection, key)
            if found is None:
                return None
            known = msgspec.json.decode(found, type=_Known)
            return found, known, msgspec.json.encode(links_of(connection, known.id))

    shown = await request.lanes.query(read)
    if shown is None:  # it may be too new for the view: look again at what the ledger holds by now
        await request.reach(request.surroundings.ledger.head())
        shown = await request.lanes.query(read)
    if shown is None:
        raise Unknown("item", key)
    found, known, links = shown
    body = b'{"data":%b,"trackers":%b}}' % (found[:-1], links)
    headers = {"ETag": answers.tag_of(known.version)}
    return Response(body, media_type=answers.JSON, headers=headers)


ROUTES = (
    add,
    show,
    handler_of(THING, item_verbs.EDIT, patch, PATH),
    *handlers_of(THING, item_verbs.VERBS),
)
