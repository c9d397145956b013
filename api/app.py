"""The HTTP API as one application: commands in, queries out, webhooks in."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from litestar import Litestar, Request
from litestar.datastructures import State
from litestar.exceptions import MethodNotAllowedException, NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme
from litestar.types import ControllerRouterHandler

from api import log, methods, problems, queries, things
from api.access import Access
from api.lanes import Lanes
from api.request import ApiRequest
from api.routes import (
    audit,
    backlog,
    briefs,
    capacity,
    conflicts,
    connections,
    decisions,
    evidence,
    flow,
    forecast,
    health,
    history,
    items,
    meetings,
    meta,
    metrics,
    notices,
    overview,
    products,
    releases,
    risks,
    roadmap,
    search,
    sync,
    tokens,
    trace,
    visions,
    webhooks,
)
from api.surroundings import Surroundings
from projections.listings import LISTINGS

COMMAND_LIMIT = 1_000_000
"""The longest body of a command, in bytes."""

ROUTES: Sequence[ControllerRouterHandler] = (
    *health.ROUTES,
    *products.ROUTES,
    *items.ROUTES,
    *meta.ROUTES,
    *backlog.ROUTES,
    *history.ROUTES,
    *audit.ROUTES,
    *trace.ROUTES,
    *search.ROUTES,
    *decisions.ROUTES,
    *evidence.ROUTES,
    *meetings.ROUTES,
    *metrics.ROUTES,
    *notices.ROUTES,
    *overview.ROUTES,
    *flow.ROUTES,
    *forecast.ROUTES,
    *releases.ROUTES,
    *risks.ROUTES,
    *roadmap.ROUTES,
    *capacity.ROUTES,
    *connections.ROUTES,
    *conflicts.ROUTES,
    *sync.ROUTES,
    *webhooks.ROUTES,
    *tokens.ROUTES,
    *visions.ROUTES,
    *briefs.ROUTES,
    *(route for listing in LISTINGS for route in things.routes_of(listing)),
)


def create_app(surroundings: Surroundings) -> Litestar:
    """Build the application; it does no I/O before its first request."""
    lanes = Lanes(queries_inline=surroundings.database.dialect == "sqlite")
    access = Access(surroundings, lanes)

    async def enter(request: Request[Any, Any, Any]) -> None:
        # not a guard: Litestar copies the whole handler for each guard of each request
        log.begin(request.scope)
        if "\x00" in request.scope["path"]:
            raise NotFoundException
        await access.admit(request)
        queries.refuse_unknown(request)

    return Litestar(
        ROUTES,
        request_class=ApiRequest,
        state=State({"surroundings": surroundings, "lanes": lanes, "access": access}),
        before_request=enter,
        before_send=[log.RequestLog()],
        exception_handlers={
            MethodNotAllowedException: methods.not_allowed,
            Exception: problems.answer,
        },
        request_max_body_size=COMMAND_LIMIT,
        on_shutdown=[lanes.close],
        openapi_config=_openapi(),
        logging_config=None,
        debug=False,
    )


def _openapi() -> OpenAPIConfig:
    bearer = SecurityScheme(type="http", scheme="bearer", description="trueline token create")
    return OpenAPIConfig(
        title="Trueline",
        version=version("trueline"),
        description="A product plan kept as a ledger of facts, and kept true with trackers.",
        components=Components(security_schemes={"token": bearer}),
        security=[{"token": []}],
        use_handler_docstrings=True,
    )
