"""Webhooks are signed, tried as their tracker tries, and written down."""

import hashlib
import hmac
import json

import pytest
from receiver import Receiver

from integrations.sandbox.github.server import GitHubSandbox
from integrations.sandbox.jira.server import JiraSandbox
from integrations.sandbox.webhooks import sign


def test_the_signature_is_the_one_both_trackers_publish():
    """Source: docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries."""
    expected = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    assert sign("It's a Secret to Everybody", b"Hello, World!") == f"sha256={expected}"


def test_github_signs_the_raw_body(github: GitHubSandbox, receiver: Receiver):
    github.add_webhook(f"{receiver.url}/in?a=1", "s3cret")
    github.create("Übung macht den Meister 🎓")
    assert github.webhooks.wait_until_idle()
    for request in receiver.arrived:
        digest = hmac.new(b"s3cret", request.body, hashlib.sha256).hexdigest()
        assert request.headers["x-hub-signature-256"] == f"sha256={digest}"
        assert request.target == "/in?a=1"


def test_jira_signs_the_raw_body(jira: JiraSandbox, receiver: Receiver):
    jira.add_webhook(receiver.url, "s3cret")
    jira.create("Übung macht den Meister 🎓")
    assert jira.webhooks.wait_until_idle()
    (request,) = receiver.arrived
    digest = hmac.new(b"s3cret", request.body, hashlib.sha256).hexdigest()
    assert request.headers["x-hub-signature"] == f"sha256={digest}"


def test_without_a_secret_nothing_is_signed(jira: JiraSandbox, receiver: Receiver):
    jira.add_webhook(receiver.url)
    jira.create("Plain")
    assert jira.webhooks.wait_until_idle()
    assert "x-hub-signature" not in receiver.arrived[0].headers


def test_a_new_hook_of_github_gets_a_ping(github: GitHubSandbox, receiver: Receiver):
    github.add_webhook(receiver.url)
    assert github.webhooks.wait_until_idle()
    assert [request.headers["x-github-event"] for request in receiver.arrived] == ["ping"]


def test_github_never_tries_again_by_itself(github: GitHubSandbox, receiver: Receiver):
    receiver.statuses.append(500)
    github.add_webhook(receiver.url)
    assert github.webhooks.wait_until_idle()
    assert len(receiver.arrived) == 1


def test_jira_tries_again_under_the_same_identifier(jira: JiraSandbox, receiver: Receiver):
    receiver.statuses.extend([503, 429])
    jira.add_webhook(receiver.url)
    jira.create("Told three times")
    assert jira.webhooks.wait_until_idle()
    headers = [request.headers for request in receiver.arrived]
    assert len({h["x-atlassian-webhook-identifier"] for h in headers}) == 1
    assert [h.get("x-atlassian-webhook-retry") for h in headers] == [None, "1", "2"]


def test_jira_gives_up_after_five_more_attempts(jira: JiraSandbox, receiver: Receiver):
    receiver.statuses.extend([500] * 9)
    jira.add_webhook(receiver.url)
    jira.create("Never heard")
    assert jira.webhooks.wait_until_idle()
    assert len(receiver.arrived) == 6


@pytest.mark.parametrize("status", [400, 404])
def test_jira_does_not_repeat_what_was_refused(jira: JiraSandbox, receiver: Receiver, status: int):
    receiver.statuses.append(status)
    jira.add_webhook(receiver.url)
    jira.create("Refused")
    assert jira.webhooks.wait_until_idle()
    assert len(receiver.arrived) == 1


def test_lost_webhooks_are_written_down(github: GitHubSandbox, receiver: Receiver):
    github.drop_webhooks = True
    github.add_webhook(receiver.url)
    assert github.webhooks.wait_until_idle()
    assert receiver.arrived == []
    assert [delivery.arrived for delivery in github.webhooks.deliveries] == [False]


def test_held_webhooks_may_be_released_backwards(github: GitHubSandbox, receiver: Receiver):
    github.add_webhook(receiver.url)
    assert github.webhooks.wait_until_idle()
    github.webhooks.holding = True
    for title in ("first", "second"):
        github.create(title)
    assert github.webhooks.release(backwards=True) == 2
    assert github.webhooks.wait_until_idle()
    told = [json.loads(request.body)["issue"]["title"] for request in receiver.arrived[1:]]
    assert told == ["second", "first"]


def test_a_webhook_may_be_sent_twice(jira: JiraSandbox, receiver: Receiver):
    jira.webhooks.copies = 2
    jira.add_webhook(receiver.url)
    jira.create("Twice")
    assert jira.webhooks.wait_until_idle()
    identifiers = [r.headers["x-atlassian-webhook-identifier"] for r in receiver.arrived]
    assert len(identifiers) == 2
    assert len(set(identifiers)) == 1
