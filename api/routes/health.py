"""Whether the process is up, whether it can work, and what it offers."""

import msgspec
from litestar import Response, get

from api import answers, problems
from api.access import needs
from api.document import document
from api.request import ApiRequest
from api.shapes import Told, Up
from ledger.errors import LedgerError
from projections.positions import status_of


@get("/healthz", opt=needs("public", Up), security=[])
async def healthz(request: ApiRequest) -> dict[str, str]:  # noqa: ARG001  # the shape of a handler
    """Whether the process answers."""
    return {"status": "up"}


@get("/readyz", opt=needs("public", Told), security=[])
async def readyz(request: ApiRequest) -> Response[bytes]:
    """Whether it can work: database reachable and migrated, read models not stopped."""
    reasons = await request.lanes.run("wait", lambda: _reasons(request))
    if reasons:
        raise problems.not_ready(*reasons)
    return answers.data({"status": "ready"})


@get("/openapi.json", opt={"right": "public"}, include_in_schema=False)
async def openapi(request: ApiRequest) -> Response[bytes]:
    """What it offers, as OpenAPI 3.1; put together once."""
    state = request.app.state
    if "document" not in state:
        state["document"] = msgspec.json.encode(document(request.app))
    return answers.Ready(state["document"])


def _reasons(request: ApiRequest) -> list[str]:
    """Why it cannot work; the database's own words stay in the log."""
    surroundings = request.surroundings
    try:
        surroundings.database.require_migrated()
        found = status_of(surroundings.database, surroundings.clock())
    except LedgerError as error:
        problems.LOG.warning("not ready", error=str(error))
        return [f"{type(error).__name__}: {error}"]
    return [f"the read model {each.name} has stopped" for each in found if each.state == "stopped"]


ROUTES = (healthz, readyz, openapi)
