"""Jira's webhooks tell what happened in the words of version 2."""

import json
from typing import Any

import pytest
from receiver import Receiver

from integrations.sandbox.jira import adf
from integrations.sandbox.jira.server import JiraSandbox


def told(sandbox: JiraSandbox, receiver: Receiver) -> list[dict[str, Any]]:
    assert sandbox.webhooks.wait_until_idle()
    return [json.loads(request.body) for request in receiver.arrived]


@pytest.fixture(autouse=True)
def _hooked(jira: JiraSandbox, receiver: Receiver) -> None:
    jira.create("Wish")
    jira.add_webhook(receiver.url)


def test_a_creation_is_told_with_the_issue_and_its_maker(jira: JiraSandbox, receiver: Receiver):
    jira.create("New", description=adf.document("As text"))
    (event,) = told(jira, receiver)
    assert (event["webhookEvent"], event["issue_event_type_name"]) == (
        "jira:issue_created",
        "issue_created",
    )
    assert event["issue"]["fields"]["description"] == "As text"
    assert event["user"]["displayName"] == "Octavia"
    assert event["timestamp"] == 1_767_323_045_000


def test_a_change_is_told_with_what_changed(jira: JiraSandbox, receiver: Receiver):
    jira.edit("ACME-1", summary="Other")
    (event,) = told(jira, receiver)
    (item,) = event["changelog"]["items"]
    assert event["webhookEvent"] == "jira:issue_updated"
    assert (item["field"], item["fromString"], item["toString"]) == ("summary", "Wish", "Other")


def test_a_move_is_told_with_both_keys(jira: JiraSandbox, receiver: Receiver):
    jira.move("ACME-1", "OTHER")
    (event,) = told(jira, receiver)
    items = {item["field"]: item for item in event["changelog"]["items"]}
    assert event["issue_event_type_name"] == "issue_moved"
    assert (items["Key"]["fromString"], items["Key"]["toString"]) == ("ACME-1", "OTHER-1")


def test_a_change_that_changes_nothing_is_not_told(jira: JiraSandbox, receiver: Receiver):
    jira.edit("ACME-1", summary="Wish")
    assert told(jira, receiver) == []


def test_a_comments_life_is_told(jira: JiraSandbox, receiver: Receiver):
    number = jira.comment("ACME-1", "First")
    jira.edit_comment(number, "Second")
    jira.delete_comment(number)
    events = told(jira, receiver)
    assert [event["webhookEvent"] for event in events] == [
        "comment_created",
        "comment_updated",
        "comment_deleted",
    ]
    assert [event["comment"]["body"] for event in events] == ["First", "Second", "Second"]
    assert {event["issue"]["key"] for event in events} == {"ACME-1"}


def test_a_deletion_is_followed_by_its_comments_in_the_secondary_flow(
    jira: JiraSandbox, receiver: Receiver
):
    jira.comment("ACME-1", "Goes too")
    assert jira.webhooks.wait_until_idle()
    receiver.arrived.clear()
    jira.delete("ACME-1")
    events = [event["webhookEvent"] for event in told(jira, receiver)]
    flows = [request.headers["x-atlassian-webhook-flow"] for request in receiver.arrived]
    assert events == ["jira:issue_deleted", "comment_deleted"]
    assert flows == ["Primary", "Secondary"]


def test_a_webhook_hears_only_what_it_asked_for(jira: JiraSandbox, receiver: Receiver):
    jira.desk.hooks.clear()
    jira.add_webhook(receiver.url, events=["comment_created"])
    jira.edit("ACME-1", summary="Other")
    jira.comment("ACME-1", "Indeed")
    assert [event["webhookEvent"] for event in told(jira, receiver)] == ["comment_created"]


def test_a_server_leaves_the_issue_out_of_comment_events(server: JiraSandbox, receiver: Receiver):
    server.add_webhook(receiver.url)
    number = server.issue(server.create("Wish"))["id"]
    server.comment("ACME-1", "Indeed")
    event = told(server, receiver)[-1]
    assert "issue" not in event
    assert f"/issue/{number}/comment/" in event["comment"]["self"]
