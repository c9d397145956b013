"""Whatever is sent, a sandbox answers or refuses in its tracker's words; it never breaks."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integrations.sandbox.github.server import GitHubSandbox
from integrations.sandbox.jira.server import JiraSandbox
from integrations.sandbox.server import HttpSandbox
from integrations.sandbox.wire import Refusal, Request

REPO = "/repos/acme/roadmap"
NAMES = st.sampled_from(
    [
        *("title", "body", "state", "labels", "assignees", "milestone", "name", "color"),
        *("due_on", "config", "events", "new_name", "fields", "update", "transition", "id"),
        *("summary", "description", "priority", "fixVersions", "properties", "visibility"),
        *("jql", "maxResults", "reconcileIssues", "set", "add", "type", "content", "url"),
        *("project", "issuetype", "key", "nextPageToken", "expand", "value", "comment"),
        *("accountId", "assignee", "labels", "marks", "attrs", "text", "version", "secret"),
    ]
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**12),
    st.sampled_from(["", "x", "1", "doc", "open", "ACME", "project = ACME", "2026-01-02"]),
    st.text(max_size=8),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)
BODIES = st.dictionaries(NAMES, VALUES, max_size=5) | VALUES
GITHUB = [
    ("POST", f"{REPO}/issues"),
    ("PATCH", f"{REPO}/issues/1"),
    ("POST", f"{REPO}/issues/1/comments"),
    ("POST", f"{REPO}/issues/1/labels"),
    ("PUT", f"{REPO}/issues/1/labels"),
    ("POST", f"{REPO}/issues/1/assignees"),
    ("DELETE", f"{REPO}/issues/1/assignees"),
    ("POST", f"{REPO}/labels"),
    ("POST", f"{REPO}/milestones"),
    ("PATCH", f"{REPO}/milestones/1"),
    ("POST", f"{REPO}/hooks"),
]
JIRA = [
    ("POST", "/rest/api/3/issue"),
    ("PUT", "/rest/api/3/issue/ACME-1"),
    ("PUT", "/rest/api/3/issue/ACME-1/assignee"),
    ("POST", "/rest/api/3/issue/ACME-1/transitions"),
    ("POST", "/rest/api/3/issue/ACME-1/comment"),
    ("POST", "/rest/api/2/issue/ACME-1/comment"),
    ("PUT", "/rest/api/3/issue/ACME-1/properties/p"),
    ("POST", "/rest/api/3/search/jql"),
]
QUERIES = st.dictionaries(
    st.sampled_from(["page", "per_page", "since", "state", "labels", "startAt", "maxResults"])
    | st.sampled_from(["jql", "fields", "nextPageToken", "orderBy", "sort", "milestone"]),
    st.text(max_size=12) | st.sampled_from(["-1", "0", "9999999999", "2026-01-02"]),
    max_size=4,
)


@pytest.fixture(scope="module")
def sandboxes() -> Iterator[dict[str, HttpSandbox]]:
    with ExitStack() as stack:
        github, jira = GitHubSandbox(), JiraSandbox()
        for sandbox in (github, jira):
            sandbox.drop_webhooks = True
            stack.enter_context(sandbox)
        github.create("Wish", milestone=None)
        jira.create("Wish")
        with github.lock:
            github.world.milestone(github.repo, "1.0", github.account)
        yield {"github": github, "jira": jira}


def say(sandbox: HttpSandbox, method: str, path: str, query: dict[str, str], body: Any) -> int:
    pair = "Basic Ym90QGFjbWUudGVzdDpzYW5kYm94LXRva2Vu"
    known = "Bearer sandbox-token" if isinstance(sandbox, GitHubSandbox) else pair
    sent = b"" if body is None else json.dumps(body).encode()
    headers = {"authorization": known, "host": sandbox.url.removeprefix("http://")}
    try:
        answer = sandbox.respond(Request(method, path, query, headers, sent, path))
    except Refusal as refusal:
        answer = refusal.answer
    answer.content()
    return answer.status


@pytest.mark.parametrize(("tracker", "routes"), [("github", GITHUB), ("jira", JIRA)])
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_body_breaks_it(
    sandboxes: dict[str, HttpSandbox],
    tracker: str,
    routes: list[tuple[str, str]],
    data: st.DataObject,
):
    method, path = data.draw(st.sampled_from(routes))
    assert say(sandboxes[tracker], method, path, {}, data.draw(BODIES)) < 500


@pytest.mark.parametrize(
    ("tracker", "path"),
    [
        ("github", f"{REPO}/issues"),
        ("github", f"{REPO}/issues/comments"),
        ("jira", "/rest/api/3/search/jql"),
        ("jira", "/rest/api/3/issue/ACME-1/comment"),
    ],
)
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=QUERIES)
def test_no_query_breaks_it(
    sandboxes: dict[str, HttpSandbox], tracker: str, path: str, query: dict[str, str]
):
    assert say(sandboxes[tracker], "GET", path, query, None) < 500
