"""What only Jira does."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from contract import Contract
from defects import JIRA
from trackers import plain
from walking import all_issues

from integrations.errors import Ambiguous, Moved, Rejected, Unintelligible
from integrations.issue import Patch, RemoteRef
from integrations.jira.translate import handle
from integrations.sandbox.faults import answer, commit_then_answer


@pytest.fixture
def intent():
    return uuid4()


@pytest.fixture
def ref(tracker, intent):
    return tracker.create(plain(), intent)


def paths(site) -> list[str]:
    return [f"{each.method} {each.path.split('/', 4)[4]}" for each in site.sandbox.requests]


def test_a_new_issue_carries_its_intent_as_property_and_as_label(site, ref, intent):
    issue = site.sandbox.world.find(ref.key)

    assert issue.properties == {"trueline.intent": {"id": str(intent)}}
    assert issue.labels == (handle(intent),)


def test_a_value_that_is_needed_stops_a_new_issue(site, tracker):
    with pytest.raises(Rejected) as caught:
        tracker.create(plain(""), uuid4())

    assert "title" in caught.value.fields
    assert site.count() == 0


def test_a_project_without_types_takes_no_issue(site, tracker):
    name = "issueTypes" if site.flavour == "cloud" else "values"
    site.fault(("GET", "/createmeta/"), answer(200, body={name: [{"id": "5", "subtask": True}]}))

    with pytest.raises(Rejected, match="no issue type"):
        tracker.create(plain(), uuid4())


def test_a_bug_is_made_where_there_is_no_task(site, tracker):
    name = "issueTypes" if site.flavour == "cloud" else "values"
    kinds = [{"id": "10003", "name": "Bug", "subtask": False}]
    site.fault(("GET", "/createmeta/"), answer(200, body={name: kinds}))

    made = tracker.create(plain(), uuid4())

    assert site.sandbox.issue(made.key)["fields"]["issuetype"]["name"] == "Bug"


def test_the_type_is_asked_for_once(site, tracker, ref):
    tracker.create(plain(), uuid4())

    assert paths(site).count("GET issue/createmeta/ACME/issuetypes") == 1
    assert site.sandbox.issue(ref.key)["fields"]["issuetype"]["name"] == "Task"


def test_a_field_that_is_on_no_screen_does_not_stop_a_new_issue(site, tracker):
    site.sandbox.site.create_screen -= {"priority"}

    made = tracker.create(plain(priority="High"), uuid4())

    assert tracker.fetch(made).fields.priority == "Medium"
    assert site.count() == 1


def test_a_label_of_another_intent_with_the_same_end_is_not_ours(tracker, ref, intent):
    other = intent.__class__(int=intent.int ^ (1 << 100))

    assert handle(other) == handle(intent)
    assert tracker.find_created(other, None) is None


def test_what_the_search_has_not_seen_is_not_found_yet(site, tracker, clock):
    site.sandbox.index_lag = True
    late = uuid4()
    made = tracker.create(plain(), late)

    assert tracker.find_created(late, clock()) is None
    site.sandbox.release_index()
    assert tracker.find_created(late, clock()) == made


@pytest.mark.parametrize("body", [[], {"id": "7"}])
def test_an_odd_answer_to_a_creation_is_unknown(site, tracker, body):
    site.fault(("POST", "/issue$"), commit_then_answer(201, body=body))
    site.fault(("POST", "/comment$"), commit_then_answer(201, body=body))

    with pytest.raises(Ambiguous):
        tracker.create(plain(), uuid4())
    with pytest.raises(Ambiguous):
        tracker.comment(RemoteRef("", "ACME-1", ""), "words", uuid4())

    assert site.count() == 1


def test_an_edit_is_one_request(site, tracker, ref):
    before = site.calls()

    tracker.write(ref, Patch({"title": "New", "body": "Text"}, {"labels": ("a", "b")}))

    assert site.calls() == before + 1


def test_a_field_on_no_screen_is_left_out_in_silence(site, tracker, ref):
    site.sandbox.site.edit_screen -= {"priority"}

    tracker.write(ref, Patch({"title": "New", "priority": "High"}))

    assert tracker.fetch(ref).fields.title == "New"


def test_a_refused_value_is_told_after_the_others_are_written(tracker, ref):
    with pytest.raises(Rejected) as caught:
        tracker.write(ref, Patch({"title": "New", "priority": "No such", "status": "active"}))

    assert set(caught.value.fields) == {"priority"}
    kept = tracker.fetch(ref).fields
    assert (kept.title, kept.status) == ("New", "active")


def test_other_versions_stay_when_the_milestone_changes(site, tracker, ref):
    site.sandbox.edit(ref.key, fixVersions=["1.0", "1.1"])
    site.add_milestone("2.0")

    tracker.write(ref, Patch({"milestone": "2.0"}))

    versions = site.sandbox.issue(ref.key)["fields"]["fixVersions"]
    assert [each["name"] for each in versions] == ["1.1", "2.0"]


def test_a_moved_issue_tells_its_new_key(site, tracker, ref):
    site.move(ref)

    with pytest.raises(Moved) as caught:
        tracker.fetch(ref)

    assert caught.value.to.endswith("/browse/ELSE-1")


def test_a_body_of_somebody_else_is_read_as_markdown(site, tracker):
    document = {
        "type": "doc",
        "version": 1,
        "content": [
            {
                "type": "panel",
                "attrs": {"panelType": "info"},
                "content": [
                    {"type": "paragraph", "content": [{"type": "text", "text": "careful"}]}
                ],
            }
        ],
    }
    body = document if site.flavour == "cloud" else "{panel}careful{panel}"
    key = site.sandbox.create("Theirs", description=body)
    made = site.sandbox.issue(key)

    page = tracker.changed_since(None)

    assert [issue.fields.title for issue in page.issues] == ["Theirs"]
    assert page.issues[0].lossy is not None
    assert "careful" in page.issues[0].fields.body
    assert made["key"] == page.issues[0].ref.key


def test_a_restricted_comment_is_told(site, tracker, ref):
    site.sandbox.comment(ref.key, "secret", visibility={"type": "role", "value": "Developers"})
    site.sandbox.comment(ref.key, "open")

    assert [each.restricted for each in tracker.comments(ref)] == [True, False]


def test_comments_changed_since_cost_one_call_for_each_issue_that_has_one(site, tracker, clock):
    refs = [tracker.create(plain(), uuid4()) for _ in range(3)]
    clock.advance(60)
    since = clock()
    clock.advance(1)
    site.comment(refs[0], "new")
    site.retitle(refs[1], "changed")
    before = site.calls()

    found = tracker.comments_since(since)

    assert [each.body for each in found.comments] == ["new"]
    assert site.calls() == before + 2


def test_a_comment_keeps_its_intent_through_every_list(site, tracker, ref, clock):
    mark = uuid4()
    posted = tracker.comment(ref, "ours", mark)

    assert posted.marker == mark
    assert [each.marker for each in tracker.comments(ref)] == [mark]
    assert [e.marker for e in tracker.comments_since(clock() - timedelta(1)).comments] == [mark]


def test_more_comments_than_a_search_shows_are_all_found(site, tracker, ref, clock):
    for number in range(25):
        site.comment(ref, f"number {number}")

    assert len(tracker.comments_since(clock() - timedelta(1)).comments) == 25


def test_issues_of_the_same_moment_are_all_listed(site, tracker):
    for number in range(230):
        site.add_issue(f"Number {number}")

    assert len({issue.fields.title for issue in all_issues(tracker)}) == 230


def test_a_token_that_comes_again_ends_the_walk(cloud):
    tracker = cloud.tracker()
    cloud.fault(("GET", "/search"), answer(200, body={"issues": [], "nextPageToken": "same"}))

    with pytest.raises(Unintelligible, match="repeats"):
        tracker.changed_since(None, "same")


def test_times_are_asked_for_in_milliseconds(site, tracker, clock):
    tracker.changed_since(clock())

    query = site.sandbox.requests[-1].query["jql"]
    assert f"updated >= {int(clock().timestamp() * 1000)}" in query
    assert query.endswith("ORDER BY updated ASC")


def test_nothing_we_ask_is_forbidden_by_jiras_description(site, tracker, ref, clock):
    exchanges: list[Any] = []
    site.sandbox.observers.append(exchanges.append)
    site.add_milestone("1.0")
    person = site.person("ada")
    tracker.probe()
    tracker.find_created(uuid4(), clock())
    patch = Patch(
        {"title": "New", "body": "- [ ] **x**", "priority": "High", "milestone": "1.0"},
        {"labels": ("a",), "assignees": (person,)},
    )
    tracker.write(ref, patch)
    tracker.write(ref, Patch({"status": "not_planned"}))
    posted = tracker.comment(ref, "a *comment*", uuid4())
    tracker.edit_comment(ref, posted.id, "another")
    tracker.changed_since(clock())
    tracker.comments_since(clock())
    tracker.remove_comment(ref, posted.id)

    description = "jira-cloud-v3" if site.flavour == "cloud" else "jira-v2"
    contract = Contract(description, JIRA, "ErrorCollection")
    assert exchanges
    assert {found for each in exchanges for found in contract.findings(each)} == set()
