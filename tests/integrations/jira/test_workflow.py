"""A status is reached by the steps a workflow allows."""

from uuid import uuid4

import pytest
from trackers import plain

from integrations.errors import Rejected
from integrations.issue import Patch
from integrations.sandbox.faults import Fault, answer, commit_then_drop, drop
from integrations.sandbox.jira.records import Transition
from integrations.sandbox.jira.workflow import DONE, IN_PROGRESS, IN_REVIEW, TO_DO, WORKFLOWS


@pytest.fixture
def ref(site, tracker):
    return tracker.create(plain(), uuid4())


@pytest.fixture
def steps(monkeypatch):
    """Replace the strict workflow."""

    def replace(*transitions: Transition) -> None:
        monkeypatch.setitem(WORKFLOWS, "strict", transitions)

    return replace


def status_of(site, ref) -> str:
    return str(site.sandbox.issue(ref.key)["fields"]["status"]["name"])


def resolution_of(site, ref) -> str | None:
    found = site.sandbox.issue(ref.key)["fields"]["resolution"]
    return found["name"] if found else None


def moves(site) -> int:
    return sum(
        each.method == "POST" and each.path.endswith("/transitions")
        for each in site.sandbox.requests
    )


@pytest.mark.parametrize(
    ("status", "name"),
    [("completed", "Done"), ("not_planned", "Won't Do"), ("duplicate", "Duplicate")],
)
def test_the_way_to_done_fills_in_the_resolution(site, tracker, ref, status, name):
    tracker.write(ref, Patch({"status": status}))

    assert (status_of(site, ref), resolution_of(site, ref)) == ("Done", name)
    assert tracker.fetch(ref).fields.status == status


def test_a_way_of_several_steps_is_walked(site, tracker, ref):
    tracker.write(ref, Patch({"status": "completed"}))

    assert moves(site) == 2


def test_a_status_of_the_same_category_is_not_flattened(site, tracker, ref):
    site.sandbox.transition(ref.key, "In Review")

    tracker.write(ref, Patch({"status": "active"}))

    assert status_of(site, ref) == "In Review"
    assert moves(site) == 0


def test_a_done_issue_is_opened_again(site, tracker, ref):
    site.sandbox.transition(ref.key, "Done")

    tracker.write(ref, Patch({"status": "active"}))

    assert tracker.fetch(ref).fields.status == "active"


def test_no_way_is_told(site, tracker, ref, steps):
    steps(Transition("1", "Start", frozenset({TO_DO}), IN_PROGRESS))

    with pytest.raises(Rejected) as caught:
        tracker.write(ref, Patch({"status": "completed"}))

    assert "no way leads from 'To Do' to completed" in caught.value.fields["status"]


def test_a_way_never_goes_in_circles(site, tracker, ref, steps):
    steps(
        Transition("1", "Start", frozenset({TO_DO}), IN_PROGRESS),
        Transition("2", "Review", frozenset({IN_PROGRESS}), IN_REVIEW),
        Transition("3", "Back", frozenset({IN_REVIEW}), IN_PROGRESS),
    )

    with pytest.raises(Rejected):
        tracker.write(ref, Patch({"status": "completed"}))

    assert moves(site) <= 2


def test_a_way_to_a_status_never_leads_through_done(site, tracker, ref, steps):
    steps(
        Transition("1", "Close", frozenset({TO_DO}), DONE),
        Transition("2", "Reopen", frozenset({DONE}), IN_PROGRESS),
    )

    with pytest.raises(Rejected):
        tracker.write(ref, Patch({"status": "active"}))

    assert status_of(site, ref) == "To Do"


def test_a_field_that_a_step_needs_is_named(site, tracker, ref, steps):
    steps(Transition("1", "Close", frozenset({TO_DO}), DONE, ("duedate",)))

    with pytest.raises(Rejected) as caught:
        tracker.write(ref, Patch({"status": "completed"}))

    assert "due" in caught.value.fields["status"].casefold()


def test_other_fields_are_written_before_a_status_is_refused(site, tracker, ref, steps):
    steps()

    with pytest.raises(Rejected):
        tracker.write(ref, Patch({"title": "New", "status": "completed"}))

    assert tracker.fetch(ref).fields.title == "New"


def test_another_step_is_taken_when_one_needs_a_field(site, tracker, ref, steps):
    steps(
        Transition("1", "Close", frozenset({TO_DO}), DONE, ("duedate",)),
        Transition("2", "Start", frozenset({TO_DO}), IN_PROGRESS),
        Transition("3", "Finish", frozenset({IN_PROGRESS}), DONE, ("resolution",)),
    )

    tracker.write(ref, Patch({"status": "not_planned"}))

    assert resolution_of(site, ref) == "Won't Do"


REOPEN = Transition("1", "Reopen", frozenset({DONE}), TO_DO)
CLOSE = Transition("2", "Close", frozenset({TO_DO}), DONE, ("resolution",))
CLOSE_ANEW = Transition("3", "Close again", frozenset({DONE}), DONE, ("resolution",))


def test_a_done_issue_gets_another_reason_where_it_may(site, tracker, ref):
    site.sandbox.transition(ref.key, "Done")
    site.sandbox.site.edit_screen.add("resolution")

    tracker.write(ref, Patch({"status": "not_planned"}))

    assert resolution_of(site, ref) == "Won't Do"
    assert moves(site) == 0


def test_a_done_issue_is_opened_and_closed_again_for_another_reason(site, tracker, ref):
    site.sandbox.transition(ref.key, "Done")

    tracker.write(ref, Patch({"status": "not_planned"}))

    assert (status_of(site, ref), resolution_of(site, ref)) == ("Done", "Won't Do")
    assert moves(site) == 3


def test_a_refused_edit_of_the_reason_is_gone_round(site, tracker, ref):
    site.sandbox.transition(ref.key, "Done")
    site.sandbox.site.edit_screen.add("resolution")
    site.fault(("PUT", "/issue/"), answer(400, body={"errors": {"resolution": "Not now."}}))

    tracker.write(ref, Patch({"status": "duplicate"}))

    assert resolution_of(site, ref) == "Duplicate"


def test_a_step_that_asks_for_the_reason_in_place_is_enough(site, tracker, ref, steps):
    site.sandbox.transition(ref.key, "Done")
    steps(REOPEN, CLOSE, CLOSE_ANEW)

    tracker.write(ref, Patch({"status": "not_planned"}))

    assert resolution_of(site, ref) == "Won't Do"
    assert moves(site) == 1


def test_a_done_issue_that_cannot_be_opened_says_so_and_stays(site, tracker, ref, steps):
    site.sandbox.transition(ref.key, "Done")
    steps(CLOSE)

    with pytest.raises(Rejected) as caught:
        tracker.write(ref, Patch({"status": "not_planned"}))

    assert "resolution cannot be changed to not_planned" in caught.value.fields["status"]
    assert moves(site) == 0


def test_an_issue_that_cannot_be_closed_for_the_new_reason_is_closed_for_the_old(
    site, tracker, ref, steps
):
    site.sandbox.transition(ref.key, "Done", resolution="Duplicate")
    steps(REOPEN, CLOSE)
    words = {"errorMessages": ["Only the lead may do this."]}
    site.sandbox.faults.add(Fault(("POST", "/transitions"), answer(400, body=words), nth=2))

    with pytest.raises(Rejected) as caught:
        tracker.write(ref, Patch({"status": "not_planned"}))

    assert caught.value.fields["status"] == "Only the lead may do this."
    assert (status_of(site, ref), resolution_of(site, ref)) == ("Done", "Duplicate")


def test_a_condition_that_fails_is_told_in_jiras_words(site, tracker, ref):
    words = {"errorMessages": ["Only the lead may do this."]}
    site.fault(("POST", "/transitions"), answer(400, body=words))

    with pytest.raises(Rejected) as caught:
        tracker.write(ref, Patch({"status": "active"}))

    assert caught.value.fields["status"] == "Only the lead may do this."


@pytest.mark.parametrize("nth", [1, 2, 3])
@pytest.mark.parametrize("lost", [commit_then_drop(), drop()], ids=["answer", "request"])
def test_nothing_is_left_half_way_when_an_answer_is_lost(site, tracker, ref, lost, nth):
    site.sandbox.transition(ref.key, "Done")
    site.sandbox.faults.add(Fault(("POST", "/transitions"), lost, nth=nth))

    tracker.write(ref, Patch({"status": "not_planned"}))

    assert (status_of(site, ref), resolution_of(site, ref)) == ("Done", "Won't Do")


def test_a_step_in_place_whose_request_is_lost_is_taken_again(site, tracker, ref, steps):
    site.sandbox.transition(ref.key, "Done")
    steps(CLOSE_ANEW)
    site.fault(("POST", "/transitions"), drop())

    tracker.write(ref, Patch({"status": "not_planned"}))

    assert resolution_of(site, ref) == "Won't Do"
