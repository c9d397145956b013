"""Backlog items: every verb that their rules have; what needs a read model is looked up here."""

from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, post
from litestar.params import FromPath

from api import answers
from api.access import needs
from api.command_bodies import Why, body_of, command_of
from api.commands import Scene, Thing, Verb, handlers_of, patching, taking, verbs_of
from api.queries import Query, read_query, reads
from api.ranking import rank_between
from api.request import ApiRequest
from api.shapes import ItemAnswer
from domain.backlog_item.commands import AddItem, Rank
from domain.backlog_item.facts import ItemCommented
from domain.backlog_item.rules import ITEM
from domain.backlog_item.state import BacklogItem
from domain.identity import item_id
from domain.refusal import FieldError, Malformed, Unknown
from domain.scene import unknown
from domain.values import ProductKey
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
@taking(body_of(AddItem, without=("key", "rank"), product=ProductKey))
async def add(request: ApiRequest, data: Any) -> Response[bytes]:  # noqa: ANN401  # set by taking
    """Put an item at the end of a product's backlog; the answer names its key."""
    try:
        added = await _add(request, data)
    except Unknown as error:
        message = f"There is no product {data.product[:50]}: create it first."
        raise Malformed(FieldError("product", "unknown-reference", message)) from error
    return answers.written(added.receipt, added.id, key=added.key)


async def _add(request: ApiRequest, body: Any) -> Added:  # noqa: ANN401  # made from a command
    surroundings, origin, terms = request.surroundings, request.origin(body), await request.terms()

    def work() -> Added:
        return add_item(
            surroundings.database,
            surroundings.ledger,
            body.product,
            command_of(AddItem, body, key=""),
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
    return answers.Ready(body, headers)


class RankBody(Why, frozen=True, kw_only=True):
    """Place it behind ``after``, before ``before``, or between the two; each is an item's key."""

    after: str | None = None
    before: str | None = None


def _rank(scene: Scene, body: RankBody) -> Rank:
    if body.after is None and body.before is None:
        message = "Name the item it goes after, or the one it goes before."
        raise Malformed(FieldError("after", "required", message))
    after = _other(scene, body.after, "after").rank if body.after else None
    before = _other(scene, body.before, "before").rank if body.before else None
    with scene.database.read() as connection:
        return Rank(rank_between(connection, scene.state.key, after, before))


def _other(scene: Scene, key: str, field: str) -> BacklogItem:
    """Another item by its key; raises ``Malformed`` naming ``field`` when there is none."""
    found = scene.transaction.load(ITEM, item_id(key))
    if found is None:
        raise Malformed(unknown(field, key))
    return found


VERBS = (*verbs_of(ITEM), Verb("rank", str(RankBody.__doc__), RankBody, _rank))
ROUTES = (
    add,
    show,
    patching(THING, VERBS),
    *handlers_of(THING, VERBS),
)
