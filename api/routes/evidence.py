"""What evidence comes to: demand, the market radar, and who is to be told what."""

from typing import Annotated

import msgspec
from litestar import Response
from msgspec import Meta

from api.queries import ROWS_LIMIT, Query, read_query, reads, refuse_days
from api.reading import answered, ask
from api.request import ApiRequest
from api.things import wanted_in
from domain.evidence.facts import Status, Tier, Topic, Trend
from domain.fold import born
from projections.evidence import demand, radar, telling
from projections.evidence.listing import INBOX

Most = Annotated[int, Meta(ge=1, le=ROWS_LIMIT)]


class DemandQuery(Query, frozen=True, kw_only=True):
    """Whose voices count, about what, since which day; and what comes first."""

    product: str | None = None
    ref: tuple[str, ...] = ()
    account: tuple[str, ...] = ()
    segment: tuple[str, ...] = ()
    tier: tuple[Tier, ...] = ()
    since: str | None = None
    by: demand.By = "score"
    limit: Most = 50


class RadarQuery(Query, frozen=True, kw_only=True):
    """Which signals; without a status, those that were neither dismissed nor merged."""

    product: str | None = None
    topic: tuple[Topic, ...] = ()
    trend: tuple[Trend, ...] = ()
    status: tuple[Status, ...] = ()
    ref: tuple[str, ...] = ()
    limit: Most = 50


class ToTellQuery(Query, frozen=True, kw_only=True):
    """Of which product and things; ``out=false`` asks before they are out."""

    product: str | None = None
    ref: tuple[str, ...] = ()
    out: bool = True
    limit: Most = 200


class DemandAnswer(msgspec.Struct, frozen=True):
    """What is wanted, the most first."""

    data: list[demand.Demand]
    position: int


class RadarAnswer(msgspec.Struct, frozen=True):
    """Market signals by topic."""

    data: list[radar.Signal]
    position: int


class ToTellAnswer(msgspec.Struct, frozen=True):
    """Feedback whose authors do not know yet."""

    data: list[telling.ToTell]
    position: int


@reads("/v1/evidence/demand", DemandAnswer, DemandQuery)
async def the_demand(request: ApiRequest) -> Response[bytes]:
    """Each thing of the plan that feedback speaks for: accounts, worth, segments and trend."""
    asked = read_query(request, DemandQuery)
    refuse_days(since=asked.since)
    wanted = born(demand.Wanted, asked)
    today = request.surroundings.clock().date().isoformat()
    found, at = await ask(
        request,
        asked,
        INBOX.name,
        lambda c: demand.demand(c, wanted, today, by=asked.by, limit=asked.limit),
    )
    return answered(DemandAnswer(found, at.projection), at)


@reads("/v1/evidence/radar", RadarAnswer, RadarQuery)
async def the_radar(request: ApiRequest) -> Response[bytes]:
    """Market signals, the strongest and surest first within what they are about."""
    asked = read_query(request, RadarQuery)
    wanted = wanted_in(asked)
    found, at = await ask(request, asked, INBOX.name, lambda c: radar.radar(c, wanted, asked.limit))
    return answered(RadarAnswer(found, at.projection), at)


@reads("/v1/evidence/to-tell", ToTellAnswer, ToTellQuery)
async def who_to_tell(request: ApiRequest) -> Response[bytes]:
    """Whose feedback spoke for what is out by now, and who were not told of it since."""
    asked = read_query(request, ToTellQuery)
    wanted = born(telling.Wanted, asked)
    found, at = await ask(request, asked, None, lambda c: telling.to_tell(c, wanted, asked.limit))
    return answered(ToTellAnswer(found, at.projection), at)


ROUTES = (the_demand, the_radar, who_to_tell)
"""Before the inbox's own: no key of evidence is one of these words."""
