"""Connections: connect a repository or project, and steer what runs over it."""

from functools import partial
from typing import Any

import msgspec
from litestar import Response, post
from litestar.params import FromPath, JSONBody

from api import answers, shapes
from api.access import needs
from api.command_bodies import Why
from api.commands import Scene, Thing, Verb, handlers_of, plain, transact
from api.connecting import NewConnection, probed
from api.positions import Positions, positions
from api.queries import Query, read_query, reads
from api.request import ApiRequest, as_uuid
from domain.connection.commands import (
    ConnectionCommand,
    Disconnect,
    Pause,
    Remap,
    Restore,
    Resume,
)
from domain.connection.rules import CONNECTION
from domain.identity import connection_id
from domain.refusal import Refused
from ledger.transaction import Transaction
from projections.sync.query import connections
from workers import import_run, watermark
from workers.accept import webhook_path
from workers.select import mirror


class Resumption(Why, frozen=True, kw_only=True):
    """Let work go on."""


class Mirroring(Why, frozen=True, kw_only=True):
    """Which items are to exist at the tracker: by key, by label, or both."""

    keys: tuple[str, ...] = ()
    label: str | None = None


PATH = "/v1/connections/{key:str}"
THING = Thing("connection", PATH, CONNECTION, partial(as_uuid, "connection"), "administer")


def _resume(scene: Scene, _body: Why) -> ConnectionCommand:
    """A person says go on: after a pause, or after what was in the way has been mended."""
    return Resume() if scene.state.state == "paused" else Restore()


VERBS = (
    plain("remap", Remap),
    plain("pause", Pause),
    Verb("resume", "Go on after a pause, or after credentials were mended.", Resumption, _resume),
    plain("disconnect", Disconnect),
)


@post("/v1/connections", opt=needs("administer", answers.Written))
async def connect(request: ApiRequest, data: JSONBody[NewConnection]) -> Response[bytes]:
    """Ask the tracker, and connect the repository or project. Nothing is written there."""
    surroundings = request.surroundings
    command = await request.lanes.run("remote", lambda: probed(surroundings, data))
    stream = connection_id(command.product, command.tracker, command.base_url, command.remote_id)

    def work(transaction: Transaction) -> None:
        transaction.execute(CONNECTION, stream, command)

    receipt = await transact(request, work, data)
    made = {
        "id": stream,
        "remote_name": command.remote_name,
        "webhook_path": webhook_path(command.tracker, stream),
    }
    return answers.written(receipt, stream, key=str(stream), data=made)


@reads("/v1/connections", shapes.ConnectionsAnswer)
async def everyone(request: ApiRequest) -> Response[bytes]:
    """All connections; credentials stand there by name only."""
    await request.reach(read_query(request, Query).min_position)

    def read() -> tuple[Positions, list[bytes]]:
        with request.surroundings.database.read() as connection:
            at = positions(connection, "sync")
            return at, [each.json for each in connections(connection)]

    at, rows = await request.lanes.query(read)
    body = b'{"data":[%b],"position":%d}' % (b",".join(rows), at.projection)
    return answers.Ready(body, at.headers())


@post(f"{PATH}/import", opt=needs("operate", shapes.ImportAnswer), status_code=202)
async def start_import(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """Bring the connection's issues into the backlog; a running import is given as it is."""
    stream, surroundings = as_uuid("connection", key), request.surroundings

    def work() -> dict[str, Any]:
        state = surroundings.trackers.connection(stream).state
        if state in {"paused", "disconnected"}:
            message = f"The connection is {state}: nothing can be imported."
            raise Refused("connection-at-rest", message)
        with surroundings.database.begin() as connection:
            run = import_run.start(connection, stream, surroundings.clock())
        surroundings.wake("import_issues", run.id)
        return msgspec.structs.asdict(run)

    return answers.data(await request.lanes.run("command", work))


@post(f"{PATH}/mirror", opt=needs("operate", shapes.MirrorAnswer), status_code=202)
async def mirror_items(
    request: ApiRequest, key: FromPath[str], data: JSONBody[Mirroring]
) -> Response[bytes]:
    """Let items exist at the tracker; the issues are made in the background."""
    stream, context = as_uuid("connection", key), request.surroundings.context
    planned = await request.lanes.run(
        "command", lambda: mirror(context, stream, keys=data.keys, label=data.label)
    )
    return answers.data({"planned": planned})


@post(f"{PATH}/reconcile", opt=needs("operate", shapes.Told), status_code=202)
async def reconcile(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """Ask the tracker at once what has changed."""
    stream, surroundings = as_uuid("connection", key), request.surroundings

    def work() -> None:
        surroundings.trackers.connection(stream)
        with surroundings.database.begin() as connection:
            watermark.ensure(connection, [stream], surroundings.clock())
            watermark.hasten(connection, stream, surroundings.clock())
        surroundings.wake("reconcile", str(stream))

    await request.lanes.run("command", work)
    return answers.data({"id": stream})


@reads("/v1/imports/{key:str}", shapes.ImportAnswer)
async def show_import(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """How far an import is."""
    await request.reach(read_query(request, Query).min_position)
    run_id = str(as_uuid("import", key))

    def read() -> import_run.ImportRun:
        with request.surroundings.database.read() as connection:
            return import_run.find(connection, run_id)

    return answers.data(await request.lanes.query(read))


ROUTES = (
    connect,
    everyone,
    start_import,
    show_import,
    mirror_items,
    reconcile,
    *handlers_of(THING, VERBS),
)
