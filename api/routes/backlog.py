"""The ranked backlog, page by page: stored JSON goes out as it is."""

from typing import Literal
from uuid import UUID

from litestar import Response

from api import answers
from api.answers import Paging
from api.positions import Positions, positions
from api.queries import Paged, read_query, reads
from api.request import ApiRequest
from domain.backlog_item.facts import Kind, Moscow, Priority, Status
from projections.backlog import query
from projections.backlog.filters import BacklogFilter
from projections.backlog.query import BacklogPage

ARCHIVED = {"no": False, "yes": True, "any": None}


class BacklogQuery(Paged, frozen=True, kw_only=True):
    """Which items: any of several values of one name, and all names."""

    product: str | None = None
    status: tuple[Status, ...] = ()
    kind: tuple[Kind, ...] = ()
    priority: tuple[Priority, ...] = ()
    moscow: tuple[Moscow, ...] = ()
    assignee: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    blocked: bool | None = None
    archived: Literal["no", "yes", "any"] = "no"
    connection: UUID | None = None
    q: str | None = None


@reads("/v1/backlog", BacklogQuery)
async def backlog(request: ApiRequest) -> Response[bytes]:
    """Items in order: product, then rank, then number."""
    asked = read_query(request, BacklogQuery)
    await request.reach(asked.min_position)
    wanted = _filter(asked)

    def read() -> tuple[Positions, BacklogPage]:
        head = request.surroundings.ledger.head()
        with request.surroundings.database.read() as connection:
            at = positions(connection, "backlog", head)
            return at, query.page(connection, wanted, limit=asked.limit, cursor=asked.cursor)

    at, page = await request.lanes.query(read, long=asked.q is not None)
    body = answers.joined(page.items, Paging(page.next, asked.limit), at.projection)
    return Response(body, media_type=answers.JSON, headers=at.headers())


def _filter(asked: BacklogQuery) -> BacklogFilter:
    return BacklogFilter(
        product=asked.product,
        status=asked.status,
        kind=asked.kind,
        priority=asked.priority,
        moscow=asked.moscow,
        assignee=asked.assignee,
        label=asked.label,
        blocked=asked.blocked,
        archived=ARCHIVED[asked.archived],
        connection=asked.connection,
        q=asked.q,
    )


ROUTES = (backlog,)
