"""Jira's deliveries: signed, and named."""

import hashlib
import hmac

import msgspec
import pytest

from integrations.jira.webhook import read, verify
from integrations.webhook import Unreadable

SECRET = "It's a Secret to Everybody"
SIGNED = "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9"
ISSUE = {"id": "10103", "key": "ACME-1"}
COMMENT = {"id": "7", "self": "https://acme.test/rest/api/2/issue/10103/comment/7"}


def body(**event: object) -> bytes:
    return msgspec.json.encode(event)


def test_the_published_example_is_signed():
    assert verify({"X-Hub-Signature": SIGNED}, b"Hello World!", [SECRET])


def test_the_case_of_a_headers_name_does_not_matter():
    assert verify({"x-hub-signature": SIGNED}, b"Hello World!", [SECRET])


def test_either_of_two_secrets_is_enough():
    assert verify({"X-Hub-Signature": SIGNED}, b"Hello World!", ["new", SECRET])


@pytest.mark.parametrize("secrets", [[], [""], ["another"]])
def test_without_the_right_secret_nothing_is_signed(secrets):
    assert not verify({"X-Hub-Signature": SIGNED}, b"Hello World!", secrets)


def test_a_changed_byte_is_not_signed():
    assert not verify({"X-Hub-Signature": SIGNED}, b"Hello World?", [SECRET])


def test_no_signature_is_not_signed():
    empty = "sha256=" + hmac.new(b"", b"", hashlib.sha256).hexdigest()

    assert not verify({}, b"", [SECRET])
    assert not verify({"X-Hub-Signature": empty}, b"", [""])


def test_an_issue_event_names_its_issue():
    arrival = read(
        {"X-Atlassian-Webhook-Identifier": "d-1"},
        body(webhookEvent="jira:issue_updated", issue_event_type_name="issue_moved", issue=ISSUE),
    )

    assert arrival.delivery_id == "d-1"
    assert (arrival.event, arrival.action) == ("jira:issue_updated", "issue_moved")
    assert (arrival.issue_id, arrival.issue_key) == ("10103", "ACME-1")
    assert not arrival.deleted


def test_a_deleted_issue_is_told():
    assert read({}, body(webhookEvent="jira:issue_deleted", issue=ISSUE)).deleted


def test_a_comment_event_names_comment_and_issue():
    arrival = read({}, body(webhookEvent="comment_created", issue=ISSUE, comment=COMMENT))

    assert (arrival.comment_id, arrival.issue_key) == ("7", "ACME-1")
    assert arrival.action == "created"


def test_a_comment_event_without_issue_finds_it_in_the_address():
    arrival = read({}, body(webhookEvent="comment_deleted", comment=COMMENT))

    assert (arrival.issue_id, arrival.issue_key) == ("10103", None)
    assert arrival.deleted


def test_an_event_about_something_else_names_no_issue():
    arrival = read({}, body(webhookEvent="sprint_started", sprint={"id": 3}))

    assert (arrival.issue_id, arrival.issue_key, arrival.comment_id) == (None, None, None)


def test_without_a_number_the_same_bytes_are_the_same_delivery():
    event = body(webhookEvent="jira:issue_created", issue=ISSUE)

    assert read({}, event).delivery_id == read({}, event).delivery_id
    assert read({}, event).delivery_id != read({}, event + b" ").delivery_id


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b"\xff", b'{"webhookEvent": 3}', b"[" * 9999])
def test_what_is_no_event_is_unreadable(text):
    with pytest.raises(Unreadable):
        read({}, text)
