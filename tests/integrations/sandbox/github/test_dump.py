"""A dump of issues is taken over whole, or refused with the record and the field that is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from recorder import Recorder

from integrations.sandbox.github.server import GitHubSandbox

ROOT = Path(__file__).parents[4]
REAL = ROOT.parent / "shared" / "data" / "github-openframeworks-issues.json"
DEMO = ROOT / "trueline" / "demo_issues.json"
RIGHT: dict[str, Any] = {"number": 1, "title": "Wish", "state": "open"}


def test_the_demos_dump_is_taken_over():
    counts = GitHubSandbox().load(json.loads(DEMO.read_text()))
    assert counts == {"records": 40, "issues": 36, "pull_requests": 4, "comments": 0}


def test_a_real_dump_is_taken_over():
    if not REAL.exists():
        pytest.skip("The real dump is not on this machine")
    counts = GitHubSandbox().load(json.loads(REAL.read_text()))
    assert counts == {"records": 170, "issues": 149, "pull_requests": 21, "comments": 0}


def test_what_is_taken_over_is_told_as_it_was(github: GitHubSandbox, hub: Recorder):
    records = json.loads(DEMO.read_text())
    github.load(records)
    shown = hub.ask("GET", "/repos/acme/roadmap/issues", state="all", per_page=100)
    assert [(i["id"], i["number"], i["title"], i["body"]) for i in shown] == [
        (r["id"], r["number"], r["title"], r["body"]) for r in records
    ]
    names = ("state", "state_reason", "created_at", "updated_at", "closed_at", "comments")
    for issue, record in zip(shown, records, strict=True):
        assert {name: issue[name] for name in names} == {name: record[name] for name in names}
        assert [x["name"] for x in issue["labels"]] == [x["name"] for x in record["labels"]]
        assert [x["id"] for x in issue["assignees"]] == [x["id"] for x in record["assignees"]]
        assert ("pull_request" in issue) == ("pull_request" in record)


def test_new_issues_are_numbered_after_the_dump():
    sandbox = GitHubSandbox()
    sandbox.load([RIGHT | {"number": 41}])
    assert sandbox.create("Next") == 42


def test_comments_come_along_when_the_dump_has_them():
    sandbox = GitHubSandbox()
    said = {"body": "Indeed", "user": {"login": "ada"}, "created_at": "2026-01-01T00:00:00Z"}
    assert sandbox.load([RIGHT | {"comments": [said]}])["comments"] == 1
    assert sandbox.comments(1)[0]["user"]["login"] == "ada"


def test_an_empty_dump_is_a_dump():
    assert GitHubSandbox().load([])["records"] == 0


@pytest.mark.parametrize("dump", [None, 7, "[]", {"issues": {}}])
def test_what_is_no_list_is_refused(dump: object):
    with pytest.raises(ValueError, match="A dump of issues is a list of records"):
        GitHubSandbox().load(dump)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"number": None}, "number"),
        ({"number": True}, "number"),
        ({"number": 0}, "number"),
        ({"id": "x"}, "id"),
        ({"title": " "}, "title"),
        ({"title": None}, "title"),
        ({"body": ["text"]}, "body"),
        ({"state": "done"}, "state"),
        ({"state_reason": "bored"}, "state_reason"),
        ({"created_at": "yesterday"}, "created_at"),
        ({"updated_at": 7}, "updated_at"),
        ({"labels": "bug"}, "labels"),
        ({"labels": [{"color": "red"}]}, "labels"),
        ({"user": "ada"}, "user"),
        ({"assignees": [{}]}, "assignees"),
        ({"milestone": "1.0"}, "milestone"),
        ({"milestone": {"title": "1.0", "due_on": "soon"}}, "milestone.due_on"),
        ({"pull_request": {"url": "x", "merged_at": "x"}}, "pull_request.merged_at"),
        ({"comments": ["Indeed"]}, "comments"),
        ({"comments": [{"body": "x", "created_at": "x"}]}, "comments.created_at"),
    ],
)
def test_a_wrong_record_is_named_with_its_field(wrong: dict[str, Any], field: str):
    with pytest.raises(ValueError, match=f"Record 1, field {field}:"):
        GitHubSandbox().load([RIGHT, RIGHT | {"number": 2} | wrong])


def test_a_record_that_is_no_object_is_named():
    with pytest.raises(ValueError, match="Record 1, field \\(whole\\)"):
        GitHubSandbox().load([RIGHT, "Wish"])


def test_a_number_that_is_there_twice_is_named():
    with pytest.raises(ValueError, match="Record 0, field number: 1 is there twice"):
        GitHubSandbox().load([RIGHT, RIGHT])


def test_a_refused_dump_leaves_nothing_behind():
    sandbox = GitHubSandbox()
    people = dict(sandbox.world.users)
    labelled = RIGHT | {"labels": ["bug"], "user": {"login": "ada"}, "milestone": {"title": "1"}}
    with pytest.raises(ValueError, match="Record 1"):
        sandbox.load([labelled, {}])
    assert (sandbox.issues(), sandbox.repo.labels, sandbox.repo.milestones) == ([], {}, {})
    assert sandbox.world.users == people
