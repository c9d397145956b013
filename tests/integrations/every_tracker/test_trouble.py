"""What cannot be had, or not now, is told apart."""

from datetime import timedelta
from email.utils import format_datetime
from uuid import uuid4

import pytest
from trackers import Site, plain

from integrations.errors import Gone, Moved, NotAllowed, RateLimited, Unavailable, Unintelligible
from integrations.sandbox.faults import answer, drop, rate_limit
from integrations.sandbox.wire import Page as HtmlPage
from integrations.tracker import Tracker


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
