"""The ranked backlog, page by page: stored JSON goes out as it is."""

from typing import Literal
from uuid import UUID

import msgspec
import sqlalchemy as sa
from litestar import Response

from api.queries import Paged, read_query, reads
from api.reading import as_stored, ask_page
from api.request import ApiRequest
from api.shapes import BacklogAnswer
from domain.backlog_item.facts import Kind, Moscow, Priority, Status
from projections.backlog.filters import BacklogFilter, wanted_of
from projections.backlog.listing import BACKLOG
from projections.sync.query import links_of_items

ARCHIVED = {"no": False, "yes": True, "any": None}


class _Identified(msgspec.Struct):
    id: UUID


class BacklogQuery(Paged, frozen=True, kw_only=True):
    """Which items: any of several values of one name, and all names."""

    product: str | None = None
    status: tuple[Status, ...] = ()
    kind: tuple[Kind, ...] = ()
    priority: tuple[Priority, ...] = ()
    moscow: tuple[Moscow, ...] = ()
    assignee: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    release: tuple[str, ...] = ()
    iteration: tuple[str, ...] = ()
    blocked: bool | None = None
    archived: Literal["no", "yes", "any"] = "no"
    connection: UUID | None = None
    q: str | None = None
    include: tuple[Literal["trackers"], ...] = ()


@reads("/v1/backlog", BacklogAnswer, BacklogQuery)
async def backlog(request: ApiRequest) -> Response[bytes]:
    """Items in order: product, then rank, then number."""
    asked = read_query(request, BacklogQuery)
    wanted = wanted_of(_filter(asked))
    shown = _with_trackers if asked.include else as_stored
    return await ask_page(request, asked, BACKLOG, wanted, shown)


def _with_trackers(connection: sa.Connection, items: list[bytes]) -> list[bytes]:
    """Each item with its links, which are no part of its own JSON."""
    ids = [msgspec.json.decode(each, type=_Identified).id for each in items]
    links = links_of_items(connection, ids)
    told = [msgspec.json.encode(links.get(each, [])) for each in ids]
    return [
        b'%b,"trackers":%b}' % (item[:-1], links) for item, links in zip(items, told, strict=True)
    ]


def _filter(asked: BacklogQuery) -> BacklogFilter:
    return BacklogFilter(
        product=asked.product,
        status=asked.status,
        kind=asked.kind,
        priority=asked.priority,
        moscow=asked.moscow,
        assignee=asked.assignee,
        label=asked.label,
        release=asked.release,
        iteration=asked.iteration,
        blocked=asked.blocked,
        archived=ARCHIVED[asked.archived],
        connection=asked.connection,
        q=asked.q,
    )


ROUTES = (backlog,)
