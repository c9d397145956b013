"""A write whose answer is lost is never sent again, and found by its intent."""

from uuid import uuid4

import pytest
from trackers import Site, plain

from integrations.errors import Ambiguous
from integrations.sandbox.faults import Action, commit_then_answer, commit_then_drop, drop
from integrations.sandbox.wire import Page as HtmlPage
from integrations.tracker import Tracker

LOST_ANSWERS = {
    "dropped": commit_then_drop(),
    "502": commit_then_answer(502),
    "503 with Retry-After": commit_then_answer(503, {"Retry-After": "30"}),
    "no JSON": commit_then_answer(201, body=HtmlPage("<html>")),
}


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
