"""What GitHub could not deliver is asked for once, on our own hooks, as far back as was said."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from clock import FakeClock
from receiver import Receiver
from structlog.testing import capture_logs
from trackers import GitHubSite

from integrations.github import redelivery
from integrations.sandbox.faults import answer
from integrations.tracker import Redelivers

PATH = "/v1/webhooks/github/ours"
DAYS = timedelta(days=3)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as opened:
        yield opened


@pytest.fixture
def site(clock: FakeClock, receiver: Receiver) -> Iterator[GitHubSite]:
    """A repository with our hook, greeted already."""
    opened = GitHubSite(clock)
    with opened.sandbox:
        opened.sandbox.add_webhook(receiver.url + PATH)
        opened.sandbox.webhooks.wait_until_idle()
        yield opened


@pytest.fixture
def tracker(site: GitHubSite) -> Redelivers:
    found = site.tracker()
    assert isinstance(found, Redelivers)
    return found


def lose(site: GitHubSite, *titles: str) -> None:
    """Open issues whose webhooks are lost."""
    site.sandbox.drop_webhooks = True
    for title in titles:
        site.add_issue(title)
    site.sandbox.webhooks.wait_until_idle()
    site.sandbox.drop_webhooks = False


def redeliver(site: GitHubSite, tracker: Redelivers) -> int:
    asked = tracker.redeliver_failed(PATH, site.clock() - DAYS)
    site.sandbox.webhooks.wait_until_idle()
    return asked


def test_what_was_lost_arrives_under_its_own_id(site, tracker, receiver):
    lose(site, "One", "Two")
    guids = [each.parcel.guid for each in site.sandbox.webhooks.deliveries[-2:]]
    before = len(receiver.arrived)
    assert redeliver(site, tracker) == 2
    arrived = [each.headers["x-github-delivery"] for each in receiver.arrived[before:]]
    assert arrived == guids


def test_what_was_answered_with_a_failure_is_asked_for(site, tracker, receiver):
    receiver.statuses.append(503)
    site.add_issue("One")
    site.sandbox.webhooks.wait_until_idle()
    assert redeliver(site, tracker) == 1


def test_what_arrived_is_left_alone(site, tracker):
    site.add_issue("One")
    site.sandbox.webhooks.wait_until_idle()
    assert redeliver(site, tracker) == 0


def test_what_was_asked_for_is_not_asked_for_again(site, tracker, receiver):
    lose(site, "One")
    receiver.statuses.append(503)
    assert redeliver(site, tracker) == 1
    assert redeliver(site, tracker) == 0


def test_the_hooks_of_others_are_left_alone(site, tracker, receiver):
    site.sandbox.add_webhook(f"{receiver.url}/v1/webhooks/github/theirs")
    site.sandbox.webhooks.wait_until_idle()
    lose(site, "One")
    assert redeliver(site, tracker) == 1
    assert receiver.arrived[-1].path == PATH


def test_what_is_too_old_is_left_alone(site, tracker):
    lose(site, "One")
    site.clock.advance(DAYS.total_seconds() + 1)
    lose(site, "Two")
    assert redeliver(site, tracker) == 1


def test_every_page_of_deliveries_is_read(monkeypatch, site, tracker):
    monkeypatch.setattr(redelivery, "PER_PAGE", 2)
    lose(site, *"ABCDE")
    assert redeliver(site, tracker) == 5


def test_what_is_too_much_for_one_go_follows_in_the_next(monkeypatch, site, tracker):
    monkeypatch.setattr(redelivery, "AT_ONCE", 2)
    lose(site, "One", "Two", "Three")
    assert [redeliver(site, tracker) for _ in range(3)] == [2, 1, 0]


@pytest.mark.parametrize("status", [403, 404])
def test_a_token_that_may_not_see_hooks_is_quiet_after_one_line(site, tracker, status):
    site.fault(("GET", "/hooks"), answer(status, body={"message": "No."}), times=None)
    with capture_logs() as logs:
        assert redeliver(site, tracker) == redeliver(site, tracker) == 0
    assert [each["event"] for each in logs] == ["tracker_hooks_hidden"]
