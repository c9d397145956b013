"""Conflicts: both sides changed a field, and a person says what it is to be."""

from typing import Literal

from litestar import Response, post
from litestar.params import FromPath, JSONBody

from api import answers
from api.access import needs
from api.commands import transact
from api.queries import Query, read_query, reads
from api.request import ApiRequest, as_uuid
from api.resolving import Resolution, resolve
from api.shapes import ConflictsAnswer
from ledger.transaction import Transaction
from projections.sync.query import ConflictView, conflicts


class ConflictQuery(Query, frozen=True, kw_only=True):
    """Open ones, or settled ones too."""

    state: Literal["open", "any"] = "open"


@reads("/v1/conflicts", ConflictsAnswer, ConflictQuery)
async def everyone(request: ApiRequest) -> Response[bytes]:
    """Conflicts with base, ours and theirs, newest first."""
    asked = read_query(request, ConflictQuery)
    await request.reach(asked.min_position)

    def read() -> list[ConflictView]:
        with request.surroundings.database.read() as connection:
            return conflicts(connection, open_only=asked.state == "open")

    return answers.data(await request.lanes.query(read))


@post(
    "/v1/conflicts/{link:str}/{field:str}/resolve",
    opt=needs("operate", answers.Written),
    status_code=200,
)
async def resolve_one(
    request: ApiRequest, link: FromPath[str], field: FromPath[str], data: JSONBody[Resolution]
) -> Response[bytes]:
    """Say what the field is to be on both sides; they follow in the background."""
    link_id, surroundings = as_uuid("link", link), request.surroundings

    def work(transaction: Transaction) -> None:
        resolve(transaction, surroundings.trackers, link_id, field, data)

    receipt = await transact(request, work, data)
    surroundings.wake("deliver", str(link_id))
    return answers.written(receipt, link_id, key=link)


ROUTES = (everyone, resolve_one)
