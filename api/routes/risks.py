"""What the risks come to: the matrix, the trend, and what is due."""

from typing import Annotated

import msgspec
from litestar import Response
from msgspec import Meta

from api.answers import Paging
from api.queries import Paged, Query, read_query, reads, refuse_days
from api.reading import answered, ask
from api.request import ApiRequest
from domain.risk.facts import Category, Status
from projections.days import Days
from projections.risks import due, matrix, trend
from projections.risks.listing import RISKS

Ahead = Annotated[int, Meta(ge=0, le=366)]


class MatrixQuery(Query, frozen=True, kw_only=True):
    """Which risks; all that are not closed where no status is named."""

    product: str | None = None
    status: tuple[Status, ...] = ()
    category: tuple[Category, ...] = ()
    owner: tuple[str, ...] = ()
    threatens: tuple[str, ...] = ()


class TrendQuery(Query, frozen=True, kw_only=True):
    """Which product and which days."""

    product: str | None = None
    since: str | None = None
    until: str | None = None


class DueQuery(Paged, frozen=True, kw_only=True):
    """What is due, and how many days ahead to look; ``owner`` answers for the risk."""

    product: str | None = None
    what: tuple[due.What, ...] = ()
    category: tuple[Category, ...] = ()
    owner: tuple[str, ...] = ()
    threatens: tuple[str, ...] = ()
    within: Ahead = 14


class MatrixAnswer(msgspec.Struct, frozen=True):
    """The matrix."""

    data: matrix.Matrix
    position: int


class TrendAnswer(msgspec.Struct, frozen=True):
    """Days on which something changed, oldest first."""

    data: list[trend.Day]
    position: int


class DueAnswer(msgspec.Struct, frozen=True):
    """A page of what is due; a risk's actions are on one page together."""

    data: list[due.Due]
    page: Paging
    position: int


@reads("/v1/risks/matrix", MatrixAnswer, MatrixQuery)
async def the_matrix(request: ApiRequest) -> Response[bytes]:
    """How many risks lie in each of the 5x5 cells, before their treatment and after it."""
    asked = read_query(request, MatrixQuery)
    wanted = _wanted(asked)
    found, at = await ask(request, asked, RISKS.name, lambda c: matrix.matrix(c, wanted))
    return answered(MatrixAnswer(found, at.projection), at)


@reads("/v1/risks/trend", TrendAnswer, TrendQuery)
async def the_trend(request: ApiRequest) -> Response[bytes]:
    """What the risks threatened with at the end of each day on which that changed."""
    asked = read_query(request, TrendQuery)
    refuse_days(since=asked.since, until=asked.until)
    days = (asked.product, asked.since, asked.until)
    name = trend.TrendView.name
    found, at = await ask(request, asked, name, lambda c: trend.trend(c, *days))
    return answered(TrendAnswer(found, at.projection), at)


@reads("/v1/risks/due", DueAnswer, DueQuery)
async def what_is_due(request: ApiRequest) -> Response[bytes]:
    """Reviews, acceptances that end and actions that are due, the longest overdue first."""
    asked = read_query(request, DueQuery)
    days = Days.ahead(request.surroundings.clock().date(), asked.within)
    wanted = _wanted(asked)
    found, at = await ask(
        request,
        asked,
        RISKS.name,
        lambda c: due.due(
            c, wanted, days=days, what=asked.what, limit=asked.limit, cursor=asked.cursor
        ),
    )
    return answered(DueAnswer(found.rows, Paging(found.next, asked.limit), at.projection), at)


def _wanted(asked: MatrixQuery | DueQuery) -> dict[str, object]:
    """The register's own filters among those that are given."""
    names = ("product", "status", "category", "owner", "threatens")
    given = {name: getattr(asked, name, None) for name in names}
    return {name: value for name, value in given.items() if value}


ROUTES = (the_matrix, the_trend, what_is_due)
"""Before the register's own: a risk's key never is one of these words."""
