"""How the items of a product flow."""

from typing import Annotated

import msgspec
from litestar import Response
from msgspec import Meta

from api import problems
from api.queries import Query, product_in, read_query, reads, refuse_days
from api.reading import answered, ask
from api.request import ApiRequest
from domain.backlog_item.facts import Kind
from domain.refusal import FieldError
from domain.values import days_between
from projections.flow.parts import Flow
from projections.flow.query import FlowAsked, flow
from projections.flow.view import FlowView
from projections.flow.weeks import WEEK, week_of, weeks_later

WEEKS = 12
"""How many whole weeks are looked back where no ``since`` is said."""
MOST_WEEKS = 520
EARLIEST = "1970-01-05"
"""Before this day nothing is asked for."""
Percent = Annotated[int, Meta(ge=1, le=99)]


class FlowQuery(Query, frozen=True, kw_only=True):
    """Whose flow: twelve weeks and the running one, where no days are named."""

    product: str | None = None
    kind: tuple[Kind, ...] = ()
    since: str | None = None
    until: str | None = None
    percentile: tuple[Percent, ...] = (50, 70, 85, 95)


class FlowAnswer(msgspec.Struct, frozen=True):
    """The flow of a period."""

    data: Flow
    position: int


@reads("/v1/flow", FlowAnswer, FlowQuery)
async def the_flow(request: ApiRequest) -> Response[bytes]:
    """Throughput and cumulative flow by week, cycle times, what is on its way, blocked time."""
    asked = read_query(request, FlowQuery)
    wanted = _asked(asked, request.surroundings.clock().date().isoformat())
    found, at = await ask(request, asked, FlowView.name, lambda c: flow(c, wanted))
    return answered(FlowAnswer(found, at.projection), at)


def _asked(asked: FlowQuery, today: str) -> FlowAsked:
    """The question with all its days; raises ``Failed`` for days that are none."""
    product = product_in(asked.product)
    refuse_days(since=asked.since, until=asked.until)
    until = max(min(asked.until or today, today), EARLIEST)
    since = asked.since or weeks_later(week_of(until), -WEEKS)
    if not 0 <= days_between(since, until) <= MOST_WEEKS * WEEK:
        message = f"since is {since}: accepted is {until} or up to {MOST_WEEKS} weeks before it."
        raise problems.bad_query(FieldError("since", "out-of-range", message, found=since))
    return FlowAsked(product, today, since, until, asked.kind, asked.percentile)


ROUTES = (the_flow,)
