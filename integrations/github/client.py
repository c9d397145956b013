"""PyGithub as a wire: requests in, plain answers out, every failure one of ours.

PyGithub builds and signs each request; the connection under it is ours, given per call. So no
request is retried, slept on, or redirected behind our back (``sync.md`` 4.1), and all of them go
through the guarded session.
"""

import threading
from collections.abc import Iterator, Mapping
from typing import Any, cast
from urllib.parse import urlsplit

import requests
from github import Auth, Github
from github.Requester import HTTPRequestsConnectionClass, Requester

from integrations.address import Clock
from integrations.answers import decoded
from integrations.errors import Moved, NotAllowed, TrackerError, Unavailable, Unintelligible
from integrations.github.refusals import error_of
from integrations.http import (
    AGENT,
    READ_TIMEOUT_S,
    READS,
    Answer,
    GuardedSession,
    check_form,
    exchange,
)

API_VERSION = "2022-11-28"
MEDIA_TYPE = "application/vnd.github+json"
PER_PAGE = 100
MOST_PAGES = 1_000
MOST_HOPS = 3
NOT_MODIFIED = 304
ACCEPTED = 202


class GitHubClient:
    """One GitHub, seen with one token; safe to share between threads."""

    def __init__(
        self, base_url: str, token: str, *, clock: Clock, allow_private: bool = False
    ) -> None:
        """Talk to the API at ``base_url``; raises ``Rejected`` or ``NotAllowed``."""
        check_form(base_url)
        if not token:
            raise NotAllowed("GitHub needs a token, and it is empty")
        self._base_url = base_url.rstrip("/")
        self._token = token
        self._clock = clock
        self._allow_private = allow_private
        self._own = threading.local()

    def get(
        self, path: str, params: Mapping[str, str] | None = None, etag: str | None = None
    ) -> Answer:
        """Read ``path``; the answer's status is 304 when ``etag`` still holds."""
        headers = {"If-None-Match": etag} if etag else {}
        return self._send("GET", path, params=dict(params or {}), headers=headers)

    def read(self, path: str) -> object:
        """The JSON at ``path``."""
        return decoded(self.get(path))

    def write(self, method: str, path: str, values: object = None) -> object:
        """Send one write, once; answers its JSON, or None when the answer has none."""
        answer = self._send(method, path, values=values)
        return decoded(answer, is_read=False) if answer.body else None

    def rows(self, path: str, params: Mapping[str, str] | None = None) -> Iterator[object]:
        """The entries of a list, all pages.

        Raises:
            Unintelligible: It is no list, or it never ends.
        """
        query = {"per_page": str(PER_PAGE)} | dict(params or {})
        for page in range(1, MOST_PAGES + 1):
            answer = self.get(path, query | {"page": str(page)})
            yield from entries(answer)
            if not has_next(answer):
                return
        message = f"The list {path} has no end"
        raise Unintelligible(message)

    def _send(
        self,
        method: str,
        path: str,
        *,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        values: object = None,
    ) -> Answer:
        for _ in range(MOST_HOPS):
            try:
                return self._once(method, path, params or {}, headers or {}, values)
            except Moved as moved:
                path = self._followed(method, path, moved)
        message = f"{method} {path} is redirected without end"
        raise Unintelligible(message)

    def _once(
        self,
        method: str,
        path: str,
        params: dict[str, str],
        headers: dict[str, str],
        values: object,
    ) -> Answer:
        requester, session = self._tools()
        line = _Line(session, self._base_url, self._clock)
        try:
            requester.requestJson(
                method,
                path,
                params,
                {"Accept": MEDIA_TYPE} | headers,
                values,
                cast("HTTPRequestsConnectionClass", line),  # it asks for no more than a line has
            )
        except TrackerError:
            raise
        except (ValueError, OverflowError) as error:  # a rate header that is no number
            if line.answer is None:
                raise
            message = f"GitHub's headers cannot be read: {error}"
            raise Unintelligible(message, status=line.answer.status) from error
        return line.whole()

    def _followed(self, method: str, path: str, moved: Moved) -> str:
        """Where to send the same request again, or ``moved`` when that is not ours to do.

        A renamed repository is followed, a transferred issue is not, and nothing leaves this host.
        """
        here, there = urlsplit(self._base_url), urlsplit(moved.to)
        is_same_host = (here.scheme, here.netloc) == (there.scheme, there.netloc)
        keeps_method = method in READS or moved.status in (307, 308)
        target = there.path.removeprefix(here.path)
        is_same_place = not path.startswith("/repositories/") or _place(path) == _place(target)
        if not (is_same_host and keeps_method and is_same_place):
            raise moved
        return target

    def _tools(self) -> tuple[Requester, requests.Session]:
        """This thread's own: neither PyGithub's requester nor a session may be shared."""
        if not hasattr(self._own, "tools"):
            github = Github(
                auth=Auth.Token(self._token),
                base_url=self._base_url,
                timeout=int(READ_TIMEOUT_S),
                retry=None,
                user_agent=AGENT,
                per_page=PER_PAGE,
                seconds_between_requests=None,
                seconds_between_writes=None,
                api_version=API_VERSION,
            )
            self._own.tools = github.requester, GuardedSession(allow_private=self._allow_private)
        return cast("tuple[Requester, requests.Session]", self._own.tools)


class _Line:
    """The connection PyGithub speaks through: one request, one answer."""

    def __init__(self, session: requests.Session, base_url: str, clock: Clock) -> None:
        parts = urlsplit(base_url)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._session = session
        self._clock = clock
        self._request: tuple[str, str, Any, dict[str, str]] | None = None
        self.answer: Answer | None = None

    def request(
        self, verb: str, url: str, body: str | None, headers: dict[str, str], *_stream: object
    ) -> None:
        self._request = verb, url, body, headers

    def getresponse(self) -> "_Line":
        assert self._request is not None  # noqa: S101 (PyGithub asks first)
        method, path, body, headers = self._request
        self.answer = exchange(
            self._session, method, f"{self._origin}{path}", headers=headers, body=body
        )
        if self.answer.status == ACCEPTED and method in READS:
            raise Unavailable("GitHub is still working on the answer", status=ACCEPTED)
        if not self.answer.is_ok and self.answer.status != NOT_MODIFIED:
            raise error_of(self.answer, method=method, now=self._clock())
        return self

    def whole(self) -> Answer:
        assert self.answer is not None  # noqa: S101 (PyGithub has asked for it)
        return self.answer

    @property
    def status(self) -> int:
        return self.whole().status

    def getheaders(self) -> Any:  # noqa: ANN401 (as PyGithub wants it)
        return self.whole().headers.items()

    def read(self) -> str:
        """PyGithub only logs it: the bytes stay in ``answer``."""
        return ""


def entries(answer: Answer) -> list[object]:
    """The rows of one page of a list; raises ``Unintelligible``."""
    rows = decoded(answer)
    if not isinstance(rows, list):
        message = f"The answer to {answer.url} is no list"
        raise Unintelligible(message, status=answer.status)
    return rows


def has_next(answer: Answer) -> bool:
    """Whether the ``Link`` header leads to another page."""
    return 'rel="next"' in answer.headers.get("link", "")


def _place(path: str) -> list[str]:
    """The repository a path is in: ``/repositories/{id}``."""
    return path.split("/")[1:3]
