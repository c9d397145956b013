"""Products: create, list, show, and every verb there is."""

from typing import Any

import msgspec
import sqlalchemy as sa
from litestar import Response, post
from litestar.params import FromPath

from api import answers
from api.access import needs
from api.command_bodies import body_of, command_of
from api.commands import Thing, handlers_of, patching, taking, transact, verbs_of
from api.positions import Positions, positions
from api.queries import Query, read_query, reads
from api.request import ApiRequest
from api.shapes import ProductAnswer, ProductsAnswer
from domain.identity import product_id
from domain.product.commands import CreateProduct
from domain.product.rules import PRODUCT
from domain.product.state import Product
from domain.refusal import Unknown
from ledger.transaction import Loaded, Transaction
from projections.history.tables import CREATION, HISTORY
from projections.history.view import HistoryView

PATH = "/v1/products/{key:str}"
THING = Thing("product", PATH, PRODUCT, product_id, "administer")
VERBS = verbs_of(PRODUCT)


@post("/v1/products", opt=needs("administer", answers.Written))
@taking(body_of(CreateProduct))
async def create(request: ApiRequest, data: Any) -> Response[bytes]:  # noqa: ANN401  # set by taking
    """Plan a product under a key from now on."""
    stream = product_id(data.key)

    def work(transaction: Transaction) -> None:
        transaction.execute(PRODUCT, stream, command_of(CreateProduct, data))

    return answers.written(await transact(request, work, data), stream, key=data.key)


@reads("/v1/products", ProductsAnswer)
async def everyone(request: ApiRequest) -> Response[bytes]:
    """All products, in the order in which they were created."""
    await request.reach(read_query(request, Query).min_position)

    def read() -> tuple[Positions, list[dict[str, Any]]]:
        # there are few products and few facts on each: the streams say how they are
        with request.surroundings.database.read() as connection:
            at = positions(connection, HistoryView.name)
            created = sa.select(HISTORY.c.key).where(CREATION)
            keys = connection.execute(created.order_by(HISTORY.c.position)).scalars().all()
        return at, [_shown(_load(request, key)) for key in keys]

    at, found = await request.lanes.query(read, long=True)
    answer = answers.data(found)
    answer.headers.update(at.headers())
    return answer


@reads(PATH, ProductAnswer)
async def show(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """One product; its ETag is the version to send back as If-Match."""
    await request.reach(read_query(request, Query).min_position)
    found = await request.lanes.query(lambda: _load(request, key))
    answer = answers.data(_shown(found))
    answer.headers["ETag"] = answers.tag_of(found.version)
    return answer


def _load(request: ApiRequest, key: str) -> Loaded[Product]:
    found = request.surroundings.ledger.load(PRODUCT, product_id(key))
    if found.state is None:
        raise Unknown("product", key)
    return found


def _shown(found: Loaded[Product]) -> dict[str, Any]:
    shown: dict[str, Any] = msgspec.to_builtins(found.state)
    return {"version": found.version} | shown


ROUTES = (
    create,
    everyone,
    show,
    patching(THING, VERBS),
    *handlers_of(THING, VERBS),
)
