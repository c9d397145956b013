"""Webhooks in: signed, kept before they are answered, and worked on later.

A connection that is unknown, over, or another tracker's, and a wrong signature, are answered alike.
"""

from litestar import Response, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from api import answers, problems
from api.access import needs
from api.request import ApiRequest, as_uuid
from api.shapes import Told
from domain.connection.facts import TrackerName
from domain.refusal import Unknown
from workers.accept import Accepted, accept

BODY_LIMIT = 25 * 1024 * 1024
"""GitHub sends at most 25 MB."""


def _receiver(tracker: TrackerName) -> HTTPRouteHandler:
    @post(
        f"/v1/webhooks/{tracker}/{{key:str}}",
        opt=needs("public", Told) | {"raw_body": answers.JSON},
        security=[],
        status_code=202,
        request_max_body_size=BODY_LIMIT,
        operation_id=f"Receive{tracker.title()}Webhook",
    )
    async def receive(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
        """Keep a delivery; the same one again is known already."""
        body = await request.body()
        outcome = await request.lanes.run("command", lambda: _accept(request, tracker, key, body))
        if outcome in {Accepted.FORGED, Accepted.NOT_FOUND}:
            raise problems.bad_signature()
        return answers.data({"outcome": outcome.value})

    return receive


def _accept(request: ApiRequest, tracker: TrackerName, key: str, body: bytes) -> Accepted:
    context = request.surroundings.context
    try:
        connection_id = as_uuid("connection", key)
        connection = context.trackers.connection(connection_id)
    except Unknown:
        return Accepted.NOT_FOUND
    if connection.tracker != tracker:
        return Accepted.NOT_FOUND
    return accept(context, connection_id, dict(request.headers.items()), body)


ROUTES = (_receiver("github"), _receiver("jira"))
