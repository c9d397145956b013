"""The sandbox GitHub: authenticates, counts, finds the repository and answers."""

import hashlib
import itertools
from typing import Self

from integrations.sandbox.clock import Clock, github_time, system_clock
from integrations.sandbox.github import (
    routes_comments,
    routes_hooks,
    routes_issues,
    routes_repository,
    rules,
    web,
)
from integrations.sandbox.github.admin import GitHubAdmin
from integrations.sandbox.github.call import Call, GitHubRoutes
from integrations.sandbox.github.changes import Hand
from integrations.sandbox.github.records import Repository
from integrations.sandbox.github.repository_shape import account, own_account
from integrations.sandbox.github.shapes import Shapes
from integrations.sandbox.wire import Answer, Refusal, Request

API = ("/repos/", "/repositories/", "/user", "/rate_limit")
CREATES = ("/issues", "/comments")


class GitHubSandbox(GitHubAdmin):
    """A GitHub with one token; see ``GitHubAdmin`` for what a test may do to it.

    Args:
        token: The only token that is let in.
        repo: ``owner/name`` of the repository that exists from the start.
        webhook_secret: Used by ``add_webhook`` when it is given none.
        push_access: Without it labels, assignees and milestones are dropped in silence.
        rate_limit: Requests per hour.
    """

    def __init__(
        self,
        clock: Clock = system_clock,
        *,
        token: str = "sandbox-token",  # noqa: S107 (opens nothing but the sandbox)
        repo: str = "acme/roadmap",
        webhook_secret: str = "",
        push_access: bool = True,
        rate_limit: int = 5000,
    ) -> None:
        super().__init__(clock, repo=repo, webhook_secret=webhook_secret, rate_limit=rate_limit)
        self.token = token
        self.push_access = push_access
        self._request_ids = itertools.count(1)
        self.routes = GitHubRoutes()
        for module in (routes_repository, routes_comments, routes_hooks, routes_issues):
            self.routes.include(module.ROUTES)

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
        path = request.path.removeprefix("/api/v3")
        shapes = Shapes(f"http://{request.headers['host']}" if self._host(request) else self.url)
        if not path.startswith(API):
            return web.answer(self.world, shapes, path)
        self._authenticate(request)
        if path == "/rate_limit":
            return Answer(200, self.quota.overview())
        self.quota.spend()
        if request.method == "POST" and path.endswith(CREATES):
            self.quota.create()
        answer = self._account(shapes, path) if path.startswith("/user") else None
        return self._tagged(request, answer or self._in_repo(request, shapes, path))

    def finish(self, answer: Answer) -> None:
        """Every answer carries an id and what is left of the quota."""
        number = next(self._request_ids)
        answer.headers.setdefault("X-GitHub-Request-Id", f"5A4D:{number:04X}:{number * 7919:08X}")
        answer.headers.setdefault("X-GitHub-Media-Type", "github.v3; format=json")
        for name, value in self.quota.headers().items():
            answer.headers.setdefault(name, value)

    def _host(self, request: Request) -> bool:
        """The caller's own name for us: PyGithub insists that next-page links keep it."""
        return request.headers.get("host", "").endswith(f":{self.url.rpartition(':')[2]}")

    def _authenticate(self, request: Request) -> None:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() not in ("token", "bearer") or given != self.token:
            message = "Bad credentials" if given else "Requires authentication"
            raise rules.refuse(401, message)

    def _account(self, shapes: Shapes, path: str) -> Answer:
        made = github_time(self.made_at)
        kind, _, name = path.removeprefix("/").partition("/")
        if path == "/user":
            return Answer(200, own_account(shapes, self.world.account, made))
        by_id = self.world.user_by_id(int(name)) if name.isdecimal() else None
        user = by_id if kind == "user" else self.world.users.get(name.casefold())
        if user is None:
            raise rules.not_found()
        return Answer(200, account(shapes, user, made))

    def _in_repo(self, request: Request, shapes: Shapes, path: str) -> Answer:
        repo, rest = self._repository(request, shapes, path)
        found = self.routes.find(request.method, rest)
        if found is None:
            raise rules.not_found()
        answer, params = found
        hand = Hand(self.world, repo, self.world.account, self.push_access)
        return answer(Call(request, self.world, repo, shapes, params, hand, self.desk))

    def _repository(self, request: Request, shapes: Shapes, path: str) -> tuple[Repository, str]:
        kind, *parts = path.removeprefix("/").split("/")
        taken = 1 if kind == "repositories" else 2
        name, rest = "/".join(parts[:taken]), "".join(f"/{part}" for part in parts[taken:])
        by_id = self.world.repos.get(int(name)) if name.isdecimal() else None
        repo = by_id if kind == "repositories" else self.world.repo_named(name)
        if repo is None or repo.hidden:
            raise rules.not_found()
        if kind == "repos" and name.casefold() != repo.full_name.casefold():
            raise _redirect(request, f"{shapes.base}/repositories/{repo.id}{rest}")
        return repo, rest

    def _tagged(self, request: Request, answer: Answer) -> Answer:
        """An ETag for what was read; 304, which is free, when the caller has it already."""
        if request.method != "GET" or answer.status != 200 or answer.body is None:  # noqa: PLR2004 (HTTP)
            return answer
        tag = f'W/"{hashlib.sha256(answer.content()).hexdigest()}"'
        answer.headers["ETag"] = tag
        if request.headers.get("if-none-match") != tag:
            return answer
        self.quota.give_back()
        return Answer(304, None, answer.headers)


def _redirect(request: Request, to: str) -> Refusal:
    """A renamed repository: 301 for reads, 307 for writes.

    Source: docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
    """
    status = 301 if request.method == "GET" else 307
    words = "Moved Permanently" if status == 301 else "Temporary Redirect"  # noqa: PLR2004 (HTTP)
    body = {"message": words, "url": to, "documentation_url": rules.DOCS}
    query = request.target.partition("?")[2]
    return Refusal(Answer(status, body, {"Location": f"{to}?{query}" if query else to}))
