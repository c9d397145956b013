"""Comments are posted, changed, removed and listed."""

from uuid import uuid4

from trackers import Site
from walking import all_comments

from integrations.tracker import Tracker


def test_a_comment_is_posted_edited_and_removed(site: Site, tracker: Tracker):
    intent, ref = uuid4(), site.add_issue("Here")
    posted = tracker.comment(ref, "First.", intent)
    assert (posted.body, posted.marker) == ("First.", intent)
    tracker.edit_comment(ref, posted.id, "Second.")
    (read,) = tracker.comments(ref)
    assert (read.id, read.body, read.marker) == (posted.id, "Second.", intent)
    for _ in range(2):
        tracker.remove_comment(ref, posted.id)
    assert list(tracker.comments(ref)) == []


def test_all_pages_of_comments_are_read(site: Site, tracker: Tracker):
    ref = site.add_issue("Here")
    for number in range(105):
        site.comment(ref, f"Remark {number}")
    comments = tracker.comments(ref)
    assert [each.body for each in comments] == [f"Remark {number}" for number in range(105)]
    assert {each.marker for each in comments} == {None}


def test_comments_changed_since_are_listed_across_issues(site: Site, tracker: Tracker):
    one, other = site.add_issue("One"), site.add_issue("Other")
    site.comment(one, "Old")
    site.clock.advance(60)
    since = site.clock()
    new = {site.comment(one, "New"), site.comment(other, "New too")}
    found = all_comments(tracker, since)
    assert {each.id for each in found} == new
    assert {each.issue_key for each in found} == {one.key, other.key}
