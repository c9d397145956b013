"""The audit log: every fact with who, when, why and what it changed, by any mix of filters."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias
from uuid import UUID

import msgspec
from litestar import Response
from litestar.params import FromPath

from api import answers, problems
from api.answers import Paging
from api.positions import Positions, positions
from api.queries import Paged, Query, read_query, reads
from api.request import ApiRequest
from api.shapes import HistoryAnswer
from domain.catalogue import DECIDERS
from domain.fact import ActorKind, Source
from domain.refusal import FieldError, Unknown
from projections.audit.coverage import Coverage, coverage
from projections.audit.query import at as fact_at
from projections.audit.query import audit as facts_of
from projections.audit.wanted import Wanted
from projections.history.row import HistoryRow
from projections.keyset import Some

if TYPE_CHECKING:
    About: TypeAlias = str
else:  # the kinds there are
    About = Literal[tuple(sorted(DECIDERS))]
SAME = (
    "actor",
    "actor_kind",
    "source",
    "about",
    "key",
    "type",
    "field",
    "because_of",
    "violation",
    "has_reason",
    "has_violations",
    "governed",
    "q",
)
"""Filters that go by one name."""
POSITION = re.compile(r"[0-9]{1,18}")
A_DAY = timedelta(days=1) - timedelta(microseconds=1)


class AuditQuery(Paged, frozen=True, kw_only=True):
    """Which facts: any of several values of one name, and all names."""

    actor: tuple[str, ...] = ()
    actor_kind: tuple[ActorKind, ...] = ()
    source: tuple[Source, ...] = ()
    about: tuple[About, ...] = ()
    key: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    old: str | None = None
    new: str | None = None
    because_of: tuple[str, ...] = ()
    violation: tuple[str, ...] = ()
    has_reason: bool | None = None
    has_violations: bool | None = None
    governed: bool | None = None
    correlation: UUID | None = None
    recorded_from: str | None = msgspec.field(default=None, name="recorded_at[gte]")
    recorded_until: str | None = msgspec.field(default=None, name="recorded_at[lte]")
    occurred_from: str | None = msgspec.field(default=None, name="occurred_at[gte]")
    occurred_until: str | None = msgspec.field(default=None, name="occurred_at[lte]")
    q: str = ""
    order: Literal["newest", "oldest"] = "newest"


class AuditRowAnswer(msgspec.Struct, frozen=True):
    """One fact."""

    data: HistoryRow


class CoverageAnswer(msgspec.Struct, frozen=True):
    """What the audit log covers."""

    data: Coverage


@reads("/v1/audit", HistoryAnswer, AuditQuery)
async def audit(request: ApiRequest) -> Response[bytes]:
    """The facts that are wanted, newest first; ``type=risk.*`` is every type of a risk."""
    asked = read_query(request, AuditQuery)
    await request.reach(asked.min_position)
    wanted = _wanted(asked)

    def read() -> tuple[Positions, Some[bytes]]:
        with request.surroundings.database.read() as connection:
            at = positions(connection, "history")
            return at, facts_of(
                connection,
                wanted,
                limit=asked.limit,
                cursor=asked.cursor,
                newest_first=asked.order == "newest",
            )

    at, page = await request.lanes.query(read, long=True)
    return answers.page(page.rows, Paging(page.next, asked.limit), at)


@reads("/v1/audit/coverage", CoverageAnswer)
async def covered(request: ApiRequest) -> Response[bytes]:
    """Whether each fact has its row, and each governed change its reason."""
    await request.reach(read_query(request, Query).min_position)

    def read() -> tuple[Positions, Coverage]:
        with request.surroundings.database.read() as connection:
            return positions(connection, "history"), coverage(connection)

    at, found = await request.lanes.query(read, long=True)
    return answers.data(found, at)


@reads("/v1/audit/{position:str}", AuditRowAnswer)
async def one(request: ApiRequest, position: FromPath[str]) -> Response[bytes]:
    """The fact at a position."""
    await request.reach(read_query(request, Query).min_position)

    if not POSITION.fullmatch(position):
        raise Unknown("fact", position[:50])

    def read() -> tuple[Positions, bytes | None]:
        with request.surroundings.database.read() as connection:
            return positions(connection, "history"), fact_at(connection, int(position))

    at, found = await request.lanes.query(read)
    if found is None:
        raise Unknown("fact", position)
    return answers.Ready(b'{"data":%b}' % found, at.headers())


def _wanted(asked: AuditQuery) -> Wanted:
    same = {name: getattr(asked, name) for name in SAME}
    return Wanted(
        **same,
        old=() if asked.old is None else (asked.old,),
        new=() if asked.new is None else (asked.new,),
        correlation=() if asked.correlation is None else (str(asked.correlation),),
        recorded_from=_moment("recorded_at[gte]", asked.recorded_from),
        recorded_until=_moment("recorded_at[lte]", asked.recorded_until, ends=True),
        occurred_from=_moment("occurred_at[gte]", asked.occurred_from),
        occurred_until=_moment("occurred_at[lte]", asked.occurred_until, ends=True),
    )


def _moment(name: str, said: str | None, *, ends: bool = False) -> datetime | None:
    """A moment, or a whole day: its beginning, or where it ``ends``; in UTC."""
    if said is None:
        return None
    try:
        if len(said) == len("2026-05-04"):
            begins = datetime.combine(date.fromisoformat(said), time(), UTC)
            return begins + A_DAY if ends else begins
        found = datetime.fromisoformat(said)
        if found.tzinfo is not None:
            return found.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    message = f"{name} is {said[:50]!r}, not a moment such as 2026-05-04T09:12:00Z or 2026-05-04."
    raise problems.bad_query(FieldError(name, "bad-time", message, found=said[:50]))


ROUTES = (audit, covered, one)
