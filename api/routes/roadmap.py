"""The roadmap: a list, a board, a timeline, and how much of it moved; each against a baseline."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar, cast

import msgspec
import sqlalchemy as sa
from litestar import Response
from msgspec import Meta

from api import problems, reading
from api.answers import Paging
from api.positions import Positions
from api.queries import ROWS_LIMIT, Paged, Query, read_query, reads, refuse_days
from api.request import ApiRequest
from api.things import query_of, wanted_in
from domain import keys, text
from domain.product.rules import PRODUCT
from domain.refusal import FieldError
from domain.values import Window
from projections.keyset import Some
from projections.roadmap import board, churn
from projections.roadmap.cards import Card
from projections.roadmap.listing import ROADMAP
from projections.roadmap.moves import RoadmapMovesView

T = TypeVar("T")
Limit = Annotated[int, Meta(ge=1, le=ROWS_LIMIT)]
_COMPARED = [("baseline", str | None, None), ("overlaps", str | None, None)]

# the filters of the list, and two questions more
RoadmapQuery = cast(
    "type[Paged]",
    msgspec.defstruct(
        "RoadmapQuery", _COMPARED, bases=(query_of(ROADMAP),), frozen=True, kw_only=True
    ),
)


class ChurnQuery(Paged, frozen=True, kw_only=True):
    """Which moves: of which items, on which days, and what their first cause is (or ``none``)."""

    product: str | None = None
    item: str | None = None
    since: str | None = None
    until: str | None = None
    cause: tuple[str, ...] = ()
    baseline: str | None = None


class RoadmapAnswer(msgspec.Struct, frozen=True):
    """A page of items at a glance."""

    data: list[Card]
    page: Paging
    position: int


class BoardAnswer(msgspec.Struct, frozen=True):
    """The board."""

    data: board.Board
    position: int


class TimelineAnswer(msgspec.Struct, frozen=True):
    """The timeline."""

    data: board.Timeline
    position: int


class ChurnAnswer(msgspec.Struct, frozen=True):
    """A page of items that moved, and all moves together."""

    data: list[churn.Churn]
    totals: churn.Totals
    page: Paging
    position: int


@reads("/v1/roadmap", RoadmapAnswer, RoadmapQuery)
async def the_list(request: ApiRequest) -> Response[bytes]:
    """Items at a glance; ``overlaps`` is a window such as 2026-Q3, ``baseline`` a name."""
    asked: Any = read_query(request, RoadmapQuery)
    wanted, at = _wanted(asked), await _baseline(request, asked)
    page = {"limit": asked.limit, "cursor": asked.cursor}
    found, seen = await _ask(request, asked, lambda c: board.listed(c, wanted, at, **page))
    paging = Paging(found.next, asked.limit)
    return reading.answered(RoadmapAnswer(found.items, paging, seen.projection), seen)


@reads("/v1/roadmap/board", BoardAnswer, RoadmapQuery)
async def the_board(request: ApiRequest) -> Response[bytes]:
    """Now, next and later: what is open, the best scored first, up to ``limit`` per column."""
    asked: Any = read_query(request, RoadmapQuery)
    wanted, at = _wanted(asked), await _baseline(request, asked)
    found, seen = await _ask(request, asked, lambda c: board.board(c, wanted, asked.limit, at))
    return reading.answered(BoardAnswer(found, seen.projection), seen)


@reads("/v1/roadmap/timeline", TimelineAnswer, RoadmapQuery)
async def the_timeline(request: ApiRequest) -> Response[bytes]:
    """What has a window, earliest first, up to ``limit``; windows are as fuzzy as they were set."""
    asked: Any = read_query(request, RoadmapQuery)
    wanted, at = _wanted(asked), await _baseline(request, asked)
    found, seen = await _ask(request, asked, lambda c: board.timeline(c, wanted, asked.limit, at))
    return reading.answered(TimelineAnswer(found, seen.projection), seen)


@reads("/v1/roadmap/churn", ChurnAnswer, ChurnQuery)
async def the_churn(request: ApiRequest) -> Response[bytes]:
    """How often items moved, how far, with how much notice, and because of what."""
    asked = read_query(request, ChurnQuery)
    refuse_days(since=asked.since, until=asked.until)
    behind = await _baseline(request, asked)
    moves = churn.Moves(
        asked.product, asked.item, asked.since, asked.until, tuple(sorted(asked.cause)), behind
    )

    def read(connection: sa.Connection) -> tuple[Some[churn.Churn], churn.Totals]:
        page = churn.churn(connection, moves, limit=asked.limit, cursor=asked.cursor)
        return page, churn.totals(connection, moves)

    (page, totals), seen = await reading.ask(request, asked, RoadmapMovesView.name, read)
    paging = Paging(page.next, asked.limit)
    return reading.answered(ChurnAnswer(page.rows, totals, paging, seen.projection), seen)


async def _ask(
    request: ApiRequest, asked: Query, read: Callable[[sa.Connection], T]
) -> tuple[T, Positions]:
    return await reading.ask(request, asked, ROADMAP.name, read)


def _wanted(asked: Any) -> dict[str, Any]:  # noqa: ANN401  # a RoadmapQuery
    """The list's own filters; a window that is to be overlapped is a pair of bounds."""
    wanted = wanted_in(asked)
    wanted.pop("baseline", None)
    said = wanted.pop("overlaps", None)
    if said is not None:
        window = Window.read(said)
        wrong = [*text.day("overlaps", window.start), *text.day("overlaps", window.end)]
        if wrong or window.wrong("overlaps"):
            message = f"overlaps is {said[:50]!r}, not a window such as 2026-Q3 or 2026-09."
            raise problems.bad_query(FieldError("overlaps", "bad-window", message, said[:50]))
        wanted["starts[lte]"] = min(window.end, wanted.get("starts[lte]", window.end))
        wanted["ends[gte]"] = max(window.start, wanted.get("ends[gte]", window.start))
    return wanted


async def _baseline(request: ApiRequest, asked: Any) -> int | None:  # noqa: ANN401  # either query
    """The position that a baseline's name stands for; None where none is asked for."""
    if asked.baseline is None:
        return None
    if asked.product is None:
        message = "baseline needs the product that it belongs to: product=ACME."
        raise problems.bad_query(FieldError("product", "required", message))
    await request.reach(asked.min_position)
    stream, ledger = keys.stream_of(asked.product), request.surroundings.ledger
    state = await request.lanes.query(lambda: ledger.load(PRODUCT, stream).state)
    known = state.baselines if state else {}
    if asked.baseline not in known:
        names = tuple(sorted(known))
        message = f"There is no baseline {asked.baseline[:50]}; there are: "
        message += f"{', '.join(names) or 'none. Name one: trueline product baseline ACME NAME'}."
        wrong = FieldError("baseline", "unknown-reference", message, asked.baseline[:50], names)
        raise problems.bad_query(wrong)
    return known[asked.baseline]


ROUTES = (the_list, the_board, the_timeline, the_churn)
