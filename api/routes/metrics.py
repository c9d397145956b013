"""What was measured: a metric's series, files of observations, and what came of shipped items."""

from functools import partial
from typing import Annotated

import msgspec
import sqlalchemy as sa
from litestar import Response, post
from litestar.params import FromPath
from msgspec import Meta

from api import problems
from api.access import needs
from api.answers import Paging
from api.commands import transact
from api.queries import Paged, Query, described, read_query, reads, refuse_days
from api.reading import answered, ask
from api.request import ApiRequest
from domain.fold import born
from domain.metric.facts import Alert, Band, Cadence, Direction
from domain.metric.state import Edition, Metric, edition_of
from domain.refusal import Unknown
from domain.stretch.facts import MetricObserved
from ledger.entry import Receipt
from ledger.transaction import Transaction
from projections import page
from projections.keyset import Some
from projections.metrics import outcomes
from projections.metrics.lines import Line, lines
from projections.metrics.listing import METRICS, STRETCHES
from projections.metrics.series import LAST_DAY, Asked, Point, series
from projections.roadmap.listing import ROADMAP, Judged
from workers.observations import Taken, take_in

FILE_LIMIT = 25 * 1024 * 1024
"""The longest file of observations, in bytes."""
CSV = "text/csv"
SERIES_LIMIT = 1_000


class SeriesQuery(Paged, frozen=True, kw_only=True):
    """Which periods, and of what: ``dims=region=eu``, or ``dims=total`` for all together."""

    since: str | None = None
    until: str | None = None
    dims: tuple[str, ...] = ()
    version: Annotated[int, Meta(ge=1, le=10**9)] | None = None
    limit: Annotated[int, Meta(ge=1, le=SERIES_LIMIT)] = 200


class ImportQuery(Query, frozen=True, kw_only=True):
    """How a file is taken in: ``partial`` keeps its other lines although some fail."""

    partial: bool = False
    file: Annotated[str, Meta(max_length=200)] | None = None


class OutcomesQuery(Paged, frozen=True, kw_only=True):
    """Which outcomes: ``since`` and ``until`` are days on which items were shipped."""

    product: str | None = None
    verdict: tuple[Judged, ...] = ()
    owner: tuple[str, ...] = ()
    metric: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


class Series(msgspec.Struct, frozen=True):
    """A metric and some of its values.

    Attributes:
        editions: Every definition it had, the newest last: where they meet, the series breaks.
        lines: What it is held against.
        points: Values by definition and period.
    """

    key: str
    name: str
    unit: str
    direction: Direction
    cadence: Cadence
    definition_version: int
    alert: Alert | None
    band: Band | None
    editions: list[Edition]
    lines: list[Line]
    points: list[Point]


class SeriesAnswer(msgspec.Struct, frozen=True):
    """A page of a series."""

    data: Series
    page: Paging
    position: int


class ImportedAnswer(msgspec.Struct, frozen=True):
    """What became of a file; ask any GET for ``min_position=`` the position to see it."""

    data: Taken
    changed: bool
    position: int


class OutcomesAnswer(msgspec.Struct, frozen=True):
    """A page of outcomes; those of one item are on one page together."""

    data: list[outcomes.Outcome]
    page: Paging
    position: int


@reads("/v1/metrics/{key:str}/series", SeriesAnswer, SeriesQuery)
async def the_series(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """What was measured, with its corrections, and what it is held against."""
    asked = read_query(request, SeriesQuery)
    refuse_days(since=asked.since, until=asked.until)
    wanted = Asked(key, asked.since or "", asked.until or LAST_DAY, asked.dims, asked.version)

    def read(connection: sa.Connection) -> tuple[Series, Some[Point]] | None:
        packed = page.one(connection, METRICS, key)
        if packed is None:
            return None
        metric = msgspec.json.decode(packed, type=Metric)
        found = series(connection, wanted, metric.alert, limit=asked.limit, cursor=asked.cursor)
        return _shown(metric, lines(connection, metric), found.rows), found

    both, at = await ask(request, asked, STRETCHES.name, read)
    if both is None:
        raise Unknown("metric", key[:50])
    shown, found = both
    return answered(SeriesAnswer(shown, Paging(found.next, asked.limit), at.projection), at)


@post(
    "/v1/metrics/{key:str}/import",
    opt=needs("contribute", ImportedAnswer) | {"raw_body": CSV, "query": ImportQuery},
    operation_class=described(ImportQuery),
    status_code=200,
    request_max_body_size=FILE_LIMIT,
)
async def import_file(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """Take in a CSV file of observations: every line, or none unless ``partial`` is wanted.

    The first line names the columns: period, value and any of the metric's dimensions.
    """
    asked, file = read_query(request, ImportQuery), _text(await request.body())
    taken: list[Taken] = []

    def work(transaction: Transaction) -> None:
        origin = msgspec.structs.replace(transaction.origin, source="import", source_ref=asked.file)
        transaction.act_as(origin)
        taken[:] = [take_in(transaction, key, file, partial=asked.partial)]

    receipt = await transact(request, work, None)
    told = _kept_before(receipt) if receipt.replayed or not taken else taken[0]
    answer = ImportedAnswer(told, bool(receipt.facts), receipt.position)
    return answered(answer)


@reads("/v1/outcomes", OutcomesAnswer, OutcomesQuery)
async def the_outcomes(request: ApiRequest) -> Response[bytes]:
    """What shipped items were to bring about and what was measured, judged and learnt."""
    asked = read_query(request, OutcomesQuery)
    refuse_days(since=asked.since, until=asked.until)
    names = ("product", "verdict", "owner", "metric")
    given = {name: getattr(asked, name) for name in names}
    given |= {"shipped_on[gte]": asked.since, "shipped_on[lte]": asked.until}
    wanted = {name: value for name, value in given.items() if value}
    read = partial(outcomes.outcomes, wanted=wanted, limit=asked.limit, cursor=asked.cursor)
    found, at = await ask(request, asked, ROADMAP.name, read)
    answer = OutcomesAnswer(found.rows, Paging(found.next, asked.limit), at.projection)
    return answered(answer, at)


def _shown(metric: Metric, held_against: list[Line], points: list[Point]) -> Series:
    editions = [*metric.editions, edition_of(metric)]
    return born(Series, metric, editions=editions, lines=held_against, points=points)


def _kept_before(receipt: Receipt) -> Taken:
    """What a file brought the first time: the same request again takes nothing in."""
    facts = (each for each in receipt.facts if isinstance(each, MetricObserved))
    count = sum(len(values) for fact in facts for values in fact.values.values())
    return Taken(count, count, 0, 0, [])


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        message = f"The file is no UTF-8: {error.reason} at byte {error.start}."
        raise problems.unreadable(message) from error


ROUTES = (the_series, import_file, the_outcomes)
