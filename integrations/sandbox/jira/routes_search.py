"""Searches: by token and without a total in the cloud, by offset and with one on a server."""

import base64
import json
import zlib
from dataclasses import dataclass

from integrations.sandbox.jira import jql, refusals
from integrations.sandbox.jira.call import Call, JiraRoutes, extras, selection
from integrations.sandbox.jira.records import Issue
from integrations.sandbox.wire import Answer, Json

CLOUD_ROUTES = JiraRoutes()
SERVER_ROUTES = JiraRoutes()
PAGE = 50
MAX_PAGE = 100
MAX_IDS = 5000
MAX_SERVER_PAGE = 1000
COMMENTS_SHOWN = 20
REMOVED = (
    "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. "
    "A full migration guideline is available at "
    "https://developer.atlassian.com/changelog/#CHANGE-2046"
)


@dataclass(frozen=True)
class Wanted:
    """What a search asks for, from the query of a GET or the body of a POST."""

    jql: str
    fields: list[str]
    size: int
    token: str
    start: int
    expand: str
    properties: list[str]
    reconcile: frozenset[int]


@CLOUD_ROUTES.on("GET", "/search/jql")
def cloud_get(call: Call) -> Answer:
    """One page of ids, or of issues when fields are named."""
    return _cloud(call, _from_query(call))


@CLOUD_ROUTES.on("POST", "/search/jql")
def cloud_post(call: Call) -> Answer:
    """The same, asked in a body."""
    return _cloud(call, _from_body(call))


@CLOUD_ROUTES.on("GET", "/search")
@CLOUD_ROUTES.on("POST", "/search")
def removed(call: Call) -> Answer:  # noqa: ARG001 (a route)
    """The search that was removed in August 2025."""
    raise refusals.refuse(410, REMOVED)


@SERVER_ROUTES.on("GET", "/search")
def server_get(call: Call) -> Answer:
    """One page of issues."""
    return _server(call, _from_query(call))


@SERVER_ROUTES.on("POST", "/search")
def server_post(call: Call) -> Answer:
    """The same, asked in a body."""
    return _server(call, _from_body(call))


def _from_query(call: Call) -> Wanted:
    query = call.request.query
    return Wanted(
        jql=query.get("jql", ""),
        fields=call.listed("fields"),
        size=call.count("maxResults", PAGE),
        token=query.get("nextPageToken", ""),
        start=call.count("startAt", 0),
        expand=query.get("expand", ""),
        properties=call.listed("properties"),
        reconcile=frozenset(int(x) for x in call.listed("reconcileIssues") if x.isdecimal()),
    )


def _from_body(call: Call) -> Wanted:
    values = call.body()
    expand = values.get("expand") or ""
    return Wanted(
        jql=str(values.get("jql") or ""),
        fields=_texts(values, "fields"),
        size=_number(values, "maxResults", PAGE),
        token=str(values.get("nextPageToken") or ""),
        start=_number(values, "startAt", 0),
        expand=",".join(map(str, expand)) if isinstance(expand, list) else str(expand),
        properties=_texts(values, "properties"),
        reconcile=frozenset(int(x) for x in _texts(values, "reconcileIssues") if x.isdecimal()),
    )


def _cloud(call: Call, wanted: Wanted) -> Answer:
    query = jql.parse(wanted.jql, call.world)
    if not query.restricted:
        raise refusals.refuse(
            400,
            "Unbounded JQL queries are not allowed here. "
            "Please add a search restriction to your query.",
        )
    ids_only = set(wanted.fields or ["id"]) <= {"id", "key"}
    size = min(max(wanted.size, 1), MAX_IDS if ids_only else MAX_PAGE)
    after = _place(wanted)
    visible = call.world.visible(wanted.reconcile)
    found = [(place, issue) for place, issue in query.run(visible) if place > after]
    page, rest = found[:size], found[size:]
    body: Json = {"issues": [_row(call, issue, wanted) for _, issue in page], "isLast": not rest}
    if rest:
        body["nextPageToken"] = _token(wanted, page[-1][0])
    return Answer(200, body)


def _server(call: Call, wanted: Wanted) -> Answer:
    found = [issue for _, issue in jql.parse(wanted.jql, call.world).run(call.world.visible())]
    start, size = max(wanted.start, 0), min(max(wanted.size, 0), MAX_SERVER_PAGE)
    page = [_full_row(call, issue, wanted, None) for issue in found[start : start + size]]
    frame = {"expand": "names,schema", "startAt": start, "maxResults": size, "total": len(found)}
    return Answer(200, {**frame, "issues": page})


def _row(call: Call, issue: Issue, wanted: Wanted) -> Json:
    """Nothing but the id unless fields are named."""
    if set(wanted.fields or ["id"]) == {"id"}:
        return {"id": str(issue.id)} | extras(call, issue, wanted.properties, wanted.expand)
    return _full_row(call, issue, wanted, COMMENTS_SHOWN)


def _full_row(call: Call, issue: Issue, wanted: Wanted, remarks: int | None) -> Json:
    shape = call.shapes.issue(issue, selection(wanted.fields, "*navigable"), remarks)
    return shape | extras(call, issue, wanted.properties, wanted.expand)


def _token(wanted: Wanted, place: list[int]) -> str:
    """Where the page ended, bound to the query: a change in between moves nothing twice."""
    text = json.dumps([zlib.crc32(wanted.jql.encode("utf-8", "surrogatepass")), place])
    return base64.urlsafe_b64encode(text.encode()).decode()


def _place(wanted: Wanted) -> list[int]:
    if not wanted.token:
        return []
    try:
        query, place = json.loads(base64.urlsafe_b64decode(wanted.token))
        numbers = [int(number) for number in place]
    except (ValueError, TypeError) as error:
        raise refusals.refuse(400, "The provided next page token is invalid.") from error
    if query != zlib.crc32(wanted.jql.encode("utf-8", "surrogatepass")):
        raise refusals.refuse(400, "The provided next page token belongs to another query.")
    return numbers


def _texts(values: Json, name: str) -> list[str]:
    given = values.get(name) or []
    if not isinstance(given, list):
        raise refusals.refuse(400, f"'{name}' is a list of texts.")
    return [str(entry) for entry in given]


def _number(values: Json, name: str, default: int) -> int:
    given = values.get(name, default)
    if not isinstance(given, int):
        raise refusals.refuse(400, f"'{name}' is a number.")
    return given
