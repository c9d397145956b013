"""What waits for a person, wherever it is kept, and the command that deals with it."""

from datetime import date, timedelta
from typing import Annotated

import msgspec
from litestar import Response
from msgspec import Meta

from api.queries import ROWS_LIMIT, Query, read_query, reads
from api.reading import answered, ask
from api.request import ApiRequest
from projections.notices.notice import Kind, Notice, Wanted
from workers.notices import notices


class NoticesQuery(Query, frozen=True, kw_only=True):
    """Which of them; ``within`` is how many days ahead an acceptance that ends is told of.

    ``limit`` bounds each kind: what is behind is told of once the first are dealt with.
    """

    product: str | None = None
    kind: tuple[Kind, ...] = ()
    owner: tuple[str, ...] = ()
    within: Annotated[int, Meta(ge=0, le=366)] = 14
    limit: Annotated[int, Meta(ge=1, le=ROWS_LIMIT)] = ROWS_LIMIT


class NoticesAnswer(msgspec.Struct, frozen=True):
    """What waits, the oldest first; ``more`` when a kind has more than ``limit``."""

    data: list[Notice]
    counts: dict[str, int]
    more: bool
    position: int


@reads("/v1/notices", NoticesAnswer, NoticesQuery)
async def the_notices(request: ApiRequest) -> Response[bytes]:
    """Reviews and actions that are overdue, signs that were seen, and what the sync is stuck at."""
    asked = read_query(request, NoticesQuery)
    wanted = wanted_of(request.surroundings.clock().date(), asked)
    found, at = await ask(
        request, asked, None, lambda c: notices(c, wanted, asked.kind, asked.owner)
    )
    counts = {str(kind): count for kind, count in found.counts.items()}
    return answered(NoticesAnswer(found.rows, counts, found.more, at.projection), at)


def wanted_of(today: date, asked: NoticesQuery) -> Wanted:
    """What is asked for, counted from today."""
    by = (today + timedelta(days=asked.within)).isoformat()
    return Wanted(today.isoformat(), by, asked.product, asked.limit)


ROUTES = (the_notices,)
