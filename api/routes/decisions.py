"""What the decisions come to: their graph, what is due, how true they were, and each as a page."""

from typing import Annotated

import msgspec
from litestar import Response
from litestar.params import FromPath
from msgspec import Meta

from api import answers
from api.answers import Paging
from api.queries import Paged, Query, read_query, reads
from api.reading import answered, ask
from api.request import ApiRequest
from api.things import wanted_in
from domain.decision.facts import Door, Kind, Status
from domain.decision.rules import DECISION
from domain.decision.state import Decision
from domain.keys import kind_of, stream_of
from domain.refusal import Unknown
from projections.days import Days
from projections.decisions import calibration, due, graph
from projections.decisions.listing import DECISIONS
from projections.decisions.madr import page_of


class DecisionsQuery(Query, frozen=True, kw_only=True):
    """Which decisions; all where nothing is named."""

    product: str | None = None
    kind: tuple[Kind, ...] = ()
    status: tuple[Status, ...] = ()
    door: tuple[Door, ...] = ()
    maker: tuple[str, ...] = ()
    affects: tuple[str, ...] = ()
    meeting: tuple[str, ...] = ()


class DecisionsDueQuery(Paged, frozen=True, kw_only=True):
    """Which decisions, and how many days ahead to look."""

    product: str | None = None
    kind: tuple[Kind, ...] = ()
    maker: tuple[str, ...] = ()
    affects: tuple[str, ...] = ()
    within: Annotated[int, Meta(ge=0, le=366)] = 14


class GraphAnswer(msgspec.Struct, frozen=True):
    """The graph."""

    data: graph.Graph
    position: int


class DecisionsDueAnswer(msgspec.Struct, frozen=True):
    """A page of what is due."""

    data: list[due.Due]
    page: Paging
    position: int


class CalibrationAnswer(msgspec.Struct, frozen=True):
    """The scores."""

    data: calibration.Calibration
    position: int


@reads("/v1/decisions/graph", GraphAnswer, DecisionsQuery)
async def the_graph(request: ApiRequest) -> Response[bytes]:
    """Which decision supersedes which, and what each was made because of."""
    asked = read_query(request, DecisionsQuery)
    wanted = wanted_in(asked)
    found, at = await ask(request, asked, DECISIONS.name, lambda c: graph.graph(c, wanted))
    return answered(GraphAnswer(found, at.projection), at)


@reads("/v1/decisions/due", DecisionsDueAnswer, DecisionsDueQuery)
async def what_is_due(request: ApiRequest) -> Response[bytes]:
    """The decisions to look at again, the longest overdue first."""
    asked = read_query(request, DecisionsDueQuery)
    days = Days.ahead(request.surroundings.clock().date(), asked.within)
    wanted = wanted_in(asked)
    wanted.pop("within")
    found, at = await ask(
        request,
        asked,
        DECISIONS.name,
        lambda c: due.due(c, wanted, days, limit=asked.limit, cursor=asked.cursor),
    )
    rest = Paging(found.next, asked.limit)
    return answered(DecisionsDueAnswer(found.rows, rest, at.projection), at)


@reads("/v1/decisions/calibration", CalibrationAnswer, DecisionsQuery)
async def the_calibration(request: ApiRequest) -> Response[bytes]:
    """What was predicted against what came true: the Brier score, of all and by decision maker."""
    asked = read_query(request, DecisionsQuery)
    wanted = wanted_in(asked)
    found, at = await ask(
        request, asked, DECISIONS.name, lambda c: calibration.calibration(c, wanted)
    )
    return answered(CalibrationAnswer(found, at.projection), at)


@reads("/v1/decisions/{key:str}/madr", str, media=answers.MARKDOWN)
async def madr(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """A decision as a Markdown page of MADR 4: the same decision is always the same bytes."""
    await request.reach(read_query(request, Query).min_position)
    ledger = request.surroundings.ledger

    def load() -> Decision | None:
        is_one = kind_of(key) == DECISION.kind
        return ledger.load(DECISION, stream_of(key)).state if is_one else None

    found = await request.lanes.query(load)
    if found is None:
        raise Unknown("decision", key[:50])
    return Response(page_of(found).encode(), media_type=answers.MARKDOWN)


ROUTES = (the_graph, what_is_due, the_calibration, madr)
"""Before the log's own: a decision's key never is one of these words."""
