"""Finds things of the plan by their words."""

from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec
from litestar import Response

from api.answers import Paging
from api.positions import Positions, positions
from api.queries import Paged, read_query, reads
from api.reading import answered
from api.request import ApiRequest
from domain.aggregates import AGGREGATES
from projections.search.query import Hit, Hits, search

if TYPE_CHECKING:
    Kind: TypeAlias = str
else:  # the kinds there are
    Kind = Literal[tuple(sorted({each.kind for each in AGGREGATES}))]


class SearchQuery(Paged, frozen=True, kw_only=True):
    """Which words, in which kinds of things."""

    q: str
    type: tuple[Kind, ...] = ()
    product: str | None = None


class SearchAnswer(msgspec.Struct, frozen=True):
    """A page of hits, the best first."""

    data: list[Hit]
    page: Paging
    position: int


@reads("/v1/search", SearchAnswer, SearchQuery)
async def found(request: ApiRequest) -> Response[bytes]:
    """Things in which every word of ``q`` stands, or a longer one that begins like it."""
    asked = read_query(request, SearchQuery)
    await request.reach(asked.min_position)

    def read() -> tuple[Positions, Hits]:
        with request.surroundings.database.read() as connection:
            return positions(connection, "history"), search(
                connection,
                asked.q,
                kinds=asked.type,
                product=asked.product,
                limit=asked.limit,
                cursor=asked.cursor,
            )

    at, hits = await request.lanes.query(read, long=True)
    page = Paging(hits.next, asked.limit)
    return answered(SearchAnswer(hits.rows, page, at.projection), at)


ROUTES = (found,)
