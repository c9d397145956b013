"""A product on one page."""

import msgspec
import sqlalchemy as sa
from litestar import Response

from api.queries import Query, product_in, read_query, reads
from api.reading import answered, ask
from api.request import ApiRequest
from domain.identity import product_id
from domain.product.rules import PRODUCT
from domain.refusal import Unknown
from projections.overview.page import overview
from projections.overview.parts import Overview


class OverviewQuery(Query, frozen=True, kw_only=True):
    """Of which product."""

    product: str | None = None


class OverviewAnswer(msgspec.Struct, frozen=True):
    """The page."""

    data: Overview
    position: int


@reads("/v1/overview", OverviewAnswer, OverviewQuery)
async def the_overview(request: ApiRequest) -> Response[bytes]:
    """Vision, objectives, roadmap, next release, risks, what is due, and how the sync is."""
    asked = read_query(request, OverviewQuery)
    key, surroundings = product_in(asked.product), request.surroundings

    def read(connection: sa.Connection) -> Overview:
        product = surroundings.ledger.load(PRODUCT, product_id(key)).state
        if product is None:
            raise Unknown("product", key[:50])
        return overview(connection, product, surroundings.clock())

    found, at = await ask(request, asked, None, read)
    return answered(OverviewAnswer(found, at.projection), at)


ROUTES = (the_overview,)
