"""Jira takes what is on its screens, and names each field that is wrong."""

from collections.abc import Iterator
from typing import Any

import pytest
from clock import FakeClock
from recorder import Recorder

from integrations.sandbox.jira import adf
from integrations.sandbox.jira.server import JiraSandbox


def wish(**fields: Any) -> dict[str, Any]:
    needed = {"project": {"key": "ACME"}, "issuetype": {"name": "Task"}, "summary": "Wish"}
    return {"fields": needed | fields}


@pytest.fixture
def ask_wiki(jira: JiraSandbox, ask: Recorder) -> Iterator[Recorder]:
    """A client of version 2 of the sandbox Jira in the cloud."""
    known = str(ask.session.headers["Authorization"])
    client = Recorder(jira, "/rest/api/2", Authorization=known)
    yield client
    client.session.close()


def test_a_creation_answers_id_key_and_address_only(ask: Recorder):
    assert set(ask.ask("POST", "/issue", wish(), expect=201)) == {"id", "key", "self"}


def test_an_edit_answers_nothing(jira: JiraSandbox, ask: Recorder):
    key = jira.create("Wish")
    answer = ask.answer("PUT", f"/issue/{key}", {"fields": {"summary": "Other"}})
    assert (answer.status_code, answer.content) == (204, b"")


def test_an_issue_is_found_by_id_and_by_key_in_any_case(jira: JiraSandbox, ask: Recorder):
    number = jira.issue(jira.create("Wish"))["id"]
    for name in ("ACME-1", "acme-1", number):
        assert ask.ask("GET", f"/issue/{name}")["id"] == number


def test_properties_given_at_creation_can_be_read_with_the_issue(ask: Recorder):
    marked = wish() | {"properties": [{"key": "pm.intent", "value": {"id": 7}}]}
    key = ask.ask("POST", "/issue", marked, expect=201)["key"]
    assert ask.ask("GET", f"/issue/{key}/properties/pm.intent")["value"] == {"id": 7}
    assert ask.ask("GET", f"/issue/{key}", properties="*all")["properties"] == {
        "pm.intent": {"id": 7}
    }


def test_only_the_fields_asked_for_are_shown(jira: JiraSandbox, ask: Recorder):
    key = jira.create("Wish")
    shown = ask.ask("GET", f"/issue/{key}?fields=summary&fields=labels,status")["fields"]
    assert set(shown) == {"summary", "labels", "status"}
    assert "summary" not in ask.ask("GET", f"/issue/{key}", fields="-summary")["fields"]


def test_labels_are_added_and_removed_one_by_one(jira: JiraSandbox, ask: Recorder):
    key = jira.create("Wish", labels=["a", "b"])
    update = {"labels": [{"add": "c"}, {"remove": "a"}, {"add": "b"}]}
    ask.ask("PUT", f"/issue/{key}", {"update": update}, expect=204)
    assert jira.issue(key)["fields"]["labels"] == ["b", "c"]


def test_version_3_takes_and_gives_documents(ask: Recorder):
    body = adf.document("One\nTwo")
    key = ask.ask("POST", "/issue", wish(description=body), expect=201)["key"]
    assert ask.ask("GET", f"/issue/{key}")["fields"]["description"] == body


def test_version_2_takes_and_gives_wiki_text(ask_wiki: Recorder):
    key = ask_wiki.ask("POST", "/issue", wish(description="h1. One"), expect=201)["key"]
    assert ask_wiki.ask("GET", f"/issue/{key}")["fields"]["description"] == "h1. One"


def test_each_version_shows_the_others_text_as_plain_text(ask: Recorder, ask_wiki: Recorder):
    body = adf.document("One\nTwo")
    key = ask.ask("POST", "/issue", wish(description=body), expect=201)["key"]
    assert ask_wiki.ask("GET", f"/issue/{key}")["fields"]["description"] == "One\nTwo"
    ask_wiki.ask("PUT", f"/issue/{key}", {"fields": {"description": "h1. One"}}, expect=204)
    assert ask.ask("GET", f"/issue/{key}")["fields"]["description"] == adf.document("h1. One")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("summary", ""),
        ("summary", "x" * 256),
        ("summary", "two\nlines"),
        ("description", "plain text"),
        ("description", {"type": "doc"}),
        ("description", adf.document("x" * 32_768)),
        ("labels", ["two words"]),
        ("labels", ["x" * 256]),
        ("labels", "one"),
        ("priority", {"name": "Soonest"}),
        ("assignee", {"accountId": "nobody"}),
        ("assignee", {"name": 7, "accountId": 7}),
        ("fixVersions", [{"name": "9.9"}]),
        ("duedate", "soon"),
        ("issuetype", {"name": "Wish"}),
        ("resolution", {"name": "Done"}),
        ("customfield_1", "x"),
    ],
)
def test_a_wrong_value_names_its_field_and_changes_nothing(
    jira: JiraSandbox, ask: Recorder, field: str, value: object
):
    key = jira.create("As it was")
    before = jira.issue(key)
    fields = {"labels": ["new"], field: value}
    refused = ask.ask("PUT", f"/issue/{key}", {"fields": fields}, expect=400)
    assert list(refused["errors"]) == [field]
    assert jira.issue(key) == before


def test_version_2_refuses_documents(ask_wiki: Recorder):
    refused = ask_wiki.ask("POST", "/issue", wish(description=adf.document("x")), expect=400)
    assert list(refused["errors"]) == ["description"]


def test_a_field_taken_off_the_screen_is_refused(jira: JiraSandbox, ask: Recorder):
    key = jira.create("Wish")
    jira.site.edit_screen.remove("priority")
    fields = {"priority": {"name": "High"}}
    refused = ask.ask("PUT", f"/issue/{key}", {"fields": fields}, expect=400)
    assert "not on the appropriate screen" in refused["errors"]["priority"]
    assert "priority" not in ask.ask("GET", f"/issue/{key}/editmeta")["fields"]


def test_the_same_field_cannot_be_set_twice(jira: JiraSandbox, ask: Recorder):
    key = jira.create("Wish")
    both = {"fields": {"labels": []}, "update": {"labels": [{"add": "x"}]}}
    assert "labels" in ask.ask("PUT", f"/issue/{key}", both, expect=400)["errors"]


def test_what_is_missing_is_named(ask: Recorder):
    errors = ask.ask("POST", "/issue", {"fields": {"project": {"key": "ACME"}}}, expect=400)
    assert set(errors["errors"]) == {"summary", "issuetype"}
    errors = ask.ask("POST", "/issue", {"fields": {"summary": "x"}}, expect=400)
    assert set(errors["errors"]) == {"project"}


def test_times_have_milliseconds_and_a_bare_offset(jira: JiraSandbox, clock: FakeClock):
    clock.advance(0.25)
    fields = jira.issue(jira.create("Wish"))["fields"]
    assert fields["created"] == "2026-01-02T03:04:05.250+0000"


def test_an_edit_that_changes_nothing_leaves_no_trace(jira: JiraSandbox, clock: FakeClock):
    key = jira.create("Wish", labels=["a"])
    before = jira.issue(key)
    clock.advance(60)
    jira.edit(key, labels=["a"], summary="Wish")
    assert jira.issue(key) == before


def test_the_history_tells_ids_and_words(jira: JiraSandbox, ask: Recorder):
    key = jira.create("Wish")
    jira.edit(key, summary="Other", priority="High", fixVersions=["1.0"])
    log = ask.ask("GET", f"/issue/{key}", expand="changelog")["changelog"]
    (history,) = log["histories"]
    items = {item["field"]: item for item in history["items"]}
    assert (items["summary"]["fromString"], items["summary"]["toString"]) == ("Wish", "Other")
    assert (items["priority"]["to"], items["priority"]["toString"]) == ("2", "High")
    assert items["Fix Version"]["fieldId"] == "fixVersions"


def test_an_issue_moved_keeps_its_id_and_answers_to_both_keys(jira: JiraSandbox, ask: Recorder):
    key = jira.create("Wish")
    number = jira.issue(key)["id"]
    moved = jira.move(key, "OTHER")
    assert moved == "OTHER-1"
    for name in (key, moved, number):
        found = ask.ask("GET", f"/issue/{name}")
        assert (found["id"], found["key"]) == (number, moved)
    (history,) = ask.ask("GET", f"/issue/{moved}", expand="changelog")["changelog"]["histories"]
    assert ("Key", key, moved) in [
        (item["field"], item["fromString"], item["toString"]) for item in history["items"]
    ]


def test_a_deleted_issue_answers_404_and_its_key_is_not_used_again(
    jira: JiraSandbox, ask: Recorder
):
    key = jira.create("Goes")
    ask.ask("DELETE", f"/issue/{key}", expect=204)
    ask.ask("GET", f"/issue/{key}", expect=404)
    assert jira.create("Comes") == "ACME-2"


def test_a_hidden_project_answers_404(jira: JiraSandbox, ask: Recorder):
    key = jira.create("Secret")
    jira.hide()
    ask.ask("GET", f"/issue/{key}", expect=404)
    ask.ask("GET", "/project/ACME", expect=404)
    jira.hide(hidden=False)
    ask.ask("GET", f"/issue/{key}")
