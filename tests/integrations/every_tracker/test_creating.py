"""A new issue is what was asked for, and carries its intent."""

from uuid import uuid4

import pytest
from trackers import Site, plain

from integrations.cut import is_cut
from integrations.errors import Rejected
from integrations.issue import Patch
from integrations.tracker import Tracker


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
