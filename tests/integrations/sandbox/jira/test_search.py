"""Searches answer what is asked, page by page, and refuse what they do not know."""

import pytest
from clock import FakeClock
from recorder import Recorder

from integrations.sandbox.jira.server import JiraSandbox

MOMENT_MS = 1_767_323_045_000


@pytest.fixture(autouse=True)
def _issues(jira: JiraSandbox, clock: FakeClock) -> None:
    """Three issues, a minute apart, the first at 03:04:05."""
    jira.create("Draw circles", labels=["Shape"], assignee="ada@acme.test", priority="High")
    clock.advance(60)
    jira.create("Draw squares", issuetype="Bug", fixVersions=["1.0"])
    clock.advance(60)
    jira.create("Write a book")
    jira.transition("ACME-3", "Done")


def found(ask: Recorder, jql: str) -> list[str]:
    rows = ask.ask("POST", "/search/jql", {"jql": jql, "fields": ["summary"]})["issues"]
    return [row["key"].removeprefix("ACME-") for row in rows]


@pytest.mark.parametrize(
    ("jql", "numbers"),
    [
        ("project = ACME ORDER BY key ASC", "123"),
        ('project = "Acme" ORDER BY updated DESC', "321"),
        ("project = ACME ORDER BY created ASC, key DESC", "123"),
        (f"updated >= {MOMENT_MS + 60_000} ORDER BY updated ASC", "23"),
        (f"updated > {MOMENT_MS + 60_000}", "3"),
        ('created < "2026-01-02 03:05" ORDER BY key', "1"),
        ('updated >= "2026/01/02 03:05" ORDER BY key', "23"),
        ("updated >= -90s OR key = ACME-1", None),
        ("updated >= -1m ORDER BY key", "23"),
        ('labels = "shape"', "1"),
        ("labels in (shape, other)", "1"),
        ("labels is EMPTY ORDER BY key", "23"),
        ("labels is not EMPTY", "1"),
        ("key in (ACME-1, acme-3) ORDER BY key", "13"),
        ("status = Done", "3"),
        ("statusCategory != Done ORDER BY key", "12"),
        ('resolution = Unresolved AND issuetype = "Bug"', "2"),
        ("priority = High AND NOT labels = other", "1"),
        ("fixVersion = '1.0'", "2"),
        ("assignee is not EMPTY", "1"),
        ("assignee = currentUser()", ""),
        ('summary ~ "draw*" AND (type = Task OR type = Bug) ORDER BY id', "12"),
        ("key not in (ACME-1) AND project = ACME ORDER BY key DESC", "32"),
    ],
)
def test_a_query_finds_what_it_says(ask: Recorder, jql: str, numbers: str | None):
    if numbers is None:
        ask.ask("POST", "/search/jql", {"jql": jql}, expect=400)
    else:
        assert "".join(found(ask, jql)) == numbers


def test_an_issue_is_found_by_its_id(jira: JiraSandbox, ask: Recorder):
    number = jira.issue("ACME-2")["id"]
    assert found(ask, f"id in ({number})") == ["2"]


@pytest.mark.parametrize(
    ("jql", "words"),
    [
        ("colour = red", "Field 'colour' does not exist"),
        ("project = NONE", "The value 'NONE' does not exist for the field 'project'"),
        ("key = ACME-9", "An issue with key 'ACME-9' does not exist"),
        ("status = Gone", "The value 'Gone' does not exist"),
        ("updated >= yesterday", "Date value 'yesterday'"),
        ("labels > a", "The operator '>' is not supported"),
        ("project = ACME ORDER BY colour", "Not able to sort using field 'colour'"),
        ("project = ACME AND", "ends too early"),
        ("project = ACME labels = a", "'labels' is not expected here"),
        ("project = (ACME)", "'(' is not expected here"),
        ('project = "ACME', "is not expected here"),
        ("assignee = stranger()", "Unable to find JQL function"),
        ("ORDER BY updated", "Unbounded JQL queries are not allowed here"),
        ("", "Unbounded JQL queries are not allowed here"),
    ],
)
def test_a_query_that_makes_no_sense_is_refused_with_a_reason(ask: Recorder, jql: str, words: str):
    (message,) = ask.ask("GET", "/search/jql", jql=jql, expect=400)["errorMessages"]
    assert words in message


def test_a_bare_time_is_read_in_the_accounts_zone(jira: JiraSandbox, ask: Recorder):
    jira.site.timezone = "Asia/Tokyo"
    assert found(ask, 'updated < "2026-01-02 12:05" ORDER BY key') == ["1"]


def test_nothing_but_ids_is_answered_unless_fields_are_named(ask: Recorder):
    body = ask.ask("POST", "/search/jql", {"jql": "project = ACME"})
    assert all(set(row) == {"id"} for row in body["issues"])
    assert "total" not in body


def test_the_tokens_lead_through_every_issue_once(ask: Recorder):
    asked, keys = {"jql": "project = ACME ORDER BY updated ASC", "maxResults": 1}, []
    while True:
        body = ask.ask("POST", "/search/jql", asked | {"fields": ["labels"]})
        keys += [row["key"] for row in body["issues"]]
        if body["isLast"]:
            break
        asked["nextPageToken"] = body["nextPageToken"]
    assert keys == ["ACME-1", "ACME-2", "ACME-3"]


def test_an_edit_between_two_pages_hides_no_issue(
    jira: JiraSandbox, ask: Recorder, clock: FakeClock
):
    asked = {"jql": "project = ACME ORDER BY updated ASC", "maxResults": 1, "fields": ["key"]}
    token = ask.ask("POST", "/search/jql", asked)["nextPageToken"]
    clock.advance(1)
    jira.edit("ACME-1", summary="Draw ellipses")
    rest = ask.ask("POST", "/search/jql", asked | {"nextPageToken": token, "maxResults": 9})
    assert [row["key"] for row in rest["issues"]] == ["ACME-2", "ACME-3", "ACME-1"]


@pytest.mark.parametrize("token", ["nonsense", "WzEsIFtdXQ=="])
def test_a_token_that_is_not_from_here_is_refused(ask: Recorder, token: str):
    asked = {"jql": "project = ACME", "nextPageToken": token}
    ask.ask("POST", "/search/jql", asked, expect=400)


def test_a_slow_index_hides_what_was_just_created(jira: JiraSandbox, ask: Recorder):
    jira.index_lag = True
    key = jira.create("Just now")
    assert "4" not in found(ask, "project = ACME")
    ask.ask("GET", f"/issue/{key}")
    jira.release_index()
    assert "4" in found(ask, "project = ACME")


def test_reconciled_ids_are_found_before_they_are_indexed(jira: JiraSandbox, ask: Recorder):
    jira.index_lag = True
    number = int(jira.issue(jira.create("Just now"))["id"])
    asked = {"jql": "project = ACME", "reconcileIssues": [number]}
    rows = ask.ask("POST", "/search/jql", asked)["issues"]
    assert str(number) in [row["id"] for row in rows]


def test_a_hidden_project_is_unknown_to_searches(jira: JiraSandbox, ask: Recorder):
    jira.hide()
    ask.ask("POST", "/search/jql", {"jql": "project = ACME"}, expect=400)


def test_the_old_search_is_gone_in_the_cloud(ask: Recorder):
    ask.ask("GET", "/search", jql="project = ACME", expect=410)


def test_a_server_pages_by_offset_and_tells_the_total(server: JiraSandbox, ask_server: Recorder):
    for count in range(3):
        server.create(f"Wish {count}")
    asked = {"jql": "project = ACME ORDER BY key ASC", "startAt": 1, "maxResults": 1}
    body = ask_server.ask("POST", "/search", asked)
    assert (body["startAt"], body["maxResults"], body["total"]) == (1, 1, 3)
    assert [row["key"] for row in body["issues"]] == ["ACME-2"]


def test_a_server_has_no_token_search_and_no_version_3(server: JiraSandbox, ask_server: Recorder):
    ask_server.ask("POST", "/search/jql", {"jql": "project = ACME"}, expect=404)
    address = server.url + "/rest/api/3/serverInfo"
    assert ask_server.session.get(address, timeout=5).status_code == 404
