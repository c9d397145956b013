"""How the sync is doing, what waits for a person, and how to go on with it."""

from functools import partial

from litestar import Response, post
from litestar.params import FromPath

from api import answers, shapes
from api.access import needs
from api.commands import transact
from api.queries import Query, read_query, reads
from api.request import ApiRequest, as_uuid
from api.sync_status import sync_status, waiting
from domain.link.commands import Rearm
from domain.link.rules import LINK
from domain.refusal import Unknown
from ledger.transaction import Transaction
from projections import outbox_queue
from workers.replay import replay


@reads("/v1/sync", shapes.SyncAnswer)
async def status(request: ApiRequest) -> Response[bytes]:
    """Connections, links and deliveries by state, what is due, and how far the read models are."""
    await request.reach(read_query(request, Query).min_position)
    surroundings = request.surroundings
    return answers.data(await request.lanes.query(lambda: sync_status(surroundings), long=True))


@reads("/v1/sync/parked", shapes.WaitingAnswer)
async def parked(request: ApiRequest) -> Response[bytes]:
    """What waits for a person, each with its reason."""
    await request.reach(read_query(request, Query).min_position)
    database = request.surroundings.database
    return answers.data(await request.lanes.query(lambda: waiting(database), long=True))


@post("/v1/sync/links/{key:str}/rearm", opt=needs("operate", answers.Written), status_code=200)
async def rearm(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """Try a parked link again."""
    link_id, surroundings = as_uuid("link", key), request.surroundings

    def work(transaction: Transaction) -> None:
        if transaction.load(LINK, link_id) is None:
            raise Unknown("link", key)
        transaction.execute(LINK, link_id, Rearm())

    def make_due() -> None:
        with surroundings.database.begin() as connection:
            outbox_queue.rearm(connection, link_id, surroundings.clock())
        surroundings.wake("deliver", str(link_id))

    receipt = await transact(request, work, None)
    await request.lanes.run("command", make_due)
    return answers.written(receipt, link_id, key=key)


@post(
    "/v1/sync/deliveries/{connection:str}/{delivery:str}/replay",
    opt=needs("operate", shapes.Told),
    status_code=200,
)
async def replay_delivery(
    request: ApiRequest, connection: FromPath[str], delivery: FromPath[str]
) -> Response[bytes]:
    """Work on a parked webhook delivery again, reading its kept body once more."""
    connection_id = as_uuid("connection", connection)
    again = partial(replay, request.surroundings.context, connection_id, delivery)
    await request.lanes.run("command", again)
    return answers.data({"connection": connection_id, "delivery": delivery, "state": "due"})


ROUTES = (status, parked, rearm, replay_delivery)
