"""Of an issue, just what a patch names is changed."""

from itertools import permutations
from uuid import uuid4

import pytest
from trackers import Site, plain

from integrations.errors import Ambiguous, Rejected
from integrations.issue import Patch, Status
from integrations.sandbox.faults import commit_then_drop
from integrations.tracker import Tracker

DONE: tuple[Status, ...] = ("completed", "not_planned", "duplicate")


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


def test_a_milestone_nobody_has_is_made_once(site: Site, tracker: Tracker):
    refs = [site.add_issue("Here"), site.add_issue("There")]
    for ref in refs:
        tracker.write(ref, Patch(scalars={"milestone": "New"}))
    assert [tracker.fetch(ref).fields.milestone for ref in refs] == ["New", "New"]
    assert site.milestones() == ["New"]


def test_a_milestone_whose_answer_was_lost_is_found_again(site: Site, tracker: Tracker):
    ref = site.add_issue("Here")
    site.fault(("POST", "(/milestones|/version)$"), commit_then_drop())
    with pytest.raises(Ambiguous):
        tracker.write(ref, Patch(scalars={"milestone": "New"}))
    tracker.write(ref, Patch(scalars={"milestone": "New"}))
    assert (tracker.fetch(ref).fields.milestone, site.milestones()) == ("New", ["New"])


def test_a_milestone_we_may_not_make_is_rejected_by_name(site: Site, tracker: Tracker):
    site.forbid_milestones()
    ref = site.add_issue("Here")
    with pytest.raises(Rejected) as refused:
        tracker.write(ref, Patch(scalars={"milestone": "New"}))
    assert "cannot be made" in refused.value.fields["milestone"]
    assert tracker.fetch(ref).fields.milestone is None


def test_an_issue_is_created_without_a_milestone_that_cannot_be_had(site: Site, tracker: Tracker):
    site.forbid_milestones()
    ref = tracker.create(plain(milestone="New"), uuid4())
    assert tracker.fetch(ref).fields.milestone is None


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
