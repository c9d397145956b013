"""What GitHub has renamed or moved is followed, on its own host and not for ever."""

from uuid import uuid4

import pytest
from trackers import plain

from integrations.errors import Moved, Unintelligible
from integrations.issue import Patch
from integrations.sandbox.faults import answer


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
