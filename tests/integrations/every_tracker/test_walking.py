"""All that changed since a moment is listed, page after page."""

from datetime import UTC, datetime, timedelta

from trackers import Site
from walking import all_issues, all_pages

from integrations.tracker import Tracker


def test_everything_changed_since_is_listed_once(site: Site, tracker: Tracker):
    """A hundred and more in one second, and some in others."""
    site.add_issue("Old")
    site.clock.advance(60)
    since = site.clock()
    for number in range(205):
        site.add_issue(f"Same second {number}")
    for number in range(5):
        site.clock.advance(1)
        site.add_issue(f"Later {number}")
    titles = [issue.fields.title for issue in all_issues(tracker, since)]
    assert len(titles) == len(set(titles)) == 210


def test_a_walk_from_the_beginning_lists_everything(site: Site, tracker: Tracker):
    for number in range(101):
        site.clock.advance(1)
        site.add_issue(f"Issue {number}")
    assert len({issue.ref.id for issue in all_issues(tracker)}) == 101


def test_a_walk_gets_past_hundreds_of_one_second(site: Site, tracker: Tracker):
    site.add_issue("Old")
    site.clock.advance(60)
    for number in range(250):
        site.add_issue(f"Issue {number}")
    site.clock.advance(60)
    site.add_issue("New")
    assert len({issue.ref.id for issue in all_issues(tracker)}) == 252


def test_nothing_is_stepped_over_when_an_issue_changes_during_a_walk(site: Site, tracker: Tracker):
    refs = []
    for number in range(150):
        site.clock.advance(1)
        refs.append(site.add_issue(f"Issue {number}"))
    walk = all_pages(tracker)
    found = list(next(walk).issues)
    site.clock.advance(1)
    for ref in refs[:20]:
        site.retitle(ref, "Changed meanwhile")
    found += [issue for page in walk for issue in page.issues]
    assert {issue.ref.id for issue in found} == {ref.id for ref in refs}


def test_since_includes_its_own_second_in_any_time_zone(site: Site, tracker: Tracker):
    site.add_issue("Here")
    moment = site.clock().astimezone(UTC)
    elsewhere = datetime.fromisoformat(
        (moment + timedelta(hours=5)).replace(tzinfo=None).isoformat() + "+05:00"
    )
    assert len(all_issues(tracker, elsewhere)) == 1
    assert all_issues(tracker, elsewhere + timedelta(minutes=2)) == []


def test_a_page_tells_the_trackers_clock(site: Site, tracker: Tracker):
    assert tracker.changed_since(None).server_time == site.clock()
