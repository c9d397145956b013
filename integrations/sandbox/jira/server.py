"""The sandbox Jira: authenticates, counts and answers."""

import base64
import itertools
from typing import Self

from integrations.sandbox.clock import Clock, system_clock
from integrations.sandbox.jira import (
    refusals,
    routes_comments,
    routes_issues,
    routes_search,
    routes_site,
    web,
)
from integrations.sandbox.jira.admin import JiraAdmin
from integrations.sandbox.jira.call import Call, JiraRoutes
from integrations.sandbox.jira.changes import Hand
from integrations.sandbox.jira.shapes import Shapes
from integrations.sandbox.jira.workflow import Rigour
from integrations.sandbox.jira.world import Flavour, Site
from integrations.sandbox.wire import Answer, Request

API = "/rest/api/"
UNKNOWN = "Client must be authenticated to access this resource."
FORBIDDEN = "You do not have permission to edit issues in this project."


class JiraSandbox(JiraAdmin):
    """A Jira with one account; see ``JiraAdmin`` for what a test may do to it.

    Cloud lets in by e-mail and token; Data Center also by the token alone.

    Args:
        flavour: ``cloud`` (API 2 and 3) or ``datacenter`` (API 2 only).
        project: Key of the project that exists from the start.
        user: E-mail address of the account.
        token: Its token, the only one that is let in.
        webhook_secret: Used by ``add_webhook`` when it is given none.
        workflow: ``strict`` goes step by step, ``open`` from every status to every other.
        timezone: The account's time zone, in which JQL reads bare times.
    """

    def __init__(  # noqa: PLR0913 (what makes a Jira)
        self,
        clock: Clock = system_clock,
        *,
        flavour: Flavour = "cloud",
        project: str = "ACME",
        user: str = "bot@acme.test",
        token: str = "sandbox-token",  # noqa: S107 (opens nothing but the sandbox)
        webhook_secret: str = "",
        workflow: Rigour = "strict",
        timezone: str = "UTC",
    ) -> None:
        bare = flavour == "datacenter"
        site = Site(flavour, timezone, workflow, bare_comment_events=bare)
        super().__init__(clock, site, project=project, user=user, webhook_secret=webhook_secret)
        self.user = user
        self.token = token
        self._numbers = itertools.count(1)
        self.routes = JiraRoutes()
        search = routes_search.SERVER_ROUTES if bare else routes_search.CLOUD_ROUTES
        for module in (routes_site, routes_comments, routes_issues):
            self.routes.include(module.ROUTES)
        self.routes.include(search)

    def start(self, port: int = 0) -> Self:
        """Listen, and begin to deliver webhooks."""
        super().start(port)
        self.desk.base = self.url
        self.webhooks.start()
        return self

    def stop(self) -> None:
        """Stop listening and delivering."""
        self.webhooks.stop()
        super().stop()

    def respond(self, request: Request) -> Answer:
        """Answer one request."""
        if not request.path.startswith(API):
            return web.answer(self.world, self.url, request.path)
        version, _, rest = request.path.removeprefix(API).partition("/")
        rest = f"/{rest}"
        if version not in ("2", "latest") and not (version == "3" and self.world.is_cloud):
            raise refusals.refuse(404, "null for uri: " + request.path)
        if rest != "/serverInfo":
            self._authenticate(request)
        found = self.routes.find(request.method, rest)
        if found is None:
            raise self._no_route(rest)
        answer, params = found
        self._limit(request, rest, params)
        api = 3 if version == "3" else 2
        shapes = Shapes(self.url, api, self.world.is_cloud)
        return answer(
            Call(request, self.world, shapes, params, Hand(self.world, self.account, api))
        )

    def is_write(self, request: Request) -> bool:
        """Whether the request asks for a change; a search asks for none."""
        return super().is_write(request) and "/search" not in request.path

    def finish(self, answer: Answer) -> None:
        """Every answer carries an id and tells who asked."""
        number = next(self._numbers)
        if self.world.is_cloud:
            answer.headers.setdefault("Atl-Traceid", f"{number * 7919:032x}")
            answer.headers.setdefault("X-AACCOUNTID", self.account.account_id)
        else:
            answer.headers.setdefault("X-AREQUESTID", f"720x{number}x1")
            answer.headers.setdefault("X-AUSERNAME", self.account.name)

    def _authenticate(self, request: Request) -> None:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        cloud, accepted = self.world.is_cloud, {_basic(self.user, self.token)}
        if not cloud:
            accepted |= {f"bearer {self.token}", _basic(self.account.name, self.token)}
        if f"{scheme.lower()} {given}" not in accepted:
            refusal = refusals.refuse(401, UNKNOWN)
            refusal.answer.headers["WWW-Authenticate"] = 'OAuth realm="sandbox"'
            raise refusal

    def _no_route(self, rest: str) -> Exception:
        methods = ("GET", "POST", "PUT", "DELETE")
        if any(self.routes.find(method, rest) for method in methods):
            return refusals.refuse(405, "HTTP 405 Method Not Allowed")
        return refusals.refuse(404, f"null for uri: {rest}")

    def _limit(self, request: Request, rest: str, params: dict[str, str]) -> None:
        """Refuse what is too much, or not allowed at all."""
        self.pace.call(request.method, rest.split("/")[1])
        if not self.is_write(request):
            return
        if self.site.read_only:
            raise refusals.refuse(403, FORBIDDEN)
        if "issue" in params:
            self.pace.write(self.world.find(params["issue"]).id)


def _basic(name: str, token: str) -> str:
    return "basic " + base64.b64encode(f"{name}:{token}".encode()).decode()
