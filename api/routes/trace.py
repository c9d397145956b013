"""Why a thing is here and what hangs on it; and who is behind each of its values."""

from typing import Annotated

import msgspec
from litestar import Response
from litestar.params import FromPath

from api import answers
from api.positions import Positions, positions
from api.queries import Query, read_query, reads
from api.reading import answered
from api.request import ApiRequest
from domain import keys
from domain.refusal import Unknown
from projections.history.blame import Blamed, blame
from projections.trace.query import Direction, Node, trace


class TraceQuery(Query, frozen=True, kw_only=True):
    """Which way, how far, and along which relations."""

    direction: Direction = "up"
    depth: Annotated[int, msgspec.Meta(ge=0, le=10)] = 4
    rel: tuple[str, ...] = ()


class TraceAnswer(msgspec.Struct, frozen=True):
    """A tree; ``cut`` when there is more than is shown."""

    data: Node
    cut: bool
    position: int


class BlameQuery(Query, frozen=True, kw_only=True):
    """Which fields; ``window`` is all that is in it too."""

    field: tuple[str, ...] = ()


class BlameAnswer(msgspec.Struct, frozen=True):
    """The last change of each field."""

    data: list[Blamed]
    position: int


@reads("/v1/trace/{key:str}", TraceAnswer, TraceQuery)
async def traced(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """What a thing follows from (``up``), or what hangs on it (``down``)."""
    asked = read_query(request, TraceQuery)
    await request.reach(asked.min_position)
    _refuse_no_key(key)

    def read() -> tuple[Positions, bytes | None]:
        with request.surroundings.database.read() as connection:
            at = positions(connection, "history")
            tree = trace(connection, key, asked.direction, depth=asked.depth, rel=asked.rel)
        answer = tree and TraceAnswer(tree.root, tree.cut, at.projection)
        return at, msgspec.json.encode(answer) if answer else None

    at, body = await request.lanes.query(read, long=True)
    if body is None:
        raise Unknown("thing", key[:50])
    return answers.Ready(body, at.headers())


@reads("/v1/blame/{key:str}", BlameAnswer, BlameQuery)
async def blamed(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """For each field of a thing: its value, and who gave it, when and why."""
    asked = read_query(request, BlameQuery)
    await request.reach(asked.min_position)
    _refuse_no_key(key)

    def read() -> tuple[Positions, list[Blamed]]:
        with request.surroundings.database.read() as connection:
            return positions(connection, "history"), blame(connection, key)

    at, fields = await request.lanes.query(read, long=True)
    if not fields:
        raise Unknown("thing", key[:50])
    chosen = [each for each in fields if not asked.field or _is_of(each.field, asked.field)]
    return answered(BlameAnswer(chosen, at.projection), at)


def _is_of(field: str, wanted: tuple[str, ...]) -> bool:
    return any(f"{field}.".startswith(f"{each}.") for each in wanted)


def _refuse_no_key(key: str) -> None:
    if keys.kind_of(key) is None:
        raise Unknown("thing", key[:50])


ROUTES = (traced, blamed)
