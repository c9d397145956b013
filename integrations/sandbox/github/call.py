"""What a route of the sandbox GitHub gets to see."""

from dataclasses import dataclass
from urllib.parse import urlencode

from integrations.sandbox.github import rules
from integrations.sandbox.github.changes import Hand
from integrations.sandbox.github.hooks import HookDesk
from integrations.sandbox.github.records import Issue, Repository
from integrations.sandbox.github.shapes import Shapes
from integrations.sandbox.github.world import World
from integrations.sandbox.wire import Answer, Json, Refusal, Request, Routes

DEFAULT_PAGE = 30
MAX_PAGE = 100


@dataclass(frozen=True)
class Call:
    """One request with everything needed to answer it."""

    request: Request
    world: World
    repo: Repository
    shapes: Shapes
    params: dict[str, str]
    hand: Hand
    desk: HookDesk

    def number(self, name: str) -> int:
        """A number in the path.

        Raises:
            Refusal: 404, it is none.
        """
        text = self.params[name]
        if not text.isdecimal():
            raise rules.not_found()
        return int(text)

    def issue(self) -> Issue:
        """The issue the path names.

        Raises:
            Refusal: 404 unknown, 410 deleted, 301 transferred.
        """
        number = self.number("number")
        if number in self.repo.moved:
            raise self._moved(number)
        if number in self.repo.deleted:
            raise rules.refuse(410, "This issue was deleted")
        issue = self.repo.issues.get(number)
        if issue is None:
            raise rules.not_found()
        return issue

    def page(self, rows: list[Json]) -> Answer:
        """One page of ``rows`` with the ``Link`` header that leads to the others."""
        start, end, links = self.window(len(rows))
        return Answer(200, rows[start:end], links)

    def window(self, total: int) -> tuple[int, int, dict[str, str]]:
        """Where the wanted page begins and ends among ``total`` rows, and its ``Link`` header."""
        size = min(max(self._count("per_page", DEFAULT_PAGE), 1), MAX_PAGE)
        page = max(self._count("page", 1), 1)
        last = max(-(-total // size), 1)
        targets: dict[str, int] = {}
        if page > 1:
            targets |= {"prev": min(page - 1, last), "first": 1}
        if page < last:
            targets |= {"next": page + 1, "last": last}
        links = ", ".join(f'<{self.address(page=n)}>; rel="{rel}"' for rel, n in targets.items())
        return (page - 1) * size, page * size, {"Link": links} if links else {}

    def address(self, **query: object) -> str:
        """The address of this request with parts of its query replaced."""
        merged = {**self.request.query, **{k: str(v) for k, v in query.items()}}
        return f"{self.shapes.base}{self.request.path}?{urlencode(merged)}"

    def _count(self, name: str, default: int) -> int:
        text = self.request.query.get(name, "")
        return int(text) if text.isdecimal() else default

    def _moved(self, number: int) -> Refusal:
        repo_id, new = self.repo.moved[number]
        to = f"{self.shapes.base}/repositories/{repo_id}/issues/{new}"
        body = {"message": "Moved Permanently", "url": to, "documentation_url": rules.DOCS}
        return Refusal(Answer(301, body, {"Location": to}))


GitHubRoutes = Routes[Call]
