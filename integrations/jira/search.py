"""Searches a project by the time of change, page by page, without losing an issue in between.

Jira Cloud hands out a token for the next page. A server counts, and an issue that changes while we
read moves to the end and lets another slip through; there the next page begins at the time of the
last issue seen instead. Times are epoch milliseconds: a bare date means the account's time zone
(``sync.md`` F17).

Source: https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/
"""

from datetime import datetime

from msgspec import Struct

from integrations.errors import Unintelligible
from integrations.jira.client import JiraClient, Json, Query
from integrations.jira.translate import INTENT, moment

PAGE = 100


class Found(Struct, frozen=True):
    """One page of raw issues, oldest change first."""

    issues: list[Json]
    cursor: str | None
    server_time: datetime


class Search:
    """The changed issues of one project."""

    def __init__(self, client: JiraClient, project: str, *, is_cloud: bool) -> None:
        """Search ``project``, an id or a key."""
        self._client = client
        self._project = f"project = {project if project.isdecimal() else _quoted(project)}"
        self._is_cloud = is_cloud

    def changed(self, since: datetime | None, cursor: str | None, fields: str) -> Found:
        """One page of issues changed at or after ``since``; raises ``TrackerError``."""
        since_ms = None if since is None else int(since.timestamp() * 1000)
        if self._is_cloud:
            return self._by_token(since_ms, cursor, fields)
        return self._by_time(since_ms, cursor, fields)

    def labelled(self, label: str) -> list[Json]:
        """The first issues with a label, with their ids and keys only."""
        jql = f'{self._project} AND labels = "{label}"'
        path = "search/jql" if self._is_cloud else "search"
        asked: Query = {"jql": jql, "fields": "summary", "maxResults": PAGE}
        return self._client.get(path, asked).entries("issues")

    def _by_token(self, since_ms: int | None, cursor: str | None, fields: str) -> Found:
        asked: Query = {
            "jql": self._jql(since_ms),
            "fields": fields,
            "properties": INTENT,
            "maxResults": PAGE,
        }
        if cursor:
            asked["nextPageToken"] = cursor
        reply = self._client.get("search/jql", asked)
        token = reply.mapping().get("nextPageToken")
        if token is not None and (not isinstance(token, str) or token == cursor):
            message = "Jira repeats the token of a page"
            raise Unintelligible(message)
        return Found(reply.entries("issues"), token or None, reply.server_time)

    def _by_time(self, since_ms: int | None, cursor: str | None, fields: str) -> Found:
        begin_ms, start = _place(cursor, since_ms)
        asked: Query = {
            "jql": self._jql(begin_ms),
            "fields": fields,
            "startAt": start,
            "maxResults": PAGE,
        }
        reply = self._client.get("search", asked)
        issues, total = reply.entries("issues"), reply.mapping().get("total")
        is_last = not issues or (isinstance(total, int) and start + len(issues) >= total)
        following = None if is_last else _next_place(issues, begin_ms, start)
        return Found(issues, following, reply.server_time)

    def _jql(self, since_ms: int | None) -> str:
        changed = "" if since_ms is None else f" AND updated >= {since_ms}"
        return f"{self._project}{changed} ORDER BY updated ASC"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _place(cursor: str | None, since_ms: int | None) -> tuple[int | None, int]:
    if not cursor:
        return since_ms, 0
    begin, _, start = cursor.partition("+")
    return (int(begin) if begin else None), int(start)


def _next_place(issues: list[Json], begin_ms: int | None, start: int) -> str:
    """From the last issue's time on; by count where a whole page has the same time."""
    last_ms = int(moment(issues[-1]["fields"]["updated"]).timestamp() * 1000)
    if begin_ms is None or last_ms > begin_ms:
        return f"{last_ms}+0"
    return f"{begin_ms}+{start + len(issues)}"
