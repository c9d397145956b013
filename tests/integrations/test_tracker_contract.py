"""What every tracker keeps, whichever it is: adapters run against the sandboxes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import permutations
from uuid import uuid4

import pytest
from clock import FakeClock
from trackers import SITES, Site, open_site, plain

from integrations.cut import is_cut
from integrations.errors import (
    Ambiguous,
    Gone,
    Moved,
    NotAllowed,
    RateLimited,
    Rejected,
    Unavailable,
    Unintelligible,
)
from integrations.issue import Comment, Issue, Patch, Status
from integrations.sandbox.faults import (
    Action,
    answer,
    commit_then_answer,
    commit_then_drop,
    drop,
    rate_limit,
)
from integrations.sandbox.wire import Page as HtmlPage
from integrations.tracker import Tracker

DONE: tuple[Status, ...] = ("completed", "not_planned", "duplicate")
LOST_ANSWERS = {
    "dropped": commit_then_drop(),
    "502": commit_then_answer(502),
    "503 with Retry-After": commit_then_answer(503, {"Retry-After": "30"}),
    "no JSON": commit_then_answer(201, body=HtmlPage("<html>")),
}


@pytest.fixture(params=sorted(SITES))
def site(request: pytest.FixtureRequest, clock: FakeClock) -> Iterator[Site]:
    with open_site(request.param, clock) as opened:
        yield opened


@pytest.fixture
def tracker(site: Site) -> Tracker:
    return site.tracker()


def walk(tracker: Tracker, since: datetime | None = None) -> list[Issue]:
    found: list[Issue] = []
    cursor = None
    while True:
        page = tracker.changed_since(since, cursor)
        found += page.issues
        cursor = page.cursor
        if cursor is None:
            return found


def walk_comments(tracker: Tracker, since: datetime | None = None) -> list[Comment]:
    found: list[Comment] = []
    cursor = None
    while True:
        page = tracker.comments_since(since, cursor)
        found += page.comments
        cursor = page.cursor
        if cursor is None:
            return found


# Connecting


def test_a_probe_names_the_remote_and_the_account(site: Site, tracker: Tracker):
    remote = tracker.probe()
    assert remote.name == site.remote
    assert remote.id.isdecimal()
    assert remote.account.display


def test_a_remote_is_found_by_its_id_too(site: Site, tracker: Tracker):
    ref = site.add_issue("Here")
    by_id = site.tracker(remote=tracker.probe().id)
    assert by_id.fetch(ref).fields.title == "Here"


def test_wrong_credentials_are_not_allowed(site: Site):
    with pytest.raises(NotAllowed):
        site.tracker(token="wrong").probe()


def test_a_remote_that_is_not_there_is_gone(site: Site):
    with pytest.raises(Gone):
        site.tracker(remote="nobody/nothing" if site.flavour == "github" else "NONE").probe()


def test_a_server_that_does_not_listen_is_unavailable(site: Site):
    tracker = site.tracker(url="http://127.0.0.1:9")
    with pytest.raises(Unavailable):
        tracker.probe()


# Creating


def test_a_created_issue_reads_back_as_it_was_asked_for(site: Site, tracker: Tracker):
    site.add_milestone("1.0")
    asked = plain(labels=("bug", "cable"), assignees=(site.person("ada"),), milestone="1.0")
    issue = tracker.fetch(tracker.create(asked, uuid4()))
    assert issue.fields == asked or issue.fields == plain(
        labels=asked.labels, assignees=asked.assignees, milestone="1.0", priority="Medium"
    )


def test_a_created_issue_carries_its_intent_and_does_not_show_it(tracker: Tracker):
    intent = uuid4()
    issue = tracker.fetch(tracker.create(plain(), intent))
    assert issue.marker == intent
    assert str(intent) not in issue.fields.body


def test_an_issue_of_somebody_else_carries_no_intent(site: Site, tracker: Tracker):
    assert tracker.fetch(site.add_issue("Theirs")).marker is None


def test_a_created_issue_costs_two_calls_with_its_read_back(site: Site, tracker: Tracker):
    tracker.fetch(tracker.create(plain("First"), uuid4()))
    before = site.calls()
    tracker.fetch(tracker.create(plain(labels=("bug",)), uuid4()))
    assert site.calls() - before == 2


def test_a_title_of_any_script_survives(tracker: Tracker):
    title = "Zażółć 日本語 العربية 👩‍👩‍👧 <b>&amp; \\ ' \""
    assert tracker.fetch(tracker.create(plain(title), uuid4())).fields.title == title


def test_a_blank_title_is_rejected(site: Site, tracker: Tracker):
    with pytest.raises(Rejected) as refusal:
        tracker.create(plain(" "), uuid4())
    assert set(refusal.value.fields) & {"title", "summary"}
    assert site.count() == 0


def test_a_body_that_does_not_fit_is_cut_and_says_so(site: Site, tracker: Tracker):
    body = "A paragraph of a long story.\n\n" * 3_000
    ref = tracker.create(plain(body=body), uuid4())
    kept = tracker.fetch(ref).fields.body
    assert is_cut(kept)
    assert body.startswith(kept[:10_000])
    tracker.write(ref, Patch(scalars={"body": body + "The end."}))
    assert is_cut(tracker.fetch(ref).fields.body)


# Lost answers


@pytest.mark.parametrize("lost", LOST_ANSWERS.values(), ids=LOST_ANSWERS)
def test_a_create_whose_answer_is_lost_is_ambiguous_and_found_again(
    site: Site, tracker: Tracker, lost: Action
):
    intent = uuid4()
    site.fault(site.CREATE, lost)
    with pytest.raises(Ambiguous):
        tracker.create(plain(), intent)
    ref = tracker.find_created(intent, site.clock())
    assert ref is not None
    assert tracker.fetch(ref).marker == intent
    assert site.count() == 1


def test_a_create_that_never_arrived_is_ambiguous_and_not_found(site: Site, tracker: Tracker):
    intent = uuid4()
    site.fault(site.CREATE, drop())
    with pytest.raises(Ambiguous):
        tracker.create(plain(), intent)
    assert tracker.find_created(intent, site.clock()) is None


def test_a_look_up_finds_nothing_of_another_intent(site: Site, tracker: Tracker):
    tracker.create(plain(), uuid4())
    site.add_issue("Theirs")
    assert tracker.find_created(uuid4(), site.clock()) is None


def test_a_look_up_passes_over_newer_issues(site: Site, tracker: Tracker):
    intent, since = uuid4(), site.clock()
    ref = tracker.create(plain(), intent)
    for number in range(3):
        site.clock.advance(30)
        tracker.create(plain(f"Later {number}"), uuid4())
    assert tracker.find_created(intent, since) == ref


def test_a_comment_whose_answer_is_lost_is_ambiguous_and_found_again(site: Site, tracker: Tracker):
    intent, ref = uuid4(), site.add_issue("Here")
    site.fault(("POST", r"/comment"), commit_then_drop())
    with pytest.raises(Ambiguous):
        tracker.comment(ref, "Once", intent)
    assert [each.marker for each in tracker.comments(ref)] == [intent]


def test_a_write_is_sent_once(site: Site, tracker: Tracker):
    site.fault(site.CREATE, commit_then_drop(), times=None)
    with pytest.raises(Ambiguous):
        tracker.create(plain(), uuid4())
    assert site.count() == 1


# Writing


def test_scalars_are_written_and_others_left_alone(site: Site, tracker: Tracker):
    ref = tracker.create(plain(labels=("bug",)), uuid4())
    before = tracker.fetch(ref)
    tracker.write(ref, Patch(scalars={"title": "Splice the cable"}))
    after = tracker.fetch(ref)
    assert after.fields.title == "Splice the cable"
    assert after.raw_body == before.raw_body
    assert after.fields.labels == ("bug",)


def test_a_written_body_keeps_the_intent(site: Site, tracker: Tracker):
    intent = uuid4()
    ref = tracker.create(plain(), intent)
    site.tracker().write(ref, Patch(scalars={"body": "Another text."}))
    issue = tracker.fetch(ref)
    assert (issue.fields.body, issue.marker) == ("Another text.", intent)


def test_a_milestone_is_set_and_cleared(site: Site, tracker: Tracker):
    site.add_milestone("2.0")
    ref = site.add_issue("Here")
    tracker.write(ref, Patch(scalars={"milestone": "2.0"}))
    assert tracker.fetch(ref).fields.milestone == "2.0"
    tracker.write(ref, Patch(scalars={"milestone": None}))
    assert tracker.fetch(ref).fields.milestone is None


def test_a_milestone_nobody_has_is_rejected(site: Site, tracker: Tracker):
    with pytest.raises(Rejected):
        tracker.write(site.add_issue("Here"), Patch(scalars={"milestone": "Never"}))


def test_labels_are_written_as_deltas(site: Site, tracker: Tracker):
    ref = site.add_issue("Here", labels=("a", "b"))
    site.relabel(ref, ("a", "b", "theirs"))
    tracker.write(ref, Patch(added={"labels": ("ours",)}, removed={"labels": ("a",)}))
    assert tracker.fetch(ref).fields.labels == ("b", "ours", "theirs")


def test_taking_off_a_label_twice_is_quiet(site: Site, tracker: Tracker):
    ref = site.add_issue("Here", labels=("a",))
    for _ in range(2):
        tracker.write(ref, Patch(removed={"labels": ("a",)}))
    assert tracker.fetch(ref).fields.labels == ()


def test_people_are_assigned_by_id(site: Site, tracker: Tracker):
    ada, ref = site.person("ada"), site.add_issue("Here")
    tracker.write(ref, Patch(added={"assignees": (ada,)}))
    issue = tracker.fetch(ref)
    assert issue.fields.assignees == (ada,)
    assert ada in {person.id for person in issue.people}
    tracker.write(ref, Patch(removed={"assignees": (ada,)}))
    assert tracker.fetch(ref).fields.assignees == ()


def test_every_status_is_said_and_heard(site: Site, tracker: Tracker):
    ref = site.add_issue("Here")
    for status in sorted(tracker.statuses):
        for said in (status, "open"):
            tracker.write(ref, Patch(scalars={"status": said}))
            assert tracker.fetch(ref).fields.status == said


@pytest.mark.parametrize(("before", "after"), [*permutations(DONE, 2)])
def test_a_closed_issue_takes_another_reason(
    site: Site, tracker: Tracker, before: Status, after: Status
):
    ref = site.add_issue("Here")
    for status in (before, after):
        tracker.write(ref, Patch(scalars={"status": status}))
    assert tracker.fetch(ref).fields.status == after


def test_a_patch_of_nothing_sends_nothing(site: Site, tracker: Tracker):
    ref = site.add_issue("Here")
    tracker.write(ref, Patch())
    assert site.writes() == 0


# Reading


def test_a_deleted_issue_is_gone(site: Site, tracker: Tracker):
    ref = site.add_issue("Here")
    site.delete(ref)
    with pytest.raises(Gone):
        tracker.fetch(ref)


def test_an_issue_moved_elsewhere_tells_where(site: Site, tracker: Tracker):
    ref = site.add_issue("Here")
    site.move(ref)
    with pytest.raises(Moved) as moved:
        tracker.fetch(ref)
    assert moved.value.to.startswith(site.sandbox.url)


def test_a_hidden_remote_is_gone(site: Site, tracker: Tracker):
    ref = site.add_issue("Here")
    tracker.probe()
    site.hide()
    with pytest.raises(Gone):
        tracker.fetch(ref)


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
    titles = [issue.fields.title for issue in walk(tracker, since)]
    assert len(titles) == len(set(titles)) == 210


def test_a_walk_from_the_beginning_lists_everything(site: Site, tracker: Tracker):
    for number in range(101):
        site.clock.advance(1)
        site.add_issue(f"Issue {number}")
    assert len({issue.ref.id for issue in walk(tracker)}) == 101


def test_a_walk_gets_past_hundreds_of_one_second(site: Site, tracker: Tracker):
    site.add_issue("Old")
    site.clock.advance(60)
    for number in range(250):
        site.add_issue(f"Issue {number}")
    site.clock.advance(60)
    site.add_issue("New")
    assert len({issue.ref.id for issue in walk(tracker)}) == 252


def test_nothing_is_stepped_over_when_an_issue_changes_during_a_walk(site: Site, tracker: Tracker):
    refs = []
    for number in range(150):
        site.clock.advance(1)
        refs.append(site.add_issue(f"Issue {number}"))
    first = tracker.changed_since(None)
    site.clock.advance(1)
    for ref in refs[:20]:
        site.retitle(ref, "Changed meanwhile")
    found, cursor = list(first.issues), first.cursor
    while cursor is not None:
        page = tracker.changed_since(None, cursor)
        found += page.issues
        cursor = page.cursor
    assert {issue.ref.id for issue in found} == {ref.id for ref in refs}


def test_since_includes_its_own_second_in_any_time_zone(site: Site, tracker: Tracker):
    site.add_issue("Here")
    moment = site.clock().astimezone(UTC)
    elsewhere = datetime.fromisoformat(
        (moment + timedelta(hours=5)).replace(tzinfo=None).isoformat() + "+05:00"
    )
    assert len(walk(tracker, elsewhere)) == 1
    assert walk(tracker, elsewhere + timedelta(minutes=2)) == []


def test_a_page_tells_the_trackers_clock(site: Site, tracker: Tracker):
    assert tracker.changed_since(None).server_time == site.clock()


# Comments


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
    found = walk_comments(tracker, since)
    assert {each.id for each in found} == new
    assert {each.issue_key for each in found} == {one.key, other.key}


# Trouble


def test_a_read_is_tried_again_when_its_connection_breaks(site: Site, tracker: Tracker):
    ref = site.add_issue("Here")
    site.fault(site.FETCH, drop())
    assert tracker.fetch(ref).fields.title == "Here"


def test_a_read_that_fails_twice_is_unavailable(site: Site, tracker: Tracker):
    ref = site.add_issue("Here")
    site.fault(site.FETCH, drop(), times=2)
    with pytest.raises(Unavailable):
        tracker.fetch(ref)


def test_a_5xx_on_a_read_is_unavailable(site: Site, tracker: Tracker):
    ref = site.add_issue("Here")
    site.fault(site.FETCH, answer(502))
    with pytest.raises(Unavailable) as failure:
        tracker.fetch(ref)
    assert failure.value.status == 502


def test_a_missing_right_is_not_allowed(site: Site, tracker: Tracker):
    site.fault(site.CREATE, answer(403))
    with pytest.raises(NotAllowed):
        tracker.create(plain(), uuid4())


def test_a_limit_tells_when_to_come_back_and_is_not_asked_again(site: Site, tracker: Tracker):
    ref = site.add_issue("Here")
    tracker.fetch(ref)
    before = site.calls()
    site.fault(site.FETCH, rate_limit(1847), times=None)
    with pytest.raises(RateLimited) as limited:
        tracker.fetch(ref)
    assert limited.value.until == site.clock() + timedelta(seconds=1847)
    assert site.calls() - before == 1


def test_a_limit_may_name_a_date(site: Site, tracker: Tracker):
    ref, until = site.add_issue("Here"), site.clock() + timedelta(minutes=10)
    date = format_datetime(until, usegmt=True)
    site.fault(site.FETCH, rate_limit(None, headers={"Retry-After": date}))
    with pytest.raises(RateLimited) as limited:
        tracker.fetch(ref)
    assert limited.value.until == until


def test_a_limit_without_a_time_costs_a_minute(site: Site, tracker: Tracker):
    ref = site.add_issue("Here")
    site.fault(site.FETCH, rate_limit(None))
    with pytest.raises(RateLimited) as limited:
        tracker.fetch(ref)
    assert limited.value.until >= site.clock() + timedelta(seconds=60)


@pytest.mark.parametrize("body", [HtmlPage("<html>"), [], {"id": None}, "text"])
def test_an_answer_of_another_shape_is_unintelligible(site: Site, tracker: Tracker, body: object):
    ref = site.add_issue("Here")
    tracker.fetch(ref)
    site.fault(site.FETCH, answer(200, body=body))
    with pytest.raises(Unintelligible):
        tracker.fetch(ref)
