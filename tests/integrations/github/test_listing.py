"""What GitHub's lists hold for us, and what they cost."""

from uuid import uuid4

import pytest
from structlog.testing import capture_logs
from trackers import plain

from integrations.errors import Gone
from integrations.sandbox.faults import answer


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
