"""Who changed what, when and why: every fact, page by page."""

from typing import Literal

from litestar import Response
from litestar.params import FromPath

from api import answers
from api.answers import Paging
from api.positions import Positions, positions
from api.queries import Paged, read_query, reads
from api.request import ApiRequest
from api.shapes import HistoryAnswer
from projections.history.query import history_of
from projections.keyset import Some


class HistoryQuery(Paged, frozen=True, kw_only=True):
    """In which order."""

    order: Literal["newest", "oldest"] = "newest"


@reads("/v1/history", HistoryAnswer, HistoryQuery)
async def everything(request: ApiRequest) -> Response[bytes]:
    """Every fact there is."""
    return await _page(request, None)


@reads("/v1/history/{key:str}", HistoryAnswer, HistoryQuery)
async def of_one(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """The facts about an item with its links, or a product with its connections."""
    return await _page(request, key)


async def _page(request: ApiRequest, key: str | None) -> Response[bytes]:
    asked = read_query(request, HistoryQuery)
    await request.reach(asked.min_position)

    def read() -> tuple[Positions, Some[bytes]]:
        with request.surroundings.database.read() as connection:
            at = positions(connection, "history")
            return at, history_of(
                connection,
                key,
                limit=asked.limit,
                cursor=asked.cursor,
                newest_first=asked.order == "newest",
            )

    at, page = await request.lanes.query(read)
    return answers.page(page.rows, Paging(page.next, asked.limit), at)


ROUTES = (everything, of_one)
