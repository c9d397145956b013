"""What only GitHub does."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from clock import FakeClock
from msgspec.structs import replace
from structlog.testing import capture_logs
from trackers import GitHubSite, plain

from integrations.address import Address, Credentials
from integrations.budget import GITHUB, MemoryBudget
from integrations.connect import open_tracker
from integrations.errors import (
    Gone,
    Moved,
    NotAllowed,
    RateLimited,
    Rejected,
    Unavailable,
    Unintelligible,
)
from integrations.issue import Patch, RemoteRef
from integrations.sandbox.faults import answer
from integrations.tracker import Tracker


@pytest.fixture
def site(clock: FakeClock) -> Iterator[GitHubSite]:
    opened = GitHubSite(clock)
    with opened.sandbox:
        yield opened


@pytest.fixture
def tracker(site: GitHubSite) -> Tracker:
    return site.tracker()


def sent(site: GitHubSite) -> list[str]:
    """Method and path of every request, without the repository."""
    return [
        f"{each.method} {each.path.removeprefix(f'/repositories/{site.sandbox.repo.id}')}"
        for each in site.sandbox.requests
    ]


def test_pull_requests_are_skipped_and_counted(site, tracker):
    site.add_issue("An issue")
    pull = site.add_issue("A pull request")
    site.sandbox.repo.issues[int(pull.key)].is_pull = True
    page = tracker.changed_since(None)
    assert [issue.fields.title for issue in page.issues] == ["An issue"]
    assert page.skipped == 1
    with pytest.raises(Gone):
        tracker.fetch(pull)


def test_an_unchanged_list_costs_nothing_of_the_quota(site, tracker):
    site.add_issue("An issue")
    first = tracker.changed_since(None)
    used = site.sandbox.quota.overview()["rate"]["used"]
    again = tracker.changed_since(None, etag=first.etag)
    assert again.unchanged
    assert again.issues == ()
    assert again.etag == first.etag
    assert site.sandbox.quota.overview()["rate"]["used"] == used


def test_a_changed_list_is_told_in_full(site, tracker):
    ref = site.add_issue("An issue")
    first = tracker.changed_since(None)
    site.retitle(ref, "Another title")
    again = tracker.changed_since(None, etag=first.etag)
    assert not again.unchanged
    assert [issue.fields.title for issue in again.issues] == ["Another title"]


def test_an_entry_nobody_understands_does_not_hide_the_others(site, tracker):
    for title in ("One", "Odd", "Two"):
        site.add_issue(title)
    rows = site.sandbox.issues()
    rows[1]["labels"] = "none"
    site.fault(site.LIST, answer(200, body=rows))
    with capture_logs() as logs:
        page = tracker.changed_since(None)
    assert [issue.fields.title for issue in page.issues] == ["One", "Two"]
    assert page.skipped == 1
    assert [each["id"] for each in logs] == [rows[1]["id"]]


def test_the_token_is_in_no_line_of_any_log(site, tracker, caplog):
    with caplog.at_level(logging.DEBUG):
        tracker.fetch(tracker.create(plain(), uuid4()))
        with pytest.raises(NotAllowed):
            site.tracker(token="wr0ng-token").probe()
    assert caplog.text
    assert "sandbox-token" not in caplog.text
    assert "wr0ng-token" not in caplog.text


def test_a_renamed_repository_is_still_the_same(site, tracker):
    ref = site.add_issue("An issue")
    tracker.fetch(ref)
    site.sandbox.rename("acme/plans")
    tracker.write(ref, Patch(scalars={"title": "Still here"}))
    assert tracker.fetch(ref).fields.title == "Still here"


def test_a_repository_is_found_under_its_old_name(site):
    site.sandbox.rename("acme/plans")
    tracker = site.tracker(remote="acme/roadmap")
    assert tracker.probe().name == "acme/plans"
    ref = tracker.create(plain(), uuid4())
    assert tracker.fetch(ref).fields.title == "Cut the cable"


def test_a_write_to_a_transferred_issue_tells_where_it_went(site, tracker):
    ref = site.add_issue("An issue")
    site.move(ref)
    with pytest.raises(Moved):
        tracker.write(ref, Patch(scalars={"title": "New"}))


def test_a_307_is_followed_with_the_same_method_and_body(site, tracker):
    ref = site.add_issue("An issue")
    there = f"{site.sandbox.url}/repositories/{site.sandbox.repo.id}/issues/{ref.key}"
    site.fault(("PATCH", ""), answer(307, {"Location": there}))
    tracker.write(ref, Patch(scalars={"title": "Followed"}))
    assert site.sandbox.issue(int(ref.key))["title"] == "Followed"


@pytest.mark.parametrize("to", ["https://evil.example/x", "http://127.0.0.1:1/x", "//evil.example"])
def test_nothing_follows_to_another_host(site, tracker, to):
    ref = site.add_issue("An issue")
    site.fault(site.FETCH, answer(302, {"Location": to}))
    with pytest.raises(Moved) as moved:
        tracker.fetch(ref)
    assert moved.value.to == to


def test_a_redirect_in_a_circle_ends(site, tracker):
    ref = site.add_issue("An issue")
    here = f"{site.sandbox.url}/repositories/{site.sandbox.repo.id}/issues/{ref.key}"
    site.fault(site.FETCH, answer(301, {"Location": here}), times=None)
    with pytest.raises(Unintelligible):
        tracker.fetch(ref)


def test_202_is_not_waited_for(site, tracker):
    ref = site.add_issue("An issue")
    site.fault(site.FETCH, answer(202), times=None)
    with pytest.raises(Unavailable):
        tracker.fetch(ref)
    assert sent(site).count(f"GET /issues/{ref.key}") == 1


def test_rate_headers_that_are_no_numbers_do_no_harm(site, tracker):
    ref = site.add_issue("An issue")
    odd = {"X-RateLimit-Remaining": "many", "X-RateLimit-Limit": "more"}
    site.fault(site.FETCH, answer(200, odd, site.sandbox.issue(int(ref.key))))
    with pytest.raises(Unintelligible):
        tracker.fetch(ref)


def test_creating_sends_one_request(site, tracker):
    tracker.probe()
    ada = site.person("ada")
    tracker.create(plain(labels=("bug",), assignees=(ada,)), uuid4())
    assert sent(site)[2:] == [f"GET /user/{ada}", "POST /issues"]
    tracker.create(plain(labels=("bug",), assignees=(ada,)), uuid4())
    assert sent(site)[4:] == ["POST /issues"]


def test_people_are_learned_from_the_issues_they_are_on(site, tracker):
    ref = tracker.create(plain(assignees=(site.person("ada"),)), uuid4())
    other = site.tracker()
    ada = other.fetch(ref).fields.assignees
    before = site.calls()
    other.write(ref, Patch(removed={"assignees": ada}))
    assert site.calls() - before == 1


def test_an_account_nobody_has_is_rejected(site, tracker):
    for account in ("999999999", "octavia", ""):
        with pytest.raises(Rejected) as refusal:
            tracker.create(plain(assignees=(account,)), uuid4())
        assert "assignees" in refusal.value.fields
    assert site.writes() == 0


def test_all_scalars_go_in_one_request_and_the_status_last(site, tracker):
    ref = site.add_issue("An issue", labels=("a", "b"))
    tracker.fetch(ref)
    before = site.calls()
    scalars: dict[str, str | None] = {"title": "New", "body": "Text", "status": "not_planned"}
    patch = Patch(scalars, added={"labels": ("c", "d")}, removed={"labels": ("a",)})
    tracker.write(ref, patch)
    assert sent(site)[before:] == [
        f"POST /issues/{ref.key}/labels",
        f"DELETE /issues/{ref.key}/labels/a",
        f"PATCH /issues/{ref.key}",
    ]


def test_a_label_may_hold_any_character(site, tracker):
    ref = site.add_issue("An issue")
    label = "área: mar/tierra? #1 & 50%"
    tracker.write(ref, Patch(added={"labels": (label,)}))
    assert tracker.fetch(ref).fields.labels == (label,)
    tracker.write(ref, Patch(removed={"labels": (label,)}))
    assert tracker.fetch(ref).fields.labels == ()


def test_what_github_drops_in_silence_shows_at_the_read_back(site, tracker):
    site.sandbox.push_access = False
    issue = tracker.fetch(tracker.create(plain(labels=("bug",)), uuid4()))
    assert issue.fields == replace(plain(), labels=())


def test_a_title_over_256_characters_is_rejected_unsent(site, tracker):
    with pytest.raises(Rejected) as refusal:
        tracker.create(plain("x" * 257), uuid4())
    assert "256" in refusal.value.fields["title"]
    assert site.writes() == 0


def test_a_body_of_just_the_limit_is_refused_nowhere(site, tracker):
    ref = tracker.create(plain(body="x" * 70_000), uuid4())
    assert len(site.sandbox.issue(int(ref.key))["body"]) <= 65_536


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


def test_a_look_up_does_without_an_account(site, tracker):
    intent = uuid4()
    ref = tracker.create(plain(), intent)
    site.fault(("GET", "/user$"), answer(403))
    assert tracker.find_created(intent, site.clock()) == ref


def test_a_look_up_stops_at_what_is_too_old(site, tracker):
    for number in range(205):
        site.clock.advance(60)
        tracker.create(plain(f"Issue {number}"), uuid4())
    before = site.calls()
    assert tracker.find_created(uuid4(), site.clock()) is None
    assert site.calls() - before == 2


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
