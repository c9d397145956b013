"""HTTP to Jira: a method and a path in, plain values out, every failure one of ours.

The ``jira`` library builds addresses, headers and authentication. Its session is not used: it
repeats writes and sleeps (``sync.md`` section 4.2).
"""

import threading
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
from jira import JIRA
from msgspec import Struct

from integrations.address import Address, Clock, Credentials
from integrations.answers import decoded, limited, refusal, server_time
from integrations.errors import RateLimited, Scope, Unintelligible
from integrations.http import AGENT, TIMEOUT_S, Answer, GuardedSession, check_form, exchange

Json = dict[str, Any]
Query = dict[str, str | int]

API_VERSION = {"cloud": "3", "datacenter": "2"}
SCOPES: dict[str, Scope] = {"jira-per-issue-on-write": "issue"}
"""What waits by ``RateLimit-Reason``; bursts and quotas hold the whole connection."""
NAMES = {
    "summary": "title",
    "description": "body",
    "assignee": "assignees",
    "fixVersions": "milestone",
    "resolution": "status",
    "comment": "body",
}
"""Our names of Jira's fields, where they differ."""


class Reply(Struct, frozen=True):
    """What Jira answered, and its clock when it did."""

    value: Any
    server_time: datetime

    def mapping(self) -> Json:
        """The answer as an object; raises ``Unintelligible`` when it is none."""
        if not isinstance(self.value, dict):
            message = f"Jira answered a {type(self.value).__name__} where an object belongs"
            raise Unintelligible(message)
        return self.value

    def entries(self, name: str) -> list[Json]:
        """A list of objects inside the answer; raises ``Unintelligible`` when it is none."""
        found = self.mapping().get(name)
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            message = f"Jira's answer has no list of {name}"
            raise Unintelligible(message)
        return found


class JiraClient:
    """One site with one account; safe to share between threads.

    No write is repeated, and nothing waits longer than 20 seconds for an answer to begin.
    """

    def __init__(self, address: Address, credentials: Credentials, clock: Clock) -> None:
        """Keep address and credentials; nothing is asked yet.

        Raises:
            Rejected: The base URL is none we may call.
        """
        check_form(address.base_url)
        self._clock = clock
        self._jira = _library(address, credentials)
        self._allow_private = address.allow_private
        self._own = threading.local()

    def get(self, path: str, params: Query | None = None) -> Reply:
        """Read; raises ``TrackerError``."""
        return self._call("GET", path, params, None)

    def post(self, path: str, body: Json, params: Query | None = None) -> Reply:
        """Create, or ask with a body; raises ``TrackerError``."""
        return self._call("POST", path, params, body)

    def put(self, path: str, body: Json, params: Query | None = None) -> Reply:
        """Replace; raises ``TrackerError``."""
        return self._call("PUT", path, params, body)

    def delete(self, path: str) -> Reply:
        """Delete; raises ``TrackerError``."""
        return self._call("DELETE", path, None, None)

    def _call(self, method: str, path: str, params: Query | None, body: Json | None) -> Reply:
        url = self._jira._get_url(path)
        if params:
            url = f"{url}?{urlencode(params, doseq=True)}"
        sent = None if body is None else msgspec.json.encode(body)
        answer = exchange(self._session(), method, url, body=sent)
        now = self._clock()
        if not answer.is_ok:
            self._raise(answer, method, now)
        value = decoded(answer, is_read=method == "GET") if answer.body.strip() else None
        return Reply(value, server_time(answer.headers, now))

    def _session(self) -> GuardedSession:
        """This thread's own: a session may not be shared."""
        if not hasattr(self._own, "session"):
            session = GuardedSession(allow_private=self._allow_private)
            session.headers.update(self._jira._session.headers)
            session.headers["User-Agent"] = AGENT
            session.auth = self._jira._session.auth
            self._own.session = session
        found: GuardedSession = self._own.session
        return found

    def _raise(self, answer: Answer, method: str, now: datetime) -> None:
        words, fields = _words(answer)
        pause = limited(answer, now, words)
        if pause is not None:
            reason = answer.headers.get("ratelimit-reason", "")
            raise RateLimited(
                f"{words} ({reason})" if reason else words,
                until=pause.until,
                scope=SCOPES.get(reason, "connection"),
            )
        raise refusal(answer, is_read=method == "GET", message=words, fields=fields)


def segment(text: str) -> str:
    """``text`` as one part of a path."""
    return quote(text, safe="")


def _library(address: Address, credentials: Credentials) -> JIRA:
    """The library's client: basic authentication with a user, a bearer token without."""
    user, token = credentials.user, credentials.token
    client = JIRA(
        options={
            "server": address.base_url.rstrip("/"),
            "rest_api_version": API_VERSION.get(address.flavour, "3"),
        },
        basic_auth=(user, token) if user else None,
        token_auth=None if user else token,
        get_server_info=False,
        max_retries=0,
        timeout=TIMEOUT_S,
    )
    client.deploymentType = "Cloud" if address.flavour == "cloud" else "Server"
    return client


def _words(answer: Answer) -> tuple[str, dict[str, str]]:
    """Jira's own words, whole and by our names of the fields."""
    try:
        value = decoded(answer)
    except Unintelligible:
        value = None
    body = value if isinstance(value, dict) else {}
    named = body.get("errors")
    errors = named.items() if isinstance(named, dict) else ()
    fields = {NAMES.get(str(name), str(name)): str(text) for name, text in errors}
    listed = body.get("errorMessages")
    messages = [str(each) for each in listed] if isinstance(listed, list) else []
    single = [str(body[name]) for name in ("message", "errorMessage") if body.get(name)]
    words = messages or single or [f"{name}: {text}" for name, text in fields.items()]
    return "; ".join(words) or _status(answer.status), fields


def _status(status: int) -> str:
    known = {each.value: each.phrase for each in HTTPStatus}
    return f"Jira answered {status} {known.get(status, '')}".rstrip()
