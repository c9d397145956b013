"""What only GitHub does."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from msgspec.structs import replace
from trackers import GitHubSite, plain

from integrations.address import Address, Credentials
from integrations.budget import GITHUB, MemoryBudget
from integrations.connect import open_tracker
from integrations.errors import Gone, NotAllowed, RateLimited, Rejected, Unavailable, Unintelligible
from integrations.issue import RemoteRef
from integrations.sandbox.faults import answer


def test_the_token_is_in_no_line_of_any_log(site, tracker, caplog):
    with caplog.at_level(logging.DEBUG):
        tracker.fetch(tracker.create(plain(), uuid4()))
        with pytest.raises(NotAllowed):
            site.tracker(token="wr0ng-token").probe()
    assert caplog.text
    assert "sandbox-token" not in caplog.text
    assert "wr0ng-token" not in caplog.text


def test_202_is_not_waited_for(site, tracker):
    ref = site.add_issue("An issue")
    tracker.fetch(ref)
    before = site.calls()
    site.fault(site.FETCH, answer(202), times=None)
    with pytest.raises(Unavailable):
        tracker.fetch(ref)
    assert site.calls() - before == 1


def test_rate_headers_that_are_no_numbers_do_no_harm(site, tracker):
    ref = site.add_issue("An issue")
    odd = {"X-RateLimit-Remaining": "many", "X-RateLimit-Limit": "more"}
    site.fault(site.FETCH, answer(200, odd, site.sandbox.issue(int(ref.key))))
    with pytest.raises(Unintelligible):
        tracker.fetch(ref)


def test_another_issue_under_a_number_is_gone(site, tracker):
    ref = site.add_issue("An issue")
    with pytest.raises(Gone):
        tracker.fetch(replace(ref, id="1"))


@pytest.mark.parametrize("key", ["", "x", "1/../../user", "1?x=1", "²"])
def test_what_is_no_number_is_gone_unasked(site, tracker, key):
    tracker.probe()
    before = site.calls()
    with pytest.raises(Gone):
        tracker.fetch(RemoteRef("", key, ""))
    assert site.calls() == before


def test_a_repository_without_issues_says_so(site, tracker):
    tracker.fetch(site.add_issue("An issue"))
    site.fault(site.CREATE, answer(410, body={"message": "Issues are disabled for this repo"}))
    with pytest.raises(NotAllowed):
        tracker.create(plain(), uuid4())


def test_a_spent_quota_names_its_reset(clock):
    site = GitHubSite(clock)
    site.sandbox.quota.limit = 2
    with site.sandbox:
        tracker = site.tracker()
        tracker.probe()
        with pytest.raises(RateLimited) as limited:
            tracker.changed_since(None)
    assert limited.value.until == clock() + timedelta(hours=1)


def test_within_the_budget_github_never_has_to_refuse(site, tracker):
    """Limits as they were seen: 20 new issues a minute, 150 an hour."""
    site.sandbox.quota.creates_per_minute = 20
    site.sandbox.quota.creates_per_hour = 150
    budget, began = MemoryBudget({"github": GITHUB}), site.clock()
    for _ in range(200):
        again = budget.take("github:x", "create", site.clock())
        if again is not None:
            site.clock.now = again
            assert budget.take("github:x", "create", site.clock()) is None
        tracker.create(plain(), uuid4())
    assert timedelta(hours=1) <= site.clock() - began < timedelta(hours=1, minutes=10)


def test_threads_may_share_a_tracker(site, tracker):
    refs = [site.add_issue(f"Issue {number}") for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        titles = list(pool.map(lambda ref: tracker.fetch(ref).fields.title, refs))
    assert titles == [f"Issue {number}" for number in range(40)]


def test_an_enterprise_servers_prefix_is_kept(site):
    ref = site.add_issue("An issue")
    tracker = site.tracker(url=f"{site.sandbox.url}/api/v3/")
    assert tracker.fetch(ref).fields.title == "An issue"
    assert site.sandbox.requests[-1].path.startswith("/api/v3/repositories/")


def test_a_private_address_is_refused_unless_allowed(site):
    address = Address("github", site.sandbox.url, "acme/roadmap", "github")
    tracker = open_tracker(address, Credentials(None, "sandbox-token"))
    with pytest.raises(Rejected):
        tracker.probe()
    assert site.calls() == 0
