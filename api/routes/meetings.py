"""What came out of meetings and is still to be done."""

from datetime import date, timedelta
from typing import Literal

import msgspec
from litestar import Response

from api.answers import Paging
from api.queries import Paged, read_query, reads
from api.reading import answered, ask
from api.request import ApiRequest
from projections.meetings import actions
from projections.meetings.listing import MEETINGS


class ActionsQuery(Paged, frozen=True, kw_only=True):
    """Whose open actions, of which kind of thing, and whether they have to be overdue."""

    product: str | None = None
    owner: tuple[str, ...] = ()
    of: tuple[actions.Of, ...] = ()
    overdue: Literal["yes", "no"] = "no"


class ActionsAnswer(msgspec.Struct, frozen=True):
    """A page of open actions; those of one meeting are on one page together."""

    data: list[actions.OpenAction]
    page: Paging
    position: int


@reads("/v1/actions", ActionsAnswer, ActionsQuery)
async def open_actions(request: ApiRequest) -> Response[bytes]:
    """What is still to be done after meetings and about risks, the longest overdue first."""
    asked = read_query(request, ActionsQuery)
    today: date = request.surroundings.clock().date()
    yesterday = (today - timedelta(days=1)).isoformat()
    until = yesterday if asked.overdue == "yes" else None
    wanted = actions.Wanted(asked.product, asked.owner, asked.of, until)
    found, at = await ask(
        request,
        asked,
        MEETINGS.name,
        lambda c: actions.open_actions(
            c, wanted, today.isoformat(), limit=asked.limit, cursor=asked.cursor
        ),
    )
    return answered(ActionsAnswer(found.rows, Paging(found.next, asked.limit), at.projection), at)


ROUTES = (open_actions,)
